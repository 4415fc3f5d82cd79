/**
 * The gate of one installation: how many requests run side by side, how far apart writes are, and when nobody may
 * send anything because GitHub said so. It never sleeps through a limit: the caller gets a `GitHubError` and comes back.
 */

import type { Instant } from "../model/time.ts";
import type { Clock } from "./ports.ts";

export interface Governor {
  read<T>(send: () => Promise<T>): Promise<T>;
  /** `writes`: mutation aliases in it. `creations`: issues, comments and labels it makes. */
  write<T>(cost: WriteCost, send: () => Promise<T>): Promise<T>;
  /** Null while the gate is open. */
  closedUntil(): Instant | null;
}

export interface WriteCost {
  readonly writes: number;
  readonly creations: number;
}

/** One per installation: limits are counted by installation. */
export function createGovernor(_clock: Clock): Governor {
  throw new Error("not built");
}
