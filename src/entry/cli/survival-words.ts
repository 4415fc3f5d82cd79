/**
 * The result of `milepost survival` → words for a terminal: n beside every number, limits in brackets, and "not enough"
 * where a number would say more than is known. Names from the file were cleaned when they were read.
 */
import { cleanLine } from "../../content/clean.ts";
import { enough } from "../../measure/median.ts";
import { countText, daysText } from "../../report/words.ts";
import { barsOf } from "./survival-bars.ts";
import type { EndResult, GroupResult, ShareAt, SurvivalResult } from "./survival-result.ts";
import type { WaitSource } from "./survival-row.ts";

/** This many bad rows are shown. */
const shown = 20;

/** The whole answer. */
export function survivalWords(result: SurvivalResult, source: WaitSource): string {
  const parts = [
    headWords(result, source),
    ...result.groups.map((group) => groupWords(group)),
    comparisonWords(result),
    badWords(result),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function headWords(
  { file, rows, asOf, groups, ends, waitedFor, incomplete }: SurvivalResult,
  source: WaitSource,
): string {
  const { columns, end } = source;
  const what =
    columns.kind === "days" ? `days in "${columns.days}"` : `from "${columns.from}" to "${columns.to}", as of ${asOf}`;
  const open = groups.reduce((sum, group) => sum + group.open, 0);
  const ended = ends.map((name, place) => `${groups.reduce((sum, group) => sum + group.ended[place]!.n, 0)} ${name}`);
  const lines = [
    ...(incomplete
      ? [`  ! incomplete: ${countText(rows.unreadable, "row")} could not be read; they are listed below.`]
      : []),
    `${cleanLine(file)}: ${cleanLine(what)}`,
    `${countText(rows.used, "wait")}: ${[...ended, `${open} still open`].join(", ")}. Limits are 95 %.`,
    ...(columns.kind === "days" && end === null ? ["No --end is given: every wait counts as over."] : []),
    ...(waitedFor === null && rows.used > 0
      ? ["Which end is waited for? Say it with --reached NAME to have it first and groups compared."]
      : []),
    ...neverWords(groups, ends, waitedFor),
    ...(rows.notBegun > 0 ? [`${countText(rows.notBegun, "row")} begin after that date and do not count.`] : []),
  ];
  return lines.join("\n");
}

/** A name that no row has may be typed wrong. */
function neverWords(
  groups: SurvivalResult["groups"],
  ends: SurvivalResult["ends"],
  waitedFor: string | null,
): readonly string[] {
  const [first, ...others] = ends;
  if (first === undefined || first !== waitedFor || others.length === 0) return [];
  if (groups.some(({ ended }) => ended[0]!.n > 0)) return [];
  return [`No wait here ends as "${first}". What they end as: ${others.join(", ")}.`];
}

function groupWords(group: GroupResult): string {
  const title = group.group === null ? "" : `${group.group} (n = ${group.n})\n`;
  if (!group.enough) return `${title}  not enough (n = ${group.n})`;
  return `${title}${group.incidences === null ? oneEnd(group) : severalEnds(group, group.incidences)}`;
}

function oneEnd(group: GroupResult): string {
  const { kaplanMeier: found } = group;
  const { end: first, n } = group.ended[0]!;
  if (found === null || n === 0) return `  no data (0 of ${group.n} ${first})`;
  const rows = [0.5, 0.85].map((share) => {
    const { value, lower, upper } = found.percentiles.find((one) => one.share === share)!;
    const words = value === null ? "not reached yet" : `${countText(value, "day")}  [${dayOr(lower)}–${dayOr(upper)}]`;
    return `  ${share === 0.5 ? "half" : "85 %"} ${first} by  ${words}  (n = ${group.n})`;
  });
  const bars = barsOf({
    days: group.curve.days,
    shares: group.curve.survival.map((left) => 1 - (left ?? 1)),
    lower: found.curve.upper.map((value) => value && 1 - value),
    upper: found.curve.lower.map((value) => value && 1 - value),
    atRisk: group.curve.atRisk,
    name: first,
  });
  return [...rows, "", ...bars].join("\n");
}

function severalEnds(group: GroupResult, ends: readonly EndResult[]): string {
  const days = ends[0]?.at.map((at) => at.days) ?? [];
  const names = ends.map(({ end }) => end);
  const width = Math.max(12, ...names.map((name) => name.length));
  const head = `  ${"by day".padEnd(width)}${days.map((day) => String(day).padStart(18)).join("")}`;
  const rows = ends.map(
    ({ end, at }) => `  ${end.padEnd(width)}${at.map((one) => shareWords(one).padStart(18)).join("")}`,
  );
  const open = `  ${"still open".padEnd(width)}${group.stillOpenAt.map((one) => shareWords(one).padStart(18)).join("")}`;
  const medians = ends.map(({ end, n, medianOfThese }) => {
    if (n === 0) return `  no data (0 of ${group.n} ${end})`;
    return `  of the ${n} ${end}: ${n < enough ? `not enough (n = ${n})` : `median ${countText(medianOfThese ?? 0, "day")}`}`;
  });
  const first = ends[0]!;
  const bars = barsOf({
    days: group.curve.days,
    shares: first.curve.incidence.map((share) => share ?? 0),
    lower: first.curve.lower,
    upper: first.curve.upper,
    atRisk: group.curve.atRisk,
    name: first.end,
  });
  return [head, ...rows, open, `  (n = ${group.n})`, "", ...medians, "", ...(first.n === 0 ? [] : bars)]
    .join("\n")
    .trimEnd();
}

function shareWords({ share, lower, upper }: ShareAt): string {
  if (share === null) return "not known";
  return lower === null || upper === null ? percent(share) : `${percent(share)} [${whole(lower)}–${whole(upper)}]`;
}

function percent(share: number): string {
  return `${whole(share)} %`;
}

function whole(share: number): string {
  return String(Math.round(share * 100));
}

function dayOr(days: number | null): string {
  return days === null ? "?" : daysText(days);
}

function comparisonWords({ comparison, ends, groups: all, waitedFor }: SurvivalResult): string {
  const small = all.filter(({ enough: isEnough }) => !isEnough).map(({ group, n }) => `${group} (n = ${n})`);
  if (all.length > 1 && small.length > 0 && waitedFor !== null)
    return `Groups are not compared: too few waits in ${small.join(", ")}.`;
  if (comparison === null) return "";
  const { chiSquare, df, p, groups, end } = comparison;
  const rows = groups.map(
    ({ group, n, observed, expected }) => `  ${group}: ${observed} ${end}, ${daysText(expected)} expected (n = ${n})`,
  );
  const likely = p < 0.0001 ? "p < 0.0001" : `p = ${p.toPrecision(2)}`;
  const rates = ends.length > 1 ? ` This compares how fast they are ${end}, not how many ever are.` : "";
  const head = `Do the groups differ by more than chance? ${likely} (log-rank, chi-square ${chiSquare.toFixed(2)}, ${df} df).${rates}`;
  return [head, ...rows].join("\n");
}

function badWords({ bad, rows, file }: SurvivalResult): string {
  if (bad.length === 0) return "";
  const all = rows.unreadable + rows.anomalies;
  const lines = bad
    .slice(0, shown)
    .map(({ line, column, what, todo }) => `  ${cleanLine(file)}:${line}:${column}  ${what} ${todo}`);
  const more = all > shown ? [`  … and ${all - shown} more; --json lists up to 10,000.`] : [];
  const one = all === 1 ? "is" : "are";
  return [`${countText(all, "row")} ${one} not in the figures:`, ...lines, ...more].join("\n");
}
