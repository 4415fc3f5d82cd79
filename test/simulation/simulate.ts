/**
 * Lives one seeded week twice: once under trouble, once without, with the same deeds at the same times. Both must end
 * with the same GitHub, and a further pass must write nothing.
 */

import type { Config } from "../../src/config/config.ts";
import { loadConfig } from "../../src/config/load.ts";
import { createSandbox } from "../../src/sandbox/create-sandbox.ts";
import { asPerson } from "../../src/sandbox/people.ts";
import type { IssueRow } from "../../src/sandbox/rows.ts";
import type { Faults, Sandbox } from "../../src/sandbox/sandbox.ts";
import { applyScene } from "../../src/sandbox/scenes/scene.ts";
import { cloudFiles, configPath } from "../scenarios/files.ts";
import { canonical } from "./canonical.ts";
import { createCloudCast } from "./cloud-cast.ts";
import type { CloudDeed } from "./cloud-story.ts";
import { createEngine, type Engine, type Without } from "./engine.ts";
import { filesOf } from "./organisation.ts";
import { type Deed, randomOf } from "./story.ts";

/** What somebody does, and when. */
export interface Happening<D> {
  readonly at: string;
  readonly by: string;
  readonly deed: D;
}

/** Where a week is lived: an organisation, its config, and what a deed means there. */
export interface Week<D> {
  readonly scene: string;
  readonly files: (seed: number) => Readonly<Record<string, string>>;
  readonly begins: string;
  readonly cast: (sandbox: Sandbox) => Cast<D>;
}

export interface Cast<D> {
  act(by: string, deed: D): Promise<void>;
  /** Whatever had to wait for Milepost, once all trouble is over. */
  finish?(): Promise<void>;
}

/** Leads only, on a board. */
export const leadsWeek: Week<Deed> = {
  scene: "partnerships",
  files: (seed) => filesOf(seed % 2 === 0 ? "tell" : "undo"),
  begins: "2026-03-02T08:00:00Z",
  cast: createCast,
};

/** The whole language: the config of `examples/research-cloud`. */
export const cloudWeek: Week<CloudDeed> = {
  scene: "research-cloud",
  files: () => cloudFiles(),
  begins: "2026-09-21T07:00:00Z",
  cast: createCloudCast,
};

export interface Trouble {
  readonly faults: Partial<Faults>;
  /** The process dies after every single write, and starts again with a sweep. */
  readonly killAfterEveryWrite?: boolean;
  /** Chance that the next deed happens between our read and our write. */
  readonly interloper?: number;
}

export interface Ended<D> {
  readonly end: unknown;
  /** Write requests of a pass over everything, after all was settled. */
  readonly writesOfNextPass: number;
  readonly bugs: readonly string[];
  /** What the planner called an error, each once. */
  readonly problems: readonly string[];
  readonly kills: number;
  /** The deeds with the times at which they were really done. */
  readonly lived: readonly Happening<D>[];
  readonly issuesMade: number;
}

const webhookSecret = "simulation-simulation-simulation-";

/** Lives a story to its end. */
export async function live<D>(
  week: Week<D>,
  seed: number,
  story: readonly Happening<D>[],
  trouble: Trouble,
  without: Without = {},
): Promise<Ended<D>> {
  const files = week.files(seed);
  const sandbox = createSandbox({ seed });
  applyScene(sandbox, week.scene, files);
  sandbox.clock.set(week.begins);
  const chance = randomOf(seed + 1_000_003);
  const waiting = [...story];
  const lived: Happening<D>[] = [];
  const cast = week.cast(sandbox);
  const act = async (at: string) => {
    const { deed, by } = waiting.shift()!;
    if (at > sandbox.clock.now()) sandbox.clock.set(at);
    lived.push({ at: sandbox.clock.now(), by, deed });
    await cast.act(by, deed);
  };
  const engine = start(sandbox, files, without, {
    beforeWrite: async () => {
      if (waiting.length === 0 || chance() >= (trouble.interloper ?? 0)) return;
      sandbox.clock.advance(600);
      await act(sandbox.clock.now());
    },
    killAfterWrite: () => trouble.killAfterEveryWrite === true,
  });
  Object.assign(sandbox.faults, { ...trouble.faults, onlyTokensOf: ["milepost"] });
  // What is due or was held comes before the next deed.
  const workOn = () => engine.work(() => later(waiting[0]?.at, sandbox.clock.now()));
  // As at every start of the process.
  engine.sweep();
  await workOn();
  let day = "";
  while (waiting.length > 0) {
    await act(waiting[0]!.at);
    // A sweep a day: the App has one every half hour.
    if (sandbox.clock.now().slice(0, 10) !== day) engine.sweep();
    day = sandbox.clock.now().slice(0, 10);
    await workOn();
  }
  return { ...(await settle(sandbox, engine, cast)), lived };
}

