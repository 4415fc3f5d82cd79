/**
 * A report as GitHub shows it: what needs attention first, then the few numbers with last week's beside them, then
 * tables and pictures, details folded. It stays under GitHub's limit by leaving out whole rows and saying how many.
 */
import type { RootContent } from "mdast";
import { readersOf } from "../model/report-rule.ts";
import { directionOf } from "./direction.ts";
import { fitRows, type Sized } from "./fit-rows.ts";
import { quantityLine } from "./html/quantity-text.ts";
import { bullets, folded, heading, paragraph, quote, renderMarkdown, strong, table } from "./markdown.ts";
import { mermaidOf } from "./mermaid.ts";
import { elsewhere, isLeftOut, itemLink, type Room, tableNodes } from "./table-markdown.ts";
import type { ChartView, Figure, Point, ReportView, Section, TableView } from "./view.ts";
import { minuteText } from "./words.ts";

export interface PageOptions {
  /** Most characters; GitHub takes 65,536 and the App needs room for what it adds. */
  readonly limit?: number;
  /** Names of the files that hold the whole, if there are any. */
  readonly files?: readonly string[];
}

/** Nobody reads longer tables on a page. */
const mostRows = 200;

/** The page, ending in one line break. The same view gives the same bytes. */
export function markdownPage(view: ReportView, { limit = 64_000, files = [] }: PageOptions = {}): string {
  const tables = view.sections.flatMap(tablesOf);
  const bare = written(view, { rows: new Map(), files });
  const sized = tables.map((table) => sizedOf(table, files));
  const page = written(view, { rows: fitRows(sized, { room: limit - bare.length, most: mostRows }), files });
  if (page.length <= limit) return page;
  // Even without rows it is too long: whole sections go, from the last one.
  const short = (count: number) =>
    written(
      { ...view, sections: view.sections.slice(0, count) },
      { rows: new Map(), files },
      view.sections.length - count,
    );
  let [fits, fails] = [-1, view.sections.length];
  while (fails - fits > 1) {
    const middle = (fits + fails) >> 1;
    if (short(middle).length <= limit) fits = middle;
    else fails = middle;
  }
  return fits < 0 ? `${short(0).slice(0, limit - 1)}\n` : short(fits);
}

function tablesOf({ charts, tables }: Pick<Section, "charts" | "tables">): readonly TableView[] {
  return [...charts.map(({ table }) => ({ ...table, folded: true })), ...tables];
}

function sizedOf(table: TableView, files: readonly string[]): Sized {
  // What stands between it and its neighbours comes to no more than two line breaks.
  const length = (rows: number) =>
    2 + renderMarkdown(tableNodes(table, { rows: new Map([[table.id, rows]]), files }), { narrow: true }).length;
  const known = new Map<number, number>();
  const cost = (rows: number) => {
    const characters = known.get(rows) ?? (rows === 0 ? 0 : length(rows));
    known.set(rows, characters);
    return characters;
  };
  return { id: table.id, rows: table.rows.length, folded: table.folded, cost };
}

function written(view: ReportView, room: Room, leftOut = 0): string {
  const rest = leftOut === 0 ? [] : [paragraph(`${leftOut} more sections are left out here${elsewhere(room.files)}.`)];
  return renderMarkdown([...nodesOf(view, room), ...rest], { narrow: true });
}

function nodesOf(view: ReportView, room: Room): readonly RootContent[] {
  return [
    heading(1, `${view.title}, ${view.period.id}`),
    ...(view.incomplete.length === 0 ? [] : [incomplete(view.incomplete)]),
    paragraph(
      `As of ${minuteText(view.asOf)} UTC; the week began on ${minuteText(view.period.from)}. For ${readersOf[view.audience]}.`,
    ),
    heading(2, "Needs attention this week"),
    ...attention(view.attention, room),
    heading(2, "The week in numbers"),
    ...figures(view.figures),
    ...view.sections.flatMap((section) => sectionNodes(section, room)),
    ...(room.files.length === 0 ? [] : [paragraph(`Made with this report: ${room.files.join(", ")}.`)]),
    heading(2, "How to read this"),
    ...folded("What each number means", [
      bullets(view.definitions.map(({ name, meaning }) => [strong(name), `: ${meaning}`])),
    ]),
  ];
}

