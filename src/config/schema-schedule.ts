/** What the config may say of work that no single item starts: recurring work, and flows that are dispatched. */
import * as z from "zod";
import { valuesSchema } from "./schema-care.ts";
import { oneOrMore, setNotes, settingsSchema } from "./schema-condition.ts";
import { playSchema } from "./schema-playbook.ts";
import {
  answerText,
  clockTimeText,
  cronText,
  dateText,
  daysText,
  key,
  labelsList,
  labelText,
  liquidText,
  loginText,
  nameText,
  payloadText,
  templateText,
  variableText,
} from "./schema-text.ts";

/** In ISO order, Monday first. */
export const weekdayNames = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

const another = "another rhythm";
const dayOfMonth = z.int().min(1).max(31);

const everySchema = z.union([
  z.enum(["iteration", ...weekdayNames, "month", "quarter"]),
  z.strictObject({
    iteration: key(z.int().min(1).max(52).optional(), {
      description: "Every so many iterations, counted from the one with number 0.",
      examples: [2],
      byDefault: another,
    }),
    month: key(dayOfMonth.optional(), {
      description: "This day of every month; the last one when the month is shorter.",
      examples: [15],
      byDefault: another,
    }),
    months: key(z.array(z.int().min(1).max(12)).min(1).optional(), {
      description: "These months only, on `day`.",
      examples: [[1, 7]],
      byDefault: another,
    }),
    quarter: key(dayOfMonth.optional(), {
      description: "This day of every quarter's first month.",
      examples: [1],
      byDefault: another,
    }),
    day: key(dayOfMonth.default(1), { description: "With `months`: the day.", examples: [1] }),
    "since-close": key(daysText.optional(), {
      description: "So many days after the last one was closed; at once when there never was one.",
      examples: ["55d"],
      byDefault: another,
    }),
    cron: key(cronText.optional(), {
      description: "Five fields of cron, in the calendar's zone.",
      examples: ["0 6 * * 1"],
      byDefault: another,
    }),
  }),
]);

const iterationsSchema = z.strictObject({
  first: key(dateText, { description: "The first day of one iteration.", examples: ["2024-10-16"] }),
  days: key(z.int().min(1).max(366), { description: "How many days each one has.", examples: [14] }),
  number: key(z.int().min(0).max(100_000).default(0), { description: "The number of that iteration.", examples: [1] }),
});

const perCommunitySchema = z.strictObject({
  value: key(variableText.optional(), {
    description: "A value of the communities file that picks the communities, with `is`.",
    examples: ["cloud-paid-by-us"],
    byDefault: "every community",
  }),
  is: key(oneOrMore(answerText).optional(), {
    description: "What the value has to be.",
    examples: ["yes"],
    byDefault: "none; needed with `value`",
  }),
});

