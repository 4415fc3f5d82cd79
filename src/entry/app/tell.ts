/** Puts what happened into the log, in counts and codes. The same problem is told once until it is gone. */
import type { Reconciled } from "../../model/change.ts";
import type { Problem } from "../../model/problem.ts";
import type { Swept } from "../../trigger/sweep.ts";
import type { EffectiveConfig } from "../effective-config.ts";
import type { Log } from "../log.ts";

export interface Teller {
  config(read: EffectiveConfig): void;
  swept(swept: Swept): void;
  /** `isDry`: why nothing was to be written; false: it was. */
  reconciled(result: Reconciled, isDry: boolean | string): void;
}

/** One per installation; `log` already names it. */
export function createTeller(log: Log): Teller {
  /** By place: the problems told of it, as text. */
  const told = new Map<string, string>();

  function problems(place: string, found: readonly Problem[]): void {
    const text = JSON.stringify(found);
    if (told.get(place) === text || (found.length === 0 && !told.delete(place))) return;
    if (found.length === 0) log.info({ where: place }, "the problems told before are gone");
    else told.set(place, text);
    for (const { severity, ...problem } of found) log[severity === "error" ? "error" : "warn"](problem, "a problem");
  }

  return {
    config({ config, where, problems: found }) {
      problems(where, found);
      if (config) log.debug({ where, mode: config.mode }, "read the config");
    },
    swept({ listed, queued, incomplete }) {
      log.info({ listed, queued }, incomplete.length > 0 ? "swept, and not all could be listed" : "swept");
      for (const why of incomplete) log.warn({ why }, "a list could not be read; nothing is concluded from it");
    },
    reconciled({ key, ref, plan, done }, isDry) {
      problems(ref ?? key.issue, plan?.problems ?? []);
      const of = (kind: string) => done.filter(({ outcome }) => outcome.kind === kind).length;
      const counts = { applied: of("applied"), unchanged: of("unchanged"), refused: of("refused") };
      const fields = { issue: key.issue, ref, pipeline: plan?.pipeline, stage: plan?.stage?.id };
      const planned = plan?.changes.length ?? 0;
      const words =
        planned === 0
          ? "looked, and nothing is to do"
          : isDry
            ? `planned, and not done: ${isDry === true ? "mode is plan" : isDry}`
            : "did what was planned";
      log[planned === 0 ? "debug" : "info"](
        { ...fields, planned, ...counts, failed: of("failed"), unknown: of("unknown") },
        words,
      );
      for (const { change, outcome } of isDry ? [] : done) {
        if (outcome.kind === "applied" || outcome.kind === "unchanged") continue;
        const { kind, rule } = change;
        log.warn({ ...fields, change: kind, rule, outcome: outcome.kind, why: outcome.why }, "a change was not made");
      }
    },
  };
}
