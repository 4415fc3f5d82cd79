/**
 * One item: observe → plan → apply. Read this first.
 */
import type { Attempts } from "./apply/attempts.ts";
import type { Config } from "./config/config.ts";
import type { Clock, Reader, Writer } from "./github/ports.ts";
import type { Reconciled } from "./model/change.ts";
import type { ItemKey } from "./model/key.ts";
import type { WorldKeeper } from "./observe/world.ts";

export interface ReconcilePorts {
  readonly reader: Reader;
  /** Null: a dry run. */
  readonly writer: Writer | null;
  readonly world: WorldKeeper;
  readonly attempts: Attempts;
  readonly clock: Clock;
}

export async function reconcile(_key: ItemKey, _config: Config, _ports: ReconcilePorts): Promise<Reconciled> {
  throw new Error("not built");
}
