/** `milepost report` as a person types it, on a small organisation whose past is known to the minute. */
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterEach, describe, expect, it } from "vitest";
import { type Lab, startLab } from "./lab.ts";
import { runLine } from "./lab-terminal.ts";

const text = `version: 1
mode: plan
team: ["@openwater/partnerships"]
boards:
  partnerships: { project: openwater/61 }
repositories:
  leads: { name: openwater/leads, visibility: private }
  support: { name: openwater/support, visibility: public }
pipelines:
  leads:
    items: { repository: leads, label: lead }
    board: partnerships
    stages:
      - { id: lead, board: Lead }
      - { id: partner, board: Partner, outcome: won }
    milestones: { signed: { enters: partner } }
    times: [{ from: opened, to: signed }]
  support:
    items: { repository: support }
    stages:
      - { id: received, label: "stage: received" }
      - { id: solved, label: "stage: solved", outcome: done, closed-as: completed }
    clocks:
      - { id: answer, from: opened, until: response, target: 24h }
reports:
  weekly: { every: monday, post: { issue: leads, label: metrics-report } }
  open-numbers: { audience: public }
`;

const labs: Lab[] = [];
afterEach(async () => {
  for (const one of labs.splice(0)) await one.close();
});

/** Monday 2 February 2026, noon. Six leads of 2 January became partners after 3, 6, 9, 12 and 15 days, and one is open. */
async function lived() {
  const one = await startLab({ config: text });
  labs.push(one);
  const { build, places, sandbox } = one;
  sandbox.clock.set("2026-02-02T12:00:00Z");
  for (let n = 1; n <= 6; n += 1) {
    const day = String(2 + 3 * n).padStart(2, "0");
    const moves = n === 6 ? [] : [{ at: `2026-01-${day}T08:00:00Z`, by: "bd-lead", to: "Partner" }];
    const title = `Lead number ${n} of Estuary`;
    build.issue(places.leads, {
      title,
      by: "bd-lead",
      at: "2026-01-02T08:00:00Z",
      labels: ["lead"],
      on: [places.board],
      moves,
    });
  }
  const request = build.issue(places.support, { title: "Help", by: "rep-estuary", at: "2026-01-28T08:00:00Z" });
  build.step(request, { at: "2026-01-28T12:00:00Z", by: "bd-lead", comment: "Here is how." });
  const env = { GITHUB_TOKEN: await one.appToken() };
  const files: Record<string, string> = {};
  const run = (line: string, more: { env?: Record<string, string>; isTTY?: boolean } = {}) =>
    runLine(`report ${line}`, { one, env, files, ...more });
  return { one, env, files, run };
}

interface Quantity {
  readonly value: number | null;
  readonly n: number;
}

/** What a figure of the report says, by its name. */
function figureIn(json: string, name: string): Quantity {
  const { figures } = JSON.parse(json) as { figures: { name: string; now: Quantity }[] };
  return figures.find((one) => one.name.startsWith(name))!.now;
}

const schema = JSON.parse(readFileSync(new URL("../../schema/report.schema.json", import.meta.url), "utf8")) as object;
const validate = new Ajv2020({ allErrors: true, strict: true }).compile(schema);

