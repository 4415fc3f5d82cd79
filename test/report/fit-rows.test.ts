import { describe, expect, it } from "vitest";
import { fitRows, type Sized } from "../../src/report/fit-rows.ts";

/** A row costs 10 characters, 40 in a table of wide ones. */
const table = (id: string, rows: number, folded: boolean, perRow = 10): Sized => {
  return { id, rows, folded, cost: (shown) => shown * perRow };
};

const given = (tables: readonly Sized[], room: number, most = 200) =>
  Object.fromEntries(fitRows(tables, { room, most }));

describe("fitRows", () => {
  it("has nothing to give without tables", () => {
    expect(given([], 1_000)).toEqual({});
  });

  it("gives all when there is room, but never more than anybody reads", () => {
    expect(given([table("a", 8, true), table("b", 300, false)], 10_000)).toEqual({ a: 8, b: 200 });
  });

  it("open tables come first, and the largest folded one loses rows", () => {
    // 100 for the open one, 50 each for the first five rows, then 50 more for the small one; 70 are left: 7 rows.
    const tables = [table("large", 100, true), table("small", 10, true), table("open", 10, false)];
    expect(given(tables, 320)).toEqual({ open: 10, small: 10, large: 12 });
  });

  it("a table of wide rows has its first five before a long one has more", () => {
    const tables = [table("wide", 30, true, 40), table("long", 26, true)];
    // 50 for the long one's first five, 200 for the wide one's; 50 are left: five more of the long one.
    expect(given(tables, 300)).toEqual({ long: 10, wide: 5 });
  });

  it("a long open table has a screen of rows before folded ones have a few, and more only after them", () => {
    const tables = [table("open", 100, false), table("folded", 10, true)];
    // 150 for fifteen, 50 for five; of the 60 left six more, which leaves the folded one at its five.
    expect(given(tables, 260)).toEqual({ open: 21, folded: 5 });
  });

  it("gives none without room", () => {
    expect(given([table("a", 8, true), table("b", 8, false)], 9)).toEqual({ a: 0, b: 0 });
    expect(given([table("a", 8, true)], -50)).toEqual({ a: 0 });
  });
});
