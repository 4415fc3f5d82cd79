/**
 * One pass over items and recurring work: each is reconciled once, and once more when something that was made asks for
 * it. What became of each is kept by its id. `writer: null` makes it a dry run.
 */
import type { Reconciled } from "../model/change.ts";
import { type ItemKey, keyText, type NodeId } from "../model/key.ts";
import type { Instant } from "../model/time.ts";
import type { WorldKeeper } from "../observe/world.ts";
import { reconcile } from "../reconcile.ts";
import { runRecurring } from "../schedule.ts";
import { createQueue } from "../trigger/queue.ts";
import { sweep } from "../trigger/sweep.ts";
import type { LookOptions } from "./look-at-all.ts";

/** What became of one pass. */
export interface Looks {
  /** Items that were asked for, or listed. */
  readonly wanted: readonly NodeId[];
  readonly results: ReadonlyMap<NodeId, Reconciled>;
  /** Those that are not settled, with when to look again. */
  readonly waits: ReadonlyMap<NodeId, Instant | null>;
  readonly errors: ReadonlyMap<NodeId, unknown>;
  /** Lists that were not read to their end, a sentence each. */
  readonly incomplete: readonly string[];
  /** Items that a limit kept from being read. */
  readonly unread: number;
}

/** A token has no installation; its keys only need to differ from each other. */
const installation = 0;

/** Throws nothing that GitHub answered. */
export async function lookOnce(options: LookOptions & { readonly world: WorldKeeper }): Promise<Looks> {
  const { config, ports, writer, outgoing, issues, onReconciled, world, wait = null } = options;
  const results = new Map<NodeId, Reconciled>();
  const waits = new Map<NodeId, Instant | null>();
  const errors = new Map<NodeId, unknown>();
  const alarms: { readonly seconds: number; readonly ring: () => void }[] = [];

  const queue = createQueue<ItemKey>({
    run: async (key) => {
      const result = await reconcile(key, config, { ...ports, writer, outgoing, world });
      results.set(key.issue, result);
      errors.delete(key.issue);
      waits.delete(key.issue);
      if (writer !== null && isUnsettled(result)) waits.set(key.issue, result.nextLook);
      if (wait !== null && waits.get(key.issue)) void queue.addAt(key, waits.get(key.issue)!);
      onReconciled(result);
      if (writer !== null) for (const other of result.also) void queue.add(other);
    },
    textOf: keyText,
    now: () => ports.clock.now(),
    wake: wait === null ? null : (seconds, ring) => void alarms.push({ seconds, ring }),
    concurrency: 4,
    onError: (key, error) => void errors.set(key.issue, error),
  });

  for (const name of options.recurring ?? []) {
    const id = `recurring/${name}`;
    try {
      const result = await runRecurring(name, config, installation, { ...ports, writer, outgoing, world });
      results.set(id, { ...result, ref: id });
      onReconciled(result);
      if (writer !== null && isUnsettled(result)) waits.set(id, result.nextLook);
      for (const other of result.also) void queue.add(other);
    } catch (error) {
      errors.set(id, error);
    }
  }
  const unopened = errors.size;
  const wanted: NodeId[] = [...(issues ?? [])];
  const enqueue = (issue: NodeId) => void wanted.push(issue);
  const swept = issues ? null : await sweep(config, { reader: ports.reader, last: new Map(), enqueue, slice: null });
  for (const issue of wanted) void queue.add({ installation, issue });
  await queue.idle();
  const waiting = () => queue.laterSize - (errors.size - unopened);
  for (let alarm = alarms.pop(); wait !== null && alarm && waiting() > 0; alarm = alarms.pop()) {
    alarms.length = 0;
    await wait(Math.max(1, alarm.seconds));
    alarm.ring();
    await queue.idle();
  }
  const unread = waiting();
  await queue.stop();
  return { wanted, results, waits, errors, incomplete: swept?.incomplete ?? [], unread };
}

function isUnsettled({ done }: Reconciled): boolean {
  return done.some(({ outcome }) => outcome.kind === "unknown" || (outcome.kind === "refused" && outcome.until));
}
