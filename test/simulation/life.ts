/**
 * One seeded life: weeks of an organisation in the sandbox, people and bots at work, Milepost in several processes one
 * after the other, whatever goes wrong that the seed's faults say; then trouble ends, it settles, and the checkers look
 * at the end. The same seed and faults give the same life to the letter.
 */
import { loadConfig } from "../../src/config/load.ts";
import { builderActor } from "../../src/sandbox/build-past.ts";
import { createSandbox } from "../../src/sandbox/create-sandbox.ts";
import { createAccount } from "../../src/sandbox/ops-accounts.ts";
import { createComment } from "../../src/sandbox/ops-comments.ts";
import { deleteIssue, lockIssue } from "../../src/sandbox/ops-issues.ts";
import { removeLabels } from "../../src/sandbox/ops-labels.ts";
import { asPerson } from "../../src/sandbox/people.ts";
import type { IssueRow } from "../../src/sandbox/rows.ts";
import type { Faults, Sandbox } from "../../src/sandbox/sandbox.ts";
import { applyScene } from "../../src/sandbox/scenes/scene.ts";
import { canary, violationsOf } from "./checkers.ts";
import { createEngine, type Engine, type Without } from "./engine.ts";
import { type FaultClass, faultClasses, type Trouble, together } from "./faults.ts";
import { filesOf } from "./organisation.ts";
import { type Deed, type Happening, randomOf, type StorySize, storyOf } from "./story.ts";
import { createTurns } from "./turns.ts";

export interface LifeOptions {
  readonly seed: number;
  /** Ids of fault classes; those that the seed draws when not given. */
  readonly faults?: readonly string[];
  /** How many deeds of the seed's story are done; all when not given. */
  readonly deeds?: number;
  readonly size?: StorySize;
  /** A safety that is taken away. */
  readonly without?: Without;
  /** Taken over all others: for a safety that needs a sharper fault. */
  readonly trouble?: Trouble;
}

export interface LifeEnd {
  readonly violations: readonly string[];
  readonly faults: readonly string[];
  readonly deeds: number;
  /** What happened, one line each, with the sandbox's time. */
  readonly history: readonly string[];
}

/** Three weeks of one lead or two. */
export const shortLife: StorySize = { leads: 2, deeds: 7, restSeconds: 150_000 };

/** Of those that a life can have: one, two or three, as the seed says; every class comes first in its turn. */
export function faultsOf(seed: number): readonly FaultClass[] {
  const possible = faultClasses.filter(({ trouble }) => trouble !== null);
  const random = randomOf(seed + 77);
  const more = Math.floor(random() * 3);
  const drawn = Array.from({ length: more }, () => possible[Math.floor(random() * possible.length)]!);
  return [...new Set([possible[seed % possible.length]!, ...drawn])];
}

const begins = "2026-03-02T08:00:00Z";
const permissions = {
  ...{ issues: "write", organization_projects: "write" },
  ...{ contents: "read", metadata: "read", members: "read" },
};
const events = ["issues", "issue_comment", "label", "projects_v2_item", "sub_issues", "issue_dependencies"];

