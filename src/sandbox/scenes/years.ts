/**
 * Years of other leads, so that a report has company: most were won or lost, some are still on the way. They were
 * moved by hand, board and label, before anything watched them. Drawn from the sandbox's seed.
 */
import type { Builder } from "../build.ts";
import type { Step } from "../build-history.ts";
import { secondsOf, textOf } from "../clock.ts";
import { createRandom, type Random } from "../random.ts";
import { columns, type Partnerships } from "./partnerships.ts";

const first = "2023-01-09T09:00:00Z";

/** The last move of all is before this; what would come later has not happened. */
const last = "2025-06-27T18:00:00Z";

const places = ["Estuary", "Glacier", "Delta", "Monsoon", "Prairie", "Reef", "Tundra", "Caldera", "Fjord", "Canyon"];
const kinds = ["Institute", "Observatory", "Data Lab", "Field Station", "College", "Research Network"];

/** How long leads stay in a column, in days: the shortest and the spread of a long-tailed draw. */
const stays = [
  { least: 1, spread: 6 },
  { least: 2, spread: 16 },
  { least: 7, spread: 45 },
];

/** Chance to go on to the next column rather than to Lost. */
const goesOn = [0.75, 0.75, 0.8];

/** Places one lead for each place and kind. */
export function placeYears(build: Builder, { leads, board }: Partnerships): void {
  const random = createRandom(build.world.store.seed);
  const names = shuffled(
    places.flatMap((place) => kinds.map((kind) => `${place} ${kind}`)),
    random,
  );
  const between = (secondsOf(last) - secondsOf(first)) / names.length;
  names.forEach((title, index) => {
    const openedAt = workday(secondsOf(first) + Math.floor((index + random.next() / 2) * between), random);
    const by = random.chance(0.7) ? "bd-lead" : "bd-manager";
    const labels = ["lead", columns[0].label];
    const body = `### Community\n\n${title.split(" ")[0]!.toLowerCase()}\n`;
    const issue = build.issue(leads, { title, body, by, at: textOf(openedAt), labels, on: [board] });
    for (const step of lifeFrom(openedAt, by, random)) build.step(issue, step);
  });
}

/** The card is put in the first column at once; each later move is shown by the label a minute after. */
function lifeFrom(openedAt: number, by: string, random: Random): readonly Step[] {
  const steps: Step[] = [{ at: textOf(openedAt), by, move: columns[0].name }];
  let at = openedAt;
  for (let column = 0; column < stays.length; column += 1) {
    const { least, spread } = stays[column]!;
    at = workday(at + Math.floor((least - Math.log(1 - random.next()) * spread) * 86_400), random);
    if (at > secondsOf(last)) return steps;
    const next = random.chance(goesOn[column]!) ? column + 1 : columns.length - 1;
    steps.push(
      { at: textOf(at), by, move: columns[next]!.name },
      { at: textOf(at + 60), by, unlabel: columns[column]!.label },
      { at: textOf(at + 60), by, label: columns[next]!.label },
    );
    if (next === columns.length - 1) return steps;
  }
  return steps;
}

/** The same day or the next working day, at some minute between 9 and 17 o'clock. */
function workday(seconds: number, random: Random): number {
  const day = Math.floor(seconds / 86_400);
  // Day 0 of 1970 was a Thursday, so Saturdays leave 2 and Sundays 3.
  const shift = { 2: 2, 3: 1 }[day % 7] ?? 0;
  return (day + shift) * 86_400 + 9 * 3600 + random.below(8 * 60) * 60;
}

function shuffled<T>(list: readonly T[], random: Random): readonly T[] {
  const rest = [...list];
  return list.map(() => rest.splice(random.below(rest.length), 1)[0]!);
}
