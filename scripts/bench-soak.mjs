// The soak: one simulated year of one organisation. A sweep every hour, people who move cards, comment and open
// leads every day. Two processes: a sandbox, and Milepost's App without its HTTP door, whose memory, handles
// and log are measured at the end of each month. Run after a build: `npm run bench -- soak [DAYS]`. Ends with 1 when
// something grew that must not.
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { createTenants } from "../dist/entry/app/tenants.js";
import { createLog } from "../dist/entry/log.js";
import { readManifest } from "../dist/entry/manifest.js";
import { noOutgoing, refusedBy } from "../dist/entry/outgoing.js";
import { noAccess } from "../dist/entry/source-access.js";
import { createGitHub } from "../dist/entry/wire.js";
import { instantOf } from "../dist/model/time.js";
import { builder } from "../dist/sandbox/build.js";
import { createSandbox } from "../dist/sandbox/create-sandbox.js";
import { listen } from "../dist/sandbox/http.js";
import { asPerson } from "../dist/sandbox/people.js";
import { route } from "../dist/trigger/route.js";

const self = fileURLToPath(import.meta.url);
const begin = Date.parse("2026-01-01T00:00:00Z") / 1000;
const slotSeconds = 3600;
const slotsADay = 24;
const monthDays = 30;
const openLeads = 30;

/** What may not be passed. Growth is counted from the end of the second month, when everything has been used. */
const most = { grownMegabytes: 15, grownHandles: 4, logMegabytesAYear: 25 };

const config = `version: 1
mode: apply
starts: 2025-01-01
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
      - { id: prospect, board: Prospect, label: "stage: prospect" }
      - { id: partner, board: Partner, label: "stage: partner", outcome: won }
      - { id: lost, board: Lost, label: "stage: lost", outcome: lost, closed-as: not-planned }
`;

if (process.argv[1] === self && process.argv[2] === "--serve") await serveGitHub();
else if (process.argv[1] === self) await live(Number(process.argv[2] ?? 365));

/** Starts itself again with a heap that can be swept before it is weighed. */
export async function benchSoak([days = "365"]) {
  const child = fork(self, [days], { execArgv: ["--expose-gc"] });
  process.exitCode = await new Promise((ended) => child.once("exit", (code) => ended(code ?? 1)));
}

async function live(days) {
  const github = fork(self, ["--serve"], { execArgv: [] });
  const hub = await talkTo(github);
  let now = begin;
  const alarms = [];
  const written = { bytes: 0, lines: 0 };
  const clock = {
    now: () => instantOf(now),
    async sleep(seconds) {
      now += Math.ceil(seconds);
      await hub.ask({ do: "clock", at: instantOf(now) });
    },
  };
  const to = {
    write(line) {
      written.bytes += Buffer.byteLength(line);
      written.lines += 1;
    },
  };
  const { appId, privateKey, installation, baseUrl } = hub.place;
  const tenants = createTenants({
    app: createGitHub({ baseUrl, auth: { kind: "app", appId, privateKey } }),
    octokitFor: (id) => createGitHub({ baseUrl, auth: { kind: "installation", appId, privateKey, installation: id } }),
    ...{ clock, log: createLog({ level: "info", to }), sweepsPerRound: slotsADay, onReconciled() {} },
    wake: (seconds, ring) => void alarms.push({ at: now + seconds, ring }),
    ...{ outgoingFor: noOutgoing, access: noAccess, refused: refusedBy({}) },
    dashboardPace: { freshSeconds: 900, waitSeconds: 5 },
  });
  const tenant = tenants.get(installation, "openwater");
  hub.onHook = ({ name, payload }) => {
    for (const intent of route(name, payload, tenant.isWatched)) tenant.take(intent);
  };

  /** Until nothing is under way and no webhook is on its way. */
  async function settle() {
    let heard = -1;
    while (heard !== hub.heard) {
      heard = hub.heard;
      await tenant.idle();
      await hub.ask({ do: "flush" });
      await tenant.idle();
    }
  }

  const rows = {};
  const weighed = [];
  const started = performance.now();
  let events = 0;
  for (let slot = 0; slot < days * slotsADay; slot += 1) {
    now = Math.max(now, begin + slot * slotSeconds);
    await hub.ask({ do: "clock", at: instantOf(now) });
    for (const alarm of alarms.splice(0)) {
      if (alarm.at <= now) alarm.ring();
      else alarms.push(alarm);
    }
    tenant.sweep();
    if (slot % 4 === 3) events += (await hub.ask({ do: "live", n: slot })).events;
    await settle();
    if ((slot + 1) % (monthDays * slotsADay) !== 0) continue;
    const { requests, open, right } = await hub.ask({ do: "count" });
    const one = { ...weigh(), log: written.bytes / 2 ** 20 };
    weighed.push(one);
    rows[`month ${weighed.length}`] = {
      ...{ sweeps: slot + 1, "events by people": events, "open items": open, "of them right": right, requests },
      ...{ "heap MB": round(one.heap), "process MB": Math.round(one.rss), handles: one.handles, alarms: alarms.length },
      ...{ "log MB": round(one.log), "log lines": written.lines },
    };
    console.error(`month ${weighed.length} of ${Math.floor(days / monthDays)}`, rows[`month ${weighed.length}`]);
  }
  console.log(
    `\n${days} simulated days in ${Math.round((performance.now() - started) / 1000)} s, Node ${process.versions.node}`,
  );
  console.table(rows);
  process.exitCode = judge(weighed, days) ? 0 : 1;
  github.kill();
  await tenant.stop();
}

