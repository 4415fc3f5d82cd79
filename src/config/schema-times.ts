/** What the config may say of the times that reports measure, from one milestone to another. */
import * as z from "zod";
import { key, nameText } from "./schema-text.ts";

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

export type TimeFile = z.output<typeof timeSchema>;
