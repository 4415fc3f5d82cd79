/** Too much at once stops and asks: by hand with the plan's hash, on the App's attention issue with a label. */
import { afterEach, describe, expect, it } from "vitest";
import { brakeWords, extentOf, planHash } from "../../src/entry/brake.ts";
import type { Reconciled } from "../../src/model/change.ts";
import { boardConfig, type Lab, startLab } from "./lab.ts";
import { runLine as run } from "./lab-terminal.ts";

const labs: Lab[] = [];
afterEach(async () => {
  for (const one of labs.splice(0)) await one.close();
});

/** Leads on the board without their labels; each wants its label and its status comment. */
async function lab(leads: number, extra: string): Promise<Lab> {
  const one = await startLab({ config: boardConfig.replace("boards:", `${extra}\nboards:`) });
  labs.push(one);
  for (let n = 0; n < leads; n += 1) {
    const moves = [{ at: "2026-01-03T09:00:00Z", by: "bd-lead", to: "Lead" }];
    one.build.issue(one.places.leads, {
      ...{ title: `Lead ${n}`, by: "bd-lead", at: "2026-01-02T09:00:00Z", labels: ["lead"] },
      ...{ on: [one.places.board], moves },
    });
  }
  return one;
}

const leadsOf = ({ sandbox }: Lab) =>
  [...sandbox.store.issues.values()].filter(({ title }) => title.startsWith("Lead "));
const rightOnes = (one: Lab) => leadsOf(one).filter((lead) => one.labelsOf(lead).includes("stage: lead"));
const attentionOf = ({ sandbox }: Lab) =>
  [...sandbox.store.issues.values()].filter(({ title }) => title === "Milepost needs attention");

function planned(...many: readonly number[]): readonly Reconciled[] {
  return many.map((changes, issue): Reconciled => {
    const label = { kind: "add-label", issue: `I_${issue}`, label: "LA", rule: "r", fact: "f" } as const;
    const all = Array.from({ length: changes }, (_, n) => ({ ...label, name: `label ${n}` }));
    const plan = { pipeline: "leads", stage: null, changes: all, notes: [], problems: [], nextLook: null };
    return { key: { installation: 1, issue: `I_${issue}` }, ref: null, plan, done: [], also: [], nextLook: null };
  });
}

describe("what is too much", () => {
  const config = { brake: { writes: 500, share: 0.5 } };

  it("is nothing where nothing is to do", () => {
    expect(brakeWords(config, extentOf(planned(0, 0)))).toBeNull();
  });

  const rows = [
    { why: "as many writes as may be", extent: { writes: 500, items: 40, of: 40 }, says: null },
    {
      why: "one more",
      extent: { writes: 501, items: 1, of: 900 },
      says: "501 writes in one run are more than brake.writes allows (500)",
    },
    { why: "half of the items", extent: { writes: 60, items: 60, of: 120 }, says: null },
    {
      why: "more than half",
      extent: { writes: 61, items: 61, of: 120 },
      says: "61 of 120 items in one run are more than brake.share allows (50 %)",
    },
    { why: "all of few items", extent: { writes: 50, items: 50, of: 50 }, says: null },
  ];
  it.each(rows)("is judged: $why", ({ extent, says }) => {
    expect(brakeWords(config, extent)).toBe(says);
  });

  it("is confirmed by a hash that the order of items does not change, and any other plan does", () => {
    const [one, two] = planned(2, 1);
    expect(planHash([one!, two!])).toBe(planHash([two!, one!]));
    expect(planHash([one!])).not.toBe(planHash([one!, two!]));
    expect(planHash([one!, two!])).toMatch(/^[\da-f]{12}$/);
  });
});

describe("milepost apply, with too much to do", () => {
  it("writes nothing until the plan's hash is given, and then just that", async () => {
    const one = await lab(4, "brake: { writes: 7 }");
    const env = { GITHUB_TOKEN: await one.appToken() };
    const before = one.state();
    const shown = await run("plan --all --org openwater", { one, env, isTTY: true });
    const again = /milepost (apply --confirm --all --org openwater --plan [\da-f]{12})\n/.exec(shown.out)![1]!;
    expect(shown.out).toContain("8 writes in one run are more than brake.writes allows (7), so apply asks first.");
    const stopped = await run("apply --confirm --all --org openwater", { one, env });
    expect(stopped).toMatchObject({ code: 3, out: "" });
    expect(stopped.err).toContain("Nothing was written: 8 writes in one run");
    expect(stopped.err).toContain(again);
    expect(one.state()).toBe(before);
    const other = await run("apply --confirm --all --org openwater --plan 0123456789ab", { one, env });
    expect(other.code).toBe(3);
    expect(other.err).toContain("The plan is not 0123456789ab any more: things have changed since.");
    expect(one.state()).toBe(before);
    expect(await run(again, { one, env })).toMatchObject({ code: 0 });
    expect(rightOnes(one)).toHaveLength(4);
  });

  it("does what fits, without being asked", async () => {
    const one = await lab(4, "brake: { writes: 8 }");
    const env = { GITHUB_TOKEN: await one.appToken() };
    const told = await run("apply --confirm --all --org openwater", { one, env });
    expect(told.code).toBe(0);
    expect(JSON.parse(told.out)).toMatchObject({ items: 4, applied: 8, left: [] });
  });

  it("is no matter for one issue", async () => {
    const one = await lab(1, "brake: { writes: 1 }");
    const env = { GITHUB_TOKEN: await one.appToken() };
    expect(await run("apply --confirm openwater/leads#1", { one, env })).toMatchObject({ code: 0 });
    expect(rightOnes(one)).toHaveLength(1);
  });
});

describe("the App's sweep, with too much to do", () => {
  const extra = "attention: { repository: leads }\nbrake: { writes: 5 }";

  it("stops, asks on the attention issue, answers people meanwhile, and goes on when they say so", async () => {
    const one = await lab(20, extra);
    const app = await one.runApp();
    await app.settle();
    // Four looks run at once, so that the last of them may still write.
    expect(rightOnes(one).length).toBeLessThanOrEqual(8);
    expect(rightOnes(one).length).toBeGreaterThan(0);
    const [issue, ...others] = attentionOf(one);
    expect(others).toEqual([]);
    expect(issue!.body).toContain("Milepost stopped in the middle of a sweep");
    expect(issue!.body).toContain('put the label "milepost: go" on this issue');
    const waiting = leadsOf(one).find((lead) => !rightOnes(one).includes(lead))!;
    await one.person("bd-lead").moveCard(waiting, one.places.board, "Partner");
    await app.settle();
    expect(one.labelsOf(waiting)).toEqual(["lead", "stage: partner"]);
    expect(rightOnes(one).length).toBeLessThanOrEqual(8);
    await one.person("bd-lead").label(issue!, "milepost: go");
    await app.settle();
    expect(rightOnes(one)).toHaveLength(19);
    expect(one.labelsOf(issue!)).toEqual(["milepost"]);
    expect(issue!.state).toBe("CLOSED");
    expect(app.said()).toContain("a person said that so much is meant; going on");
  });

  it("is still stopped after a restart", async () => {
    const one = await lab(20, extra);
    const first = await one.runApp();
    await first.settle();
    await first.close();
    const before = rightOnes(one).length;
    const app = await one.runApp();
    await app.settle();
    expect(rightOnes(one)).toHaveLength(before);
    expect(attentionOf(one)).toHaveLength(1);
    await one.person("bd-lead").label(attentionOf(one)[0]!, "milepost: go");
    await app.settle();
    expect(rightOnes(one)).toHaveLength(20);
  });
});
