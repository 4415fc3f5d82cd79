/**
 * Looks at many items once, for the command line and the Action: lists them, reconciles each, and says what is left to
 * do. Over all items it plans first, and writes nothing when that is more than the brake lets through unconfirmed. `writer: null` makes it a dry run. It waits for a limit, or for GitHub to show what was written, only when asked to.
 */
import type { Config } from "../config/config.ts";
import type { Outgoing, Writer } from "../github/ports.ts";
import type { Reconciled } from "../model/change.ts";
import type { NodeId } from "../model/key.ts";
import { type Problem, problemText } from "../model/problem.ts";
import type { Instant } from "../model/time.ts";
import { createWorldKeeper } from "../observe/world.ts";
import { brakeWords, extentOf, planHash } from "./brake.ts";
import { counted } from "./counted.ts";
import { type Looks, lookOnce } from "./look-once.ts";
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
  /** The hash of a plan that a person has confirmed, however much it is. */
  readonly confirmed?: string | null;
}

/** What became of it. */
export interface LookedAtAll {
  /** By address, each item once: its last look. */
  readonly results: readonly Reconciled[];
  /** One sentence for each thing that was not read or not settled; empty: nothing is left to do. */
  readonly left: readonly string[];
  /** Looks that failed for a reason that no later try mends by itself. */
  readonly errors: readonly unknown[];
  /** Set when nothing was written because it was too much: why, and the hash that confirms it. */
  readonly braked: { readonly why: string; readonly hash: string } | null;
}

/** Throws nothing that GitHub answered: it is in `left` or `errors`. */
export async function lookAtAll(options: LookOptions): Promise<LookedAtAll> {
  const { config, ports, writer, issues, confirmed = null } = options;
  const world = createWorldKeeper(ports.reader, config);
  if (writer === null || issues !== null) return toldOf(await lookOnce({ ...options, world }));
  const planned = await lookOnce({ ...options, world, writer: null });
  const all = [...planned.results.values()];
  const why = brakeWords(config, extentOf(all));
  const hash = why === null ? null : planHash(all);
  if (why !== null && hash !== confirmed) return { ...toldOf(planned), braked: { why, hash: hash! } };
  const again = planned.wanted.filter((issue) => (planned.results.get(issue)?.plan?.changes.length ?? 1) > 0);
  return toldOf(merged(planned, await lookOnce({ ...options, world, issues: again })));
}

/** What was only planned stands where there was nothing to do. */
function merged(planned: Looks, done: Looks): Looks {
  const untouched = [...planned.results].filter(([issue]) => !done.wanted.includes(issue) && !done.errors.has(issue));
  return { ...done, results: new Map([...untouched, ...done.results]), incomplete: planned.incomplete };
}

function toldOf({ results, waits, errors, incomplete, unread }: Looks): LookedAtAll {
  return {
    results: [...results.values()].sort(byAddress),
    left: [
      ...incomplete,
      ...(unread > 0
        ? [`${counted(unread, "item")} ${unread === 1 ? "was" : "were"} not read, because GitHub's limit is reached.`]
        : []),
      ...undecidedTexts([...results.values()]),
      ...[...waits].map(([issue, until]) => unsettledText(results.get(issue)?.ref ?? issue, until)),
    ],
    errors: [...errors.values()],
    braked: null,
  };
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
