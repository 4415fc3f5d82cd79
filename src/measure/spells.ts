/**
 * An item's facts → the stretches in which it was in progress: in a stage on the way, open, and in its pipeline. Ended
 * and taken up again gives a second stretch. What is said to have happened before the opening counts at the opening.
 */
import type { Instant } from "../model/time.ts";
import type { Ending } from "./endings.ts";
import { settledVisits } from "./settled-visits.ts";
import type { Subject } from "./subject.ts";

/** One stretch of work in progress. */
export interface Spell {
  readonly from: Instant;
  /** null: in progress at `now`. */
  readonly end: Ending | null;
}

/** Oldest first; they never overlap and none is of no length. */
export function spellsOf({ item, pipeline, place }: Subject, now: Instant): readonly Spell[] {
  const { createdAt: opened } = item;
  const outcomes = new Map(pipeline.stages.map(({ id, outcome }) => [id, outcome]));
  const facts = item.history.known ? item.history.value.filter(({ at }) => at <= now) : [];
  const signs: Sign[] = [
    ...settledVisits(place, now).map(({ entered: at, stage }) => ({ at, stage })),
    ...facts.flatMap(({ at, ...fact }): readonly Sign[] => {
      if (fact.kind === "reopened") return [{ at, closed: null }];
      return fact.kind === "closed" ? [{ at, closed: fact.reason ?? "completed" }] : [];
    }),
  ].map((sign) => (sign.at < opened ? { ...sign, at: opened } : sign));
  const spells: Spell[] = [];
  const state: State = { stage: null, closed: null };
  for (const at of [...new Set(signs.map((sign) => sign.at))].sort()) {
    for (const sign of signs) if (sign.at === at) take(state, sign);
    const ending = endingIn(state, outcomes, at);
    const last = spells.at(-1);
    const isRunning = last !== undefined && last.end === null;
    if (ending === null && !isRunning) spells.push({ from: at, end: null });
    if (ending !== null && isRunning) spells[spells.length - 1] = { ...last, end: ending };
  }
  return spells;
}

type Reason = "completed" | "not-planned" | "duplicate";

type Sign = { readonly at: Instant; readonly stage: string } | { readonly at: Instant; readonly closed: Reason | null };

interface State {
  stage: string | null;
  closed: Reason | null;
}

function take(state: State, sign: Sign): void {
  if ("stage" in sign) state.stage = sign.stage;
  else state.closed = sign.closed;
}

function endingIn({ stage, closed }: State, outcomes: ReadonlyMap<string, string | null>, at: Instant): Ending | null {
  const outcome = stage === null ? null : (outcomes.get(stage) ?? null);
  if (stage !== null && outcome !== null) return { at, which: stage, good: outcome !== "lost" };
  if (closed === null) return null;
  return { at, which: closed === "completed" ? "closed" : closed, good: closed === "completed" };
}
