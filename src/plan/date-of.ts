/** A date that the config names → the day, in the calendar's zone, with the fact that it comes from. */
import { type Day, plusDays, readDay } from "../calendar/day.ts";
import { dayOf } from "../calendar/zone.ts";
import { isUnfilled } from "../content/placeholders.ts";
import type { DateSource } from "../model/condition.ts";
import type { Read } from "../model/snapshot.ts";
import type { Case } from "./part.ts";

/** A day and why it is that day. */
export interface Dated {
  readonly day: Day;
  /** `the answer "contract-end" says 2026-03-31`; ends without a full stop. */
  readonly fact: string;
}

/**
 * `value: null`: the item has no such date (yet). `unreadable`: it says something that is not a date; a person should
 * hear of it.
 */
export type DateRead = Read<Dated | null> & { readonly unreadable?: string };

/** Fields of the card are those of the pipeline's board, or of `board` when it is given. */
export function dateOf(one: Case, source: DateSource, board: string | null = one.pipeline.board): DateRead {
  const { item, place, config } = one;
  const { zone } = config.calendar;
  switch (source.kind) {
    case "opened":
      return found(dayOf(item.createdAt, zone), `it was opened at ${item.createdAt}`);
    case "closed":
      return item.closedAt === null ? none : found(dayOf(item.closedAt, zone), `it was closed at ${item.closedAt}`);
    case "entered": {
      const visit = place.visits.findLast(({ stage }) => stage === source.stage);
      return visit === undefined ? none : found(dayOf(visit.entered, zone), visit.fact);
    }
    case "answer":
      return answered(one, source.field);
    case "field":
      return onCard(one, source.field, board);
  }
}

const none: DateRead = { known: true, value: null };

function found(day: Day, fact: string): DateRead {
  return { known: true, value: { day, fact } };
}

function answered(one: Case, field: string): DateRead {
  const scope = one.scope();
  if (!scope.known) return scope;
  const form = scope.value.form as Readonly<Record<string, unknown>>;
  const text = Object.hasOwn(form, field) ? form[field] : null;
  if (typeof text !== "string" || isUnfilled(text)) return none;
  const day = readDay(text);
  if (day !== null) return found(day, `the answer "${field}" says ${day}`);
  return { ...none, unreadable: `The answer "${field}" is not a day.` };
}

function onCard({ item, world, config }: Case, field: string, board: string | null): DateRead {
  const read = board === null ? undefined : world.boards[board];
  if (board === null || read === undefined) return { known: false, why: "no board was named for the date" };
  if (!read.known) return read;
  if (!item.cards.known) return item.cards;
  const name = config.boards[board]?.fields[field] ?? field;
  const value = item.cards.value.find(({ project }) => project === read.value.id)?.values[name] ?? null;
  if (value?.kind === "date") return found(value.date, `the field ${name} says ${value.date}`);
  if (value?.kind !== "iteration") return none;
  const iteration = read.value.fields.flatMap(({ iterations }) => iterations).find(({ id }) => id === value.id);
  if (iteration === undefined) return none;
  const last = plusDays(iteration.start, iteration.days - 1);
  return found(last, `${value.title} ends on ${last}`);
}
