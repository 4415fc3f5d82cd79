/** What the config may say of steps (what is done at a moment of an item's life) and of named moments. */
import * as z from "zod";
import { valuesSchema } from "./schema-care.ts";
import { conditionSchema, dateSchema, setNotes, settingsSchema, whenNotes } from "./schema-condition.ts";
import {
  daysText,
  fieldText,
  idText,
  key,
  labelsList,
  labelText,
  liquidText,
  loginText,
  milestoneText,
  nameText,
  teamText,
  templateText,
} from "./schema-text.ts";
import { plainMilestones } from "./schema-times.ts";

const onSchema = z.union([
  z.enum(["opened", "closed"]),
  z.strictObject({
    label: key(labelText, {
      description: "The first time that this label is put on.",
      examples: ["requires follow-up"],
    }),
  }),
]);

const anotherMoment = "another moment";
const anotherDeed = "something else is done";
const ofOpen = (text: string) => `${text} With \`open\`.`;

export const stepSchema = z
  .strictObject({
    id: key(idText.optional(), {
      description:
        "Names the step. It is part of the key that keeps Milepost from opening anything twice: keep it when files move.",
      examples: ["draft-contract"],
      byDefault: "the template's file name, the playbook's (or recurring work's) name, the label, or `comment`",
    }),
    at: key(idText.optional(), {
      description: "The stage whose entry starts the step. Every new stay starts it again.",
      examples: ["partner"],
      byDefault: anotherMoment,
    }),
    on: key(onSchema.optional(), {
      description: "`opened`, `closed`, or a label that is put on: what starts the step.",
      examples: ["opened", { label: "requires follow-up" }],
      byDefault: anotherMoment,
    }),
    as: key(z.enum(["completed", "not-planned"]).optional(), {
      description: "With `on: closed`: only when the issue was closed so.",
      examples: ["completed"],
      byDefault: "however it was closed",
    }),
    before: key(dateSchema.optional(), {
      description: "A date of the item; the step starts `by` so many days before it.",
      examples: ["contract-end"],
      byDefault: anotherMoment,
    }),
    after: key(dateSchema.optional(), {
      description: "A date of the item; the step starts `by` so many days after it.",
      examples: ["contract-end"],
      byDefault: anotherMoment,
    }),
    by: key(daysText.default("0d"), {
      description: "With `before` or `after`: how many days.",
      examples: ["60d"],
    }),
    shift: key(z.enum(["none", "before", "after"]).default("none"), {
      description:
        "With `before` or `after`: whether a closed day or weekend moves it to a working day, and which way.",
      examples: ["before"],
    }),
    "or-on": key(z.enum(["sub-issues-done"]).optional(), {
      description:
        "With `before` or `after`: also as soon as all sub-issues that people opened are closed, whichever comes first. Then it is done once in an item's life, even if the date moves.",
      examples: ["sub-issues-done"],
      byDefault: "the day alone counts",
    }),
    each: key(z.enum(["month", "quarter", "year"]).optional(), {
      description:
        "With `after`: not once, but for each month (quarter, year) that begins on that date, a month later, and so on. What it opens may use `period_start`, `period_end` and `period`, as 2026-03.",
      examples: ["month"],
      byDefault: "once",
    }),
    until: key(dateSchema.optional(), {
      description: "With `each`: the last day. No period begins after it, and the last one ends with it.",
      examples: ["contract-end"],
      byDefault: "it has no end",
    }),
    when: key(conditionSchema.optional(), {
      ...whenNotes,
      description: "Only if this holds when the moment has come, or later while the step has not been done.",
    }),
    "needs-done": key(z.array(idText).default([]), {
      description: "Steps of this pipeline whose issues must be closed before.",
      examples: [["draft-contract"]],
    }),
    open: key(templateText.optional(), {
      description: "The template of the one issue that the step opens, as a sub-issue of the item.",
      examples: ["leads/draft-contract.md"],
      byDefault: anotherDeed,
    }),
    play: key(nameText.optional(), {
      description: "The playbook that the step opens: a name under `playbooks`.",
      examples: ["onboarding"],
      byDefault: anotherDeed,
    }),
    comment: key(liquidText.optional(), {
      description: "A comment on the item: Liquid over `values`, `item`, `form`, `stage` and `pipeline`.",
      examples: ["How did we do? Please answer in one sentence."],
      byDefault: anotherDeed,
    }),
    label: key(labelText.optional(), {
      description: "A label that the step puts on the item, once.",
      examples: ["lapsed"],
      byDefault: anotherDeed,
    }),
    "bring-forward": key(nameText.optional(), {
      description:
        "Recurring work whose issue of this period is opened now, for the item's community, unless it is there: a name under `recurring`. Whichever occasion comes first, there is one per period.",
      examples: ["survey"],
      byDefault: anotherDeed,
    }),
    mention: key(z.array(teamText).default([]), {
      description: "With `comment`: who is mentioned in it, teams and logins.",
      examples: [["engineer-1"]],
    }),
    values: key(valuesSchema.default({}), {
      description:
        "What the templates' variables stand for: Liquid over `item`, `form`, `stage` and `pipeline`. `plus_days` counts from a day.",
      examples: [{ community_name: "{{ form.community }}", due: "{{ form.application-due | plus_days: -14 }}" }],
    }),
    repository: key(nameText.optional(), {
      description: ofOpen("Where the issue opens: a name under `repositories`."),
      examples: ["infrastructure"],
      byDefault: "the item's own repository",
    }),
    title: key(liquidText.optional(), {
      description: ofOpen("Title of the issue; Liquid over `values`."),
      examples: ["Draft agreement for {{ community_name }}"],
      byDefault: "the template's title",
    }),
    labels: key(labelsList.default([]), {
      description: ofOpen("Labels for the issue, besides the template's own."),
      examples: [["agreement"]],
    }),
    assignees: key(z.array(loginText).default([]), {
      description: ofOpen("Who is assigned, besides the template's own."),
      examples: [["bd-lead"]],
    }),
    board: key(nameText.optional(), {
      description: ofOpen("Board onto which the issue is put: a name under `boards`."),
      examples: ["delivery"],
      byDefault: "none",
    }),
    set: key(settingsSchema.default({}), {
      ...setNotes,
      description: ofOpen("Fields of the new issue's card, by their names under `boards.*.fields`, or `status`."),
    }),
  })
  .meta({
    id: "step",
    title: "step",
    description: "What is done at one moment of an item's life: a moment and a deed.",
  });