function weigh() {
  globalThis.gc();
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed / 2 ** 20, rss: rss / 2 ** 20, handles: process.getActiveResourcesInfo().length };
}

function judge(weighed, days) {
  const [from, to] = [weighed[1] ?? weighed[0], weighed.at(-1)];
  if (to === undefined) return true;
  const grown = { megabytes: to.heap - from.heap, handles: to.handles - from.handles, log: (to.log * 365) / days };
  const isFlat = grown.megabytes <= most.grownMegabytes && grown.handles <= most.grownHandles;
  const isShort = grown.log <= most.logMegabytesAYear;
  console.log(
    `Since month 2 the heap grew by ${round(grown.megabytes)} MB (at most ${most.grownMegabytes}) and handles by ${grown.handles} (at most ${most.grownHandles}); ` +
      `the log of a year is ${round(grown.log)} MB (at most ${most.logMegabytesAYear}): ${isFlat && isShort ? "flat" : "NOT FLAT"}.`,
  );
  return isFlat && isShort;
}

function round(value) {
  return Math.round(value * 10) / 10;
}

/** Questions are answered in order; webhooks come in between. */
function talkTo(child) {
  const waiting = [];
  const hub = {
    place: null,
    heard: 0,
    onHook: () => {},
    ask(what) {
      const told = new Promise((answered) => waiting.push(answered));
      child.send(what);
      return told;
    },
  };
  return new Promise((ready) => {
    child.on("message", (said) => {
      if (said.hook) {
        hub.heard += 1;
        hub.onHook(said.hook);
      } else if (hub.place === null) {
        hub.place = said;
        ready(hub);
      } else waiting.shift()(said);
    });
  });
}

async function serveGitHub() {
  const sandbox = createSandbox({ seed: 11, now: instantOf(begin), enforceLimits: true });
  const build = builder(sandbox.world);
  build.org("openwater", { owners: ["bd-lead"], members: ["engineer-1"] });
  build.repo("openwater/.github", { visibility: "private", files: { ".github/milepost.yml": config } });
  const stages = ["lead", "prospect", "partner", "lost"];
  build.repo("openwater/leads", {
    ...{ visibility: "private", labels: ["lead", ...stages.map((stage) => `stage: ${stage}`)] },
  });
  const columns = ["Lead", "Prospect", "Partner", "Lost"];
  const board = build.project("openwater", "Partnerships", { number: 61, memberAccess: "write", status: columns });
  const app = sandbox.installApp({
    slug: "milepost",
    org: "openwater",
    webhookSecret: "s".repeat(32),
    ...readManifest(),
  });
  const { url } = await listen(sandbox, { port: 0 });
  sandbox.hooks.target(async (request) => {
    process.send({ hook: { name: request.headers.get("x-github-event"), payload: JSON.parse(await request.text()) } });
    return new Response(null, { status: 202 });
  });
  const person = asPerson(sandbox, "bd-lead");
  const open = [];
  let opened = 0;
  let requests = 0;

  async function openLead() {
    opened += 1;
    const lead = await person.openIssue("openwater/leads", { title: `Lead ${opened}`, labels: ["lead"] });
    await person.addToBoard(lead, board);
    await person.moveCard(lead, board, "Lead");
    open.push(lead);
  }

  /** Six times a day a card moves and somebody comments; the oldest lead is closed each week and another one opened. */
  async function live(n) {
    if (open.length < openLeads) await openLead();
    const lead = open[(n * 7) % open.length];
    await person.moveCard(lead, board, ["Prospect", "Partner", "Lead"][n % 3]);
    await asPerson(sandbox, "engineer-1").comment(lead, "Any news?");
    if (n % 168 === 3 && open.length >= openLeads) await person.close(open.shift(), "NOT_PLANNED");
    return { events: 2 };
  }

  function isRight(lead) {
    const shown = sandbox.store.itemsOfIssue(lead.id)[0]?.values.get(sandbox.store.fieldByName(board.id, "Status").id);
    const column = sandbox.store
      .fieldByName(board.id, "Status")
      .options.find(({ id }) => id === shown?.value.optionId)?.name;
    const labels = lead.labels.map((id) => sandbox.store.labels.get(id).name);
    return labels.includes(`stage: ${column?.toLowerCase()}`) && labels.length === 2;
  }

  const answers = {
    clock({ at }) {
      if (at > sandbox.clock.now()) sandbox.clock.set(at);
      return {};
    },
    live: ({ n }) => live(n),
    async flush() {
      await sandbox.hooks.flush();
      return {};
    },
    count() {
      requests += sandbox.meter.of("milepost").requests;
      sandbox.meter.reset();
      return { requests, open: open.length, right: open.filter(isRight).length };
    },
  };
  let queue = Promise.resolve();
  process.on("message", (asked) => {
    queue = queue.then(async () => void process.send(await answers[asked.do](asked)));
  });
  process.send({ baseUrl: url, appId: app.id, privateKey: app.privateKey, installation: app.installationId });
}
