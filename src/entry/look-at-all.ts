/**
 * Looks at many items once, for the command line and the Action: lists them, reconciles each, and says what is left to
 * do. `writer: null` makes it a dry run. It waits for a limit, or for GitHub to show what was written, only when asked to.
 */
import type { Config } from "../config/config.ts";
import type { Outgoing, Writer } from "../github/ports.ts";
import type { Reconciled } from "../model/change.ts";
import { type ItemKey, keyText, type NodeId } from "../model/key.ts";
import { type Problem, problemText } from "../model/problem.ts";
import type { Instant } from "../model/time.ts";
import { createWorldKeeper } from "../observe/world.ts";
import { reconcile } from "../reconcile.ts";
import { runRecurring } from "../schedule.ts";
import { createQueue } from "../trigger/queue.ts";
import { sweep } from "../trigger/sweep.ts";
import { counted } from "./counted.ts";
import type { Ports } from "./ports.ts";

export interface LookOptions {
  readonly config: Config;
  readonly ports: Ports;
  readonly writer: Writer | null;
  /** Null: outgoing webhooks are off. */
  readonly outgoing: Outgoing | null;
  /** Names of recurring work to bring up to date first. */
  readonly recurring?: readonly string[];
  /** Null: every item of every pipeline. */
  readonly issues: readonly NodeId[] | null;
  /** Told after each item. */
  readonly onReconciled: (result: Reconciled) => void;
  /** Waits so many seconds, after which it goes on with what a limit or an open answer left; null: that is left. */
  readonly wait?: ((seconds: number) => Promise<void>) | null;
}

/** What became of it. */
export interface LookedAtAll {
  /** By address, each item once: its last look. */
  readonly results: readonly Reconciled[];
  /** One sentence for each thing that was not read or not settled; empty: nothing is left to do. */
  readonly left: readonly string[];
  /** Looks that failed for a reason that no later try mends by itself. */
  readonly errors: readonly unknown[];
}

/** A token has no installation; its keys only need to differ from each other. */
const installation = 0;

/** Throws nothing that GitHub answered: it is in `left` or `errors`. */
export async function lookAtAll(options: LookOptions): Promise<LookedAtAll> {
  const { config, ports, writer, outgoing, issues, onReconciled, wait = null } = options;
  const world = createWorldKeeper(ports.reader, config);
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
  return {
    results: [...results.values()].sort(byAddress),
    left: [
      ...(swept?.incomplete ?? []),
      ...(unread > 0
        ? [`${counted(unread, "item")} ${unread === 1 ? "was" : "were"} not read, because GitHub's limit is reached.`]
        : []),
      ...undecidedTexts([...results.values()]),
      ...[...waits].map(([issue, until]) => unsettledText(results.get(issue)?.ref ?? issue, until)),
    ],
    errors: [...errors.values()],
  };
}

function isUnsettled({ done }: Reconciled): boolean {
  return done.some(({ outcome }) => outcome.kind === "unknown" || (outcome.kind === "refused" && outcome.until));
}

/**
 * What stood in the way: a stage that could not be worked out, something that was not read, or a problem that is an
 * error. One sentence each, however many items it stopped.
 */
function undecidedTexts(results: readonly Reconciled[]): readonly string[] {
  const said = results.flatMap(({ plan, ref }) => {
    if (plan === null || (plan.pipeline === null && ref?.includes("#"))) return [];
    const isInTheWay = ({ severity, code }: Problem) => severity === "error" || code === "unread";
    const errors = plan.problems.filter(isInTheWay).map(problemText);
    return plan.pipeline !== null && plan.stage === null ? [...plan.notes, ...errors] : errors;
  });
  return [...new Set(said)].sort();
}

function unsettledText(ref: string, until: Instant | null): string {
  return `${ref} is not settled yet; run again ${until ? `after ${until}` : "later"}.`;
}

/** `owner/repo#9` before `owner/repo#10`; items that are gone come last. */
function byAddress(one: Reconciled, other: Reconciled): number {
  const [a, b] = [one.ref ?? "\u{10ffff}", other.ref ?? "\u{10ffff}"];
  return a.localeCompare(b, "en", { numeric: true });
}
