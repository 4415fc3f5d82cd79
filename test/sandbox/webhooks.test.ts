/**
 * How webhooks travel: who gets which, what is signed, what is logged, what is lost, and what is sent again.
 */
import { Webhooks } from "@octokit/webhooks";
import { describe, expect, it } from "vitest";
import type { SandboxOptions } from "../../src/sandbox/create-sandbox.ts";
import { changeCoverage, suspend } from "../../src/sandbox/ops-accounts.ts";
import { closeIssue, reopenIssue } from "../../src/sandbox/ops-issues.ts";
import { ask, jwtOf } from "../contract/ask.ts";
import { livedIn, webhookSecret } from "../contract/lived-in.ts";

interface Heard {
  readonly guid: string;
  readonly event: string;
  readonly body: string;
  readonly headers: Headers;
}

/** A lived-in sandbox whose webhooks are heard. */
function listening(options: SandboxOptions = {}) {
  const world = livedIn(options);
  const heard: Heard[] = [];
  const answer = { status: 200 };
  world.sandbox.hooks.target(async (request) => {
    const header = (name: string) => request.headers.get(name) ?? "";
    heard.push({
      guid: header("x-github-delivery"),
      event: header("x-github-event"),
      headers: request.headers,
      body: await request.text(),
    });
    return new Response("heard", { status: answer.status });
  });
  const close = () => closeIssue(world.sandbox.world, world.asOwner, world.issue);
  const reopen = () => reopenIssue(world.sandbox.world, world.asOwner, world.issue);
  return { ...world, heard, answer, close, reopen };
}

/** Octokit's own verifier. */
function verify(secret: string, body: string, signature: string): Promise<boolean> {
  return new Webhooks({ secret }).verify(body, signature);
}

