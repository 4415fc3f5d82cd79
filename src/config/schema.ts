/**
 * The schema of `milepost.yml`, and so its manual: the check, the JSON Schema for editors and the reference page all
 * come from here. What no schema can say (names that refer to each other) is in the `check-*.ts` files.
 */
import * as z from "zod";
import { accountsSchema } from "./schema-account.ts";
import { calendarSchema } from "./schema-calendar.ts";
import { moneySchema } from "./schema-money.ts";
import { pipelineSchema, ruleSchema } from "./schema-pipeline.ts";
import { playbookSchema } from "./schema-playbook.ts";
import { reportSchema } from "./schema-report.ts";
import { flowSchema, recurringSchema } from "./schema-schedule.ts";
import { satisfactionSchema, usageSchema } from "./schema-source.ts";
import { durationText, key, labelText, loginText, momentText, nameText, teamText } from "./schema-text.ts";
import { trainingSchema } from "./schema-training.ts";
import {
  attentionSchema,
  boardSchema,
  brakeSchema,
  commandsSchema,
  communitiesSchema,
  labelSchema,
  repositorySchema,
  templatesSchema,
  webhookSchema,
} from "./schema-world.ts";

export const configSchema = z.strictObject({
  version: key(z.literal(1), { description: "Version of this language.", examples: [1] }),
  mode: key(z.enum(["plan", "apply"]).default("plan"), {
    description: "`plan` decides and shows, and writes nothing. `apply` writes.",
    examples: ["apply"],
  }),
  starts: key(momentText.optional(), {
    description:
      "What happened before this opens nothing and notifies nobody; stages and times are still read from it. A day means midnight UTC.",
    examples: ["2026-01-01"],
    byDefault: "none; needed with `mode: apply`",
  }),
  identities: key(z.array(loginText).default([]), {
    description:
      "Logins that Milepost used to write as. What they did is ours and never counts as a person's decision. The present one is known.",
    examples: [["milepost"]],
  }),
  team: key(z.array(teamText).default([]), {
    description: "Who answers for the organisation: teams and logins.",
    examples: [["@openwater/partnerships"]],
  }),
  "visibility-bound": key(durationText.default("15m"), {
    description: "How long GitHub may take to show what was written; until then nothing is created again.",
    examples: ["10m"],
  }),
  calendar: key(calendarSchema.prefault({}), {
    description: "Working time: zone, days, hours, closed days and who is away.",
    examples: [{ zone: "Europe/Berlin", working: { hours: "09:00-17:00" } }],
  }),
  communities: key(communitiesSchema.optional(), {
    description: "The file of communities: their names, representatives and values.",
    examples: [{ file: "communities.yml", accepts: ["hub-url"] }],
    byDefault: "none are known",
  }),
  commands: key(commandsSchema.prefault({}), {
    description: "Labels that show what commands did, and who may give which.",
    examples: [{ "hold-label": "on hold", roles: { stage: "maintain" } }],
  }),
  attention: key(attentionSchema.optional(), {
    description: "Where the one issue is kept that says what needs attention, opened and closed by itself.",
    examples: [{ repository: "leads" }],
    byDefault: "nowhere",
  }),
  brake: key(brakeSchema.prefault({}), {
    description:
      "How much one run over all items may do. What is more stops and asks a person, because it is more often a mistake in this file than a wish.",
    examples: [{ writes: 2000, share: "100%" }],
  }),
  webhooks: key(z.record(nameText, webhookSchema).default({}), {
    description: "Addresses that flows may call when they are completed. Redirects are refused.",
    examples: [{ pager: { url: "https://events.example.org/resolve", id: "incident_id", secret: "PAGER_TOKEN" } }],
  }),
  boards: key(z.record(nameText, boardSchema).default({}), {
    description: "Project boards, by the name that the rest of this file uses.",
    examples: [{ partnerships: { project: "openwater/61" } }],
  }),
  repositories: key(z.record(nameText, repositorySchema), {
    description: "Repositories, by the name that the rest of this file uses.",
    examples: [{ leads: { name: "openwater/leads", visibility: "private" } }],
  }),
  labels: key(z.record(labelText, labelSchema).default({}), {
    description: "How labels look that Milepost has to make. Labels that exist are left as they are.",
    examples: [{ lead: { color: "1d76db", description: "Somebody asked about working with us" } }],
  }),
  templates: key(templatesSchema.prefault({}), {
    description: "Where the templates of checklist issues and the issue forms are.",
    examples: [{ repository: "openwater/.github", path: "milepost" }],
  }),
  pipelines: key(z.record(nameText, pipelineSchema).default({}), {
    description: "The pipelines. An issue belongs to the first one that claims it.",
    examples: [
      { leads: { items: { repository: "leads", label: "lead" }, stages: [{ id: "lead", label: "stage: lead" }] } },
    ],
  }),
  rules: key(z.record(nameText, ruleSchema).default({}), {
    description:
      "What is cared for besides pipelines, by name: like a pipeline without stages. Any number may match one issue.",
    examples: [
      {
        "fields-on-close": {
          items: { repository: "infrastructure" },
          "on-close": [{ board: "delivery", set: { iteration: "current" } }],
        },
      },
    ],
  }),
  playbooks: key(z.record(nameText, playbookSchema).default({}), {
    description: "A parent issue and its checklist issues, opened together by a step.",
    examples: [{ onboarding: { parent: "onboarding/community.md", children: [] } }],
  }),
  recurring: key(z.record(nameText, recurringSchema).default({}), {
    description: "Work that comes again, by name. Each period opens once, whatever happens.",
    examples: [
      { support: { every: "monday", in: "infrastructure", label: "support-rota", open: "recurring/support.md" } },
    ],
  }),
  flows: key(z.record(nameText, flowSchema).default({}), {
    description: "Issues that a `repository_dispatch` opens, by its `event_type`.",
    examples: [
      {
        outage: {
          from: "infrastructure",
          key: "incident_id",
          accepts: ["incident_id"],
          in: "infrastructure",
          label: "outage",
          play: { parent: "incident/parent.md" },
        },
      },
    ],
  }),
  reports: key(z.record(nameText, reportSchema).default({}), {
    description: "Reports, by name. Each period is posted once, whatever happens.",
    examples: [{ weekly: { every: "monday", post: { issue: "leads", label: "metrics-report" } } }],
    byDefault: "one called `weekly`, for the team, made when somebody asks for it",
  }),
  usage: key(usageSchema.optional(), {
    description:
      "How many people use what communities were given: shown in reports, with what is wrong with the counts.",
    examples: [{ file: "openwater/data:maus-by-hub.csv", "leave-out": ["staging"], asked: "onboarding" }],
    byDefault: "not measured",
  }),
  money: key(moneySchema.optional(), {
    description:
      "How contracts and costs are counted. Reports for `finance` show it, and no other; items are contracts by `contracts` of their pipeline.",
    examples: [
      { currency: "USD", rates: { EUR: { rate: 1.08, date: "2026-01-31" } }, costs: "openwater/finance:costs.csv" },
    ],
    byDefault: "not measured",
  }),
  accounts: key(accountsSchema.optional(), {
    description:
      "One private page per community: where it stands, what is agreed, what is open, who uses it, what it says of us. Reports for the team show the same.",
    examples: [{ repository: "leads", with: "weekly", "contact-within": 30 }],
    byDefault: "none are kept",
  }),
  training: key(trainingSchema.optional(), {
    description: "Hours of training agreed and delivered by community, and who is behind. Never in a public report.",
    examples: [{ of: "sessions", hours: "hours", agreed: { in: "agreements", hours: "training-hours" } }],
    byDefault: "not measured",
  }),
  satisfaction: key(satisfactionSchema.optional(), {
    description: "What communities answer to the question whether they would recommend us, 0 to 10.",
    examples: [{ file: "openwater/leads:survey.csv", unanswered: true }],
    byDefault: "not measured",
  }),
});

/** The config as the file says it, defaults filled in, keys still kebab-case. */
export type ConfigFile = z.output<typeof configSchema>;
export type PipelineFile = ConfigFile["pipelines"][string];
export type RuleFile = ConfigFile["rules"][string];
export type StageFile = PipelineFile["stages"][number];
