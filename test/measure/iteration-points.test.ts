import { describe, expect, it } from "vitest";
import { iterationPoints } from "../../src/measure/iteration-points.ts";
import type { Field, FieldValue } from "../../src/model/snapshot.ts";
import { createAudience } from "../../src/report/audience.ts";
import { pointsSection } from "../../src/report/section-points.ts";
import { cardIn, configWith, known, partnerships, unknown, world } from "../support/builders.ts";
import { at } from "./lives.ts";
import { subject } from "./subjects.ts";

const iterations = ["2025-10-29", "2025-11-12", "2025-11-26", "2025-12-10", "2025-12-24"].map((start, n) => ({
  ...{ id: `it${n + 50}`, title: `Iteration ${n + 50}`, start, days: 14 },
}));
const field: Omit<Field, "name" | "kind" | "iterations"> = { id: "F", options: [] };
const board = {
  ...partnerships,
  fields: [{ ...field, name: "Iteration", kind: "iteration" as const, iterations }],
};
const boards = {
  partnerships: {
    ...{ owner: "openwater", number: 61, statusField: "Status" },
    fields: { points: "Estimate", iteration: "iteration", unplanned: "Unplanned" },
  },
};

interface Wanted {
  readonly points?: number;
  readonly iteration?: string;
  readonly unplanned?: boolean;
  readonly closed?: string;
  readonly opened?: string;
}

function one(number: number, { points, iteration = "it52", unplanned = false, closed, opened = "2025-11-20" }: Wanted) {
  const values: Record<string, FieldValue | null> = {
    Estimate: points === undefined ? null : { kind: "number", number: points },
    Iteration: { kind: "iteration", id: iteration, title: iteration },
    Unplanned: unplanned ? { kind: "option", id: "u", name: "Emergency" } : null,
  };
  const cards = known([cardIn("Lead", at(opened), { values })]);
  const closedAt = closed === undefined ? null : at(closed);
  return subject({ number, item: { createdAt: at(opened), cards, closedAt } });
}

function measured(ones: readonly ReturnType<typeof one>[], { now = "2025-12-01", more = {} } = {}) {
  const config = configWith({ boards, ...more });
  return iterationPoints(ones, { config, world: world({ boards: { partnerships: known(board) } }), now: at(now) });
}

describe("iterationPoints", () => {
  it("is empty where no board counts points, or the board was not read", () => {
    expect(measured([one(1, { points: 3 })], { more: { boards: configWith().boards } })).toEqual([]);
    const gone = {
      config: configWith({ boards }),
      world: world({ boards: { partnerships: unknown() } }),
      now: at("2025-12-01"),
    };
    expect(iterationPoints([one(1, { points: 3 })], gone)).toEqual([]);
  });

  it("adds up by hand: 3 + 5 planned, 5 of them done; 2 unplanned, none done; one without points", () => {
    const found = measured([
      one(1, { points: 3 }),
      one(2, { points: 5, closed: "2025-11-30" }),
      one(3, { points: 2, unplanned: true }),
      one(4, { unplanned: true, closed: "2025-11-28" }),
      one(5, { points: 8, iteration: "it51" }),
    ]);
    expect(found.map(({ title }) => title)).toEqual(["Iteration 50", "Iteration 51", "Iteration 52"]);
    const item = (n: number) => ({ pipeline: "leads", item: `openwater/leads#${n}` });
    expect(found.at(-1)).toEqual({
      ...{ board: "partnerships", title: "Iteration 52", from: "2025-11-26", unestimated: 1 },
      planned: { points: 8, done: 5, items: [item(1), item(2)] },
      unplanned: { points: 2, done: 0, items: [item(3), item(4)] },
    });
    expect(found.at(-2)).toMatchObject({ planned: { points: 8, done: 0 } });
  });

  it("shows the last four that have begun", () => {
    expect(measured([], { now: "2025-12-24T00:00:00Z" }).map(({ title }) => title)).toEqual(
      [51, 52, 53, 54].map((n) => `Iteration ${n}`),
    );
  });

  it("knows nothing of what was opened or closed later, and counts an item of two pipelines once", () => {
    const later = one(2, { points: 5, closed: "2025-12-02" });
    const found = measured([later, { ...later }, one(3, { points: 9, opened: "2025-12-02" })]);
    expect(found.at(-1)!.planned).toMatchObject({ points: 5, done: 0 });
  });

  it("is told to the team, and to nobody else", () => {
    const found = measured([one(1, { points: 3 }), one(3, { points: 1, unplanned: true, closed: "2025-11-30" })]);
    const section = pointsSection(found, createAudience("team", new Map()));
    expect(section?.words).toEqual([
      "Iteration 52: 3 points planned, 0 done; 1 point unplanned (25 % of all), 1 done.",
    ]);
    expect(pointsSection(found, createAudience("public", new Map()))).toBeNull();
    expect(pointsSection([], createAudience("team", new Map()))).toBeNull();
  });
});
