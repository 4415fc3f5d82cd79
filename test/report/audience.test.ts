/** What one and the same item, stage and group are called, by who reads. */
import { describe, expect, it } from "vitest";
import type { Face } from "../../src/measure/faces.ts";
import type { TimeRule } from "../../src/model/milestone.ts";
import { createAudience, singular, titleOf } from "../../src/report/audience.ts";
import { at, leads } from "../measure/lives.ts";

const url = "https://github.com/openwater/leads/issues/42";
const hidden: Face = {
  item: "openwater/leads#42",
  url,
  title: "Estuary wants a hub",
  pipeline: "leads",
  openedAt: at("2025-05-01"),
  number: 7,
  isPublic: false,
};
const shown: Face = { ...hidden, item: "openwater/leads#43", number: 8, isPublic: true };
const faces = new Map([["leads", new Map([hidden, shown].map((face) => [face.item, face]))]]);

const everybody = createAudience("public", faces);
const team = createAudience("team", faces);

describe("an audience", () => {
  it("of nothing has no names to give away", () => {
    const nothing = createAudience("public", new Map());
    expect(nothing.links("leads", [])).toEqual([]);
    expect(nothing.link("leads", hidden.item)).toEqual({ label: "Lead ?", url: null });
  });

  it("reads a private item's name only where it is the team", () => {
    expect(team.link("leads", hidden.item)).toEqual({ label: "Estuary wants a hub", url });
    expect(everybody.link("leads", hidden.item)).toEqual({ label: "Lead 7", url: null });
    expect([team, everybody].map((one) => one.mayName("leads", hidden.item))).toEqual([true, false]);
  });

  it("reads a public item's name in either", () => {
    for (const one of [team, everybody]) {
      expect(one.link("leads", shown.item)).toEqual({ label: "Estuary wants a hub", url });
      expect(one.mayName("leads", shown.item)).toBe(true);
    }
  });

  it("is told no address where nothing is known of an item; the team reads where it is", () => {
    expect(everybody.link("leads", "openwater/leads#99")).toEqual({ label: "Lead ?", url: null });
    expect(everybody.mayName("leads", "openwater/leads#99")).toBe(false);
    expect(team.link("leads", "openwater/leads#99")).toEqual({ label: "openwater/leads#99", url: null });
  });

  it("reads a stage by its id, not by what the board calls it, unless it is the team", () => {
    const stages = leads.stages.map((stage) => ({ ...stage, shownAs: "Big fish" }));
    const pipeline = { ...leads, stages };
    expect(everybody.stage(pipeline, "prospect")).toBe("Prospect");
    expect(team.stage(pipeline, "prospect")).toBe("Big fish");
  });

  it("has groups named by what people wrote only where every item is public", () => {
    expect(everybody.mayGroup("leads")).toBe(false);
    expect(team.mayGroup("leads")).toBe(true);
    const open = new Map([["leads", new Map([[shown.item, shown]])]]);
    expect(createAudience("public", open).mayGroup("leads")).toBe(true);
  });

  it("lists no waits for a linked private item's milestone, except to the team", () => {
    const rule: TimeRule = {
      names: { from: "opened", to: "live" },
      from: { kind: "opened" },
      to: { kind: "linked", pipeline: "leads", milestone: "signed" },
      reentry: "first",
      skipped: "reached",
    };
    expect([team, everybody].map((one) => one.mayList(rule))).toEqual([true, false]);
    expect(everybody.mayList({ ...rule, to: rule.from })).toBe(true);
  });
});

describe("words of names", () => {
  it.each([
    ["first-response", "First response"],
    ["hub_requests", "Hub requests"],
    ["", ""],
  ])("%s → %s", (id, title) => expect(titleOf(id)).toBe(title));

  it.each([
    ["Leads", "Lead"],
    ["Support", "Support"],
    ["Progress", "Progress"],
  ])("one of %s is a %s", (many, one) => expect(singular(many)).toBe(one));
});
