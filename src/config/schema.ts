/**
 * The schema of `milepost.yml`, and so its manual: the check, the JSON Schema for editors and the reference page all
 * come from here. What no schema can say (names that refer to each other) is in the `check-*.ts` files.
 */
import * as z from "zod";
import { pipelineSchema, playbookSchema } from "./schema-pipeline.ts";
import {
  colorText,
  columnText,
  descriptionText,
  durationText,
  folderText,
  key,
  labelText,
  loginText,
  momentText,
  nameText,
  projectText,
  repositoryText,
  teamText,
  variableText,
} from "./schema-text.ts";

const boardSchema = z.strictObject({
  project: key(projectText, {
    description: "The Projects board: its owner and the number in its address.",
    examples: ["openwater/61"],
  }),
  "status-field": key(columnText.default("Status"), {
    description: "Name of the single-select field whose options are the columns. The same for all boards.",
    examples: ["Stage"],
  }),
});

const repositorySchema = z.strictObject({
  name: key(repositoryText, { description: "The repository on GitHub.", examples: ["openwater/leads"] }),
  visibility: key(z.enum(["public", "internal", "private"]).optional(), {
    description: "Who can read it. Milepost reads the truth from GitHub; a mismatch is an error.",
    examples: ["private"],
    byDefault: "not stated; GitHub is asked",
  }),
  accepts: key(z.array(variableText).default([]), {
    description: "Variables whose values may be written here although they come from a less public repository.",
    examples: [["community_name", "community_url"]],
  }),
});

const labelSchema = z.strictObject({
  color: key(colorText.default("c5def5"), {
    description: "Colour when Milepost has to make the label: six hexadecimal digits.",
    examples: ["1d76db"],
  }),
  description: key(descriptionText.default(""), {
    description: "Description when Milepost has to make the label; at most 100 characters.",
    examples: ["Somebody asked about working with us"],
  }),
});

const templatesSchema = z.strictObject({
  repository: key(repositoryText.optional(), {
    description: "The repository that holds the templates; read at its default branch.",
    examples: ["openwater/.github"],
    byDefault: "the repository that holds this config",
  }),
  path: key(folderText.default(".github/milepost"), {
    description: "The folder in it. All template paths are relative to this folder.",
    examples: ["milepost"],
  }),
});

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
  pipelines: key(z.record(nameText, pipelineSchema), {
    description: "The pipelines. An issue belongs to the first one that claims it.",
    examples: [
      { leads: { items: { repository: "leads", label: "lead" }, stages: [{ id: "lead", label: "stage: lead" }] } },
    ],
  }),
  playbooks: key(z.record(nameText, playbookSchema).default({}), {
    description: "A parent issue and its checklist issues, opened together by a step.",
    examples: [{ onboarding: { parent: "onboarding/community.md", children: [] } }],
  }),
});

/** The config as the file says it, defaults filled in, keys still kebab-case. */
export type ConfigFile = z.output<typeof configSchema>;
export type PipelineFile = ConfigFile["pipelines"][string];
export type StageFile = PipelineFile["stages"][number];
export type StepFile = PipelineFile["steps"][number];
export type PlaybookFile = ConfigFile["playbooks"][string];
