/** The Action's bundle, run as GitHub's runner runs it: a process with inputs in its environment, files for its answers. */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { bundleAction } from "../../scripts/bundle-action.mjs";

export interface Job {
  readonly inputs: Readonly<Record<string, string>>;
  readonly repository?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Files that the job checked out. */
  readonly checkout?: Readonly<Record<string, string>>;
}

export const manifest = parse(readFileSync("action.yml", "utf8")) as {
  inputs: Record<string, { default?: string }>;
  outputs: Record<string, unknown>;
  runs: { using: string; main: string };
};

/** Where one bundle is, for the tests of one file. */
export async function makeBundle() {
  const folder = mkdtempSync(join(tmpdir(), "milepost-action-"));
  const bundle = join(folder, "index.mjs");
  await bundleAction(bundle);
  const at = { folder, bundle };
  return {
    /** One step of a job. Inputs that are not given have the defaults of action.yml, as on GitHub. */
    runStep: (node: string, github: { readonly url: string }, job: Job) => runStep(at, node, github, job),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

async function runStep(
  { folder, bundle }: { readonly folder: string; readonly bundle: string },
  node: string,
  { url }: { readonly url: string },
  { inputs, repository = "openwater/.github", env = {}, checkout = {} }: Job,
) {
  const step = mkdtempSync(join(folder, "step-"));
  const files = { output: join(step, "output"), summary: join(step, "summary"), event: join(step, "event.json") };
  for (const [path, text] of Object.entries(checkout)) {
    mkdirSync(dirname(join(step, path)), { recursive: true });
    writeFileSync(join(step, path), text);
  }
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
    /** What the step left in its workspace, by path. */
    files: Object.fromEntries(filesIn(step).map((path) => [path.slice(step.length + 1), readFileSync(path, "utf8")])),
  };
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** This Node, and the one that GitHub runs Actions on where it is at hand. */
export const node24 = process.env.MILEPOST_NODE24;
export const runtimes = [
  { name: "this Node", node: process.execPath },
  ...(node24 && existsSync(node24) ? [{ name: "Node 24", node: node24 }] : []),
];
