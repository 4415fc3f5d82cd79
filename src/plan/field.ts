/**
 * Board fields that the config sets → what to write on the item's card. Only an empty field is written, unless the
 * setting says `own: true` (ruling 15). An item that is on no board is no error: there is nothing to write on.
 */
import { type Day, plusDays, readDay } from "../calendar/day.ts";
import { dayOf } from "../calendar/zone.ts";
import { renderValue } from "../content/values.ts";
import { cardOn } from "../history/board.ts";
import type { Reason } from "../model/change.ts";
import type { FieldSetting } from "../model/condition.ts";
import type { Board, Card, Field, FieldValue } from "../model/snapshot.ts";
import type { Instant } from "../model/time.ts";
import { dateOf } from "./date-of.ts";
import { type Case, note, nothing, type Part, problem, together } from "./part.ts";
import { isMorePublic, leastPublic, type Visibility } from "./visibility.ts";

export interface FieldOrder {
  /** Name under `boards`. */
  readonly board: string;
  readonly settings: readonly FieldSetting[];
  readonly because: Reason;
  /** The moment that brings it about; `in-days` and `current-iteration` count from its day. */
  readonly moment: Instant;
}

/** Sets the fields on the item's card. */
export function planFields(one: Case, order: FieldOrder): Part {
  const { item, world } = one;
  const board = world.boards[order.board];
  if (!board?.known)
    return note(`Fields on ${order.board} were left alone: ${board?.why ?? "the board was not read"}.`);
  if (!item.cards.known) return note(`Fields on ${order.board} were left alone: ${item.cards.why}.`);
  const card = cardOn(item, board.value.id);
  if (card === null) return note(`No field was set on ${order.board}: the issue is not on that board.`);
  if (card.archived) return note(`No field was set on ${order.board}: the card is archived.`);
  return together(...order.settings.map((setting) => planField(one, order, { setting, board: board.value, card })));
}

interface Target {
  readonly setting: FieldSetting;
  readonly board: Board;
  readonly card: Card;
}

function planField(one: Case, order: FieldOrder, { setting, board, card }: Target): Part {
  const name = fieldName(one, order.board, setting.field);
  const fields = board.fields.filter((field) => field.name === name);
  const field = fields[0];
  if (field === undefined || fields.length > 1) return missingField(order, name, fields);
  if (!Object.hasOwn(card.values, name)) return note(`${name} was left alone: its value was not read.`);
  const before = card.values[name] ?? null;
  if (before !== null && !setting.own) return nothing;
  const wanted = valueFor(one, order, setting, field);
  if ("changes" in wanted) return wanted;
  if (JSON.stringify(wanted.value) === JSON.stringify(before)) return nothing;
  const from = visibilityOfValue(one, setting, order.board);
  if (isMorePublic(board.visibility, from)) return tooPublic(order, name, { from, board });
  const target = { project: board.id, board: board.title, card: card.id, field };
  const guard = from === "public" ? {} : { onlyWhile: board.visibility };
  const change = { ...order.because, kind: "set-field", ...target, value: wanted.value, before, ...guard } as const;
  return { ...nothing, changes: [change] };
}

