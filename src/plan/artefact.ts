/**
 * An issue that we opened → what it still lacks: the fields that its recipe sets, and the checklist issues below it when
 * it is the parent of recurring work or of a dispatched flow. Worked out from its own marker, so that a process which
 * died half-way is completed by whoever looks next.
 */
import type { Config } from "../config/config.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { Instant } from "../model/time.ts";
import { nothing, type Part } from "./part.ts";

/** Completes one of our own issues; nothing for everybody else's. */
export function planArtefact(_have: Snapshot, _config: Config, _now: Instant): Part {
  return nothing;
}