function incomplete(sentences: readonly string[]): RootContent {
  return quote([
    paragraph([strong("Incomplete."), " Something could not be read, so numbers may be too small."]),
    bullets(sentences.slice(0, 20)),
  ]);
}

/** Kinds in words; the sign is the same for a colour-blind reader. */
const kindWords: Readonly<Record<Point["kind"], string>> = {
  breached: "Late",
  "at-risk": "At risk",
  overdue: "Overdue",
  due: "Due",
  ageing: "Long",
  gate: "Missing",
  refused: "Not allowed",
  community: "Community",
  unread: "Unread",
};

/** What a reader takes in at a glance; more are folded, and more than the second is no list that anybody works through. */
const openPoints = 15;
const mostPoints = 60;

function attention(points: readonly Point[], { files }: Room): readonly RootContent[] {
  if (points.length === 0)
    return [paragraph("Nothing: no promise is late or at risk, no date is near, nothing lies longer than usual.")];
  const shown = points.slice(0, mostPoints);
  const rows = shown.map(({ kind, item, what }) => [strong(kindWords[kind]), ": ", itemLink(item), ` ${what}`]);
  const rest = points.length - shown.length;
  const more =
    rest === 0 ? [] : [paragraph(`… and ${rest} more (${shown.length} of ${points.length} shown)${elsewhere(files)}.`)];
  const folds = rows.length > openPoints + 3;
  if (!folds) return [bullets(rows), ...more];
  const inside = [bullets(rows.slice(openPoints)), ...more];
  return [bullets(rows.slice(0, openPoints)), ...folded(`${points.length - openPoints} more`, inside)];
}

function figures(all: readonly Figure[]): readonly RootContent[] {
  if (all.length === 0) return [paragraph("Nothing is measured yet.")];
  const rows = all.map((figure) => [
    figure.name,
    quantityLine(figure.now),
    figure.before === null ? "not measured" : quantityLine(figure.before),
    changeOf(figure),
  ]);
  const columns = ["", "This week", "The week before", "Change"].map((head) => ({ head, align: "left" as const }));
  const key =
    "In brackets are the limits between which the true number lies 95 times in 100; n is how many items it rests on. “How to read this” below says what each means.";
  return [table(columns, rows), paragraph(key)];
}

/** In words, since a colour says nothing to many. */
function changeOf(figure: Figure): string {
  const direction = directionOf(figure);
  if (direction === null) return "";
  const { way, verdict } = direction;
  if (verdict === null) return way;
  // Where one lies within the limits of the other it may well be chance.
  return verdict === "chance" ? `${way}; may be chance` : `${way}, ${verdict}`;
}

function sectionNodes({ title, words, charts, tables }: Section, room: Room): readonly RootContent[] {
  return [
    heading(2, title),
    ...(words.length === 0 ? [] : [bullets(words)]),
    ...charts.flatMap((chart) => chartNodes(chart, room)),
    ...tables.flatMap((one) => tableNodes(one, room)),
    ...leftOutWords(tablesOf({ charts, tables }), room),
  ];
}

function leftOutWords(tables: readonly TableView[], room: Room): readonly RootContent[] {
  const count = tables.filter((one) => isLeftOut(one, room)).length;
  if (count === 0) return [];
  const what = count === 1 ? "1 table is" : `${count} tables are`;
  return [paragraph(`${what} left out here for want of room${elsewhere(room.files)}.`)];
}

/** A picture where GitHub can draw it, and its table: folded, or in its place where it cannot. */
function chartNodes(chart: ChartView, room: Room): readonly RootContent[] {
  const picture = mermaidOf(chart);
  return [
    paragraph([strong(chart.title), picture === null ? "." : `. ${chart.reading}`]),
    ...(picture === null ? [] : [picture]),
    ...tableNodes({ ...chart.table, folded: true }, room),
  ];
}
