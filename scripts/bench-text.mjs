// The part of the benchmark that asks no GitHub: bodies scanned, forms read, a config loaded, ten thousand items planned.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { parseIssue } from "@github/issue-parser";
import { loadConfig } from "../dist/config/load.js";
import { progressOf } from "../dist/content/checklist.js";
import { parseForm, readAnswers } from "../dist/content/form.js";
import { neutralise } from "../dist/content/neutralise.js";
import { sectionsOf } from "../dist/content/sections.js";
import { tablesIn } from "../dist/content/tables.js";
import { parseTemplate, renderTemplate } from "../dist/content/template.js";
import { wordsIn } from "../dist/content/words.js";
import { startTown } from "../dist/entry/demo/town.js";
import { createPorts } from "../dist/entry/ports.js";
import { createGitHub } from "../dist/entry/wire.js";
import { instant } from "../dist/model/time.js";
import { observe } from "../dist/observe/observe.js";
import { createWorldKeeper } from "../dist/observe/world.js";
import { plan } from "../dist/plan/plan.js";
import { builderActor } from "../dist/sandbox/build-past.js";
import { createIssue } from "../dist/sandbox/ops-issues.js";

const home = { home: { owner: "openwater", repo: ".github" } };
const exampleFile = "examples/research-cloud/milepost.yml";

/** Milliseconds of one run, the quickest of several rounds: the machine has other work too. */
function timed(run, rounds = 7) {
  for (let warm = 0; warm < 20; warm++) run();
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    let runs = 0;
    while (performance.now() - started < 150) {
      run();
      runs += 1;
    }
    best = Math.min(best, (performance.now() - started) / runs);
  }
  return best;
}

/** A body as people write them: headings, tables, tasks and fences, so many characters of it. */
function bodyOf(characters) {
  const part =
    "### Context\n\nSome words about `code` and @people, with 🟩 in between.\n\n| Question | Answer |\n| :-- | :-- |\n| Region | us-west-2 |\n\n- [ ] one\n- [x] two\n\n```sh\n### not a heading\n```\n\n";
  return part.repeat(Math.ceil(characters / part.length)).slice(0, characters);
}

export function benchScan() {
  const scans = { sections: sectionsOf, tables: tablesIn, tasks: progressOf };
  return Object.fromEntries(
    Object.entries(scans).map(([name, scan]) => {
      const [small, large] = [64, 128].map((kilobytes) => {
        const body = bodyOf(kilobytes * 1024);
        return timed(() => scan(body));
      });
      return [name, { "ms for 64 KB": round(small), "128 KB / 64 KB": round(large / small) }];
    }),
  );
}

/** What a text costs that wants to be slow: the worst of what was slow once, here or in other programs. */
export function benchBombs() {
  const { template } = parseTemplate("---\nname: A\nabout: B\ntitle: T\n---\n\nFor {{ value }}: {{ value }}\n", "t.md");
  const readers = {
    sections: sectionsOf,
    tables: tablesIn,
    tasks: progressOf,
    words: wordsIn,
    "made harmless": neutralise,
    "put into a template": (text) => renderTemplate(template, { value: text }),
    "a config": (text) => loadConfig(text, "m.yml"),
  };
  const parts = ["](", "<!--", "```\n", "# ", "| a |\n", "\\", "&", "@a", "{{", "{% if a %}", "[", "? ", "\n", "日"];
  return Object.fromEntries(
    Object.entries(readers).map(([name, read]) => {
      const costs = parts.map((part) => {
        const [half, whole] = [0.5, 1].map((megabytes) => {
          const text = part.repeat(Math.floor((megabytes * 1024 * 1024) / part.length));
          return quickest(() => read(text));
        });
        return { part, half, whole };
      });
      const { part, half, whole } = costs.toSorted((a, b) => b.whole - a.whole)[0];
      return [
        name,
        { "worst part": JSON.stringify(part), "ms for 1 MB": round(whole), "1 MB / 512 KB": round(whole / half) },
      ];
    }),
  );
}

/** Milliseconds of the quickest of five. */
function quickest(run) {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++) {
    const started = performance.now();
    run();
    best = Math.min(best, performance.now() - started);
  }
  return best;
}

