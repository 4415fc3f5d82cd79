/** SECURITY.md promises a test for each threat: each is there, and no threat has gone missing from the table. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { missingTest } from "./support/titles.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const text = readFileSync(`${root}SECURITY.md`, "utf8");

/** The rows that must be there, whatever is written of them. */
const threats = [
  "Supply chain of an Action",
  "Script injection in a workflow",
  "A template engine that evaluates issue text",
  "Slow templates, texts and patterns",
  "YAML bombs",
  "Mentions and references",
  "Markdown and HTML injection",
  "Forged markers",
  "Commands of people who may not",
  "Somebody who takes another's name",
  "Private data in a public place",
  "A config from somebody's branch",
  "Addresses that lead inside (SSRF)",
  "Paths that lead outside",
  "Webhook signatures that are not checked",
  "A crash by a stranger's request",
  "Replayed webhooks",
  "Secrets and people's text in logs",
  "Formulas in CSV",
  "Scripts in the dashboard",
  "An App that may do too much",
  "Prompt injection",
  "One person who floods it",
  "A setup page for whoever comes",
  "Memory that grows until it stops",
];

const rows = text
  .split("\n")
  .filter((line) => /^\| [A-Z]/.test(line))
  .map((line) => {
    const [threat = "", deed = "", held = ""] = line.slice(2, -2).split(" | ");
    return {
      threat,
      deed,
      tests: [...held.matchAll(/`([^`]+)` "([^"]+)"/g)].map(([, file, words]) => [file!, words!] as const),
      held,
    };
  });

describe("SECURITY.md", () => {
  it("names no file that is not there", () => {
    const files = [...text.matchAll(/`((?:test|\.github)\/[^` ]+\.\w+)`/g)].map(([, file]) => file!);
    // The config is the reader's own, and not here.
    expect(files.filter((file) => file !== ".github/milepost.yml" && !existsSync(`${root}${file}`))).toEqual([]);
    expect(files.length).toBeGreaterThan(50);
  });

  it("has every threat once", () => {
    expect(rows.map(({ threat }) => threat)).toEqual(threats);
  });

  it.each(rows)("$threat is held by tests that are there, or does not apply", ({ deed, held, tests }) => {
    if (tests.length === 0) {
      expect(held).toBe("none");
      expect(deed).toMatch(/^Does not apply: ./);
    }
    // Each part of the cell is a test: none is misspelt past notice.
    expect(held === "none" ? 0 : held.split("; `").length).toBe(tests.length);
    expect(tests.map(([file, words]) => missingTest(file, words)).filter((problem) => problem !== null)).toEqual([]);
  });
});
