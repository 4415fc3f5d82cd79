/** What is written for people says what the code does: the config's manual and the schema that editors read. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { configJsonSchema, type JsonSchema } from "../src/config/json-schema.ts";
import { loadConfig } from "../src/config/load.ts";
import { changed, sample } from "./config/sample.ts";

const root = fileURLToPath(new URL("../", import.meta.url));

interface Key {
  readonly path: string;
  readonly schema: JsonSchema;
  readonly isRequired: boolean;
}

function keysOf(schema: JsonSchema, path = ""): readonly Key[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, inner]): readonly Key[] => {
    const here = path === "" ? name : `${path}.${name}`;
    return [
      { path: here, schema: inner, isRequired: schema.required?.includes(name) ?? false },
      ...keysOf(inner, here),
    ];
  });
  const inside = [schema.items, schema.additionalProperties || undefined].filter((inner) => inner !== undefined);
  const others = (schema.anyOf ?? []).flatMap((inner) => keysOf(inner, path));
  const shared = Object.entries(schema.$defs ?? {}).flatMap(([name, inner]) => keysOf(inner, name));
  return [...own, ...others, ...inside.flatMap((inner) => keysOf(inner, `${path}[]`)), ...shared];
}

const keys = keysOf(configJsonSchema());
const { $defs = {} } = configJsonSchema();

const loose = new Ajv2020({ strict: false });

function checker() {
  const ajv = new Ajv2020({ allErrors: true, strict: true });
  ajv.addVocabulary(["x-default", "patternErrorMessage"]);
  return ajv.compile(configJsonSchema());
}

describe("the config's manual", () => {
  it("is fresh: what is generated is what is committed", () => {
    const run = () => execFileSync(process.execPath, ["scripts/generate.mjs", "--check"], { cwd: root, stdio: "pipe" });
    expect(run).not.toThrow();
  });

  it("knows all keys of the language", () => {
    expect(keys.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["pipelines[].stages[].closed-as", "condition.not", "step.needs-done"]),
    );
    expect(keys.length).toBeGreaterThan(50);
  });

  it.each(keys)("$path has a sentence, an example, and a default or the word required", ({ schema, isRequired }) => {
    expect(schema.description).toMatch(/^.{10,}[.:]/);
    expect(schema.examples?.length).toBeGreaterThan(0);
    expect(isRequired || schema.default !== undefined || schema["x-default"] !== undefined).toBe(true);
  });

  it.each(keys)("$path stands on the reference page", ({ path }) => {
    const page = readFileSync(join(root, ".github/CONFIG.md"), "utf8");
    expect(page).toContain(`| \`${path.split(".").at(-1)}\` |`);
  });

  it.each(keys.flatMap(({ path, schema }) => schema.examples!.map((example) => ({ path, schema, example }))))(
    "$path would accept its own example",
    ({ schema, example }) => {
      expect(loose.validate({ ...schema, $defs }, example), loose.errorsText()).toBe(true);
    },
  );
});

describe("the schema that editors read", () => {
  const preset = readFileSync(join(root, "templates/pipelines/leads.yml"), "utf8");

  it.each([
    ["the sample", sample],
    ["the preset", preset],
  ])("accepts %s, as we do", (_, text) => {
    const check = checker();
    expect(check(parse(text)), JSON.stringify(check.errors)).toBe(true);
    expect(loadConfig(text, "milepost.yml").config).not.toBeNull();
  });

  const wrong = [
    { why: "a misspelt key", text: changed("    stages:", "    stagess:") },
    { why: "a colour by name", text: changed('"stage: lead"', '"stage: lead", color: red') },
    { why: "a label with a comma", text: changed('"stage: lead"', '"a, b"') },
    { why: "a future version", text: changed("version: 1", "version: 9") },
    { why: "no stage", text: sample.replace(/stages:[\s\S]*/, "stages: []\n") },
    { why: "a template outside its folder", text: changed("leads/draft-contract.md", "../x.md") },
    { why: "a length of time in words", text: changed("mode: apply", "visibility-bound: 1.5 days") },
  ];
  it.each(wrong)("refuses $why, as we do", ({ text }) => {
    expect(checker()(parse(text))).toBe(false);
    expect(loadConfig(text, "milepost.yml").config).toBeNull();
  });
});

describe("the README", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

  it("shows the two commands on its first screen", () => {
    const first = readme.split("\n").slice(0, 15).join("\n");
    expect(first).toContain("npm ci && npm run demo");
    expect(first).toContain("npm ci && npm test");
  });

  it("shows only configs that load", () => {
    const blocks = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text!);
    expect(blocks.length).toBeGreaterThan(0);
    for (const block of blocks) expect(loadConfig(block, "README.md").problems).toEqual([]);
  });

  it("links only to files that are there", () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path]) => path!);
    expect(links.filter((path) => !existsSync(new URL(`../${path}`, import.meta.url)))).toEqual([]);
  });
});
