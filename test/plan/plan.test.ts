import { describe, expect, it } from "vitest";
import type { Config } from "../../src/config/config.ts";
import { renderMarker } from "../../src/content/markers.ts";
import type { Item, World } from "../../src/model/snapshot.ts";
import { plan } from "../../src/plan/plan.ts";
import {
  bdLead,
  configWith,
  engineer,
  issue,
  july,
  known,
  leads,
  milepost,
  unknown,
  withLabels,
  world,
} from "../support/builders.ts";

function planned(item: Item, config: Config = configWith(), there: World = world()) {
  return plan({ item, world: there }, config, july(28));
}

const renamed = {
  id: "R_leads",
  owner: "openwater",
  name: "sales",
  visibility: "private",
  labels: {},
  milestones: {},
  archived: false,
} as const;
const everyIssue = configWith({ pipeline: { items: { repository: "leads", label: null } } });

function madeBy(key: string, extra: Readonly<Record<string, string>> = {}, author = milepost): Partial<Item> {
  return { author, body: renderMarker({ kind: "issue", key, extra }) };
}

describe("plan", () => {
  it("is empty for an item that agrees", () => {
    expect(planned(issue()).changes).toEqual([]);
  });

  const claims: readonly { why: string; item: Item; config?: Config; world?: World; pipeline: string | null }[] = [
    { why: "an issue of the repository with the label belongs", item: issue(), pipeline: "leads" },
    { why: "labels are compared without case", item: issue({ labels: withLabels("LEAD") }), pipeline: "leads" },
    {
      why: "repositories are compared without case",
      item: issue({ owner: "OpenWater", repo: "Leads" }),
      pipeline: "leads",
    },
    { why: "without the label it does not belong", item: issue({ labels: withLabels("bug") }), pipeline: null },
    { why: "in another repository it does not belong", item: issue({ repo: "infrastructure" }), pipeline: null },
    {
      why: "a repository that was renamed since the config was written is followed",
      item: issue({ repo: "sales" }),
      world: world({ repositories: { ...world().repositories, leads: known(renamed) } }),
      pipeline: "leads",
    },
    {
      why: "with no label asked for, every issue belongs",
      item: issue({ labels: withLabels() }),
      config: everyIssue,
      pipeline: "leads",
    },
    { why: "labels that could not be read decide nothing", item: issue({ labels: unknown() }), pipeline: null },
    {
      why: "where no label is asked for they need not be read",
      item: issue({ labels: unknown() }),
      config: everyIssue,
      pipeline: "leads",
    },
    {
      why: "what a pipeline's own step opened is its work and not its item: a step would feed itself",
      item: issue(madeBy("leads/I_1/draft-contract/1")),
      config: everyIssue,
      pipeline: null,
    },
    {
      why: "unless its template names a stage: then it is meant as one (ruling 1)",
      item: issue(madeBy("leads/I_1/renewal/1", { stage: "prospect" })),
      pipeline: "leads",
    },
    {
      why: "what another pipeline opened may be an item here",
      item: issue(madeBy("support/I_1/lead/1")),
      pipeline: "leads",
    },
    {
      why: "a marker that somebody else wrote changes nothing (ruling 11)",
      item: issue(madeBy("leads/I_1/draft-contract/1", {}, engineer)),
      pipeline: "leads",
    },
  ];
  it.each(claims)("$why", ({ item, config, world: there, pipeline, why }) => {
    expect(planned(item, config, there).pipeline, why).toBe(pipeline);
  });

  it("takes the first of two pipelines that claim an issue, and says so (ruling 24)", () => {
    const config = configWith({ pipelines: [leads, { ...leads, name: "renewals" }] });
    expect(planned(issue(), config)).toMatchObject({ pipeline: "leads", problems: [{ code: "two-pipelines" }] });
  });

  it("starts an issue that we opened where its template says (ruling 1)", () => {
    const renewal = issue(madeBy("support/I_1/renewal/1", { stage: "prospect" }));
    expect(planned(renewal).stage).toMatchObject({ id: "prospect", since: renewal.createdAt });
  });

  it("plans nothing when the history could not be read, and says why", () => {
    expect(planned(issue({ history: unknown("page 2 did not come") }))).toMatchObject({
      pipeline: "leads",
      stage: null,
      changes: [],
      notes: ["Nothing is planned: page 2 did not come."],
    });
  });

  it("does not need the clock to be the same to say the same", () => {
    const have = { item: issue({ author: bdLead }), world: world() };
    expect(plan(have, configWith(), july(29))).toEqual(plan(have, configWith(), july(28)));
  });
});
