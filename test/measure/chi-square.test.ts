import { describe, expect, it } from "vitest";
import { chiSquareTail } from "../../src/measure/chi-square.ts";
import { golden } from "./r-numbers.ts";

describe("the upper tail of chi-square", () => {
  it("is 1 at 0", () => {
    expect([1, 2, 5].map((df) => chiSquareTail(0, df))).toEqual([1, 1, 1]);
  });

  it("keeps ten digits of R's pchisq, also far out", () => {
    const { x, df, p } = golden<{ x: number[]; df: number[]; p: number[] }>("chi-square.json");
    const off = x.filter((at, n) => !(Math.abs(chiSquareTail(at, df[n]!) / p[n]! - 1) < 1e-10));
    expect(off).toEqual([]);
  });

  it.each([
    { x: 3.841, df: 1, p: "0.050" },
    { x: 5.991, df: 2, p: "0.050" },
    { x: 11.345, df: 3, p: "0.010" },
    { x: 18.307, df: 10, p: "0.050" },
  ])("gives the tabled p = $p for $x on $df", ({ x, df, p }) => {
    expect(chiSquareTail(x, df).toFixed(3)).toBe(p);
  });

  it.each([0, -1, 1.5, Number.NaN])("refuses %d degrees of freedom", (df) => {
    expect(() => chiSquareTail(1, df)).toThrow("degrees of freedom");
  });
});
