/** What the config may say of time: clocks, notice, and things wanted at the same time. */
import * as z from "zod";
import { conditionSchema, dateSchema, oneOrMore, whenNotes } from "./schema-condition.ts";
import { daysText, fieldText, idText, key, labelText, shareText, teamText, workingText } from "./schema-text.ts";

const fromSchema = z.union([
  z.literal("opened"),
  z.strictObject({
    enters: key(idText, { description: "The stage whose newest stay starts the clock.", examples: ["working"] }),
  }),
]);

const untilSchema = z.union([
  z.enum(["response", "closed"]),
  z.strictObject({
    enters: key(oneOrMore(idText), {
      description: "The stage, or stages, that stop the clock.",
      examples: ["done", ["done", "lost"]],
    }),
  }),
]);

const pauses = ["waiting", "awaiting-representative", "hold"] as const;

export const clockSchema = z
  .strictObject({
    id: key(idText, { description: "Names the clock.", examples: ["first-response"] }),
    when: key(conditionSchema.optional(), whenNotes),
    from: key(fromSchema.default("opened"), {
      description: "What starts it: `opened`, or a stage that the item enters.",
      examples: [{ enters: "working" }],
    }),
    until: key(untilSchema, {
      description: "What stops it: `response` (the team's first comment), `closed`, or a stage that the item enters.",
      examples: ["response", { enters: "done" }],
    }),
    target: key(workingText, {
      description:
        "How long it may run, in working time. `d` is one working day of the calendar: 24 hours when its hours are all-day.",
      examples: ["24h", "10d"],
    }),
    warn: key(shareText.default("75%"), {
      description: "The share of the target after which the item is at risk.",
      examples: ["50%"],
    }),
    pauses: key(z.array(z.enum(pauses)).default([...pauses]), {
      description: "What makes it stand still: waiting for the community, for a representative, or `/hold`.",
      examples: [["waiting", "hold"]],
    }),
    "at-risk": key(labelText.optional(), {
      description: "Carried while the item is at risk.",
      examples: ["sla:at-risk"],
      byDefault: "none",
    }),
    breached: key(labelText.optional(), {
      description: "Put on once when the target has passed, and never taken off by Milepost.",
      examples: ["sla:breached"],
      byDefault: "none",
    }),
    acknowledge: key(z.boolean().default(false), {
      description: "Whether the item gets one comment that says by when a person will answer.",
      examples: [true],
    }),
    mention: key(z.array(teamText).default([]), {
      description: "Who is mentioned once when the target has passed: teams and logins.",
      examples: [["@openwater/support"]],
    }),
  })
  .meta({ id: "clock", title: "clock", description: "A time to keep." });

export const noticeSchema = z
  .strictObject({
    id: key(idText, { description: "Names the rule.", examples: ["notice"] }),
    when: key(conditionSchema.optional(), whenNotes),
    from: key(dateSchema.default("opened"), {
      description: "The date to count from.",
      examples: [{ enters: "received" }],
    }),
    to: key(dateSchema, { description: "The date to count to.", examples: ["start-date"] }),
    "at-least": key(daysText, { description: "How many days there should be between them.", examples: ["21d"] }),
    label: key(labelText.optional(), {
      description: "Carried while there are fewer.",
      examples: ["short-notice"],
      byDefault: "none",
    }),
    claim: key(fieldText.optional(), {
      description: "A field of the form with a yes or no that claims enough notice; a wrong claim is told once.",
      examples: ["notice-given"],
      byDefault: "none",
    }),
  })
  .meta({ id: "notice", title: "notice", description: "How much notice is needed." });

export const overlapSchema = z
  .strictObject({
    id: key(idText, { description: "Names the rule.", examples: ["hub"] }),
    resource: key(z.array(fieldText).min(1), {
      description: "Fields of the form whose answers, together, name the thing that is wanted.",
      examples: [["hub-url"]],
    }),
    from: key(dateSchema, { description: "The first day on which it is wanted.", examples: ["start-date"] }),
    to: key(dateSchema, { description: "The last day on which it is wanted.", examples: ["end-date"] }),
    label: key(labelText.optional(), {
      description: "Carried while another open item of the pipeline wants it on one of the same days.",
      examples: ["overlap"],
      byDefault: "none",
    }),
  })
  .meta({ id: "overlap", title: "overlap", description: "A thing that only one item may have at a time." });

export type ClockFile = z.output<typeof clockSchema>;
export type NoticeFile = z.output<typeof noticeSchema>;
export type OverlapFile = z.output<typeof overlapSchema>;
