/** Items for the tests of measuring: ways of days, and the facts that a test is about. */
import { type Ground, groundOf, type Subject } from "../../src/measure/subject.ts";
import type { WaitGround } from "../../src/measure/waits.ts";
import { workingTally } from "../../src/measure/working-tally.ts";
import type { Fact } from "../../src/model/fact.ts";
import type { Pipeline } from "../../src/model/pipeline.ts";
import type { Item } from "../../src/model/snapshot.ts";
import { configWith, issue, known, opened, unknown, world } from "../support/builders.ts";
import { at, leads, place } from "./lives.ts";

export interface Told {
  readonly number?: number;
  readonly way?: readonly (readonly [stage: string, day: string])[];
  /** Besides the opening. */
  readonly facts?: readonly Fact[];
  readonly item?: Partial<Item>;
  readonly pipeline?: Pipeline;
  readonly more?: Partial<Subject>;
}

/** A lead, opened when its way begins. */
export function subject({
  number = 7,
  way = [["lead", "2025-07-07"]],
  facts = [],
  item,
  pipeline,
  more,
}: Told = {}): Subject {
  const createdAt = item?.createdAt ?? at(way[0]![1]);
  return {
    item: issue({
      id: `I_${number}`,
      firstId: `I_${number}`,
      number,
      url: `https://github.com/openwater/leads/issues/${number}`,
      createdAt,
      history: known([opened(createdAt), ...facts]),
      boardHistory: known([]),
      ...item,
    }),
    pipeline: pipeline ?? leads,
    place: place(...way),
    refused: [],
    answers: known({}),
    bodies: unknown("nobody asked how it read before"),
    community: null,
    links: [],
    ...more,
  };
}

/** What subjects are measured on: the team is bd-lead and engineer-1, all days from Monday to Friday are worked. */
export function ground(...subjects: readonly Subject[]): Ground {
  return groundOf(subjects, { world: world(), config: configWith({ team: ["bd-lead", "engineer-1"] }) });
}

/** The same with a moment. */
export function on(now: string, ...subjects: readonly Subject[]): WaitGround {
  const stands = ground(...subjects);
  return { ground: stands, tally: workingTally(stands.config.calendar), now: at(now) };
}