/** Trouble ends; what was held is looked at again; then one sweep; then one more pass, which must write nothing. */
async function settle<D>(sandbox: Sandbox, engine: Engine, cast: Cast<D>): Promise<Omit<Ended<never>, "lived">> {
  for (const name of Object.keys(sandbox.faults)) {
    const key = name as keyof Faults;
    if (typeof sandbox.faults[key] === "number" && key !== "delaySeconds") Object.assign(sandbox.faults, { [key]: 0 });
  }
  sandbox.faults.lagSeconds = {};
  sandbox.clock.advance(6 * 3600);
  const soon = hoursFrom(sandbox, 6);
  await engine.work(() => sandbox.clock.now());
  engine.sweep();
  await engine.work(() => soon);
  await cast.finish?.();
  await engine.work(() => soon);
  sandbox.meter.reset();
  engine.sweep();
  // At this moment only: what time alone brings is no write too many.
  const now = sandbox.clock.now();
  await engine.work(() => now);
  const { restWrites, graphqlMutationDocuments } = sandbox.meter;
  return {
    end: canonical(sandbox),
    writesOfNextPass: restWrites + graphqlMutationDocuments,
    bugs: engine.bugs,
    problems: [...engine.problems].sort(),
    kills: engine.kills,
    issuesMade: sandbox.store.issues.size,
  };
}

function later(at: string | undefined, now: string): string {
  return at !== undefined && at > now ? at : now;
}

function hoursFrom(sandbox: Sandbox, hours: number): string {
  return `${new Date(Date.parse(sandbox.clock.now()) + hours * 3_600_000).toISOString().slice(0, 19)}Z`;
}

type Hooks = Required<Pick<Parameters<typeof createEngine>[0], "beforeWrite" | "killAfterWrite">>;

function start(sandbox: Sandbox, files: Readonly<Record<string, string>>, without: Without, hooks: Hooks): Engine {
  const app = sandbox.installApp({
    slug: "milepost",
    org: "openwater",
    webhookSecret,
    permissions: {
      issues: "write",
      organization_projects: "write",
      contents: "read",
      metadata: "read",
      members: "read",
    },
    events: ["issues", "issue_comment", "label", "projects_v2_item", "sub_issues", "issue_dependencies"],
  });
  const token = `simulated-${app.installationId}`;
  sandbox.store.tokens.set(token, {
    kind: "installation",
    token,
    repositories: null,
    installation: app.installationId,
    expiresAt: "2999-01-01T00:00:00Z",
    permissions: {
      issues: "write",
      organization_projects: "write",
      contents: "read",
      metadata: "read",
      members: "read",
    },
  });
  const engine = createEngine({
    sandbox,
    config: configOf(files[configPath]!),
    token,
    installation: app.installationId,
    without,
    ...hooks,
  });
  sandbox.hooks.automatic = false;
  sandbox.hooks.target((request) => engine.receive(request));
  return engine;
}

function configOf(text: string): Config {
  const { config, problems } = loadConfig(text, "milepost.yml", { home: { owner: "openwater", repo: ".github" } });
  if (config === null) throw new Error(problems.map(({ where, what }) => `${where} ${what}`).join("\n"));
  return config;
}

/** People who act through the API; what cannot be done any more (a column it is already in) is done all the same. */
function createCast(sandbox: Sandbox) {
  const leads = new Map<number, IssueRow>();
  const board = [...sandbox.store.projects.values()].find((project) => project.number === 61)!;
  async function act(by: string, deed: Deed): Promise<void> {
    const person = asPerson(sandbox, by);
    if (deed.kind === "open") {
      const body = `### Community\n\n${deed.community}\n\n### Notes\n\n- [ ] call back`;
      const issue = await person.openIssue("openwater/leads", { title: deed.title, body, labels: ["lead"] });
      leads.set(deed.lead, issue);
      await person.addToBoard(issue, board);
      return;
    }
    const issue = leads.get(deed.lead)!;
    if (deed.kind === "move") await person.moveCard(issue, board, deed.column);
    if (deed.kind === "label") await person.label(issue, deed.label);
    if (deed.kind === "comment") await person.comment(issue, deed.body);
    if (deed.kind === "close") await person.close(issue, "NOT_PLANNED");
    if (deed.kind === "reopen") await person.reopen(issue);
    if (deed.kind === "tick") await person.editBody(issue, (issue.body ?? "").replace("- [ ]", "- [x]"));
  }
  return { act };
}

/** The same deeds at the same times, with nothing going wrong. */
export function undisturbed<D>(week: Week<D>, seed: number, lived: readonly Happening<D>[]): Promise<Ended<D>> {
  return live(week, seed, lived, { faults: {} });
}

/**
 * What goes wrong in a seed's week: each kind alone, then all together. `limited`: chance that a request meets a limit;
 * one that closes the gate for an hour is met more often by a config that asks more.
 */
export function troubleOf(seed: number, limited = 0.05): Trouble {
  const deliveries: Partial<Faults> = {
    duplicateDelivery: 0.3,
    dropDelivery: 0.3,
    delayDelivery: 0.3,
    delaySeconds: 5400,
    reorderDeliveries: 0.5,
  };
  const writes: Partial<Faults> = { appliedThen500: 0.15, notApplied502: 0.15 };
  const limits: Partial<Faults> = { secondaryLimit: limited, graphqlRateLimited: limited };
  const kinds: readonly Trouble[] = [
    { faults: deliveries },
    { faults: writes },
    { faults: {}, killAfterEveryWrite: true },
    { faults: {}, interloper: 0.2 },
    { faults: { ...deliveries, ...writes, ...limits }, killAfterEveryWrite: seed % 3 === 0, interloper: 0.1 },
  ];
  return kinds[seed % kinds.length]!;
}
