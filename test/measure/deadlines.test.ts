import { describe, expect, it } from "vitest";
import { deadlinesOf } from "../../src/measure/deadlines.ts";
import type { TimeRule } from "../../src/model/milestone.ts";
import type { Pipeline } from "../../src/model/pipeline.ts";
import { closed, contractStep, known } from "../support/builders.ts";
import { at, leads } from "./lives.ts";
import { ground, subject, type Told } from "./subjects.ts";

const due: Pipeline = { ...leads, milestones: { "report-due": { kind: "date", field: "due" } } };

function datesOf(told: Told, { pipeline = due, now = "2026-03-02" } = {}) {
  const one = subject({ pipeline, ...told });
  return deadlinesOf([one], { pipeline, ground: ground(one), now: at(now) });
}

const saying = (text: string, more: Told = {}): Told => ({ ...more, more: { answers: known({ due: text }) } });

describe("deadlinesOf", () => {
  it("has none where the config has no dates", () => {
    expect(datesOf(saying("2026-03-05"), { pipeline: leads })).toMatchObject({ dates: [], unread: [], daysAhead: 60 });
  });

  it.each([
    {
      why: "three days ahead",
      text: "2026-03-05",
      expected: { at: "2026-03-05T00:00:00Z", overdue: false, ended: false },
    },
    { why: "the day itself is not over", text: "2026-03-02", expected: { overdue: false } },
    { why: "the day before is", text: "2026-03-01", expected: { overdue: true } },
    { why: "long ago, and still on its way", text: "2025-08-01", expected: { overdue: true } },
    { why: "sixty days ahead: 2 March and 60 days are 1 May", text: "2026-05-01", expected: { overdue: false } },
  ])("$why", ({ text, expected }) => {
    expect(datesOf(saying(text)).dates).toEqual([
      expect.objectContaining({ item: "openwater/leads#7", what: "report-due", ...expected }),
    ]);
  });

  const none: readonly { why: string; told: Told }[] = [
    { why: "sixty-one days ahead", told: saying("2026-05-02") },
    { why: "nothing is said", told: {} },
    {
      why: "it was lost",
      told: saying("2026-03-05", {
        way: [
          ["lead", "2025-07-07"],
          ["lost", "2025-07-09"],
        ],
      }),
    },
    {
      why: "it was closed as not planned",
      told: saying("2026-03-05", { facts: [closed("not-planned", at("2025-08-01"))] }),
    },
    {
      why: "past, and it got where it should",
      told: saying("2026-02-01", {
        way: [
          ["lead", "2025-07-07"],
          ["partner", "2025-07-09"],
        ],
      }),
    },
    { why: "it was opened later than now", told: saying("2026-03-05", { way: [["lead", "2026-03-03"]] }) },
  ];
  it.each(none)("none: $why", ({ told }) => {
    expect(datesOf(told)).toMatchObject({ dates: [], unread: [] });
  });

  it("what is owed by a day is overdue although no step and no milestone names the day", () => {
    const pipeline: Pipeline = { ...leads, deliverables: { due: "due", evidence: null, of: null } };
    expect(datesOf(saying("2026-03-01"), { pipeline }).dates).toMatchObject([{ what: "due", overdue: true }]);
    const facts = [closed("completed", at("2026-02-20"))];
    expect(datesOf(saying("2026-03-01", { facts }), { pipeline }).dates).toEqual([]);
  });

  it.each([
    { why: "not applied for yet", way: [["lead", "2026-01-01"]], dates: 1 },
    {
      why: "it is in",
      way: [
        ["lead", "2026-01-01"],
        ["qualified", "2026-02-01"],
      ],
      dates: 0,
    },
    {
      why: "it was given at once",
      way: [
        ["lead", "2026-01-01"],
        ["partner", "2026-02-01"],
      ],
      dates: 0,
    },
    {
      why: "it is in later than now",
      way: [
        ["lead", "2026-01-01"],
        ["qualified", "2026-03-03"],
      ],
      dates: 1,
    },
  ] as const)("the day to apply by: $why", ({ way, dates }) => {
    const none = { funder: null, champions: null, start: null, end: null, amount: null, currency: null, spent: null };
    const grants = { ...none, account: null, owes: null, due: "due", submitted: "qualified" };
    expect(datesOf(saying("2026-03-01", { way }), { pipeline: { ...leads, grants } }).dates).toHaveLength(dates);
  });

  it("what a partner signed until is due although the lead is over", () => {
    const way: Told["way"] = [
      ["lead", "2025-07-07"],
      ["partner", "2025-07-09"],
    ];
    expect(datesOf(saying("2026-03-05", { way })).dates).toMatchObject([{ ended: true, overdue: false }]);
  });

  it("a date that a measured time ends with says when something was: never overdue", () => {
    const to = { kind: "date", field: "due" } as const;
    const rule: TimeRule = {
      names: { from: "opened", to: "report-due" },
      from: { kind: "opened" },
      to,
      reentry: "first",
      skipped: "reached",
    };
    const pipeline = { ...due, times: [rule] };
    expect(datesOf(saying("2026-02-01"), { pipeline }).dates).toEqual([]);
    expect(datesOf(saying("2026-03-05"), { pipeline }).dates).toHaveLength(1);
  });

  it("a date before which a step is taken counts without a milestone", () => {
    const date = { kind: "answer", field: "due" } as const;
    const step = { ...contractStep, trigger: { kind: "date", date, days: -60, shift: "none" } as const };
    expect(datesOf(saying("2026-03-05"), { pipeline: { ...leads, steps: [step] } }).dates).toMatchObject([
      { what: "due" },
    ]);
  });

  it.each(["2026-02-30", "02/03/2026", "٣ March"])("row 60: %s is told, not guessed", (text) => {
    const { dates, unread } = datesOf(saying(text));
    expect(dates).toEqual([]);
    expect(unread).toEqual([
      {
        ref: "openwater/leads#7",
        url: "https://github.com/openwater/leads/issues/7",
        why: 'report-due: the answer "due" is not a day; write it like 2026-11-30.',
      },
    ]);
  });

  it("is no date any more of a deliverable that was delivered before its day", () => {
    const pipeline: Pipeline = { ...due, deliverables: { due: "due", evidence: null, of: null } };
    const early = saying("2026-03-05", { facts: [closed("completed", at("2026-02-20"))] });
    expect(datesOf(early, { pipeline }).dates).toEqual([]);
    expect(datesOf(early).dates).toHaveLength(1);
    expect(datesOf(saying("2026-03-05"), { pipeline }).dates).toHaveLength(1);
  });
});
