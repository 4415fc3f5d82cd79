/**
 * One item's accepted visits → how long each stay took, and the whole way so far. Calendar days of 24 hours. A stay
 * that is not over counts to `now` and says so; what happened after `now` does not exist. Judging which moves count
 * is not done here: that is `stageOf`'s work.
 */
import type { StagePlace, Visit } from "../model/change.ts";
import type { Pipeline, Stage } from "../model/pipeline.ts";
import { daysBetween, type Instant } from "../model/time.ts";

/** One stay in one stage on the way. */
export interface Stay {
  readonly stage: string;
  /** 1 for the first stay in this stage. */
  readonly visit: number;
  readonly entered: Instant;
  /** null: still there at `now`. */
  readonly left: Instant | null;
  /** Calendar days, fractions included; to `now` while still there. */
  readonly days: number;
  /** false: it began at `entered` or earlier, so `days` is "at least". */
  readonly exact: boolean;
  readonly by: string | null;
}

/** An item's way through its pipeline, as of one instant. */
export interface StageTimes {
  /** Oldest first, several stays in one stage kept apart. The stay in which the item ended is not among them. */
  readonly stages: readonly Stay[];
  /** Calendar days from opening to the entry into the stage it ended in; to `now` while it is on the way. */
  readonly totalDays: number;
  /** `otherwise`: it ended, but not where the pipeline leads (lost). */
  readonly end: "open" | "reached" | "otherwise";
  readonly outcome: Stage["outcome"];
  /** When it entered the stage it ended in; null while it is on the way. */
  readonly endedAt: Instant | null;
}

/** How long each stay took; null when nothing had happened yet at `now`. */
export function stageTimes(
  place: StagePlace,
  { openedAt, pipeline }: { readonly openedAt: Instant; readonly pipeline: Pipeline },
  now: Instant,
): StageTimes | null {
  const visits = visitsAt(place, now);
  const last = visits.at(-1);
  if (!last) return null;
  const outcome = pipeline.stages.find((stage) => stage.id === last.stage)?.outcome ?? null;
  const onTheWay = outcome === null ? visits : visits.slice(0, -1);
  return {
    stages: onTheWay.map((visit) => stayOf(visit, now)),
    totalDays: daysBetween(openedAt, outcome === null ? now : last.entered),
    end: endOf(outcome),
    outcome,
    endedAt: outcome === null ? null : last.entered,
  };
}

/** The visits that had begun at `now`, oldest first; one left later is still open. */
export function visitsAt(place: StagePlace, now: Instant): readonly Visit[] {
  return place.visits
    .filter((visit) => visit.entered <= now)
    .map((visit) => (visit.left !== null && visit.left > now ? { ...visit, left: null } : visit));
}

function stayOf(visit: Visit, now: Instant): Stay {
  const { stage, entered, left, exact, by } = visit;
  return { stage, visit: visit.visit, entered, left, days: daysBetween(entered, left ?? now), exact, by };
}

function endOf(outcome: Stage["outcome"]): StageTimes["end"] {
  if (outcome === null) return "open";
  return outcome === "lost" ? "otherwise" : "reached";
}
