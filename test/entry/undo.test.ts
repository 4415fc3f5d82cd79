/** `milepost undo` against a sandbox: what Milepost wrote goes, what people touched stays, and nothing does it again. */
import { afterEach, describe, expect, it } from "vitest";
import { boardConfig, type Lab, startLab } from "./lab.ts";
import { runLine as run } from "./lab-terminal.ts";

const labs: Lab[] = [];
afterEach(async () => {
  for (const one of labs.splice(0)) await one.close();
});

const planOnly = boardConfig.replace("mode: apply", "mode: plan");

/** Three leads that a person moved to Partner by hand, and Milepost gave labels and a comment. */
async function worked() {
  const one = await startLab();
  labs.push(one);
  const leads = [0, 1, 2].map((n) =>
    one.build.issue(one.places.leads, {
      ...{ title: `Lead ${n}`, by: "bd-lead", at: "2026-01-02T09:00:00Z", labels: ["lead"], on: [one.places.board] },
      moves: [{ at: "2026-01-03T09:00:00Z", by: "bd-lead", to: "Partner" }],
    }),
  );
  const before = one.state();
  const env = { GITHUB_TOKEN: await one.appToken() };
  expect(await run("apply --confirm --all --org openwater", { one, env })).toMatchObject({ code: 0 });
  expect(leads.map((lead) => one.labelsOf(lead))).toEqual(leads.map(() => ["lead", "stage: partner"]));
  const files = { "plan.yml": planOnly };
  const commented = () => leads.map(({ id }) => one.sandbox.store.commentsOf(id).length);
  return { one, leads, before, env, files, commented };
}

