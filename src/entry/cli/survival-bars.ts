/** A rising curve → a few lines of bars at round days, each with its share, limits and how many were still watched. */

/** Columns of one length; null where there are no limits. */
export interface Rising {
  readonly days: readonly (number | null)[];
  readonly shares: readonly number[];
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
  readonly atRisk: readonly (number | null)[];
  readonly name: string;
}

const width = 30;
const most = 10;

/** At most ten bars, at multiples of 1, 2 or 5 times a power of ten. */
export function barsOf(curve: Rising): readonly string[] {
  const last = curve.days.at(-1) ?? 0;
  const step = roundStep(last / most);
  const lines: string[] = [];
  for (let day = step, row = 0; day <= last && lines.length < most; day += step) {
    while (row < curve.days.length && curve.days[row]! <= day) row += 1;
    lines.push(barAt(curve, day, row - 1));
  }
  if (lines.length === 0) return [];
  return [`  ${"day".padStart(7)}  ${curve.name} so far, with limits; then how many are still watched`, ...lines];
}

function barAt({ shares, lower, upper, atRisk, days }: Rising, day: number, row: number): string {
  const share = row < 0 ? 0 : shares[row]!;
  const limits =
    row < 0 || lower[row] == null || upper[row] == null ? "" : `[${cent(lower[row]!)}–${cent(upper[row]!)}]`;
  const next = row + 1 < days.length ? atRisk[row + 1]! : 0;
  const bar = "█".repeat(Math.round(share * width)).padEnd(width, "·");
  return `  ${numberText(day).padStart(7)}  ${bar} ${cent(share).padStart(3)} % ${limits.padEnd(9)} ${next}`.trimEnd();
}

function cent(share: number): string {
  return String(Math.round(share * 100));
}

function numberText(day: number): string {
  return String(Math.round(day * 1000) / 1000);
}

function roundStep(least: number): number {
  if (!(least > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  return (([1, 2, 5, 10] as const).find((times) => times * power >= least) ?? 10) * power;
}
