/**
 * Stays in stages → the issues that their steps open. Level-triggered: a step of an earlier stay that was never opened
 * is opened now, and one that was opened is never opened again, whoever closed, detached or deleted it. Only accepted
 * stays whose beginning is known and not older than `starts` start anything.
 *
 * A stay that became legal by a later change of the config would run its steps here too if it began after `starts`;
 * ruling 2 wants it not to, and nothing on GitHub tells the two apart.
 */
import type { Visit } from "../../model/change.ts";
import type { Step } from "../../model/pipeline.ts";
import type { Artefacts } from "../artefacts.ts";
import { type Case, isBeforeStarts, note, nothing, type Part, together } from "../part.ts";
import { planOpen } from "./open.ts";
import { planPlay } from "./play.ts";

/** One step of one stay. */
export interface Start {
  readonly step: Step;
  readonly visit: Visit;
  /** `pipeline/item/step/visit`: what is opened under it is opened once. */
  readonly key: string;
  /** Config path of the step. */
  readonly rule: string;
}

/** Opens what is missing and closes what is double. */
export function planSteps(one: Case): Part {
  const starts = startsOf(one);
  if (starts.length === 0) return nothing;
  const { artefacts } = one;
  if (!artefacts.known) return note(`Nothing was opened or closed: ${artefacts.why}.`);
  return together(...starts.map((start) => planStart(one, start, artefacts.value)));
}

/** Every step of every accepted stay, oldest stay first. */
export function startsOf({ item, pipeline, place }: Case): readonly Start[] {
  return place.visits.flatMap((visit) =>
    pipeline.steps
      .filter((step) => step.trigger.kind === "stage" && step.trigger.stage === visit.stage)
      .map((step) => ({
        step,
        visit,
        key: `${pipeline.name}/${item.firstId}/${step.id}/${visit.visit}`,
        rule: `pipelines.${pipeline.name}.steps[${step.id}]`,
      })),
  );
}

function planStart(one: Case, start: Start, artefacts: Artefacts): Part {
  const { visit, key } = start;
  const found = artefacts.holding(key).length > 0;
  if (!found) {
    const why = whyNot(one, start, artefacts);
    if (why !== null) return note(`${start.rule} opened nothing for "${visit.fact}": ${why}.`);
  }
  return start.step.kind === "open" ? planOpen(one, start, artefacts) : planPlay(one, start, artefacts);
}

function whyNot({ pipeline, standing }: Case, { visit, key }: Start, artefacts: Artefacts): string | null {
  if (isBeforeStarts(visit.entered, pipeline)) return "that is older than starts";
  if (artefacts.remembers(key)) return "it was opened before, and somebody deleted it";
  if (!standing.board.known) return `${standing.board.why}, so the stays in stages may be miscounted`;
  if (!visit.exact) return "it is not known when that was";
  if (artefacts.hidesSomething(visit.entered)) {
    return "a sub-issue that was opened since cannot be seen any more, and it may have been this one";
  }
  return null;
}
