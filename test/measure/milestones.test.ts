import { describe, expect, it } from "vitest";
import { momentsOf } from "../../src/measure/milestones.ts";
import type { Subject } from "../../src/measure/subject.ts";
import type { Actor, Fact } from "../../src/model/fact.ts";
import type { Milestone, Skipped } from "../../src/model/milestone.ts";
import {
  bdLead,
  boardBot,
  closed,
  engineer,
  known,
  labeled,
  linked,
  said,
  subIssue,
  unknown,
} from "../support/builders.ts";
import { at, leads } from "./lives.ts";
import { ground, subject, type Told } from "./subjects.ts";

const visitor: Actor = { id: "U_visitor", login: "rep-estuary", kind: "User" };

interface Asked {
  readonly now?: string;
  readonly skipped?: Skipped;
  readonly others?: readonly Subject[];
}

function days(told: Told, milestone: Milestone, { now = "2026-01-01", skipped = "reached", others = [] }: Asked = {}) {
  const one = subject(told);
  const read = momentsOf(one, milestone, { ground: ground(one, ...others), now: at(now), skipped });
  return read.known ? read.value.map((moment) => moment.at.slice(0, 10)) : read.why;
}

const temple = [
  ["lead", "2025-07-07"],
  ["qualified", "2025-07-11"],
  ["prospect", "2025-07-18"],
  ["partner", "2025-08-05"],
] as const;

function added(issue: ReturnType<typeof linked>, day: string, kind: "sub-issue-added" | "sub-issue-removed"): Fact {
  return { kind, id: `E_${day}`, at: at(day), actor: bdLead, issue };
}

const rows: readonly { why: string; told: Told; milestone: Milestone; asked?: Asked; expected: readonly string[] }[] = [
  { why: "nothing happened", told: {}, milestone: { kind: "closed", as: null }, expected: [] },
  { why: "opened", told: {}, milestone: { kind: "opened" }, expected: ["2025-07-07"] },
  { why: "entered", told: { way: temple }, milestone: { kind: "enters", stage: "prospect" }, expected: ["2025-07-18"] },
  { why: "left", told: { way: temple }, milestone: { kind: "leaves", stage: "prospect" }, expected: ["2025-08-05"] },
  {
    why: "what happened after now does not exist",
    told: { way: temple },
    milestone: { kind: "leaves", stage: "prospect" },
    asked: { now: "2025-08-04" },
    expected: [],
  },
  {
    why: "a stage that was jumped over counts as reached at the jump",
    told: {
      way: [
        ["lead", "2025-07-07"],
        ["partner", "2025-08-05"],
      ],
    },
    milestone: { kind: "enters", stage: "qualified" },
    expected: ["2025-08-05"],
  },
  {
    why: "strictly, it was not",
    told: {
      way: [
        ["lead", "2025-07-07"],
        ["partner", "2025-08-05"],
      ],
    },
    milestone: { kind: "enters", stage: "qualified" },
    asked: { skipped: "strict" },
    expected: [],
  },
  {
    why: "what is lost has reached no stage by that, though lost is the last one",
    told: {
      way: [
        ["lead", "2025-07-07"],
        ["lost", "2025-08-05"],
      ],
    },
    milestone: { kind: "enters", stage: "qualified" },
    expected: [],
  },
  {
    why: "back from lost, it jumps from where it was, not from the end",
    told: {
      way: [
        ["lead", "2025-07-07"],
        ["lost", "2025-08-05"],
        ["prospect", "2025-09-01"],
      ],
    },
    milestone: { kind: "enters", stage: "qualified" },
    expected: ["2025-09-01"],
  },
  {
    why: "a stage that is entered twice has two moments",
    told: { way: [...temple, ["prospect", "2025-09-01"], ["partner", "2025-09-20"]] },
    milestone: { kind: "enters", stage: "partner" },
    expected: ["2025-08-05", "2025-09-20"],
  },
  {
    why: "the first response is the team's: not the author's, not a bot's, not a visitor's",
    told: {
      item: {
        author: bdLead,
        comments: known([
          said(bdLead, at("2025-07-08")),
          said(boardBot, at("2025-07-09")),
          said(visitor, at("2025-07-10")),
          said(engineer, at("2025-07-14")),
          said(engineer, at("2025-07-15")),
        ]),
      },
    },
    milestone: { kind: "response" },
    expected: ["2025-07-14"],
  },
  {
    why: "a label, each time, whatever its case",
    told: { facts: [labeled("Needs-Legal", at("2025-07-09")), labeled("bug", at("2025-07-10"))] },
    milestone: { kind: "labeled", label: "needs-legal" },
    expected: ["2025-07-09"],
  },
  {
    why: "a closing for this reason only",
    told: { facts: [closed("not-planned", at("2025-07-09")), closed("completed", at("2025-07-20"))] },
    milestone: { kind: "closed", as: "completed" },
    expected: ["2025-07-20"],
  },
  {
    why: "the last box is ticked on the 12th, one is added on the 14th and ticked on the 15th",
    told: {
      more: {
        bodies: known([
          { at: at("2025-07-07"), body: "- [ ] contract\n- [x] call" },
          { at: at("2025-07-12"), body: "- [x] contract\n- [x] call" },
          { at: at("2025-07-13"), body: "- [x] contract\n- [x] call\n\nThank you" },
          { at: at("2025-07-14"), body: "- [x] contract\n- [ ] call\n- [ ] invoice" },
          { at: at("2025-07-15"), body: "- [x] contract\n- [x] call\n- [x] invoice" },
        ]),
      },
    },
    milestone: { kind: "checklist-done" },
    expected: ["2025-07-12", "2025-07-15"],
  },
  {
    why: "a text without boxes is no finished checklist",
    told: { more: { bodies: known([{ at: at("2025-07-07"), body: "Hello" }]) } },
    milestone: { kind: "checklist-done" },
    expected: [],
  },
  {
    why: "two sub-issues, closed on the 20th and 25th",
    told: {
      item: {
        subIssues: known([
          subIssue(31, "", { createdAt: at("2025-07-10"), state: "closed", closedAt: at("2025-07-25") }),
          subIssue(32, "", { createdAt: at("2025-07-10"), state: "closed", closedAt: at("2025-07-20") }),
        ]),
      },
    },
    milestone: { kind: "sub-issues-done" },
    expected: ["2025-07-25"],
  },
  {
    why: "the open one was taken away on the 22nd; that leaves all done",
    told: {
      item: {
        subIssues: known([
          subIssue(31, "", { createdAt: at("2025-07-10"), state: "closed", closedAt: at("2025-07-20") }),
        ]),
      },
      facts: [
        added(linked(32, "", { createdAt: at("2025-07-10") }), "2025-07-11", "sub-issue-added"),
        added(linked(32, "", { createdAt: at("2025-07-10") }), "2025-07-22", "sub-issue-removed"),
      ],
    },
    milestone: { kind: "sub-issues-done" },
    expected: ["2025-07-22"],
  },
  {
    why: "when all are done, taking one away does not finish them again",
    told: {
      item: {
        subIssues: known([
          subIssue(31, "", { createdAt: at("2025-07-10"), state: "closed", closedAt: at("2025-07-20") }),
        ]),
      },
      facts: [
        added(linked(32, "", { closedAt: at("2025-07-15") }), "2025-07-11", "sub-issue-added"),
        added(linked(32, "", { closedAt: at("2025-07-15") }), "2025-07-25", "sub-issue-removed"),
      ],
    },
    milestone: { kind: "sub-issues-done" },
    expected: ["2025-07-20"],
  },
  {
    why: "an answer that is a day",
    told: { more: { answers: known({ "first-value": "2025-09-02" }) } },
    milestone: { kind: "date", field: "first-value" },
    expected: ["2025-09-02"],
  },
  {
    why: "a day that has not come yet",
    told: { more: { answers: known({ "first-value": "2026-09-02" }) } },
    milestone: { kind: "date", field: "first-value" },
    expected: [],
  },
  {
    why: "an empty answer",
    told: { more: { answers: known({ "first-value": "_No response_" }) } },
    milestone: { kind: "date", field: "first-value" },
    expected: [],
  },
];

