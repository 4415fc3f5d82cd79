// The part of the benchmark that makes whole reports: a thousand and ten thousand items of a sandbox, which is a process
// of its own, read, measured and written by another one, so that requests and memory are the report's alone. Read cold,
// then with the cache. Alone: `node scripts/bench-report.mjs [ITEMS…]`.
import { fork } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadConfig } from "../dist/config/load.js";
import { configPath, monthsFiles } from "../dist/entry/demo/files.js";
import { readManifest } from "../dist/entry/manifest.js";
import { createPorts } from "../dist/entry/ports.js";
import { itemCache } from "../dist/entry/report/item-cache.js";
import { makeReport, reportFormats } from "../dist/entry/report/make-report.js";
import { readOrganisation } from "../dist/entry/report/read-organisation.js";
import { createGitHub } from "../dist/entry/wire.js";
import { instant } from "../dist/model/time.js";
import { createWorldKeeper } from "../dist/observe/world.js";
import { builder } from "../dist/sandbox/build.js";
import { createSandbox } from "../dist/sandbox/create-sandbox.js";
import { listen } from "../dist/sandbox/http.js";
import { birthsOf, placeBirths } from "../dist/sandbox/scenes/eighteen-months.js";
import { chronicleOf } from "../dist/sandbox/scenes/months-chronicle.js";
import { span } from "../dist/sandbox/scenes/months-rates.js";

const self = fileURLToPath(import.meta.url);
const usual = [1_000, 10_000];
/** Items that change before the last run: what a busy organisation does in a week. */
const changedItems = 200;
const seed = 42;

if (process.argv[1] === self) {
  const [role, ...given] = process.argv.slice(2);
  if (role === "--github") await serveGitHub(Number(given[0]));
  else if (role === "--report") process.send(await makeOne(JSON.parse(given[0])));
  else {
    const sizes = process.argv.slice(2).map(Number).filter(Number.isSafeInteger);
    for (const [title, rows] of Object.entries(await benchReport(sizes.length > 0 ? sizes : usual))) {
      console.log(`\n${title}`);
      console.table(rows);
    }
  }
}

/** Three tables: what is asked of GitHub, how long everything takes, and how it grows from the first size to the last. */
export async function benchReport(sizes = usual) {
  const runs = [];
  for (const size of sizes) runs.push(...(await runsOf(size)));
  const whole = runs.filter(({ name }) => name === "cold");
  const [small, large] = [whole[0], whole.at(-1)];
  return {
    "A report: requests": table(runs, ({ items, changed, requests, budget, waited }) => ({
      items,
      requests,
      "N/100 + 5, again: changed/100 + 5": Math.floor((changed ?? items) / 100) + 5,
      "at most (ruling 19)": budget,
      "seconds a limit was waited for": waited,
    })),
    "A report: seconds and memory": table(runs, ({ seconds, megabytes }) => ({ ...seconds, "peak MB": megabytes })),
    ...(whole.length < 2 ? {} : { [`A report: ${large.items} / ${small.items} items`]: growth(small, large) }),
  };
}

