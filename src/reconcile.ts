/**
 * One item: observe → plan → apply. Read this first. A webhook, a sweep or a command only says which item deserves a
 * look; what to do is worked out here from what GitHub says now. Nothing is remembered that GitHub does not keep.
 */
import { apply, earliest } from "./apply/apply.ts";
import type { Attempts } from "./apply/attempts.ts";
import type { Config } from "./config/config.ts";
import type { Clock, Outgoing, Reader, Writer } from "./github/ports.ts";
import type { Plan, Reconciled } from "./model/change.ts";
import { type ItemKey, type NodeId, refText } from "./model/key.ts";
import type { Item, Snapshot } from "./model/snapshot.ts";
import type { Instant } from "./model/time.ts";
import { readAsked } from "./observe/found.ts";
import { observe } from "./observe/observe.ts";
import type { WorldKeeper } from "./observe/world.ts";
import { plan } from "./plan/plan.ts";

export interface ReconcilePorts {
  readonly reader: Reader;
  /** Null: a dry run. Every change is then refused with that reason. */
  readonly writer: Writer | null;
  /** Null: outgoing webhooks are off, and a change that wants one is refused. */
  readonly outgoing: Outgoing | null;
  readonly world: WorldKeeper;
  readonly attempts: Attempts;
  readonly clock: Clock;
}

/** Brings one item to where its facts say it belongs. Throws `GitHubError` when GitHub cannot be read just now. */
export async function reconcile(key: ItemKey, config: Config, ports: ReconcilePorts): Promise<Reconciled> {
  const now = ports.clock.now();
  const snapshot = await observe(key.issue, config, ports);
  if (snapshot === null) return { key, ref: null, plan: null, done: [], also: [], nextLook: null };
  const wanted = guarded(await wholePlan(snapshot, config, ports, now), snapshot.item.visibility);
  const applied = await carryOut(key, wanted, config, ports);
  return {
    key,
    ref: refText(snapshot.item),
    visibility: snapshot.item.visibility,
    plan: wanted,
    done: applied.done,
    // A checklist issue shows in the status comments of those above it; what was just made may be an item itself.
    also: [...snapshot.item.parents, ...applied.done.flatMap(madeIn)].map((issue) => ({ ...key, issue })),
    nextLook: earliest([wanted.nextLook, applied.nextLook]),
  };
}

/** Most plans need nothing more than the snapshot; one that brings recurring work forward asks what is there of it. */
async function wholePlan(snapshot: Snapshot, config: Config, { reader }: ReconcilePorts, now: Instant): Promise<Plan> {
  const first = plan(snapshot, config, now);
  if (first.reads === undefined) return first;
  const found = await readAsked(first.reads, { config, world: snapshot.world, reader });
  return plan({ ...snapshot, found }, config, now);
}

/** Texts on an item that not everybody may read are only written while that is so. */
function guarded(wanted: Plan, onlyWhile: Item["visibility"]): Plan {
  if (onlyWhile === "public") return wanted;
  const changes = wanted.changes.map((change) =>
    change.kind === "add-comment" || change.kind === "edit-comment" || change.kind === "edit-issue"
      ? { ...change, onlyWhile }
      : change,
  );
  return { ...wanted, changes };
}

/** Applies a plan, or only says what it would do when there is no writer. */
export async function carryOut(
  key: ItemKey,
  wanted: Plan,
  config: Config,
  { writer, outgoing, attempts, clock, world }: ReconcilePorts,
): Promise<Pick<Reconciled, "done" | "nextLook">> {
  if (writer === null) return dryRun(wanted);
  const { visibilityBoundSeconds } = config;
  const applied = await apply(key, wanted, { writer, outgoing, attempts, clock, visibilityBoundSeconds });
  if (applied.done.some(outdatesTheWorld)) world.forget();
  return applied;
}

/** A label was made, or something that we took to be there is gone. */
function outdatesTheWorld({ change, outcome }: Reconciled["done"][number]): boolean {
  return outcome.kind === "failed" || (change.kind === "create-label" && outcome.kind !== "refused");
}

/** The issue that a change made; none for other changes. */
export function madeIn({ change, outcome }: Reconciled["done"][number]): readonly NodeId[] {
  return change.kind === "create-issue" && outcome.kind === "applied" && outcome.id ? [outcome.id] : [];
}

function dryRun(wanted: Plan): Pick<Reconciled, "done" | "nextLook"> {
  const outcome = { kind: "refused", why: "Nothing is written in a dry run." } as const;
  return { done: wanted.changes.map((change) => ({ change, outcome })), nextLook: null };
}
