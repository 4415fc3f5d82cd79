/** Keeps the part of the organisation that the config names, until GitHub says that it changed. */
import type { Config } from "../config/config.ts";
import type { Reader } from "../github/ports.ts";
import type { World } from "../model/snapshot.ts";

export interface WorldKeeper {
  read(): Promise<World>;
  /** For label, push, repository and projects_v2 events: the next `read` asks GitHub. */
  forget(): void;
}

export function createWorldKeeper(_reader: Reader, _config: Config): WorldKeeper {
  throw new Error("not built");
}
