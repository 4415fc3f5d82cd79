/** What the config may say of gates: what an item needs before it may be called ready. */
import * as z from "zod";
import { conditionSchema, whenNotes } from "./schema-condition.ts";
import { fieldText, headingText, idText, key, labelText, wordsText } from "./schema-text.ts";

const another = "another kind of need";

const needSchema = z.strictObject({
  table: key(headingText.optional(), {
    description: "Every row of the table under this heading is filled in its last column; `any` means all tables.",
    examples: ["Information", "any"],
    byDefault: another,
  }),
  section: key(headingText.optional(), {
    description: "The section under this heading is there, and as long as `words` says.",
    examples: ["Problem Statement"],
    byDefault: another,
  }),
  "only-sections": key(z.array(headingText).min(1).optional(), {
    description: "The issue has no other sections than these.",
    examples: [["Problem Statement", "Definition of done"]],
    byDefault: another,
  }),
  field: key(fieldText.optional(), {
    description: "This field of the form has an answer.",
    examples: ["cluster"],
    byDefault: another,
  }),
  "sub-issues": key(z.literal("done").optional(), {
    description: "All sub-issues are closed.",
    examples: ["done"],
    byDefault: another,
  }),
  dependencies: key(z.literal("done").optional(), {
    description: "Every issue that blocks this one is closed. One closed as not planned no longer counts.",
    examples: ["done"],
    byDefault: another,
  }),
  checklist: key(z.literal("done").optional(), {
    description: "Every box of the issue's own checklist is ticked.",
    examples: ["done"],
    byDefault: another,
  }),
  when: key(conditionSchema.optional(), {
    description: "This condition holds; `say` puts it into words.",
    examples: [{ label: "priced" }],
    byDefault: another,
  }),
  say: key(z.string().min(1).max(300).optional(), {
    description: "With `when`: what is missing, in words for the people who read the issue.",
    examples: ["A price has been agreed."],
    byDefault: "none; needed with `when`",
  }),
  aliases: key(z.array(headingText).default([]), {
    description: "Other headings that count as the one of `table` or `section`.",
    examples: [["The problem"]],
  }),
  words: key(wordsText.optional(), {
    description: "With `section`: how many words it may have.",
    examples: ["50..", "50..500", "..500"],
    byDefault: "at least one word",
  }),
  label: key(labelText.optional(), {
    description: "Carried while this is missing.",
    examples: ["error:problem-statement"],
    byDefault: "none",
  }),
});

export const gateSchema = z
  .strictObject({
    id: key(idText, { description: "Names the gate.", examples: ["ready"] }),
    when: key(conditionSchema.optional(), {
      ...whenNotes,
      description: "When the gate is judged.",
      examples: [{ field: "ready", is: "READY" }],
    }),
    needs: key(z.array(needSchema).min(1), {
      description: "What is needed; each entry is one thing.",
      examples: [[{ table: "Information" }, { "sub-issues": "done" }]],
    }),
    label: key(labelText.optional(), {
      description: "Carried while something is missing.",
      examples: ["not-ready"],
      byDefault: "none",
    }),
    "ready-label": key(labelText.optional(), {
      description: "Carried while nothing is missing.",
      examples: ["Level 1"],
      byDefault: "none",
    }),
    "keeps-out-of": key(z.array(idText).default([]), {
      description: "Stages that the item may not be in while something is missing; a move there is not accepted.",
      examples: [["refined"]],
    }),
    comment: key(z.boolean().default(true), {
      description: "Whether one comment lists what is missing, edited as it gets filled.",
      examples: [false],
    }),
  })
  .meta({ id: "gate", title: "gate", description: "What must be there before an item may be called ready." });

export type GateFile = z.output<typeof gateSchema>;
export type NeedFile = GateFile["needs"][number];