describe("momentsOf", () => {
  it.each(rows)("$why", ({ told, milestone, asked, expected }) => {
    expect(days(told, milestone, asked)).toEqual(expected);
  });

  it.each([
    {
      why: "comments were not read",
      told: { item: { comments: unknown() } },
      milestone: { kind: "response" } as const,
    },
    { why: "the body's edits were not read", told: {}, milestone: { kind: "checklist-done" } as const },
    {
      why: "sub-issues were not read",
      told: { item: { subIssues: unknown() } },
      milestone: { kind: "sub-issues-done" } as const,
    },
    {
      why: "the answer is not a day",
      told: { more: { answers: known({ end: "02/03/2026" }) } },
      milestone: { kind: "date", field: "end" } as const,
    },
  ])("is unknown, and not never, when $why", ({ told, milestone }) => {
    expect(days(told, milestone)).toBeTypeOf("string");
  });

  it("follows a lead to its hub's first day, through a parent, a step's issue or the community", () => {
    const onboarding = {
      ...leads,
      name: "onboarding",
      milestones: { live: { kind: "closed", as: "completed" } as const },
    };
    const hub = (more: Told) =>
      subject({ number: 90, pipeline: onboarding, facts: [closed("completed", at("2025-08-20"))], ...more });
    const live: Milestone = { kind: "linked", pipeline: "onboarding", milestone: "live" };
    const lead: Told = { way: temple };
    expect(days(lead, live, { others: [hub({})] }), "not linked").toEqual([]);
    expect(days(lead, live, { others: [hub({ item: { parents: ["I_7"] } })] }), "sub-issue").toEqual(["2025-08-20"]);
    expect(days(lead, live, { others: [hub({ more: { links: ["I_7"] } })] }), "opened for it").toEqual(["2025-08-20"]);
    const estuary = { ...lead, more: { community: "estuary" } };
    expect(days(estuary, live, { others: [hub({ more: { community: "estuary" } })] }), "community").toEqual([
      "2025-08-20",
    ]);
  });
});
