/**
 * Clocks that ran → the share that was met in time, who is at risk and who is late now, and how much was paused. What
 * breached counts as late for ever, also when it was met afterwards; what was closed before it was due, or still runs,
 * is neither in time nor late, and is counted as such.
 */
import { workingSeconds } from "../calendar/working.ts";
import { type ClockPast, type ClockRun, type ClockState, clockAt, runAt } from "../history/clock.ts";
import type { CalendarRule } from "../model/calendar.ts";
import type { Instant } from "../model/time.ts";
import { type Share, wilson } from "./wilson.ts";

/** One clock of one item; the facts as they are now. */
export interface ServiceRun extends ClockRun {
  /** `owner/repo#n` */
  readonly item: string;
  readonly url: string;
  /** Absent: it began once, and nothing of it was taken back. */
  readonly past?: ClockPast;
}

/** One clock of one pipeline or rule, over all its items. */
export interface ClockRuns {
  readonly pipeline: string;
  readonly clock: string;
  /** Working seconds. */
  readonly target: number;
  readonly runs: readonly ServiceRun[];
}

/** One clock over many items, as of `now`. Lists are sorted by item. */
export interface Service {
  readonly asOf: Instant;
  /** Only what was decided in it counts in `inTime`, `late` and `share`; null: ever. */
  readonly period: { readonly from: Instant; readonly to: Instant } | null;
  /** Clocks that had begun. */
  readonly n: number;
  readonly inTime: readonly string[];
  readonly late: readonly string[];
  /** In time, of those that are decided, with Wilson's limits; null: none is. */
  readonly share: Share | null;
  /** Running and not late; those at risk among them. */
  readonly running: readonly string[];
  /** Past the share of the target that warns, soonest due first. A paused one has no due time. */
  readonly atRisk: readonly { readonly item: string; readonly due: Instant | null }[];
  /** Late, and still not met. */
  readonly overdue: readonly { readonly item: string; readonly since: Instant }[];
  readonly paused: readonly { readonly item: string; readonly because: string }[];
  /** Closed before it was met, or due. */
  readonly ended: readonly string[];
  /** Every clock, by item. */
  readonly rows: readonly ServiceRow[];
}

/** One clock's figures. */
export interface ServiceRow extends Pick<ClockState, "kind" | "from" | "due" | "metAt" | "breachedAt"> {
  readonly item: string;
  readonly url: string;
  /** Working seconds without pauses. */
  readonly elapsedSeconds: number;
  /** Working seconds that pauses took out. */
  readonly pausedSeconds: number;
}

/** Measures one clock. Facts after `now` do not exist. */
export function serviceOf(
  runs: readonly ServiceRun[],
  {
    calendar,
    now,
    period = null,
  }: {
    readonly calendar: CalendarRule;
    readonly now: Instant;
    readonly period?: Service["period"];
  },
): Service {
  return servicesOf(runs, { calendar, now, periods: [period] })[0]!;
}

/** The same for several periods: each clock is worked out once. */
export function servicesOf(
  runs: readonly ServiceRun[],
  {
    calendar,
    now,
    periods,
  }: {
    readonly calendar: CalendarRule;
    readonly now: Instant;
    readonly periods: readonly Service["period"][];
  },
): readonly Service[] {
  const states = runs
    .flatMap((run) => asOf(run, now) ?? [])
    .map((run) => stateOf(run, calendar, now))
    .sort((a, b) => (a.row.item < b.row.item ? -1 : a.row.item > b.row.item ? 1 : a.row.from < b.row.from ? -1 : 1));
  return periods.map((period) => serviceIn(states, period, now));
}

function serviceIn(states: readonly State[], period: Service["period"], now: Instant): Service {
  const isIn = (at: Instant | null) => at !== null && (period === null || (period.from <= at && at < period.to));
  const pick = (matches: (state: State) => boolean) => states.filter(matches);
  const items = (some: readonly State[]) => some.map(({ row }) => row.item);
  const inTime = pick(({ row }) => row.kind === "met" && row.breachedAt === null && isIn(row.metAt));
  const late = pick(({ row }) => isIn(row.breachedAt));
  const running = pick(({ state }) => isRunning(state));
  return {
    asOf: now,
    period,
    n: states.length,
    inTime: items(inTime),
    late: items(late),
    share: wilson(inTime.length, inTime.length + late.length),
    running: items(running),
    atRisk: running
      .filter(({ state }) => state.warnAt !== null && state.warnAt <= now)
      .map(({ row }) => ({ item: row.item, due: row.due }))
      .sort((a, b) => ((a.due ?? "~") < (b.due ?? "~") ? -1 : (a.due ?? "~") > (b.due ?? "~") ? 1 : 0)),
    overdue: pick(({ row }) => row.kind === "breached").map(({ row }) => ({ item: row.item, since: row.breachedAt! })),
    paused: pick(({ state }) => state.pausedBecause !== null).map(({ row, state }) => ({
      item: row.item,
      because: state.pausedBecause!,
    })),
    ended: items(pick(({ row }) => row.kind === "ended" && row.breachedAt === null)),
    rows: states.map(({ row }) => row),
  };
}

function isRunning({ kind, breachedAt }: ClockState): boolean {
  return (kind === "running" || kind === "at-risk" || kind === "paused") && breachedAt === null;
}

/** The run as it was known at `now`; null when it had not begun. */
function asOf(run: ServiceRun, now: Instant): ServiceRun | null {
  const closings = run.endedAt === null ? [] : [{ from: run.endedAt, to: null }];
  const past = run.past ?? { starts: [run.from], mets: run.metAt === null ? [] : [run.metAt], closings };
  const then = runAt(run, past, now);
  return then === null ? null : { ...then, item: run.item, url: run.url };
}

interface State {
  readonly row: ServiceRow;
  readonly state: ClockState;
}

function stateOf(run: ServiceRun, calendar: CalendarRule, now: Instant): State {
  const state = clockAt(calendar, run, now);
  const { kind, from, due, metAt, breachedAt, elapsedSeconds } = state;
  const whole = workingSeconds(calendar, from, run.metAt ?? run.endedAt ?? now);
  const { item, url } = run;
  const row = { item, url, kind, from, due, metAt, breachedAt, elapsedSeconds, pausedSeconds: whole - elapsedSeconds };
  return { row, state };
}
