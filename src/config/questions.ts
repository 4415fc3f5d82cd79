/**
 * What a config needs to know of GitHub, and which pipeline an issue belongs to. Names only: it asks nothing itself.
 */
import type { ItemQuestion, WorldQuestion } from "../github/ports.ts";
import type { Actor } from "../model/fact.ts";
import type { Pipeline } from "../model/pipeline.ts";
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
  };
}

/** What to read of one item. `pipeline: null` when it is not known yet: the labels of all pipelines. */
export function itemQuestionOf(config: Config, pipeline: Pipeline | null, identities: readonly Actor[]): ItemQuestion {
  const pipelines = pipeline === null ? config.pipelines : [pipeline];
  const stages = pipelines.flatMap((one) => one.stages.flatMap(({ label }) => label ?? []));
  const board = pipeline?.board ?? Object.keys(config.boards)[0];
  return {
    labels: withoutTwins([...stages, stageFixLabel]),
    identities: identities.map(({ id }) => id),
    statusField: (board === undefined ? undefined : config.boards[board]?.statusField) ?? "Status",
  };
}

/** Every file that steps, playbooks and forms name, sorted, relative to `templates.path`. */
export function templatesNamedBy(config: Config): readonly string[] {
  const forms = config.pipelines.flatMap(({ form }) => form ?? []);
  const steps = config.pipelines.flatMap(({ steps }) =>
    steps.flatMap((step) => (step.kind === "open" ? step.template : [])),
  );
  const playbooks = Object.values(config.playbooks).flatMap(({ parent, children }) =>
    [parent, ...children].map(({ template }) => template),
  );
  return [...new Set([...forms, ...steps, ...playbooks])].sort();
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