describe("milepost undo", () => {
  it("finds nothing where nothing was written since", async () => {
    const { one, env, files } = await worked();
    one.sandbox.clock.advance(3600);
    const told = await run("undo --since 2026-01-05T09:59:00Z --config plan.yml --org openwater", { one, env, files });
    expect(told.code).toBe(0);
    expect(JSON.parse(told.out)).toMatchObject({ items: 3, planned: 0, left: [] });
  });

  it("shows what it would take back, writes nothing, and says so", async () => {
    const { one, env, files } = await worked();
    const before = one.state();
    const told = await run("undo --since 2026-01-05 --config plan.yml --org openwater", {
      one,
      env,
      files,
      isTTY: true,
    });
    expect(told.code).toBe(0);
    expect(told.out).toContain('- label "stage: partner"');
    expect(told.out).toContain(
      "6 writes since 2026-01-05T00:00:00Z can be taken back. Nothing was written; add --confirm to do it.",
    );
    expect(one.state()).toBe(before);
  });

  it("takes it back, leaves alone what somebody touched since, and finds nothing the second time", async () => {
    const { one, env, files, leads, commented } = await worked();
    const [first, second, third] = leads;
    await one.person("bd-lead").unlabel(second!, "stage: partner");
    await one.person("bd-lead").label(second!, "stage: partner");
    const [comment] = one.sandbox.store.commentsOf(third!.id);
    await one.person("bd-lead").editComment(comment!.id, `${comment!.body} And more.`);
    const line = "undo --since 2026-01-05 --confirm --config plan.yml --org openwater";
    const told = await run(line, { one, env, files, isTTY: true });
    expect(told).toMatchObject({ code: 0, err: "" });
    expect(told.out).toContain("4 writes since 2026-01-05T00:00:00Z to take back, 4 taken back, 0 failed.");
    expect([first, second, third].map((lead) => one.labelsOf(lead!))).toEqual([
      ["lead"],
      ["lead", "stage: partner"],
      ["lead"],
    ]);
    expect(commented()).toEqual([0, 0, 1]);
    const again = await run(line, { one, env, files });
    expect(JSON.parse(again.out)).toMatchObject({ planned: 0, applied: 0 });
  });

  it("closes what Milepost opened, unless somebody has worked on it, and opens what it closed", async () => {
    const opening = "recurring:\n  billing: { every: month, in: leads, label: billing, open: report.md }\n";
    const one = await startLab({ config: `${boardConfig}${opening}` });
    labs.push(one);
    const template = '---\nname: x\nabout: x\ntitle: "Billing"\n---\n- [ ] Send it\n';
    one.push("bd-lead", "openwater/.github", { ".github/milepost/report.md": template });
    const env = { GITHUB_TOKEN: await one.appToken() };
    expect(await run("recur --all --confirm --org openwater", { one, env })).toMatchObject({ code: 0 });
    const closed = one.build.issue(one.places.leads, {
      ...{ title: "Lead", by: "bd-lead", at: "2026-01-02T09:00:00Z", labels: ["lead"], on: [one.places.board] },
      history: [{ at: "2026-01-05T08:00:00Z", by: "milepost[bot]", close: "COMPLETED" }],
    });
    const billing = () => [...one.sandbox.store.issues.values()].find(({ title }) => title === "Billing")!;
    const files = { "plan.yml": `${planOnly}${opening}` };
    const line = "undo --since 2026-01-05 --confirm --config plan.yml --org openwater";
    await one.person("engineer-1").comment(billing(), "I am on it");
    const kept = await run(line, { one, env, files, isTTY: true });
    expect(kept.out).toContain("The issue that was opened stays open: somebody has worked on it");
    expect([billing().state, closed.state]).toEqual(["OPEN", "OPEN"]);
    for (const { id, author } of one.sandbox.store.commentsOf(billing().id))
      if (author !== null) await one.person("engineer-1").deleteComment(id);
    expect(await run(line, { one, env, files })).toMatchObject({ code: 0 });
    expect(billing()).toMatchObject({ state: "CLOSED", stateReason: "NOT_PLANNED" });
  });

  it("takes back only the items that are named", async () => {
    const { one, env, files, leads, commented } = await worked();
    const line = "undo --since 2026-01-05 --confirm --config plan.yml --item openwater/leads#1";
    expect(await run(line, { one, env, files })).toMatchObject({ code: 0 });
    expect(leads.map((lead) => one.labelsOf(lead).length)).toEqual([1, 2, 2]);
    expect(commented()).toEqual([0, 1, 1]);
  });

  it("refuses while Milepost would do it again, unless the items are on hold", async () => {
    const { one, env, leads } = await worked();
    const line = "undo --since 2026-01-05 --confirm --org openwater --item openwater/leads#1";
    const before = one.state();
    const told = await run(line, { one, env });
    expect(told).toMatchObject({ code: 2, out: "" });
    expect(told.err).toContain("Set mode: plan in the config, or write /hold on openwater/leads#1 first.");
    expect(one.state()).toBe(before);
    one.build.label(one.places.leads, "on hold");
    await one.person("bd-lead").label(leads[0]!, "on hold");
    expect(await run(line, { one, env })).toMatchObject({ code: 0 });
    expect(one.labelsOf(leads[0]!)).toEqual(["lead", "on hold"]);
  });

  const wrong = [
    { why: "no moment", line: "undo", says: /required option '--since <time>'/ },
    {
      why: "what is none",
      line: "undo --since tuesday --org openwater",
      says: /--since "tuesday" is no moment\. Write a day/,
    },
    { why: "a day that is none", line: "undo --since 2026-02-30 --org openwater", says: /is no moment/ },
    {
      why: "an item that is none",
      line: "undo --since 2026-01-05 --org openwater --item leads-1",
      says: /--item "leads-1" names no issue/,
    },
  ];
  it.each(wrong)("says what is wrong with $why", async ({ line, says }) => {
    const { one, env } = await worked();
    const told = await run(line, { one, env });
    expect(told).toMatchObject({ code: 2, out: "" });
    expect(told.err).toMatch(says);
  });
});
