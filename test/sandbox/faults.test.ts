/**
 * What can go wrong on purpose, over REST and over GraphQL: planned one by one, or drawn from the seed.
 */
import { describe, expect, it } from "vitest";
import type { FaultKind, Faults } from "../../src/sandbox/sandbox.ts";
import { ask, askGraphql, installationToken, jwtOf, type Told } from "../contract/ask.ts";
import { type LivedIn, livedIn } from "../contract/lived-in.ts";
import { comments, repo, said, say, sayByGraphql } from "./say.ts";

describe("no fault", () => {
  it("happens by itself", async () => {
    const world = livedIn();
    const token = world.sandbox.tokenOf("bd-lead");
    for (let round = 0; round < 50; round += 1) expect((await say(world, token)).status).toBe(201);
  });
});

describe("a write", () => {
  const both: readonly (readonly [string, (world: LivedIn, token: string) => Promise<Told>])[] = [
    ["REST", say],
    ["GraphQL", sayByGraphql],
  ];
  it.each(both)("may be done and answered 500, over %s", async (_kind, write) => {
    const world = livedIn();
    world.sandbox.faults.next("appliedThen500");
    const told = await write(world, world.sandbox.tokenOf("bd-lead"));
    expect([told.status, said(world)]).toEqual([500, 1]);
    expect((await write(world, world.sandbox.tokenOf("bd-lead"))).status).toBeLessThan(300);
    expect(said(world)).toBe(2);
  });

  it.each(both)("may not be done and be answered 502, over %s", async (_kind, write) => {
    const world = livedIn();
    world.sandbox.faults.next("notApplied502");
    const told = await write(world, world.sandbox.tokenOf("bd-lead"));
    expect([told.status, said(world)]).toEqual([502, 0]);
  });

  it("tells its webhook even when it is answered 500", async () => {
    const world = livedIn();
    let heard = 0;
    world.sandbox.hooks.target(async () => {
      heard += 1;
      return new Response();
    });
    world.sandbox.faults.next("appliedThen500");
    await say(world, world.sandbox.tokenOf("bd-lead"));
    await world.sandbox.hooks.flush();
    expect(heard).toBe(1);
  });

  it("that is refused anyway is not answered 500", async () => {
    const world = livedIn();
    world.sandbox.faults.next("appliedThen500");
    expect((await say(world, world.sandbox.tokenOf("bd-lead"), "")).status).toBe(422);
    expect((await say(world, world.sandbox.tokenOf("bd-lead"))).status).toBe(500);
  });

  it("is the only thing that write faults hit", async () => {
    const world = livedIn();
    world.sandbox.faults.next("appliedThen500");
    world.sandbox.faults.next("notApplied502");
    const token = world.sandbox.tokenOf("bd-lead");
    expect((await ask(world.sandbox, `GET ${comments}`, { token })).status).toBe(200);
    expect((await askGraphql(world.sandbox, token, "{ viewer { login } }")).status).toBe(200);
  });
});

describe("a secondary limit", () => {
  const forms: readonly (readonly [Faults["secondaryForms"][number], number, string | null])[] = [
    ["403", 403, null],
    ["429", 429, null],
    ["403+retry-after", 403, "60"],
    ["429+retry-after", 429, "60"],
  ];
  it.each(forms)("is answered as %s", async (form, status, retryAfter) => {
    const world = livedIn();
    world.sandbox.faults.secondaryForms = [form];
    for (const write of [say, sayByGraphql]) {
      world.sandbox.faults.next("secondaryLimit");
      const told = await write(world, world.sandbox.tokenOf("bd-lead"));
      expect([told.status, told.headers.get("retry-after"), said(world)]).toEqual([status, retryAfter, 0]);
      expect(told.body).toMatchObject({ message: expect.stringContaining("secondary rate limit") });
      expect(Number(told.headers.get("x-ratelimit-remaining"))).toBeGreaterThan(0);
    }
  });

  it("takes all four forms when none is chosen", async () => {
    const world = livedIn({ enforceLimits: false });
    world.sandbox.faults.secondaryLimit = 1;
    const seen = new Set<string>();
    for (let round = 0; round < 60; round += 1) {
      const told = await ask(world.sandbox, `GET ${repo}`, { token: world.sandbox.tokenOf("bd-lead") });
      seen.add(`${told.status} ${told.headers.get("retry-after")}`);
    }
    expect(seen.size).toBe(4);
  });
});

describe("GraphQL's limit", () => {
  it("is told with 200, RATE_LIMITED and nothing remaining", async () => {
    const world = livedIn();
    world.sandbox.faults.next("graphqlRateLimited");
    const told = await askGraphql(world.sandbox, world.sandbox.tokenOf("bd-lead"), "{ viewer { login } }");
    expect(told).toMatchObject({ status: 200, body: { errors: [{ type: "RATE_LIMITED" }] } });
    expect(told.headers.get("x-ratelimit-remaining")).toBe("0");
    expect(Number(told.headers.get("x-ratelimit-reset"))).toBeGreaterThan(Date.parse(world.sandbox.clock.now()) / 1000);
  });
});

describe("chances", () => {
  const kinds: readonly FaultKind[] = ["appliedThen500", "notApplied502", "secondaryLimit"];

  async function statuses(seed: number, kind: FaultKind): Promise<readonly number[]> {
    const world = livedIn({ seed, enforceLimits: false });
    world.sandbox.faults[kind] = 0.3;
    const found: number[] = [];
    for (let round = 0; round < 60; round += 1) {
      found.push((await say(world, world.sandbox.tokenOf("bd-lead"))).status);
    }
    return found;
  }
  it.each(kinds)("of %s replay with their seed, and differ with another", async (kind) => {
    const first = await statuses(7, kind);
    expect(await statuses(7, kind)).toEqual(first);
    expect(await statuses(8, kind)).not.toEqual(first);
    const bad = first.filter((status) => status >= 400).length;
    expect(bad).toBeGreaterThan(6);
    expect(bad).toBeLessThan(32);
  });

  it("hit only those who were named", async () => {
    const world = livedIn();
    world.sandbox.faults.onlyTokensOf = ["milepost"];
    world.sandbox.faults.notApplied502 = 1;
    expect((await say(world, world.sandbox.tokenOf("bd-lead"))).status).toBe(201);
    expect((await say(world, await installationToken(world.sandbox, world.app))).status).toBe(502);
  });

  it("spare an App's own calls, so that a client gets going", async () => {
    const world = livedIn();
    world.sandbox.faults.secondaryLimit = 1;
    world.sandbox.faults.notApplied502 = 1;
    expect((await ask(world.sandbox, "GET /app", { token: jwtOf(world.app) })).status).toBe(200);
    await expect(installationToken(world.sandbox, world.app)).resolves.toMatch(/^ghs_/);
  });

  it("may be walked over and set, without meeting the planner", () => {
    const { sandbox } = livedIn();
    expect(Object.keys(sandbox.faults)).not.toContain("next");
  });
});
