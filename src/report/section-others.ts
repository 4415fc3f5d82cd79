/** Checklists and gates, dates ahead, and communities' journeys. */
import type { Journey } from "../measure/journeys.ts";
import type { OrganisationMeasure } from "../measure/organisation.ts";
import type { PipelineFigures } from "../measure/pipeline-figures.ts";
import type { Instant } from "../model/time.ts";
import { type Audience, titleOf } from "./audience.ts";
import { countOf, itemCell, itemsCell, quantity, quantityCell, textCell } from "./quantities.ts";
import type { Cell, ChartView, Section, TableView } from "./view.ts";
import { countText } from "./words.ts";

/** Null when items have neither sub-issues nor gates. */
export function checklistsSection(
  { pipeline, checklists, gates }: PipelineFigures,
  audience: Audience,
): Section | null {
  const { name } = pipeline;
  const weeks = checklists.periods;
  const hasAny = weeks.some(({ total }) => total > 0);
  const told = gates.filter(({ periods }) =>
    periods.some(({ complete, missing }) => complete.length + missing.length > 0),
  );
  if (!hasAny && told.length === 0) return null;
  const checklistTable: TableView = {
    id: `${name}-checklists`,
    caption: "One row per week: sub-issues of this pipeline's items, and items all of whose sub-issues are done.",
    columns: [
      { id: "week", head: "Week" },
      { id: "done", head: "Done" },
      { id: "total", head: "Of" },
      { id: "share", head: "Share" },
      { id: "finished", head: "Finished items" },
      { id: "items", head: "Items with any" },
    ],
    rows: weeks.map(({ id, done, total, finished, items }) => [
      textCell(id),
      quantityCell(countOf(done)),
      quantityCell(countOf(total)),
      quantityCell(total === 0 ? quantity(null, "share", 0, { note: "none" }) : quantity(done / total, "share", total)),
      itemsCell(audience.links(name, finished)),
      quantityCell(countOf(items.length)),
    ]),
    folded: true,
  };
  return {
    id: `${name}-checklists`,
    title: `${titleOf(name)}: checklists and gates`,
    pipeline: name,
    words: [],
    charts: [],
    tables: [
      ...(hasAny ? [checklistTable] : []),
      ...told.map(({ gate, periods }): TableView => {
        return {
          id: `${name}-gate-${gate}`,
          caption: `One row per week: items whose labels said that “${titleOf(gate)}” is complete, or that something is missing.`,
          columns: [
            { id: "week", head: "Week" },
            { id: "complete", head: "Complete" },
            { id: "missing", head: "Something missing" },
          ],
          rows: periods.map(({ id, complete, missing }) => [
            textCell(id),
            itemsCell(audience.links(name, complete)),
            itemsCell(audience.links(name, missing)),
          ]),
          folded: true,
        };
      }),
    ],
  };
}

/** Null when no pipeline has dates. */
export function datesSection(measure: OrganisationMeasure, audience: Audience): Section | null {
  const { asOf, pipelines } = measure;
  const all = pipelines.flatMap(({ pipeline, deadlines }) =>
    deadlines.dates.map((date) => ({ ...date, pipeline: pipeline.name })),
  );
  if (all.length === 0) return null;
  // What a private issue says of a day is private text, whatever the issue is called.
  const rows = all
    .filter(({ pipeline, item }) => audience.mayName(pipeline, item))
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const overdue = all.filter((date) => date.overdue).length;
  const ahead = pipelines[0]?.deadlines.daysAhead ?? 0;
  const chart: ChartView = {
    id: "dates",
    title: "Dates that are near",
    reading: "From today to the date, or from the date to today where it is overdue.",
    marks: {
      kind: "spans",
      spans: rows.map(({ pipeline, item, what, at, overdue: late }) => ({
        row: titleOf(pipeline),
        name: `${audience.link(pipeline, item).label}: ${titleOf(what)}`,
        from: at < asOf ? at : asOf,
        to: at < asOf ? asOf : at,
        open: late,
      })),
    },
    table: {
      id: "dates-table",
      caption: "One row per date, the earliest first.",
      columns: [
        { id: "item", head: "Item" },
        { id: "pipeline", head: "Pipeline" },
        { id: "what", head: "Date" },
        { id: "at", head: "Day" },
        { id: "state", head: "State" },
      ],
      rows: rows.map(({ item, pipeline, what, at, overdue: late }) => [
        itemCell(audience.link(pipeline, item)),
        textCell(titleOf(pipeline)),
        textCell(titleOf(what)),
        { kind: "time", at, to: "day" },
        textCell(late ? "overdue" : "due"),
      ]),
      folded: false,
    },
  };
  return {
    id: "dates",
    title: "Dates due",
    pipeline: null,
    words: [
      `${countText(all.length - overdue, "date")} in the next ${ahead} days, ${overdue} overdue.${rows.length < all.length ? ` ${all.length - rows.length} of them are of items that not everybody may read.` : ""}`,
    ],
    charts: rows.length === 0 ? [] : [chart],
    tables: [],
  };
}

/** The longest list of communities that one picture shows; the table has all. */
const mostJourneys = 40;

/** Null when no item names a community that this audience may know. */
export function journeysSection({ asOf, journeys }: OrganisationMeasure, audience: Audience): Section | null {
  const known = journeys
    .map(({ community, items }): Journey => {
      return { community, items: items.filter(({ pipeline, item }) => audience.mayName(pipeline, item)) };
    })
    .filter(({ items }) => items.length > 0);
  if (known.length === 0) return null;
  const newest = known
    .toSorted((a, b) => (lastOf(a) < lastOf(b) ? 1 : lastOf(a) > lastOf(b) ? -1 : a.community < b.community ? -1 : 1))
    .slice(0, mostJourneys)
    .map(({ community }) => community);
  const shown = known.filter(({ community }) => newest.includes(community));
  const end = (to: Instant | null, from: Instant) => (to === null || to < from ? asOf : to);
  return {
    id: "journeys",
    title: "Communities",
    pipeline: null,
    words: [
      `${countText(known.length, "community", "communities")}${shown.length < known.length ? `; the picture shows the ${shown.length} with the newest items` : ""}.`,
    ],
    charts: [
      {
        id: "journeys",
        title: "Each community's way",
        reading: "A bar is one item from its opening to its end, or to now.",
        marks: {
          kind: "spans",
          spans: shown.flatMap(({ community, items }) =>
            items.map(({ pipeline, from, to }) => ({
              row: community,
              name: titleOf(pipeline),
              from,
              to: end(to, from),
              open: to === null,
            })),
          ),
        },
        table: {
          id: "journeys-table",
          caption: "One row per community.",
          columns: [
            { id: "community", head: "Community" },
            { id: "first", head: "First item" },
            { id: "open", head: "Open" },
            { id: "done", head: "Done" },
            { id: "newest", head: "Newest item" },
          ],
          rows: known.map((journey) => journeyRow(journey, audience)),
          folded: true,
        },
      },
    ],
    tables: [],
  };
}

function lastOf({ items }: Journey): Instant {
  return items.at(-1)!.from;
}

function journeyRow({ community, items }: Journey, audience: Audience): readonly Cell[] {
  const links = (some: Journey["items"]) => some.map(({ pipeline, item }) => audience.link(pipeline, item));
  return [
    textCell(community),
    { kind: "time", at: items[0]!.from, to: "day" },
    itemsCell(links(items.filter(({ to }) => to === null))),
    itemsCell(links(items.filter(({ to, good }) => to !== null && good))),
    { kind: "time", at: items.at(-1)!.from, to: "day" },
  ];
}
