/** What the config may say of items that are owed by a day. */
import * as z from "zod";
import { fieldText, key } from "./schema-text.ts";

export const deliverablesSchema = z
  .strictObject({
    due: key(fieldText, { description: "The field of the form with the day by which it is owed.", examples: ["due"] }),
    evidence: key(fieldText.optional(), {
      description: "The field of the form that must hold a link before an item counts as delivered.",
      examples: ["evidence"],
      byDefault: "ending well is enough",
    }),
    of: key(fieldText.optional(), {
      description:
        "The field of the form that says what it is part of: reports put those with the same answer together.",
      examples: ["grant"],
      byDefault: "they are not put together",
    }),
  })
  .meta({ id: "deliverables", description: "Items that are owed by a day." });
