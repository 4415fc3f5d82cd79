/**
 * Facts → the stretches of time in which an item is on hold, or waits for the community. A command (its receipt) or a
 * label that a person puts on begins one; a command, the label's removal by a person, or closing the issue ends it. What
 * the author or a representative writes ends waiting, too (ruling 17). Labels that we put on say nothing.
 */
import type { Config } from "../config/config.ts";
import type { Actor } from "../model/fact.ts";
import type { Item, PersonComment, Read, World } from "../model/snapshot.ts";
import type { Instant } from "../model/time.ts";
import { sameLabel } from "./names.ts";
import { isOurs } from "./own.ts";
import { receiptsOf } from "./receipts.ts";
import { factSentence, whoText } from "./sentence.ts";

export type Kept = "hold" | "waiting";

export type SignKind = "command" | "label" | "closed" | "comment";

/** One stretch. `to`: null while it lasts. */
export interface Stay {
  readonly kind: Kept;
  readonly from: Instant;
  readonly to: Instant | null;
  /** What began it: `bd-lead wrote /hold at …`. */
  readonly fact: string;
  /** What ended it; null while it lasts. */
  readonly end: { readonly by: SignKind; readonly fact: string } | null;
}

/** Oldest first. `speaks`: whose comment ends waiting. Unknown when any part of what could say so is. */
export function staysOf(
  item: Item,
  world: World,
  { holdLabel, waitingLabel }: Config["commands"],
  speaks: (author: Actor) => boolean,
): Read<readonly Stay[]> {
  const receipts = receiptsOf(item, world);
  for (const read of [receipts, item.history, item.comments]) if (!read.known) return read;
  const signs = [
    ...commandSigns(receipts),
    ...labelSigns(item, world, { hold: holdLabel, waiting: waitingLabel }),
    ...commentSigns(item.comments, item, speaks),
  ].sort((a, b) => (a.at === b.at ? Number(a.begins) - Number(b.begins) : a.at < b.at ? -1 : 1));
  const stays = [...folded(signs, "hold"), ...folded(signs, "waiting")];
  return { known: true, value: stays.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0)) };
}

interface Sign {
  readonly by: SignKind;
  readonly at: Instant;
  readonly kinds: readonly Kept[];
  readonly begins: boolean;
  readonly fact: string;
}

const both: readonly Kept[] = ["hold", "waiting"];

function folded(signs: readonly Sign[], kind: Kept): readonly Stay[] {
  const stays: Stay[] = [];
  for (const { at, by, kinds, begins, fact } of signs) {
    if (!kinds.includes(kind)) continue;
    const last = stays.at(-1);
    const isOpen = last !== undefined && last.to === null;
    if (begins && !isOpen) stays.push({ kind, from: at, to: null, fact, end: null });
    if (!begins && isOpen) stays[stays.length - 1] = { ...last, to: at, end: { by, fact } };
  }
  return stays;
}

function commandSigns(receipts: ReturnType<typeof receiptsOf>): readonly Sign[] {
  if (!receipts.known) return [];
  return receipts.value.flatMap(({ at, login, commands }) =>
    commands
      .filter(({ accepted }) => accepted)
      .flatMap(({ verb }): readonly Sign[] => {
        const by = "command";
        const fact = `${login} wrote /${verb} at ${at}`;
        if (verb === "hold" || verb === "waiting") return [{ by, at, kinds: [verb], begins: true, fact }];
        return verb === "resume" ? [{ by, at, kinds: both, begins: false, fact }] : [];
      }),
  );
}

function labelSigns(item: Item, world: World, labels: Readonly<Record<Kept, string>>): readonly Sign[] {
  const facts = item.history.known ? item.history.value : [];
  return facts.flatMap((fact): readonly Sign[] => {
    const { at } = fact;
    if (fact.kind === "closed") return [{ by: "closed", at, kinds: both, begins: false, fact: factSentence(fact) }];
    if ((fact.kind !== "labeled" && fact.kind !== "unlabeled") || isOurs(fact.actor, world.identities)) return [];
    const kinds = both.filter((kind) => sameLabel(labels[kind], fact.label));
    const begins = fact.kind === "labeled";
    return kinds.length === 0 ? [] : [{ by: "label", at, kinds, begins, fact: factSentence(fact) }];
  });
}

/** A comment that says `/waiting` begins to wait; its own words do not end it. */
function commentSigns(
  comments: Read<readonly PersonComment[]>,
  item: Item,
  speaks: (author: Actor) => boolean,
): readonly Sign[] {
  if (!comments.known) return [];
  return comments.value
    .filter(({ author }) => author !== null && (author.id === item.author?.id || speaks(author)))
    .map(({ at, author }) => {
      const fact = `${whoText(author)} commented at ${at}`;
      return { by: "comment", at, kinds: ["waiting"], begins: false, fact } as const;
    });
}
