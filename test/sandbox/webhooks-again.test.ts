/**
 * The list of deliveries that an App reads, deliveries asked for again, and deliveries in trouble.
 */
import { describe, expect, it } from "vitest";
import { ask, jwtOf } from "../contract/ask.ts";
import { listening } from "./listening.ts";

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
