/** What the config may say of the world around pipelines: boards, repositories, labels, templates, commands and more. */
import * as z from "zod";
import {
  colorText,
  columnText,
  communitiesText,
  descriptionText,
  folderText,
  key,
  labelText,
  nameText,
  payloadText,
  projectText,
  repositoryText,
  shareText,
  variableNameOfSecret,
  variableText,
  webhookText,
} from "./schema-text.ts";

export const boardSchema = z.strictObject({
  project: key(projectText, {
    description: "The Projects board: its owner and the number in its address.",
    examples: ["openwater/61"],
  }),
  "status-field": key(columnText.default("Status"), {
    description: "Name of the single-select field whose options are the columns. The same for all boards.",
    examples: ["Stage"],
  }),
  fields: key(z.record(nameText, columnText).default({}), {
    description: "Names of the board's other fields, by the names that the rest of this file uses.",
    examples: [{ points: "Estimate", ends: "End date", iteration: "Iteration" }],
  }),
});

export const repositorySchema = z.strictObject({
  name: key(repositoryText, { description: "The repository on GitHub.", examples: ["openwater/leads"] }),
  visibility: key(z.enum(["public", "internal", "private"]).optional(), {
    description: "Who can read it. Milepost reads the truth from GitHub; a mismatch is an error.",
    examples: ["private"],
    byDefault: "not stated; GitHub is asked",
  }),
  accepts: key(z.array(variableText).default([]), {
    description:
      "Variables whose values may be written here although they come from a less public place. It goes by the variable's name under `values`, of a field under `set`, or of a dispatch: the same answer under another name has to be listed, too.",
    examples: [["community_name", "community_url"]],
  }),
});

export const labelSchema = z.strictObject({
  color: key(colorText.default("c5def5"), {
    description: "Colour when Milepost has to make the label: six hexadecimal digits.",
    examples: ["1d76db"],
  }),
  description: key(descriptionText.default(""), {
    description: "Description when Milepost has to make the label; at most 100 characters.",
    examples: ["Somebody asked about working with us"],
  }),
});

export const templatesSchema = z.strictObject({
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

export const communitiesSchema = z.strictObject({
  file: key(communitiesText, {
    description:
      "A YAML list of communities, in the templates folder or at owner/repository:path. Each has a `slug`, and may have `names` (or `name`), `representatives` (logins), `contacts` and `values` (a map of text).",
    examples: ["communities.yml", "openwater/leads:communities.yml"],
  }),
  accepts: key(z.array(variableText).default([]), {
    description: "Values of a community that templates and conditions may use. `slug` and `name` always may be used.",
    examples: [["hub-url", "cluster"]],
  }),
});

const roles = ["read", "triage", "write", "maintain", "admin"] as const;
const role = (initial: (typeof roles)[number], what: string) =>
  key(z.enum(roles).default(initial), {
    description: `The least permission in the repository that ${what} needs.`,
    examples: ["maintain"],
  });

export const commandsSchema = z.strictObject({
  "hold-label": key(labelText.default("on hold"), {
    description: "Carried from `/hold` to `/resume`.",
    examples: ["on hold"],
  }),
  "waiting-label": key(labelText.default("waiting"), {
    description: "Carried from `/waiting` until the community answers.",
    examples: ["waiting for you"],
  }),
  roles: key(
    z
      .strictObject({
        stage: role("write", "`/stage`"),
        hold: role("triage", "`/hold`"),
        resume: role("triage", "`/resume`"),
        waiting: role("triage", "`/waiting`"),
        approve: role("write", "`/approve`, which representatives of the community may always give,"),
        why: role("read", "`/why`"),
        help: role("read", "`/help`"),
      })
      .prefault({}),
    { description: "Who may give which command.", examples: [{ stage: "maintain" }] },
  ),
});

export const attentionSchema = z.strictObject({
  repository: key(nameText, { description: "Where it is kept: a name under `repositories`.", examples: ["leads"] }),
  label: key(labelText.default("milepost"), {
    description: "The label that it carries, and by which it is found again.",
    examples: ["milepost"],
  }),
});

export const brakeSchema = z.strictObject({
  writes: key(z.int().min(1).max(100_000).default(500), {
    description: "Writes in one run of the App's sweep, of `milepost apply --all` or of the Action.",
    examples: [2000],
  }),
  share: key(shareText.default("50%"), {
    description: "Share of all items that one run may touch; it counts only above 50 items. `100%` is no limit.",
    examples: ["100%"],
  }),
});

export const webhookSchema = z.strictObject({
  url: key(webhookText, {
    description: "Where to call: https, a host name, and never another host than that.",
    examples: ["https://events.example.org/resolve"],
  }),
  id: key(payloadText, {
    description: "The field of the dispatched payload whose value is sent.",
    examples: ["incident_id"],
  }),
  secret: key(variableNameOfSecret.optional(), {
    description: "The NAME of the environment variable that holds the token to send. Never the token itself.",
    examples: ["PAGER_TOKEN"],
    byDefault: "no token is sent",
  }),
});
