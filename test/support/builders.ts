/**
 * A small world that already agrees with its config: one issue in the first stage of the pipeline "leads", its label
 * and its card in place, so that nothing is planned. A test changes the one thing that it is about.
 */
import type { Config } from "../../src/config/config.ts";
import type { Actor, Fact, LinkedIssue } from "../../src/model/fact.ts";
import { careless, type Pipeline, type Playbook, type Stage, type Step } from "../../src/model/pipeline.ts";
import type {
  Board,
  Card,
  Item,
  OwnComment,
  PersonComment,
  Read,
  Repository,
  Role,
  SubIssue,
  World,
} from "../../src/model/snapshot.ts";
import { type Instant, instant } from "../../src/model/time.ts";

export const bdLead: Actor = { id: "U_bd", login: "bd-lead", kind: "User" };
export const engineer: Actor = { id: "U_eng", login: "engineer-1", kind: "User" };
/** Who Milepost writes as. */
export const milepost: Actor = { id: "BOT_mp", login: "milepost", kind: "Bot" };
/** GitHub's own board workflows. */
export const boardBot: Actor = { id: "BOT_gh", login: "github-project-automation", kind: "Bot" };

export const openedAt = instant("2025-07-07T09:00:00Z");

/** A moment in July 2025, in the default history's month: `july(18)`, `july(18, "09:00:01")`. */
export function july(day: number, time = "09:00:00"): Instant {
  return instant(`2025-07-${String(day).padStart(2, "0")}T${time}Z`);
}

export function known<T>(value: T): Read<T> {
  return { known: true, value };
}

export function unknown(why = "GitHub did not answer"): { readonly known: false; readonly why: string } {
  return { known: false, why };
}

function stage(id: string, board: string, more: Partial<Stage> = {}): Stage {
  return {
    id,
    board,
    label: `stage: ${id}`,
    was: [],
    outcome: null,
    closedAs: null,
    needsLabel: null,
    limitSeconds: null,
    ...more,
  };
}

export const leads: Pipeline = {
  ...careless,
  milestones: {},
  times: [],
  cohorts: [],
  name: "leads",
  items: { repository: "leads", label: "lead" },
  form: null,
  board: "partnerships",
  stages: [
    stage("lead", "Lead"),
    stage("qualified", "Qualified lead"),
    stage("prospect", "Prospect", { was: ["Negotiating", "stage: negotiating"] }),
    stage("partner", "Partner", { outcome: "won", closedAs: "completed" }),
    stage("lost", "Lost", { outcome: "lost", closedAs: "not-planned" }),
  ],
  moves: {
    lead: ["qualified", "lost"],
    qualified: ["prospect", "lost"],
    prospect: ["partner", "lost"],
    partner: ["prospect"],
  },
  illegalMoves: "tell",
  automation: "ignore",
  starts: instant("2025-07-01T00:00:00Z"),
  steps: [],
  addToBoard: false,
  statusComment: false,
};

/** Opens one checklist issue in the item's own repository at Prospect. */
export const contractStep: Extract<Step, { kind: "open" }> = {
  id: "draft-contract",
  trigger: { kind: "stage", stage: "prospect" },
  when: null,
  after: [],
  kind: "open",
  template: "draft-contract.md",
  repository: null,
  title: null,
  labels: [],
  assignees: [],
  board: null,
  fields: [],
  values: { community: "{{ item.title }}" },
};

/** Plays the onboarding playbook at Partner. */
export const onboardingStep: Extract<Step, { kind: "play" }> = {
  id: "onboarding",
  trigger: { kind: "stage", stage: "partner" },
  when: null,
  after: [],
  kind: "play",
  playbook: "onboarding",
  values: {},
};

const recipe = { repository: "infrastructure", title: null, labels: [], assignees: [], board: null, fields: [] };

export const onboarding: Playbook = {
  name: "onboarding",
  parent: { ...recipe, template: "onboarding.md" },
  children: [
    { ...recipe, when: null, after: [], id: "phase-1", template: "phase-1.md", values: { phase: "1" } },
    { ...recipe, when: null, after: [], id: "phase-2", template: "phase-2.md", values: { phase: "2" } },
  ],
  values: { community: "{{ item.title }}" },
};

/** What a config has that says nothing of schedules, calendar, communities and commands. */
export const unsaid = {
  rules: [],
  calendar: { zone: "UTC", weekdays: [1, 2, 3, 4, 5], hours: { from: 0, to: 1440 }, closed: [] },
  away: [],
  awayIssues: null,
  communities: null,
  recurring: [],
  flows: [],
  reports: [],
  usage: null,
  satisfaction: null,
  money: null,
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
  accounts: null,
  training: null,
  attention: null,
  brake: { writes: 500, share: 0.5 },
} as const satisfies Partial<Config>;

