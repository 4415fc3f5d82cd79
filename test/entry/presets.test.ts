/** What `milepost init` copies, held to what the copied configs say. */
import { describe, expect, it } from "vitest";
import { checkConfig } from "../../src/config/check.ts";
import { loadConfig } from "../../src/config/load.ts";
import { templatesNamedBy } from "../../src/config/questions.ts";
import { runCommand } from "../../src/entry/cli/program.ts";
import type { Terminal } from "../../src/entry/cli/terminal.ts";
import { mergeConfigs } from "../../src/entry/merge-configs.ts";
import { readPresets } from "../../src/entry/presets.ts";
import { instant } from "../../src/model/time.ts";

const presets = readPresets();

async function run(line: string, files: Record<string, string> = {}) {
  const told = { out: "", err: "" };
  const terminal: Terminal = {
    out: { write: (text) => (told.out += text), isTTY: true },
    err: { write: (text) => (told.err += text), isTTY: true },
    env: { NO_COLOR: "1" },
    isLink: () => false,
    readFile(path) {
      if (files[path] === undefined) throw Object.assign(new Error("no such file"), { code: "ENOENT" });
      return files[path];
    },
    writeNew(path, text) {
      if (files[path] !== undefined) return "there";
      files[path] = text;
      return "written";
    },
    write(path, text) {
      files[path] = text;
    },
    clock: { now: () => instant("2026-11-23T09:00:00Z"), sleep: async () => {} },
  };
  const code = await runCommand(line.split(" "), terminal, "0.1.0");
  return { code, ...told, files };
}

describe("milepost init", () => {
  it("writes nothing without a preset, and lists them", async () => {
    const told = await run("init");
    expect(told).toMatchObject({ code: 2, out: "", files: {} });
    for (const { name } of presets) expect(told.err).toContain(`\n  ${name} `);
  });

  it.each(presets)("$name: copies every file that its config names, and no other", ({ config, files }) => {
    const loaded = loadConfig(config, "x.yml", { home: { owner: "openwater", repo: ".github" } }).config!;
    const communities = loaded.communities === null ? [] : ["communities.yml"];
    expect(Object.keys(files).sort()).toEqual([...templatesNamedBy(loaded), ...communities].sort());
    expect(checkConfig(loaded, files).filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it.each(presets)(
    "$name: leaves a checkout that validate calls right, in mode plan, from today on",
    async ({ name }) => {
      const { code, out, files } = await run(`init --preset ${name} --org estuary-hubs`);
      expect(code).toBe(0);
      const text = files[".github/milepost.yml"]!;
      const { config } = loadConfig(text, "x.yml", {});
      expect(config?.mode).toBe("plan");
      expect(text).toContain("starts: 2026-11-23");
      expect(text).not.toContain("openwater");
      expect(out).toContain("  + .github/milepost.yml\n");
      expect(out).toContain("Next: milepost validate .github/milepost.yml");
      const checked = await run("validate", files);
      expect(checked.out).toBe(".github/milepost.yml is right.\n");
    },
  );

  it("makes one config of several presets", async () => {
    const names = presets.map(({ name }) => name);
    const { files, out } = await run(`init --preset ${names.join(",")}`);
    const { config, problems } = loadConfig(files[".github/milepost.yml"]!, "x.yml", {});
    expect(problems).toEqual([]);
    expect(config?.pipelines.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["leads", "support", "grants", "joining", "phases"]),
    );
    expect(config?.recurring.length).toBeGreaterThan(0);
    expect(config?.flows.map(({ name }) => name)).toEqual(["p1-outage"]);
    expect(config?.boards.delivery?.fields).toMatchObject({ points: "Estimate", unplanned: "Unplanned" });
    expect(out).toContain("Put your organisation's name in place of openwater");
    expect((await run("validate", files)).code).toBe(0);
  });

  it("overwrites nothing, and says what it left", async () => {
    const mine = { ".github/milepost.yml": "mine", ".github/milepost/leads/draft-contract.md": "mine, too" };
    const { files, out, code } = await run("init --preset lead", { ...mine });
    expect(code).toBe(0);
    expect(files).toMatchObject(mine);
    expect(out).toContain("  = .github/milepost.yml is there already and was left as it is\n");
    expect(out).toContain("  + .github/milepost/forms/lead.yml\n");
    const apart = ".github/milepost.lead.yml";
    expect(out).toContain(`  + ${apart}\n`);
    expect(out).toContain(
      `.github/milepost.yml was there already and says nothing of these presets yet: copy what you want from ${apart} into it, and delete that file.\n`,
    );
    expect(loadConfig(files[apart]!, "x.yml", {}).config?.pipelines.map(({ name }) => name)).toEqual(["leads"]);
  });

  it("a second time is nothing new", async () => {
    const { files } = await run("init --preset lead");
    const { out, ...again } = await run("init --preset lead", { ...files });
    expect(again).toMatchObject({ code: 0, files });
    expect(Object.keys(again.files)).toEqual(Object.keys(files));
    expect(out).not.toContain("  + ");
  });

  it.each([
    { why: "a misspelt preset", line: "init --preset leed", says: 'no preset "leed". Did you mean `lead`?' },
    { why: "an organisation that is none", line: "init --preset lead --org a/b", says: '"a/b" is no organisation' },
  ])("says what to do about $why", async ({ line, says }) => {
    const told = await run(line);
    expect(told).toMatchObject({ code: 2, files: {} });
    expect(told.err).toContain(says);
  });
});

describe("mergeConfigs", () => {
  it("keeps the first of two values and tells the other", () => {
    const texts = ["version: 1\na: { x: 1, list: [p] }\n", "version: 1\na: { x: 2, list: [p, q], y: 3 } # why\n"];
    const { text, conflicts } = mergeConfigs(texts, { heading: "Mine", set: {} });
    expect(text).toBe("# Mine\n\nversion: 1\na: { x: 1, list: [ p, q ], y: 3 }\n");
    expect(conflicts).toEqual(["a.x: 1 stays, 2 was left out"]);
  });
});
