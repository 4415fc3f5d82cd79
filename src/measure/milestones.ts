/**
 * An item's facts and a milestone of the config → every moment at which the item came to it, oldest first. Facts after
 * `now` do not exist. What rests on something that GitHub shows only as it is now (answers, membership of a team) says
 * so; what could not be read is unknown, and never "not yet".
 */
import { readDay } from "../calendar/day.ts";
import { startOfDay } from "../calendar/zone.ts";
import { progressOf } from "../content/checklist.ts";
import { isUnfilled } from "../content/placeholders.ts";
import { sameLabel } from "../history/names.ts";
import { firstResponse } from "../history/response.ts";
import type { NodeId } from "../model/key.ts";
import type { Milestone, Skipped } from "../model/milestone.ts";
import type { Stage } from "../model/pipeline.ts";
import type { Read } from "../model/snapshot.ts";
import type { Instant } from "../model/time.ts";
import { noiseSeconds, settledVisits } from "./settled-visits.ts";
import { subIssuesDone } from "./sub-issues.ts";
import type { Ground, Subject } from "./subject.ts";

/** One time at which an item came to a milestone. */
export interface Moment {
  readonly at: Instant;
  /** false: at that time or earlier. */
  readonly exact: boolean;
  /** Whether it rests on something read as it is now, whatever `now` is measured (ruling 8). */
  readonly current: boolean;
}

/** How to look. */
export interface Look {
  readonly ground: Ground;
  readonly now: Instant;
  readonly skipped: Skipped;
  readonly noise?: number;
}

/** Every moment, oldest first. `seen`: items already asked on the way here, so that milestones in a circle end. */
export function momentsOf(
  one: Subject,
  milestone: Milestone,
  look: Look,
  seen: readonly NodeId[] = [],
): Read<readonly Moment[]> {
  const read = allMoments(one, milestone, look, seen);
  if (!read.known) return read;
  const moments = read.value.filter(({ at }) => at <= look.now);
  return found(moments.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)));
}

function allMoments(one: Subject, milestone: Milestone, look: Look, seen: readonly NodeId[]): Read<readonly Moment[]> {
  const { item } = one;
  switch (milestone.kind) {
    case "opened":
      return found([moment(item.createdAt)]);
    case "enters":
      return found(entries(one, milestone.stage, look));
    case "leaves":
      return found(departures(one, milestone.stage, look));
    case "response":
      return responses(one, look);
    case "checklist-done":
      return checklistsDone(one);
    case "sub-issues-done":
      return subIssuesDone(item);
    case "labeled":
      return facts(one, (fact) => fact.kind === "labeled" && sameLabel(fact.label, milestone.label));
    case "closed":
      return facts(one, (fact) => fact.kind === "closed" && (milestone.as === null || fact.reason === milestone.as));
    case "date":
      return dates(one, milestone.field, look);
    case "linked":
      return linked(one, milestone, look, seen);
  }
}

function found<T>(value: T): Read<T> {
  return { known: true, value };
}

function moment(at: Instant, more: Partial<Moment> = {}): Moment {
  return { at, exact: true, current: false, ...more };
}

function entries({ place, pipeline }: Subject, stage: string, look: Look): readonly Moment[] {
  const { stages } = pipeline;
  const target = stages.findIndex(({ id }) => id === stage);
  const isSkippable = look.skipped === "reached" && stages[target]?.outcome !== "lost";
  let before = -1;
  return settledVisits(place, look.now, look.noise ?? noiseSeconds).flatMap((visit) => {
    const at = stages.findIndex(({ id }) => id === visit.stage);
    const isOnTheWay = stages[at]?.outcome !== "lost";
    const isJump = isSkippable && isOnTheWay && before < target && target < at;
    if (isOnTheWay) before = at;
    return visit.stage === stage || isJump ? [moment(visit.entered, { exact: visit.exact })] : [];
  });
}

function departures({ place }: Subject, stage: Stage["id"], look: Look): readonly Moment[] {
  const visits = settledVisits(place, look.now, look.noise ?? noiseSeconds);
  return visits.flatMap((visit, index) => {
    if (visit.stage !== stage || visit.left === null) return [];
    return [moment(visit.left, { exact: visits[index + 1]?.exact ?? true })];
  });
}

function responses({ item }: Subject, { ground: { config, world } }: Look): Read<readonly Moment[]> {
  const response = firstResponse(item, config, world);
  if (!response.known) return response;
  return found(response.value === null ? [] : [moment(response.value.at, { current: true })]);
}

/** Each time that the last box was ticked; the body's edits say when. */
function checklistsDone({ bodies }: Subject): Read<readonly Moment[]> {
  if (!bodies.known) return bodies;
  const moments: Moment[] = [];
  let wasDone = false;
  for (const { at, body } of bodies.value) {
    const { done, total } = progressOf(body);
    const isDone = total > 0 && done === total;
    if (isDone && !wasDone) moments.push(moment(at));
    wasDone = isDone;
  }
  return found(moments);
}

type Facts = Extract<Subject["item"]["history"], { known: true }>["value"];

function facts({ item }: Subject, matches: (fact: Facts[number]) => boolean): Read<readonly Moment[]> {
  if (!item.history.known) return item.history;
  return found(item.history.value.filter(matches).map(({ at }) => moment(at)));
}

/** The beginning of the day that the form's answer says, else a field of the card, in the calendar's zone. */
function dates(one: Subject, field: string, { ground }: Look): Read<readonly Moment[]> {
  const { answers } = one;
  if (!answers.known) return answers;
  const text = Object.hasOwn(answers.value, field) ? answers.value[field]! : null;
  if (text === null) return onCard(one, field, ground);
  if (isUnfilled(text)) return found([]);
  const day = readDay(text);
  if (day === null) return { known: false, why: `the answer "${field}" is not a day; write it like 2026-11-30` };
  return found([moment(startOfDay(day, ground.config.calendar.zone), { current: true })]);
}

function onCard({ item, pipeline }: Subject, field: string, { config, world }: Ground): Read<readonly Moment[]> {
  const board = pipeline.board === null ? undefined : world.boards[pipeline.board];
  if (pipeline.board === null || board === undefined) return found([]);
  if (!board.known) return board;
  if (!item.cards.known) return item.cards;
  const name = config.boards[pipeline.board]?.fields[field] ?? field;
  const value = item.cards.value.find(({ project }) => project === board.value.id)?.values[name];
  if (value?.kind !== "date") return found([]);
  return found([moment(startOfDay(value.date, config.calendar.zone), { current: true })]);
}

function linked(
  one: Subject,
  { pipeline, milestone }: Extract<Milestone, { kind: "linked" }>,
  look: Look,
  seen: readonly NodeId[],
): Read<readonly Moment[]> {
  const asked = [...seen, one.item.id];
  const moments: Moment[] = [];
  for (const other of look.ground.linkedTo(one)) {
    const inner = other.pipeline.milestones[milestone];
    if (other.pipeline.name !== pipeline || inner === undefined || asked.includes(other.item.id)) continue;
    const read = momentsOf(other, inner, look, asked);
    if (!read.known) return read;
    moments.push(...read.value);
  }
  return found(moments);
}
