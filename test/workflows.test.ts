/**
 * Every workflow that runs here, that is handed out, and that the documents show, by rules of our own in the spirit of
 * zizmor's audits, whose names stand beside them: zizmor itself cannot be installed everywhere. What each asks was written
 * down here and not held against zizmor's pages; zizmor knows more, such as whether a commit belongs to its repository.
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const root = fileURLToPath(new URL("../", import.meta.url));

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>> | string;
  readonly steps?: readonly Step[];
  readonly secrets?: unknown;
  readonly "timeout-minutes"?: number;
}

interface Workflow {
  readonly on?: unknown;
  readonly permissions?: Readonly<Record<string, string>> | string;
  readonly concurrency?: unknown;
  readonly jobs?: Readonly<Record<string, Job>>;
}

interface Source {
  readonly name: string;
  readonly text: string;
}

function filesIn(folder: string): readonly Source[] {
  return readdirSync(`${root}${folder}`)
    .filter((file) => /\.ya?ml$/.test(file))
    .map((file) => ({ name: `${folder}/${file}`, text: readFileSync(`${root}${folder}/${file}`, "utf8") }));
}

/** The workflows shown in a document: its YAML blocks that have jobs or steps. */
function shownIn(path: string): readonly Source[] {
  const blocks = [...readFileSync(`${root}${path}`, "utf8").matchAll(/^```ya?ml\n(.*?)^```/gms)].map(
    ([, text]) => text!,
  );
  return blocks
    .filter((text) => /^\s*(-\s+)?(jobs|steps|uses|run):/m.test(text))
    .map((text, at) => ({ name: `${path}, workflow ${at + 1}`, text }));
}

const documents = ["README.md", "SECURITY.md", ".github/CONFIG.md", ".github/CONTRIBUTING.md"];
const sources = [...filesIn(".github/workflows"), ...filesIn("templates/workflows"), ...documents.flatMap(shownIn)];

const jobsOf = ({ jobs }: Workflow) => Object.values(jobs ?? {});
const stepsOf = (workflow: Workflow) => jobsOf(workflow).flatMap(({ steps }) => steps ?? []);

function grantsOf(permissions: Workflow["permissions"]): readonly string[] {
  return typeof permissions === "object" ? Object.values(permissions) : [permissions ?? "unsaid"];
}

/** Uses without a whole commit id, or without the version that it is said to be. */
function unpinned({ text }: Source): readonly string[] {
  const lines = text.split("\n").filter((line) => /^\s*(-\s+)?uses:/.test(line));
  const right = /uses: [\w-]+\/[\w./-]+@[0-9a-f]{40} # (v\d+\.\d+\.\d+|the release you trust)$/;
  return lines.filter((line) => !right.test(line)).map((line) => line.trim());
}

/** Expressions in what a shell or a script reads. */
function injected(workflow: Workflow): readonly string[] {
  return stepsOf(workflow)
    .flatMap(({ run, with: given }) => [run, given?.script, given?.run])
    .filter((text): text is string => typeof text === "string" && text.includes("${{"));
}

/** Writes that a job may do, and no other: workflow → permission → why. */
const mayWrite: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ".github/workflows/release.yml": {
    contents: "makes the draft of a release",
    "id-token": "is known to the signer",
    attestations: "keeps the signed statements",
  },
};

function tooMuch(name: string, workflow: Workflow): readonly string[] {
  const allowed = Object.keys(mayWrite[name] ?? {});
  const ofJobs = jobsOf(workflow).flatMap(({ permissions }) => {
    if (typeof permissions !== "object") return permissions === undefined ? [] : grantsOf(permissions);
    return Object.entries(permissions).flatMap(([what, grant]) => (allowed.includes(what) ? [] : [grant]));
  });
  return [...grantsOf(workflow.permissions), ...ofJobs].filter((grant) => !["read", "none"].includes(grant));
}

/** Jobs that may write and run what was checked out or installed. */
function trusting(workflow: Workflow): readonly string[] {
  const writing = jobsOf(workflow).filter(({ permissions }) => grantsOf(permissions ?? {}).includes("write"));
  return writing.flatMap(({ steps = [] }) =>
    steps.flatMap(({ uses, run }) => {
      const runs = /\b(npm|npx|node|bash|sh|\.\/)\b/.test(run ?? "") ? [run!] : [];
      return uses?.startsWith("actions/checkout@") ? [uses] : runs;
    }),
  );
}

