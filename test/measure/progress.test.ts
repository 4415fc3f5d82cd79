import { describe, expect, it } from "vitest";
import { periodsUpTo } from "../../src/measure/periods.ts";
import { checklistProgress, gateProgress } from "../../src/measure/progress.ts";
import type { Gate } from "../../src/model/gate.ts";
import { known, labeled, milepost, subIssue, unknown, unlabeled } from "../support/builders.ts";
import { at } from "./lives.ts";
import { subject } from "./subjects.ts";

const now = at("2025-09-10");
const periods = periodsUpTo(now, "month", 3, "UTC");
const gate: Gate = {
  id: "ready",
  when: null,
  needs: [],
  label: "not-ready",
  readyLabel: null,
  holdsOutOf: [],
  comment: true,
};

describe("gateProgress", () => {
  it("row 58: no items, nothing complete", () => {
    expect(gateProgress([], gate, { periods, now })!.periods[0]).toMatchObject({ complete: [], missing: [] });
  });

  it("cannot know the past of a gate without labels", () => {
    expect(gateProgress([subject()], { ...gate, label: null }, { periods, now })).toBeNull();
  });

  it("reads the past from the gate's own label, whoever moved it", () => {
    const facts = [
      labeled("not-ready", at("2025-07-20"), milepost),
      unlabeled("not-ready", at("2025-08-15"), milepost),
    ];
    const result = gateProgress([subject({ facts }), subject({ number: 8 })], gate, { periods, now })!;
    expect(result.periods.map(({ id, complete, missing }) => [id, complete.length, missing.length])).toEqual([
      ["2025-07", 0, 1],
      ["2025-08", 1, 0],
      ["2025-09", 1, 0],
    ]);
  });
});

describe("checklistProgress", () => {
  const children = known([
    subIssue(31, "", { createdAt: at("2025-07-10"), closedAt: at("2025-08-20"), state: "closed" }),
    subIssue(32, "", { createdAt: at("2025-07-10") }),
  ]);
  const bodies = known([
    { at: at("2025-07-07"), body: "- [ ] call" },
    { at: at("2025-09-01"), body: "- [x] call" },
  ]);
  const one = subject({ item: { subIssues: children }, more: { bodies } });

  it("row 58: no items, nothing to do", () => {
    expect(checklistProgress([], { periods, now, boxes: true }).periods[0]).toMatchObject({
      done: 0,
      total: 0,
      items: [],
    });
  });

  it.each([
    {
      why: "boxes and sub-issues",
      boxes: true,
      expected: [
        [0, 3],
        [1, 3],
        [2, 3],
      ],
    },
    {
      why: "sub-issues alone",
      boxes: false,
      expected: [
        [0, 2],
        [1, 2],
        [1, 2],
      ],
    },
  ])("counts $why at each month's end", ({ boxes, expected }) => {
    const result = checklistProgress([one], { periods, now, boxes });
    expect(result.periods.map(({ done, total }) => [done, total])).toEqual(expected);
  });

  it("names items that were not read", () => {
    const unseen = subject({ number: 9, item: { subIssues: unknown("GitHub did not answer") } });
    expect(checklistProgress([unseen], { periods, now, boxes: false }).unread.map(({ ref }) => ref)).toEqual([
      "openwater/leads#9",
    ]);
  });
});
