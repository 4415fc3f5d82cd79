/** What the config may say of playbooks: a parent issue and its checklist issues, opened together. */
import * as z from "zod";
import { valuesSchema } from "./schema-care.ts";
import { conditionSchema, setNotes, settingsSchema, whenNotes } from "./schema-condition.ts";
import { idText, key, labelsList, liquidText, loginText, nameText, templateText } from "./schema-text.ts";

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
  labels: key(labelsList.optional(), {
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
  when: key(conditionSchema.optional(), { ...whenNotes, description: "Opens only if this holds." }),
  "needs-done": key(z.array(idText).default([]), {
    description: "Checklist issues of this playbook that must be closed before this one opens.",
    examples: [["phase-1"]],
  }),
  set: key(settingsSchema.default({}), {
    ...setNotes,
    description: "Fields of its card, by their names under `boards.*.fields`, or `status`.",
  }),
});

export const playbookSchema = z
  .strictObject({
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
    labels: key(labelsList.default([]), {
      description: "Labels for its issues, besides the templates' own.",
      examples: [["onboarding"]],
    }),
    parent: key(templateText, {
      description: "Template of the parent issue, itself a sub-issue of the item.",
      examples: ["onboarding/community.md"],
    }),
    title: key(liquidText.optional(), {
      description: "Title of the parent issue; Liquid over `values`.",
      examples: ["Onboard {{ community_name }}"],
      byDefault: "the template's title",
    }),
    assignees: key(z.array(loginText).default([]), {
      description: "Who is assigned to the parent issue, besides the template's own.",
      examples: [["engineer-1"]],
    }),
    set: key(settingsSchema.default({}), {
      ...setNotes,
      description: "Fields of the parent issue's card, by their names under `boards.*.fields`, or `status`.",
    }),
    values: key(valuesSchema.default({}), {
      description: "What the templates' variables stand for: Liquid over `item`, `form`, `stage` and `pipeline`.",
      examples: [{ community_name: "{{ form.community }}" }],
    }),
    children: key(z.array(childSchema).default([]), {
      description: "The checklist issues, in order, as sub-issues of the parent.",
      examples: [[{ id: "phase-1", template: "onboarding/phase-1.md" }]],
    }),
  })
  .meta({ id: "playbook", title: "playbook", description: "A parent issue and its checklist issues." });

/** A playbook that is written where it is used, or the name of one under `playbooks`. */
export const playSchema = z.union([nameText, playbookSchema]);

export type PlaybookFile = z.output<typeof playbookSchema>;
