/** Reading an organisation for a report: the same whether cold, cached or from an older cache, and few requests. */
import { afterEach, describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { createPorts } from "../../src/entry/ports.ts";
import { itemCache } from "../../src/entry/report/item-cache.ts";
import { readOrganisation } from "../../src/entry/report/read-organisation.ts";
import { createGitHub } from "../../src/entry/wire.ts";
import type { Reader } from "../../src/github/ports.ts";
import { type Gathered, measureOrganisation } from "../../src/measure/organisation.ts";
import { createWorldKeeper } from "../../src/observe/world.ts";
import { type Lab, startLab } from "./lab.ts";

const labs: Lab[] = [];
afterEach(async () => {
  for (const one of labs.splice(0)) await one.close();
});

const text = `version: 1
team: ["@openwater/partnerships"]
boards:
  partnerships: { project: openwater/61 }
repositories:
  leads: { name: openwater/leads, visibility: private }
  support: { name: openwater/support }
pipelines:
  leads:
    items: { repository: leads, label: lead }
    board: partnerships
    stages:
      - { id: lead, board: Lead, label: "stage: lead" }
      - { id: partner, board: Partner, label: "stage: partner", outcome: won }
  support:
    items: { repository: support }
    stages:
      - { id: received, label: "stage: received" }
      - { id: solved, label: "stage: solved", outcome: done, closed-as: completed }
    clocks:
      - { id: answer, from: opened, until: response, target: 24h }
`;

/** So many leads and as many requests, of which every third was answered, and every fourth closed. */
async function lived(count: number, written = text) {
  const lab = await startLab({ config: written });
  labs.push(lab);
  const { build, places, sandbox } = lab;
  for (let n = 0; n < count; n += 1) {
    const at = (hour: number) => new Date(Date.UTC(2025, 0, 2 + (n % 300), hour)).toISOString().replace(".000Z", "Z");
    const lead = build.issue(places.leads, {
      title: `Lead ${n}`,
      by: "bd-lead",
      at: at(8),
      labels: ["lead"],
      on: [places.board],
    });
    build.step(lead, { at: at(9), by: "bd-lead", move: n % 2 ? "Partner" : "Lead" });
    const request = build.issue(places.support, { title: `Help ${n}`, by: "rep-estuary", at: at(8) });
    if (n % 3 === 0) build.step(request, { at: at(12), by: "bd-lead", comment: "Here is how." });
    if (n % 4 === 0) build.step(request, { at: at(13), by: "bd-lead", close: "COMPLETED" });
  }
  const { config } = loadConfig(written, "m.yml", { home: { owner: "openwater", repo: ".github" } });
  const { reader } = createPorts(
    createGitHub({ baseUrl: lab.url, auth: { kind: "token", token: await lab.appToken() } }),
    lab.clock,
  );
  const world = await createWorldKeeper(reader, config!).read();
  const read = async (cache: ReturnType<typeof itemCache> | null, through: Reader = reader) => {
    sandbox.meter.reset();
    const observed = await readOrganisation({
      ...{ config: config!, reader: through, world, now: lab.clock.now(), cache },
      onProgress: () => {},
    });
    return { observed, requests: sandbox.meter.of("milepost").graphqlQueries };
  };
  return { lab, read, places };
}

/** Everything that measures may see of it. */
function shown({ subjects, runs, incomplete, gaps }: Gathered): unknown {
  return JSON.parse(JSON.stringify({ subjects, runs, incomplete, gaps }));
}

describe("readOrganisation", () => {
  it("reads nothing where nothing is", async () => {
    const { read } = await lived(0);
    const { observed, requests } = await read(null);
    expect(shown(observed)).toEqual({ subjects: [], runs: [], incomplete: [], gaps: [] });
    expect(requests).toBe(2);
  });

  it("finds each item once, with its stage and the runs of its clocks", async () => {
    const { read } = await lived(12);
    const { subjects, runs, incomplete } = (await read(null)).observed;
    expect(incomplete).toEqual([]);
    const at = (name: string, stage: string) =>
      subjects.filter(({ pipeline, place }) => pipeline.name === name && place.id === stage).length;
    expect([at("leads", "lead"), at("leads", "partner")]).toEqual([6, 6]);
    // Closed as completed: 0, 4 and 8.
    expect([at("support", "received"), at("support", "solved")]).toEqual([9, 3]);
    expect(runs.map(({ pipeline, clock, target }) => [pipeline, clock, target])).toEqual([
      ["support", "answer", 86_400],
    ]);
    // Answered: 0, 3, 6 and 9.
    expect(runs[0]!.runs.filter(({ metAt }) => metAt !== null)).toHaveLength(4);
  });

  it("costs one request for a hundred items, and with the cache one for a hundred and one for a hundred that changed", async () => {
    const { lab, read, places } = await lived(120);
    // Two lists of 120.
    const cold = await read(null);
    expect(cold.requests).toBe(4);
    const cache = itemCache(null);
    expect(shown((await read(cache)).observed)).toEqual(shown(cold.observed));
    const kept = itemCache(cache.text());
    const again = await read(kept);
    expect(again.requests).toBe(4);
    expect(shown(again.observed)).toEqual(shown(cold.observed));

    const requests = [...lab.sandbox.store.issues.values()].filter(
      ({ repository }) => repository === places.support.id,
    );
    for (const request of requests.slice(0, 3)) await lab.person("bd-lead").comment(request, "Sorry, this is late.");
    const lead = [...lab.sandbox.store.issues.values()].find(({ title }) => title === "Lead 0")!;
    await lab.person("bd-lead").moveCard(lead, places.board, "Partner");
    const changed = await read(kept);
    expect(changed.requests).toBe(6);
    expect(shown(changed.observed)).toEqual(shown((await read(null)).observed));
  });

  it("reads N items with at most N/100 + 5 requests, and again with at most (N + changed)/100 + 5", async () => {
    const { lab, read, places } = await lived(260);
    const n = 520;
    const cold = await read(null);
    expect(cold.observed.subjects).toHaveLength(n);
    expect(cold.requests).toBeLessThanOrEqual(n / 100 + 5);
    const cache = itemCache(null);
    await read(cache);
    const all = [...lab.sandbox.store.issues.values()].filter(({ repository }) => repository === places.support.id);
    for (const request of all.slice(0, 130)) await lab.person("bd-lead").comment(request, "Sorry, this is late.");
    const again = await read(cache);
    expect(again.requests).toBeLessThanOrEqual((n + 130) / 100 + 5);
    expect(shown(again.observed)).toEqual(shown((await read(null)).observed));
  });

  it("reads how bodies read before only where boxes are measured, and times the last tick", async () => {
    const boxes = text.replace(
      '      - { id: partner, board: Partner, label: "stage: partner", outcome: won }\n',
      "$&    times: [{ from: opened, to: checklist-done }]\n",
    );
    const { lab, read } = await lived(3, boxes);
    const lead = [...lab.sandbox.store.issues.values()].find(({ title }) => title === "Lead 0")!;
    const staff = lab.person("bd-lead");
    for (const [at, body] of [
      ["2026-01-06T09:00:00Z", "- [ ] one\n- [ ] two"],
      ["2026-01-07T09:00:00Z", "- [x] one\n- [ ] two"],
      ["2026-01-09T09:00:00Z", "- [x] one\n- [x] two"],
    ] as const) {
      lab.sandbox.clock.set(at);
      await staff.editBody(lead, body);
    }
    const { observed, requests } = await read(null);
    expect(requests).toBe(3);
    const unboxed = await lived(3, boxes.replace("to: checklist-done", "to: closed"));
    expect((await unboxed.read(null)).requests).toBe(2);
    const { subjects, world } = observed;
    const context = {
      config: loadConfig(boxes, "m.yml").config!,
      now: lab.clock.now(),
      windowWeeks: 80,
      pipelines: null,
    };
    const measured = measureOrganisation({ ...observed, subjects, world }, context).pipelines[0]!;
    const ended = measured.times[0]!.waits.waits.filter(({ end }) => end.kind === "reached");
    // Opened on 2 January 2025 at 8:00; the last box was ticked on 9 January 2026 at 9:00.
    expect(ended.map(({ item, until }) => [item, until])).toEqual([["openwater/leads#1", "2026-01-09T09:00:00Z"]]);
    expect(measured.checklists.periods.at(-1)).toMatchObject({ done: 2, total: 2 });
  });

  it("finds nothing in a cache of something else, and in a file that is none", async () => {
    const { read } = await lived(5);
    const cold = shown((await read(null)).observed);
    for (const text of ["", "{", "[]", '{"format":0,"lists":{}}', '{"format":1}']) {
      expect(shown((await read(itemCache(text))).observed)).toEqual(cold);
    }
  });

  it("says which list did not come whole, and counts nothing of it as absent", async () => {
    const { lab, read } = await lived(5);
    lab.sandbox.faults.slowAboveNodes = 1;
    const { observed } = await read(null);
    expect(observed.subjects).toEqual([]);
    expect(observed.gaps).toHaveLength(2);
    expect(observed.gaps[0]).toMatch(/^The issues of openwater\/leads could be read in part only: /);
  });
});
