/** What the config may say of one pipeline, and of a rule: which issues, their stages and moves, and what is done. */
import * as z from "zod";
import { careShape } from "./schema-care.ts";
import { grantsSchema } from "./schema-grant.ts";
import { marketSchema } from "./schema-market.ts";
import { milestoneSchema, stepSchema } from "./schema-step.ts";
import {
  colorText,
  columnText,
  descriptionText,
  idText,
  key,
  labelPatternText,
  labelText,
  nameText,
  templateText,
  workingText,
} from "./schema-text.ts";
import { cohortSchema, timeSchema } from "./schema-times.ts";

const itemsSchema = z
  .strictObject({
    repository: key(nameText, {
      description: "Where the items live: a name under `repositories`.",
      examples: ["leads"],
    }),
    label: key(labelText.optional(), {
      description: "The label that makes an issue an item of this pipeline.",
      examples: ["lead"],
      byDefault: "every issue of the repository is an item",
    }),
  })
  .meta({ id: "items", title: "items", description: "Which issues are meant." });

const stageSchema = z.strictObject({
  id: key(idText, {
    description: "How the rest of the config, commands and reports name this stage. Keep it when a column is renamed.",
    examples: ["prospect"],
  }),
  board: key(columnText.optional(), {
    description: "The column (Status option) of the pipeline's board that shows this stage.",
    examples: ["Prospect"],
    byDefault: "the board does not show it",
  }),
  label: key(labelText.optional(), {
    description: "The label that shows this stage. An item carries the label of one stage at a time.",
    examples: ["stage: prospect"],
    byDefault: "no label shows it",
  }),
  color: key(colorText.optional(), {
    description: "Colour of the stage's label when Milepost has to make it. An existing label is never recoloured.",
    examples: ["1d76db"],
    byDefault: "c5def5, a calm grey-blue",
  }),
  description: key(descriptionText.optional(), {
    description: "Description of the stage's label when Milepost has to make it; at most 100 characters.",
    examples: ["Verbal yes; the agreement is being written"],
    byDefault: "empty",
  }),
  was: key(z.array(columnText).default([]), {
    description: "Former names of the column or label. GitHub's history carries names, so old moves need them.",
    examples: [["Negotiating"]],
  }),
  outcome: key(z.enum(["won", "lost", "done"]).optional(), {
    description: "How an item ends here. Stages on the way have none.",
    examples: ["won"],
    byDefault: "a stage on the way",
  }),
  "closed-as": key(z.enum(["completed", "not-planned"]).optional(), {
    description: "Closing the issue with this reason moves the item to this stage.",
    examples: ["not-planned"],
    byDefault: "closing does not move it",
  }),
  limit: key(workingText.optional(), {
    description:
      "How long an item should stay at most, in working time. `d` is one working day of the calendar: 24 hours when its hours are all-day.",
    examples: ["10d"],
    byDefault: "no limit",
  }),
  needs: key(
    z
      .strictObject({
        label: key(labelPatternText, {
          description: "A label that says why; a * at its end stands for any ending.",
          examples: ["lost: *"],
        }),
      })
      .optional(),
    {
      description: "What an item must carry here; it is asked for once per stay.",
      examples: [{ label: "lost: *" }],
      byDefault: "nothing",
    },
  ),
});

const formKey = key(templateText.optional(), {
  description: "The issue form whose answers the items carry, in the templates folder; templates read them as `form`.",
  examples: ["forms/lead.yml"],
  byDefault: "items carry no form",
});

const milestonesKey = key(z.record(nameText, milestoneSchema).default({}), {
  description:
    "Named moments that reports measure: `opened`, `response` (the team's first comment), `checklist-done`, `sub-issues-done`, `closed`, or one of these.",
  examples: [{ qualified: { enters: "qualified" }, answered: "response", live: { linked: "onboarding/live" } }],
});

const timesKey = key(z.array(timeSchema).default([]), {
  description: "Times that reports measure, each from one milestone to another. What has not ended yet counts as open.",
  examples: [[{ from: "opened", to: "signed" }]],
});