describe("a delivery", () => {
  it("is not made when nothing happens", async () => {
    const { sandbox, heard } = listening();
    await sandbox.hooks.flush();
    expect(heard).toEqual([]);
    expect(sandbox.hooks.log).toEqual([]);
  });

  it("is sent by itself", async () => {
    const { sandbox, heard, close } = listening();
    close();
    await new Promise((resolve) => setImmediate(resolve));
    expect(heard.map(({ event }) => event)).toEqual(["issues"]);
    expect(sandbox.hooks.waiting).toBe(0);
  });

  it("waits for flush when told to", async () => {
    const { sandbox, heard, close } = listening();
    sandbox.hooks.automatic = false;
    close();
    await new Promise((resolve) => setImmediate(resolve));
    expect([heard.length, sandbox.hooks.waiting]).toEqual([0, 1]);
    await sandbox.hooks.flush();
    expect([heard.length, sandbox.hooks.waiting]).toEqual([1, 0]);
  });

  it("has GitHub's headers, and a signature over its exact bytes", async () => {
    const { sandbox, heard, close, app } = listening();
    close();
    await sandbox.hooks.flush();
    const { headers, body } = heard[0]!;
    expect(headers.get("user-agent")).toMatch(/^GitHub-Hookshot\//);
    expect(headers.get("content-type")).toBe("application/json");
    expect(headers.get("x-github-delivery")).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(headers.get("x-github-hook-id")).toMatch(/^\d+$/);
    expect(headers.get("x-github-hook-installation-target-id")).toBe(String(app.id));
    expect(headers.get("x-github-hook-installation-target-type")).toBe("integration");
    const signature = headers.get("x-hub-signature-256")!;
    expect(await verify(webhookSecret, body, signature)).toBe(true);
    expect(await verify(webhookSecret, `${body} `, signature)).toBe(false);
  });

  it("is kept in the log with the bytes that were sent", async () => {
    const { sandbox, heard, close, leads, app } = listening();
    close();
    await sandbox.hooks.flush();
    expect(sandbox.hooks.log).toMatchObject([
      {
        event: "issues",
        action: "closed",
        guid: heard[0]!.guid,
        body: heard[0]!.body,
        statusCode: 200,
        status: "OK",
        redelivery: false,
        installationId: app.installationId,
        repositoryId: leads.databaseId,
        deliveredAt: "2026-03-02T08:00:00Z",
      },
    ]);
  });

  it("is never sent again by itself when it fails", async () => {
    const { sandbox, heard, answer, close } = listening();
    answer.status = 500;
    close();
    await sandbox.hooks.flush();
    sandbox.clock.advance(3600);
    await sandbox.hooks.flush();
    expect(heard).toHaveLength(1);
    expect(sandbox.hooks.log).toMatchObject([{ statusCode: 500, status: "Invalid HTTP Response: 500" }]);
  });

  it("counts as failed when nobody is there", async () => {
    const { sandbox, close } = listening();
    sandbox.hooks.target(() => Promise.reject(new Error("no such host")));
    close();
    await sandbox.hooks.flush();
    expect(sandbox.hooks.log).toMatchObject([{ statusCode: 502, status: "failed to connect to host" }]);
  });

  it("counts as failed when the answer takes too long", async () => {
    const { sandbox, close } = listening({ deliveryTimeoutSeconds: 0.01 });
    sandbox.hooks.target(() => new Promise(() => undefined));
    close();
    await sandbox.hooks.flush();
    expect(sandbox.hooks.log).toMatchObject([{ statusCode: 504, status: "timed out" }]);
  });

  it("goes nowhere while no address is set", async () => {
    const { sandbox, close } = listening();
    sandbox.hooks.target(null);
    close();
    await sandbox.hooks.flush();
    expect(sandbox.hooks.log).toEqual([]);
  });

  it("is settled by flush with all that it led to", async () => {
    const { sandbox, close, reopen } = listening();
    const events: string[] = [];
    sandbox.hooks.target(async (request) => {
      const { action } = JSON.parse(await request.text()) as { action: string };
      events.push(action);
      if (action === "closed") reopen();
      return new Response();
    });
    close();
    await sandbox.hooks.flush();
    expect(events).toEqual(["closed", "reopened"]);
  });
});

describe("who gets a webhook", () => {
  it("is each App that is installed there, with its own secret", async () => {
    const { sandbox, heard, close } = listening();
    sandbox.installApp({
      slug: "second",
      org: "openwater",
      webhookSecret: "a-secret-of-the-second-app-alone",
      permissions: { issues: "read" },
      events: ["issues"],
    });
    await sandbox.hooks.flush();
    heard.length = 0;
    close();
    await sandbox.hooks.flush();
    expect(heard).toHaveLength(2);
    expect(new Set(heard.map(({ guid }) => guid)).size).toBe(2);
    expect(
      await verify("a-secret-of-the-second-app-alone", heard[1]!.body, heard[1]!.headers.get("x-hub-signature-256")!),
    ).toBe(true);
  });

  const without: readonly (readonly [string, (world: ReturnType<typeof listening>) => void])[] = [
    [
      "is suspended",
      ({ sandbox, asOwner, app }) =>
        suspend(sandbox.world, asOwner, sandbox.store.installations.get(app.installationId)!, true),
    ],
    [
      "does not cover the repository",
      ({ sandbox, asOwner, app, leads }) =>
        changeCoverage(sandbox.world, asOwner, sandbox.store.installations.get(app.installationId)!, {
          action: "removed",
          repositories: [leads],
        }),
    ],
    ["did not subscribe", ({ sandbox, app }) => sandbox.store.appBySlug(app.slug)!.events.splice(0)],
    [
      "lacks the permission",
      ({ sandbox, app }) => {
        sandbox.store.installations.get(app.installationId)!.permissions = { contents: "read" };
      },
    ],
  ];
  it.each(without)("is no App that %s", async (_why, change) => {
    const world = listening();
    change(world);
    await world.sandbox.hooks.flush();
    world.heard.length = 0;
    world.close();
    await world.sandbox.hooks.flush();
    expect(world.heard).toEqual([]);
  });

  it("is nobody while history is being placed", async () => {
    const { sandbox, heard, place, leads } = listening();
    place.issue(leads, { title: "Long ago", by: "bd-lead", at: "2024-01-01T00:00:00Z" });
    await sandbox.hooks.flush();
    expect(heard).toEqual([]);
  });
});

describe("the list of deliveries", () => {
  it("is read by pages, newest first, and by outcome", async () => {
    const { sandbox, answer, app, close, reopen } = listening();
    for (const status of [200, 500, 200]) {
      answer.status = status;
      close();
      reopen();
      await sandbox.hooks.flush();
    }
    const token = jwtOf(app);
    const first = await ask(sandbox, "GET /app/hook/deliveries?per_page=4", { token });
    const rows = first.body as { id: number; status: string }[];
    expect(rows).toHaveLength(4);
    expect(rows.map(({ id }) => id)).toEqual([...rows.map(({ id }) => id)].sort((one, other) => other - one));
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get("link") ?? "")![1]!;
    const second = await ask(sandbox, `GET ${new URL(next).pathname}${new URL(next).search}`, { token });
    expect(second.body).toHaveLength(2);
    expect(second.headers.get("link")).toBeNull();
    expect((await ask(sandbox, "GET /app/hook/deliveries?status=failure", { token })).body).toHaveLength(2);
    expect((await ask(sandbox, "GET /app/hook/deliveries?status=success", { token })).body).toHaveLength(4);
  });

  it("is kept for three days of the sandbox's time", async () => {
    const { sandbox, app, close, reopen } = listening();
    close();
    await sandbox.hooks.flush();
    sandbox.clock.advance(3 * 86_400 + 1);
    reopen();
    await sandbox.hooks.flush();
    expect((await ask(sandbox, "GET /app/hook/deliveries", { token: jwtOf(app) })).body).toMatchObject([
      { action: "reopened" },
    ]);
  });

  it("sends one again with the same GUID and the same bytes when asked", async () => {
    const { sandbox, answer, app, heard, close } = listening();
    answer.status = 500;
    close();
    await sandbox.hooks.flush();
    answer.status = 200;
    const { id } = sandbox.hooks.log[0]!;
    const token = jwtOf(app);
    expect((await ask(sandbox, `POST /app/hook/deliveries/${id}/attempts`, { token })).status).toBe(202);
    await sandbox.hooks.flush();
    expect(heard).toHaveLength(2);
    expect(heard[1]).toMatchObject({ guid: heard[0]!.guid, body: heard[0]!.body });
    expect(sandbox.hooks.log).toMatchObject([
      { redelivery: false, statusCode: 500 },
      { redelivery: true, statusCode: 200, guid: heard[0]!.guid },
    ]);
    expect(sandbox.hooks.log[1]!.id).not.toBe(id);
  });

  it("shows an App its own only", async () => {
    const { sandbox, close } = listening();
    const other = sandbox.installApp({
      slug: "second",
      org: "openwater",
      webhookSecret: "a-secret-of-the-second-app-alone",
      permissions: {},
      events: [],
    });
    await sandbox.hooks.flush();
    close();
    await sandbox.hooks.flush();
    const mine = sandbox.hooks.log.find(({ event }) => event === "issues")!;
    const token = jwtOf(other);
    expect((await ask(sandbox, `GET /app/hook/deliveries/${mine.id}`, { token })).status).toBe(404);
    expect((await ask(sandbox, "GET /app/hook/deliveries", { token })).body).toMatchObject([{ event: "installation" }]);
  });
});

