/** What is known while one plan is being written: outcomes so far, ids of what was made, and whether to go on. */
import type { Change, Outcome } from "../model/change.ts";
import type { NodeId } from "../model/key.ts";

export interface Pass {
  readonly changes: readonly Change[];
  readonly outcomes: ReadonlyMap<Change, Outcome>;
  /** Set once a limit or an open answer came: the outcome of everything that was not sent. */
  readonly stopped: Outcome | null;
  settle(change: Change, outcome: Outcome): void;
  /** The same for an outcome that says nothing about the others, whatever it is. */
  settleAlone(change: Change, outcome: Outcome): void;
  /** The id of an issue that this plan made under that key; null when it was not made. */
  createdIssue(key: string): NodeId | null;
  /** Labels of that name that this plan made, by repository. Names are compared without case, as GitHub does. */
  createdLabels(name: string): ReadonlyMap<NodeId, NodeId>;
}

export function passOf(changes: readonly Change[]): Pass {
  const outcomes = new Map<Change, Outcome>();
  let stopped: Outcome | null = null;
  return {
    changes,
    outcomes,
    get stopped() {
      return stopped;
    },
    settle(change, outcome) {
      outcomes.set(change, outcome);
      stopped ??= stopAfter(outcome);
    },
    settleAlone(change, outcome) {
      outcomes.set(change, outcome);
    },
    createdIssue(key) {
      const made = changes.find((change) => change.kind === "create-issue" && change.key === key);
      return made === undefined ? null : idOf(outcomes.get(made));
    },
    createdLabels(name) {
      const ids = changes.flatMap((change) => {
        if (change.kind !== "create-label" || change.name.toLowerCase() !== name.toLowerCase()) return [];
        const id = idOf(outcomes.get(change));
        return id === null ? [] : [[change.repository, id] as const];
      });
      return new Map(ids);
    },
  };
}

function idOf(outcome: Outcome | undefined): NodeId | null {
  return outcome?.kind === "applied" ? (outcome.id ?? null) : null;
}

function stopAfter(outcome: Outcome): Outcome | null {
  if (outcome.kind === "refused" && outcome.until !== undefined) return outcome;
  if (outcome.kind !== "unknown") return null;
  return { kind: "refused", why: "It was not sent, because GitHub left an earlier change open." };
}