async function runsOf(size) {
  const folder = mkdtempSync(join(tmpdir(), "milepost-bench-"));
  const cache = join(folder, "cache.json");
  const [github, place] = await start("--github", String(size));
  const ask = async (what) => {
    github.send(what);
    return new Promise((told, failed) => {
      github.once("message", told);
      github.once("exit", (code) => failed(new Error(`The sandbox ended with ${code}.`)));
    });
  };
  const runs = [];
  const run = async (name, { kept, split = false, changed = null }) => {
    const before = await ask({ kind: "count" });
    const made = await once("--report", JSON.stringify({ ...place, cache: kept ? cache : null, split }));
    const requests = (await ask({ kind: "count" })) - before;
    const cold = made.lists.reduce((sum, n) => sum + 2 * Math.ceil(n / 50), 0) + 5 * made.sources;
    const again = made.lists.reduce((sum, n) => sum + Math.ceil(n / 100), 0) + Math.ceil((changed ?? 0) / 25) + 5;
    runs.push({ ...made, name, changed, requests, budget: changed === null ? cold : again });
  };
  try {
    await run("cold", { kept: false, split: true });
    await run("cold, and a cache written", { kept: true });
    await run("again, nothing changed", { kept: true, changed: 0 });
    const changed = await ask({ kind: "change", count: changedItems });
    await run(`again, ${changed} changed`, { kept: true, changed });
    runs.at(-1).seconds["cache, MB"] = round(statSync(cache).size / 2 ** 20);
    return runs;
  } finally {
    github.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function start(...words) {
  const child = fork(self, words);
  const told = new Promise((ready, failed) => {
    child.once("message", ready);
    child.once("exit", (code) => failed(new Error(`${words[0]} ended with ${code} before it said anything.`)));
  });
  return [child, await told];
}

async function once(...words) {
  const [child, told] = await start(...words);
  child.disconnect();
  return told;
}

/** One report in a process of its own. `split`: each format is also made alone, so that its share is known. */
async function makeOne({ baseUrl, appId, privateKey, installation, asOf, cache, split }) {
  const { config } = configOf(monthsFiles());
  const seconds = {};
  let waited = 0;
  const clock = {
    now: () => instant(asOf),
    sleep: async (length) => {
      waited += length;
    },
  };
  const auth = { kind: "installation", appId, privateKey, installation };
  const { reader } = createPorts(createGitHub({ baseUrl, auth }), clock);
  const keep = cache === null ? null : itemCache(textIn(cache));
  let started = performance.now();
  const lap = (name) => {
    seconds[name] = round((performance.now() - started) / 1000);
    started = performance.now();
  };
  const world = await createWorldKeeper(reader, config).read();
  const now = clock.now();
  const gathered = await readOrganisation({ config, reader, world, now, cache: keep, onProgress: () => {} });
  if (keep !== null) writeFileSync(cache, keep.text());
  lap("reading");
  const ask = { name: "weekly", audience: "team", sections: null, windowWeeks: 26, pipelines: null };
  const options = { config, ask, asOf: now };
  const make = (formats, onProgress = () => {}) => makeReport(gathered, { ...options, formats, onProgress });
  await make(reportFormats, (done, of) => done === of && lap("measuring 8 weeks, 7 of them written as pages"));
  lap("the newest in all formats");
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  for (const format of split ? reportFormats : []) {
    await make([format], (done, of) => done === of && lap("measuring again"));
    lap(format);
  }
  delete seconds["measuring again"];
  const lists = new Map();
  for (const { pipeline } of gathered.subjects) lists.set(pipeline.name, (lists.get(pipeline.name) ?? 0) + 1);
  const sources = lists.size;
  return { items: gathered.subjects.length, lists: [...lists.values()], sources, seconds, megabytes, waited };
}

async function serveGitHub(size) {
  const sandbox = createSandbox({ seed });
  const files = monthsFiles();
  sandbox.clock.set(span.to, { back: true });
  placeBirths(builder(sandbox.world), files, manyLives(size));
  const app = sandbox.installApp({ slug: "milepost", org: "openwater", webhookSecret: "bench", ...readManifest() });
  const { url: baseUrl } = await listen(sandbox, { port: 0 });
  sandbox.clock.advance(3600);
  process.on("message", ({ kind, count }) => {
    if (kind === "count") return process.send(sandbox.meter.of("milepost").graphqlQueries + sandbox.meter.restReads);
    process.send(change(sandbox, count));
  });
  const { id: appId, privateKey, installationId: installation } = app;
  process.send({ baseUrl, appId, privateKey, installation, asOf: sandbox.clock.now() });
}

/** Every so manieth item gets a comment, by hand. How many there were. */
function change({ store, world, clock }, count) {
  const items = [...store.issues.values()].filter(({ labels }) => labels.length > 0);
  const step = Math.max(1, Math.floor(items.length / count));
  const chosen = items.filter((_, at) => at % step === 0).slice(0, count);
  const comment = { at: clock.now(), by: "bd-lead", comment: "Is there any news of this?" };
  for (const one of chosen) builder(world).step(one, comment);
  return chosen.length;
}

/**
 * So many items out of as many chronicles as it takes, each with names of its own. Of the last chronicle the same share
 * of every kind is taken, and support requests make up the number.
 */
function manyLives(size) {
  const births = [];
  const partners = [];
  let left = size;
  for (let at = 0; left > 0; at++) {
    const { leads, onboardings, support, deliverables, ...rest } = chronicleOf(seed + at);
    const all = leads.length + onboardings.length + support.length + deliverables.length;
    const share = Math.min(1, left / all);
    const some = (list) => list.filter((_, index) => Math.floor((index + 1) * share) > Math.floor(index * share));
    const own = ({ title, ...life }) => ({ ...life, title: at === 0 ? title : `${title} ${at + 1}` });
    const kept = {
      leads: some(leads).map(own),
      onboardings: some(onboardings).map(own),
      deliverables: some(deliverables),
    };
    const most = left - kept.leads.length - kept.onboardings.length - kept.deliverables.length;
    births.push(
      ...birthsOf({ ...rest, ...kept, support: support.slice(0, most) }).map((birth) => ({ ...birth, from: at })),
    );
    partners.push(...kept.onboardings.map(({ title }) => title));
    left -= all;
  }
  return { births: renumbered(births), partners };
}

/** Numbers follow the order of all openings in a repository, as GitHub gives them. */
function renumbered(births) {
  const next = new Map();
  const names = new Map();
  const ordered = births
    .map((birth, at) => ({ birth, at }))
    .sort((a, b) => (a.birth.at < b.birth.at ? -1 : a.birth.at > b.birth.at ? 1 : a.at - b.at));
  return ordered.map(({ birth: { from, issue, parent, ...birth } }) => {
    const [repository] = issue.split("#");
    const number = (next.get(repository) ?? 0) + 1;
    next.set(repository, number);
    names.set(`${from} ${issue}`, `${repository}#${number}`);
    const above = parent === null ? null : names.get(`${from} ${parent}`);
    return { ...birth, issue: `${repository}#${number}`, parent: above };
  });
}

function configOf(files) {
  return loadConfig(files[configPath], configPath, { home: { owner: "openwater", repo: ".github" } });
}

function textIn(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

function table(runs, rowOf) {
  return Object.fromEntries(runs.map((run) => [`${run.items.toLocaleString("en")}: ${run.name}`, rowOf(run)]));
}

function growth(small, large) {
  const ratio = (one, other) => round(other / one);
  const seconds = Object.keys(small.seconds).map((name) => [name, ratio(small.seconds[name], large.seconds[name])]);
  const counted = { items: ratio(small.items, large.items), requests: ratio(small.requests, large.requests) };
  return { times: { ...counted, ...Object.fromEntries(seconds), "peak MB": ratio(small.megabytes, large.megabytes) } };
}

function round(value) {
  return Number(value.toPrecision(3));
}
