/**
 * One clock: where it stands at a moment, in working time. Pure arithmetic over instants, so that what is announced,
 * what the status comment says and what a report counts come from one calculation.
 */
import { deadline, type Pause, workingSeconds } from "../calendar/working.ts";
import type { CalendarRule } from "../model/calendar.ts";
import type { Instant } from "../model/time.ts";

/** What a clock measures, as facts. */
export interface ClockRun {
  readonly from: Instant;
  /** When what it waits for came; null: not yet. */
  readonly metAt: Instant | null;
  /** When the issue was closed without it; null: it is open, or it was met. */
  readonly endedAt: Instant | null;
  /** Those that count for this clock; `why` in words. */
  readonly pauses: readonly (Pause & { readonly why: string })[];
  readonly targetSeconds: number;
  /** Share of the target. */
  readonly warnAt: number;
}

/** Everything that may start, meet and end a clock: an item can come back to a stage, and be opened again. */
export interface ClockPast {
  /** Oldest first; the last one counts. */
  readonly starts: readonly Instant[];
  /** What it waits for came at these moments, oldest first; `closing`: it waits for the closing. */
  readonly mets: readonly Instant[] | "closing";
  /** `to`: reopened; null while it is closed. Oldest first. */
  readonly closings: readonly { readonly from: Instant; readonly to: Instant | null }[];
}

/** The run as it was known at `now`; null when it had not begun. */
export function runAt(run: ClockRun, { starts, mets, closings }: ClockPast, now: Instant): ClockRun | null {
  const from = starts.findLast((at) => at <= now);
  if (from === undefined) return null;
  const closedAt = closings.find((one) => one.from <= now && (one.to === null || one.to > now))?.from ?? null;
  const metAt = mets === "closing" ? closedAt : (mets.find((at) => at >= from && at <= now) ?? null);
  // Closing ends a clock that nothing had stopped; what is said afterwards comes neither in time nor late.
  const isOver = closedAt !== null && (metAt === null || metAt > closedAt);
  const pauses = run.pauses
    .filter((pause) => pause.from <= now)
    .map((pause) => ({ ...pause, to: pause.to !== null && pause.to <= now ? pause.to : null }));
  return { ...run, from, metAt: isOver ? null : metAt, endedAt: isOver ? closedAt : null, pauses };
}

export interface ClockState {
  /** `breached`: not met, and past the target. `ended`: closed before it was met. `met` may have been late. */
  readonly kind: "running" | "paused" | "at-risk" | "breached" | "met" | "ended";
  readonly from: Instant;
  /** When the target is used up; null while a pause holds it. */
  readonly due: Instant | null;
  /** When the share that warns is used up; null while a pause holds it. */
  readonly warnAt: Instant | null;
  /** Working seconds so far, or until it was met or ended. */
  readonly elapsedSeconds: number;
  readonly pausedBecause: string | null;
  readonly metAt: Instant | null;
  /** When the target passed without an answer, also when one came later; null: it did not. */
  readonly breachedAt: Instant | null;
}

/** Where the clock stands at `now`. At the target's last second it is still in time, at the next moment breached. */
export function clockAt(calendar: CalendarRule, run: ClockRun, now: Instant): ClockState {
  const { from, metAt, endedAt, pauses, targetSeconds } = run;
  const stopped = metAt ?? endedAt;
  const due = deadline(calendar, from, targetSeconds, pauses);
  const warnAt = deadline(calendar, from, targetSeconds * run.warnAt, pauses);
  const isLate = due !== null && (stopped === null ? due <= now : due < stopped);
  const open = pauses.find((pause) => pause.from <= now && (pause.to === null || pause.to > now));
  const state = {
    from,
    due,
    warnAt,
    elapsedSeconds: workingSeconds(calendar, from, stopped ?? now, pauses),
    pausedBecause: stopped === null && open !== undefined ? open.why : null,
    metAt,
    breachedAt: isLate ? due : null,
  };
  if (metAt !== null) return { ...state, kind: "met" };
  if (endedAt !== null) return { ...state, kind: "ended" };
  if (isLate) return { ...state, kind: "breached" };
  if (open !== undefined) return { ...state, kind: "paused" };
  return { ...state, kind: warnAt !== null && warnAt <= now ? "at-risk" : "running" };
}