/** Rules that a workflow breaks or not, by zizmor's names where it has one. */
const others: readonly { readonly why: string; readonly isBad: (workflow: Workflow, text: string) => boolean }[] = [
  { why: "dangerous-triggers", isBad: (_, text) => /^\s*-?\s*(pull_request_target|workflow_run)\b/m.test(text) },
  {
    why: "artipacked",
    isBad: (workflow) =>
      stepsOf(workflow).some(
        ({ uses, with: given }) => uses?.startsWith("actions/checkout@") && given?.["persist-credentials"] !== false,
      ),
  },
  {
    why: "cache-poisoning",
    isBad: (workflow) =>
      stepsOf(workflow).some(({ uses, with: given }) => /^actions\/cache/.test(uses ?? "") || given?.cache),
  },
  { why: "github-env", isBad: (_, text) => /GITHUB_(ENV|PATH)\b/.test(text) },
  { why: "insecure-commands", isBad: (_, text) => /ACTIONS_ALLOW_UNSECURE_COMMANDS|::set-(output|env)/.test(text) },
  { why: "bot-conditions", isBad: (_, text) => /github\.(actor|triggering_actor)/.test(text) },
  { why: "secrets-inherit", isBad: (workflow) => jobsOf(workflow).some(({ secrets }) => secrets === "inherit") },
  { why: "overprovisioned-secrets", isBad: (_, text) => /toJSON\(\s*secrets|secrets\[/i.test(text) },
  { why: "event text", isBad: (_, text) => /github\.(event\.|head_ref)/.test(text) },
  { why: "concurrency-limits", isBad: ({ concurrency }) => concurrency === undefined },
  {
    why: "a job without an end",
    isBad: (workflow) => jobsOf(workflow).some((job) => job["timeout-minutes"] === undefined),
  },
];

const hostile = `
on:
  pull_request_target:
permissions: write-all
jobs:
  a:
    secrets: inherit
    steps:
      - uses: actions/checkout@v5
      - uses: actions/cache@08c6903cd8c0fde910a37f88322edcfb5dd907a8
      - run: echo "\${{ github.event.issue.title }}" >> $GITHUB_ENV
        if: github.actor == 'x'
      - run: echo '::set-output name=a::\${{ toJSON(secrets) }}'
`;

const tooTrusting = `
permissions: {}
jobs:
  publish:
    permissions:
      contents: write
    steps:
      - uses: actions/checkout@v5
      - run: npm publish
`;

describe("workflows", () => {
  it("are those that run here and those that are handed out", () => {
    expect(sources.map(({ name }) => name)).toEqual(
      expect.arrayContaining([".github/workflows/ci.yml", "templates/workflows/milepost.yml"]),
    );
  });

  it("are judged: a hostile one breaks every rule", () => {
    const workflow = parse(hostile) as Workflow;
    expect(unpinned({ name: "", text: hostile })).toHaveLength(2);
    expect(injected(workflow)).toHaveLength(2);
    expect(tooMuch("", workflow)).toEqual(["write-all"]);
    expect(tooMuch("", parse(tooTrusting) as Workflow)).toEqual(["write"]);
    expect(trusting(parse(tooTrusting) as Workflow)).toEqual(["actions/checkout@v5", "npm publish"]);
    expect(others.filter(({ isBad }) => !isBad(workflow, hostile)).map(({ why }) => why)).toEqual([]);
  });
});

describe("the workflow of a release", () => {
  const release = sources.find(({ name }) => name === ".github/workflows/release.yml")!;
  const { jobs = {} } = parse(release.text) as Workflow;

  it("uses every write that it is allowed, in one job, each with its reason beside it", () => {
    const writes = Object.values(jobs).map(({ permissions }) =>
      Object.entries(permissions ?? {}).flatMap(([what, grant]) => (grant === "write" ? [what] : [])),
    );
    expect(writes).toEqual([[], Object.keys(mayWrite[release.name]!)]);
    const lines = release.text.split("\n");
    const unsaid = lines.filter((line, at) => /^ +[\w-]+: (read|write)$/.test(line) && !/^ +# \S/.test(lines[at - 1]!));
    expect(unsaid).toEqual([]);
  });

  it("tests and checks with advisories before it packs, and makes the bill of materials of what is passed on", () => {
    const runs = stepsOf({ jobs: { build: jobs.build! } }).map(({ run }) => run ?? "");
    const at = (words: string) => runs.findIndex((run) => run.includes(words));
    expect(at("npm ci")).toBeGreaterThanOrEqual(0);
    expect(at("npm test")).toBeGreaterThan(at("npm ci"));
    expect(at("npm pack")).toBeGreaterThan(at("npm run check"));
    expect(runs[at("npm pack")]).toContain("npm sbom --package-lock-only --sbom-format cyclonedx");
    expect(release.text).toContain('MILEPOST_REQUIRE_ADVISORIES: "1"');
  });

  it("has the package and its bill of materials signed by GitHub before there is a draft", () => {
    const steps = stepsOf({ jobs: { publish: jobs.publish! } }).map(
      ({ uses, run }) => uses?.split("@")[0] ?? run ?? "",
    );
    expect(steps).toEqual([
      "actions/download-artifact",
      "actions/attest-build-provenance",
      "actions/attest-sbom",
      expect.stringMatching(/^gh release create "\$GITHUB_REF_NAME" --draft --verify-tag /),
    ]);
  });
});

describe.each(sources)("$name", ({ name, text }) => {
  const workflow = parse(text) as Workflow;

  it("pins every action to a commit, with its version beside it", () => {
    expect(unpinned({ name, text })).toEqual([]);
  });

  it("puts no expression into a script", () => {
    expect(injected(workflow)).toEqual([]);
  });

  it("may read, and nothing more but what a release needs", () => {
    expect(tooMuch(name, workflow)).toEqual([]);
  });

  it("runs nothing that was installed in a job that may write", () => {
    expect(trusting(workflow)).toEqual([]);
  });

  it.each(others)("has nothing of $why", ({ isBad }) => {
    expect(isBad(workflow, text)).toBeFalsy();
  });
});
