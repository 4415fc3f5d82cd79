/** Reports posted through the doors: the Action's bundle, the App on its schedule, and `milepost report --post`. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { makeBundle, runtimes } from "./action-step.ts";
import { boardConfig, type Lab, labelConfig, startLab } from "./lab.ts";
import { runLine } from "./lab-terminal.ts";

let bundle: Awaited<ReturnType<typeof makeBundle>>;
const labs: Lab[] = [];

beforeAll(async () => {
  bundle = await makeBundle();
});
afterAll(() => bundle.remove());
afterEach(async () => {
  for (const one of labs.splice(0)) await one.close();
});

const weekly = "weekly: { every: monday, post: { issue: leads, label: metrics-report } }";

/** Leads are contracts. */
const withMoney = `${boardConfig.replace(
  "board: partnerships\n",
  "board: partnerships\n    form: form.yml\n    contracts: { value: value, start: start, end: end }\n",
)}money: { currency: USD }
`;

/**
 * Monday 12 January 2026, 06:00: the report of 2026-W02 is due. A lead of the week before became a partner. The App and
 * the command line live at that time; the Action is a process of its own and lives today.
 */
async function lab(reports = weekly, config = boardConfig): Promise<Lab> {
  const one = await startLab({ config: `${config}reports:\n  ${reports.replaceAll("\n", "\n  ")}\n` });
  labs.push(one);
  one.build.issue(one.places.leads, {
    title: "Canary Institute",
    by: "bd-lead",
    at: "2026-01-02T09:00:00Z",
    labels: ["lead"],
    on: [one.places.board],
    moves: [{ at: "2026-01-04T09:00:00Z", by: "bd-lead", to: "Partner" }],
  });
  one.sandbox.clock.set("2026-01-12T06:10:00Z");
  return one;
}

function postedOn({ sandbox }: Lab) {
  return [...sandbox.store.issues.values()].filter(({ body }) => body?.includes("report/weekly"));
}

describe("reports that nobody asked for", () => {
  it("are none: a config without any posts nothing by App or Action", async () => {
    const one = await startLab({ config: boardConfig });
    labs.push(one);
    one.sandbox.clock.set("2026-01-12T06:10:00Z");
    const app = await one.runApp();
    await app.settle();
    const before = one.state();
    const step = await bundle.runStep(process.execPath, one, {
      inputs: { command: "report", token: await one.appToken() },
      repository: "openwater/leads",
    });
    expect([step.code, step.outputs.applied, one.state() === before]).toEqual([0, "0", true]);
    expect(step.summary).toContain("# Weekly report");
  });
});

