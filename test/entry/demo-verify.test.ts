import { describe, expect, it } from "vitest";
import { complaintsOf } from "../../src/entry/demo/verify.ts";
import { measurePipeline } from "../../src/measure/pipeline-measure.ts";
import { builder } from "../../src/sandbox/build.ts";
import { createSandbox } from "../../src/sandbox/create-sandbox.ts";
import { at, item, leads, place, temple } from "../measure/lives.ts";

const partner = "openwater/leads#61";

/** A GitHub on which the App opened one checklist issue with this title. */
function githubWith(title: string | null) {
  const sandbox = createSandbox();
  const build = builder(sandbox.world);
  build.org("openwater", { owners: ["bd-lead"] });
  const leadsRepository = build.repo("openwater/leads");
  const app = sandbox.installApp({
    slug: "milepost",
    org: "openwater",
    webhookSecret: "x".repeat(32),
    permissions: { issues: "write" },
    events: [],
  });
  if (title === null) return sandbox;
  const issue = build.issue(leadsRepository, { title, by: "bd-lead" });
  issue.viaApp = [...sandbox.store.apps.values()].find((row) => row.databaseId === app.id)!.id;
  return sandbox;
}

function measureOf(where = temple) {
  return measurePipeline({ items: [item(61, where)], incomplete: [] }, leads, at("2025-08-05T12:00:00Z"));
}

describe("whether the demo came out as it must", () => {
  it("has nothing to complain of when it did", () => {
    const sandbox = githubWith("[New hub] temple");
    expect(complaintsOf({ sandbox, troubles: [] }, measureOf(), partner, [])).toEqual([]);
  });

  const broken = [
    {
      why: "a stage that took another time",
      where: place(
        ["lead", "2025-07-07"],
        ["qualified", "2025-07-12"],
        ["prospect", "2025-07-18"],
        ["partner", "2025-08-05"],
      ),
      says: /^Temple's stages took 5, 6, 18 and 29 days, not 4, 7, 18 and 29\.$/,
    },
    { why: "nothing opened", title: null, says: /^No checklist issue was opened\.$/ },
    { why: "a placeholder left", title: "Hub {{ name }}", says: /^A placeholder is left in 1 opened issue\.$/ },
    { why: "a warning of the App", troubles: ["a look failed"], says: /^Milepost warned: a look failed$/ },
    {
      why: "a write where none was due",
      did: "restarted Milepost",
      says: /^Something was written after “restarted Milepost”/,
    },
  ];
  it.each(broken)("says so: $why", ({ where, title = "[New hub] temple", troubles = [], did, says }) => {
    const step = { at: at("2025-08-05"), who: "an operator", did: did ?? "", deeds: [], looks: 1 };
    const loud = did === undefined ? [] : [step];
    const complaints = complaintsOf({ sandbox: githubWith(title), troubles }, measureOf(where), partner, loud);
    expect(complaints).toEqual([expect.stringMatching(says)]);
  });

  it("says so when an item could not be read", () => {
    const unread = {
      ref: "openwater/leads#2",
      url: "https://github.com/openwater/leads/issues/2",
      why: "was cut short",
    };
    const measure = { ...measureOf(), incomplete: [unread] };
    const sandbox = githubWith("[New hub] temple");
    expect(complaintsOf({ sandbox, troubles: [] }, measure, partner, [])).toEqual(["1 item could not be read."]);
  });
});
