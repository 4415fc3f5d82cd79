/** What looks came to, as stable JSON for scripts: the same input gives the same bytes. Holds no bodies. */

import type { Reconciled } from "../model/change.ts";
import { changeText, renderPlan } from "../plan/render.ts";
import { planHash } from "./brake.ts";
import { effortOf } from "./effort.ts";
import type { LookedAtAll } from "./look-at-all.ts";

/** How many changes were planned, and what became of them. */
export interface Counts {
  readonly planned: number;
  readonly applied: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly failed: number;
  readonly unknown: number;
}

/** Adds up all looks. */
export function countsOf(results: readonly Reconciled[]): Counts {
  const done = results.flatMap((result) => result.done);
  const of = (kind: string) => done.filter(({ outcome }) => outcome.kind === kind).length;
  return {
    planned: results.reduce((sum, { plan }) => sum + (plan?.changes.length ?? 0), 0),
    applied: of("applied"),
    unchanged: of("unchanged"),
    refused: of("refused"),
    failed: of("failed"),
    unknown: of("unknown"),
  };
}

/** `complete`: everything was read and settled, and nothing failed. */
export function statusOf({ left, errors, results, braked }: LookedAtAll): "complete" | "incomplete" {
  return left.length === 0 && braked === null && errors.length === 0 && countsOf(results).failed === 0
    ? "complete"
    : "incomplete";
}

/** The whole result. `isDry`: outcomes are left out, since nothing was tried. */
export function resultJson(all: LookedAtAll, isDry: boolean): unknown {
  const counts = countsOf(all.results);
  return {
    status: statusOf(all),
    ...(isDry
      ? { items: all.results.length, planned: counts.planned, effort: effortOf(all) }
      : { items: all.results.length, ...counts }),
    ...(isDry ? { plan: planHash(all.results) } : {}),
    left: all.left,
    results: all.results.map((result) => itemJson(result, isDry)),
  };
}

function itemJson({ ref, plan, done, nextLook, key }: Reconciled, isDry: boolean): unknown {
  if (plan === null) return { ref, id: key.issue, gone: true };
  return {
    ref,
    id: key.issue,
    pipeline: plan.pipeline,
    stage: plan.stage && { id: plan.stage.id, since: plan.stage.since, exact: plan.stage.exact, fact: plan.stage.fact },
    changes: plan.changes.map((change) => ({
      kind: change.kind,
      text: changeText(change),
      rule: change.rule,
      fact: change.fact,
      ...(isDry ? {} : { outcome: done.find((one) => one.change === change)?.outcome ?? null }),
    })),
    notes: plan.notes,
    problems: plan.problems,
    nextLook,
  };
}

/** The same in words: items with something to do or to say, each with its reasons. */
export function resultWords(all: LookedAtAll, isDry: boolean): string {
  const told = all.results.filter(({ plan }) => plan !== null && (plan.changes.length > 0 || plan.problems.length > 0));
  return told.map((result) => itemWords(result, isDry)).join("\n");
}

function itemWords({ ref, plan, done }: Reconciled, isDry: boolean): string {
  const words = plan === null ? "" : renderPlan(plan, ref ?? "an item");
  const troubles = isDry
    ? []
    : done.filter(({ outcome }) => outcome.kind !== "applied" && outcome.kind !== "unchanged");
  const told = troubles.map(({ change, outcome }) => `  ! ${changeText(change)} was ${outcomeWords(outcome)}\n`);
  return `${words}${told.join("")}`;
}

function outcomeWords(outcome: Reconciled["done"][number]["outcome"]): string {
  if (outcome.kind === "unknown") return `not answered: ${outcome.why}`;
  return "why" in outcome ? `${outcome.kind}: ${outcome.why}` : outcome.kind;
}
