/** What stands in the way just now, gathered from the config, from looks and from schedules. It forgets what is mended. */
import type { Reconciled } from "../../model/change.ts";
import type { ItemKey, NodeId } from "../../model/key.ts";
import type { Problem } from "../../model/problem.ts";
import type { Parked } from "../../trigger/queue-port.ts";
import type { Trouble } from "./attention.ts";

export interface TroubleBook {
  /** What reading the config, or holding it against GitHub, or one schedule came to; replaces what was known of it. */
  note(about: string, problems: readonly Problem[]): void;
  looked(result: Reconciled): void;
  /** Errors, and warnings that only a person can mend; each once. */
  now(parked: readonly Parked<ItemKey>[]): Trouble;
}

/** Starts with nothing. */
export function createTroubleBook(): TroubleBook {
  const noted = new Map<string, readonly Problem[]>();
  const ofItems = new Map<NodeId, readonly Problem[]>();
  const refs = new Map<NodeId, string>();

  return {
    note: (about, problems) => void noted.set(about, problems),
    looked({ key, ref, plan }) {
      if (ref === null) refs.delete(key.issue);
      else refs.set(key.issue, ref);
      const found = plan?.problems.filter(isForPeople) ?? [];
      if (found.length === 0) ofItems.delete(key.issue);
      else ofItems.set(key.issue, found);
    },
    now(parked) {
      const all = [...[...noted.values()].flat(), ...[...ofItems.values()].flat()].filter(isForPeople);
      const once = new Map(all.map((problem) => [JSON.stringify(problem), problem]));
      return {
        problems: [...once].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, problem]) => problem),
        parked: parked.map(({ key, since }) => ({ ref: refs.get(key.issue) ?? key.issue, since })),
      };
    },
  };
}

/** Warnings that stay until somebody does something, and that let something pass meanwhile. */
const lasting: readonly string[] = ["community-unknown", "community-without-representative", "oscillation"];

function isForPeople({ severity, code }: Problem): boolean {
  return severity === "error" || lasting.includes(code);
}
