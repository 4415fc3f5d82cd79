/**
 * The safeties of the program that a life can show, each by name in this one place, and how each is taken away: from
 * outside, by wrapping a port or telling the engine, so that nothing in the product knows of it. `npm run simulate --
 * --safeties 0..299` looks for the first seed that misses each.
 */
import type { Reader, Writer } from "../../src/github/ports.ts";
import type { Change, Outcome } from "../../src/model/change.ts";
import type { LinkedIssue } from "../../src/model/fact.ts";
import type { Item, Read } from "../../src/model/snapshot.ts";
import type { Without } from "./engine.ts";

export interface Safety {
  readonly name: string;
  /** What it keeps from happening. */
  readonly keeps: string;
  readonly without: Without;
  /** The faults under which it is needed. */
  readonly faults: readonly string[];
  /** The property that its loss violates, and a seed at which that is seen. */
  readonly violates: string;
  readonly seen: number;
}

export const safeties: readonly Safety[] = [
  {
    name: "marker look-up",
    keeps: "what we made is found again by its key, and not made anew",
    without: { reader: (reader) => seenThrough(reader, withoutMarkers), mostLooks: 60 },
    faults: ["F1"],
    violates: "P1",
    seen: 0,
  },
  {
    name: "read before retry",
    keeps: "a write without a clear answer is not sent again blindly",
    without: { writer: retryingBlindly },
    faults: ["F8"],
    violates: "P2",
    seen: 8,
  },
  {
    name: "unknown is not absent",
    keeps: "what could not be read opens nothing",
    without: { reader: (reader) => seenThrough(reader, asIfAbsent) },
    faults: ["F22", "F23"],
    violates: "P2",
    seen: 7,
  },
  {
    name: "memory of what was just sent",
    keeps: "what GitHub does not show yet is not made again",
    without: { forgetAttempts: true },
    faults: ["F12"],
    violates: "P2",
    seen: 1,
  },
  {
    name: "one look at an item at a time",
    keeps: "two looks do not both find that something is missing",
    without: { noExclusion: true, forgetAttempts: true },
    faults: ["F3"],
    violates: "P2",
    seen: 1,
  },
  {
    name: "the sweep",
    keeps: "what a lost webhook left undone is done",
    without: { neverSweep: true },
    faults: ["F4"],
    violates: "P1",
    seen: 0,
  },
  {
    name: "the gate",
    keeps: "nobody asks before GitHub's limit is over",
    without: { noGate: true },
    faults: ["F18"],
    violates: "P11",
    seen: 0,
  },
];

function seenThrough(reader: Reader, lens: (item: Item) => Item): Reader {
  return {
    ...reader,
    async readItem(issue, question) {
      const item = await reader.readItem(issue, question);
      return item === null ? null : lens(item);
    },
  };
}

function mapped<T>(read: Read<readonly T[]>, change: (one: T) => T): Read<readonly T[]> {
  return read.known ? { known: true, value: read.value.map(change) } : read;
}

/** What we made carries no key any more. */
function withoutMarkers(item: Item): Item {
  const bare = <T extends LinkedIssue>(issue: T): T => ({ ...issue, body: "" });
  return {
    ...item,
    history: mapped(item.history, (fact) =>
      fact.kind === "sub-issue-added" && fact.issue ? { ...fact, issue: bare(fact.issue) } : fact,
    ),
    ownComments: { known: true, value: [] },
    subIssues: mapped(item.subIssues, (issue) => ({ ...bare(issue), subIssues: mapped(issue.subIssues, bare) })),
  };
}

/** Every list that could not be read is taken for an empty one. */
function asIfAbsent(item: Item): Item {
  const some = <T>(read: Read<readonly T[]>): Read<readonly T[]> => (read.known ? read : { known: true, value: [] });
  const subIssues = some(item.subIssues);
  return {
    ...item,
    subIssues: mapped(subIssues, (issue) => ({ ...issue, subIssues: some(issue.subIssues) })),
    ownComments: some(item.ownComments),
    labels: some(item.labels),
    cards: some(item.cards),
    history: some(item.history),
    boardHistory: some(item.boardHistory),
  };
}

/** Sends again at once whatever got no clear answer, as retry plugins do. */
function retryingBlindly(writer: Writer): Writer {
  return {
    async write(key, changes) {
      const outcomes = await writer.write(key, changes);
      const again = changes.filter((_, index) => outcomes[index]!.kind === "unknown");
      if (again.length === 0) return outcomes;
      const second = new Map<Change, Outcome>();
      const results = await writer.write(key, again);
      for (const [index, change] of again.entries()) second.set(change, results[index]!);
      return changes.map((change, index) => second.get(change) ?? outcomes[index]!);
    },
  };
}
