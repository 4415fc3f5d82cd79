/**
 * Which pipeline an issue belongs to: the first listed whose repository and label it has. An issue whose labels could
 * not be read belongs to nobody for now.
 */
import type { Config } from "../config/config.ts";
import { sameLabel } from "../history/names.ts";
import type { Pipeline } from "../model/pipeline.ts";
import type { Problem } from "../model/problem.ts";
import type { Item, Snapshot, World } from "../model/snapshot.ts";
import { ownMarker } from "./own-text.ts";

export interface Claim {
  readonly pipeline: Pipeline | null;
  /** Why there is none, when that is worth saying. */
  readonly why: string | null;
  readonly problems: readonly Problem[];
}

/** The pipeline that claims the item. */
export function pipelineOf({ item, world }: Snapshot, config: Config): Claim {
  const here = config.pipelines.filter((pipeline) => isIn(item, world, [config, pipeline]));
  if (!item.labels.known && here[0] && here[0].items.label !== null) {
    return { pipeline: null, why: item.labels.why, problems: [] };
  }
  const claiming = here.filter((pipeline) => hasLabel(item, pipeline));
  const [pipeline, ...others] = claiming.filter((one) => !isArtefactOf(item, world, one));
  if (pipeline === undefined) return { pipeline: null, why: whyNone(claiming[0]), problems: [] };
  return {
    pipeline,
    why: null,
    problems: others.length === 0 ? [] : [twoPipelines({ item, world }, pipeline, others)],
  };
}

/** The rules that care for the item, besides its pipeline; what we opened ourselves is cared for like any other. */
export function rulesOf({ item, world }: Snapshot, config: Config): readonly Pipeline[] {
  return config.rules.filter((rule) => isIn(item, world, [config, rule]) && hasLabel(item, rule));
}

function isIn(item: Item, world: World, [config, { items }]: [Config, Pipeline]): boolean {
  const named = config.repositories[items.repository];
  const read = world.repositories[items.repository];
  const places = [named, read?.known ? read.value : undefined].filter((place) => place !== undefined);
  return places.some(
    ({ owner, name }) =>
      owner.toLowerCase() === item.owner.toLowerCase() && name.toLowerCase() === item.repo.toLowerCase(),
  );
}

function hasLabel(item: Item, { items: { label } }: Pipeline): boolean {
  return label === null || (item.labels.known && item.labels.value.some(({ name }) => sameLabel(name, label)));
}

/**
 * What a pipeline opened itself is its work, not its item; else a step at the first stage would feed itself for ever.
 * A template that names a `stage:` means an item.
 */
function isArtefactOf(item: Item, world: World, { name }: Pipeline): boolean {
  const marker = ownMarker(item, world);
  return marker?.kind === "issue" && marker.key.startsWith(`${name}/`) && marker.extra.stage === undefined;
}

function whyNone(artefactOf: Pipeline | undefined): string | null {
  return artefactOf === undefined ? null : `it was opened by a step of ${artefactOf.name}`;
}

function twoPipelines(
  { item, world }: Pick<Snapshot, "item" | "world">,
  first: Pipeline,
  others: readonly Pipeline[],
): Problem {
  const names = others.map(({ name }) => name).join(", ");
  const boards = [...new Set(others.flatMap(({ board }) => (board === null || board === first.board ? [] : [board])))];
  const beside = boards.filter((board) => hasCard(item, world, board)).map((board) => `\`${board}\``);
  const left = beside.length === 0 ? "" : ` Its card on ${beside.join(" and ")} says nothing and is left where it is.`;
  return {
    code: "two-pipelines",
    where: item.url,
    what: `The issue belongs to ${first.name} and also to ${names}; only ${first.name} counts.${left}`,
    todo: "Take off one of the labels, or make the pipelines' `items` exclude each other.",
    severity: "warning",
  };
}

function hasCard({ cards }: Item, { boards }: World, name: string): boolean {
  const board = boards[name];
  return board?.known === true && cards.known && cards.value.some(({ project }) => project === board.value.id);
}