export function benchForms() {
  const source = readFileSync("templates/forms/support.yml", "utf8");
  const { form } = parseForm(source, "support.yml");
  const body = supportBody("🟨 Medium");
  const ours = timed(() => readAnswers(body, form));
  const theirs = timed(() => parseIssue(body, source));
  const without = timed(() => parseIssue(body));
  return {
    "Milepost, form read before": { "forms per second": Math.round(1000 / ours), ratio: 1 },
    "@github/issue-parser with the form": {
      "forms per second": Math.round(1000 / theirs),
      ratio: round(ours / theirs),
    },
    "@github/issue-parser without": { "forms per second": Math.round(1000 / without), ratio: round(ours / without) },
  };
}

export function benchConfig() {
  const text = readFileSync(exampleFile, "utf8");
  const ms = timed(() => loadConfig(text, exampleFile, home), 3);
  const lines = text.split("\n").length;
  return { [`${lines} lines of ${exampleFile}`]: { "ms to load and check": round(ms) } };
}

/** Ten thousand support requests and leads, as read from the sandbox, each with its own number and answers. */
export async function benchPlans() {
  const files = {
    ...filesUnder("templates", ".github/milepost"),
    ...filesUnder("examples/research-cloud/milepost", ".github/milepost"),
    ".github/milepost.yml": readFileSync(exampleFile, "utf8"),
  };
  const options = { seed: 1, scene: "research-cloud", files, waits: "story", onReconciled: () => {} };
  const town = await startTown({ ...options, at: "2026-10-05T09:00:00Z" });
  const { config } = loadConfig(files[".github/milepost.yml"], exampleFile, home);
  const { id: appId, privateKey, installationId: installation } = town.app;
  const auth = { kind: "installation", appId, privateKey, installation };
  const { reader } = createPorts(createGitHub({ baseUrl: town.githubUrl, auth }), town.clock);
  const world = createWorldKeeper(reader, config);
  const samples = [];
  for (const impact of ["🟩 Low", "🟨 Medium", "🟧 High", "🟥 Critical"]) {
    const issue = ask(town.sandbox, impact);
    await town.settle();
    samples.push(await observe(issue.id, config, { reader, world }));
  }
  await town.close();
  const now = instant("2026-10-06T12:00:00Z");
  const heapBefore = process.memoryUsage().heapUsed;
  let changes = 0;
  let spent = 0;
  for (let n = 0; n < 10_000; n++) {
    const { item, ...rest } = samples[n % samples.length];
    // Every item is its own, as when it is read; copying it is not planning it.
    const own = { ...rest, item: { ...structuredClone(item), number: n + 1, title: `Request ${n}` } };
    const started = performance.now();
    changes += plan(own, config, now).changes.length;
    spent += performance.now() - started;
  }
  const seconds = spent / 1000;
  return {
    "10,000 support requests, whole config": {
      seconds: round(seconds),
      "ms per item": round(seconds / 10),
      changes,
      "MB grown": Math.round((process.memoryUsage().heapUsed - heapBefore) / 2 ** 20),
    },
  };
}

function ask({ world, store }, impact) {
  const repository = store.repositoryByName("openwater", "infrastructure");
  const labels = [store.labelByName(repository.id, "support")];
  const issue = { repository, title: "[Support] Sign-in fails", body: supportBody(impact), labels };
  return createIssue(world, builderActor(world, "rep-estuary"), issue);
}

function supportBody(impact) {
  const answers = {
    Community: "estuary",
    "Hub address": "estuary.hub.example.org",
    "What is it about?": "Something does not work",
    Impact: impact,
    "What happens, and what should happen?": "Nobody can sign in since this morning. ".repeat(20),
  };
  return Object.entries(answers)
    .map(([label, answer]) => `### ${label}\n\n${answer}`)
    .join("\n\n");
}

function filesUnder(folder, as) {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => join(folder, path));
  const files = paths.filter((path) => statSync(path).isFile());
  return Object.fromEntries(files.map((path) => [`${as}/${relative(folder, path)}`, readFileSync(path, "utf8")]));
}

function round(value) {
  return Math.round(value * 1000) / 1000;
}