export const recurringSchema = z.strictObject({
  every: key(everySchema, {
    description: "The rhythm: `iteration`, a weekday, `month`, `quarter`, or one of these.",
    examples: ["iteration", "monday", { months: [1, 7], day: 1 }, { "since-close": "55d" }],
  }),
  iterations: key(iterationsSchema.optional(), {
    description: "How iterations are counted when no board has them.",
    examples: [{ first: "2024-10-16", days: 14, number: 1 }],
    byDefault: "the iteration field of `board`",
  }),
  at: key(clockTimeText.default("00:00"), {
    description: "The time of day at which it opens, in the calendar's zone.",
    examples: ["05:00"],
  }),
  shift: key(z.enum(["none", "before", "after"]).default("none"), {
    description: "Whether a closed day or weekend moves it to a working day, and which way.",
    examples: ["after"],
  }),
  lead: key(daysText.default("0d"), { description: "How many days before the period it opens.", examples: ["3d"] }),
  lag: key(daysText.default("0d"), {
    description:
      "How many days after the period began it opens, so that until then a step with `bring-forward` can be first.",
    examples: ["60d"],
  }),
  apart: key(daysText.default("0d"), {
    description: "How many days lie at least between two of its issues, of one community where it is per community.",
    examples: ["30d"],
  }),
  in: key(nameText, {
    description: "Where the issues open: a name under `repositories`.",
    examples: ["infrastructure"],
  }),
  label: key(labelText, {
    description: "The label that every one of them carries, and by which they are found again.",
    examples: ["support-rota"],
  }),
  open: key(templateText.optional(), {
    description: "The template of the one issue per period.",
    examples: ["recurring/support.md"],
    byDefault: "`play` is given",
  }),
  play: key(playSchema.optional(), {
    description: "Instead of one issue, a playbook per period: a name under `playbooks`, or one written here.",
    examples: [{ parent: "upgrades/parent.md", children: [{ id: "round-1", template: "upgrades/round.md" }] }],
    byDefault: "`open` is given",
  }),
  title: key(liquidText.optional(), {
    description: "Title of the issue; Liquid over `values`. With `open`.",
    examples: ["Support rota {{ period }}"],
    byDefault: "the template's title",
  }),
  labels: key(labelsList.default([]), {
    description: "More labels for the issue. With `open`.",
    examples: [["team"]],
  }),
  assignees: key(z.array(loginText).default([]), {
    description: "Who is assigned, besides the template's own. With `open`.",
    examples: [["engineer-1"]],
  }),
  board: key(nameText.optional(), {
    description: "Board onto which the issue is put, and whose iterations count: a name under `boards`.",
    examples: ["delivery"],
    byDefault: "none",
  }),
  set: key(settingsSchema.default({}), {
    ...setNotes,
    description: "Fields of the new issue's card, by their names under `boards.*.fields`, or `status`.",
  }),
  values: key(valuesSchema.default({}), {
    description: "What the templates' variables stand for: Liquid over `period` and `community`.",
    examples: [{ community_name: "{{ community.name }}" }],
  }),
  "if-open": key(z.enum(["skip", "comment", "open"]).default("skip"), {
    description:
      "What to do while the last one is still open: nothing, a comment on it, or open the next all the same.",
    examples: ["comment"],
  }),
  "per-community": key(perCommunitySchema.optional(), {
    description: "One for each community of the communities file that matches; `{}` is all of them.",
    examples: [{ value: "cloud-paid-by-us", is: "yes" }],
    byDefault: "one for all",
  }),
  "close-after": key(daysText.optional(), {
    description: "Working days after which an open one is closed as completed.",
    examples: ["5d"],
    byDefault: "never",
  }),
});

export const flowSchema = z.strictObject({
  from: key(nameText, {
    description: "The repository whose dispatches count: a name under `repositories`.",
    examples: ["infrastructure"],
  }),
  key: key(payloadText, {
    description: "The field of the payload that identifies the occasion; one of `accepts`.",
    examples: ["incident_id"],
  }),
  accepts: key(z.array(payloadText).min(1), {
    description: "The fields of the payload that may be used and kept; nothing else of it is.",
    examples: [["title", "incident_id", "cluster"]],
  }),
  in: key(nameText, {
    description: "Where the issues open: a name under `repositories`.",
    examples: ["infrastructure"],
  }),
  label: key(labelText, {
    description: "The label that the parent carries, and by which it is found again.",
    examples: ["outage"],
  }),
  play: key(playSchema, {
    description: "What opens: a name under `playbooks`, or one written here. Its values are Liquid over `payload`.",
    examples: [{ parent: "incident/parent.md", values: { title: "{{ payload.title }}" } }],
  }),
  "on-completed": key(nameText.optional(), {
    description: "The webhook that is called once when the parent is closed as completed: a name under `webhooks`.",
    examples: ["pager"],
    byDefault: "nothing is called",
  }),
});

export type RecurringFile = z.output<typeof recurringSchema>;
export type FlowFile = z.output<typeof flowSchema>;
