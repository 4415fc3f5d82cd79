import { describe, expect, it } from "vitest";
import type { Change, Plan } from "../../src/model/change.ts";
import type { Item } from "../../src/model/snapshot.ts";
import { plan } from "../../src/plan/plan.ts";
import { changeText, explainPlan, renderPlan } from "../../src/plan/render.ts";
import {
  configWith,
  contractStep,
  dragged,
  issue,
  july,
  known,
  labeled,
  onboardingStep,
  opened,
  settledIn,
  toPartner,
  toProspect,
  unknown,
  world,
} from "../support/builders.ts";

const ref = "openwater/leads#7";

function planned(item: Item): Plan {
  const pipeline = { steps: [contractStep, onboardingStep], statusComment: true };
  return plan({ item, world: world() }, configWith({ pipeline }), july(28));
}

describe("renderPlan", () => {
  it("says that there is nothing to do", () => {
    const quiet = plan({ item: issue(), world: world() }, configWith(), july(28));
    expect(renderPlan(quiet, ref)).toBe(
      "openwater/leads#7 in leads, lead since 2025-07-07T09:00:00Z\n  = nothing to do\n",
    );
  });

  it("prints each change with its reason", () => {
    const item = dragged(toPartner, { history: known([opened(), labeled("bug", july(8))]) });
    expect(renderPlan(planned(item), ref)).toMatchInlineSnapshot(`
      "openwater/leads#7 in leads, partner since 2025-07-25T09:00:00Z
        + label "stage: partner"
            because bd-lead moved the card to Partner at 2025-07-25T09:00:00Z (pipelines.leads.stages[partner])
        - label "stage: lead"
            because bd-lead moved the card to Partner at 2025-07-25T09:00:00Z (pipelines.leads.stages[partner])
        + issue openwater/leads "Draft the contract of Estuary University"
            because bd-lead moved the card to Prospect at 2025-07-18T09:00:00Z (pipelines.leads.steps[draft-contract])
        + issue openwater/infrastructure "Onboard Estuary University"
            because bd-lead moved the card to Partner at 2025-07-25T09:00:00Z (pipelines.leads.steps[onboarding])
        + issue openwater/infrastructure "[Phase 1] Estuary University"
            because bd-lead moved the card to Partner at 2025-07-25T09:00:00Z (pipelines.leads.steps[onboarding])
        + issue openwater/infrastructure "[Phase 2] Estuary University"
            because bd-lead moved the card to Partner at 2025-07-25T09:00:00Z (pipelines.leads.steps[onboarding])
        + comment "In **Partner** since 2025-07-25 09:00 UTC: bd-lead moved the card to Partner."
            because bd-lead moved the card to Partner at 2025-07-25T09:00:00Z (pipelines.leads.status-comment)
      "
    `);
  });

  it("prints problems with what to do", () => {
    const item = { ...settledIn(toProspect), locked: true };
    expect(renderPlan(planned(item), ref)).toContain("  ! https://github.com/openwater/leads/issues/7  issue-locked  ");
  });

  it("says that an issue belongs to no pipeline", () => {
    const stranger = planned(issue({ repo: "elsewhere" }));
    expect(renderPlan(stranger, ref)).toBe("openwater/leads#7 belongs to no pipeline\n  = nothing to do\n");
  });

  it("says that the stage is unknown", () => {
    expect(renderPlan(planned(issue({ history: unknown() })), ref)).toContain("in leads, stage unknown\n");
  });
});

describe("explainPlan", () => {
  it("tells how the item came where it is, what was not accepted and what was not done", () => {
    const item = settledIn([...toProspect, ["Lead", july(19)], ["Prospect", july(20)]], {
      subIssues: unknown("page 2 did not come"),
    });
    expect(explainPlan(planned(item), ref)).toMatchInlineSnapshot(`
      "openwater/leads#7 in leads, prospect since 2025-07-18T09:00:00Z
        lead from 2025-07-07T09:00:00Z to 2025-07-11T09:00:00Z: opened by bd-lead at 2025-07-07T09:00:00Z
        qualified from 2025-07-11T09:00:00Z to 2025-07-18T09:00:00Z: bd-lead moved the card to Qualified lead at 2025-07-11T09:00:00Z
        prospect from 2025-07-18T09:00:00Z to now: bd-lead moved the card to Prospect at 2025-07-18T09:00:00Z

        + comment "This cannot move to **Lead** yet (bd-lead moved the card to Lead): from **Prospect** it can go to *…"
            because bd-lead moved the card to Lead at 2025-07-19T09:00:00Z (pipelines.leads.moves)
        . Not accepted: bd-lead moved the card to Lead at 2025-07-19T09:00:00Z; from prospect only partner or lost can follow.
        . Nothing was opened or closed: page 2 did not come.
        . The status comment was left alone: page 2 did not come.
      "
    `);
  });

  it("says when it looks again", () => {
    const waiting: Plan = { ...planned(issue()), nextLook: july(28, "09:15:00") };
    expect(explainPlan(waiting, ref)).toContain("  looks again at 2025-07-28T09:15:00Z\n");
  });
});

describe("changeText", () => {
  const because = { rule: "r", fact: "f" };
  const status = { fieldId: "F", optionId: "1", name: "Prospect" };
  const rows: readonly { why: string; change: Change; text: string }[] = [
    {
      why: "a move names both columns",
      change: { ...because, kind: "set-status", project: "P", board: "Partnerships", card: "C", status, from: "Lead" },
      text: "~ board Partnerships: Lead → Prospect",
    },
    {
      why: "an item new on a board may come without a column",
      change: { ...because, kind: "add-to-board", project: "P", board: "Partnerships", issue: "I", status: null },
      text: "+ board Partnerships",
    },
    {
      why: "a double says of what",
      change: { ...because, kind: "close-as-duplicate", issue: "I_15", of: "I_12", key: "k" },
      text: "- issue I_15 closed as a duplicate of I_12",
    },
    {
      why: "a terminal must not obey a label",
      change: { ...because, kind: "add-label", issue: "I", name: "a\u001b[31m\nb", label: null },
      text: '+ label "a [31m b"',
    },
    {
      why: "a comment is known by its first line, without its marker",
      change: { ...because, kind: "add-comment", issue: "I", key: "k", body: `${"x".repeat(120)}\n\nmore` },
      text: `+ comment "${"x".repeat(99)}…"`,
    },
  ];
  it.each(rows)("$why", ({ change, text, why }) => {
    expect(changeText(change), why).toBe(text);
  });
});
