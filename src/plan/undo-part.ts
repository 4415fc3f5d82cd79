/** What every part of an undo has in common: whose deed came first since a moment, and whether somebody came after. */
import { isOurs } from "../history/own.ts";
import type { Change, Reason } from "../model/change.ts";
import type { Fact } from "../model/fact.ts";
import type { World } from "../model/snapshot.ts";
import type { Instant } from "../model/time.ts";
import { note, nothing, type Part } from "./part.ts";

type Bare<T> = T extends unknown ? Omit<T, keyof Reason> : never;

/** One change that takes something back. `fact`: what it takes back, without who: it was we. */
export function undone(change: Bare<Change>, fact: string): Part {
  return { ...nothing, changes: [{ ...change, rule: "undo", fact } as Change] };
}

/** Something that stays, and why. */
export function left(why: string): Part {
  return note(`${why}.`);
}

export interface Took<F extends Fact> {
  /** Our first deed since then: what was before it is what is put back. */
  readonly first: F;
  readonly last: F;
  /** The first deed of somebody else after ours; null: nobody's. */
  readonly after: F | null;
}

/** What we did since then, of facts about one thing, oldest first; null: nothing. */
export function took<F extends Fact>(facts: readonly F[], { identities }: World, since: Instant): Took<F> | null {
  const mine = facts.filter((fact) => fact.at >= since && isOurs(fact.actor, identities));
  const [first] = mine;
  if (first === undefined) return null;
  const others = facts.slice(facts.indexOf(first)).filter((fact) => !isOurs(fact.actor, identities));
  return { first, last: mine.at(-1)!, after: others[0] ?? null };
}
