import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Standing } from "../../src/history/stage.ts";
import { historyOf, measureItem } from "../../src/measure/item-measure.ts";
import { measurePipeline } from "../../src/measure/pipeline-measure.ts";
import type { Item } from "../../src/model/snapshot.ts";
import { at, item, leads, place, temple } from "./lives.ts";

const now = at("2025-08-05");
const signed = item(3, temple);
const waiting = item(7, place(["lead", "2025-06-01"], ["qualified", "2025-06-03"]));
const lost = item(9, place(["lead", "2025-06-10"], ["lost", "2025-06-20"]));
const future = item(11, place(["lead", "2025-09-01"]));

describe("a pipeline's measure", () => {
  it("of no items is every stage with nothing in it", () => {
    const empty = measurePipeline({ items: [], incomplete: [] }, leads, now);
    expect(empty.items).toEqual([]);
    expect(empty.stages.map(({ stage, n, here }) => ({ stage, n, here }))).toEqual(
      leads.stages.map(({ id }) => ({ stage: id, n: 0, here: 0 })),
    );
  });

  it("counts who has been in a stage, who is there now, and lists every time with the longest first", () => {
    const { stages } = measurePipeline({ items: [signed, waiting, lost], incomplete: [] }, leads, now);
    expect(stages.map(({ stage, n, here }) => [stage, n, here])).toEqual([
      ["lead", 3, 0],
      ["qualified", 2, 1],
      ["prospect", 1, 0],
      ["partner", 1, 1],
      ["lost", 1, 1],
    ]);
    expect(stages[0]?.times).toEqual([
      { ref: "openwater/leads#9", days: 10, open: false },
      { ref: "openwater/leads#3", days: 4, open: false },
      { ref: "openwater/leads#7", days: 2, open: false },
    ]);
    expect(stages[1]?.times[0]).toEqual({ ref: "openwater/leads#7", days: 63, open: true });
    expect(stages[0]?.median).toEqual({ kind: "not-enough", n: 3 });
    expect(stages[3]).toMatchObject({ median: null, times: [] });
  });

  it("does not count a refused move as having been there", () => {
    const jump = { at: at("2025-06-04"), from: "qualified", to: "partner", by: "bd-lead", resolved: false };
    const { stages } = measurePipeline({ items: [{ ...waiting, attempts: [jump] }], incomplete: [] }, leads, now);
    expect(stages[3]).toMatchObject({ stage: "partner", n: 0, here: 0 });
  });

  it("leaves an item out of the median, and counts it, when its beginning is not known", () => {
    const [first, ...rest] = temple.visits;
    const vague = item(3, { ...temple, visits: [{ ...first!, exact: false }, ...rest] });
    const { stages } = measurePipeline({ items: [vague, waiting], incomplete: [] }, leads, now);
    expect(stages[0]).toMatchObject({ n: 2, inexact: 1, median: { kind: "not-enough", n: 1 } });
  });

  it("does not know items that are opened later", () => {
    const { items } = measurePipeline({ items: [future, signed], incomplete: [] }, leads, now);
    expect(items.map((one) => one.ref)).toEqual(["openwater/leads#3"]);
  });

  it("carries what could not be read along and counts it nowhere", () => {
    const unread = { ref: "openwater/leads#5", url: "https://github.com/x", why: "The history was cut short." };
    const measured = measurePipeline({ items: [signed], incomplete: [unread] }, leads, now);
    expect(measured.incomplete).toEqual([unread]);
    expect(measured.stages[0]?.n).toBe(1);
  });

  it("does not depend on the order in which items were read", () => {
    const straight = measurePipeline({ items: [signed, waiting, lost], incomplete: [] }, leads, now);
    fc.assert(
      fc.property(fc.shuffledSubarray([signed, waiting, lost], { minLength: 3 }), (items) => {
        expect(measurePipeline({ items, incomplete: [] }, leads, now)).toEqual(straight);
      }),
    );
  });
});

describe("an item's log", () => {
  it("has four rows with who moved it for a lead that became a partner", () => {
    expect(measureItem(signed, leads, now)?.moves).toEqual([
      { at: at("2025-07-07"), from: null, to: "lead", by: "bd-lead", verdict: "accepted" },
      { at: at("2025-07-11"), from: "lead", to: "qualified", by: "bd-lead", verdict: "accepted" },
      { at: at("2025-07-18"), from: "qualified", to: "prospect", by: "bd-lead", verdict: "accepted" },
      { at: at("2025-08-05"), from: "prospect", to: "partner", by: "bd-lead", verdict: "accepted" },
    ]);
  });

  it("does not know a refused move that came later", () => {
    const late = { at: at("2025-09-01"), from: "partner", to: "lead", by: "bd-lead", resolved: false };
    expect(measureItem(item(3, temple, { attempts: [late] }), leads, now)?.moves).toHaveLength(4);
  });

  it("has a move that the pipeline does not allow, marked, and measures as if it had not been", () => {
    const jump = { at: at("2025-07-09"), from: "lead", to: "partner", by: "rep-temple", resolved: false };
    const measured = measureItem(item(3, temple, { attempts: [jump] }), leads, now);
    expect(measured?.moves[1]).toEqual({ at: jump.at, from: "lead", to: "partner", by: "rep-temple", verdict: "open" });
    expect(measured?.moves).toHaveLength(5);
    expect(measured?.stages.map((stage) => stage.days)).toEqual([4, 7, 18]);
  });
});

describe("what a report needs of an item", () => {
  const openItem = {
    owner: "openwater",
    repo: "leads",
    number: 3,
    url: "https://github.com/openwater/leads/issues/3",
    title: "Temple University",
    createdAt: at("2025-07-07"),
  } as Item;
  const standing: Standing = {
    place: temple,
    why: null,
    entry: null,
    unaccepted: [],
    board: { why: null } as Standing["board"],
    problems: [],
  };

  it("is its place as it stands", () => {
    expect(historyOf(openItem, standing)).toMatchObject({
      ref: "openwater/leads#3",
      openedAt: at("2025-07-07"),
      place: temple,
      attempts: [],
    });
  });

  it("is a sentence instead when the history could not be read", () => {
    const unread = { ...standing, place: null, why: "its timeline was cut short." };
    expect(historyOf(openItem, unread)).toEqual({
      ref: "openwater/leads#3",
      url: "https://github.com/openwater/leads/issues/3",
      why: "could not be measured: its timeline was cut short.",
    });
  });
});
