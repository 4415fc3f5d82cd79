/** Reads one item and its world into a snapshot. */
import type { Config } from "../config/config.ts";
import type { Reader } from "../github/ports.ts";
import type { NodeId } from "../model/key.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { WorldKeeper } from "./world.ts";

export interface ObservePorts {
  readonly reader: Reader;
  readonly world: WorldKeeper;
}

/** Null when the issue is gone. */
export async function observe(_issue: NodeId, _config: Config, _ports: ObservePorts): Promise<Snapshot | null> {
  throw new Error("not built");
}
