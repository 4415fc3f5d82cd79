/**
 * Snapshot × config → plan. Pure and synchronous: no clock, no network, no event. Whether anything is written is not
 * its business: a dry run is having no writer.
 */
import type { Config } from "../config/config.ts";
import type { Plan } from "../model/change.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { Instant } from "../model/time.ts";

/** What to do about one item, and why. */
export function plan(_have: Snapshot, _config: Config, _now: Instant): Plan {
  throw new Error("not built");
}
