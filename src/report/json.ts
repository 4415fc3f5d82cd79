/**
 * A measured pipeline → `report.json`: stable keys in a stable order, every number behind the pages, and nothing that
 * the pages do not stand on. Days are rounded to four decimals (nine seconds).
 */
import type { ItemMeasure, Move } from "../measure/item-measure.ts";
import type { PipelineMeasure, StageSummary } from "../measure/pipeline-measure.ts";
import type { StageSum } from "../measure/stage-sums.ts";

/** The report as JSON text, ending in a line break. With `focus`, that item's `stages` and `totalDays` also stand at the top. */
export function renderJson(measure: PipelineMeasure, focus: string | null = null): string {
  const { asOf, pipeline, policy, items, stages, incomplete } = measure;
  const chosen = items.find((item) => item.ref === focus);
  const top = chosen ? { item: chosen.ref, stages: chosen.stages.map(sumJson), totalDays: days(chosen.totalDays) } : {};
  const report = {
    asOf,
    pipeline,
    policy,
    ...top,
    items: items.map(itemJson),
    byStage: stages.map(summaryJson),
    incomplete,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function itemJson(item: ItemMeasure) {
  return {
    ref: item.ref,
    url: item.url,
    title: item.title,
    openedAt: item.openedAt,
    stage: item.stage,
    since: item.since,
    exact: item.exact,
    end: item.end,
    outcome: item.outcome,
    endedAt: item.endedAt,
    stages: item.stages.map(sumJson),
    totalDays: days(item.totalDays),
    moves: item.moves.map(moveJson),
  };
}

function sumJson(sum: StageSum) {
  return { id: sum.stage, days: days(sum.days), visits: sum.visits, open: sum.open, exact: sum.exact };
}

function moveJson({ at, from, to, by, verdict }: Move) {
  return { at, from, to, by, verdict };
}

function summaryJson({ stage, name, outcome, n, here, inexact, median }: StageSummary) {
  return { id: stage, name, outcome, n, here, inexact, median };
}

function days(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
