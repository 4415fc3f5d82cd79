/** Longer lives: four leads, a month, and the faults that 200 further seeds draw; half of them with two classes more. */
import { expect, it } from "vitest";
import { faultsOf, liveThrough } from "./life.ts";

const month = { leads: 4, deeds: 16, restSeconds: 220_000 };
const twenties = Array.from({ length: 10 }, (_, index) => 1000 + 20 * index);

it.each(twenties)("a month ends as it must under trouble: twenty seeds from %i", async (first) => {
  const failed: string[] = [];
  for (let seed = first; seed < first + 20; seed += 1) {
    const drawn = [...faultsOf(seed), ...(seed % 2 === 0 ? faultsOf(seed * 7 + 1) : [])].map(({ id }) => id);
    const faults = [...new Set(drawn)];
    const { violations } = await liveThrough({ seed, faults, size: month });
    if (violations.length > 0) failed.push(`seed ${seed}, ${faults.join(",")}: ${violations.join("; ")}`);
  }
  expect(failed).toEqual([]);
});
