/** What the config may say of one pipeline: its stages, its moves and what opens at which stage. */
import * as z from "zod";
import {
  colorText,
  columnText,
  descriptionText,
  idText,
  key,
  labelText,
  liquidText,
  loginText,
  nameText,
  templateText,
  variableText,
} from "./schema-text.ts";

export const valuesSchema = z.record(variableText, liquidText);

const itemsSchema = z.strictObject({
  repository: key(nameText, {
    description: "Where the items live: a name under `repositories`.",
    examples: ["leads"],
  }),
  label: key(labelText.optional(), {
    description: "The label that makes an issue an item of this pipeline.",
    examples: ["lead"],
    byDefault: "every issue of the repository is an item",
  }),
});

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
});

const stepSchema = z.strictObject({
  id: key(idText.optional(), {
    description:
      "Names the step. It is part of the key that keeps Milepost from opening anything twice: keep it when files move.",
    examples: ["draft-contract"],
    byDefault: "the template's file name without folder and extension, or the playbook's name",
  }),
  at: key(idText, { description: "The stage whose entry starts the step.", examples: ["prospect"] }),
  open: key(templateText.optional(), {
    description: "Template of the checklist issue to open as a sub-issue of the item. Give this or `play`.",
    examples: ["leads/draft-contract.md"],
    byDefault: "the step plays a playbook",
  }),
  play: key(nameText.optional(), {
    description: "The playbook to open: a name under `playbooks`. Give this or `open`.",
    examples: ["onboarding"],
    byDefault: "the step opens one issue",
  }),
  repository: key(nameText.optional(), {
    description: "Where `open` makes the issue: a name under `repositories`.",
    examples: ["infrastructure"],
    byDefault: "the item's own repository",
  }),
  title: key(liquidText.optional(), {
    description: "Title of the issue that `open` makes; Liquid over `values`.",
    examples: ["Draft the agreement - {{ community_name }}"],
    byDefault: "the template's title",
  }),
  labels: key(z.array(labelText).default([]), {
    description: "Labels for the issue that `open` makes, besides the template's own.",
    examples: [["contract"]],
  }),
  assignees: key(z.array(loginText).default([]), {
    description: "Who is assigned to the issue that `open` makes, besides the template's own.",
    examples: [["bd-lead"]],
  }),
  board: key(nameText.optional(), {
    description: "Board onto which the issue that `open` makes is put: a name under `boards`.",
    examples: ["partnerships"],
    byDefault: "none",
  }),
  values: key(valuesSchema.default({}), {
    description: "What the templates' variables stand for: Liquid over `item`, `form`, `stage` and `pipeline`.",
    examples: [{ community_name: "{{ form.community }}" }],
  }),
});

export const pipelineSchema = z.strictObject({
  items: key(itemsSchema, {
    description: "Which issues belong to the pipeline.",
    examples: [{ repository: "leads", label: "lead" }],
  }),
  form: key(templateText.optional(), {
    description:
      "The issue form whose answers the items carry, in the templates folder; templates read them as `form`.",
    examples: ["forms/lead.yml"],
    byDefault: "items carry no form",
  }),
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
    description: "What opens when an item enters a stage.",
    examples: [[{ at: "prospect", open: "leads/draft-contract.md" }]],
  }),
  "add-to-board": key(z.boolean().default(false), {
    description: "Whether an item that is not on the board is added to it. One that a person took off stays off.",
    examples: [true],
  }),
  "status-comment": key(z.boolean().default(true), {
    description: "Whether each item carries one comment that says where it stands, edited in place.",
    examples: [false],
  }),
});

const childSchema = z.strictObject({
  id: key(idText, {
    description: "Names the checklist issue within its playbook. Keep it when files move.",
    examples: ["phase-1"],
  }),
  template: key(templateText, {
    description: "Template of the checklist issue.",
    examples: ["onboarding/phase-1.md"],
  }),
  title: key(liquidText.optional(), {
    description: "Title of the issue; Liquid over `values`.",
    examples: ["Cloud account for {{ community_name }}"],
    byDefault: "the template's title",
  }),
  repository: key(nameText.optional(), {
    description: "Where the issue opens: a name under `repositories`.",
    examples: ["infrastructure"],
    byDefault: "the playbook's",
  }),
  board: key(nameText.optional(), {
    description: "Board onto which the issue is put: a name under `boards`.",
    examples: ["delivery"],
    byDefault: "the playbook's",
  }),
  labels: key(z.array(labelText).optional(), {
    description: "Labels for this issue instead of the playbook's; the template's own come on top.",
    examples: [["onboarding", "phase 1"]],
    byDefault: "the playbook's",
  }),
  assignees: key(z.array(loginText).default([]), {
    description: "Who is assigned, besides the template's own.",
    examples: [["engineer-1"]],
  }),
  values: key(valuesSchema.default({}), {
    description: "Variables of this issue alone, over the playbook's.",
    examples: [{ region: "{{ form.region }}" }],
  }),
});

export const playbookSchema = z.strictObject({
  repository: key(nameText.optional(), {
    description: "Where its issues open: a name under `repositories`.",
    examples: ["infrastructure"],
    byDefault: "the item's own repository",
  }),
  board: key(nameText.optional(), {
    description: "Board onto which its issues are put: a name under `boards`.",
    examples: ["delivery"],
    byDefault: "none",
  }),
  labels: key(z.array(labelText).default([]), {
    description: "Labels for its issues, besides the templates' own.",
    examples: [["onboarding"]],
  }),
  parent: key(templateText, {
    description: "Template of the parent issue, itself a sub-issue of the item.",
    examples: ["onboarding/community.md"],
  }),
  values: key(valuesSchema.default({}), {
    description: "What the templates' variables stand for: Liquid over `item`, `form`, `stage` and `pipeline`.",
    examples: [{ community_name: "{{ form.community }}" }],
  }),
  children: key(z.array(childSchema).default([]), {
    description: "The checklist issues, in order, as sub-issues of the parent.",
    examples: [[{ id: "phase-1", template: "onboarding/phase-1.md" }]],
  }),
});
