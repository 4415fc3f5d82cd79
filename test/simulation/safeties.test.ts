/**
 * Is the simulation able to fail? Each safety is taken away in turn, from outside, by wrapping a port; some seed must
 * then end differently. A safety that no seed misses would be either needless or untested.
 */
import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import type { Reader, Writer } from "../../src/github/ports.ts";
import type { Change, Outcome } from "../../src/model/change.ts";
import type { Fact, LinkedIssue } from "../../src/model/fact.ts";
import type { Item, Read } from "../../src/model/snapshot.ts";
import type { Without } from "./engine.ts";
import { leadsWeek, live, type Trouble, undisturbed } from "./simulate.ts";
import { storyOf } from "./story.ts";

const seeds = Array.from({ length: 40 }, (_, seed) => seed);

const safeties: readonly { readonly name: string; readonly without: Without; readonly trouble: Trouble }[] = [
  {
    name: "marker look-up",
    without: { reader: (reader) => seenThrough(reader, withoutMarkers), mostLooks: 60 },
    trouble: { faults: { duplicateDelivery: 0.5 } },
  },
  {
    name: "read before retry",
    without: { writer: retryingBlindly },
    trouble: { faults: { appliedThen500: 0.3 } },
  },
  {
    name: "own-identity guard",
    without: { reader: (reader) => seenThrough(reader, asIfByPeople) },
    trouble: { faults: {}, interloper: 0.3 },
  },
];

describe("the simulation notices the loss of", () => {
  it("nothing, when every safety is on", async () => {
    expect(await firstSeedThatFails({}, { faults: { duplicateDelivery: 0.5 } }, seeds.slice(0, 5))).toBeNull();
  });

  it.each(safeties)("$name", async ({ without, trouble }) => {
    expect(await firstSeedThatFails(without, trouble, seeds)).not.toBeNull();
  });
});

async function firstSeedThatFails(
  without: Without,
  trouble: Trouble,
  among: readonly number[],
): Promise<number | null> {
  for (const seed of among) {
    const troubled = await live(leadsWeek, seed, storyOf(seed), trouble, without);
    const calm = await undisturbed(leadsWeek, seed, troubled.lived);
    const same = troubled.writesOfNextPass === 0 && troubled.bugs.length === 0;
    if (!same || !isDeepStrictEqual(troubled.end, calm.end)) return seed;
  }
  return null;
}

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

/** What we did looks as if a person had done it. */
function asIfByPeople(item: Item): Item {
  const person = { id: "U_somebody", login: "somebody", kind: "User" } as const;
  const blamed = (fact: Fact): Fact => (fact.actor?.kind === "Bot" ? { ...fact, actor: person } : fact);
  return { ...item, history: mapped(item.history, blamed), boardHistory: mapped(item.boardHistory, blamed) };
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