/** Lives it to its end. */
export async function liveThrough(options: LifeOptions): Promise<LifeEnd> {
  const { seed, without = {} } = options;
  const classes = options.faults?.map(classNamed) ?? faultsOf(seed);
  const trouble = { ...together(classes), ...options.trouble };
  const story = storyOf(seed, options.size ?? shortLife);
  const deeds = story.slice(0, options.deeds ?? story.length);
  const history: string[] = [];
  const sandbox = createSandbox({ seed });
  const tell = (words: string) => void history.push(`${sandbox.clock.now()} ${words}`);
  const files = filesOf(seed % 2 === 0 ? "tell" : "undo");
  applyScene(sandbox, "partnerships", files);
  sandbox.clock.set(begins);
  const app = sandbox.installApp({
    slug: "milepost",
    org: "openwater",
    webhookSecret: "s".repeat(32),
    permissions,
    events,
  });
  const token = `simulated-${app.installationId}`;
  sandbox.store.tokens.set(token, {
    ...{ kind: "installation", token, repositories: null, installation: app.installationId },
    ...{ expiresAt: "2999-01-01T00:00:00Z", permissions },
  });
  const { config } = loadConfig(files[".github/milepost.yml"]!, "milepost.yml", {
    home: { owner: "openwater", repo: ".github" },
  });
  const people = createPeople(sandbox, tell);
  const on = switches(seed, trouble, { sandbox, people, tell, waiting: [...deeds] });
  const early: string[] = [];
  const base = { sandbox, config: config!, token, installation: app.installationId, tell };
  const engine = createEngine({
    ...base,
    without: {
      ...without,
      mostLooks: without.mostLooks ?? 3000,
    },
    concurrency: 4,
    restartSeconds: 30,
    turns: createTurns(randomOf(seed + 5)),
    ...on.hooks,
    onTheWay: on.onTheWay,
    onEarly: (words) => void early.push(words),
  });
  sandbox.hooks.automatic = false;
  sandbox.hooks.target((request) => engine.receive(request));
  Object.assign(sandbox.faults, { ...trouble.github, onlyTokensOf: ["milepost"] });
  engine.sweep();
  await engine.work(() => on.until());
  for (let day = ""; on.waiting.length > 0; ) {
    await on.act();
    // A sweep a day: the App has one every half hour.
    if (sandbox.clock.now().slice(0, 10) !== day) on.sweeps(engine);
    day = sandbox.clock.now().slice(0, 10);
    await engine.work(() => on.until());
  }
  on.end();
  calm(sandbox);
  tell("trouble is over");
  await passes(sandbox, engine);
  const writes = writesOf(sandbox);
  const fresh = createEngine(base);
  const writesOfNextPass = await writesOfPass(sandbox, fresh);
  const writesAfterOldNews = await writesAfter(sandbox, fresh);
  const dry = createEngine({
    ...base,
    without: {
      writer: () => ({ write: async (_, changes) => changes.map(() => ({ kind: "refused", why: "dry" }) as const) }),
    },
  });
  const writesOfDryRun = await writesOfPass(sandbox, dry);
  const violations = violationsOf({
    sandbox,
    botId: app.botId,
    ...{ writesOfNextPass, writesAfterOldNews, writesOfDryRun, writes, early },
    bugs: [...engine.bugs, ...fresh.bugs],
    deeds: on.done(),
    mayTwin: losesAnswers(trouble),
    times: people.times,
    looked: engine.looked,
    touched: on.isPoison ? new Map() : people.touched,
    stages: fresh.stages,
    texts: people.texts,
    ownLabels: people.ownLabels,
  });
  return { violations, faults: classes.map(({ id }) => id), deeds: deeds.length, history };
}

/** An answer that never comes is remembered as one; only a process that forgets, or another one, does not know of it. */
function losesAnswers(trouble: Trouble): boolean {
  const { killed, killedAfterWrites, replaced } = trouble;
  return Boolean(killed || killedAfterWrites || replaced);
}

function classNamed(id: string): FaultClass {
  const found = faultClasses.find((one) => one.id === id);
  if (found === undefined)
    throw new Error(`There is no fault ${id}. Known: ${faultClasses.map((one) => one.id).join(", ")}.`);
  if (found.trouble === null)
    throw new Error(`${id} (${found.name}) is not tried in a life, but in ${found.tests.join(" and ")}.`);
  return found;
}

/** All that GitHub does wrong ends. */
function calm({ faults }: Sandbox): void {
  for (const name of Object.keys(faults) as (keyof Faults)[])
    if (typeof faults[name] === "number" && name !== "delaySeconds") Object.assign(faults, { [name]: 0 });
  faults.lagSeconds = {};
}

/** Sweeps after the trouble until all must be well: what could not be read of the organisation is read again by and by. */
const passesAllowed = 3;

/** What was held is looked at, then the sweeps, each with all that follows within a day. */
async function passes(sandbox: Sandbox, engine: Engine): Promise<void> {
  sandbox.clock.advance(4 * 86_400);
  await engine.work(() => sandbox.clock.now());
  for (let pass = 0; pass < passesAllowed; pass += 1) {
    engine.sweep();
    const soon = after(sandbox, 86_400);
    await engine.work(() => soon);
  }
}

async function writesOfPass(sandbox: Sandbox, engine: Engine): Promise<number> {
  sandbox.meter.reset();
  engine.sweep();
  // At this moment only: what time alone brings is no write too many.
  const now = sandbox.clock.now();
  await engine.work(() => now);
  return writesOf(sandbox);
}

/** The newest webhooks come once more, a day later. */
async function writesAfter(sandbox: Sandbox, engine: Engine): Promise<number> {
  const news = sandbox.hooks.log.slice(-30);
  sandbox.meter.reset();
  for (const { headers, body } of news) {
    await engine.receive(new Request("http://app/", { method: "POST", headers: { ...headers }, body }));
  }
  const now = sandbox.clock.now();
  await engine.work(() => now);
  return writesOf(sandbox);
}

function writesOf({ meter }: Sandbox): number {
  const { restWrites, graphqlMutationDocuments } = meter.of("milepost");
  return restWrites + graphqlMutationDocuments;
}

