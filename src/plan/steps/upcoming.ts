/** What an item's steps wait for → one entry each, in the order of the config, for the status comment and for `/why`. */
import type { Day } from "../../calendar/day.ts";
import type { Step } from "../../model/pipeline.ts";
import { judge } from "../condition.ts";
import { type Case, isBeforeStarts } from "../part.ts";
import { momentsOf } from "./moments.ts";
import { waitsFor } from "./needs-done.ts";

/** A step that has not been done. */
export interface Upcoming {
  readonly step: Step;
  /** The day on which it is due, in the calendar's zone; null when it waits for something else. */
  readonly on: Day | null;
  /** Ids of the steps whose issues must be closed before. Empty when it only waits for its day. */
  readonly waitsFor: readonly string[];
}

/** Dated steps whose day is to come (if their condition holds as of now), and steps that wait for others to be done. */
export function upcoming(one: Case): readonly Upcoming[] {
  const { artefacts, pipeline } = one;
  if (!artefacts.known) return [];
  const all = pipeline.steps.map((step) => ({ step, moments: momentsOf(one, step) }));
  const starts = all.flatMap(({ moments }) => moments.come);
  return all.flatMap(({ step, moments }): readonly Upcoming[] => {
    const holds = judge(one, step.when);
    if (!holds.known || !holds.value) return [];
    if (moments.ahead !== null) return [{ step, on: moments.ahead.day, waitsFor: [] }];
    const start = moments.come.at(-1);
    if (start === undefined || step.after.length === 0 || isBeforeStarts(start.at, pipeline)) return [];
    if (artefacts.value.holding(start.key).length > 0 || artefacts.value.remembers(start.key)) return [];
    const waits = waitsFor(one, step, { starts, artefacts: artefacts.value });
    return waits.length === 0 ? [] : [{ step, on: null, waitsFor: waits }];
  });
}
