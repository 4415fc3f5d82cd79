/**
 * `--if`: an item as it would be if somebody did something now. Nothing is asked of GitHub and nothing is written;
 * the same planner then says what would follow.
 */
import type { Actor, Fact } from "../../model/fact.ts";
import type { Item, Read, World } from "../../model/snapshot.ts";
import type { Instant } from "../../model/time.ts";
import { CommandError, exitCode } from "../exit.ts";

type Deed =
  | { readonly kind: "add-label" | "remove-label"; readonly label: string }
  | { readonly kind: "move"; readonly column: string }
  | { readonly kind: "close"; readonly as: "completed" | "not-planned" }
  | { readonly kind: "reopen" };

export type Suppose = (item: Item, world: World, now: Instant) => Item;

/** Whoever would do it: nobody that the config knows. */
const somebody: Actor = { id: "U_supposed", login: "somebody", kind: "User" };

const forms = "Use add-label=NAME, remove-label=NAME, move=COLUMN, close=completed, close=not-planned or reopen.";

/** Reads `add-label=x`, `close=completed` and so on, in order. Throws `CommandError`. */
export function supposeOf(texts: readonly string[]): Suppose {
  const deeds = texts.map(deedOf);
  return (item, world, now) => deeds.reduce((known, deed) => after(known, world, [deed, now]), item);
}

function deedOf(text: string): Deed {
  const [kind = "", ...rest] = text.split("=");
  const value = rest.join("=").trim();
  if ((kind === "add-label" || kind === "remove-label") && value !== "") return { kind, label: value };
  if (kind === "move" && value !== "") return { kind, column: value };
  if (kind === "close" && (value === "completed" || value === "not-planned")) return { kind, as: value };
  if (kind === "reopen" && value === "") return { kind };
  throw new CommandError(exitCode.wrong, `--if "${text}" is not known. ${forms}`);
}

function after(item: Item, world: World, [deed, now]: [Deed, Instant]): Item {
  const happened = { id: `supposed-${deed.kind}`, at: now, actor: somebody };
  switch (deed.kind) {
    case "add-label": {
      if (hasLabel(item, deed.label)) return item;
      const labels = known(item.labels, (all) => [...all, { id: labelId(item, deed.label), name: deed.label }]);
      return withFact({ ...item, labels }, { ...happened, kind: "labeled", label: deed.label });
    }
    case "remove-label": {
      if (!hasLabel(item, deed.label)) return item;
      const labels = known(item.labels, (all) => all.filter(({ name }) => !same(name, deed.label)));
      return withFact({ ...item, labels }, { ...happened, kind: "unlabeled", label: deed.label });
    }
    case "close":
      return withFact(
        { ...item, state: "closed", stateReason: deed.as, closedAt: now },
        { ...happened, kind: "closed", reason: deed.as },
      );
    case "reopen":
      return withFact({ ...item, state: "open", stateReason: null, closedAt: null }, { ...happened, kind: "reopened" });
    case "move":
      return moved(item, world, { ...happened, column: deed.column });
  }
}

/** On the first board that has such a column, among those that the item is on. */
function moved(
  item: Item,
  { boards }: World,
  { column, ...happened }: { id: string; at: Instant; actor: Actor; column: string },
): Item {
  const cards = item.cards.known ? item.cards.value : [];
  for (const read of Object.values(boards)) {
    const option = read.known ? read.value.status?.options.find(({ name }) => same(name, column)) : undefined;
    const card = read.known ? cards.find(({ project }) => project === read.value.id) : undefined;
    if (!option || !card) continue;
    const status = { option: option.name, optionId: option.id, updatedAt: happened.at };
    const from = card.status?.option ?? "";
    const fact = {
      ...happened,
      kind: "board-status",
      project: card.project,
      from,
      to: option.name,
      automated: false,
    } as const;
    return {
      ...item,
      cards: { known: true, value: cards.map((one) => (one === card ? { ...one, status } : one)) },
      boardHistory: known(item.boardHistory, (facts) => [...facts, fact]),
    };
  }
  throw new CommandError(
    exitCode.wrong,
    `--if move=${column}: the issue is on no board of the config with a column of that name. Check the name.`,
  );
}

function withFact(item: Item, fact: Fact): Item {
  return { ...item, history: known(item.history, (facts) => [...facts, fact]) };
}

function known<T>(read: Read<T>, change: (value: T) => T): Read<T> {
  return read.known ? { known: true, value: change(read.value) } : read;
}

function hasLabel({ labels }: Item, label: string): boolean {
  return labels.known && labels.value.some(({ name }) => same(name, label));
}

function labelId({ labelIds }: Item, label: string): string {
  return Object.entries(labelIds).find(([name]) => same(name, label))?.[1] ?? "LA_supposed";
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
