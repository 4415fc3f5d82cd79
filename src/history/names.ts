/**
 * Names on GitHub → stages of one pipeline. Columns are compared exactly, labels without case, as GitHub does it; a
 * present name goes before a former one. A name that no stage has is no stage, never a guess.
 */
import { asShown } from "../model/emoji.ts";
import type { Pipeline, Stage } from "../model/pipeline.ts";

/** The stage that a board column shows, by its present or a former name; null when none does. */
export function stageByColumn(pipeline: Pipeline, column: string): Stage | null {
  return (
    pipeline.stages.find((stage) => stage.board === column) ??
    pipeline.stages.find((stage) => stage.board !== null && stage.was.includes(column)) ??
    null
  );
}

/** The stage that a label shows, by its present or a former name; null when none does. */
export function stageByLabel(pipeline: Pipeline, label: string): Stage | null {
  return (
    pipeline.stages.find((stage) => stage.label !== null && sameLabel(stage.label, label)) ??
    pipeline.stages.find((stage) => stage.label !== null && stage.was.some((name) => sameLabel(name, label))) ??
    null
  );
}

/** Whether two label names are one to GitHub, which compares without case, or to people, who see `:bug:` as an emoji. */
export function sameLabel(one: string, other: string): boolean {
  return one === other || asShown(one).toLowerCase() === asShown(other).toLowerCase();
}

/** How people read a stage: as it is shown there, else its column, else its id. */
export function stageName(stage: Stage): string {
  return stage.shownAs ?? stage.board ?? stage.id;
}
