/**
 * What happened, one line per thing: `2025-07-11T09:00:00Z  bd-lead   moved the card to Qualified lead`. Columns
 * stand under each other, so that the file reads as a story and still cuts by machine (two spaces).
 */
import { cleanLine } from "../content/clean.ts";
import type { Instant } from "../model/time.ts";

/** One thing that happened. */
export interface Entry {
  readonly at: Instant;
  readonly who: string;
  /** What they did, beginning with a verb. */
  readonly what: string;
}

/** The log in the order given, ending in a line break; "" for nothing. */
export function renderTimeline(entries: readonly Entry[]): string {
  const width = Math.max(0, ...entries.map((entry) => cleanLine(entry.who).length));
  return entries.map(({ at, who, what }) => `${at}  ${cleanLine(who).padEnd(width)}  ${cleanLine(what)}\n`).join("");
}
