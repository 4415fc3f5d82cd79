/** Applies a plan: holds back what may already have arrived, writes the rest, and says when to look again. */

import type { Writer } from "../github/ports.ts";
import type { Plan, Reconciled } from "../model/change.ts";
import type { ItemKey } from "../model/key.ts";
import type { Instant } from "../model/time.ts";
import type { Attempts } from "./attempts.ts";

export interface ApplyPorts {
  readonly writer: Writer;
  readonly attempts: Attempts;
  readonly now: Instant;
  readonly visibilityBoundSeconds: number;
}

export interface Applied {
  readonly done: Reconciled["done"];
  readonly nextLook: Instant | null;
}

export async function apply(_key: ItemKey, _plan: Plan, _ports: ApplyPorts): Promise<Applied> {
  throw new Error("not built");
}
