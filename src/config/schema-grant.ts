/** What the config may say of grants: which answers of the form say what, and where what they owe is kept. */
import * as z from "zod";
import { fieldText, idText, key, nameText } from "./schema-text.ts";

const notSaid = "the form does not say it";

export const grantsSchema = z
  .strictObject({
    submitted: key(idText, {
      description: "The stage that says that the application is in: from there a decision is waited for.",
      examples: ["submitted"],
    }),
    funder: key(fieldText.optional(), {
      description: "The field of the form with who may give the money. Never in a public report.",
      examples: ["funder"],
      byDefault: notSaid,
    }),
    champions: key(fieldText.optional(), {
      description: "The field with who cares for it inside. Never in a public report.",
      examples: ["champions"],
      byDefault: notSaid,
    }),
    due: key(fieldText.optional(), {
      description: "The field with the day by which to apply.",
      examples: ["application-due"],
      byDefault: notSaid,
    }),
    start: key(fieldText.optional(), {
      description: "The field with the first day of the grant.",
      examples: ["grant-start"],
      byDefault: notSaid,
    }),
    end: key(fieldText.optional(), {
      description: "The field with the last day of the grant.",
      examples: ["grant-end"],
      byDefault: notSaid,
    }),
    amount: key(fieldText.optional(), {
      description: "The field with the whole amount, as `200000` or `200,000.00`. For finance alone; needs `money`.",
      examples: ["amount"],
      byDefault: notSaid,
    }),
    currency: key(fieldText.optional(), {
      description: "The field with the amount's currency, as `EUR`; without an answer it is `money.currency`.",
      examples: ["currency"],
      byDefault: "all are in `money.currency`",
    }),
    spent: key(fieldText.optional(), {
      description: "The field with what was spent so far, in the amount's currency. For finance alone.",
      examples: ["spent"],
      byDefault: notSaid,
    }),
    account: key(fieldText.optional(), {
      description:
        "The field with the account of `money.costs` under which the grant is spent; it counts before `spent`. For finance alone.",
      examples: ["account"],
      byDefault: notSaid,
    }),
    owes: key(nameText.optional(), {
      description:
        "The pipeline whose items are what grants owe. An item belongs to the grant that it is a sub-issue of, else to the one whose title, number or address its `deliverables.of` names.",
      examples: ["deliverables"],
      byDefault: "nothing is owed",
    }),
  })
  .meta({ id: "grants", description: "Items that are grants: asked for, given, used." });

export type GrantsFile = z.output<typeof grantsSchema>;