function after({ clock }: Sandbox, seconds: number): string {
  return `${new Date(Date.parse(clock.now()) + seconds * 1000).toISOString().slice(0, 19)}Z`;
}

type OnTheWay = (request: Request) => Promise<Response | null>;

interface Stage {
  readonly sandbox: Sandbox;
  readonly people: People;
  readonly tell: (words: string) => void;
  readonly waiting: Happening[];
}

/** The faults of one life, as the engine's hooks. */
function switches(seed: number, trouble: Trouble, { sandbox, people, tell, waiting }: Stage) {
  const draws = new Map<string, () => number>();
  const happens = (name: string, chance = 0) => {
    if (isOver || chance === 0) return false;
    const random = draws.get(name) ?? randomOf(seed * 31 + name.length * 1009 + name.charCodeAt(0));
    draws.set(name, random);
    return random() < chance;
  };
  let isOver = false;
  let done = 0;
  let withdrawnUntil = "";
  let withdrawals = 0;
  const shaken = [...(trouble.shaken ?? [])];
  let undos = trouble.otherBot ?? 0;

  async function act(): Promise<void> {
    const { deed, by, at } = waiting.shift()!;
    if (at > sandbox.clock.now()) sandbox.clock.set(at);
    if (undos > 0 && people.undo()) undos -= 1;
    await people.act(by, deed);
    done += 1;
    if (done === 2 && trouble.crowd) people.crowd(trouble.crowd);
    if (shaken.length > 0 && done > 3) people.shake(shaken.shift()!);
  }

  const onTheWay: OnTheWay = async (request) => {
    if (isOver) return null;
    if (trouble.slowSeconds) sandbox.clock.advance(trouble.slowSeconds);
    // Three such hours at most: who asks again and again would meet one after the other.
    if (withdrawals < 3 && happens("withdrawn", trouble.withdrawn)) {
      withdrawals += 1;
      withdrawnUntil = after(sandbox, 3600);
    }
    if (withdrawnUntil > sandbox.clock.now()) return answer(403, "Resource not accessible by integration");
    if (happens("long limit", trouble.longLimit))
      return answer(403, "You have exceeded a secondary rate limit", { "retry-after": "3300" });
    if (happens("unauthorised", trouble.unauthorised)) return answer(401, "Bad credentials");
    if (!happens("hung", trouble.hung)) return null;
    sandbox.clock.advance(20);
    tell("a request had no answer");
    if (happens("hung but done", 0.5)) await sandbox.fetch(request);
    throw new TypeError("fetch failed");
  };
  return {
    waiting,
    act,
    sweeps(engine: Engine) {
      if (happens("missed sweep", trouble.missedSweeps)) return;
      engine.sweep();
      if (happens("doubled sweep", trouble.doubledSweeps)) engine.sweep();
    },
    done: () => done,
    isPoison: trouble.poison === true,
    end: () => {
      isOver = true;
    },
    /** What is due or was held comes before the next deed. */
    until: () => (waiting[0] && waiting[0].at > sandbox.clock.now() ? waiting[0].at : sandbox.clock.now()),
    onTheWay,
    hooks: {
      skewSeconds: trouble.skewSeconds ?? 0,
      async beforeWrite() {
        if (happens("meddler", trouble.meddler)) await people.meddle();
        if (waiting.length === 0 || !happens("interloper", trouble.interloper)) return;
        sandbox.clock.advance(600);
        await act();
      },
      killAfterWrite: () => trouble.killedAfterWrites === true && !isOver,
      atRequest: () =>
        happens("killed", trouble.killed)
          ? ("killed" as const)
          : happens("replaced", trouble.replaced)
            ? ("replaced" as const)
            : ("nothing" as const),
      poisoned: () => (trouble.poison && !isOver ? people.first() : null),
      arriving(_event: string, payload: unknown) {
        const news = happens("stale", trouble.stale) ? staled(payload) : payload;
        return [
          ...(happens("junk", trouble.junk)
            ? [null, [], { action: "no such thing", issue: 7 }, { projects_v2_item: {} }]
            : []),
          news,
          ...(happens("repeated", trouble.repeated) ? [news, news] : []),
        ];
      },
    },
  };
}

function answer(status: number, message: string, more: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify({ message }), {
    status,
    headers: { "content-type": "application/json", ...more },
  });
}

/** The same issue, as it may have been once: without labels, closed, by nobody. */
function staled(payload: unknown): unknown {
  const old = structuredClone(payload) as { issue?: Record<string, unknown>; changes?: unknown };
  if (old.issue) Object.assign(old.issue, { labels: [], state: "closed", user: null, title: "", body: null });
  delete old.changes;
  return old;
}

