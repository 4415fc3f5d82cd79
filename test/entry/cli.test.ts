import { afterEach, describe, expect, it } from "vitest";
import { runSandbox } from "../../src/entry/cli/sandbox.ts";
import type { Terminal } from "../../src/entry/cli/terminal.ts";
import { boardConfig, type Lab, type LabOptions, startLab } from "./lab.ts";
import { runLine as run, type Setting } from "./lab-terminal.ts";

const labs: Lab[] = [];

async function lab(options: LabOptions = {}): Promise<Lab> {
  const made = await startLab(options);
  labs.push(made);
  return made;
}

afterEach(async () => {
  for (const one of labs.splice(0)) await one.close();
});

/** A lead on the board whose label is missing: two changes are due. */
function placeLead({ build, places }: Lab, title = "Estuary Institute") {
  return build.issue(places.leads, {
    title,
    by: "bd-lead",
    at: "2026-01-02T09:00:00Z",
    labels: ["lead"],
    on: [places.board],
    moves: [{ at: "2026-01-03T09:00:00Z", by: "bd-lead", to: "Partner" }],
  });
}

describe("milepost", () => {
  const mistakes: readonly { why: string; line: string; setting?: Setting; code: number; says: RegExp }[] = [
    {
      why: "an unknown command gets a suggestion",
      line: "plna",
      code: 2,
      says: /unknown command 'plna'\n\(Did you mean plan\?\)/,
    },
    { why: "an unknown option", line: "plan --al", code: 2, says: /unknown option '--al'/ },
    { why: "no command at all shows what there is", line: "", code: 2, says: /Usage: milepost/ },
    { why: "no item", line: "plan", code: 2, says: /Give owner\/repo#n, or --all/ },
    {
      why: "a name that is no issue",
      line: "plan leads-12",
      code: 2,
      says: /"leads-12" names no issue\. Write it as owner\/repo#12/,
    },
    { why: "both", line: "plan a/b#1 --all", code: 2, says: /not both/ },
    { why: "explain needs an item", line: "explain", code: 2, says: /missing required argument 'issue'/ },
    { why: "no token", line: "plan a/b#1", code: 4, says: /Set GITHUB_TOKEN or GH_TOKEN/ },
    {
      why: "apply without --confirm names the next command",
      line: "apply a/b#1",
      code: 2,
      says: /milepost apply --confirm a\/b#1/,
    },
    { why: "a missing file", line: "validate nowhere.yml", code: 2, says: /nowhere\.yml {2}There is no such file\./ },
    { why: "a port that is none", line: "sandbox --port x", code: 2, says: /"x" is not a whole number/ },
    { why: "a port beyond the last", line: "sandbox --port 70000", code: 2, says: /70000 is not a port/ },
    {
      why: "webhooks to nowhere",
      line: "sandbox --webhooks localhost:3000",
      code: 2,
      says: /"localhost:3000" is no address\. Write it as http:/,
    },
    {
      why: "an API that is no address",
      line: "plan a/b#1",
      setting: { env: { GITHUB_TOKEN: "x", GITHUB_API_URL: "api.github.com" } },
      code: 2,
      says: /GITHUB_API_URL is no address/,
    },
    {
      why: "apply without --confirm keeps the config in the next command",
      line: "apply --all --config mine.yml",
      code: 2,
      says: /milepost plan --all --config mine\.yml\nThen add --confirm: milepost apply --confirm --all --config mine\.yml/,
    },
    { why: "a scene that is none", line: "sandbox --scene moon", code: 2, says: /Choose one of: partnerships/ },
    {
      why: "nobody is there",
      line: "plan a/b#1",
      setting: { env: { GITHUB_TOKEN: "x", GITHUB_API_URL: "http://127.0.0.1:9" } },
      code: 1,
      says: /http:\/\/127\.0\.0\.1:9 could not be reached \(\w.*\)\. Check the network/,
    },
  ];
  it.each(mistakes)("says what to do, without a stack: $why", async ({ line, setting, code, says }) => {
    const told = await run(line, setting);
    expect(told).toMatchObject({ code, out: "" });
    expect(told.err).toMatch(says);
    expect(told.err).not.toMatch(/\n {4}at /);
  });

  it("answers --help and --version on standard output", async () => {
    expect(await run("--version")).toEqual({ code: 0, out: "0.1.0\n", err: "" });
    const help = await run("--help");
    for (const name of ["demo", "sandbox", "validate", "plan", "apply", "explain"])
      expect(help.out).toContain(`\n  ${name}`);
  });
});

describe("milepost validate", () => {
  it("says nothing is wrong with a config that is right", async () => {
    const files = { "milepost.yml": boardConfig };
    expect(await run("validate milepost.yml", { files, isTTY: true })).toEqual({
      code: 0,
      out: "milepost.yml is right.\n",
      err: "",
    });
    const piped = await run("validate milepost.yml", { files });
    expect(JSON.parse(piped.out)).toEqual({ file: "milepost.yml", valid: true, problems: [] });
  });

  it("names file, line and column of what is wrong, and ends with 2", async () => {
    const files = { ".github/milepost.yml": `${boardConfig}stagess: 1\n` };
    const told = await run("validate", { files, isTTY: true });
    expect(told.code).toBe(2);
    expect(told.out).toMatch(/^\.github\/milepost\.yml:16:1 {2}unknown-key {2}There is no key "stagess"\./);
    const piped = await run("validate --json", { files, isTTY: true });
    expect(JSON.parse(piped.out)).toMatchObject({ valid: false, problems: [{ where: ".github/milepost.yml:16:1" }] });
  });
});

describe("milepost validate, beyond the text of the config", () => {
  it("names a region whose holidays nobody knows, where it stands", async () => {
    const files = {
      "milepost.yml": `${boardConfig}calendar:\n  closed:\n    - { holidays: DE-BE }\n    - { holidays: XX }\n`,
    };
    const told = await run("validate milepost.yml", { files, isTTY: true });
    expect(told.code).toBe(2);
    expect(told.out).toBe(
      'milepost.yml:19:19  unknown-region  No public holidays are known for "XX". Write a country such as US, or a part of one such as DE-BE.\n',
    );
  });

  it("warns of an answer that no option of the form has, and suggests the one that was meant", async () => {
    const form =
      'name: Help\ndescription: Help\nbody:\n  - type: dropdown\n    id: impact\n    attributes:\n      label: Impact\n      options: ["🟩 Low", "🟥 Critical"]\n';
    const config = boardConfig
      .replace("    board: partnerships\n", "    board: partnerships\n    form: help.yml\n")
      .concat(
        '    escalations:\n      - { id: e, when: { field: impact, is: Critical }, mention: [bd-lead] }\n    answers:\n      - { field: impact, labels: { "🟩 low": "impact: low" } }\n',
      );
    const files = { "milepost.yml": config, ".github/milepost/help.yml": form };
    const told = await run("validate milepost.yml", { files, isTTY: true });
    expect(told.out).toBe(
      'milepost.yml:18:24  unknown-option  The field "impact" of help.yml has no option "Critical", so nobody can choose it. Did you mean `🟥 Critical`?\n',
    );
    expect(told.code).toBe(0);
  });
});

describe("milepost validate, with templates", () => {
  const config = `version: 1
repositories:
  leads: { name: openwater/leads }
pipelines:
  leads:
    items: { repository: leads, label: lead }
    stages:
      - { id: lead, label: "stage: lead" }
      - { id: partner, label: "stage: partner", outcome: won }
    steps:
      - { at: partner, open: welcome.md, values: { community_name: "{{ item.title }}" } }
`;
  const template = (name: string) => `---\nname: Welcome\nabout: Welcome\ntitle: Welcome\n---\n{{ ${name} }}\n`;

  it("finds them in the checkout that the config stands in", async () => {
    const files = { ".github/milepost.yml": config, ".github/milepost/welcome.md": template("community_name") };
    expect(await run("validate", { files, isTTY: true })).toEqual({
      code: 0,
      out: ".github/milepost.yml is right.\n",
      err: "",
    });
  });

  it("names an unknown variable where it stands, and ends with 2", async () => {
    const files = { "milepost.yml": config, "here/welcome.md": template("comunity_name") };
    const told = await run("validate milepost.yml --templates here", { files, isTTY: true });
    expect(told.code).toBe(2);
    expect(told.out).toContain("welcome.md:6:4");
    expect(told.out).toContain("comunity_name");
  });

  it("follows no symbolic link, since GitHub does not (34)", async () => {
    const files = { ".github/milepost.yml": config, ".github/milepost/welcome.md": template("community_name") };
    const told = await run("validate", { files, links: [".github/milepost/welcome.md"], isTTY: true });
    expect(told).toEqual({
      code: 2,
      out: ".github/milepost.yml:11:30  template-link  The template `welcome.md` is a symbolic link, which is not followed. Put the file itself in its place.\n",
      err: "",
    });
  });

  it("says so when none of them is there", async () => {
    const told = await run("validate", { files: { ".github/milepost.yml": config }, isTTY: true });
    expect(told.code).toBe(0);
    expect(told.out).toContain("templates-not-checked");
    expect(told.out).toContain("--templates FOLDER");
  });
});

describe("milepost plan", () => {
  it("shows nothing where nothing is due", async () => {
    const one = await lab();
    const told = await run("plan --all --org openwater", { one, env: { GITHUB_TOKEN: await one.appToken() } });
    expect(told.code).toBe(0);
    expect(JSON.parse(told.out)).toEqual({
      ...{ status: "complete", items: 0, planned: 0, plan: "e3b0c44298fc", left: [], results: [] },
      effort: {
        ...{ requests: 0, writes: 0, creations: 0, minutes: 0 },
        limits: { creationsPerMinute: 80, creationsPerHour: 500 },
      },
    });
  });

  it("ends with 3 and says so on stderr when the board is not there", async () => {
    const one = await lab();
    placeLead(one);
    const files = { "mine.yml": boardConfig.replace("openwater/61", "openwater/62") };
    const env = { GITHUB_TOKEN: await one.appToken() };
    const told = await run("plan --all --config mine.yml", { one, env, files });
    expect(JSON.parse(told.out).status).toBe("incomplete");
    expect(told.err).toContain("openwater/62");
    expect(told.code).toBe(3);
  });

  it("shows each change with its rule and its fact, and sends GitHub no mutation", async () => {
    const one = await lab();
    placeLead(one);
    const before = one.state();
    one.sandbox.meter.reset();
    const env = { GITHUB_TOKEN: await one.appToken() };
    const told = await run("plan openwater/leads#1", { one, env });
    const [result] = JSON.parse(told.out).results;
    expect(result).toMatchObject({
      ref: "openwater/leads#1",
      pipeline: "leads",
      stage: { id: "partner", since: "2026-01-03T09:00:00Z" },
    });
    expect(result.changes[0]).toMatchObject({
      kind: "add-label",
      text: '+ label "stage: partner"',
      rule: "pipelines.leads.stages[partner]",
    });
    expect(result.changes[0].fact).toContain("bd-lead");
    const words = await run("plan openwater/leads#1", { one, env, isTTY: true });
    expect(words.out).toContain(
      '  + label "stage: partner"\n      because bd-lead moved the card to Partner at 2026-01-03T09:00:00Z',
    );
    expect(words.out).toContain("Nothing was written.");
    expect(one.state()).toBe(before);
    expect(one.sandbox.meter).toMatchObject({ graphqlMutationDocuments: 0, restWrites: 0 });
  });

  it("says what doing it takes beside what GitHub allows, and apply takes that", async () => {
    const one = await lab();
    for (const title of ["A", "B", "C"]) placeLead(one, title);
    const env = { GITHUB_TOKEN: await one.appToken() };
    // By hand: three looks, and once more; for each lead a label, a read of who may see the comment, and the comment.
    const words = await run("plan --all --org openwater", { one, env, isTTY: true });
    expect(words.out).toContain("Doing it takes about 15 requests, 6 writes among them, and 1 minute.");
    expect(words.out).toContain(
      "It makes 3 things (issues, comments, labels): GitHub allows 80 a minute and 500 an hour.",
    );
    expect(words.out).toMatch(/This token may ask \d+ of \d+ points more until 2026-01-05T10:00:00Z/);
    expect(words.out).not.toContain("--wait");
    one.sandbox.meter.reset();
    await run("apply --confirm --all --org openwater", { one, env });
    expect(one.sandbox.meter).toMatchObject({ graphqlMutationDocuments: 6, creations: 3 });
  });

  it("gives the same bytes for the same state", async () => {
    const one = await lab();
    for (const title of ["A", "B", "C"]) placeLead(one, title);
    const env = { GITHUB_TOKEN: await one.appToken() };
    const first = await run("plan --all --org openwater", { one, env });
    expect((await run("plan --all --org openwater", { one, env })).out).toBe(first.out);
    expect(JSON.parse(first.out).results.map(({ ref }: { ref: string }) => ref)).toEqual(
      [1, 2, 3].map((n) => `openwater/leads#${n}`),
    );
  });

  it("shows a person of the team what Milepost would do: their own moves count", async () => {
    const one = await lab();
    placeLead(one);
    const told = await run("plan openwater/leads#1", { one, env: { GH_TOKEN: one.sandbox.tokenOf("bd-lead") } });
    expect(JSON.parse(told.out).results[0].stage.id).toBe("partner");
    expect(told.err).toContain("You are bd-lead, not Milepost");
  });

  it("takes a local config in place of the organisation's", async () => {
    const one = await lab({ config: null });
    placeLead(one);
    const env = { GITHUB_TOKEN: await one.appToken() };
    const told = await run("plan --all --config mine.yml", { one, env, files: { "mine.yml": boardConfig } });
    expect(JSON.parse(told.out)).toMatchObject({ items: 1 });
    const none = await run("plan --all --org openwater", { one, env });
    expect(none).toMatchObject({ code: 2, out: "" });
    expect(none.err).toContain("config-missing");
  });

  it("ends with 3 and says what was not read when a list comes back broken", async () => {
    const one = await lab();
    placeLead(one);
    const env = { GITHUB_TOKEN: await one.appToken() };
    one.sandbox.faults.onlyTokensOf = ["milepost"];
    const config = boardConfig.replace("name: openwater/leads", "name: openwater/nowhere");
    const told = await run("plan --all --config mine.yml", { one, env, files: { "mine.yml": config } });
    expect(told.code).toBe(3);
    expect(told.err).toContain("openwater/nowhere was not listed");
    expect(JSON.parse(told.out)).toMatchObject({ status: "incomplete" });
  });

  it.each([
    {
      why: "a bad token",
      ref: "openwater/leads#1",
      token: () => "ghp_bad",
      code: 4,
      says: "GitHub does not accept the token",
    },
    {
      why: "an issue that is not there",
      ref: "openwater/leads#77",
      token: (one: Lab) => one.sandbox.tokenOf("bd-lead"),
      code: 2,
      says: "There is no issue openwater/leads#77",
    },
    {
      why: "a repository out of sight",
      ref: "openwater/leads#1",
      token: (one: Lab) => one.sandbox.tokenOf("rep-estuary"),
      code: 2,
      says: "There is no issue openwater/leads#1, or the token may not see it",
    },
  ])("says what to do about $why", async ({ ref, token, code, says }) => {
    const one = await lab();
    placeLead(one);
    const told = await run(`plan ${ref}`, { one, env: { GITHUB_TOKEN: token(one) } });
    expect(told).toMatchObject({ code, out: "" });
    expect(told.err).toContain(says);
  });
});

describe("milepost plan --if", () => {
  it("shows what would follow, writes nothing, and changes nothing when what is supposed is so already", async () => {
    const one = await lab();
    placeLead(one);
    const before = one.state();
    const env = { GITHUB_TOKEN: await one.appToken() };
    const plain = JSON.parse((await run("plan openwater/leads#1", { one, env })).out);
    const same = await run("plan openwater/leads#1 --if add-label=lead", { one, env });
    expect(JSON.parse(same.out)).toEqual(plain);
    const moved = await run("plan openwater/leads#1 --if add-label=stage:_lead", { one, env });
    expect(moved.code).toBe(0);
    expect(one.state()).toBe(before);
  });

  const rows: readonly { why: string; deed: string; says: string }[] = [
    { why: "a card", deed: "move=Lead", says: "openwater/leads#1 in leads, lead since 2026-01-05T09:00:00Z" },
    { why: "a label that claims it", deed: "remove-label=lead", says: "openwater/leads#1 belongs to no pipeline" },
  ];
  it.each(rows)("supposes $why: $deed", async ({ deed, says }) => {
    const one = await lab();
    placeLead(one);
    const env = { GITHUB_TOKEN: await one.appToken() };
    const told = await run(`explain openwater/leads#1`, { one, env, isTTY: true });
    expect(told.out).not.toContain(says);
    const supposed = await run(`plan openwater/leads#1 --json --if ${deed}`, { one, env });
    const [{ pipeline, stage }] = JSON.parse(supposed.out).results;
    const words = pipeline === null ? "belongs to no pipeline" : `in ${pipeline}, ${stage.id} since ${stage.since}`;
    expect(`openwater/leads#1 ${words}`).toBe(says);
  });

  it.each([
    { why: "a deed that is none", line: "plan a/b#1 --if label=x", says: "Use add-label=NAME" },
    { why: "no single issue", line: "plan --all --if reopen", says: "--if needs one issue" },
  ])("says what to do about $why", async ({ line, says }) => {
    const told = await run(line);
    expect(told).toMatchObject({ code: 2, out: "" });
    expect(told.err).toContain(says);
  });

  it("says so when no board has the column", async () => {
    const one = await lab();
    placeLead(one);
    const told = await run("plan openwater/leads#1 --if move=Nowhere", {
      one,
      env: { GITHUB_TOKEN: await one.appToken() },
    });
    expect(told.code).toBe(2);
    expect(told.err).toContain("no board of the config with a column of that name");
  });
});

describe("milepost validate --online", () => {
  it("says nothing is wrong when everything is there", async () => {
    const one = await lab();
    const told = await run("validate --online --org openwater", {
      one,
      env: { GITHUB_TOKEN: await one.appToken() },
      isTTY: true,
    });
    expect(told.out).toContain("config-public");
    expect(told.code).toBe(0);
    const files = { "milepost.yml": boardConfig };
    const local = await run("validate milepost.yml --online", {
      one,
      env: { GITHUB_TOKEN: await one.appToken() },
      files,
      isTTY: true,
    });
    expect(local).toMatchObject({ code: 0, out: "milepost.yml is right.\n" });
  });

  it("names the line whose column is not on the board, and ends with 2", async () => {
    const one = await lab({ columns: ["Lead", "Partners"] });
    const env = { GITHUB_TOKEN: await one.appToken() };
    const before = one.state();
    const told = await run("validate milepost.yml --online", { one, env, files: { "milepost.yml": boardConfig } });
    expect(told.code).toBe(2);
    const problems: readonly { where: string; todo: string }[] = JSON.parse(told.out).problems;
    expect(problems.map(({ where }) => where.split(":").slice(0, 2).join(":"))).toContain("milepost.yml:15");
    expect(JSON.stringify(problems)).toContain("Partners");
    expect(one.state()).toBe(before);
  });

  it("names the scopes that a personal token lacks", async () => {
    const one = await lab();
    const { store } = one.sandbox;
    const token = "classic-token-of-bd-lead";
    const account = store.accountByLogin("bd-lead")!.id;
    store.tokens.set(token, { kind: "user", token, account, scopes: ["repo", "read:project"] });
    const told = await run("validate milepost.yml --online", {
      one,
      env: { GITHUB_TOKEN: token },
      files: { "milepost.yml": boardConfig },
      isTTY: true,
    });
    expect(told.out).toContain(
      "GITHUB_TOKEN  scope-missing  The token lacks 2 scopes: project, read:org. Add them: gh auth refresh -s project,read:org",
    );
    expect(told.code).toBe(2);
  });

  it("needs a token", async () => {
    expect(await run("validate --online --org openwater")).toMatchObject({ code: 4, out: "" });
  });
});

describe("milepost config show", () => {
  const files = { "milepost.yml": boardConfig };

  it("shows what the file says and nothing else", async () => {
    const told = await run("config show milepost.yml", { files, isTTY: true });
    expect(told).toMatchObject({ code: 0, err: "" });
    expect(told.out).toContain('mode: "apply"\n');
    expect(told.out).not.toContain("visibility-bound");
    expect(told.out).not.toContain("milepost.yml:");
  });

  it("fills in defaults with --effective, and says where with --origin", async () => {
    const told = await run("config show milepost.yml --effective --origin", { files, isTTY: true });
    expect(told.out).toMatch(/^mode: "apply" +milepost\.yml:2:7$/m);
    expect(told.out).toMatch(/^visibility-bound: "15m" +default$/m);
    const piped = JSON.parse((await run("config show milepost.yml --effective --origin", { files })).out);
    expect(piped).toContainEqual({ path: "visibility-bound", value: "15m", origin: "default" });
  });

  it("reads an organisation's config where it lives", async () => {
    const one = await lab();
    const told = await run("config show --org openwater --origin", {
      one,
      env: { GITHUB_TOKEN: await one.appToken() },
    });
    expect(JSON.parse(told.out)).toContainEqual({
      path: "mode",
      value: "apply",
      origin: "openwater/.github:.github/milepost.yml:2:7",
    });
  });

  it("tells the problems of a config that cannot be used, and shows nothing", async () => {
    const told = await run("config show milepost.yml", { files: { "milepost.yml": "mode: aply\n" } });
    expect(told).toMatchObject({ code: 2, out: "" });
    expect(told.err).toMatch(/^milepost\.yml:1:\d/);
  });
});

describe("milepost apply", () => {
  it("does what plan showed, and nothing the second time", async () => {
    const one = await lab();
    const lead = placeLead(one);
    const env = { GITHUB_TOKEN: await one.appToken() };
    const told = await run("apply --confirm --all --org openwater", { one, env });
    expect(told.code).toBe(0);
    expect(JSON.parse(told.out).results[0].changes[0]).toMatchObject({
      kind: "add-label",
      outcome: { kind: "applied" },
    });
    expect(one.labelsOf(lead)).toEqual(["lead", "stage: partner"]);
    one.sandbox.clock.advance(3600);
    const before = one.state();
    const again = await run("apply --confirm --all --org openwater", { one, env });
    expect(JSON.parse(again.out)).toMatchObject({ planned: 0, applied: 0, status: "complete" });
    expect(one.state()).toBe(before);
  });

  it("ends with 3 when GitHub left something open, and with --wait goes on by itself", async () => {
    const one = await lab();
    const lead = placeLead(one);
    const env = { GITHUB_TOKEN: await one.appToken() };
    one.sandbox.faults.next("notApplied502");
    const stopped = await run("apply --confirm --all --org openwater", { one, env });
    expect(stopped).toMatchObject({ code: 3 });
    expect(one.labelsOf(lead)).toEqual(["lead"]);
    one.sandbox.faults.next("notApplied502");
    const waited = await run("apply --confirm --all --wait --org openwater", { one, env });
    expect(waited).toMatchObject({ code: 0 });
    expect(waited.err).toMatch(/What is left waits until 2026-01-05T09:0\d:\d\dZ; stopping here loses nothing\./);
    expect(one.labelsOf(lead)).toEqual(["lead", "stage: partner"]);
  });

  it("refuses the token of a person of the team, and writes nothing", async () => {
    const one = await lab();
    placeLead(one);
    const before = one.state();
    const told = await run("apply --confirm --all --org openwater", {
      one,
      env: { GITHUB_TOKEN: one.sandbox.tokenOf("bd-lead") },
    });
    expect(told).toMatchObject({ code: 2, out: "" });
    expect(told.err).toContain("The token belongs to bd-lead, who is in team: @openwater/partnerships");
    expect(one.state()).toBe(before);
  });

  it("writes nothing while the config says mode: plan", async () => {
    const one = await lab({ config: boardConfig.replace("mode: apply", "mode: plan") });
    placeLead(one);
    const before = one.state();
    const told = await run("apply --confirm --all --org openwater", {
      one,
      env: { GITHUB_TOKEN: await one.appToken() },
    });
    expect(told).toMatchObject({ code: 2, out: "" });
    expect(told.err).toContain("Set mode: apply");
    expect(one.state()).toBe(before);
  });
});

describe("milepost explain", () => {
  it("says where an item stands and how it came there", async () => {
    const one = await lab();
    placeLead(one);
    const told = await run("explain openwater/leads#1", {
      one,
      env: { GITHUB_TOKEN: await one.appToken() },
      isTTY: true,
    });
    expect(told.code).toBe(0);
    expect(told.out).toContain("openwater/leads#1 in leads, partner since 2026-01-03T09:00:00Z");
    expect(told.out).toContain("  lead from 2026-01-02T09:00:00Z to 2026-01-03T09:00:00Z");
  });

  it("says what each pipeline takes when the issue belongs to none", async () => {
    const one = await lab();
    one.build.issue(one.places.leads, { title: "No label", by: "bd-lead", at: "2026-01-02T09:00:00Z" });
    one.build.issue(one.places.support, { title: "Elsewhere", by: "bd-lead", at: "2026-01-02T09:00:00Z" });
    const setting = { one, env: { GITHUB_TOKEN: await one.appToken() }, isTTY: true };
    const unlabelled = await run("explain openwater/leads#1", setting);
    expect(unlabelled.out).toContain(
      '  . leads takes issues with the label "lead" of openwater/leads, and this one has no such label',
    );
    const elsewhere = await run("explain openwater/support#1", setting);
    expect(elsewhere.out).toContain("and this one is in openwater/support.");
  });
});

describe("milepost sandbox", () => {
  it("prints its address, its tokens and what is in it, and works until it is ended", async () => {
    let out = "";
    const terminal = quiet({ write: (text) => (out += text) });
    let login: unknown;
    const code = await runSandbox(terminal, { port: 0, scene: "partnerships", seed: 1 }, async () => {
      const { url, people } = JSON.parse(out);
      const response = await fetch(`${url}/user`, { headers: { authorization: `bearer ${people[0].token}` } });
      login = ((await response.json()) as { login: unknown }).login;
    });
    expect([code, login]).toEqual([0, "bd-lead"]);
    const start = JSON.parse(out);
    expect(start.boards).toEqual([
      {
        name: "openwater/61",
        title: "Partnerships",
        columns: ["Lead", "Qualified lead", "Prospect", "Partner", "Lost"],
        cards: 0,
      },
    ]);
    expect(start.repositories.map(({ name }: { name: string }) => name)).toContain("openwater/leads");
    expect(start.app).toMatchObject({ slug: "milepost", privateKey: expect.stringContaining("PRIVATE KEY") });
  });

  it("fills it with eighteen months of work when asked", async () => {
    let out = "";
    const terminal = quiet({ write: (text) => (out += text) });
    let config: unknown;
    const code = await runSandbox(terminal, { port: 0, scene: "eighteen-months", seed: 1 }, async () => {
      const { url, people } = JSON.parse(out);
      const address = `${url}/repos/openwater/.github/contents/.github/milepost.yml`;
      const response = await fetch(address, { headers: { authorization: `bearer ${people[0].token}` } });
      config = Buffer.from(((await response.json()) as { content: string }).content, "base64").toString();
    });
    expect(code).toBe(0);
    expect(config).toContain("onboarding/live");
    const { repositories, boards } = JSON.parse(out);
    const issues = Object.fromEntries(
      repositories.map(({ name, issues }: { name: string; issues: number }) => [name, issues]),
    );
    expect(issues["openwater/leads"]).toBe(440);
    expect(issues["openwater/infrastructure"]).toBeGreaterThan(900);
    expect(boards.map(({ name, cards }: { name: string; cards: number }) => `${name} ${cards}`)).toEqual([
      "openwater/61 400",
      "openwater/57 0",
    ]);
  });
});

function quiet(out: Terminal["out"]): Terminal {
  return {
    out,
    err: { write: () => true },
    env: {},
    readFile: () => "",
    isLink: () => false,
    writeNew: () => "there",
    write: () => {},
  };
}
