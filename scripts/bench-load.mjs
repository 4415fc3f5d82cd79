// The load test: signed deliveries from this process at 300 a second for 60 s on loopback, to Milepost while people move
// 200 cards on a sandbox that keeps GitHub's limits, and to a Probot app that does nothing. Each is a process of its own.
// Run after a build: `npm run bench -- load`. It takes about seven minutes, most of it GitHub's second between writes.
import { fork } from "node:child_process";
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import autocannon from "autocannon";
import { createNodeMiddleware, Probot } from "probot";
import { startApp } from "../dist/entry/app/start-app.js";
import { readManifest } from "../dist/entry/manifest.js";
import { builder } from "../dist/sandbox/build.js";
import { createSandbox } from "../dist/sandbox/create-sandbox.js";
import { listen } from "../dist/sandbox/http.js";
import { asPerson } from "../dist/sandbox/people.js";

const self = fileURLToPath(import.meta.url);
const secret = "bench-secret-on-loopback-only-0123456789";
const items = 200;
const rate = 300;
const seconds = 60;

const config = `version: 1
mode: apply
starts: 2025-01-01
boards:
  partnerships: { project: openwater/61 }
repositories:
  leads: { name: openwater/leads }
pipelines:
  leads:
    items: { repository: leads, label: lead }
    board: partnerships
    status-comment: false
    stages:
      - { id: lead, board: Lead }
      - { id: partner, board: Partner, label: "stage: partner", outcome: won }
`;

if (process.argv[1] === self)
  await (process.argv[2] === "--serve" ? serve(process.argv[3], JSON.parse(process.argv[4])) : benchLoad());

/** Prints one table: Probot that does nothing, then Milepost. */
export async function benchLoad() {
  const [github, place] = await start("github", {});
  const rows = {};
  rows["Probot that does nothing"] = await measure("probot", place, github);
  rows["Milepost, mirroring 200 cards that are moved meanwhile"] = await measure("milepost", place, github);
  github.kill();
  console.log(`\n${rate} signed deliveries a second for ${seconds} s, Node ${process.versions.node}`);
  console.table(rows);
}

async function measure(name, place, github) {
  const [child, { url }] = await start(name, place);
  const isMilepost = name === "milepost";
  if (isMilepost) github.send({ do: "move", seconds });
  const begin = performance.now();
  const fired = await fire(url, place);
  const sent = (performance.now() - begin) / 1000;
  const row = {
    deliveries: fired.requests.sent,
    "acknowledged p50 ms": fired.latency.p50,
    "p99 ms": fired.latency.p99,
    "slowest ms": fired.latency.max,
    errors: fired.errors + fired.non2xx + fired.timeouts,
  };
  if (isMilepost) {
    for (let right = 0; right < items; ) {
      await new Promise((later) => setTimeout(later, 500));
      right = (await ask(github, { do: "right" })).right;
      if (performance.now() - begin > 900_000)
        throw new Error(`Only ${right} of ${items} items are right after 15 minutes.`);
    }
    row["last item right, s after the first move"] = Math.round((performance.now() - begin) / 1000);
    row["s after the last delivery"] = Math.round((performance.now() - begin) / 1000 - sent);
    const { reads, writes } = await ask(github, { do: "right" });
    Object.assign(row, { "read requests": reads, "write requests": writes });
  }
  const { now, most } = await ask(child, { do: "memory" });
  Object.assign(row, { "MB at the end": now, "MB at most": most });
  child.kill();
  return row;
}

/** Each delivery names another of the items, in turn. */
function fire(url, { leads, installation }) {
  const requests = leads.map((lead, index) => {
    const body = JSON.stringify({
      action: "edited",
      projects_v2_item: { node_id: `PVTI_${index}`, content_node_id: lead, content_type: "Issue" },
      installation: { id: installation },
      filler: "x".repeat(8000),
    });
    const headers = {
      "content-type": "application/json",
      "x-github-event": "projects_v2_item",
      "x-github-delivery": `72d3162e-cc78-11e3-81ab-${String(index).padStart(12, "0")}`,
      "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
    };
    return { method: "POST", path: "/api/github/webhooks", body, headers };
  });
  return autocannon({ url, connections: 10, overallRate: rate, duration: seconds, requests });
}

