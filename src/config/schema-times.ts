/** What the config may say of the times that reports measure, from one milestone to another. */
import * as z from "zod";
import { key, labelPatternText, nameText } from "./schema-text.ts";

/** Milestones that need no name of their own. */
export const plainMilestones = ["opened", "response", "checklist-done", "sub-issues-done", "closed"] as const;

/** Whether it is the name of a milestone that every item has. */
export function isPlainMilestone(name: string): name is (typeof plainMilestones)[number] {
  return plainMilestones.some((plain) => plain === name);
}

export const timeSchema = z
  .strictObject({
    from: key(nameText, {
      description:
        "Where it begins: a name under `milestones`, or `opened`, `response`, `closed`, `checklist-done`, `sub-issues-done`.",
      examples: ["opened"],
    }),
    to: key(nameText, { description: "Where it ends, named likewise.", examples: ["signed"] }),
    "re-entry": key(z.enum(["first", "last", "sum"]).default("first"), {
      description:
        "What counts of an item that begins more than once: the time from its `first` beginning, from its `last`, or the `sum` of all stretches.",
      examples: ["sum"],
    }),
    skipped: key(z.enum(["reached", "strict"]).default("reached"), {
      description: "Whether an item that jumped over a stage has `reached` it at the jump; with `strict` it has not.",
      examples: ["strict"],
    }),
  })
  .meta({ id: "time", description: "A time that reports measure, from one milestone to another." });

export const cohortSchema = z
  .union([
    z.enum(["month", "quarter"]),
    z.strictObject({
      answer: key(nameText, {
        description: "The id of a form field: items with the same answer.",
        examples: ["source"],
      }),
    }),
    z.strictObject({
      label: key(labelPatternText, {
        description: "Labels: items with the same ending. The first one in alphabetical order counts.",
        examples: ["source: *"],
      }),
    }),
  ])
  .meta({ id: "cohort", description: "How reports put items together, to compare how far each group gets." });

export type CohortFile = z.output<typeof cohortSchema>;

export type TimeFile = z.output<typeof timeSchema>;
