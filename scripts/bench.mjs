// Prints what a board move and a report cost, how fast a plan is made, and how fast webhooks are acknowledged beside a Probot app
// that does nothing. Run after a build: `npm run bench`; `npm run bench -- queue` with a PostgreSQL, `-- load` and `-- soak` for the long ones. Figures are for reading; no test asserts them.
import { fork } from "node:child_process";
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import autocannon from "autocannon";
import { createNodeMiddleware, Probot } from "probot";
import { loadConfig } from "../dist/config/load.js";
import { startApp } from "../dist/entry/app/start-app.js";
import { demoFiles } from "../dist/entry/demo/files.js";
import { leadBody } from "../dist/entry/demo/story.js";
import { startTown } from "../dist/entry/demo/town.js";
import { createPorts } from "../dist/entry/ports.js";
import { createGitHub } from "../dist/entry/wire.js";
import { instant } from "../dist/model/time.js";
import { observe } from "../dist/observe/observe.js";
import { createWorldKeeper } from "../dist/observe/world.js";
import { plan } from "../dist/plan/plan.js";
import { benchMeasures } from "./bench-measures.mjs";
import { benchReport } from "./bench-report.mjs";
import { benchBombs, benchConfig, benchForms, benchPlans, benchScan } from "./bench-text.mjs";

const secret = "bench-secret-on-loopback-only-0123456789";

const [role, ...given] = process.argv.slice(2);
if (role === "--serve") await serve(given[0], JSON.parse(given[1]));
else if (role === "load") await (await import("./bench-load.mjs")).benchLoad();
else if (role === "queue") await (await import("./bench-queue.mjs")).benchQueue();
else if (role === "soak") await (await import("./bench-soak.mjs")).benchSoak(given);
else await bench();

async function bench() {
  const files = demoFiles();
  const town = await startTown({ seed: 1, scene: "partnerships", files, waits: "story", onReconciled: () => {} });
  const { lead, board } = await placeLead(town);
  print("Requests of one look", await countRequests(town, lead, board));
  print("A body scanned", benchScan());
  print("1 MB that wants to be slow", benchBombs());
  print("Forms read", benchForms());
  print("A config loaded", benchConfig());
  print("Waits measured, beside R", benchMeasures());
  for (const [title, rows] of Object.entries(await benchReport())) print(title, rows);
  print("plan() of many", await benchPlans());
  print("plan()", await timePlan(town, lead, files[".github/milepost.yml"]));
  await town.close();
  print("Webhooks, signed, 8 kB, 10 connections", await compareAcknowledgements());
}

/** A lead as a person opens it, worked through. */
async function placeLead(town) {
  const { store } = town.sandbox;
  const board = store.projectByNumber(store.accountByLogin("openwater").id, 61);
  const person = town.person("bd-lead");
  const issue = { title: "Temple University", body: leadBody("temple"), labels: ["lead"] };
  const lead = await person.openIssue("openwater/leads", issue);
  await person.addToBoard(lead, board);
  await person.moveCard(lead, board, "Lead");
  await town.settle();
  return { lead, board };
}

/** Counted by the sandbox, webhooks held back so that each look stands alone. */
async function countRequests(town, lead, board) {
  const { hooks, meter } = town.sandbox;
  const person = town.person("bd-lead");
  const rows = {};
  /** Delivers what the person's doing brought, and counts until Milepost is idle; then the same for its own events. */
  async function count(name, act) {
    await act();
    meter.reset();
    // The first delivery alone: what Milepost writes is announced after it and counted apart.
    hooks.automatic = false;
    await hooks.flush();
    await town.settle();
    const { graphqlQueries: reads, graphqlMutationDocuments: documents, creations } = meter.of("milepost");
    const restReads = meter.of("milepost").restReads;
    rows[name] = {
      "read requests": reads + restReads,
      "write requests": documents,
      "issues and comments made": creations,
    };
    hooks.automatic = true;
  }
  await count("a board move (label and status comment follow), with its echoes", () =>
    person.moveCard(lead, board, "Qualified lead"),
  );
  await count("the same state again (somebody comments)", () => person.comment(lead, "thanks"));
  await count("a board move that opens a checklist issue, with its echoes", () =>
    person.moveCard(lead, board, "Prospect"),
  );
  return rows;
}

