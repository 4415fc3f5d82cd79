import { describe, expect, it } from "vitest";
import { trailing } from "../../src/measure/periods.ts";
import { columnsOf } from "../../src/measure/wait.ts";
import { begunIn, waitsOf } from "../../src/measure/waits.ts";
import type { Milestone, Reentry, TimeRule } from "../../src/model/milestone.ts";
import { bdLead, closed, engineer, known, labeled, reopened, said, unknown } from "../support/builders.ts";
import { at, leads } from "./lives.ts";
import { on, subject, type Told } from "./subjects.ts";

const opened: Milestone = { kind: "opened" };
const enters = (stage: string): Milestone => ({ kind: "enters", stage });

function rule(from: Milestone, to: Milestone, more: Partial<TimeRule> = {}): TimeRule {
  return { names: { from: "a", to: "b" }, from, to, reentry: "first", skipped: "reached", ...more };
}

const temple: Told["way"] = [
  ["lead", "2025-07-07"],
  ["qualified", "2025-07-11"],
  ["prospect", "2025-07-18"],
  ["partner", "2025-08-05"],
];

const lostAfterTen: Told["way"] = [
  ["lead", "2025-07-07"],
  ["lost", "2025-07-17"],
];

/** There, back and there again: 3 days, then 5 and still counting. */
const twice: Told["way"] = [
  ["lead", "2025-07-01"],
  ["qualified", "2025-07-02"],
  ["prospect", "2025-07-05"],
  ["qualified", "2025-07-10"],
];

function only(told: Told, one: TimeRule, now = "2025-12-01") {
  const item = subject(told);
  const { waits } = waitsOf([item], one, on(now, item));
  expect(waits).toHaveLength(1);
  return waits[0]!;
}

