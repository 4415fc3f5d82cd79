/** Deliveries that failed are asked for again, from a sandbox's list and from one that breaks off. */
import type { Octokit } from "@octokit/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createRedeliverer } from "../../src/entry/app/redeliver.ts";
import { startApp } from "../../src/entry/app/start-app.ts";
import { everyNowAndThen } from "../../src/entry/app/timers.ts";
import { createLog } from "../../src/entry/log.ts";
import { testClock } from "../github/scripted.ts";
import { type Lab, startLab } from "./lab.ts";

const labs: Lab[] = [];
afterEach(async () => {
  for (const one of labs.splice(0)) await one.close();
});

async function lab(options = {}): Promise<Lab> {
  const one = await startLab(options);
  labs.push(one);
  return one;
}

const flows = `version: 1
mode: apply
starts: 2025-01-01
repositories:
  leads: { name: openwater/leads, visibility: private }
flows:
  p1-outage:
    from: leads
    key: incident_id
    accepts: [incident_id, title]
    in: leads
    label: outage
    play:
      parent: outage.md
      values: { title: "{{ payload.title }}" }
      children: []
`;

const template = '---\nname: x\nabout: x\ntitle: "Outage: {{ title }}"\n---\nWhat happened: {{ title }}\n';
const titlesOf = ({ sandbox }: Lab) => [...sandbox.store.issues.values()].map(({ title }) => title);
const asksAgain = ({ sandbox }: Lab) => sandbox.meter.log.filter((line) => line.includes("/attempts"));

describe("the App, when it starts", () => {
  it("asks for nothing again where nothing failed", async () => {
    const one = await lab();
    await one.runApp();
    expect(asksAgain(one)).toEqual([]);
  });

  it("asks for the dispatch that failed while it was down, which no sweep would find", async () => {
    const one = await lab({ config: flows });
    one.push("bd-lead", "openwater/.github", { ".github/milepost/outage.md": template });
    one.sandbox.hooks.target(async () => new Response(null, { status: 500 }));
    const payload = { incident_id: "INC-7", title: "Hub is down" };
    await one.person("bd-lead").dispatch("openwater/leads", "p1-outage", payload);
    await one.sandbox.hooks.flush();
    one.sandbox.clock.advance(7200);
    const app = await one.runApp();
    await app.settle();
    expect(titlesOf(one)).toEqual(["Outage: Hub is down"]);
    expect(one.sandbox.hooks.log.filter(({ event }) => event === "repository_dispatch")).toMatchObject([
      { statusCode: 500, redelivery: false },
      { statusCode: 200, redelivery: true },
    ]);
    expect(app.said()).toContain("asked GitHub again for deliveries that had failed");
    expect(app.said()).not.toContain("Hub is down");
  });

  it("ends half-way through a sweep, and the next start brings every item right", async () => {
    const one = await lab();
    for (let n = 0; n < 12; n += 1)
      one.build.issue(one.places.leads, {
        title: `Lead ${n}`,
        by: "bd-lead",
        labels: ["lead"],
        on: [one.places.board],
      });
    const issues = () => [...one.sandbox.store.issues.values()];
    const isRight = (issue: ReturnType<typeof issues>[number]) => one.labelsOf(issue).includes("stage: lead");
    let looks = 0;
    let halfWay = () => {};
    const seen = new Promise<void>((resolve) => {
      halfWay = resolve;
    });
    const onReconciled = () => {
      looks += 1;
      if (looks === 3) halfWay();
    };
    const { id: appId, privateKey, webhookSecret } = one.app;
    const github = { appId, privateKey, webhookSecret, baseUrl: one.url, port: 0, clock: one.clock };
    const first = await startApp({ ...github, sweepEverySeconds: 0, onReconciled });
    await seen;
    await first.close();
    expect(issues().filter(isRight).length).toBeLessThan(12);
    const app = await one.runApp();
    await app.settle();
    expect(issues().filter(isRight)).toHaveLength(12);
    expect(issues().map(({ id }) => one.sandbox.store.commentsOf(id).length)).toEqual(issues().map(() => 1));
  });
});

interface Row {
  readonly id: number;
  readonly guid: string;
  readonly event: string;
  readonly delivered_at: string;
  readonly status: string;
}