/** The default config with some of it replaced; `pipeline` replaces parts of the pipeline "leads". */
export function configWith({ pipeline, ...more }: Partial<Config> & { pipeline?: Partial<Pipeline> } = {}): Config {
  return {
    version: 1,
    mode: "apply",
    identities: [],
    team: [],
    visibilityBoundSeconds: 900,
    boards: { partnerships: { owner: "openwater", number: 61, statusField: "Status", fields: {} } },
    repositories: {
      leads: { owner: "openwater", name: "leads", visibility: null, accepts: [] },
      infrastructure: {
        owner: "openwater",
        name: "infrastructure",
        visibility: null,
        accepts: ["community", "phase"],
      },
    },
    labels: {},
    templates: { owner: "openwater", repo: ".github", path: "templates" },
    pipelines: [{ ...leads, ...pipeline }],
    playbooks: { onboarding },
    ...unsaid,
    ...more,
  };
}

/** The default pipeline with some of it replaced. */
export function pipelineWith(more: Partial<Pipeline> = {}): Pipeline {
  return { ...leads, ...more };
}

export const partnerships: Board = {
  id: "PVT_partnerships",
  number: 61,
  title: "Partnerships",
  url: "https://github.com/orgs/openwater/projects/61",
  visibility: "private",
  status: {
    fieldId: "PVTSSF_status",
    options: leads.stages.map(({ board }, index) => ({ id: `f75ad84${index}`, name: board! })),
  },
  fields: [],
  closed: false,
};

/** A repository with these labels and nothing else. */
export function repository(name: string, visibility: Repository["visibility"], labels: readonly string[]): Repository {
  const ids = Object.fromEntries(labels.map((label) => [label, `LA_${name}_${label}`]));
  return { id: `R_${name}`, owner: "openwater", name, visibility, labels: ids, milestones: {}, archived: false };
}

/** The ids of labels in the repository "leads". */
export function labelId(name: string): string {
  return `LA_leads_${name}`;
}

const leadsLabels = ["lead", "needs-stage-fix", ...leads.stages.map(({ label }) => label!)];

export const templates: Readonly<Record<string, string>> = {
  "draft-contract.md": template("Draft contract", "Draft the contract of {{ community }}", "- [ ] Draft\n- [ ] Review"),
  "onboarding.md": template("Onboarding", "Onboard {{ community }}", "One checklist below for each phase."),
  "phase-1.md": template("Phase 1", "[Phase {{ phase }}] {{ community }}", "- [ ] Account\n- [ ] Cluster"),
  "phase-2.md": template("Phase 2", "[Phase {{ phase }}] {{ community }}", "- [ ] Hub"),
};

function template(name: string, title: string, body: string): string {
  return `---\nname: ${name}\nabout: ${name}\ntitle: "${title}"\nlabels: ''\nassignees: ''\n---\n\n${body}\n`;
}

/** Everything that the default config names, readable. */
export function world(more: Partial<World> = {}): World {
  return {
    identities: [milepost],
    boards: { partnerships: known(partnerships) },
    repositories: {
      leads: known(repository("leads", "private", leadsLabels)),
      infrastructure: known(repository("infrastructure", "private", [])),
    },
    templates: Object.fromEntries(Object.entries(templates).map(([path, source]) => [path, known(source)])),
    teams: {},
    communities: known(null),
    ...more,
  };
}

/** The default world with "infrastructure" as visible as said. */
export function worldWhereInfrastructureIs(visibility: Repository["visibility"]): World {
  const usual = world();
  return {
    ...usual,
    repositories: { ...usual.repositories, infrastructure: known(repository("infrastructure", visibility, [])) },
  };
}

/** An issue that agrees with the default config in the default world. */
export function issue(more: Partial<Item> = {}): Item {
  const labels = [...leadsLabels];
  return {
    id: "I_7",
    firstId: "I_7",
    owner: "openwater",
    repo: "leads",
    number: 7,
    url: "https://github.com/openwater/leads/issues/7",
    title: "Estuary University",
    body: "",
    state: "open",
    stateReason: null,
    locked: false,
    createdAt: openedAt,
    author: bdLead,
    visibility: "private",
    labels: known(["lead", "stage: lead"].map((name) => ({ id: labelId(name), name }))),
    labelIds: Object.fromEntries(labels.map((name) => [name, labelId(name)])),
    cards: known([cardIn("Lead", openedAt)]),
    history: known([opened()]),
    boardHistory: known([addedToBoard(openedAt), moved("Lead", openedAt, { from: "" })]),
    ownComments: known([]),
    subIssues: known([]),
    comments: known([]),
    assignees: known([]),
    milestone: null,
    blockedBy: known([]),
    closedAt: null,
    parents: [],
    ...more,
  };
}

