/**
 * Changes that another program undoes again and again → left alone after the third time, and told once (ruling 12).
 * Flips are counted from the timeline, so nothing is remembered: our deed, then its opposite by somebody else, who is a
 * bot or as quick as one. A person who touches the same thing at their own pace starts the count afresh, and with it us.
 */
import { sameLabel } from "../history/names.ts";
import { isOurs } from "../history/own.ts";
import type { Change } from "../model/change.ts";
import type { Actor, Fact } from "../model/fact.ts";
import { type Instant, plusSeconds } from "../model/time.ts";
import { type Case, note, type Part, pipelinePath, problem, together } from "./part.ts";
import { tellOnce } from "./tell.ts";

/** After so many the two are taken to disagree for good. */
export const mostFlips = 3;

/** Nobody reads, decides and clicks three times as quickly as this. */
const machineSeconds = 60;

/** Something that is one way or another, and what the timeline says of it, oldest first. */
interface Matter {
  /** For the comment's key. */
  readonly name: string;
  /** For people; never the name of a column, which may be private. */
  readonly words: string;
  readonly facts: readonly { readonly fact: Fact; readonly isWanted: boolean }[];
}

interface Flips {
  readonly count: number;
  readonly last: Instant;
  /** Who undid ours last; null: a deleted account. */
  readonly by: Actor | null;
}

/** The part without what is undone each time. */
export function calmed(one: Case, part: Part): Part {
  const fights = part.changes.flatMap((change) => {
    const matter = matterOf(one, change);
    const flips = matter && flipsOf(one, matter);
    return matter && flips && flips.count >= mostFlips ? [{ change, matter, flips }] : [];
  });
  if (fights.length === 0) return part;
  const left = new Set(fights.map(({ change }) => change));
  const changes = part.changes.filter((change) => !left.has(change));
  return together({ ...part, changes }, ...fights.map(({ matter, flips }) => told(one, matter, flips)));
}

function matterOf({ item }: Case, change: Change): Matter | null {
  const facts = item.history.known ? item.history.value : [];
  switch (change.kind) {
    case "add-label":
    case "remove-label": {
      const wanted = change.kind === "add-label" ? "labeled" : "unlabeled";
      const about = facts.filter((fact) => isLabel(fact) && sameLabel(fact.label, change.name));
      const words = `The label \`${change.name}\``;
      return { name: `label/${change.name.toLowerCase()}`, words, facts: about.map((fact) => sided(fact, wanted)) };
    }
    case "set-status": {
      const moves = (item.boardHistory.known ? item.boardHistory.value : []).filter(
        (fact) => fact.kind === "board-status" && fact.project === change.project,
      );
      const isWanted = (fact: Fact) => fact.kind === "board-status" && fact.to === change.status.name;
      const about = moves.map((fact) => ({ fact, isWanted: isWanted(fact) }));
      return { name: `column/${change.project}`, words: "The card's column on the board", facts: about };
    }
    case "set-milestone": {
      const wanted = change.milestone === null ? "demilestoned" : "milestoned";
      const about = facts.filter(({ kind }) => kind === "milestoned" || kind === "demilestoned");
      return { name: "milestone", words: "The milestone", facts: about.map((fact) => sided(fact, wanted)) };
    }
    case "close-issue": {
      const about = facts.filter(({ kind }) => kind === "closed" || kind === "reopened");
      return { name: "closed", words: "Whether it is closed", facts: about.map((fact) => sided(fact, "closed")) };
    }
    default:
      return null;
  }
}

function isLabel(fact: Fact): fact is Extract<Fact, { kind: "labeled" | "unlabeled" }> {
  return fact.kind === "labeled" || fact.kind === "unlabeled";
}

function sided(fact: Fact, wanted: Fact["kind"]): Matter["facts"][number] {
  return { fact, isWanted: fact.kind === wanted };
}

/** Null when nobody undid anything since a person last touched it. */
function flipsOf({ world }: Case, { facts }: Matter): Flips | null {
  let ours: Instant | null = null;
  let undone: readonly Fact[] = [];
  for (const { fact, isWanted } of facts) {
    if (isOurs(fact.actor, world.identities)) {
      ours = isWanted ? fact.at : ours;
    } else if (ours !== null && !isWanted && isMachine(fact, ours)) {
      undone = [...undone, fact];
      ours = null;
    } else if (!isBot(fact)) {
      [ours, undone] = [null, []];
    }
  }
  const last = undone.at(-1);
  return last === undefined ? null : { count: undone.length, last: last.at, by: last.actor };
}

function isBot(fact: Fact): boolean {
  return fact.actor?.kind === "Bot" || ("automated" in fact && fact.automated);
}

function isMachine(fact: Fact, ours: Instant): boolean {
  return isBot(fact) || fact.at <= plusSeconds(ours, machineSeconds);
}

function told(one: Case, { name, words }: Matter, { count, last, by }: Flips): Part {
  const who = by === null ? "an account that is gone" : `\`${by.login}\``;
  const fact = `${who} changed it back ${count} times, last at ${last}`;
  const text = `${words} is being changed back each time I set it, by ${who}. To stop the to and fro, I leave it as it is now. Please decide which of us two looks after it. I go on as soon as a person changes it.`;
  const because = { rule: pipelinePath(one), fact };
  return together(
    note(`${words} was left alone: ${fact}.`),
    tellOnce(one, { key: `oscillation/${name}`, text, because, moment: last }),
    problem({
      code: "oscillation",
      where: one.item.url,
      what: `${words} was left alone after being set ${count} times: ${fact}.`,
      todo: "Switch one of the two programs off for it, then change it by hand once.",
      severity: "warning",
    }),
  );
}
