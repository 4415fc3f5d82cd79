/** R's numbers, written by test/golden/survival/make.R, and the waits they are about. */
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { WaitColumns } from "../../src/measure/wait.ts";

/** null stands where R says NA. */
export type Column = readonly (number | null)[];

export function golden<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../golden/survival/${name}`, import.meta.url), "utf8")) as T;
}

/** Waits from plain lists; ends by name, `open` or 0 for those that are not over, 1 for the first end. */
export function waitsOf(
  days: readonly number[],
  end: readonly (string | number)[],
  { entry = null, ends = ["reached"] }: { entry?: readonly number[] | null; ends?: readonly string[] } = {},
): WaitColumns {
  const codes = end.map((one) => (typeof one === "number" ? one : ends.indexOf(one) + 1));
  return {
    time: Float64Array.from(days),
    entry: entry && Float64Array.from(entry),
    end: Uint8Array.from(codes),
    ends,
  };
}

/** Every row within 1e-9 of R's, relative where the number is large; NaN where R says NA. */
export function expectColumn(ours: ArrayLike<number | null>, theirs: Column, name: string): void {
  expect(ours.length, `${name}: rows`).toBe(theirs.length);
  const off = theirs.flatMap((value, row) => {
    const own = ours[row];
    if (value === null) return own === null || Number.isNaN(own) ? [] : [`${name}[${row}]: ${own}, R says NA`];
    const near = own !== null && own !== undefined && Math.abs(own - value) <= 1e-9 * Math.max(1, Math.abs(value));
    return near ? [] : [`${name}[${row}]: ${own}, R says ${value}`];
  });
  expect(off.slice(0, 5)).toEqual([]);
}
