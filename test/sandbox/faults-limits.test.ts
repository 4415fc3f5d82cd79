/**
 * The limits that hold without any fault switched on, and the meter that counts what was asked.
 */
import { describe, expect, it } from "vitest";
import { ask, askGraphql, installationToken } from "../contract/ask.ts";
import { livedIn } from "../contract/lived-in.ts";
import { comments, repo, say, sayByGraphql } from "./say.ts";

describe("limits that always hold", () => {
  it("count down in the headers, by token and by resource, until the window ends", async () => {
    const world = livedIn();
    const token = world.sandbox.tokenOf("bd-lead");
    const left = async (what: string) => {
      const told = await ask(world.sandbox, what, { token });
      return [told.headers.get("x-ratelimit-resource"), Number(told.headers.get("x-ratelimit-remaining"))];
    };
    expect(await left(`GET ${repo}`)).toEqual(["core", 4999]);
    expect(await left(`GET ${repo}/issues`)).toEqual(["core", 4998]);
    expect(await left("GET /search/issues?q=hub")).toEqual(["search", 29]);
    expect(await left("GET /rate_limit")).toEqual(["core", 4998]);
    const points = await askGraphql(world.sandbox, token, "{ viewer { login } }");
    expect(points.headers.get("x-ratelimit-resource")).toBe("graphql");
    expect(points.headers.get("x-ratelimit-remaining")).toBe("4999");
    world.sandbox.clock.advance(3600);
    expect(await left(`GET ${repo}`)).toEqual(["core", 4999]);
  });

  it("stop whoever shows no token after 60 requests", async () => {
    const { sandbox } = livedIn();
    for (let round = 0; round < 60; round += 1) await ask(sandbox, "GET /users/bd-lead");
    const told = await ask(sandbox, "GET /users/bd-lead");
    expect(told).toMatchObject({ status: 403, body: { message: expect.stringContaining("API rate limit exceeded") } });
    expect(told.headers.get("x-ratelimit-remaining")).toBe("0");
    sandbox.clock.advance(3600);
    expect((await ask(sandbox, "GET /users/bd-lead")).status).toBe(200);
  });

  it("allow a workflow 1,000 requests an hour", async () => {
    const { sandbox } = livedIn();
    const token = sandbox.workflowToken("openwater/leads");
    expect((await ask(sandbox, `GET ${repo}`, { token })).headers.get("x-ratelimit-limit")).toBe("1000");
  });

  it("stop the 81st issue or comment of a minute, and let it go on when the minute is over", async () => {
    const world = livedIn();
    const token = world.sandbox.tokenOf("bd-lead");
    for (let round = 0; round < 80; round += 1) expect((await say(world, token)).status).toBe(201);
    const told = await say(world, token);
    expect(told).toMatchObject({ status: 403, body: { message: expect.stringContaining("secondary rate limit") } });
    expect(told.headers.get("retry-after")).toBe("60");
    expect(await sayByGraphql(world, token)).toMatchObject({ status: 403 });
    expect((await ask(world.sandbox, `GET ${comments}`, { token })).status).toBe(200);
    expect((await say(world, world.sandbox.tokenOf("engineer-1"))).status).toBe(201);
    world.sandbox.clock.advance(60);
    expect((await say(world, token)).status).toBe(201);
  });

  it("stop the 501st of an hour", async () => {
    const world = livedIn();
    const token = world.sandbox.tokenOf("bd-lead");
    for (let round = 0; round < 500; round += 1) {
      if (round % 50 === 0) world.sandbox.clock.advance(60);
      expect((await say(world, token)).status).toBe(201);
    }
    world.sandbox.clock.advance(60);
    const told = await say(world, token);
    expect(told.status).toBe(403);
    expect(Number(told.headers.get("retry-after"))).toBe(3600 - 600);
  });

  it("stop more than 900 REST points a minute: 180 writes", async () => {
    const world = livedIn();
    const token = world.sandbox.tokenOf("bd-lead");
    const label = (on: boolean) =>
      on
        ? ask(world.sandbox, `POST ${repo}/issues/1/labels`, { token, body: { labels: ["stage: lead"] } })
        : ask(world.sandbox, `DELETE ${repo}/issues/1/labels/stage:%20lead`, { token });
    for (let round = 0; round < 180; round += 1) expect((await label(round % 2 === 0)).status).toBe(200);
    expect((await label(true)).status).toBe(403);
  });

  it("may be switched off, and are counted all the same", async () => {
    const world = livedIn({ enforceLimits: false });
    const token = world.sandbox.tokenOf("bd-lead");
    for (let round = 0; round < 100; round += 1) expect((await say(world, token)).status).toBe(201);
    expect(world.sandbox.meter.creations).toBe(100);
  });
});

describe("the meter", () => {
  it("stands at nothing until something is asked", () => {
    const { sandbox } = livedIn();
    expect([sandbox.meter.requests, sandbox.meter.log]).toEqual([0, []]);
  });

  it("counts by kind, by account, and line by line", async () => {
    const world = livedIn();
    const { sandbox } = world;
    const token = sandbox.tokenOf("bd-lead");
    await ask(sandbox, `GET ${repo}/issues?state=all`, { token });
    await say(world, token);
    await sayByGraphql(world, await installationToken(sandbox, world.app));
    await askGraphql(sandbox, token, "query Who { viewer { login } }");
    await askGraphql(
      sandbox,
      token,
      "mutation Two($id: ID!) { a: lockLockable(input: { lockableId: $id }) { clientMutationId } b: unlockLockable(input: { lockableId: $id }) { clientMutationId } }",
      { id: world.issue.id },
    );
    expect(sandbox.meter).toMatchObject({
      requests: 6,
      restReads: 1,
      restWrites: 1,
      graphqlQueries: 1,
      graphqlMutationDocuments: 2,
      mutationFields: 3,
      appCalls: 1,
      creations: 2,
      points: 1 + 5 + 5 + 5 + 1 + 5,
    });
    expect(sandbox.meter.of("bd-lead")).toMatchObject({ requests: 4, creations: 1, mutationFields: 2 });
    expect(sandbox.meter.of("milepost")).toMatchObject({ graphqlMutationDocuments: 1, creations: 1, appCalls: 1 });
    expect(sandbox.meter.log).toEqual([
      `GET ${repo}/issues?state=all 200`,
      `POST ${comments} 201`,
      expect.stringMatching(/^POST \/app\/installations\/\d+\/access_tokens 201$/),
      "POST /graphql mutation Say 200",
      "POST /graphql query Who 200",
      "POST /graphql mutation Two 200",
    ]);
    sandbox.meter.reset();
    expect([sandbox.meter.requests, sandbox.meter.log, sandbox.meter.of("bd-lead").requests]).toEqual([0, [], 0]);
  });
});
