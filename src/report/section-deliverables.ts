/** What is owed by a day: delivered in time, late, not proven, ahead; together and by what it is part of. */
import type { Deliverable, Deliverables } from "../measure/deliverables.ts";
import type { PipelineFigures } from "../measure/pipeline-figures.ts";
import { type Instant, plusSeconds } from "../model/time.ts";
import { type Audience, titleOf } from "./audience.ts";
import { itemCell, itemsCell, quantity, quantityCell, textCell } from "./quantities.ts";
import type { Cell, Point, Section, TableView } from "./view.ts";
import { countText } from "./words.ts";

/** Null when the pipeline owes nothing. */
export function deliverablesSection({ pipeline, deliverables }: PipelineFigures, audience: Audience): Section | null {
  if (deliverables === null) return null;
  const { name } = pipeline;
  const { all, undated, inTime, slip } = deliverables;
  const count = (state: Deliverable["state"]) => all.filter((one) => one.state === state).length;
  const share =
    inTime === null
      ? "No day has come yet."
      : `Of ${inTime.of} whose day has come ${inTime.hits} were delivered in time (${percent(inTime.share)} % [${percent(inTime.lower)}–${percent(inTime.upper)}], n = ${inTime.of}).`;
  const slips =
    slip === null
      ? `How late: not enough (n = ${count("delivered")}).`
      : `Half of those delivered came ${slipText(slip.median)}, 85 in 100 ${slipText(slip.p85)} (n = ${slip.n}).`;
  const now = `Now: ${count("late")} late, ${count("unproven")} without evidence, ${count("ahead")} ahead, ${count("dropped")} dropped.`;
  const dateless = undated.length === 0 ? [] : [`${countText(undated.length, "item")} without a day.`];
  const known = all.filter(({ item }) => audience.mayName(name, item));
  return {
    id: `${name}-deliverables`,
    title: `${titleOf(name)}: what is owed`,
    pipeline: name,
    words: [share, slips, [now, ...dateless].join(" ")],
    charts: [],
    tables: [
      ...(audience.mayGroup(name) && all.some(({ of }) => of !== null)
        ? [groupTable(name, deliverables, audience)]
        : []),
      ...(known.length === 0 ? [] : [itemTable(name, known, audience)]),
    ],
  };
}

/** What was ended without a link to what was delivered, and what says no day: somebody has to add it. */
export function deliverablePoints({ pipeline, deliverables }: PipelineFigures, audience: Audience): readonly Point[] {
  const unproven = (deliverables?.all ?? []).filter(({ state }) => state === "unproven").map(({ item }) => item);
  const said = (items: readonly string[], what: string) =>
    items
      .filter((item) => audience.mayName(pipeline.name, item))
      .map((item): Point => ({ kind: "gate", item: audience.link(pipeline.name, item), what }));
  return [
    ...said(unproven, "was ended without a link to what was delivered, so it does not count."),
    ...said(deliverables?.openUndated ?? [], "does not say by which day it is owed, so nobody will see it is late."),
  ];
}

function groupTable(name: string, { all, asOf }: Deliverables, audience: Audience): TableView {
  const isOver = (due: Instant) => plusSeconds(due, 86_400) <= asOf;
  const groups = new Map<string, Deliverable[]>();
  for (const one of all) groups.set(one.of ?? "not said", [...(groups.get(one.of ?? "not said") ?? []), one]);
  const columns = [
    { id: "of", head: "Part of" },
    { id: "delivered", head: "Delivered, of all" },
    { id: "in-time", head: "In time, of those whose day is over" },
    { id: "late", head: "Late" },
    { id: "unproven", head: "Without evidence" },
    { id: "next", head: "Next day" },
  ];
  const rows = [...groups].sort(byName).map(([of, list]): readonly Cell[] => {
    const here = list.filter(({ state }) => state !== "dropped");
    const refs = (state: Deliverable["state"]) =>
      itemsCell(
        audience.links(
          name,
          here.filter((one) => one.state === state).map(({ item }) => item),
        ),
      );
    const delivered = here.filter(({ state }) => state === "delivered");
    const over = here.filter(({ due }) => isOver(due));
    const inTime = over.filter(({ slipDays }) => slipDays !== null && slipDays <= 0).length;
    const next = here.find(({ state }) => state === "ahead");
    return [
      textCell(of),
      quantityCell(quantity(here.length === 0 ? null : delivered.length / here.length, "share", here.length)),
      quantityCell(quantity(over.length === 0 ? null : inTime / over.length, "share", over.length)),
      refs("late"),
      refs("unproven"),
      next === undefined ? textCell("none") : { kind: "time", at: next.due, to: "day" },
    ];
  });
  return {
    id: `${name}-deliverables-groups`,
    caption: "One row for what they are part of. Dropped ones are in none of the numbers.",
    columns,
    rows,
    folded: false,
  };
}

const states: Readonly<Record<Deliverable["state"], string>> = {
  delivered: "delivered",
  unproven: "ended without evidence",
  dropped: "dropped",
  late: "late",
  ahead: "ahead",
};

function itemTable(name: string, known: readonly Deliverable[], audience: Audience): TableView {
  return {
    id: `${name}-deliverables-items`,
    caption: "One row per item, by its day. Days late count from the day itself; fewer than none is early.",
    columns: [
      { id: "item", head: "Item" },
      { id: "of", head: "Part of" },
      { id: "due", head: "Day" },
      { id: "state", head: "State" },
      { id: "at", head: "Ended on" },
      { id: "slip", head: "Days late" },
    ],
    rows: known.map(({ item, of, due, state, at, slipDays }): readonly Cell[] => [
      itemCell(audience.link(name, item)),
      textCell(of ?? "not said"),
      { kind: "time", at: due, to: "day" },
      textCell(states[state]),
      at === null ? textCell("not yet") : { kind: "time", at, to: "day" },
      slipDays === null ? textCell("") : quantityCell(quantity(slipDays, "days", null)),
    ]),
    folded: true,
  };
}

function percent(share: number): number {
  return Math.round(share * 100);
}

/** The latest of them: `at most 2 days late`, `on the day or before it`, `1 day early or more`. */
function slipText(days: number): string {
  if (days === 0) return "on the day or before it";
  return days > 0 ? `at most ${countText(days, "day")} late` : `${countText(-days, "day")} early or more`;
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
