/**
 * Grants: how many were given of those decided and how long that takes, what each running grant has used of its time,
 * its promises and its money, and which applications are being written. Amounts are for finance alone; to everybody
 * there are counts, and no funder, no champion and no grant that not everybody may read.
 */
import type { Decisions, Grant, Grants } from "../measure/grants/grants.ts";
import type { Spread } from "../measure/spread.ts";
import type { Instant } from "../model/time.ts";
import { type Audience, titleOf } from "./audience.ts";
import { amount } from "./money-figures.ts";
import {
  countOf,
  itemCell,
  itemsCell,
  notEnough,
  percentileOf,
  quantity,
  quantityCell,
  shareOf,
  textCell,
} from "./quantities.ts";
import { fundersTable } from "./table-funders.ts";
import type { Cell, Quantity, Section, TableColumn, TableView } from "./view.ts";
import { countText } from "./words.ts";

/** Null when there is none. */
export function grantsSection(grants: Grants, audience: Audience): Section | null {
  const { pipeline, all, ever } = grants;
  if (all.length === 0) return null;
  const { name } = pipeline;
  const known = all.filter(({ item }) => audience.mayName(name, item));
  const of = (standing: Grant["standing"]) => all.filter((one) => one.standing === standing).length;
  const running = known.filter(({ standing }) => standing === "running");
  const ahead = known.filter(({ standing }) => standing === "ahead");
  return {
    id: `${name}-grants`,
    title: `${titleOf(name)}: asked for, given and used`,
    pipeline: name,
    words: [
      `${of("ahead")} not asked for yet, ${of("submitted")} waiting for a decision, ${of("running")} running, ${of("completed")} completed, ${of("refused")} refused or given up.`,
      successWords(ever),
      ...(grants.unplaced.length === 0
        ? []
        : [`${countText(grants.unplaced.length, "item")} that is owed belongs to no grant here.`]),
    ],
    charts: [],
    tables: [
      decisionTable(grants),
      ...(running.length === 0 ? [] : [runningTable(grants, running, audience)]),
      ...(ahead.length === 0 ? [] : [aheadTable(name, ahead, audience)]),
      ...(audience.isPublic || grants.rule.funder === null ? [] : [fundersTable(grants, audience)]),
    ],
  };
}

/** Under so many decided no share is told. */
const enough = 5;

/** Given, of those decided. */
export function successOf({ success, given, refused }: Decisions): Quantity {
  const n = given + refused;
  if (success === null || n < enough) return notEnough("share", n);
  return quantity(success.share, "share", n, { lower: success.lower, upper: success.upper });
}

function successWords({ given, refused, success }: Decisions): string {
  const n = given + refused;
  if (n === 0 || success === null) return "No application was decided yet.";
  if (n < enough) return `Of ${n} decided ${given} ${given === 1 ? "was" : "were"} given; too few to say a share.`;
  const [share, lower, upper] = [success.share, success.lower, success.upper].map((part) => Math.round(part * 100));
  return `Of ${n} decided ${given} ${given === 1 ? "was" : "were"} given (${share} % [${lower}–${upper}], n = ${n}).`;
}

function decisionTable({ pipeline, ever, recent }: Grants): TableView {
  const rows = [
    ["all", ever],
    ["of the window", recent],
  ] as const;
  const cells = (spread: Spread, to: string): readonly Cell[] => [
    ...spread.shares.map((share) => quantityCell({ ...shareOf(spread, share, to), n: null })),
    quantityCell({ ...percentileOf(spread, spread.half, to), n: null }),
  ];
  return {
    id: `${pipeline.name}-grants-decisions`,
    caption:
      "From the day on which an application is in. Given: a refusal is an end of its own. Decided: either way. What waits still counts as such.",
    columns: [
      { id: "to", head: "Until" },
      { id: "of", head: "Applications" },
      { id: "n", head: "n" },
      { id: "by30", head: "Within 30 days" },
      { id: "by90", head: "Within 90 days" },
      { id: "by180", head: "Within 180 days" },
      { id: "half", head: "Half within (days)" },
      { id: "success", head: "Given, of those decided" },
    ],
    rows: rows.flatMap(([of, decisions]): readonly (readonly Cell[])[] => [
      [
        textCell("given"),
        textCell(of),
        quantityCell(countOf(decisions.submitted)),
        ...cells(decisions.toGiven, "a grant"),
        quantityCell(successOf(decisions)),
      ],
      [
        textCell("decided"),
        textCell(of),
        quantityCell(countOf(decisions.submitted)),
        ...cells(decisions.toDecided, "a decision"),
        textCell(""),
      ],
    ]),
    folded: false,
  };
}

