/** `/metrics`: for whoever has the token, true to what happened, and without a word that people wrote. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { createDoor } from "../../src/entry/app/door.ts";
import { type Lab, startLab } from "./lab.ts";

const token = "t".repeat(32);
const labs: Lab[] = [];
afterEach(async () => {
  for (const lab of labs.splice(0)) await lab.close();
});

async function lived() {
  const lab = await startLab();
  labs.push(lab);
  const app = await lab.runApp({ metricsToken: token });
  const page = async () => {
    const response = await fetch(`${app.url}/metrics`, { headers: { authorization: `Bearer ${token}` } });
    return { status: response.status, text: await response.text() };
  };
  /** The first sweep has been over since then. */
  const swept = Date.parse(lab.sandbox.clock.now());
  return { lab, app, page, since: () => (Date.parse(lab.sandbox.clock.now()) - swept) / 1000 };
}

/** The lines of one metric, without the word in front: `{installation="1",state="waiting"} 0`. */
const linesOf = (text: string, name: string) =>
  text
    .split("\n")
    .flatMap((line) => (line.startsWith(`milepost_${name}`) ? [line.slice(`milepost_${name}`.length)] : []));

describe("/metrics", () => {
  it("counts nothing before anything happened", async () => {
    const { lab, page } = await lived();
    const { status, text } = await page();
    const installation = lab.app.installationId;
    expect(status).toBe(200);
    expect(linesOf(text, "deliveries_total")).toEqual([]);
    expect(linesOf(text, "queue_keys")).toEqual(
      ["waiting", "later", "parked"].map((state) => `{installation="${installation}",state="${state}"} 0`),
    );
    expect(linesOf(text, "sweep_age_seconds")).toEqual([`{installation="${installation}"} 0`]);
  });

  it("counts a card that is moved: deliveries, looks, requests and what GitHub has left", async () => {
    const { lab, app, page, since } = await lived();
    const before = lab.sandbox.meter.requests;
    const lead = lab.build.issue(lab.places.leads, {
      title: "canary-secret-lead",
      by: "bd-lead",
      labels: ["lead"],
      on: [lab.places.board],
    });
    await lab.person("bd-lead").moveCard(lead, lab.places.board, "Partner");
    await app.settle();
    lab.sandbox.clock.advance(90);
    const { text } = await page();
    const installation = lab.app.installationId;
    const delivered = linesOf(text, "deliveries_total").map((line) => Number(line.split(" ").at(-1)));
    const own = lab.sandbox.hooks.log.filter(({ statusCode }) => statusCode === 200).length;
    expect(delivered.reduce((sum, one) => sum + one, 0)).toBe(own);
    expect(linesOf(text, "deliveries_total").join("\n")).toContain('{event="projects_v2_item",outcome="kept"}');
    expect(linesOf(text, "runs_total").join("\n")).toContain(`{installation="${installation}",outcome="changed"}`);
    expect(since()).toBeGreaterThanOrEqual(90);
    expect(linesOf(text, "sweep_age_seconds")).toEqual([`{installation="${installation}"} ${since()}`]);
    const asked = linesOf(text, "github_requests_total").map((line) => Number(line.split(" ").at(-1)));
    expect(asked.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(0);
    expect(asked.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(lab.sandbox.meter.requests - before + 20);
    expect(linesOf(text, "github_remaining").join("\n")).toMatch(/\{installation="\d+",resource="graphql"\} \d+/);
    for (const word of ["canary", "openwater", "bd-lead", "milepost[bot]", lead.id]) expect(text).not.toContain(word);
  });

  it.each([
    { why: "no token", headers: {} },
    { why: "another token", headers: { authorization: `Bearer ${"x".repeat(32)}` } },
    { why: "the token in the address", headers: {}, path: `/metrics?token=${token}` },
  ])("is not there for whoever brings $why", async ({ headers, path = "/metrics" }) => {
    const { app } = await lived();
    const response = await fetch(`${app.url}${path}`, { headers: headers as Record<string, string> });
    expect([response.status, await response.text()]).toEqual([404, '{"error":"Nothing is here."}']);
  });

  it("is not there at all without a token in the settings", async () => {
    const lab = await startLab();
    labs.push(lab);
    const app = await lab.runApp();
    const response = await fetch(`${app.url}/metrics`, { headers: { authorization: "Bearer " } });
    expect(response.status).toBe(404);
  });
});

describe("/healthz", () => {
  it("is not ready, and no crash, while what is kept elsewhere cannot be asked", async () => {
    const server = createDoor({
      handleWebhook: () => {},
      showDashboard: async () => false,
      metrics: null,
      isStopping: () => false,
      isReady: () => true,
      health: () => Promise.reject(new Error("the database is away")),
    });
    await new Promise<void>((ready) => void server.listen(0, "127.0.0.1", ready));
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/healthz`);
    expect([response.status, await response.json()]).toEqual([503, { status: "not ready" }]);
    server.close();
  });
});

describe("the example of alerts", () => {
  const path = fileURLToPath(new URL("../../examples/prometheus/alerts.yml", import.meta.url));

  it("asks for numbers that there are", async () => {
    const { page } = await lived();
    const { text } = await page();
    const there = new Set([...text.matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name));
    const { groups } = parse(readFileSync(path, "utf8")) as { groups: { rules: { alert: string; expr: string }[] }[] };
    const named = groups.flatMap(({ rules }) => rules.flatMap(({ expr }) => expr.match(/milepost_\w+/g) ?? []));
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !there.has(name))).toEqual([]);
  });

  const missing = spawnSync("promtool", ["--version"]).error !== undefined;
  it.skipIf(missing && process.env.MILEPOST_REQUIRE_PROMETHEUS !== "1")(
    missing ? "SKIPPED: promtool is not installed (Debian: apt-get install prometheus)" : "is right, as promtool says",
    () => {
      const { status, stdout, stderr } = spawnSync("promtool", ["check", "rules", path], { encoding: "utf8" });
      expect([status, stderr]).toEqual([0, ""]);
      expect(stdout).toContain("7 rules found");
    },
  );
});
