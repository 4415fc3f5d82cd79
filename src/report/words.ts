/** Figures and instants → how a report words them. Days are calendar days, instants UTC. */
import type { Median } from "../measure/median.ts";
import type { StageSummary } from "../measure/pipeline-measure.ts";
import type { Instant } from "../model/time.ts";

/** `7`, `18.5`: one decimal, and none when it is whole. */
export function daysText(days: number): string {
  return String(Math.round(days * 10) / 10);
}

/** `1 day`, `18.5 days`. */
export function countText(n: number, one: string, many = `${one}s`): string {
  return `${daysText(n)} ${n === 1 ? one : many}`;
}

/** `2025-07-11` */
export function dayText(at: Instant): string {
  return at.slice(0, 10);
}

/** `2025-07-11 09:00` */
export function minuteText(at: Instant): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)}`;
}

/** A median as far as it is settled: `11.5`, `at least 9`, `9 to 14`, `not enough (n = 3)`. */
export function medianText(median: Median): string {
  if (median.kind === "not-enough") return `not enough (n = ${median.n})`;
  if (median.kind === "settled") return daysText(median.value);
  if (median.upTo === null) return `at least ${daysText(median.atLeast)}`;
  return `${daysText(median.atLeast)} to ${daysText(median.upTo)}`;
}

/** How people call a stage: its board column, else its id. */
export function stageName(stages: readonly StageSummary[], id: string): string {
  return stages.find((stage) => stage.stage === id)?.name ?? id;
}
