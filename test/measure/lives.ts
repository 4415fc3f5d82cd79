/** Ways through a pipeline for the tests of measuring, written as a list of days. */
import type { ItemHistory } from "../../src/measure/item-measure.ts";
import type { StagePlace, Visit } from "../../src/model/change.ts";
import { careless, type Pipeline, type Stage } from "../../src/model/pipeline.ts";
import { type Instant, instant } from "../../src/model/time.ts";

function stage(id: string, board: string, outcome: Stage["outcome"] = null): Stage {
  return { id, board, label: `stage: ${id}`, was: [], outcome, closedAs: null, needsLabel: null, limitSeconds: null };
}

export const leads: Pipeline = {
  ...careless,
  milestones: {},
  times: [],
  cohorts: [],
  name: "leads",
  items: { repository: "leads", label: "lead" },
  form: null,
  board: "partnerships",
  stages: [
    stage("lead", "Lead"),
    stage("qualified", "Qualified lead"),
    stage("prospect", "Prospect"),
    stage("partner", "Partner", "won"),
    stage("lost", "Lost", "lost"),
  ],
  moves: null,
  illegalMoves: "tell",
  automation: "ignore",
  starts: null,
  steps: [],
  addToBoard: false,
  statusComment: true,
};

/** `2025-07-07` is nine in the morning of that day; a whole instant is taken as it is. */
export function at(text: string): Instant {
  return instant(text.includes("T") ? text : `${text}T09:00:00Z`);
}

/** The place of an item that entered these stages on these days, by bd-lead. */
export function place(...entries: readonly (readonly [stage: string, day: string])[]): StagePlace {
  const visits: Visit[] = entries.map(([name, day], index) => ({
    stage: name,
    entered: at(day),
    exact: true,
    left: entries[index + 1] ? at(entries[index + 1]![1]) : null,
    visit: entries.slice(0, index + 1).filter(([earlier]) => earlier === name).length,
    by: "bd-lead",
    fact: `bd-lead moved the card to ${name}`,
  }));
  const last = visits.at(-1)!;
  return { id: last.stage, since: last.entered, exact: last.exact, fact: last.fact, visits };
}

/** Temple's way of scenario 1. */
export const temple = place(
  ["lead", "2025-07-07"],
  ["qualified", "2025-07-11"],
  ["prospect", "2025-07-18"],
  ["partner", "2025-08-05"],
);

/** An item opened when its first visit began. */
export function item(number: number, where: StagePlace, more: Partial<ItemHistory> = {}): ItemHistory {
  return {
    ref: `openwater/leads#${number}`,
    url: `https://github.com/openwater/leads/issues/${number}`,
    title: `Lead number ${number}`,
    openedAt: where.visits[0]!.entered,
    place: where,
    attempts: [],
    ...more,
  };
}
