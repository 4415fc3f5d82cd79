/** What the config may say of the market: which answers and labels tell campaigns, lost reasons, competitors and ideas. */
import * as z from "zod";
import { fieldText, idText, key, labelPatternText } from "./schema-text.ts";

const groupingSchema = z
  .union([
    z.strictObject({
      answer: key(fieldText, { description: "The answer to this field of the form.", examples: ["source"] }),
    }),
    z.strictObject({
      label: key(labelPatternText, {
        description: "The ending of labels that begin so.",
        examples: ["campaign: *"],
      }),
    }),
  ])
  .meta({ id: "grouping", description: "What says it: an answer of the form, or labels." });

const notSaid = "items do not say it";

export const marketSchema = z
  .strictObject({
    campaign: key(groupingSchema.optional(), {
      description: "What brought an item here: reports tell how many came and how far they got, by campaign.",
      examples: [{ label: "campaign: *" }],
      byDefault: notSaid,
    }),
    qualified: key(idText.optional(), {
      description: "The stage that says that a lead is worth following; with `campaign`.",
      examples: ["qualified"],
      byDefault: "only those that were won are told",
    }),
    "lost-because": key(groupingSchema.optional(), {
      description:
        "Why items are lost, by the quarter in which they were; several reasons count each. Never in a public report.",
      examples: [{ label: "lost: *" }],
      byDefault: notSaid,
    }),
    competitor: key(groupingSchema.optional(), {
      description:
        "Whom people chose or thought of choosing instead; several names with commas between them count each. Never in a public report.",
      examples: [{ answer: "competition" }],
      byDefault: notSaid,
    }),
    "partner-kind": key(groupingSchema.optional(), {
      description: "What kind of partner it is: how many stand where, and for finance what they are worth.",
      examples: [{ answer: "partner-kind" }],
      byDefault: notSaid,
    }),
    requests: key(groupingSchema.optional(), {
      description: "Ideas that were asked for, each by the quarter in which it was.",
      examples: [{ label: "interested: *" }],
      byDefault: notSaid,
    }),
  })
  .meta({ id: "market", description: "What items tell of the market." });

export type MarketFile = z.output<typeof marketSchema>;
export type GroupingFile = z.output<typeof groupingSchema>;