async function start(name, place) {
  const child = fork(self, ["--serve", name, JSON.stringify(place)]);
  const told = new Promise((ready, failed) => {
    child.once("message", ready);
    child.once("exit", (code) => failed(new Error(`The ${name} server ended with ${code} before it was ready.`)));
  });
  return [child, await told];
}

function ask(child, what) {
  const told = new Promise((answered) => child.once("message", answered));
  child.send(what);
  return told;
}

async function serve(name, place) {
  const servers = { github: serveGitHub, milepost: serveMilepost, probot: serveProbot };
  const { told, answer = memory } = await servers[name](place);
  process.on("message", async (asked) => {
    const said = await answer(asked);
    if (said) process.send(said);
  });
  process.send(told);
}

function memory() {
  const { rss } = process.memoryUsage();
  return { now: Math.round(rss / 2 ** 20), most: Math.round(process.resourceUsage().maxRSS / 1024) };
}

async function serveGitHub() {
  const sandbox = createSandbox({ seed: 7, now: "2026-01-05T09:00:00Z", enforceLimits: true });
  const build = builder(sandbox.world);
  build.org("openwater", { owners: ["bd-lead"], members: [] });
  build.repo("openwater/.github", { visibility: "public", files: { ".github/milepost.yml": config } });
  const repository = build.repo("openwater/leads", { labels: ["lead", "stage: partner"] });
  const board = build.project("openwater", "Partnerships", {
    number: 61,
    memberAccess: "write",
    status: ["Lead", "Partner"],
  });
  const leads = Array.from({ length: items }, (_, n) =>
    build.issue(repository, {
      ...{ title: `Lead ${n}`, by: "bd-lead", at: "2026-01-02T09:00:00Z", labels: ["lead"], on: [board] },
      moves: [{ at: "2026-01-03T09:00:00Z", by: "bd-lead", to: "Lead" }],
    }),
  );
  const app = sandbox.installApp({ slug: "milepost", org: "openwater", webhookSecret: secret, ...readManifest() });
  const { url } = await listen(sandbox, { port: 0 });
  sandbox.clock.run();
  const person = asPerson(sandbox, "bd-lead");
  const right = () =>
    leads.filter(({ labels }) => labels.some((id) => sandbox.store.labels.get(id).name === "stage: partner")).length;
  return {
    told: {
      baseUrl: url,
      appId: app.id,
      privateKey: app.privateKey,
      installation: app.installationId,
      leads: leads.map(({ id }) => id),
    },
    answer(asked) {
      if (asked.do === "move") {
        sandbox.meter.reset();
        for (const [index, lead] of leads.entries())
          setTimeout(() => void person.moveCard(lead, board, "Partner"), (index * asked.seconds * 900) / items);
        return null;
      }
      const { graphqlQueries, restReads, graphqlMutationDocuments } = sandbox.meter.of("milepost");
      return { right: right(), reads: graphqlQueries + restReads, writes: graphqlMutationDocuments };
    },
  };
}

async function serveMilepost({ baseUrl, appId, privateKey }) {
  const app = await startApp({ appId, privateKey, webhookSecret: secret, baseUrl, port: 0 });
  await app.idle();
  return { told: { url: app.url } };
}

async function serveProbot({ baseUrl, appId, privateKey }) {
  const probot = new Probot({ appId, privateKey, secret, baseUrl, logLevel: "fatal" });
  const middleware = await createNodeMiddleware((app) => app.onAny(() => {}), { probot });
  const server = createServer(middleware);
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { told: { url: `http://127.0.0.1:${server.address().port}` } };
}