/** A named moment in an item's history. */
export const milestoneSchema = z
  .union([
    z.enum(plainMilestones),
    z.strictObject({
      enters: key(idText.optional(), {
        description: "When the item first enters this stage.",
        examples: ["partner"],
        byDefault: "another moment",
      }),
      leaves: key(idText.optional(), {
        description: "When the item leaves this stage.",
        examples: ["lead"],
        byDefault: "another moment",
      }),
      label: key(labelText.optional(), {
        description: "When this label is put on.",
        examples: ["signed"],
        byDefault: "another moment",
      }),
      closed: key(z.enum(["completed", "not-planned"]).optional(), {
        description: "When the issue is closed so.",
        examples: ["completed"],
        byDefault: "another moment",
      }),
      date: key(fieldText.optional(), {
        description: "The date that this field of the form says.",
        examples: ["go-live"],
        byDefault: "another moment",
      }),
      linked: key(milestoneText.optional(), {
        description: "A milestone of the item linked to this one: its parent, a sub-issue, or the same community's.",
        examples: ["onboarding/live"],
        byDefault: "another moment",
      }),
    }),
  ])
  .meta({ id: "milestone", description: "A named moment in an item's history." });

export type StepFile = z.output<typeof stepSchema>;
export type MilestoneFile = z.output<typeof milestoneSchema>;