type People = ReturnType<typeof createPeople>;

/** People who act through the API. What cannot be done any more (a lead that is gone) is left. */
function createPeople(sandbox: Sandbox, tell: (words: string) => void) {
  const { store, world } = sandbox;
  const leads = new Map<number, IssueRow>();
  const board = [...store.projects.values()].find(({ number }) => number === 61)!;
  // Not ours: another bot that may write there.
  const tidy = createAccount(world, "Bot", "tidy-bot");
  store.repositoryByName("openwater", "leads")!.collaborators.set(tidy.id, "write");
  const times = new Set<string>();
  const touched = new Map<string, string>();
  const texts = new Map<string, string>();
  const ownLabels = new Map<string, readonly string[]>();

  function note(issue: IssueRow): void {
    times.add(sandbox.clock.now());
    touched.set(issue.id, sandbox.clock.now());
    texts.set(issue.id, issue.body ?? "");
  }

  async function act(by: string, deed: Deed): Promise<void> {
    const person = asPerson(sandbox, by);
    tell(`${by}: ${Object.values(deed).join(" ")}`);
    if (deed.kind === "open") {
      const body = `### Community\n\n${deed.community}\n\n### Notes\n\n${canary}\n\n- [ ] call back`;
      const issue = await person.openIssue("openwater/leads", {
        title: deed.title,
        body,
        labels: ["lead", "contract"],
      });
      leads.set(deed.lead, issue);
      note(issue);
      ownLabels.set(issue.id, ["lead", "contract"]);
      await person.addToBoard(issue, board);
      times.add(sandbox.clock.now());
      return;
    }
    const issue = leads.get(deed.lead)!;
    if (issue.deleted) return;
    if (deed.kind === "move" && columnIs(deed.column)) await person.moveCard(issue, board, deed.column);
    if (deed.kind === "label") await person.label(issue, deed.label);
    if (deed.kind === "comment" && !issue.locked) await person.comment(issue, deed.body);
    if (deed.kind === "close" && issue.state === "OPEN") await person.close(issue, "NOT_PLANNED");
    if (deed.kind === "reopen" && issue.state === "CLOSED") await person.reopen(issue);
    if (deed.kind === "tick") await person.editBody(issue, (issue.body ?? "").replace("- [ ]", "- [x]"));
    note(issue);
  }

  function columnIs(name: string): boolean {
    return store.fieldByName(board.id, "Status")!.options.some((option) => option.name === name);
  }

  return {
    ...{ act, times, touched, texts, ownLabels },
    first: () => leads.get(0)?.id ?? null,
    /** A box of ours is ticked, a comment of ours is edited, an issue of ours is closed. */
    async meddle() {
      const ours = [...store.issues.values()].filter(
        ({ author, deleted, id }) =>
          !deleted && !texts.has(id) && store.accounts.get(author ?? "")?.login === "milepost",
      );
      const one = ours.at(-1);
      if (one === undefined) return;
      const person = asPerson(sandbox, "bd-lead");
      tell(`bd-lead meddles with #${one.number}`);
      if ((one.body ?? "").includes("- [ ]")) await person.editBody(one, (one.body ?? "").replace("- [ ]", "- [x]"));
      else if (one.state === "OPEN") await person.close(one, "COMPLETED");
      times.add(sandbox.clock.now());
    },
    /** Somebody else's bot takes the newest stage label off again; false: there is none. */
    undo() {
      const issue = [...leads.values()].at(-1);
      if (issue === undefined || issue.deleted) return false;
      const label = issue.labels.map((id) => store.labels.get(id)!).find(({ name }) => name.startsWith("stage: "));
      if (label === undefined) return false;
      tell(`tidy-bot: unlabel ${label.name}`);
      removeLabels(world, { account: tidy.id, viaApp: null, viewer: null }, issue, [label]);
      note(issue);
      return true;
    },
    crowd(count: number) {
      const issue = leads.get(0)!;
      tell(`bd-lead: ${count} comments`);
      const actor = builderActor(world, "bd-lead");
      for (let n = 0; n < count; n += 1) createComment(world, actor, issue, `Word ${n}`);
      note(issue);
    },
    shake(what: "column" | "lock" | "delete") {
      const issue = [...leads.values()].at(-1)!;
      const actor = builderActor(world, "bd-lead");
      tell(`bd-lead: ${what}`);
      if (issue.deleted) return;
      if (what === "lock") lockIssue(world, actor, issue, true, null);
      if (what === "delete") deleteIssue(world, actor, issue);
      if (what === "column") void asPerson(sandbox, "bd-lead").renameOption(board, "Status", "Prospect", "Negotiating");
      note(issue);
    },
  };
}
