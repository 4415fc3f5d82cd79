/** The demo as people run it, but for waits, which take no real time here. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runDemo } from "../../src/entry/demo/run.ts";

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly files: Readonly<Record<"report.md" | "report.json" | "timeline.log", string>>;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

async function run(options: { seed: number; json?: boolean }): Promise<Run> {
  const out = mkdtempSync(join(tmpdir(), "milepost-demo-"));
  folders.push(out);
  const texts = { out: "", err: "" };
  const stream = (name: "out" | "err") => ({
    write(text: string) {
      texts[name] += text;
    },
  });
  const streams = { out: stream("out"), err: stream("err"), env: {} };
  const code = await runDemo({ json: false, keepOpen: false, ...options, out, streams, waits: "story" });
  const read = (name: string) => readFileSync(join(out, name), "utf8");
  return {
    code,
    ...texts,
    files: {
      "report.md": read("report.md"),
      "report.json": read("report.json"),
      "timeline.log": read("timeline.log"),
    },
  };
}

describe("the demo", () => {
  let words: Run;
  let again: Run;
  beforeAll(async () => {
    words = await run({ seed: 1 });
    again = await run({ seed: 1, json: true });
  });

  it("comes out as it must, and says nothing on standard error when that is no terminal", () => {
    expect(words.code).toBe(0);
    expect(words.err).toBe("");
    expect(words.out).not.toContain("Not as it must");
  });

  it("leaves a report with 4, 7 and 18 days and 29 in total at its top", () => {
    const report = JSON.parse(words.files["report.json"]);
    expect(report.stages.map((stage: { days: number }) => stage.days)).toEqual([4, 7, 18]);
    expect(report.totalDays).toBe(29);
    expect(report.incomplete).toEqual([]);
    expect(report.items).toHaveLength(62);
  });

  it("leaves a page that begins with what needs attention, among it the lead that jumped", () => {
    const page = words.files["report.md"];
    const attention = page.slice(page.indexOf("## Needs attention"), page.indexOf("## Temple University"));
    expect(attention).toContain("Harbour College");
    expect(attention).toContain("was moved to Partner by bd-manager on 2025-08-05, which is not allowed from Lead.");
  });

  it("leaves a timeline with one line per thing, people's and Milepost's", () => {
    const lines = words.files["timeline.log"].trimEnd().split("\n");
    expect(lines.every((line) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ {2}\S/.test(line))).toBe(true);
    expect(lines).toContain(
      "2025-07-11T09:00:00Z  bd-lead      moved the card of “Temple University” to Qualified lead",
    );
    expect(words.files["timeline.log"]).toMatch(/milepost +put on the label stage: qualified \(openwater\/leads#61\)/);
  });

  it("tells on the terminal that the repeat and the restart led to no write", () => {
    expect(words.out.match(/wrote nothing/g)).toHaveLength(2);
  });

  it("leaves the same bytes for the same seed, and other leads for another", async () => {
    // The addresses hold the port, which the system chooses.
    const withoutPorts = (text: string) => text.replace(/127\.0\.0\.1:\d+/g, "HOST");
    for (const name of ["report.md", "report.json", "timeline.log"] as const) {
      expect(withoutPorts(again.files[name])).toBe(withoutPorts(words.files[name]));
    }
    expect((await run({ seed: 2 })).files["report.md"]).not.toBe(words.files["report.md"]);
  });

  it("prints one JSON document and nothing else with --json", () => {
    const result = JSON.parse(again.out);
    expect(result).toMatchObject({ ok: true, complaints: [], totalDays: 29, items: 62, incomplete: 0 });
    expect(result.stages.map(({ days }: { days: number }) => days)).toEqual([4, 7, 18]);
    expect(result.steps.at(-1)).toMatchObject({ looks: 62, milepost: [] });
  });

  it("leaves both servers up with --keep-open, and prints what is needed to look around", async () => {
    let seen: readonly [number, number] = [0, 0];
    let printed = "";
    const open = await runOpen(async (text) => {
      printed = text;
      const [github, milepost] = [...text.matchAll(/http:\/\/127\.0\.0\.1:\d+/g)].map(([url]) => url);
      const token = /Token +(\S+)/.exec(text)?.[1];
      const headers = { authorization: `bearer ${token}` };
      const issues = await fetch(`${github}/repos/openwater/leads/issues`, { headers });
      const health = await fetch(`${milepost}/healthz`);
      seen = [issues.status, health.status];
    });
    expect(open).toBe(0);
    expect(seen).toEqual([200, 200]);
    expect(printed).toContain("Ctrl+C");
  });
});

/** Runs it with both servers left up, and lets somebody look around before they close. */
async function runOpen(visit: (printed: string) => Promise<void>): Promise<number> {
  const out = mkdtempSync(join(tmpdir(), "milepost-demo-"));
  folders.push(out);
  let printed = "";
  const err = {
    write(text: string) {
      printed += text;
    },
  };
  const streams = { out: { write: () => true }, err, env: {} };
  return runDemo({ seed: 1, json: false, keepOpen: true, out, streams, waits: "story", closed: () => visit(printed) });
}