/** What a validator that is not ours holds against report.json, by the published schema. */
function wrongIn(json: string): readonly string[] {
  validate(JSON.parse(json));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe("milepost report", () => {
  it("of an organisation without items says so in every format, and writes nothing to GitHub", async () => {
    const one = await startLab({ config: text });
    labs.push(one);
    const env = { GITHUB_TOKEN: await one.appToken() };
    const before = one.state();
    const files: Record<string, string> = {};
    const told = await runLine("report --org openwater --out r", { one, env, files });
    expect([told.code, told.err, one.state() === before]).toEqual([0, "", true]);
    expect(Object.keys(files)).toEqual([
      "r/report.md",
      "r/report.html",
      "r/report.json",
      "r/waits.csv",
      "r/transitions.csv",
      "r/tables.csv",
    ]);
    expect(wrongIn(files["r/report.json"]!)).toEqual([]);
    expect(files["r/report.md"]).toContain("Nothing: no promise is late or at risk");
    for (const one of Object.values(files)) expect(one).not.toMatch(/\bNaN\b|\bInfinity\b|undefined/);
    expect(files["r/waits.csv"]!.split("\n").filter((row) => row !== "")).toHaveLength(1);
  });

  it("prints Markdown, and each other format that is asked for", async () => {
    const { run } = await lived();
    const markdown = await run("--org openwater");
    expect(markdown.out).toMatch(/^# Weekly report, 2026-W05\n\nAs of 2026-02-02 12:00 UTC/);
    expect((await run("--org openwater --format html")).out).toMatch(/^<!doctype html>/i);
    const json = await run("--org openwater --format json");
    expect(figureIn(json.out, "Leads in progress")).toMatchObject({ value: 1 });
    expect(wrongIn(json.out)).toEqual([]);
    expect(wrongIn((await run("open-numbers --org openwater --format json")).out)).toEqual([]);
    const csv = await run("--org openwater --format csv");
    // One row per wait: six leads opened → signed, one request opened → solved.
    expect(csv.out.trimEnd().split("\n")).toHaveLength(8);
    expect(csv.err).toContain("give --out FOLDER");
  });

  it("says the same bytes of the same moment, whenever it is asked", async () => {
    const { one, run } = await lived();
    const first = await run("--org openwater --as-of 2026-02-02 --format json");
    one.sandbox.clock.set("2026-03-20T15:00:00Z");
    const second = await run("--org openwater --as-of 2026-02-02 --format json");
    expect(second.out).toBe(first.out);
    const html = [
      await run("--org openwater --as-of 2026-02-02 --format html"),
      await run("--org openwater --as-of 2026-02-02 --format html"),
    ];
    expect(html[0]!.out).toBe(html[1]!.out);
  });

  it.each([
    // Signed by then: on 5, 8, 11, 14 and 17 January at 8:00. A day means its beginning.
    { line: "--as-of 2026-01-11", asOf: "2026-01-11T00:00:00Z", open: 4 },
    { line: "--as-of 2026-01-11T08:00:00Z", asOf: "2026-01-11T08:00:00Z", open: 3 },
    { line: "--as-of 2026-01-12", asOf: "2026-01-12T00:00:00Z", open: 3 },
    // The second week of 2026 ends with Sunday 11 January.
    { line: "--week 2026-W02", asOf: "2026-01-11T23:59:59Z", open: 3 },
    { line: "", asOf: "2026-02-02T12:00:00Z", open: 1 },
  ])("$line is as of $asOf", async ({ line, asOf, open }) => {
    const { run } = await lived();
    const { out } = await run(`--org openwater --format json ${line}`.trim());
    expect((JSON.parse(out) as { asOf: string }).asOf).toBe(asOf);
    expect(figureIn(out, "Leads in progress").value).toBe(open);
  });

  it.each([
    { why: "a day that is none", line: "--as-of 2026-02-30", says: '--as-of "2026-02-30" is no date.' },
    { why: "a day to come", line: "--as-of 2026-02-03", says: "is in the future" },
    { why: "a week that is none", line: "--week 2026-W54", says: "--week: " },
    { why: "a week that is not over", line: "--week 2026-W06", says: "2026-W06 is not over yet" },
    { why: "both", line: "--week 2026-W02 --as-of 2026-01-05", says: "Give either --as-of or --week, not both" },
    { why: "nobody's audience", line: "--audience everybody", says: "Write public, team or finance" },
    { why: "a misspelt format", line: "--format htm", says: "Did you mean `html`?" },
    { why: "several formats without a folder", line: "--format html,csv", says: "Give --out FOLDER" },
    { why: "a misspelt name", line: "weakly", says: "Did you mean `weekly`?" },
    { why: "no config", line: "--config none.yml", says: "There is no such file" },
  ])("ends with 2 and says what to write for $why", async ({ line, says }) => {
    const { run } = await lived();
    const told = await run(`${line} --org openwater`);
    expect([told.code, told.out]).toEqual([2, ""]);
    expect(told.err).toContain(says);
    expect(told.err).not.toMatch(/\n {4}at /);
  });

  it("says incomplete on top of every format and ends with 3 when something could not be read", async () => {
    const { one, run } = await lived();
    // The App may see no board any more, so nobody knows where its cards have been.
    const [installation] = one.sandbox.store.installations.values();
    const { organization_projects: _, ...fewer } = installation!.permissions;
    Object.assign(installation!, { permissions: fewer });
    const poor = { env: { GITHUB_TOKEN: await one.appToken() } };
    for (const [format, mark] of [
      ["markdown", /^# [^\n]+\n\n> \*\*Incomplete\.\*\*/],
      ["html", /<strong>This report is incomplete\.<\/strong>/],
      ["json", /"incomplete": \[\n\s+"/],
    ] as const) {
      expect((await run(`--org openwater --format ${format}`)).out).not.toMatch(mark);
      const told = await run(`--org openwater --format ${format}`, poor);
      expect([told.code, told.err.startsWith("incomplete: ")]).toEqual([3, true]);
      expect(told.out).toMatch(mark);
      if (format === "json") expect(wrongIn(told.out)).toEqual([]);
    }
  });

  it("reads only what changed with --cache, whose file may be damaged or deleted", async () => {
    const { one, files, run } = await lived();
    const cold = await run("--org openwater --format json --cache items.json");
    expect(files["items.json"]).toContain("Estuary");
    const readsOf = async () => {
      one.sandbox.meter.reset();
      const told = await run("--org openwater --format json --cache items.json");
      expect(told.out).toBe(cold.out);
      return one.sandbox.meter.of("milepost").graphqlQueries;
    };
    const warm = await readsOf();
    files["items.json"] = '{"format":1,"lists":';
    const damaged = await readsOf();
    delete files["items.json"];
    const deleted = await readsOf();
    // A list of what may have changed is no dearer than the items themselves here; the whole is read again without a cache.
    expect([warm <= damaged, damaged === deleted]).toEqual([true, true]);
    await one.person("bd-lead").comment([...one.sandbox.store.issues.values()].at(-1)!, "One more word.");
    expect((await run("--org openwater --format json --cache items.json")).code).toBe(0);
  });

  it("never writes its cache over a file that is something else", async () => {
    const { files, run } = await lived();
    files["precious.csv"] = "month,account,amount\n2026-01,cloud,10\n";
    expect(await run("--org openwater --format json --cache precious.csv")).toMatchObject({
      code: 2,
      err: expect.stringContaining("precious.csv holds something else, and would be written over."),
    });
    expect(files["precious.csv"]).toBe("month,account,amount\n2026-01,cloud,10\n");
  });

  it("points to moves that the pipeline does not allow, as of then", async () => {
    const { files, run } = await lived();
    files["mine.yml"] = text
      .replace(
        "{ id: lead, board: Lead }",
        '{ id: lead, board: Lead }\n      - { id: qualified, label: "stage: qualified" }',
      )
      .replace("milestones: { signed", "moves: { lead: [qualified], qualified: [partner] }\n    milestones: { signed");
    const pointed = async (asOf: string) => {
      const { out } = await run(`--org openwater --config mine.yml --as-of ${asOf}`);
      return out.match(/\*\*Not allowed\*\*: \[(Lead number \d)[^\n]*/g) ?? [];
    };
    const [first, ...others] = await pointed("2026-01-09");
    expect(first).toContain("of Estuary](https://github.com/openwater/leads/issues/1)");
    expect(first).toContain("was moved to Partner on 2026-01-05, which is not allowed from Lead. It counts as Lead");
    expect(others).toHaveLength(1);
    expect(await pointed("2026-02-01")).toHaveLength(5);
  });

  it("tells everybody nothing that only the team may know", async () => {
    const { run } = await lived();
    const team = await run("--org openwater --as-of 2026-01-12");
    const everybody = await run("open-numbers --org openwater --as-of 2026-01-12");
    expect(team.out).toContain("Estuary");
    expect(everybody.out).not.toContain("Estuary");
    expect((await run("--org openwater --as-of 2026-01-12 --audience public")).out).not.toContain("Estuary");
  });

  it("counts what somebody of the team did by hand when they make it with their own token", async () => {
    const { one, run } = await lived();
    const mine = { env: { GITHUB_TOKEN: one.sandbox.tokenOf("bd-lead") } };
    const json = await run("--org openwater --format json", mine);
    const own = await run("--org openwater --format json");
    expect(json.code).toBe(0);
    // The answer of 28 January is bd-lead's: four hours.
    const promise = figureIn(json.out, "Support: answer");
    expect(promise).toEqual(figureIn(own.out, "Support: answer"));
    expect(json.err).toBe("");
  });

  it("shows how far it is where somebody looks on, and nothing of it in a pipe", async () => {
    const { run } = await lived();
    expect((await run("--org openwater")).err).toBe("");
    const watched = await run("--org openwater", { isTTY: true });
    expect(watched.err).toMatch(/\[#+\.*\] week 8 of 8 measured/);
    expect(watched.err.endsWith("\r\u001b[2K")).toBe(true);
  });
});
