/** The config as the file says it → the effective config: every default filled in, inheritance resolved, camelCase. */
import { careless, type IssueRecipe, type Pipeline, type Playbook, type Stage, type Step } from "../model/pipeline.ts";
import type { Config } from "./config.ts";
import { foldName } from "./fold.ts";
import { durationSeconds, momentOf } from "./moment.ts";
import type { ConfigFile, PipelineFile, PlaybookFile, StageFile, StepFile } from "./schema.ts";

/** The effective config of a file that has been checked. `home` is where it was read from, when that is known. */
export function effectiveConfig(file: ConfigFile, home: { owner: string; repo: string } | null): Config {
  const starts = file.starts === undefined ? null : momentOf(file.starts);
  return {
    version: 1,
    mode: file.mode,
    identities: file.identities.map(plainLogin),
    team: file.team.map((name) => (name.includes("/") ? `@${name.replace(/^@/, "")}` : plainLogin(name))),
    visibilityBoundSeconds: durationSeconds(file["visibility-bound"]),
    boards: mapped(file.boards, ({ project, "status-field": statusField }) => {
      const [owner = "", number = ""] = project.split("/");
      return { owner, number: Number(number), statusField, fields: {} };
    }),
    repositories: mapped(file.repositories, ({ name, visibility = null, accepts }) => {
      const { owner, repo } = splitName(name);
      return { owner, name: repo, visibility, accepts };
    }),
    labels: labelsOf(file),
    templates: templatesOf(file, home),
    pipelines: Object.entries(file.pipelines).map(([name, one]) => pipelineFrom(name, one, starts)),
    rules: [],
    playbooks: Object.fromEntries(Object.entries(file.playbooks).map(([name, one]) => [name, playbookFrom(name, one)])),
    calendar: { zone: "UTC", weekdays: [1, 2, 3, 4, 5], hours: { from: 0, to: 1440 }, closed: [] },
    away: [],
    communities: null,
    recurring: [],
    flows: [],
    webhooks: {},
    commands: {
      holdLabel: "on hold",
      waitingLabel: "waiting",
      roles: {
        stage: "write",
        hold: "triage",
        resume: "triage",
        waiting: "triage",
        approve: "write",
        why: "read",
        help: "read",
      },
    },
    attention: null,
  };
}

/** The id of a step: its own, else its template's file name without folder and extension, else its playbook's name. */
export function stepId({ id, open, play }: StepFile): string {
  if (id !== undefined) return id;
  if (open === undefined) return play ?? "";
  const name = open.slice(open.lastIndexOf("/") + 1).replace(/\.[^.]*$/, "");
  return name.replace(/[^A-Za-z0-9_.-]+/g, "-").slice(0, 50);
}

function pipelineFrom(name: string, file: PipelineFile, starts: Pipeline["starts"]): Pipeline {
  return {
    ...careless,
    milestones: {},
    name,
    items: { repository: file.items.repository, label: file.items.label ?? null },
    form: file.form ?? null,
    board: file.board ?? null,
    stages: file.stages.map(stageFrom),
    moves: file.moves ?? null,
    illegalMoves: file["illegal-moves"],
    automation: file.automation,
    starts,
    steps: file.steps.map(stepFrom),
    addToBoard: file["add-to-board"],
    statusComment: file["status-comment"],
  };
}

function stageFrom(file: StageFile): Stage {
  const { id, board = null, label = null, was, outcome = null, "closed-as": closedAs = null } = file;
  return { id, board, label, was, outcome, closedAs, needsLabel: null, limitSeconds: null };
}

function stepFrom(file: StepFile): Step {
  const { at, open, play, values } = file;
  const id = stepId(file);
  const common = { id, trigger: { kind: "stage", stage: at }, when: null, after: [], values } as const;
  if (open === undefined) return { kind: "play", ...common, playbook: play ?? "" };
  const { repository = null, title = null, labels, board = null } = file;
  const assignees = file.assignees.map(plainLogin);
  return { kind: "open", ...common, template: open, repository, title, labels, assignees, board, fields: [] };
}

function playbookFrom(name: string, file: PlaybookFile): Playbook {
  const shared = { repository: file.repository ?? null, board: file.board ?? null, labels: file.labels };
  const parent: IssueRecipe = { ...shared, template: file.parent, title: null, assignees: [], fields: [] };
  const children = file.children.map((child) => ({
    id: child.id,
    template: child.template,
    title: child.title ?? null,
    repository: child.repository ?? shared.repository,
    board: child.board ?? shared.board,
    labels: child.labels ?? shared.labels,
    assignees: child.assignees.map(plainLogin),
    fields: [],
    when: null,
    after: [],
    values: child.values,
  }));
  return { name, parent, children, values: file.values };
}

/** The `labels` of the file, and the colours and descriptions that stages give their own labels. */
function labelsOf(file: ConfigFile): Config["labels"] {
  const labels = { ...file.labels };
  const given = new Set(Object.keys(labels).map(foldName));
  for (const { label, color, description } of Object.values(file.pipelines).flatMap(({ stages }) => stages)) {
    if (label === undefined || given.has(foldName(label)) || (color ?? description) === undefined) continue;
    given.add(foldName(label));
    labels[label] = { color: color ?? "c5def5", description: description ?? "" };
  }
  return mapped(labels, ({ color, description }) => ({ color: color.toLowerCase(), description }));
}

function templatesOf({ templates, repositories }: ConfigFile, home: { owner: string; repo: string } | null) {
  const named = templates.repository === undefined ? null : splitName(templates.repository);
  const first = Object.values(repositories)[0]?.name ?? "/";
  // A config given by path has no home: its organisation's `.github` is where it would live.
  const { owner, repo } = named ?? home ?? { owner: splitName(first).owner, repo: ".github" };
  return { owner, repo, path: templates.path === "." ? "" : templates.path };
}

function plainLogin(login: string): string {
  return login.replace(/^@/, "").replace(/\[bot\]$/, "");
}

function splitName(name: string): { owner: string; repo: string } {
  const slash = name.indexOf("/");
  return { owner: name.slice(0, slash), repo: name.slice(slash + 1) };
}

function mapped<T, U>(entries: Readonly<Record<string, T>>, to: (one: T) => U): Readonly<Record<string, U>> {
  return Object.fromEntries(Object.entries(entries).map(([name, one]) => [name, to(one)]));
}
