/**
 * Makes a sandbox: a GitHub in this process, empty but for what is built into it. `fetch` is its whole surface, so
 * tests hand it to a client as `request: { fetch }`; `listen` (http.ts) puts it behind a port.
 */
import { installApp } from "./apps.ts";
import { createFaults } from "./faults.ts";
import { createRateLimits } from "./limits-rate.ts";
import { createSecondaryLimits } from "./limits-secondary.ts";
import { createMeter } from "./meter.ts";
import { createRandom } from "./random.ts";
import type { Id } from "./rows.ts";
import type { Sandbox, SandboxClock } from "./sandbox.ts";
import { type Server, serve } from "./serve.ts";
import { snapshotOf } from "./snapshot.ts";
import { createTokens } from "./tokens.ts";
import { createDeliveryDesk, type DeliveryDesk } from "./webhooks/delivery-desk.ts";
import { subscribe } from "./webhooks/subscribe.ts";
import { createWorld, type World } from "./world.ts";

export interface SandboxOptions {
  /** Ids, tokens and faults follow from it; 1 when not given. */
  readonly seed?: number;
  /** Where the clock stands; 2026-01-05T09:00:00Z when not given. */
  readonly now?: string;
  /**
   * Whether primary and secondary limits are held against callers; true when not given. They are counted on the
   * sandbox's clock: where it stands still and more than 80 issues and comments are made, they will be met.
   */
  readonly enforceLimits?: boolean;
  /** After how many seconds of real time a delivery counts as failed; GitHub's 10 when not given. */
  readonly deliveryTimeoutSeconds?: number;
}

/** Makes an empty sandbox. The same seed and the same doings give the same ids, tokens and faults. */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const seed = options.seed ?? 1;
  const world = createWorld({ seed, at: options.now ?? "2026-01-05T09:00:00Z" });
  const { store } = world;
  const faults = createFaults(seed, world.clock);
  const timeoutSeconds = options.deliveryTimeoutSeconds ?? 10;
  const deliveries = createDeliveryDesk({ seed, clock: world.clock, faults, timeoutSeconds });
  const tokens = createTokens(world);
  const privateKeys = new Map<Id, string>();
  const meterBook = createMeter();
  const server: Server = {
    world,
    faults,
    meterBook,
    secondary: createSecondaryLimits(world.clock),
    random: createRandom(seed ^ 0x1d9),
    enforceLimits: options.enforceLimits ?? true,
    made: countMade(world),
    services: {
      tokens,
      deliveries,
      privateKeys,
      limits: createRateLimits(world.clock),
      formerNames: rememberNames(world),
      transfers: rememberTransfers(world),
      usedCodes: new Set(),
    },
  };
  subscribe(world, deliveries);
  return {
    fetch: (request) => serve(server, request),
    clock: wakingClock(world.clock, deliveries),
    store,
    world,
    hooks: deliveries.hooks,
    faults: faults.faults,
    meter: meterBook.meter,
    tokenOf(login) {
      const account = store.accountByLogin(login);
      if (!account) throw new Error(`Nobody is called "${login}" in this sandbox.`);
      return tokens.user(account);
    },
    workflowToken(fullName) {
      const [owner = "", name = ""] = fullName.split("/");
      const repository = store.repositoryByName(owner, name);
      if (!repository) throw new Error(`There is no repository "${fullName}" in this sandbox.`);
      return tokens.workflow(repository);
    },
    installApp: (asked) => installApp(world, privateKeys, asked),
    snapshot: () => snapshotOf(store),
  };
}

/** When time has moved, what a delay held back may be due. */
function wakingClock(clock: SandboxClock, deliveries: DeliveryDesk): SandboxClock {
  return {
    now: () => clock.now(),
    set(at, how) {
      clock.set(at, how);
      deliveries.wake();
    },
    advance(seconds) {
      clock.advance(seconds);
      deliveries.wake();
    },
    run() {
      clock.run();
      setInterval(() => deliveries.wake(), 1000).unref();
    },
  };
}

/** Issues and comments made so far, by account. A transferred issue is not made anew. */
function countMade(world: World): ReadonlyMap<string, number> {
  const made = new Map<string, number>();
  world.listeners.push((event) => {
    const isMade =
      (event.name === "issues" && event.action === "opened" && event.from === null) ||
      (event.name === "issue_comment" && event.action === "created");
    if (isMade) made.set(event.actor, (made.get(event.actor) ?? 0) + 1);
  });
  return made;
}

/** Former names of renamed repositories, so that they can be redirected. */
function rememberNames(world: World): ReadonlyMap<string, Id> {
  const names = new Map<string, Id>();
  world.listeners.push((event) => {
    if (event.name !== "repository" || event.action !== "renamed") return;
    const owner = world.store.accounts.get(event.repository.owner)!.login;
    names.set(`${owner}/${event.changes.name.from}`.toLowerCase(), event.repository.id);
  });
  return names;
}

/** Where transferred issues went, so that they can be redirected. */
function rememberTransfers(world: World): ReadonlyMap<Id, Id> {
  const transfers = new Map<Id, Id>();
  world.listeners.push((event) => {
    if (event.name === "issues" && event.action === "transferred") transfers.set(event.issue.id, event.to.issue.id);
  });
  return transfers;
}
