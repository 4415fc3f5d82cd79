/** Steps that come back for each period of a contract: which periods there are, and what each opens, once. */
import { describe, expect, it } from "vitest";
import { renderMarker } from "../../src/content/markers.ts";
import type { CreateIssue } from "../../src/model/change.ts";
import type { Step } from "../../src/model/pipeline.ts";
import type { Item } from "../../src/model/snapshot.ts";
import { type Instant, instant } from "../../src/model/time.ts";
import { plan } from "../../src/plan/plan.ts";
import { configWith, contractStep, issue, known, subIssue, world } from "../support/builders.ts";

type Trigger = Extract<Step["trigger"], { kind: "date" }>;

const each = (months: 1 | 3 | 12, more: Partial<Trigger> = {}): Step => ({
  ...contractStep,
  id: "invoice",
  title: "Invoice {{ period }} from {{ period_start }} to {{ period_end }}",
  trigger: {
    ...{ kind: "date", date: { kind: "answer", field: "begins" }, days: 0, shift: "none" },
    ...{ each: { months, until: { kind: "answer", field: "ends" } }, ...more },
  },
});

const contract = (begins: string, ends: string, more: Partial<Item> = {}) =>
  issue({
    body: `### Begins\n\n${begins}\n\n### Ends\n\n${ends}`,
    createdAt: instant("2025-01-01T09:00:00Z"),
    ...more,
  });

function planned(item: Item, step: Step, at: string, starts: Instant | null = null) {
  const pipeline = { steps: [step], moves: null, items: { repository: "leads", label: null }, starts };
  const result = plan({ item, world: world(), peers: known([]) }, configWith({ pipeline }), instant(at));
  const opens = result.changes.filter((one): one is CreateIssue => one.kind === "create-issue");
  return { ...result, keys: opens.map(({ key }) => key), titles: opens.map(({ title }) => title) };
}

const key = (day: string) => `leads/I_7/invoice/${day}`;
const made = (day: string, number: number) =>
  subIssue(number, renderMarker({ kind: "issue", key: key(day), extra: {} }), { repo: "leads", state: "open" });

describe("a step for each period", () => {
  it("opens nothing before the first, and looks again when it begins", () => {
    const { keys, nextLook } = planned(contract("2026-03-01", "2026-05-31"), each(1), "2026-02-20T00:00:00Z");
    expect([keys, nextLook]).toEqual([[], "2026-03-01T00:00:00Z"]);
  });

  const rows: readonly { why: string; item: Item; step: Step; at: string; titles: readonly string[] }[] = [
    {
      why: "each month that has begun, to its last day",
      ...{ item: contract("2026-03-01", "2026-05-31"), step: each(1), at: "2026-04-02T00:00:00Z" },
      titles: ["Invoice 2026-03 from 2026-03-01 to 2026-03-31", "Invoice 2026-04 from 2026-04-01 to 2026-04-30"],
    },
    {
      why: "none after the contract, whose last day cuts the last period short",
      ...{ item: contract("2026-03-15", "2026-05-01"), step: each(1), at: "2026-12-01T00:00:00Z" },
      titles: ["Invoice 2026-03 from 2026-03-15 to 2026-04-14", "Invoice 2026-04 from 2026-04-15 to 2026-05-01"],
    },
    {
      why: "months without a 31st begin on their last day, and later ones on the 31st again",
      ...{ item: contract("2026-01-31", "2026-03-31"), step: each(1), at: "2026-12-01T00:00:00Z" },
      titles: [
        "Invoice 2026-01 from 2026-01-31 to 2026-02-27",
        "Invoice 2026-02 from 2026-02-28 to 2026-03-30",
        "Invoice 2026-03 from 2026-03-31 to 2026-03-31",
      ],
    },
    {
      why: "quarters",
      ...{ item: contract("2026-01-01", "2026-12-31"), step: each(3), at: "2026-05-01T00:00:00Z" },
      titles: ["Invoice 2026-01 from 2026-01-01 to 2026-03-31", "Invoice 2026-04 from 2026-04-01 to 2026-06-30"],
    },
    {
      why: "a year across a leap day",
      ...{ item: contract("2024-02-29", "2025-12-31"), step: each(12), at: "2025-03-01T00:00:00Z" },
      titles: ["Invoice 2024-02 from 2024-02-29 to 2025-02-27", "Invoice 2025-02 from 2025-02-28 to 2025-12-31"],
    },
    {
      why: "an end before the beginning has no period",
      ...{ item: contract("2026-05-01", "2026-03-31"), step: each(1), at: "2026-12-01T00:00:00Z" },
      titles: [],
    },
    {
      why: "nor has one that was given up",
      item: contract("2026-03-01", "2026-05-31", { state: "closed", stateReason: "not-planned" }),
      ...{ step: each(1), at: "2026-04-02T00:00:00Z", titles: [] },
    },
    {
      why: "days after the beginning: on the third",
      ...{ item: contract("2026-03-01", "2026-05-31"), step: each(1, { days: 2 }), at: "2026-04-02T23:00:00Z" },
      titles: ["Invoice 2026-03 from 2026-03-01 to 2026-03-31"],
    },
  ];
  it.each(rows)("opens $why", ({ item, step, at, titles }) => {
    expect(planned(item, step, at).titles).toEqual(titles);
  });

  it("opens the next one while the one before is open, and none twice", () => {
    const subIssues = known([made("2026-03-01", 12)]);
    const item = contract("2026-03-01", "2026-12-31", { subIssues });
    expect(planned(item, each(1), "2026-05-01T00:00:00Z").keys).toEqual([key("2026-04-01"), key("2026-05-01")]);
    const all = known([made("2026-03-01", 12), made("2026-04-01", 13), made("2026-05-01", 14)]);
    const done = contract("2026-03-01", "2026-12-31", { subIssues: all });
    expect(planned(done, each(1), "2026-05-01T00:00:00Z").changes).toEqual([]);
  });

  it("opens nothing for periods older than `starts`, also of an issue that was opened later", () => {
    const item = contract("2025-01-01", "2026-12-31", { createdAt: instant("2026-04-10T09:00:00Z") });
    const { keys } = planned(item, each(1), "2026-05-02T00:00:00Z", instant("2026-04-01T00:00:00Z"));
    expect(keys).toEqual([key("2026-04-01"), key("2026-05-01")]);
  });

  it("asks for a day that can be read, of the beginning and of the end", () => {
    for (const item of [contract("soon", "2026-12-31"), contract("2026-03-01", "31.12.2026")]) {
      const { keys, problems } = planned(item, each(1), "2026-05-01T00:00:00Z");
      expect([keys, problems.map(({ code }) => code)]).toEqual([[], ["date-unreadable"]]);
    }
  });

  it("opens the newest hundred, which are as many as an issue can have, whatever the first day", () => {
    const { keys } = planned(contract("0001-01-01", "9999-12-31"), each(1), "2026-05-02T00:00:00Z");
    expect(keys).toHaveLength(100);
    expect(keys[0]).toBe(key("2018-02-01"));
    expect(keys.at(-1)).toBe(key("2026-05-01"));
  });
});