describe.each(runtimes)("the Action's command report on $name", ({ node }) => {
  const step = async (one: Lab, inputs: Record<string, string> = {}, repository = "openwater/leads") =>
    bundle.runStep(node, one, { inputs: { command: "report", token: await one.appToken(), ...inputs }, repository });

  it("posts the report once, shows it in the summary and leaves its files", async () => {
    const one = await lab();
    const first = await step(one);
    expect(first.log).not.toContain("Error:");
    expect(first).toMatchObject({
      code: 0,
      outputs: { status: "complete", failed: "0", files: "milepost-report" },
    });
    const [issue] = postedOn(one);
    expect(first.outputs["report-url"]).toBe(`https://github.com/openwater/leads/issues/${issue!.number}`);
    expect(first.summary).toContain("Canary Institute");
    expect(issue!.body).toContain("Canary Institute");
    const names = ["report.html", "report.json", "report.md", "tables.csv", "transitions.csv", "waits.csv"];
    expect(Object.keys(first.files).filter((path) => path.startsWith("milepost-report/"))).toEqual(
      names.map((name) => `milepost-report/weekly/${name}`),
    );
    const before = one.state();
    const second = await step(one);
    expect([second.code, one.state() === before]).toEqual([0, true]);
    expect(second.outputs["report-url"]).toBe(first.outputs["report-url"]);
    expect(second.files["milepost-report/weekly/report.json"]).toBe(first.files["milepost-report/weekly/report.json"]);
  });

  it("shows and writes nothing of a report for the team where everybody may read the workflow", async () => {
    const one = await lab();
    const told = await step(one, {}, "openwater/.github");
    expect(postedOn(one)).toHaveLength(1);
    expect(JSON.stringify([told.log, told.summary, told.outputs])).not.toContain("Canary");
    expect(JSON.stringify([told.log, told.summary, told.outputs])).not.toContain("openwater/leads/issues");
    expect(Object.keys(told.files).filter((path) => path.startsWith("milepost-report/"))).toEqual([]);
    expect(told.summary).toContain("The report weekly is for the team and is not shown here");
  });

  it("shows and writes nothing of a report for finance where everybody may read the workflow, and posts it", async () => {
    const reports = "books: { every: monday, audience: finance, post: { issue: leads, label: finance-report } }";
    const one = await lab(reports, withMoney);
    const field = (id: string) => `  - { type: input, id: ${id}, attributes: { label: ${id} } }\n`;
    const form = `name: F\ndescription: For this test.\nbody:\n${["value", "start", "end"].map(field).join("")}`;
    one.push("bd-lead", "openwater/.github", { ".github/milepost/form.yml": form });
    // 987,654 ÷ 12 = 82,304.50
    const body = "### value\n\n987654\n\n### start\n\n2026-01-01\n\n### end\n\n2026-12-31\n";
    const at = "2026-01-05T09:00:00Z";
    const labels = ["lead", "stage: partner"];
    one.build.issue(one.places.leads, { title: "Canary College", body, by: "bd-lead", at, labels });
    const inPublic = await step(one, {}, "openwater/.github");
    const posted = [...one.sandbox.store.issues.values()].filter((issue) => issue.body?.includes("report/books"));
    expect(posted).toHaveLength(1);
    expect(posted[0]!.body).toContain("82,304.50");
    const told = JSON.stringify([inPublic.log, inPublic.summary, inPublic.outputs]);
    for (const word of ["82,304", "82304", "987654", "Canary", "USD"]) expect(told, word).not.toContain(word);
    expect(Object.keys(inPublic.files).filter((path) => path.startsWith("milepost-report/"))).toEqual([]);
    expect(inPublic.summary).toContain("The report books is for finance and is not shown here");
    // The same in a private one.
    expect((await step(one)).summary).toContain("82,304.50");
  });

  it("is refused where everybody may read the issue: not one amount is posted", async () => {
    const reports = "books: { every: monday, audience: finance, post: { issue: support, label: finance-report } }";
    const one = await lab(
      reports,
      withMoney.replace("pipelines:", "  support: { name: openwater/support }\npipelines:"),
    );
    const told = await step(one);
    expect(told.code).not.toBe(0);
    expect(told.log).toContain("This report is for finance, and openwater/support is public");
    expect([...one.sandbox.store.issues.values()].filter(({ body }) => body?.includes("report/books"))).toEqual([]);
  });

  it("shows what it would do with mode: plan, and writes nothing to GitHub", async () => {
    const one = await lab();
    const before = one.state();
    const told = await step(one, { mode: "plan" });
    expect([told.code, one.state() === before]).toEqual([0, true]);
    expect(told.summary).toContain('+ issue openwater/leads "Weekly report');
    expect(told.outputs).toMatchObject({ planned: "2", applied: "0" });
  });

  it("fails, and says why, where a report may not stand", async () => {
    const one = await lab(
      "weekly: { every: monday, post: { issue: support, label: metrics-report } }",
      `${boardConfig.replace("pipelines:", "  support: { name: openwater/support }\npipelines:")}`,
    );
    const told = await step(one);
    expect(told.code).toBe(1);
    expect(told.log).toContain(
      "This report is for the team, and openwater/support is public; it was not posted there.",
    );
  });

  it.each([
    { why: "a name that no report has", inputs: { report: "weakly" }, says: "Did you mean `weekly`?" },
    { why: "a date that is none", inputs: { "as-of": "2026-02-30" }, says: 'as-of: "2026-02-30" is no date' },
    { why: "a week that is not over", inputs: { week: "2199-W03" }, says: "2199-W03 is not over yet" },
    { why: "both", inputs: { week: "2026-W01", "as-of": "2026-01-05" }, says: "Give either as-of: or week:, not both" },
  ])("ends with 2 for $why", async ({ inputs, says }) => {
    const one = await lab();
    const before = one.state();
    const told = await step(one, inputs);
    expect([told.code, one.state() === before]).toEqual([2, true]);
    expect(told.log).toContain(says);
  });

  it("is as of any day that is asked for, once for its week", async () => {
    const one = await lab();
    for (const asOf of ["2026-01-12", "2026-01-12", "2026-01-12T06:00:00Z"]) await step(one, { "as-of": asOf });
    expect(postedOn(one).map(({ body }) => /"asOf":"([^"]*)"/.exec(body!)![1])).toEqual(["2026-01-12T06:00:00Z"]);
    expect(postedOn(one)[0]!.title).toBe("Weekly report, 2026-W02");
  });
});