/** An App's client whose list has pages of one row, and which fails at the requests that are named. */
function listing(rows: Row[], failing: string[]) {
  const asked: string[] = [];
  const app = {
    async request(route: string, { cursor = "0" }: { cursor?: string } = {}) {
      const name = route.startsWith("GET") ? `page ${cursor}` : `again ${/(\d+)\/attempts/.exec(route)![1]}`;
      asked.push(name);
      const index = failing.indexOf(name);
      if (index >= 0) {
        failing.splice(index, 1);
        const response = { headers: { "retry-after": "60" } };
        throw Object.assign(new Error("You have exceeded a secondary rate limit"), { status: 429, response });
      }
      const next = Number(cursor) + 1;
      const link = next < rows.length ? `<https://api.github.com/app/hook/deliveries?cursor=${next}>; rel="next"` : "";
      return { data: rows.slice(Number(cursor), next), headers: { link } };
    },
  };
  return { app: app as unknown as Octokit, asked };
}

const row = (id: number, over: Partial<Row> = {}): Row => ({
  ...{ id, guid: `guid-${id}`, event: "issues", delivered_at: `2026-01-05T08:00:0${id}Z`, status: "failed to connect" },
  ...over,
});

describe("asking for failed deliveries", () => {
  const log = createLog({ level: "silent" });

  it("concludes nothing from a list that broke off, and reads it whole the next time", async () => {
    // Newest first, as GitHub lists them; the newest attempt of guid-1 has arrived.
    const rows = [row(3), row(2, { guid: "guid-1", status: "OK" }), row(1)];
    const { app, asked } = listing(rows, ["page 1"]);
    const clock = testClock("2026-01-05T09:00:00Z");
    const { run } = createRedeliverer(app, clock, log);
    await expect(run()).rejects.toThrow("secondary rate limit");
    expect(asked).toEqual(["page 0", "page 1"]);
    clock.advance(61);
    await run();
    expect(asked.slice(2)).toEqual(["page 0", "page 1", "page 2", "again 3"]);
  });

  it("goes on where a limit stopped it, and asks for none twice", async () => {
    const { app, asked } = listing([row(3), row(2), row(1)], ["again 2"]);
    const clock = testClock("2026-01-05T09:00:00Z");
    const { run } = createRedeliverer(app, clock, log);
    await expect(run()).rejects.toThrow("secondary rate limit");
    clock.advance(61);
    await run();
    expect(asked.filter((name) => name.startsWith("again"))).toEqual(["again 3", "again 2", "again 2", "again 1"]);
  });

  it("reads no further back than it must the next time", async () => {
    const rows = [row(2, { status: "OK" }), row(1, { status: "OK" })];
    const { app, asked } = listing(rows, []);
    const clock = testClock("2026-01-05T09:00:00Z");
    const { run } = createRedeliverer(app, clock, log);
    await run();
    clock.advance(300);
    await run();
    expect(asked).toEqual(["page 0", "page 1", "page 0"]);
  });

  it("counts and tells once what it gave up", async () => {
    const attempts = [1, 2, 3, 4, 5].map((id) => row(id, { guid: "guid-1", event: "repository_dispatch" }));
    const { app, asked } = listing(attempts.reverse(), []);
    const lines: string[] = [];
    const to = { write: (line: string) => void lines.push(line) };
    const redeliverer = createRedeliverer(app, testClock("2026-01-05T09:00:00Z"), createLog({ level: "info", to }));
    await redeliverer.run();
    await redeliverer.run();
    expect(redeliverer.givenUp()).toBe(1);
    expect(lines.filter((line) => line.includes("send it anew from where it came"))).toHaveLength(1);
    expect(asked.some((name) => name.startsWith("again"))).toBe(false);
  });
});

describe("what is done again and again", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("is never done when it is not wanted", () => {
    everyNowAndThen(
      0,
      () => 0,
      () => expect.unreachable(),
    );
    vi.advanceTimersByTime(1e9);
  });

  it("is put off each time by another share of the interval, from the first time on, until it is ended", () => {
    const shares = [0.1, 0, 0.05];
    const times: number[] = [];
    const begin = Date.now();
    const stop = everyNowAndThen(
      1800,
      () => shares.shift() ?? 0,
      () => times.push((Date.now() - begin) / 1000),
    );
    vi.advanceTimersByTime(6000 * 1000);
    expect(times).toEqual([1980, 3780, 5670]);
    stop();
    vi.advanceTimersByTime(6000 * 1000);
    expect(times).toHaveLength(3);
  });
});
