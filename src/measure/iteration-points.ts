/**
 * Cards of boards that have iterations → how many points of each iteration were planned and how many came unplanned, and
 * what of both is done. Fields of boards are read as they are now (ruling 8); what was opened or closed later than the
 * moment is not there, or not done.
 */

import { dayOf } from "../calendar/zone.ts";
import type { Config } from "../config/config.ts";
import { sameLabel as sameField } from "../history/names.ts";
import type { Board, Card, FieldValue, Iteration, World } from "../model/snapshot.ts";
import type { Instant } from "../model/time.ts";
import { refOf, type Subject } from "./subject.ts";

/** Points of some items of an iteration. */
export interface Points {
  readonly points: number;
  readonly done: number;
  /** Items, those without points among them, by pipeline; sorted. */
  readonly items: readonly PointedItem[];
}

export interface PointedItem {
  readonly pipeline: string;
  readonly item: string;
}

export interface IterationPoints {
  /** The board's name under `boards`. */
  readonly board: string;
  readonly title: string;
  /** Its first day. */
  readonly from: string;
  readonly planned: Points;
  readonly unplanned: Points;
  /** Items whose points nobody wrote down. */
  readonly unestimated: number;
}

/** The present iteration and those before it. */
const shownIterations = 4;

/** The newest last; empty where no board of the config has `points`, `iteration` and `unplanned` among its `fields`. */
export function iterationPoints(
  subjects: readonly Subject[],
  { config, world, now }: { readonly config: Config; readonly world: World; readonly now: Instant },
): readonly IterationPoints[] {
  const today = dayOf(now, config.calendar.zone);
  return Object.entries(config.boards).flatMap(([key, { fields }]): readonly IterationPoints[] => {
    const { points, iteration, unplanned } = fields;
    const read = world.boards[key];
    if (points === undefined || iteration === undefined || unplanned === undefined || !read?.known) return [];
    const board = read.value;
    const begun = iterationsOf(board, iteration).filter(({ start }) => start <= today);
    const cards = cardsOn(board, subjects, now);
    return begun.slice(-shownIterations).map(({ id, title, start }) => {
      const here = cards.filter(({ card }) => isIteration(fieldOf(card, iteration), id));
      const isPlanned = ({ card }: Placed) => fieldOf(card, unplanned) === null;
      return {
        board: key,
        title,
        from: start,
        planned: sumOf(here.filter(isPlanned), points, now),
        unplanned: sumOf(
          here.filter((one) => !isPlanned(one)),
          points,
          now,
        ),
        unestimated: here.filter(({ card }) => pointsOf(card, points) === null).length,
      };
    });
  });
}

interface Placed {
  readonly one: Subject;
  readonly card: Card;
}

/** Each item once, whichever pipelines and rules care for it. */
function cardsOn({ id }: Board, subjects: readonly Subject[], now: Instant): readonly Placed[] {
  const once = new Map<string, Placed>();
  for (const one of subjects) {
    if (one.item.createdAt > now || !one.item.cards.known) continue;
    const card = one.item.cards.value.find(({ project }) => project === id);
    if (card !== undefined) once.set(one.item.id, { one, card });
  }
  return [...once.values()];
}

function iterationsOf({ fields }: Board, name: string): readonly Iteration[] {
  return fields.find((field) => field.kind === "iteration" && sameField(field.name, name))?.iterations ?? [];
}

function fieldOf({ values }: Card, name: string): FieldValue | null {
  return Object.entries(values).find(([field]) => sameField(field, name))?.[1] ?? null;
}

function isIteration(value: FieldValue | null, id: string): boolean {
  return value?.kind === "iteration" && value.id === id;
}

function pointsOf(card: Card, name: string): number | null {
  const value = fieldOf(card, name);
  return value?.kind === "number" ? value.number : null;
}

function sumOf(placed: readonly Placed[], name: string, now: Instant): Points {
  const sum = (some: readonly Placed[]) => some.reduce((all, { card }) => all + (pointsOf(card, name) ?? 0), 0);
  const done = placed.filter(({ one: { item } }) => item.closedAt !== null && item.closedAt <= now);
  const items = placed.map(({ one }) => ({ pipeline: one.pipeline.name, item: refOf(one) }));
  return { points: sum(placed), done: sum(done), items: items.sort((a, b) => (a.item < b.item ? -1 : 1)) };
}
