/**
 * A small organisation on a sandbox behind a port, for testing the doors: private leads on board 61, one public
 * repository that has labels only, and no templates. Time stands still and waiting moves it.
 */
import { type StartOptions, startApp } from "../../src/entry/app/start-app.ts";
import { createLibraryLog, createLog } from "../../src/entry/log.ts";
import { readManifest } from "../../src/entry/manifest.ts";
import { createGitHub } from "../../src/entry/wire.ts";
import type { Clock } from "../../src/github/ports.ts";
import type { Reconciled } from "../../src/model/change.ts";
import { instant } from "../../src/model/time.ts";
import { builder } from "../../src/sandbox/build.ts";
import { builderActor } from "../../src/sandbox/build-past.ts";
import { createSandbox } from "../../src/sandbox/create-sandbox.ts";
import { listen } from "../../src/sandbox/http.ts";
import { writeFile } from "../../src/sandbox/ops-files.ts";
import { asPerson } from "../../src/sandbox/people.ts";
import type { IssueRow } from "../../src/sandbox/rows.ts";

/** Leads on a board. */
export const boardConfig = `version: 1
mode: apply
starts: 2025-01-01
team: ["@openwater/partnerships"]
boards:
  partnerships: { project: openwater/61 }
repositories:
  leads: { name: openwater/leads, visibility: private }
pipelines:
  leads:
    items: { repository: leads, label: lead }
    board: partnerships
    stages:
      - { id: lead, board: Lead, label: "stage: lead" }
      - { id: partner, board: Partner, label: "stage: partner", outcome: won }
`;

/** Labels only, in one repository. */
export const labelConfig = `version: 1
mode: apply
starts: 2025-01-01
repositories:
  support: { name: openwater/support }
pipelines:
  support:
    items: { repository: support }
    stages:
      - { id: received, label: "stage: received" }
      - { id: solved, label: "stage: solved", outcome: done, closed-as: completed }
`;

export interface LabOptions {
  /** Text of .github/milepost.yml in openwater/.github; null: there is none. */
  readonly config?: string | null;
  /** Files of openwater/support. */
  readonly files?: Readonly<Record<string, string>>;
  readonly columns?: readonly string[];
}

/** Everything is up; close it after the test. */
export async function startLab({ config = boardConfig, files = {}, columns = ["Lead", "Partner"] }: LabOptions = {}) {
  const sandbox = createSandbox({ seed: 3, now: "2026-01-05T09:00:00Z", enforceLimits: false });
  const build = builder(sandbox.world);
  build.org("openwater", { owners: ["bd-lead"], members: ["engineer-1"] });
  build.user("rep-estuary");
  build.user("machine");
  build.team("openwater", "partnerships", ["bd-lead"]);
  build.repo("openwater/.github", {
    visibility: "public",
    files: config === null ? {} : { ".github/milepost.yml": config },
  });
  const labels = ["lead", "stage: lead", "stage: partner"];
  const leads = build.repo("openwater/leads", { visibility: "private", labels });
  const support = build.repo("openwater/support", { labels: ["stage: received", "stage: solved"], files });
  const board = build.project("openwater", "Partnerships", { number: 61, memberAccess: "write", status: columns });
  const app = sandbox.installApp({
    slug: "milepost",
    org: "openwater",
    webhookSecret: "s".repeat(32),
    ...readManifest(),
  });
  const github = await listen(sandbox, { port: 0 });
  const clock: Clock = {
    now: () => instant(sandbox.clock.now()),
    sleep: async (seconds) => sandbox.clock.advance(Math.ceil(seconds)),
  };
  const closing: (() => Promise<void>)[] = [() => github.close()];

  /** Starts the App with its log at every level, and aims webhooks at it. */
  async function runApp(over: Partial<StartOptions> = {}) {
    const lines: string[] = [];
    const results: Reconciled[] = [];
    const to = { write: (line: string) => void lines.push(line) };
    const running = await startApp({
      appId: app.id,
      privateKey: app.privateKey,
      webhookSecret: app.webhookSecret,
      baseUrl: github.url,
      port: 0,
      clock,
      sweepEverySeconds: 0,
      log: createLog({ level: "trace", to }),
      libraryLog: createLibraryLog({ level: "trace", to }),
      onReconciled: (result) => void results.push(result),
      ...over,
    });
    sandbox.hooks.target(`${running.url}/api/github/webhooks`);
    closing.unshift(async () => {
      sandbox.hooks.target(null);
      await running.close();
    });
    /** Settles when deliveries and all that came of them are done. */
    async function settle(): Promise<void> {
      let heard: number | undefined;
      do {
        heard = sandbox.hooks.log.at(-1)?.id;
        await sandbox.hooks.flush();
        await running.idle();
      } while (sandbox.hooks.log.at(-1)?.id !== heard || sandbox.hooks.waiting > 0);
    }
    await settle();
    return { ...running, lines, results, settle, said: () => lines.join("") };
  }

  return {
    sandbox,
    build,
    app,
    clock,
    url: github.url,
    places: { leads, support, board },
    runApp,
    person: (login: string) => asPerson(sandbox, login),
    /** Pushes files to a default branch. */
    push(login: string, repository: string, pushed: Readonly<Record<string, string>>) {
      const [owner = "", name = ""] = repository.split("/");
      const row = sandbox.store.repositoryByName(owner, name)!;
      for (const [path, text] of Object.entries(pushed)) {
        writeFile(sandbox.world, builderActor(sandbox.world, login), row, path, text);
      }
    },
    /** Names of an issue's labels, sorted. */
    labelsOf: (issue: IssueRow) => issue.labels.map((id) => sandbox.store.labels.get(id)!.name).sort(),
    /** The column in which an issue's card stands on board 61. */
    columnOf(issue: IssueRow): string | null {
      const field = sandbox.store.fieldByName(board.id, "Status")!;
      const value = sandbox.store.itemsOfIssue(issue.id)[0]?.values.get(field.id)?.value;
      return field.options.find(({ id }) => value?.kind === "single-select" && id === value.optionId)?.name ?? null;
    },
    /** Everything on this GitHub as text, for comparing. */
    state: () => JSON.stringify(sandbox.snapshot()),
    /** A token as the App would mint it for a workflow or a command line. */
    async appToken(): Promise<string> {
      const auth = {
        kind: "installation",
        appId: app.id,
        privateKey: app.privateKey,
        installation: app.installationId,
      } as const;
      const octokit = createGitHub({ baseUrl: github.url, auth });
      const { token } = (await octokit.auth({ type: "installation" })) as { token: string };
      return token;
    },
    async close() {
      for (const close of closing.splice(0)) await close();
    },
  };
}

export type Lab = Awaited<ReturnType<typeof startLab>>;
