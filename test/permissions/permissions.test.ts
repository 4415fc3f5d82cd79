/**
 * Permissions: the tables, the documents and the workflows say the same as `app.yml`, and the judge that `collect.ts` asks
 * after each run sees what is missing and what is unused.
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { missingTest } from "../support/titles.ts";
import { complaintsOf, type Heard, readManifest } from "./judge.ts";
import { byChoice, heardElsewhere, mutationNeeds, routeNeeds } from "./needs.ts";
import { testFiles } from "./whole.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const manifest = readManifest();

/** All TypeScript of a folder of src, as one text; without the sandbox and the demo, which are no part of the App. */
function source(folder: string): string {
  const files = readdirSync(`${root}src/${folder}`, { recursive: true, encoding: "utf8" });
  const ours = files.filter((file) => file.endsWith(".ts") && !/^(sandbox|entry\/demo|demo)\//.test(file));
  return ours.map((file) => readFileSync(`${root}src/${folder}/${file}`, "utf8")).join("\n");
}

/** Routes by GitHub's names, as Octokit is given them. */
function routesIn(text: string): readonly string[] {
  const found = [...text.matchAll(/["`]((?:GET|POST|PATCH|PUT|DELETE) \/[^"`\s]*)["`]/g)].map(([, route]) => route!);
  return [...new Set(found.map((route) => route.replace(/\$\{id\}/, "{delivery_id}")))].sort();
}

/** Everything of the tables, asked once. */
const everything: Heard = {
  routes: [...Object.keys(routeNeeds), "POST /repos/{owner}/{repo}/issues/{issue_number}/comments"].map(
    (route) => `installation ${route}`,
  ),
  documents: [
    `mutation { ${[...Object.keys(mutationNeeds), "addBlockedBy", "deleteLabel"].map((field, at) => `a${at}: ${field} { clientMutationId }`).join(" ")} }`,
    `query { node(id: "x") { ... on Issue { title labels { totalCount } } ... on Team { name } ... on Blob { text } ... on Repository { name } } }`,
  ],
};

describe("the judge of permissions", () => {
  it("has nothing to say where everything is asked, placed and granted", () => {
    expect(complaintsOf(everything, { ...manifest, isWhole: true })).toEqual([]);
  });

  it("knows a whole run by the files' names as vitest gives them", () => {
    const files = testFiles(root.replace(/\/$/, ""));
    expect(files).toContain(expect.getState().testPath);
    expect(files.length).toBeGreaterThan(200);
    expect(files.filter((file) => file.includes(".long."))).toEqual([]);
  });

  it("says nothing of what a part of the tests does not ask", () => {
    expect(complaintsOf({ routes: [], documents: [] }, { ...manifest, isWhole: false })).toEqual([]);
  });

  it("names every permission that nothing needs, once all tests have run", () => {
    const told = complaintsOf({ routes: [], documents: [] }, { ...manifest, isWhole: true });
    // pull_requests, contents, metadata and the others at `read` are needed by events; these are not.
    for (const need of ["issues: write", "organization_projects: write", "members: read", "checks: write"]) {
      expect(told).toContain(`app.yml asks for "${need}", and nothing in the tests needs it.`);
    }
    expect(told).toContain("mutation createIssue is in test/permissions/needs.ts, and no test asks it.");
  });

  const actions = { ...manifest, permissions: { ...manifest.permissions, actions: "read" }, isWhole: true };
  it("names a permission that was added for nothing", () => {
    expect(complaintsOf(everything, actions)).toEqual([
      'app.yml asks for "actions: read", and nothing in the tests needs it.',
    ]);
  });

  it.each([
    {
      why: "a route that nobody has placed",
      heard: { routes: ["installation DELETE /repos/o/r"], documents: [] },
      says: "DELETE /repos/o/r: say in",
    },
    {
      why: "a mutation that nobody has placed",
      heard: { routes: [], documents: [`mutation { mergePullRequest { clientMutationId } }`] },
      says: "mutation mergePullRequest: say in",
    },
    {
      why: "a type that nobody has placed",
      heard: { routes: [], documents: [`query { node(id: "x") { ... on CheckSuite { status } } }`] },
      says: "fields of CheckSuite: say in",
    },
    {
      why: "a pull request's text, which app.yml does not let it read below",
      heard: { routes: [], documents: [`query { node(id: "x") { ... on PullRequest { title } } }`] },
      says: 'fields of PullRequest needs "pull_requests: read", and app.yml does not ask for it.',
    },
  ])("names $why", ({ heard, says }) => {
    const { pull_requests: _, ...fewer } = manifest.permissions;
    const told = complaintsOf(heard, { permissions: fewer, ofEvents: [], isWhole: false });
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(says);
  });

  it("tells read from write", () => {
    const heard: Heard = { routes: ["installation POST /repos/o/r/check-runs"], documents: [] };
    const told = complaintsOf(heard, { permissions: { checks: "read" }, ofEvents: [], isWhole: false });
    expect(told).toEqual([
      'POST /repos/{owner}/{repo}/check-runs needs "checks: write", and app.yml does not ask for it.',
    ]);
  });
});

describe("the tables of permissions", () => {
  it("have every route that is written in src, and no other", () => {
    // The token of an installation is asked for by @octokit/auth-app.
    const ofLibraries = ["POST /app/installations/{installation_id}/access_tokens"];
    expect([...routesIn(source(".")), ...ofLibraries].sort()).toEqual(Object.keys(routeNeeds).sort());
  });

  it("have every mutation that is written in src, and no other", () => {
    const written = [...source("github").matchAll(/\bfield: "(\w+)"/g)].map(([, field]) => field!);
    expect([...new Set(written)].sort()).toEqual(Object.keys(mutationNeeds).sort());
  });

  it.each(Object.entries(heardElsewhere))("name a test for %s", (_, [file, words]) => {
    expect(missingTest(file, words)).toBeNull();
  });
});

describe("the README's table of permissions", () => {
  const text = readFileSync(`${root}README.md`, "utf8");
  const table = text.slice(text.indexOf("| permission | level |"), text.indexOf("## The weekly report"));
  const rows = [...table.matchAll(/^\| ([A-Z][\w ]+) \| (\w+) \| (.*) \|$/gm)].map(
    ([, name, level, why]) => [name!.toLowerCase().replaceAll(" ", "_"), level!, why!] as const,
  );

  it("is that of app.yml, and what only some configs need is said to be so", () => {
    const chosen = rows.filter(([, , why]) => why.includes("not in `app.yml`"));
    expect(chosen.map(([name, level]) => `${name}: ${level}`)).toEqual(
      byChoice.filter((need) => need.endsWith("write")),
    );
    const always = rows.filter((row) => !chosen.includes(row)).map(([name, level]) => [name, level]);
    expect(Object.fromEntries(always)).toEqual(manifest.permissions);
  });
});

describe("the token that a workflow asks for", () => {
  // Check runs are the App's: an Action is a check itself.
  const { checks: _, ...ofActions } = manifest.permissions;

  it("needs no check runs, which only the App writes", () => {
    const checksIn = (folder: string) => routesIn(source(folder)).filter((route) => route.includes("check-runs"));
    expect(checksIn(".")).toHaveLength(2);
    expect(checksIn("entry/app")).toEqual(checksIn("."));
  });

  it.each(["milepost.yml", "report.yml"])("of %s has exactly what Milepost uses", (file) => {
    const workflow = parse(readFileSync(`${root}templates/workflows/${file}`, "utf8")) as {
      readonly jobs: Readonly<
        Record<string, { readonly steps: readonly { uses?: string; with?: Record<string, string> }[] }>
      >;
    };
    const steps = Object.values(workflow.jobs).flatMap(({ steps }) => steps);
    const step = steps.find(({ uses }) => uses?.startsWith("actions/create-github-app-token@"));
    const asked = Object.entries(step?.with ?? {}).filter(([name]) => name.startsWith("permission-"));
    const named = asked.map(([name, level]) => [name.slice("permission-".length).replaceAll("-", "_"), level]);
    expect(Object.fromEntries(named)).toEqual(ofActions);
  });
});