/** What the issue looks like once a person has dragged its card, before anything followed. */
export function dragged(moves: readonly (readonly [column: string, at: Instant])[], more: Partial<Item> = {}): Item {
  const [column, at] = moves.at(-1)!;
  const events = moves.map(([to, when]) => moved(to, when));
  return issue({
    cards: known([cardIn(column, at)]),
    boardHistory: known([addedToBoard(openedAt), moved("Lead", openedAt, { from: "" }), ...events]),
    ...more,
  });
}

/** The same with labels already following: what an item in agreement looks like in a later stage. */
export function settledIn(moves: readonly (readonly [column: string, at: Instant])[], more: Partial<Item> = {}): Item {
  const column = moves.at(-1)![0];
  const label = leads.stages.find(({ board }) => board === column)!.label!;
  return dragged(moves, { labels: withLabels("lead", label), ...more });
}

export const toProspect = [
  ["Qualified lead", july(11)],
  ["Prospect", july(18)],
] as const;

export const toPartner = [...toProspect, ["Partner", july(25)]] as const;

/** The labels of an item, as read. */
export function withLabels(...names: readonly string[]): Item["labels"] {
  return known(names.map((name) => ({ id: labelId(name), name })));
}

export function cardIn(column: string | null, at: Instant, more: Partial<Card> = {}): Card {
  const optionId = partnerships.status!.options.find(({ name }) => name === column)?.id ?? "00000000";
  const status = column === null ? null : { option: column, optionId, updatedAt: at };
  return { id: "PVTI_7", project: partnerships.id, archived: false, status, values: {}, ...more };
}

let serial = 0;

/** Ids only have to differ. */
function nextId(kind: string): string {
  serial += 1;
  return `${kind}_${serial}`;
}

export function opened(at: Instant = openedAt, actor: Actor | null = bdLead): Fact {
  return { id: "I_7", kind: "opened", at, actor };
}

type BoardMove = Extract<Fact, { kind: "board-status" }>;

export function moved(to: string, at: Instant, more: Partial<BoardMove> = {}): BoardMove {
  const base = { id: nextId("SCE"), at, actor: bdLead, project: partnerships.id, automated: false };
  return { kind: "board-status", ...base, from: "Lead", to, ...more };
}

export function addedToBoard(at: Instant, actor: Actor | null = bdLead): Fact {
  return { kind: "added-to-board", id: nextId("AE"), at, actor, project: partnerships.id, automated: false };
}

export function removedFromBoard(at: Instant, actor: Actor | null = bdLead): Fact {
  return { kind: "removed-from-board", id: nextId("RE"), at, actor, project: partnerships.id, automated: false };
}

export function labeled(label: string, at: Instant, actor: Actor | null = bdLead): Fact {
  return { kind: "labeled", id: nextId("LE"), at, actor, label };
}

export function unlabeled(label: string, at: Instant, actor: Actor | null = bdLead): Fact {
  return { kind: "unlabeled", id: nextId("UE"), at, actor, label };
}

export function closed(reason: "completed" | "not-planned" | "duplicate" | null, at: Instant): Fact {
  return { kind: "closed", id: nextId("CE"), at, actor: bdLead, reason };
}

export function reopened(at: Instant): Fact {
  return { kind: "reopened", id: nextId("OE"), at, actor: bdLead };
}

export function comment(body: string, at: Instant, more: Partial<OwnComment> = {}): OwnComment {
  const id = nextId("IC");
  return {
    id,
    url: `https://github.com/openwater/leads/issues/7#${id}`,
    body,
    createdAt: at,
    author: milepost,
    ...more,
  };
}

/** A comment by a person; `commands` and the permission that is read for them, when it has any. */
export function said(
  by: Actor,
  at: Instant,
  commands: readonly string[] | null = null,
  role: Role = "none",
): PersonComment {
  const id = nextId("IC_person");
  const url = `https://github.com/openwater/leads/issues/7#${id}`;
  return { id, url, at, edited: false, author: by, commands, role: commands === null ? null : known(role) };
}

export function linked(number: number, body: string, more: Partial<LinkedIssue> = {}): LinkedIssue {
  return {
    id: `I_${number}`,
    owner: "openwater",
    repo: "infrastructure",
    number,
    title: `Issue ${number}`,
    body,
    url: `https://github.com/openwater/infrastructure/issues/${number}`,
    state: "open",
    stateReason: null,
    createdAt: july(26),
    closedAt: null,
    author: milepost,
    ...more,
  };
}

export function subIssue(number: number, body: string, more: Partial<SubIssue> = {}): SubIssue {
  return { ...linked(number, body, more), subIssues: more.subIssues ?? known([]) };
}
