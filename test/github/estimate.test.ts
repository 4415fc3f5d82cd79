import { describe, expect, it } from "vitest";
import { estimateOf } from "../../src/github/estimate.ts";
import type { Change } from "../../src/model/change.ts";

const why = { rule: "pipelines.leads.stages[lead]", fact: "it was opened" };

function addLabel(issue: string, label: string | null = "LA_1"): Change {
  return { ...why, kind: "add-label", issue, name: "stage: lead", label };
}

function comment(issue: string): Change {
  return { ...why, kind: "add-comment", issue, key: `status/${issue}`, body: "Where it stands" };
}

const label: Change = {
  ...why,
  kind: "create-label",
  repository: "R_1",
  repositoryName: "leads",
  name: "stage: lead",
  color: "ededed",
  description: "",
};

function issue(key: string): Change {
  return {
    ...{ ...why, kind: "create-issue", key, repository: "R_1", repositoryName: "leads", title: "Sign", body: "" },
    ...{ labels: [], assignees: [], parent: { kind: "none" }, projects: [] },
  } as Change;
}

describe("what carrying out plans takes", () => {
  it("is one read for each item when nothing is to do", () => {
    expect(estimateOf([[], []])).toEqual({ requests: 2, writes: 0, creations: 0, seconds: 0 });
  });

  const rows: readonly { why: string; plans: readonly (readonly Change[])[]; is: object }[] = [
    {
      why: "labels of one item go out together and keep the next write away for as many seconds",
      plans: [[addLabel("I_1"), { ...why, kind: "remove-label", issue: "I_1", name: "old", label: "LA_2" }]],
      is: { requests: 2, writes: 1, creations: 0, seconds: 2 },
    },
    {
      why: "a comment is a document of its own",
      plans: [[addLabel("I_1"), comment("I_1")]],
      is: { requests: 3, writes: 2, creations: 1, seconds: 2 },
    },
    {
      why: "a label that is missing is made once, before it is put on, though every item's plan has it",
      plans: [
        [label, addLabel("I_1", null)],
        [label, addLabel("I_2", null)],
      ],
      is: { requests: 5, writes: 3, creations: 1, seconds: 3 },
    },
    {
      why: "a new card's column is one document more",
      plans: [
        [
          {
            ...{ ...why, kind: "add-to-board", project: "PVT_1", board: "partnerships", issue: "I_1" },
            status: { fieldId: "F_1", optionId: "o", name: "Lead" },
          } as Change,
        ],
      ],
      is: { requests: 3, writes: 2, creations: 0, seconds: 2 },
    },
    {
      why: "an issue that was opened is looked at, and so is the one that it was opened for",
      plans: [[issue("a"), issue("b")]],
      is: { requests: 1 + 2 + 2 + 1, writes: 2, creations: 2, seconds: 2 },
    },
    {
      why: "a text for few is checked against who may read it, just before",
      plans: [[{ ...comment("I_1"), onlyWhile: "private" } as Change]],
      is: { requests: 3, writes: 1, creations: 1, seconds: 1 },
    },
    {
      why: "a webhook is no request to GitHub",
      plans: [[{ ...why, kind: "call-webhook", issue: "I_1", webhook: "crm", key: "k", id: "1" }]],
      is: { requests: 1, writes: 0, creations: 0, seconds: 0 },
    },
    {
      why: "labels of one document are as many writes, so that a minute's 80 are never passed",
      plans: [Array.from({ length: 80 }, (_, n) => ({ ...label, name: `label ${n}` })), [comment("I_1")]],
      is: { requests: 4, writes: 2, creations: 81, seconds: 81 },
    },
    {
      // By hand: 500 comments take 500 s; the 501st waits until 3,601 s after the first, and then they follow by the second.
      why: "and what is too much for an hour waits for the next hour",
      plans: Array.from({ length: 600 }, (_, n) => [comment(`I_${n}`)]),
      is: { requests: 1200, writes: 600, creations: 600, seconds: 3601 + 100 },
    },
  ];
  it.each(rows)("counts as GitHub does: $why", ({ plans, is }) => {
    expect(estimateOf(plans)).toEqual(is);
  });
});
