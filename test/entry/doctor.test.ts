/** `milepost doctor`: reads, tells, and writes nothing. */
import { afterEach, describe, expect, it } from "vitest";
import { boardConfig, type Lab, type LabOptions, startLab } from "./lab.ts";
import { runLine as run } from "./lab-terminal.ts";

const labs: Lab[] = [];
afterEach(async () => {
  for (const one of labs.splice(0)) await one.close();
});

async function lab(options: LabOptions = {}) {
  const one = await startLab(options);
  labs.push(one);
  const env = { APP_ID: String(one.app.id), PRIVATE_KEY: one.app.privateKey };
  return { one, env };
}

describe("milepost doctor", () => {
  it("finds nothing wrong where everything is right, and writes nothing", async () => {
    const { one, env } = await lab();
    const before = one.state();
    const told = await run("doctor --org openwater", { one, env, isTTY: true });
    expect(told.code).toBe(0);
    expect(told.out).toContain("  = permissions Everything in app.yml is granted.\n");
    expect(told.out).toContain("  = config      openwater/.github:.github/milepost.yml is right; mode: apply.\n");
    expect(told.out).not.toMatch(/^ {2}[!?]/m);
    expect(one.state()).toBe(before);
  });

  it("names the exact permission and event that the App lacks, and ends with 4", async () => {
    const { one, env } = await lab();
    const [installation] = one.sandbox.store.installations.values();
    const { checks: _, ...fewer } = installation!.permissions;
    Object.assign(installation!, { permissions: { ...fewer, issues: "read" } });
    const told = await run("doctor --org openwater", { one, env, isTTY: true });
    expect(told.code).toBe(4);
    expect(told.out).toContain('The App has only "issues: read", and "issues: write" is needed.');
    expect(told.out).toContain('The App has no permission "checks", and "checks: write" is needed.');
  });

  it("counts what is followed, and what is not by why", async () => {
    const { one, env } = await lab();
    const on = [one.places.board];
    const by = { by: "bd-lead", at: "2026-01-02T09:00:00Z", on };
    one.build.issue(one.places.leads, { title: "A", labels: ["lead"], ...by });
    one.build.issue(one.places.leads, { title: "B", ...by });
    one.build.issue(one.places.leads, { title: "C", isPullRequest: true, ...by });
    const told = await run("doctor --org openwater", { one, env, isTTY: true });
    expect(told.out).toContain("leads: 1 issue followed.");
    expect(told.out).toContain(
      "board partnerships: 1 card followed. Not followed: 1 issues that no pipeline or rule takes; 1 pull requests.",
    );
  });

  it("names the missing column and ends with 2", async () => {
    const { one, env } = await lab({ columns: ["Lead", "Partners"] });
    const told = await run("doctor --org openwater", { one, env, isTTY: true });
    expect(told.code).toBe(2);
    expect(told.out).toMatch(/^ {2}! names .*board-column-missing/m);
  });

  it("names the scopes that a classic token lacks, or says that a token cannot tell", async () => {
    const { one } = await lab();
    const told = await run("doctor --org openwater", { one, env: { GITHUB_TOKEN: await one.appToken() }, isTTY: true });
    expect(told.out).toContain("With APP_ID, PRIVATE_KEY and --org, the App's grants are checked.");
  });

  it("asks a running App how it is", async () => {
    const { one, env } = await lab();
    const app = await one.runApp();
    const told = await run(`doctor --org openwater --app ${app.url}`, { one, env, isTTY: true });
    expect(told.out).toContain(`${app.url} says ok: 0 waiting, 0 for later, 0 parked.`);
    const gone = await run("doctor --org openwater --app http://127.0.0.1:9", { one, env, isTTY: true });
    expect(gone.code).toBe(1);
    expect(gone.out).toContain("http://127.0.0.1:9 does not answer. Is the App running?");
  });

  it("checks a local config, too", async () => {
    const { one, env } = await lab({ config: null });
    const files = { "mine.yml": boardConfig.replace("openwater/61", "openwater/62") };
    const told = await run("doctor --org openwater --config mine.yml", { one, env, files, isTTY: true });
    expect(told.code).toBe(2);
    expect(told.out).toContain("mine.yml:6");
  });

  it.each([
    {
      why: "it may stand there",
      report: "weekly: { every: monday, post: { issue: leads, label: metrics-report } }",
      code: 0,
      says: "  = reports     weekly: may stand where it is posted.\n",
    },
    {
      why: "it is for the team and everybody may read the place",
      report: "weekly: { every: monday, post: { issue: open, label: metrics-report } }",
      code: 2,
      says: "This report is for the team, and openwater/support is public; it was not posted there.",
    },
    {
      why: "the App lacks the permission that discussions need",
      report: "weekly: { every: monday, post: { discussion: leads, category: Reports } }",
      code: 4,
      says: 'The report weekly is posted as a discussion, and "discussions: write" is needed for that.',
    },
  ])("says of a report's place: $why", async ({ report, code, says }) => {
    const config = boardConfig.replace("pipelines:", "  open: { name: openwater/support }\npipelines:");
    const { one, env } = await lab({ config: `${config}reports:\n  ${report}\n` });
    const told = await run("doctor --org openwater", { one, env, isTTY: true });
    expect(told.out).toContain(says);
    expect(told.code).toBe(code);
  });
});
