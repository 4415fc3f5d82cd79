/**
 * What a config needs to know of GitHub, and which pipeline an issue belongs to. Names only: it asks nothing itself.
 */
import type { ItemQuestion, WorldQuestion } from "../github/ports.ts";
import type { Actor } from "../model/fact.ts";
import type { Pipeline, Playbook } from "../model/pipeline.ts";
import type { Problem } from "../model/problem.ts";
import { error, listed } from "./complaint.ts";
import type { Config } from "./config.ts";
import { sameName } from "./fold.ts";

/** The label that `plan` puts on an item whose last move its pipeline does not allow. */
const stageFixLabel = "needs-stage-fix";

/** Everything of the organisation that the config names. */
export function worldQuestionOf(config: Config): WorldQuestion {
  const repositories = Object.entries(config.repositories).map(([key, { owner, name }]) => [key, { owner, name }]);
  return {
    boards: config.boards,
    repositories: Object.fromEntries(repositories),
    templates: { ...config.templates, files: templatesNamedBy(config) },
    identities: config.identities,
    teams: teamsNamedBy(config),
    communities: config.communities,
  };
}

/** What to read of one item. `pipeline: null` when it is not known yet: the labels of all pipelines. */
export function itemQuestionOf(config: Config, pipeline: Pipeline | null, identities: readonly Actor[]): ItemQuestion {
  const pipelines = [...(pipeline === null ? config.pipelines : [pipeline]), ...config.rules];
  const { holdLabel, waitingLabel } = config.commands;
  const board = pipeline?.board ?? Object.keys(config.boards)[0];
  return {
    labels: withoutTwins([...pipelines.flatMap(labelsSetBy), stageFixLabel, holdLabel, waitingLabel]),
    identities: identities.map(({ id }) => id),
    statusField: (board === undefined ? undefined : config.boards[board]?.statusField) ?? "Status",
    fields: [...new Set(Object.values(config.boards).flatMap(({ fields }) => Object.values(fields)))].sort(),
  };
}

/** Whether planning an item of this pipeline or rule needs to know its neighbours. */
export function wantsPeers({ overlaps, assign }: Pipeline): boolean {
  return overlaps.length > 0 || assign.length > 0;
}

/** Labels that planning may put on or take off an item. */
function labelsSetBy(one: Pipeline): readonly string[] {
  const gates = one.gates.flatMap(({ label, readyLabel, needs }) => [
    label,
    readyLabel,
    ...needs.map((need) => need.label),
  ]);
  const clocks = one.clocks.flatMap(({ atRiskLabel, breachedLabel }) => [atRiskLabel, breachedLabel]);
  const answers = one.answers.flatMap(({ label, labels }) => [label, ...Object.values(labels)]);
  const computed = [...one.notices, ...one.overlaps, ...(one.priority?.rules ?? []), ...one.stages];
  const steps = one.steps.flatMap((step) => (step.kind === "label" ? [step.label] : []));
  const named = [...answers, ...gates, ...clocks, ...computed.map(({ label }) => label), ...steps];
  return [...named, one.titles?.label ?? null, one.asks?.label ?? null].filter((label) => label !== null);
}

/** `@org/team`, wherever the config names one, sorted. */
function teamsNamedBy(config: Config): readonly string[] {
  const named = [...config.pipelines, ...config.rules].flatMap(({ clocks, escalations, assign, steps }) => [
    ...clocks.flatMap(({ mention }) => mention),
    ...escalations.flatMap(({ mention }) => mention),
    ...assign.flatMap(({ rotation }) => rotation),
    ...steps.flatMap((step) => (step.kind === "comment" ? step.mention : [])),
  ]);
  return [...new Set([...config.team, ...named].filter((name) => name.startsWith("@")))].sort();
}

/** Every file that steps, playbooks and forms name, sorted, relative to `templates.path`. */
export function templatesNamedBy(config: Config): readonly string[] {
  const all = [...config.pipelines, ...config.rules];
  const forms = all.flatMap(({ form }) => form ?? []);
  const steps = all.flatMap(({ steps }) => steps.flatMap((step) => (step.kind === "open" ? step.template : [])));
  const played = [...Object.values(config.playbooks), ...config.flows.map(({ playbook }) => playbook)];
  const recurring = config.recurring.flatMap(({ open, play }) => [
    ...(open ? [open.template] : []),
    ...(play ? filesOf(play) : []),
  ]);
  const checklists = all.flatMap((one) => one.checklists.map(({ template }) => template));
  return [...new Set([...forms, ...steps, ...played.flatMap(filesOf), ...recurring, ...checklists])].sort();
}

/**
 * The pipeline of an issue: the first listed that claims it, with a problem when others do too (ruling 24). Names are
 * compared without case, as GitHub does.
 */
export function pipelineOf(
  config: Config,
  repository: { readonly owner: string; readonly repo: string },
  labels: readonly string[],
): { readonly pipeline: Pipeline | null; readonly problems: readonly Problem[] } {
  const claiming = config.pipelines.filter((pipeline) => claims(config, pipeline, repository, labels));
  const [first, ...others] = claiming;
  if (first === undefined || others.length === 0) return { pipeline: first ?? null, problems: [] };
  const what = `An issue of ${repository.owner}/${repository.repo} belongs to ${claiming.length} pipelines, ${listed(claiming.map(({ name }) => name))}; only \`${first.name}\` is followed.`;
  const todo = "Take off the item labels of the other pipelines.";
  return { pipeline: first, problems: [error("many-pipelines", `pipelines.${first.name}.items`, what, todo)] };
}

/** Everything in the config that cares for an issue: its pipeline first, then every rule that claims it. */
export function claimsOn(
  config: Config,
  repository: { readonly owner: string; readonly repo: string },
  labels: readonly string[],
): readonly Pipeline[] {
  const { pipeline } = pipelineOf(config, repository, labels);
  const rules = config.rules.filter((rule) => claims(config, rule, repository, labels));
  return pipeline === null ? rules : [pipeline, ...rules];
}

function claims(
  config: Config,
  { items }: Pipeline,
  { owner, repo }: { readonly owner: string; readonly repo: string },
  labels: readonly string[],
): boolean {
  const home = config.repositories[items.repository];
  if (home === undefined || !sameName(`${home.owner}/${home.name}`, `${owner}/${repo}`)) return false;
  const { label } = items;
  return label === null || labels.some((name) => sameName(name, label));
}

function withoutTwins(names: readonly string[]): readonly string[] {
  return names.filter((name, index) => names.findIndex((other) => sameName(name, other)) === index);
}

function filesOf({ parent, children }: Playbook): readonly string[] {
  return [parent, ...children].map(({ template }) => template);
}
