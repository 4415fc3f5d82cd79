/**
 * Plans → what carrying them out asks of GitHub: requests, writes, what is made, and how long that takes at the pace
 * that the governor keeps. An estimate for people before a backfill: what others do meanwhile, and reading again what
 * waits for a limit, are not in it.
 */
import type { Change } from "../model/change.ts";
import { creationQuotas } from "./pace.ts";

export interface Estimate {
  /** Looks at all items, what is read around writing, and the writes. */
  readonly requests: number;
  /** Mutation documents among them. */
  readonly writes: number;
  /** Issues, comments, posts and labels that are made. */
  readonly creations: number;
  /** At the governor's pace, from the first write to the last. */
  readonly seconds: number;
}

/** One mutation document, as the writer sends it. */
interface Sending {
  /** Aliases: seconds until the next one. */
  readonly seconds: number;
  readonly creations: number;
}

/** One entry per item looked at: the changes planned for it. */
export function estimateOf(plans: readonly (readonly Change[])[]): Estimate {
  const labels = new Set<string>();
  const sendings: Sending[] = [];
  let reads = plans.length;
  for (const changes of plans) {
    const fresh = changes.filter((change) => change.kind !== "create-label" || isNew(labels, change));
    sendings.push(...sendingsOf(fresh));
    reads += readsAround(fresh);
  }
  return {
    requests: reads + sendings.length,
    writes: sendings.length,
    creations: sendings.reduce((sum, { creations }) => sum + creations, 0),
    seconds: secondsOf(sendings),
  };
}

/** Each item's plan makes a label that is missing; the first to be carried out makes it for all. */
function isNew(labels: Set<string>, { repository, name }: Extract<Change, { kind: "create-label" }>): boolean {
  const id = `${repository} ${name.toLowerCase()}`;
  if (labels.has(id)) return false;
  labels.add(id);
  return true;
}

const alone: readonly Change["kind"][] = ["create-issue", "create-post", "add-comment"];

/** The documents that the writer makes of one plan (`writer.ts`, `write-idempotent.ts`), in their order. */
function sendingsOf(changes: readonly Change[]): readonly Sending[] {
  const of = (kind: Change["kind"]) => changes.filter((change) => change.kind === kind).length;
  const labels = of("create-label");
  const isLabelsFirst = changes.some((change) => change.kind === "add-label" && change.label === null);
  const creations = changes.filter(({ kind }) => alone.includes(kind)).length;
  const rest = changes.length - labels - creations - of("call-webhook");
  const columns = changes.filter((change) => change.kind === "add-to-board" && change.status !== null).length;
  const documents = isLabelsFirst
    ? [document(labels, labels), document(rest, 0), document(columns, 0)]
    : [document(labels + rest, labels), document(columns, 0)];
  return [...documents, ...Array.from({ length: creations }, () => document(1, 1))].filter(
    ({ seconds }) => seconds > 0,
  );
}

function document(seconds: number, creations: number): Sending {
  return { seconds, creations };
}

/** Visibilities and bodies are read again around writing; what was made is looked at, and so is what it hangs on. */
function readsAround(changes: readonly Change[]): number {
  const isGuarded = changes.some((change) => "onlyWhile" in change && change.onlyWhile !== undefined);
  const isEdited = changes.some(({ kind }) => kind === "edit-issue");
  const opened = changes.filter(({ kind }) => kind === "create-issue").length;
  return (isGuarded ? 1 : 0) + (isEdited ? 2 : 0) + opened + Math.min(opened, 1);
}

/** Sends each as early as spacing and quotas allow. */
function secondsOf(sendings: readonly Sending[]): number {
  const made: number[] = [];
  let at = 0;
  for (const { seconds, creations } of sendings) {
    for (const quota of creationQuotas) {
      const first = made[made.length + creations - quota.most - 1];
      if (creations > 0 && first !== undefined) at = Math.max(at, first + quota.seconds + 1);
    }
    for (let one = 0; one < creations; one += 1) made.push(at);
    at += seconds;
  }
  return at;
}