function runningTable({ pipeline, money }: Grants, running: readonly Grant[], audience: Audience): TableView {
  const counted = audience.name === "finance" ? money : null;
  const amounts: readonly TableColumn[] =
    counted === null
      ? []
      : [
          { id: "amount", head: `Amount, ${counted.currency}` },
          { id: "spent", head: `Spent, ${counted.currency}` },
          { id: "money", head: "Money used" },
        ];
  return {
    id: `${pipeline.name}-grants-running`,
    caption: "One row per running grant: how much of its time, of what it owes and of its money is used up.",
    columns: [
      { id: "grant", head: "Grant" },
      { id: "ends", head: "Last day" },
      { id: "time", head: "Time used" },
      { id: "delivered", head: "Delivered, of all owed" },
      ...amounts,
      { id: "late", head: "Late" },
      { id: "next", head: "Next day" },
      ...insideColumns(audience),
    ],
    rows: running.map((one): readonly Cell[] => [
      itemCell(audience.link(pipeline.name, one.item)),
      textCell(one.end ?? "not said"),
      quantityCell(quantity(one.time, "share", null, { note: one.time === null ? "no first or last day" : null })),
      quantityCell(deliveredOf(one)),
      ...(counted === null ? [] : moneyCells(one)),
      one.owed === null ? textCell("") : lateCell(one.owed.late, pipeline.grants?.owes ?? "", audience),
      one.owed?.next == null ? textCell("none") : dayCell(one.owed.next),
      ...insideCells(one, audience),
    ]),
    folded: false,
  };
}

function deliveredOf({ owed }: Grant): Quantity {
  if (owed === null) return quantity(null, "share", null, { note: "nothing says what it owes" });
  if (owed.of === 0) return quantity(null, "share", 0, { note: "nothing is owed" });
  return quantity(owed.delivered / owed.of, "share", owed.of);
}

function moneyCells({ amount: whole, spent }: Grant): readonly Cell[] {
  const unknown = (unit: "money" | "share") => quantity(null, unit, null, { note: "not known" });
  const share = whole === null || spent === null || whole === 0 ? null : spent / whole;
  return [
    quantityCell(whole === null ? unknown("money") : amount(whole)),
    quantityCell(spent === null ? unknown("money") : amount(spent)),
    quantityCell(share === null ? unknown("share") : quantity(share, "share", null)),
  ];
}

function lateCell(late: readonly string[], owes: string, audience: Audience): Cell {
  return itemsCell(audience.links(owes, late));
}

function dayCell(at: Instant): Cell {
  return { kind: "time", at, to: "day" };
}

function aheadTable(name: string, ahead: readonly Grant[], audience: Audience): TableView {
  return {
    id: `${name}-grants-ahead`,
    caption: "One row per grant that is not asked for yet, by the day on which the application is due.",
    columns: [{ id: "grant", head: "Grant" }, { id: "due", head: "Due" }, ...insideColumns(audience)],
    rows: ahead.map((one): readonly Cell[] => [
      itemCell(audience.link(name, one.item)),
      textCell(one.due ?? "not said"),
      ...insideCells(one, audience),
    ]),
    folded: true,
  };
}

/** Who gives it and who cares for it: never for everybody, not even of an issue that everybody may read. */
function insideColumns({ isPublic }: Audience): readonly TableColumn[] {
  if (isPublic) return [];
  return [
    { id: "funder", head: "Funder" },
    { id: "champions", head: "Champions" },
  ];
}

function insideCells({ funder, champions }: Grant, { isPublic }: Audience): readonly Cell[] {
  return isPublic ? [] : [textCell(funder ?? "not said"), textCell(champions ?? "not said")];
}
