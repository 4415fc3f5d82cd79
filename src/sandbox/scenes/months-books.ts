/**
 * The files that an organisation keeps beside its issues, as they are at the end of the eighteen months: what each month
 * cost, how many people used each community's hub, and what communities answered when they were asked. UTC.
 */
import { secondsOf, textOf } from "../clock.ts";
import type { Random } from "../random.ts";
import type { Chronicle } from "./months-chronicle.ts";
import { firstSecond, lastSecond, streamOf } from "./months-draw.ts";
import { established, slugOf } from "./months-names.ts";
import { rates, span } from "./months-rates.ts";

const day = 86_400;

/** A community, and from when on it has a hub, in seconds since 1970. */
interface Served {
  readonly slug: string;
  readonly since: number;
}

/** `month,account,amount`: the books of the last month are not closed yet. */
export function costsText(seed: number, chronicle: Pick<Chronicle, "onboardings">): string {
  const random = streamOf(seed, "costs");
  const { people, cloud, spread } = rates.costs;
  const served = servedOf(chronicle);
  const about = (amount: number) => (amount * (1 + spread * (random.next() - 0.5))).toFixed(2);
  const rows = monthsOf(span).flatMap((month) => {
    const here = served.filter(({ since }) => textOf(since).slice(0, 7) <= month).length;
    return [`${month},5000,${about(people)}`, `${month},7061,${about(cloud * here)}`];
  });
  return ["month,account,amount", ...rows, ""].join("\n");
}

/**
 * `date,hub,users,cluster`: people of the last 30 days, counted every Sunday. A new hub
 * fills over three months. The first two communities have stopped using theirs in the last winter.
 */
export function usageText(seed: number, chronicle: Pick<Chronicle, "onboardings">): string {
  const random = streamOf(seed, "usage");
  const hubs = servedOf(chronicle).map((one, index) => ({ ...one, size: sizeOf(random), quiet: index < 2 }));
  const rows = countDays().flatMap((date) => {
    const at = secondsOf(`${date}T23:59:59Z`);
    return hubs.flatMap(({ slug, since, size, quiet }) => {
      const swing = 0.9 + 0.2 * random.next();
      if (since > at) return [];
      const grown = Math.min(1, (at - since) / (90 * day));
      const users = quiet && date > "2026-02-01" ? 0 : Math.ceil(size * grown * swing);
      return [`${date},${slug},${users},coast`];
    });
  });
  return ["date,hub,users,cluster", ...rows, ""].join("\n");
}

/** `date,community,score`: a row for each that was asked; no score where nobody answered. */
export function answersText(seed: number, chronicle: Pick<Chronicle, "onboardings">): string {
  const random = streamOf(seed, "answers");
  const served = servedOf(chronicle);
  const { answered, day: asked } = rates.answers;
  const quarters = monthsOf(span).filter((_, index) => index % 3 === 0);
  const rows = quarters.flatMap((month) => {
    const date = `${month}-${asked}`;
    return served.flatMap(({ slug, since }) => {
      const [speaks, score] = [random.chance(answered), scoreOf(random)];
      return since > secondsOf(`${date}T00:00:00Z`) ? [] : [`${date},${slug},${speaks ? score : ""}`];
    });
  });
  return ["date,community,score", ...rows, ""].join("\n");
}

/** Those served from the beginning, then those whose hub came about. */
function servedOf({ onboardings }: Pick<Chronicle, "onboardings">): readonly Served[] {
  const young = onboardings.flatMap(({ title, liveAt }) =>
    liveAt === null ? [] : [{ slug: slugOf(title), since: secondsOf(liveAt) }],
  );
  return [...established.map((slug) => ({ slug, since: firstSecond })), ...young];
}

/** Months of the span, the last one only as far as its books are closed: `2025-01` to `2026-05`. */
function monthsOf({ from, to }: typeof span): readonly string[] {
  const months: string[] = [];
  for (let at = from.slice(0, 7); at < to.slice(0, 7); at = after(at)) months.push(at);
  return months;
}

/** `2025-12` → `2026-01` */
function after(month: string): string {
  const [year, number] = month.split("-").map(Number) as [number, number];
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
}

/** The Sundays of the span, of which 2025-01-05 is the first. */
function countDays(): readonly string[] {
  const weeks = Math.ceil((lastSecond - firstSecond) / day / 7);
  return Array.from({ length: weeks }, (_, at) => textOf(firstSecond + (4 + 7 * at) * day).slice(0, 10));
}

/** Between 8 and 400 people, small ones more often: even on a scale of orders of magnitude. */
function sizeOf(random: Random): number {
  return Math.round(8 * 50 ** random.next());
}

function scoreOf(random: Random): number {
  let left = random.below(100);
  return rates.answers.scores.findIndex((share) => {
    left -= share;
    return left < 0;
  });
}