const cohortsKey = key(z.array(cohortSchema).default(["quarter"]), {
  description:
    "How reports compare items: by the `month` or `quarter` in which they were opened, by an answer of the form, or by a label.",
  examples: [["quarter", { answer: "source" }, { label: "kind: *" }]],
});

const statusComment = "Whether each item carries one comment that says where it stands, edited in place.";

export const pipelineSchema = z.strictObject({
  items: key(itemsSchema, {
    description: "Which issues belong to the pipeline.",
    examples: [{ repository: "leads", label: "lead" }],
  }),
  form: formKey,
  board: key(nameText.optional(), {
    description: "The board whose columns show the stages: a name under `boards`.",
    examples: ["partnerships"],
    byDefault: "labels only",
  }),
  stages: key(z.array(stageSchema).min(1), {
    description: "The stages in order. An opened issue starts in the first one.",
    examples: [[{ id: "lead", board: "Lead", label: "stage: lead" }]],
  }),
  moves: key(z.record(idText, z.array(idText)).optional(), {
    description: "For each stage, the stages that may follow it. A stage that is not listed has none.",
    examples: [{ lead: ["qualified", "lost"] }],
    byDefault: "every move is allowed",
  }),
  "illegal-moves": key(z.enum(["tell", "undo"]).default("tell"), {
    description:
      "What becomes of a move that `moves` does not allow: `tell` comments once and waits for a person, `undo` also puts the card and label back.",
    examples: ["undo"],
  }),
  automation: key(z.enum(["ignore", "counts"]).default("ignore"), {
    description: "Whether moves made by the board's built-in workflows count as moves.",
    examples: ["counts"],
  }),
  steps: key(z.array(stepSchema).default([]), {
    description: "What is done at a moment of an item's life, once per moment: it opens, comments or labels.",
    examples: [[{ at: "prospect", open: "leads/draft-contract.md" }]],
  }),
  "add-to-board": key(z.boolean().default(false), {
    description: "Whether an item that is not on the board is added to it. One that a person took off stays off.",
    examples: [true],
  }),
  "status-comment": key(z.boolean().default(true), {
    description: statusComment,
    examples: [false],
  }),
  milestones: milestonesKey,
  times: timesKey,
  cohorts: cohortsKey,
  ...careShape,
  grants: key(grantsSchema.optional(), {
    description:
      "That items are grants: reports tell how many were given, how long decisions take, and how much of each was used.",
    examples: [{ submitted: "submitted", funder: "funder", due: "application-due", owes: "deliverables" }],
    byDefault: "items are no grants",
  }),
  market: key(marketSchema.optional(), {
    description:
      "What items tell of the market: campaigns, lost reasons, competitors, kinds of partners, ideas that were asked for.",
    examples: [{ campaign: { answer: "source" }, qualified: "qualified", "lost-because": { label: "lost: *" } }],
    byDefault: "items tell nothing of it",
  }),
});

export const ruleSchema = z.strictObject({
  items: key(itemsSchema, {
    description: "Which issues the rule cares for, besides whatever pipeline they are in.",
    examples: [{ repository: "infrastructure" }],
  }),
  form: formKey,
  board: key(nameText.optional(), {
    description: "The board whose fields `set` fills unless it names another: a name under `boards`.",
    examples: ["delivery"],
    byDefault: "none",
  }),
  steps: key(z.array(stepSchema).default([]), {
    description: "What is done at a moment of an issue's life. A rule has no stages, so none with `at`.",
    examples: [[{ on: { label: "requires follow-up" }, comment: "Please follow this up." }]],
  }),
  "add-to-board": key(z.boolean().default(false), {
    description: "Whether an issue that is not on the board is added to it. One that a person took off stays off.",
    examples: [true],
  }),
  "status-comment": key(z.boolean().default(false), { description: statusComment, examples: [true] }),
  milestones: milestonesKey,
  times: timesKey,
  cohorts: cohortsKey,
  ...careShape,
});
