/**
 * How the builder goes into the past: clock set back, listeners deaf, and an actor who may do everything.
 */
import type { AccountRow } from "./rows.ts";
import type { Actor, World } from "./world.ts";

/** Runs something at another time, with nobody listening; afterwards the clock stands where it stood. */
export function placeAt<Result>(world: World, at: string, run: () => Result): Result {
  const now = world.clock.now();
  if (at > now) throw new RangeError(`History cannot be placed at ${at}: the sandbox's clock stands at ${now}.`);
  world.muted.depth += 1;
  world.clock.set(at, { back: true });
  try {
    return run();
  } finally {
    world.clock.set(now, { back: true });
    world.muted.depth -= 1;
  }
}

/** Someone who may do everything, by login (a Bot's with `[bot]`). Throws when nobody has it. */
export function builderActor(world: World, login: string): Actor {
  return { account: accountOf(world, login).id, viaApp: null, viewer: null };
}

/** The account of a login. Throws when nobody has it. */
export function accountOf(world: World, login: string): AccountRow {
  const account = world.store.accountByLogin(login);
  if (!account) throw new Error(`Nobody in this sandbox is called "${login}". Place the user, bot or org first.`);
  return account;
}
