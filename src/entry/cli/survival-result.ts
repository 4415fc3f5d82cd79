/**
 * Waits in groups → what `milepost survival` says, as it stands in its JSON: days as numbers, null where nothing is
 * known. With one end a curve by Kaplan and Meier, with several the incidence of each by Aalen and Johansen.
 */
import { aalenJohansen, type Incidence, type Incidences } from "../../measure/aalen-johansen.ts";
import { kaplanMeier } from "../../measure/kaplan-meier.ts";
import { confidence } from "../../measure/limits.ts";
import { logRank } from "../../measure/log-rank.ts";
import { enough } from "../../measure/median.ts";
import { incidencePercentileOf, type Percentile, percentileOf, rowAt } from "../../measure/percentile.ts";
import { joinTies } from "../../measure/ties.ts";
import type { WaitColumns } from "../../measure/wait.ts";
import type { WaitsFile } from "./survival-file.ts";

const shares = [0.25, 0.5, 0.75, 0.85] as const;
const lookedAt = [30, 90, 180] as const;

type Numbers = readonly (number | null)[];

/** A share with its limits at one day; null when nobody was watched that long. */
export interface ShareAt {
  readonly days: number;
  readonly share: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

export interface EndResult {
  readonly end: string;
  readonly n: number;
  /** Of those that came to this end, half had after so many days. Says nothing of those that may still come. */
  readonly medianOfThese: number | null;
  readonly percentiles: readonly Pick<Percentile, "share" | "value">[];
  readonly at: readonly ShareAt[];
  readonly curve: Readonly<Record<"events" | "incidence" | "stdErr" | "lower" | "upper", Numbers>>;
}

export interface GroupResult {
  /** null: the file is not split into groups. */
  readonly group: string | null;
  readonly n: number;
  readonly open: number;
  /** In the order of `ends`. */
  readonly ended: readonly { readonly end: string; readonly n: number }[];
  /** false: too few to say much; numbers are given all the same. */
  readonly enough: boolean;
  readonly curve: Readonly<Record<"days" | "atRisk" | "censored" | "survival", Numbers>>;
  /** With one end only. */
  readonly kaplanMeier: {
    readonly curve: Readonly<Record<"events" | "stdErr" | "lower" | "upper", Numbers>>;
    readonly percentiles: readonly Percentile[];
    /** The share that had reached the end. */
    readonly at: readonly ShareAt[];
  } | null;
  readonly stillOpenAt: readonly ShareAt[];
  /** With several ends: the one waited for first. */
  readonly incidences: readonly EndResult[] | null;
}

export interface SurvivalResult {
  readonly version: 1;
  readonly file: string;
  /** null when the file gives days and not dates. */
  readonly asOf: string | null;
  readonly unit: "days";
  readonly confidence: number;
  /** The one waited for first; in alphabetical order when the file does not say which that is. */
  readonly ends: readonly string[];
  /** null: see `ends`. */
  readonly waitedFor: string | null;
  /** Whether rows are missing from the figures because they cannot be read. */
  readonly incomplete: boolean;
  readonly rows: Omit<WaitsFile, "groups" | "bad" | "rows"> & { readonly read: number; readonly used: number };
  readonly groups: readonly GroupResult[];
  /** By log-rank, of the end waited for; null without groups, or when there is nothing to compare. */
  readonly comparison: {
    readonly end: string;
    readonly chiSquare: number;
    readonly df: number;
    readonly p: number;
    readonly groups: readonly { group: string; n: number; observed: number; expected: number }[];
  } | null;
  readonly bad: WaitsFile["bad"];
}

/** What the file does not say. */
export interface Told {
  readonly file: string;
  readonly asOf: string | null;
  /** How many of the file's units make a day. */
  readonly unit: 1 | 86_400;
  /** How the end that is waited for is called, if the file has it. */
  readonly reached: string;
}

/** Measures the groups. */
export function survivalResult(read: WaitsFile, { file, asOf, unit, reached }: Told): SurvivalResult {
  const given = read.groups.map(({ waits }) => waits);
  const joined = unit === 1 ? joinTies(given) : given;
  const groups = read.groups.map(({ name }, n) => ({ name, waits: joined[n]! }));
  const ends = groups[0]?.waits.ends ?? [];
  const waitedFor = ends.length < 2 || ends[0] === reached ? (ends[0] ?? null) : null;
  const { unreadable, anomalies, notBegun } = read;
  const used = groups.reduce((sum, { waits }) => sum + waits.time.length, 0);
  return {
    ...{ version: 1, file, asOf, unit: "days", confidence, ends, waitedFor, incomplete: unreadable > 0 },
    rows: { read: read.rows, used, unreadable, anomalies, notBegun },
    groups: groups.map(({ name, waits }) => measured(name, waits, unit)),
    comparison: waitedFor === null ? null : compared(groups, waitedFor),
    bad: read.bad,
  };
}

function compared(groups: WaitsFile["groups"], end: string): SurvivalResult["comparison"] {
  const test = logRank(groups.map(({ waits }) => waits));
  if (test === null) return null;
  const { chiSquare, df, p } = test;
  return { end, chiSquare, df, p, groups: test.groups.map((count, n) => ({ group: groups[n]!.name ?? "", ...count })) };
}

function measured(group: string | null, waits: WaitColumns, unit: number): GroupResult {
  const n = waits.time.length;
  const counted = (end: number) => waits.end.reduce((sum, one) => sum + (one === end ? 1 : 0), 0);
  const ended = waits.ends.map((end, place) => ({ end, n: counted(place + 1) }));
  const base = { group, n, open: counted(0), ended, enough: n >= enough };
  return waits.ends.length > 1 ? withEnds(base, waits, unit) : withCurve(base, waits, unit);
}

type Base = Pick<GroupResult, "group" | "n" | "open" | "ended" | "enough">;

function withCurve(base: Base, waits: WaitColumns, unit: number): GroupResult {
  const found = kaplanMeier(waits);
  const { time, atRisk, censored, survival, events, stdErr, lower, upper } = found;
  const reached = { share: survival.map((left) => 1 - left), lower: flipped(upper), upper: flipped(lower) };
  return {
    ...base,
    curve: { days: inDays(time, unit), ...listsOf({ atRisk, censored, survival }) },
    kaplanMeier: {
      curve: listsOf({ events, stdErr, lower, upper }),
      percentiles: shares.map((share) => scaled(percentileOf(found, share), unit)),
      at: lookedAt.map((days) => shareAt({ time, stillOpen: survival }, reached, { days, unit })),
    },
    stillOpenAt: lookedAt.map((days) =>
      shareAt({ time, stillOpen: survival }, { share: survival, lower, upper }, { days, unit, begin: 1 }),
    ),
    incidences: null,
  };
}

function withEnds(base: Base, waits: WaitColumns, unit: number): GroupResult {
  const found = aalenJohansen(waits);
  const { time, atRisk, censored, stillOpen } = found;
  return {
    ...base,
    curve: { days: inDays(time, unit), ...listsOf({ atRisk, censored, survival: stillOpen }) },
    kaplanMeier: null,
    stillOpenAt: lookedAt.map((days) => shareAt(found, openOf(stillOpen), { days, unit, begin: 1 })),
    incidences: found.ends.map((one, n) => {
      const mine = waits.time.filter((_, row) => waits.end[row] === n + 1).sort();
      return endResult(one, { found, mine, unit });
    }),
  };
}

function endResult(
  one: Incidence,
  { found, mine, unit }: { readonly found: Incidences; readonly mine: Float64Array; readonly unit: number },
): EndResult {
  const { end, events, incidence, stdErr, lower, upper } = one;
  const middle = mine.length >> 1;
  const median = mine.length % 2 === 1 ? mine[middle]! : (mine[middle - 1]! + mine[middle]!) / 2;
  return {
    end,
    n: mine.length,
    medianOfThese: mine.length === 0 ? null : median / unit,
    percentiles: shares.map((share) => ({ share, value: per(incidencePercentileOf(found, one, share), unit) })),
    at: lookedAt.map((days) => shareAt(found, { share: incidence, lower, upper }, { days, unit })),
    curve: listsOf({ events, incidence, stdErr, lower, upper }),
  };
}

function openOf(share: Float64Array): Readonly<Record<"share" | "lower" | "upper", Float64Array>> {
  const none = share.map(() => Number.NaN);
  return { share, lower: none, upper: none };
}

/** Beyond the last time nothing is known, unless nothing was open any more. */
function shareAt(
  { time, stillOpen }: { readonly time: Float64Array; readonly stillOpen: Float64Array },
  { share, lower, upper }: Readonly<Record<"share" | "lower" | "upper", Float64Array>>,
  { days, unit, begin = 0 }: { readonly days: number; readonly unit: number; readonly begin?: 0 | 1 },
): ShareAt {
  const last = time.length - 1;
  const isPast = last < 0 || (days * unit > time[last]! && stillOpen[last]! > 0);
  if (isPast) return { days, share: null, lower: null, upper: null };
  const row = rowAt(time, days * unit);
  if (row === null) return { days, share: begin, lower: null, upper: null };
  return { days, share: share[row]!, lower: known(lower[row]!), upper: known(upper[row]!) };
}

function scaled({ share, value, lower, upper }: Percentile, unit: number): Percentile {
  return { share, value: per(value, unit), lower: per(lower, unit), upper: per(upper, unit) };
}

function per(value: number | null, unit: number): number | null {
  return value === null ? null : value / unit;
}

function flipped(column: Float64Array): Float64Array {
  return column.map((value) => 1 - value);
}

function inDays(time: Float64Array, unit: number): Numbers {
  return Array.from(time, (at) => at / unit);
}

function listsOf<Name extends string>(columns: Readonly<Record<Name, Float64Array>>): Record<Name, Numbers> {
  const entries = Object.entries<Float64Array>(columns).map(([name, column]) => [name, Array.from(column, known)]);
  return Object.fromEntries(entries) as Record<Name, Numbers>;
}

function known(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
