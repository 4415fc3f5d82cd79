/**
 * A measured pipeline → the report that people read. It begins with what needs attention; every figure says how many
 * it rests on, and what is not over says so. Nothing is worked out here that is not in `report.json`.
 */
import type { RootContent } from "mdast";
import type { ItemMeasure, Move } from "../measure/item-measure.ts";
import type { PipelineMeasure, StageSummary } from "../measure/pipeline-measure.ts";
import { type Instant, plusSeconds } from "../model/time.ts";
import { attentionOf } from "./attention.ts";
import { bullets, type Column, code, heading, link, paragraph, renderMarkdown, strong, table } from "./markdown.ts";
import { renderStageChart } from "./stage-chart.ts";
import { countText, daysText, dayText, medianText, minuteText, stageName } from "./words.ts";

/** The longest list on a page; the rest is counted and stands in `report.json`. */
const longestList = 30;

/** Days back from the report's date whose moves are listed. */
const recentDays = 28;

/** The report as Markdown. With `focus`, that item's own way is told in a section of its own. */
export function renderPipelinePage(measure: PipelineMeasure, focus: string | null = null): string {
  const chosen = measure.items.find((item) => item.ref === focus);
  return renderMarkdown([
    heading(1, `Pipeline ${measure.pipeline}, as of ${dayText(measure.asOf)}`),
    paragraph(summary(measure)),
    heading(2, "Needs attention"),
    ...attention(measure),
    ...(chosen ? itemSection(chosen, measure.stages) : []),
    heading(2, "Time in each stage"),
    ...stageSection(measure),
    heading(2, "On the way"),
    ...onTheWay(measure),
    heading(2, `Moves of the last ${recentDays} days`),
    ...recentMoves(measure),
    heading(2, "How to read this"),
    ...reading(measure),
  ]);
}

function summary({ items, stages, asOf, incomplete }: PipelineMeasure): string {
  const ended = stages.filter((stage) => stage.outcome !== null).map((stage) => `${stage.here} ${stage.name}`);
  const open = items.filter((item) => item.end === "open").length;
  const unread =
    incomplete.length === 0 ? "" : ` Incomplete: ${countText(incomplete.length, "item")} could not be read.`;
  return `${countText(items.length, "item")}: ${[`${open} on the way`, ...ended].join(", ")}. Times are UTC, to ${minuteText(asOf)}.${unread}`;
}

function attention(measure: PipelineMeasure): readonly RootContent[] {
  const points = attentionOf(measure);
  if (points.length === 0) return [paragraph("Nothing.")];
  const rows = points.map(({ ref, url, title, what }) => [link(title ?? ref, url), ` ${what}`]);
  return [bullets(rows.slice(0, longestList)), ...rest(rows.length)];
}

function itemSection(item: ItemMeasure, stages: readonly StageSummary[]): readonly RootContent[] {
  const place = `${stageName(stages, item.stage)} since ${item.exact ? "" : "at least "}${dayText(item.since)}`;
  const way =
    item.end === "open"
      ? `${countText(item.totalDays, "day")} so far`
      : `${countText(item.totalDays, "day")} from opening`;
  const sums = item.stages.map((sum) => [
    stageName(stages, sum.stage),
    `${sum.exact ? "" : "at least "}${daysText(sum.days)}${sum.open ? ", not over" : ""}`,
  ]);
  return [
    heading(2, item.title),
    paragraph([link(item.ref, item.url), `: ${place}, ${way}.`]),
    table([left("Stage"), right("Days")], [...sums, [strong("Total"), strong(daysText(item.totalDays))]]),
    moveTable([item], stages),
  ];
}

function stageSection({ stages }: PipelineMeasure): readonly RootContent[] {
  const chart = renderStageChart(stages);
  const rows = stages.map((stage) => {
    const longest = stage.times.find((time) => time.open);
    const figures = stage.median ? [medianText(stage.median), longest ? daysText(longest.days) : "–"] : ["–", "–"];
    return [stage.name, String(stage.n), String(stage.here), ...figures];
  });
  const head = table(
    [left("Stage"), right("Items (n)"), right("There now"), right("Median days"), right("Longest not over")],
    rows,
  );
  return chart === null ? [head] : [head, code("mermaid", chart)];
}

function onTheWay({ items, stages }: PipelineMeasure): readonly RootContent[] {
  const open = items
    .filter((item) => item.end === "open")
    .map((item) => ({ item, here: item.stages.find((sum) => sum.stage === item.stage)?.days ?? 0 }))
    .sort((a, b) => b.here - a.here || (a.item.ref < b.item.ref ? -1 : 1));
  if (open.length === 0) return [paragraph("None.")];
  const rows = open
    .slice(0, longestList)
    .map(({ item, here }) => [
      link(item.title, item.url),
      stageName(stages, item.stage),
      `${item.exact ? "" : "at least "}${dayText(item.since)}`,
      daysText(here),
      daysText(item.totalDays),
    ]);
  const columns = [left("Item"), left("Stage"), left("Since"), right("Days there"), right("Days in all")];
  return [table(columns, rows), ...rest(open.length)];
}

function recentMoves({ items, stages, asOf }: PipelineMeasure): readonly RootContent[] {
  const from = plusSeconds(asOf, -recentDays * 86_400);
  const count = items.flatMap((item) => item.moves).filter((move) => move.at >= from).length;
  return count === 0 ? [paragraph("None.")] : [moveTable(items, stages, from), ...rest(count)];
}

function moveTable(items: readonly ItemMeasure[], stages: readonly StageSummary[], from?: Instant): RootContent {
  const moves = items
    .flatMap((item) => item.moves.map((move) => ({ item, move })))
    .filter(({ move }) => from === undefined || move.at >= from)
    .sort((a, b) => (a.move.at < b.move.at ? -1 : a.move.at > b.move.at ? 1 : 0));
  const rows = moves
    .slice(-longestList)
    .map(({ item, move }) => [
      minuteText(move.at),
      ...(from === undefined ? [] : [link(item.title, item.url)]),
      moveWords(move, stages),
      move.by ?? "a deleted account",
    ]);
  return table([left("When"), ...(from === undefined ? [] : [left("Item")]), left("Move"), left("By")], rows);
}

function moveWords({ from, to, verdict }: Move, stages: readonly StageSummary[]): string {
  const target = stageName(stages, to);
  if (from === null) return `opened as ${target}`;
  return `${stageName(stages, from)} → ${target}${verdict === "accepted" ? "" : " (not allowed, not counted)"}`;
}

function reading({ policy }: PipelineMeasure): readonly RootContent[] {
  return [
    bullets([
      "Days are calendar days of 24 hours. Total: from opening to the stage it ended in, or to the report's date.",
      `An item that was in a stage more than once counts once, with its stays added (policy: ${policy.reentry}).`,
      `Median: half took longer. Items still there are in it as "at least so long", so it may be a range; under ${policy.enough} items there is none.`,
      "A move that the pipeline does not allow is listed and counts in no figure.",
    ]),
  ];
}

function rest(count: number): readonly RootContent[] {
  if (count <= longestList) return [];
  return [paragraph(`${longestList} of ${count} are listed; report.json has all.`)];
}

function left(head: string): Column {
  return { head, align: "left" };
}

function right(head: string): Column {
  return { head, align: "right" };
}