/** Who may know what is written; what the config itself says is nobody's secret. */
function visibilityOfValue({ item, world }: Case, { value }: FieldSetting, board: string): Visibility {
  if (value.kind === "text") return /\{[{%]/.test(value.text) ? item.visibility : "public";
  if (value.kind !== "from-date") return "public";
  const source = value.date.kind === "field" ? world.boards[board] : undefined;
  return source?.known ? leastPublic(item.visibility, source.value.visibility) : item.visibility;
}

function tooPublic(
  { because, board: key }: FieldOrder,
  name: string,
  { from, board }: { readonly from: Visibility; readonly board: Board },
): Part {
  return problem({
    code: "private-value",
    where: because.rule,
    what: `${name} would go from a ${from} issue to the board ${board.title}, which is ${board.visibility}; it was not written.`,
    todo: `Make the board ${key} as private as the issue, or take the field out of \`set\`.`,
    severity: "error",
  });
}

/** The field's name on the board, by the name that the config uses. */
export function fieldName({ config }: Pick<Case, "config">, board: string, field: string): string {
  if (field === "status") return config.boards[board]?.statusField ?? "Status";
  return config.boards[board]?.fields[field] ?? field;
}

function valueFor(
  one: Case,
  order: FieldOrder,
  { field: key, value }: FieldSetting,
  field: Field,
): { readonly value: FieldValue } | Part {
  const today = dayOf(order.moment, one.config.calendar.zone);
  switch (value.kind) {
    case "current-iteration":
      return currentIteration(order, field, today);
    case "in-days":
      return asField(order, field, plusDays(today, value.days));
    case "from-date": {
      const read = dateOf(one, value.date, order.board);
      if (!read.known) return note(`${key} was left alone: ${read.why}.`);
      if (read.value === null) return note(`${key} was left alone: there is no date to count from.`);
      return asField(order, field, plusDays(read.value.day, value.days));
    }
    case "text": {
      const scope = one.scope();
      if (!scope.known) return note(`${key} was left alone: ${scope.why}.`);
      const { text, problems } = renderValue(value.text, scope.value);
      if (problems.length > 0) return { ...nothing, problems };
      return text.trim() === ""
        ? note(`${key} was left alone: there is nothing to write.`)
        : asField(order, field, text.trim());
    }
  }
}

function currentIteration(order: FieldOrder, field: Field, today: Day): { readonly value: FieldValue } | Part {
  if (field.kind !== "iteration") return wrongKind(order, field, "an iteration");
  const current = field.iterations.find(({ start, days }) => start <= today && today < plusDays(start, days));
  if (current === undefined) return note(`${field.name} was left alone: no iteration of the board holds ${today}.`);
  return { value: { kind: "iteration", id: current.id, title: current.title } };
}

function asField(order: FieldOrder, field: Field, text: string): { readonly value: FieldValue } | Part {
  switch (field.kind) {
    case "text":
      return { value: { kind: "text", text } };
    case "number": {
      const number = Number(text);
      return Number.isFinite(number) ? { value: { kind: "number", number } } : wrongKind(order, field, "a number");
    }
    case "date": {
      const date = readDay(text);
      return date === null ? wrongKind(order, field, "a day such as 2026-01-31") : { value: { kind: "date", date } };
    }
    case "option": {
      const option = field.options.find(({ name }) => name === text);
      return option === undefined
        ? unknownName(order, field, [text, field.options.map(({ name }) => name)])
        : { value: { kind: "option", id: option.id, name: option.name } };
    }
    case "iteration": {
      const iteration = field.iterations.find(({ title }) => title === text);
      return iteration === undefined
        ? unknownName(order, field, [text, field.iterations.map(({ title }) => title)])
        : { value: { kind: "iteration", id: iteration.id, title: iteration.title } };
    }
  }
}

function missingField({ board, because }: FieldOrder, name: string, fields: readonly Field[]): Part {
  const many = fields.length > 1;
  return problem({
    code: many ? "field-twice" : "field-missing",
    where: because.rule,
    what: many
      ? `The board ${board} has ${fields.length} fields called "${name}" (${fields.map(({ id }) => id).join(", ")}), so none was written.`
      : `The board ${board} has no field "${name}", so it was not written.`,
    todo: many ? "Rename all but one of them." : `Correct boards.${board}.fields, or add the field to the board.`,
    severity: "error",
  });
}

function wrongKind({ because }: FieldOrder, field: Field, wanted: string): Part {
  return problem({
    code: "field-kind",
    where: because.rule,
    what: `The field "${field.name}" holds ${field.kind === "option" ? "an option" : `a ${field.kind}`}, and what should be written there is not ${wanted}.`,
    todo: "Name another field, or write a value that fits it.",
    severity: "error",
  });
}

function unknownName({ because }: FieldOrder, field: Field, [text, names]: readonly [string, readonly string[]]): Part {
  return problem({
    code: "field-option-missing",
    where: because.rule,
    what: `The field "${field.name}" has no "${text}"; it has ${names.map((name) => `"${name}"`).join(", ") || "nothing to choose"}.`,
    todo: "Write one of these; Milepost never changes a board's options.",
    severity: "error",
  });
}