describe("waitsOf", () => {
  it("has nothing to say of no items", () => {
    expect(waitsOf([], rule(opened, enters("partner")), on("2025-12-01"))).toMatchObject({ items: 0, waits: [] });
  });

  // Scenario 1: 4, 7 and 18 days, 29 in all. 7 to 11 July 2025 is Monday to Friday: four whole working days; to the
  // 18th, a Friday, five more; to Tuesday 5 August, twelve more.
  it.each([
    { from: opened, to: enters("qualified"), days: 4, workingDays: 4 },
    { from: enters("qualified"), to: enters("prospect"), days: 7, workingDays: 5 },
    { from: enters("prospect"), to: enters("partner"), days: 18, workingDays: 12 },
    { from: opened, to: enters("partner"), days: 29, workingDays: 21 },
  ])("scenario 1: $days days, $workingDays of them worked", ({ from, to, days, workingDays }) => {
    const wait = only({ way: temple }, rule(from, to));
    expect(wait).toMatchObject({ item: "openwater/leads#7", days, end: { kind: "reached" }, current: false });
    expect(wait.workingSeconds).toBe(workingDays * 86_400);
  });

  it("scenario 6, from dates: live in 14 days, first value after 27; four users only are 27 days, open", () => {
    const requested: Told = { way: [["lead", "2025-08-06T00:00:00Z"]] };
    const value: Milestone = { kind: "date", field: "first-value" };
    const facts = [closed("completed", at("2025-08-20T00:00:00Z"))];
    const live = only({ ...requested, facts }, rule(opened, { kind: "closed", as: "completed" }));
    expect(live).toMatchObject({ days: 14, end: { kind: "reached" }, current: false });
    const used = { ...requested, facts, more: { answers: known({ "first-value": "2025-09-02" }) } };
    expect(only(used, rule(opened, value))).toMatchObject({ days: 27, end: { kind: "reached" }, current: true });
    const unused = only({ ...requested, facts }, rule(opened, value), "2025-09-02T00:00:00Z");
    expect(unused).toMatchObject({ days: 27, end: { kind: "open" } });
  });

  it("ruling 9: open waits count up to now", () => {
    const wait = only({}, rule(opened, enters("partner")), "2025-07-20");
    expect(wait).toMatchObject({ days: 13, until: at("2025-07-20"), end: { kind: "open" } });
  });

  const otherwise: readonly { why: string; told: Told; to: Milestone; which: string; days: number }[] = [
    { why: "lost", told: { way: lostAfterTen }, to: enters("partner"), which: "lost", days: 10 },
    {
      why: "closed as a duplicate",
      told: { facts: [closed("duplicate", at("2025-07-09"))] },
      to: enters("partner"),
      which: "duplicate",
      days: 2,
    },
    {
      why: "closed before anybody answered",
      told: { facts: [closed("completed", at("2025-07-09"))] },
      to: { kind: "response" },
      which: "closed",
      days: 2,
    },
    {
      why: "strictly, a partner at once never was a prospect",
      told: {
        way: [
          ["lead", "2025-07-07"],
          ["partner", "2025-07-12"],
        ],
      },
      to: enters("prospect"),
      which: "partner",
      days: 5,
    },
    {
      why: "ruling 14: moved to a repository outside the pipeline",
      told: {
        item: { repo: "attic" },
        facts: [{ kind: "transferred", id: "T", at: at("2025-07-10"), actor: bdLead, from: "openwater/leads" }],
      },
      to: enters("partner"),
      which: "transferred",
      days: 3,
    },
  ];
  it.each(otherwise)("ended otherwise: $why", ({ told, to, which, days }) => {
    const wait = only(told, rule(opened, to, { skipped: "strict" }));
    expect(wait).toMatchObject({ end: { kind: "otherwise", which }, days });
  });

  it("takes an ending back that was taken back", () => {
    const facts = [closed("not-planned", at("2025-07-09")), reopened(at("2025-07-10"))];
    expect(only({ facts }, rule(opened, enters("partner"))).end).toEqual({ kind: "open" });
    expect(only({ facts }, rule(opened, enters("partner")), "2025-07-09").end.kind).toBe("otherwise");
  });

  it("goes on after signing: a partner may still go live, a lost one may not", () => {
    const live: Milestone = { kind: "linked", pipeline: "onboarding", milestone: "live" };
    expect(only({ way: temple }, rule(enters("partner"), live)).end).toEqual({ kind: "open" });
    const left: Told["way"] = [...temple!, ["lost", "2025-08-15"]];
    expect(only({ way: left }, rule(enters("partner"), live))).toMatchObject({ days: 10, end: { kind: "otherwise" } });
  });

  it("is over when the only onboarding it has was given up", () => {
    const lead = subject({ way: temple });
    const pipeline = { ...leads, name: "onboarding", milestones: { live: enters("partner") } };
    const hub = subject({
      number: 90,
      pipeline,
      item: { parents: ["I_7"] },
      way: [
        ["lead", "2025-08-06"],
        ["lost", "2025-08-25"],
      ],
    });
    const live = rule(enters("partner"), { kind: "linked", pipeline: "onboarding", milestone: "live" });
    const { waits } = waitsOf([lead], live, on("2025-12-01", lead, hub));
    expect(waits[0]).toMatchObject({ days: 20, end: { kind: "otherwise", which: "lost" } });
  });

  // Qualified from 2 to 5 July (3 days) and again from the 10th, seen on the 15th (5 days so far).
  const again: readonly { reentry: Reentry; days: number; end: string; from: string }[] = [
    { reentry: "first", days: 3, end: "reached", from: "2025-07-02" },
    { reentry: "last", days: 5, end: "open", from: "2025-07-10" },
    { reentry: "sum", days: 8, end: "open", from: "2025-07-02" },
  ];
  it.each(again)("row 56: who comes back counts by the policy $reentry", ({ reentry, days, end, from }) => {
    const one = rule(enters("qualified"), enters("prospect"), { reentry });
    const wait = only({ way: twice }, one, "2025-07-15");
    expect(wait).toMatchObject({ days, end: { kind: end }, from: at(from) });
  });

  it("adds stretches in working time without what lay between", () => {
    const one = rule(enters("qualified"), enters("prospect"), { reentry: "sum" });
    const wait = only({ way: [...twice!, ["prospect", "2025-07-14"]] }, one);
    expect(wait.stretches).toEqual([
      { from: at("2025-07-02"), to: at("2025-07-05") },
      { from: at("2025-07-10"), to: at("2025-07-14") },
    ]);
    // Wednesday 09:00 to Saturday is 15 + 24 + 24 hours; Thursday 09:00 to Monday 09:00 is 15 + 24 + 9.
    expect(wait).toMatchObject({ days: 7, workingSeconds: (63 + 48) * 3_600, end: { kind: "reached" } });
  });

  it("names its policies and counts what it cannot time", () => {
    const late = subject({
      number: 1,
      way: [
        ["lead", "2025-07-07"],
        ["partner", "2025-08-05"],
      ],
    });
    const visits = late.place.visits.map((visit, index) => ({ ...visit, exact: index === 0 }));
    const untimed = { ...late, place: { ...late.place, visits } };
    const unseen = subject({ number: 2, item: { history: unknown("GitHub did not answer") } });
    const early = subject({ number: 3 });
    const one = rule({ kind: "labeled", label: "call" }, enters("partner"));
    const called = { ...untimed, item: { ...untimed.item, history: known([labeled("call", at("2025-07-09"))]) } };
    const result = waitsOf([early, called, unseen], one, on("2025-12-01", early, called, unseen));
    expect(result).toMatchObject({
      rule: { reentry: "first", skipped: "reached" },
      noiseSeconds: 60,
      items: 3,
      waits: [],
      notBegun: ["openwater/leads#3"],
      endedUntimed: ["openwater/leads#1"],
      unread: [{ ref: "openwater/leads#2", why: "could not be measured: GitHub did not answer." }],
    });
  });

  it("ruling 9: a beginning that is not known stays in the list, marked, and out of the columns", () => {
    const one = subject({ way: temple });
    const visits = one.place.visits.map((visit) => ({ ...visit, exact: visit.stage !== "qualified" }));
    const since = { ...one, place: { ...one.place, visits } };
    const { waits } = waitsOf([since], rule(enters("qualified"), enters("partner")), on("2025-12-01", since));
    expect(waits[0]).toMatchObject({ fromExact: false });
    expect(columnsOf(waits, at("2025-12-01"))).toMatchObject({ inexact: 1, columns: { time: new Float64Array(0) } });
  });

  it("ruling 9: who became a lead later is watched from then on", () => {
    const told = { way: temple, facts: [labeled("lead", at("2025-07-10"))] };
    expect(only(told, rule(opened, enters("partner"))).entry).toBe(at("2025-07-10"));
    expect(
      only({ ...told, facts: [labeled("lead", at("2025-07-07T09:00:20Z"))] }, rule(opened, enters("partner"))).entry,
    ).toBeNull();
  });

  it("ruling 8: an answer is marked as judged by the team as it is now", () => {
    const comments = known([said(engineer, at("2025-07-09"))]);
    expect(only({ item: { comments } }, rule(opened, { kind: "response" }))).toMatchObject({ days: 2, current: true });
  });

  it("row 59: what was closed before it was opened is listed and averaged into nothing", () => {
    const facts = [closed("completed", at("2025-07-01"))];
    const item = subject({ facts });
    const { waits } = waitsOf([item], rule(opened, { kind: "closed", as: null }), on("2025-12-01", item));
    const { anomalies, columns } = columnsOf(waits, at("2025-12-01"));
    expect(anomalies).toEqual([{ item: "openwater/leads#7", kind: "ends-before-it-began" }]);
    expect(columns.time).toHaveLength(0);
  });

  it("waits anew for a closing that was undone", () => {
    const facts = [closed("completed", at("2025-07-09")), reopened(at("2025-07-10"))];
    const way: Told["way"] = [
      ["lead", "2025-07-07"],
      ["qualified", "2025-07-12"],
    ];
    const wait = only({ way, facts }, rule(enters("qualified"), { kind: "closed", as: null }), "2025-07-20");
    expect(wait).toMatchObject({ days: 8, end: { kind: "open" } });
  });

  it("shows waits that began in the last 26 weeks beside all", () => {
    const items = [subject({ number: 1, way: [["lead", "2025-01-01"]] }), subject({ number: 2 })];
    const { waits } = waitsOf(items, rule(opened, enters("partner")), on("2025-12-01", ...items));
    const { from, to } = trailing(at("2025-12-01"));
    // 26 weeks are 182 days: 1 December less 182 days is 2 June.
    expect(from).toBe(at("2025-06-02"));
    expect(begunIn(waits, from, to).map(({ item }) => item)).toEqual(["openwater/leads#2"]);
  });
});
