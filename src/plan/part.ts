/** What one part of the planner has to say, and what every part is told. Parts never see each other's results. */
import type { Config } from "../config/config.ts";
import type { ValueScope } from "../content/values.ts";
import type { Standing } from "../history/stage.ts";
import type { Change, StagePlace } from "../model/change.ts";
import type { Pipeline, Stage } from "../model/pipeline.ts";
import type { Problem } from "../model/problem.ts";
import type { Item, Peer, Read, Snapshot, World } from "../model/snapshot.ts";
import type { Instant } from "../model/time.ts";
import type { Artefacts } from "./artefacts.ts";

/** One item whose pipeline and stage are known. */
export interface Case {
  readonly item: Item;
  readonly world: World;
  /** Its neighbours; undefined when nothing in the config asks for them. */
  readonly peers: Read<readonly Peer[]> | undefined;
  /** Issues that say who is away; undefined when they were not asked for. */
  readonly absences: Read<readonly Peer[]> | undefined;
  /** What we opened for recurring work, by its name; where a name is missing, nothing was read. */
  readonly found: Snapshot["found"];
  readonly config: Config;
  readonly pipeline: Pipeline;
  readonly standing: Standing;
  readonly place: StagePlace;
  readonly stage: Stage;
  /** What we opened for it before; unknown when part of that could not be read. */
  readonly artefacts: Read<Artefacts>;
  /**
   * What the config's Liquid texts may name. Read from the body at most once, and only when a text asks. `here` (when
   * not said): what may stand on the item itself. `inside`: everything, for conditions, and for issues elsewhere.
   */
  readonly scope: (reach?: "here" | "inside") => Read<ValueScope>;
  readonly now: Instant;
}

export interface Part {
  readonly changes: readonly Change[];
  /** What was not done and why; each a sentence. */
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
  readonly nextLook: Instant | null;
  /** Recurring work, by name, whose issues must be read before the part is whole. */
  readonly reads?: readonly string[];
}

/** Nothing to do and nothing to say. */
export const nothing: Part = { changes: [], notes: [], problems: [], nextLook: null };

/** Several parts as one, in order; the earliest look wins. */
export function together(...all: readonly Part[]): Part {
  // Most parts have nothing to say, and plans are made of many.
  const parts = all.filter((part) => part !== nothing);
  if (parts.length < 2) return parts[0] ?? nothing;
  const reads = parts.flatMap((part) => part.reads ?? []);
  return {
    ...(reads.length === 0 ? {} : { reads: [...new Set(reads)].sort() }),
    changes: parts.flatMap((part) => part.changes),
    notes: parts.flatMap((part) => part.notes),
    problems: parts.flatMap((part) => part.problems),
    nextLook: parts.map((part) => part.nextLook).reduce(earlier, null),
  };
}

/** A part that only says why nothing is done. A reason quoted at the end may bring its own full stop. */
export function note(...notes: readonly string[]): Part {
  return { ...nothing, notes: notes.map((text) => text.replace(/\.\.$/, ".")) };
}

/** A part that only asks a person for something. */
export function problem(one: Problem): Part {
  return { ...nothing, problems: [one] };
}

/** Whether a triggering moment is too old to open or announce anything (ruling 5). */
export function isBeforeStarts(at: Instant, pipeline: Pipeline): boolean {
  return pipeline.starts !== null && at < pipeline.starts;
}

/** The config path of the pipeline or rule: `pipelines.leads`, `rules.fields-on-close`. */
export function pipelinePath({ config, pipeline }: Pick<Case, "config" | "pipeline">): string {
  return `${config.rules.includes(pipeline) ? "rules" : "pipelines"}.${pipeline.name}`;
}

/** The config path of a stage: `pipelines.leads.stages[prospect]`. */
export function stagePath(pipeline: Pipeline, stage: Stage): string {
  return `pipelines.${pipeline.name}.stages[${stage.id}]`;
}

function earlier(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
