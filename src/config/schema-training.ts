/** What the config may say of training: which issues are sessions, how long each was, and how much was agreed. */
import * as z from "zod";
import { fieldText, key, nameText } from "./schema-text.ts";

export const trainingSchema = z.strictObject({
  of: key(nameText, {
    description:
      "The pipeline whose items are sessions; one that ends well was held. It names a `form` and `community`.",
    examples: ["sessions"],
  }),
  hours: key(fieldText, { description: "The field with the hours that a session took.", examples: ["hours"] }),
  agreed: key(
    z
      .strictObject({
        in: key(nameText, {
          description: "The pipeline whose items are agreements: those that ended well count.",
          examples: ["agreements"],
        }),
        hours: key(fieldText, {
          description:
            "The field with the hours of training that are part of it. Its `contracts` say from when to when they are meant.",
          examples: ["training-hours"],
        }),
      })
      .optional(),
    {
      description: "Where it is written how much was agreed.",
      examples: [{ in: "agreements", hours: "training-hours" }],
      byDefault: "nothing is agreed, and nobody is behind",
    },
  ),
});

export type TrainingFile = z.output<typeof trainingSchema>;
