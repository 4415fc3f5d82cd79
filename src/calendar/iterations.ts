/**
 * Iterations, from a board's list or counted from a first day → the one of a day, and those that begin in a stretch of
 * days. Never the parity of a week: years with a week 53 break it.
 */
import type { Iteration } from "../model/snapshot.ts";
import { type Day, daysFrom, plusDays } from "./day.ts";

/** Where iterations come from. A board's list wins over counting wherever there is one, since people lengthen and skip. */
export type Iterations =
  | { readonly kind: "list"; readonly iterations: readonly Pick<Iteration, "title" | "start" | "days">[] }
  | { readonly kind: "counted"; readonly day: Day; readonly days: number; readonly number: number };

/** One iteration under the name that keys and texts use. */
export interface NamedIteration {
  /** `iteration-59`, from the one number in its title; `iteration-2027-01-06` when the title has none or several. */
  readonly period: string;
  readonly title: string;
  readonly number: number | null;
  readonly start: Day;
  readonly days: number;
}

/** The iteration that holds the day; null when none does: a break, or the list ends before. */
export function iterationOn(source: Iterations, day: Day): NamedIteration | null {
  if (source.kind === "counted") return counted(source, Math.floor(daysFrom(source.day, day) / source.days));
  const found = source.iterations.find(({ start, days }) => start <= day && day < plusDays(start, days));
  return found === undefined ? null : named(found);
}

/** The iterations that begin from one day to another, both included, earliest first. */
export function iterationsFrom(source: Iterations, from: Day, to: Day): readonly NamedIteration[] {
  if (source.kind === "list") {
    const begun = source.iterations.filter(({ start }) => from <= start && start <= to);
    return begun.map(named).sort((one, other) => (one.start < other.start ? -1 : 1));
  }
  const first = Math.ceil(daysFrom(source.day, from) / source.days);
  const last = Math.floor(daysFrom(source.day, to) / source.days);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => counted(source, first + index));
}

function counted({ day, days, number }: Extract<Iterations, { kind: "counted" }>, index: number): NamedIteration {
  const nth = number + index;
  return {
    period: `iteration-${nth}`,
    title: `Iteration ${nth}`,
    number: nth,
    start: plusDays(day, index * days),
    days,
  };
}

function named({ title, start, days }: Pick<Iteration, "title" | "start" | "days">): NamedIteration {
  const digits = title.match(/[0-9]{1,9}/g) ?? [];
  const number = digits.length === 1 ? Number(digits[0]) : null;
  return { period: `iteration-${number ?? start}`, title, number, start, days };
}
