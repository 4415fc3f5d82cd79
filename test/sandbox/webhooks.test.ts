/**
 * How webhooks travel: what is signed, what is logged, and who gets which.
 */
import { Webhooks } from "@octokit/webhooks";
import { describe, expect, it } from "vitest";
import { changeCoverage, suspend } from "../../src/sandbox/ops-accounts.ts";
import { webhookSecret } from "../contract/lived-in.ts";
import { listening } from "./listening.ts";

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
    sandbox.hooks.automatic = false;
    sandbox.hooks.target(async (request) => {
      const { action } = JSON.parse(await request.text()) as { action: string };
      if (action === "closed") reopen();
      return new Response();
    });
    close();
    await sandbox.hooks.flush();
    expect(sandbox.hooks.log.map(({ action }) => action)).toEqual(["closed", "reopened"]);
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
