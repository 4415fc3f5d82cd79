/** A rule's steps are started like a pipeline's: by what happens to the issue, whether a pipeline has it or not. */
import { describe, expect, it } from "vitest";
import type { Pipeline, Step } from "../../src/model/pipeline.ts";
import { plan } from "../../src/plan/plan.ts";
import { configWith, issue, july, known, leads, withLabels, world } from "../support/builders.ts";

const told: Step = {
  id: "told",
  trigger: { kind: "opened" },
  kind: "comment",
  text: "Please read it to the end.",
  mention: [],
  when: null,
  after: [],
  values: {},
};
const any: Pipeline["stages"][number] = {
  ...leads.stages[0]!,
  id: "any",
  board: null,
  label: null,
  was: [],
  outcome: null,
  closedAs: null,
};

function plannedBy(steps: readonly Step[], pipelines: readonly Pipeline[] = []) {
  const rule: Pipeline = {
    ...leads,
    name: "follow-up",
    items: { repository: "leads", label: null },
    board: null,
    stages: [any],
    moves: null,
    statusComment: false,
    addToBoard: false,
    steps,
  };
  const config = { ...configWith(), pipelines, rules: [rule] };
  return plan(
    { item: issue({ labels: withLabels("lead") }), world: world(), peers: known([]) },
    config,
    july(28),
  ).changes.flatMap((change) => (change.kind === "add-comment" && "key" in change ? [change.key] : []));
}

describe("a rule", () => {
  it("without steps does nothing", () => {
    expect(plannedBy([])).toEqual([]);
  });

  it("starts its steps, for an issue of no pipeline and for one of a pipeline", () => {
    for (const pipelines of [[], [{ ...leads, steps: [], statusComment: false }]])
      expect(plannedBy([told], pipelines)).toEqual([expect.stringMatching(/^follow-up\/.+\/told\/1$/)]);
  });
});
