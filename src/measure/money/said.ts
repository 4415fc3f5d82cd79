/**
 * What an item says in a field of its form or of its card → plain text. Both are as they are now (ruling 8); a card that
 * could not be read is not an empty one.
 */
import { isUnfilled } from "../../content/placeholders.ts";
import type { SaidIn } from "../../model/money.ts";
import type { FieldValue, Read } from "../../model/snapshot.ts";
import type { Ground, Subject } from "../subject.ts";

/** Empty when nothing is said, nor asked for (`null`). */
export function saidBy(one: Subject, source: SaidIn | null, ground: Ground): Read<string> {
  if (source === null) return { known: true, value: "" };
  if (typeof source !== "string") return onCard(one, source.board, ground);
  const { answers } = one;
  if (!answers.known) return { known: false, why: `answers could not be read: ${answers.why}` };
  const text = Object.hasOwn(answers.value, source) ? answers.value[source]! : "";
  return { known: true, value: isUnfilled(text) ? "" : text.trim() };
}

function onCard({ item, pipeline }: Subject, field: string, { config, world }: Ground): Read<string> {
  const key = pipeline.board ?? "";
  const board = world.boards[key];
  if (board === undefined) return { known: false, why: "board is not named" };
  if (!board.known) return { known: false, why: `board could not be read: ${board.why}` };
  if (!item.cards.known) return { known: false, why: `card could not be read: ${item.cards.why}` };
  const name = config.boards[key]?.fields[field] ?? field;
  const value = item.cards.value.find(({ project }) => project === board.value.id)?.values[name] ?? null;
  return { known: true, value: value === null ? "" : textOf(value).trim() };
}

function textOf(value: FieldValue): string {
  switch (value.kind) {
    case "option":
      return value.name;
    case "iteration":
      return value.title;
    case "date":
      return value.date;
    case "number":
      return String(value.number);
    case "text":
      return value.text;
  }
}
