import { describe, expect, it } from "vitest";
import { instant, plusSeconds } from "../../src/model/time.ts";
import { createDeliveryBook, type DeliveryRow } from "../../src/trigger/redeliveries.ts";

const start = instant("2026-01-05T09:00:00Z");
const at = (minutes: number) => plusSeconds(start, minutes * 60);

function row(guid: string, minutes: number, over: Partial<DeliveryRow> = {}): DeliveryRow {
  return { id: minutes, guid, event: "issues", at: at(minutes), isDelivered: false, ...over };
}

/** What is asked for again, after the rows were read. */
function dueAt(minutes: number, rows: readonly DeliveryRow[], most = 100): readonly string[] {
  const book = createDeliveryBook();
  book.note(rows);
  return book.due(at(minutes), most).map(({ guid }) => guid);
}

describe("failed deliveries", () => {
  it("of which there are none are not asked for", () => {
    expect(dueAt(0, [row("a", 0, { isDelivered: true })])).toEqual([]);
  });

  const failures = (count: number) => [0, 1, 10, 60, 300].slice(0, count).map((minutes) => row("a", minutes));
  const rows: readonly { why: string; rows: readonly DeliveryRow[]; now: number; due: readonly string[] }[] = [
    { why: "at once after the first failure", rows: failures(1), now: 0, due: ["a"] },
    { why: "not within five minutes of the second", rows: failures(2), now: 5.9, due: [] },
    { why: "five minutes after the second", rows: failures(2), now: 6, due: ["a"] },
    { why: "not within half an hour of the third", rows: failures(3), now: 39, due: [] },
    { why: "half an hour after the third", rows: failures(3), now: 40, due: ["a"] },
    { why: "two hours after the fourth", rows: failures(4), now: 180, due: ["a"] },
    { why: "never after the fifth", rows: failures(5), now: 4000, due: [] },
    { why: "not once GitHub has forgotten it, after three days", rows: failures(1), now: 3 * 1440, due: [] },
    {
      why: "not when a later attempt has arrived, in whatever order the rows are read",
      rows: [row("a", 5, { isDelivered: true }), row("a", 0)],
      now: 6,
      due: [],
    },
    {
      why: "dispatches first, since nothing else keeps what they say; then the newest",
      rows: [row("old", 1), row("dispatch", 0, { event: "repository_dispatch" }), row("new", 2)],
      now: 10,
      due: ["dispatch", "new", "old"],
    },
    { why: "an attempt that is listed twice is one", rows: [row("a", 0), row("a", 0)], now: 0, due: ["a"] },
  ];
  it.each(rows)("are asked for: $why", ({ rows, now, due }) => {
    expect(dueAt(now, rows)).toEqual(due);
  });

  it("are asked for no more at once than may be, the rest the next time", () => {
    const book = createDeliveryBook();
    book.note([row("a", 0), row("b", 1), row("c", 2)]);
    expect(book.due(at(3), 2).map(({ guid }) => guid)).toEqual(["c", "b"]);
    for (const guid of ["c", "b"]) book.asked(guid, at(3));
    expect(book.due(at(3), 2).map(({ guid }) => guid)).toEqual(["a"]);
  });

  it("are not asked for again while the list does not show the last time yet, for five minutes", () => {
    const book = createDeliveryBook();
    book.note([row("a", 0)]);
    book.asked("a", at(1));
    expect(book.due(at(5.9), 9)).toEqual([]);
    expect(book.due(at(6), 9)).toHaveLength(1);
  });

  it("are given up after the fifth attempt, and forgotten with GitHub's list", () => {
    const book = createDeliveryBook();
    book.note(failures(4));
    expect(book.givenUp(at(400))).toEqual([]);
    book.note(failures(5));
    expect(book.givenUp(at(400))).toEqual([{ guid: "a", event: "issues", id: 300, attempts: 5 }]);
    expect(book.givenUp(at(300 + 3 * 1440))).toEqual([]);
  });
});
