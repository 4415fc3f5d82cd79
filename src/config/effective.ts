/** The config as the file says it → the effective config: every default filled in, inheritance resolved, camelCase. */
import type { CalendarRule } from "../model/calendar.ts";
import type { Pipeline, Stage } from "../model/pipeline.ts";
import type { CommunitiesFile, Config } from "./config.ts";
import { awayFrom, calendarFrom, workingSeconds } from "./effective-calendar.ts";
import { careFrom } from "./effective-care.ts";
import { grantsFrom } from "./effective-grant.ts";
import { marketFrom } from "./effective-market.ts";
import { moneyFrom } from "./effective-money.ts";
import { reportFrom } from "./effective-report.ts";
import { flowFrom, recurringFrom } from "./effective-schedule.ts";
import { satisfactionFrom, usageFrom } from "./effective-source.ts";
import { cohortFrom, milestoneFrom, playbookFrom, stepFrom, timeFrom } from "./effective-step.ts";
import { foldName } from "./fold.ts";
import { durationSeconds, momentOf } from "./moment.ts";
import { plainLogin, splitName, teamOrLogin } from "./names.ts";
import type { ConfigFile, PipelineFile, RuleFile, StageFile } from "./schema.ts";

/** The effective config of a file that has been checked. `home` is where it was read from, when that is known. */
export function effectiveConfig(file: ConfigFile, home: { owner: string; repo: string } | null): Config {
  const starts = file.starts === undefined ? null : momentOf(file.starts);
  const calendar = calendarFrom(file.calendar);
  const playbooks = mapped(file.playbooks, (one, name) => playbookFrom(name, one));
  const templates = templatesOf(file, home);
  return {
    version: 1,
    mode: file.mode,
    identities: file.identities.map(plainLogin),
    team: file.team.map(teamOrLogin),
    visibilityBoundSeconds: durationSeconds(file["visibility-bound"]),
    boards: mapped(file.boards, ({ project, "status-field": statusField, fields }) => {
      const { owner, repo: number } = splitName(project);
      return { owner, number: Number(number), statusField, fields };
    }),
    repositories: mapped(file.repositories, ({ name, visibility = null, accepts }) => {
      const { owner, repo } = splitName(name);
      return { owner, name: repo, visibility, accepts };
    }),
    labels: labelsOf(file),
    templates,
    pipelines: Object.entries(file.pipelines).map(([name, one]) => pipelineFrom(name, one, { calendar, starts })),
    rules: Object.entries(file.rules).map(([name, one]) => ruleFrom(name, one, { calendar, starts })),
    playbooks,
    calendar,
    away: awayFrom(file.calendar),
    awayIssues: file.calendar["away-issues"] ?? null,
    communities: file.communities === undefined ? null : communitiesOf(file.communities, templates),
    recurring: Object.entries(file.recurring).map(([name, one]) => recurringFrom(name, one, { playbooks, starts })),
    flows: Object.entries(file.flows).map(([name, one]) => flowFrom(name, one, playbooks)),
    reports: Object.entries(file.reports).map(([name, one]) => reportFrom(name, one, starts)),
    usage: file.usage === undefined ? null : usageFrom(file.usage, templates),
    money: file.money === undefined ? null : moneyFrom(file.money, templates),
    satisfaction: file.satisfaction === undefined ? null : satisfactionFrom(file.satisfaction, templates),
    training: file.training === undefined ? null : { ...file.training, agreed: file.training.agreed ?? null },
    webhooks: mapped(file.webhooks, ({ url, id, secret = null }) => ({ url, id, secret })),
    commands: {
      holdLabel: file.commands["hold-label"],
      waitingLabel: file.commands["waiting-label"],
      roles: file.commands.roles,
    },
    accounts: accountsFrom(file.accounts),
    attention: file.attention ?? null,
    brake: { writes: file.brake.writes, share: Number.parseInt(file.brake.share, 10) / 100 },
  };
}

function accountsFrom(file: ConfigFile["accounts"]): Config["accounts"] {
  if (file === undefined) return null;
  const { repository, label, with: report, "contact-within": contactDays } = file;
  return { repository, label, report, contactDays };
}

interface Around {
  readonly calendar: CalendarRule;
  readonly starts: Pipeline["starts"];
}

function pipelineFrom(name: string, file: PipelineFile, around: Around): Pipeline {
  return {
    ...sharedFrom(name, file, around),
    grants: file.grants === undefined ? null : grantsFrom(file.grants),
    market: file.market === undefined ? null : marketFrom(file.market),
    stages: file.stages.map((stage) => stageFrom(stage, around.calendar)),
    moves: file.moves ?? null,
    illegalMoves: file["illegal-moves"],
    automation: file.automation,
  };
}

/** A rule is a pipeline with one stage that nothing shows. */
function ruleFrom(name: string, file: RuleFile, around: Around): Pipeline {
  const unseen: Stage = {
    id: "any",
    board: null,
    label: null,
    was: [],
    outcome: null,
    closedAs: null,
    needsLabel: null,
    limitSeconds: null,
  };
  return {
    ...sharedFrom(name, file, around),
    stages: [unseen],
    moves: null,
    illegalMoves: "tell",
    automation: "ignore",
  };
}

function sharedFrom(name: string, file: RuleFile, { calendar, starts }: Around) {
  return {
    ...careFrom(file, calendar),
    name,
    items: { repository: file.items.repository, label: file.items.label ?? null },
    form: file.form ?? null,
    board: file.board ?? null,
    starts,
    steps: file.steps.map(stepFrom),
    addToBoard: file["add-to-board"],
    statusComment: file["status-comment"],
    milestones: mapped(file.milestones, milestoneFrom),
    times: file.times.map((one) => timeFrom(one, file.milestones)),
    cohorts: file.cohorts.map(cohortFrom),
  };
}

function stageFrom(file: StageFile, calendar: CalendarRule): Stage {
  const { id, board = null, label = null, was, outcome = null, "closed-as": closedAs = null, needs, limit } = file;
  const limitSeconds = limit === undefined ? null : workingSeconds(limit, calendar);
  return { id, board, label, was, outcome, closedAs, needsLabel: needs?.label ?? null, limitSeconds };
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

function communitiesOf(
  { file, accepts }: NonNullable<ConfigFile["communities"]>,
  templates: Config["templates"],
): CommunitiesFile {
  const colon = file.indexOf(":");
  if (colon >= 0) return { ...splitName(file.slice(0, colon)), path: file.slice(colon + 1), accepts };
  const { owner, repo, path } = templates;
  return { owner, repo, path: path === "" ? file : `${path}/${file}`, accepts };
}

function mapped<T, U>(
  entries: Readonly<Record<string, T>>,
  to: (one: T, name: string) => U,
): Readonly<Record<string, U>> {
  return Object.fromEntries(Object.entries(entries).map(([name, one]) => [name, to(one, name)]));
}