describe("the workflow's own token", () => {
  it("makes a report for the summary, and says why it is not posted", async () => {
    const one = await startLab({
      config: null,
      files: {
        ".github/milepost.yml": `${labelConfig}reports:\n  weekly: { every: monday, audience: public, post: { issue: support, label: metrics-report } }\n`,
      },
    });
    labs.push(one);
    one.sandbox.clock.set("2026-01-12T06:10:00Z");
    const token = one.sandbox.workflowToken("openwater/support");
    const before = one.state();
    const told = await bundle.runStep(process.execPath, one, {
      inputs: { command: "report", token },
      repository: "openwater/support",
    });
    expect([told.code, one.state() === before]).toEqual([0, true]);
    expect(told.summary).toContain("The report weekly was not posted: every workflow of this repository writes as");
    expect(told.summary).toContain("# Weekly report");
  });
});

describe("the App", () => {
  it("posts a report that is due when it looks round, and no second one after a restart", async () => {
    const one = await lab();
    one.sandbox.clock.set("2026-01-12T06:10:00Z");
    const app = await one.runApp();
    await app.settle();
    expect(postedOn(one).map(({ body }) => /2026-W\d\d/.exec(body!)![0])).toEqual(["2026-W02"]);
    const before = one.state();
    await app.close();
    await (await one.runApp()).settle();
    expect(one.state()).toBe(before);
  });

  it("posts nothing with mode: plan", async () => {
    const one = await lab(weekly, boardConfig.replace("mode: apply", "mode: plan"));
    const app = await one.runApp();
    await app.settle();
    expect(postedOn(one)).toEqual([]);
  });
});

describe("milepost report --post", () => {
  it("posts once, says where, and needs no folder", async () => {
    const one = await lab();
    const env = { GITHUB_TOKEN: await one.appToken() };
    const files: Record<string, string> = {};
    const told = await runLine("report --post --org openwater", { one, env, files });
    expect(told.code).toBe(0);
    expect(told.out).toContain(
      `The report weekly stands at https://github.com/openwater/leads/issues/${postedOn(one)[0]!.number}\n`,
    );
    expect(files).toEqual({});
    const before = one.state();
    const again = await runLine("report --post --org openwater", { one, env });
    expect([again.code, one.state() === before]).toEqual([0, true]);
    expect(again.out).toContain("stands at https://github.com/openwater/leads/issues/");
  });

  it("refuses the token of somebody in the team, and a config that says mode: plan", async () => {
    const one = await lab();
    const told = await runLine("report --post --org openwater", {
      one,
      env: { GITHUB_TOKEN: one.sandbox.tokenOf("bd-lead") },
    });
    expect(told.code).toBe(2);
    expect(told.err).toContain("The token belongs to bd-lead");
    const dry = await lab(weekly, boardConfig.replace("mode: apply", "mode: plan"));
    const refused = await runLine("report --post --org openwater", {
      one: dry,
      env: { GITHUB_TOKEN: await dry.appToken() },
    });
    expect([refused.code, refused.err.includes("mode: plan")]).toEqual([2, true]);
    expect([...postedOn(one), ...postedOn(dry)]).toEqual([]);
  });
});