async function timePlan(town, lead, text) {
  const { config } = loadConfig(text, "milepost.yml", { home: { owner: "openwater", repo: ".github" } });
  const auth = {
    kind: "installation",
    appId: town.app.id,
    privateKey: town.app.privateKey,
    installation: town.app.installationId,
  };
  const { reader } = createPorts(createGitHub({ baseUrl: town.githubUrl, auth }), town.clock);
  const snapshot = await observe(lead.id, config, { reader, world: createWorldKeeper(reader, config) });
  const now = instant("2025-08-01T09:00:00Z");
  const facts = snapshot.item.history.value.length + snapshot.item.boardHistory.value.length;
  for (let warm = 0; warm < 500; warm++) plan(snapshot, config, now);
  const started = performance.now();
  let plans = 0;
  while (performance.now() - started < 2000)
    for (let some = 0; some < 100; some++, plans++) plan(snapshot, config, now);
  const seconds = (performance.now() - started) / 1000;
  return {
    [`one lead with ${facts} facts`]: {
      "plans per second": Math.round(plans / seconds),
      "ms per plan": round((1000 * seconds) / plans),
    },
  };
}

/** GitHub (a sandbox) and both apps are processes of their own; every webhook names the same lead. */
async function compareAcknowledgements() {
  const [github, place] = await start("github", {});
  const rows = {};
  // Twice in turn, so that neither has the warmer machine.
  for (const name of ["probot", "milepost", "probot", "milepost"]) {
    const [child, { url }] = await start(name, place);
    const send = (options) => fire(url, place, options);
    await send({ duration: 1 });
    const full = await send({ duration: 4 });
    const paced = await send({ duration: 4, overallRate: 300 });
    child.send("memory");
    const { megabytes } = await new Promise((told) => child.once("message", told));
    const row = {
      "acknowledged per second": Math.round(full.requests.average),
      "p99 ms": full.latency.p99,
      "p99 ms at 300 per second": paced.latency.p99,
      refused: full.non2xx + paced.non2xx + full.errors + paced.errors,
      "MB in use": megabytes,
    };
    const title = name === "probot" ? "Probot that does nothing" : "Milepost, looking at the lead";
    rows[title] = better(rows[title], row);
    child.kill();
  }
  github.kill();
  const [one, other] = Object.values(rows);
  const share = round(other["acknowledged per second"] / one["acknowledged per second"]);
  return { ...rows, "Milepost / Probot": { "acknowledged per second": share } };
}

async function start(name, place) {
  const child = fork(fileURLToPath(import.meta.url), ["--serve", name, JSON.stringify(place)]);
  const told = new Promise((ready, failed) => {
    child.once("message", ready);
    child.once("exit", (code) => failed(new Error(`The ${name} server ended with ${code} before it was ready.`)));
  });
  return [child, await told];
}

/** The better of two runs: the machine has other work too. */
function better(one, other) {
  return one && one["acknowledged per second"] > other["acknowledged per second"] ? one : other;
}

function fire(url, { lead, installation }, options) {
  const body = JSON.stringify({
    action: "edited",
    projects_v2_item: { node_id: "PVTI_1", content_node_id: lead, content_type: "Issue" },
    installation: { id: installation },
    filler: "x".repeat(8000),
  });
  const headers = {
    "content-type": "application/json",
    "x-github-event": "projects_v2_item",
    "x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958",
    "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
  };
  return autocannon({ url: `${url}/api/github/webhooks`, method: "POST", connections: 10, body, headers, ...options });
}

async function serve(name, place) {
  const servers = { github: serveGitHub, milepost: serveMilepost, probot: serveProbot };
  const told = await servers[name](place);
  process.on("message", () => process.send({ megabytes: Math.round(process.memoryUsage().rss / 2 ** 20) }));
  process.send(told);
}

async function serveGitHub() {
  const town = await startTown({
    seed: 1,
    scene: "partnerships",
    files: demoFiles(),
    waits: "story",
    onReconciled: () => {},
  });
  const { lead } = await placeLead(town);
  town.sandbox.hooks.target(null);
  town.sandbox.clock.run();
  const { id: appId, privateKey, installationId: installation } = town.app;
  return { baseUrl: town.githubUrl, appId, privateKey, installation, lead: lead.id };
}

async function serveMilepost({ baseUrl, appId, privateKey }) {
  const app = await startApp({ appId, privateKey, webhookSecret: secret, baseUrl, port: 0 });
  await app.idle();
  return { url: app.url };
}

async function serveProbot({ baseUrl, appId, privateKey }) {
  const probot = new Probot({ appId, privateKey, secret, baseUrl, logLevel: "fatal" });
  const middleware = await createNodeMiddleware((app) => app.onAny(() => {}), { probot });
  const server = createServer(middleware);
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { url: `http://127.0.0.1:${server.address().port}` };
}

function print(title, rows) {
  console.log(`\n${title}`);
  console.table(rows);
}

function round(value) {
  return Math.round(value * 1000) / 1000;
}