describe("deliveries in trouble", () => {
  it("are doubled with the same GUID", async () => {
    const { sandbox, heard, close } = listening();
    sandbox.faults.next("duplicateDelivery");
    close();
    await sandbox.hooks.flush();
    expect(heard).toHaveLength(2);
    expect(heard[0]!.guid).toBe(heard[1]!.guid);
  });

  it("are lost: the sandbox's log knows, the App's list does not", async () => {
    const { sandbox, heard, app, close } = listening();
    sandbox.faults.next("dropDelivery");
    close();
    await sandbox.hooks.flush();
    expect(heard).toEqual([]);
    expect(sandbox.hooks.log).toMatchObject([{ statusCode: null, status: "dropped" }]);
    expect((await ask(sandbox, "GET /app/hook/deliveries", { token: jwtOf(app) })).body).toEqual([]);
  });

  it("are late by the sandbox's clock", async () => {
    const { sandbox, heard, close } = listening();
    sandbox.faults.next("delayDelivery");
    sandbox.faults.delaySeconds = 300;
    close();
    await sandbox.hooks.flush();
    expect([heard.length, sandbox.hooks.waiting]).toEqual([0, 1]);
    sandbox.clock.advance(299);
    await sandbox.hooks.flush();
    expect(heard).toHaveLength(0);
    sandbox.clock.advance(1);
    await sandbox.hooks.flush();
    expect(heard).toHaveLength(1);
  });

  it("change places", async () => {
    const { sandbox, heard, close, reopen } = listening();
    sandbox.hooks.automatic = false;
    sandbox.faults.reorderDeliveries = 1;
    for (let round = 0; round < 5; round += 1) {
      close();
      reopen();
    }
    await sandbox.hooks.flush();
    const actions = heard.map(({ body }) => (JSON.parse(body) as { action: string }).action);
    const inOrder = Array.from({ length: 5 }, () => ["closed", "reopened"]).flat();
    expect([...actions].sort()).toEqual([...inOrder].sort());
    expect(actions).not.toEqual(inOrder);
  });
});
