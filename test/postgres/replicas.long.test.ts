/**
 * Three processes of the App as `npm start` runs them, a real PostgreSQL and a sandbox GitHub that delivers signed webhooks
 * at a steady rate: whatever is killed, in the end every item is right and nothing is there twice. The figures are
 * printed; docs/reliability.md has those of one run.
 */
import { afterEach, expect, it } from "vitest";
import { startApp } from "../../src/entry/app/start-app.ts";
import { type Fleet, startFleet } from "../../src/entry/replicas/fleet.ts";
import { type ManyOrganisations, placeOrganisations } from "../../src/entry/replicas/world.ts";
import { instantOf } from "../../src/model/time.ts";
import { listen } from "../../src/sandbox/http.ts";
import { ifPostgres } from "./postgres.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const seconds = (count: number) => new Promise((passed) => setTimeout(passed, count * 1000));
const realNow = () => instantOf(Math.floor(Date.now() / 1000));

async function start(leads: number): Promise<{ many: ManyOrganisations; fleet: Fleet }> {
  const many = placeOrganisations(realNow(), { organisations: 4, leads });
  many.sandbox.clock.run();
  const fleet = await startFleet(many, 3);
  closing.push(fleet.close);
  return { many, fleet };
}

/** Until every item is right, for three minutes at most. */
async function settled({ tally }: ManyOrganisations): Promise<void> {
  for (let waited = 0; waited < 180; waited += 1) {
    const { items, right } = tally();
    if (items === right) return;
    await seconds(1);
  }
}

/** A process that is alone sweeps over everything, and writes nothing. */
async function writesOfNextPass({ sandbox, app }: ManyOrganisations): Promise<number> {
  const github = await listen(sandbox);
  sandbox.meter.reset();
  const running = await startApp({
    ...{ appId: app.id, privateKey: app.privateKey, webhookSecret: app.webhookSecret },
    ...{ baseUrl: github.url, port: 0, sweepEverySeconds: 0, redeliverEverySeconds: 0 },
  });
  await running.idle();
  await running.close();
  await github.close();
  const { restWrites, mutationFields, requests } = sandbox.meter;
  expect(requests).toBeGreaterThan(0);
  return restWrites + mutationFields;
}

ifPostgres("three processes on one PostgreSQL", () => {
  it("are killed again and again, and the database once, and lose and double nothing", async () => {
    const { many, fleet } = await start(8);
    let isMoving = true;
    const chaos = (async () => {
      for (let round = 0; isMoving; round += 1) {
        await seconds(6);
        if (round === 3) await fleet.restartDatabase();
        else await fleet.kill(round % 3, 2);
      }
    })();
    for (const move of many.moves) {
      await move();
      await seconds(0.8);
    }
    isMoving = false;
    await chaos;
    await settled(many);
    const tally = many.tally();
    process.stdout.write(`killed: ${JSON.stringify({ ...fleet.counts, takeovers: fleet.takeovers, ...tally })}\n`);
    expect(fleet.counts.killed).toBeGreaterThanOrEqual(3);
    expect(tally).toMatchObject({ items: 32, right: 32, doubled: 0 });
    // What the last killed one had may be back with itself; all others were taken over within half a minute.
    expect(fleet.takeovers.filter((one) => one === null)).toEqual([]);
    expect(Math.max(...fleet.takeovers.map((one) => one ?? 0))).toBeLessThan(30);
    await closing.pop()!();
    expect(await writesOfNextPass(many)).toBe(0);
  });

  it("are restarted one after the other while cards move, and lose and double nothing", async () => {
    const { many, fleet } = await start(4);
    const rolling = (async () => {
      for (const place of [0, 1, 2]) {
        await seconds(5);
        await fleet.restart(place);
      }
    })();
    for (const move of many.moves) {
      await move();
      await seconds(0.8);
    }
    await rolling;
    await settled(many);
    const tally = many.tally();
    process.stdout.write(`restarted: ${JSON.stringify({ ...fleet.counts, ...tally })}\n`);
    // A delivery may meet a process that is about to end: it is answered 503, and asked for again.
    expect(fleet.counts.restarted).toBe(3);
    expect(tally).toEqual({ items: 16, right: 16, folded: 0, doubled: 0 });
    await closing.pop()!();
    expect(await writesOfNextPass(many)).toBe(0);
  });
});
