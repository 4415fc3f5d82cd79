/**
 * The sandbox as its parts see it: rows, time, chance, who listens, and the two hooks by which faults bend what is
 * shown. A request may be served with a copy whose hooks differ (`{ ...world, visibleAt }`): rows are shared, hooks
 * are not.
 */

import type { Viewer } from "./access.ts";
import { createClock } from "./clock.ts";
import type { SandboxEvent } from "./event.ts";
import type { Random } from "./random.ts";
import { createRandom } from "./random.ts";
import type { Id } from "./rows.ts";
import type { Faults, SandboxClock } from "./sandbox.ts";
import { createStore, type Store } from "./store.ts";

/** Where a lag can be switched on. */
export type LagKind = keyof Faults["lagSeconds"];

export interface World {
  readonly store: Store;
  readonly clock: SandboxClock;
  readonly random: Random;
  /** Called in order, synchronously, after the rows have changed. */
  readonly listeners: ((event: SandboxEvent) => void)[];
  /** While above 0 nothing is announced: history is being placed. Shared by all copies of the world. */
  readonly muted: { depth: number };
  /** Whether a row made or changed at `at` is seen already by a reader of this kind. */
  visibleAt(kind: LagKind, at: string): boolean;
  /** Whether the page now being made comes back short, with the cursor of a whole one. */
  truncate(): boolean;
  /** Whether the list now being read is left out of the answer. */
  cutsShort(): boolean;
}

/** Who acts. `viewer` null: the builder, who may do everything. */
export interface Actor {
  readonly account: Id;
  readonly viaApp: Id | null;
  readonly viewer: Viewer | null;
}

/** Makes an empty world that shows everything at once. */
export function createWorld(options: { readonly seed: number; readonly at: string }): World {
  const clock = createClock(options.at);
  return {
    store: createStore({ seed: options.seed, clock }),
    clock,
    random: createRandom(options.seed),
    listeners: [],
    muted: { depth: 0 },
    visibleAt: () => true,
    truncate: () => false,
    cutsShort: () => false,
  };
}
