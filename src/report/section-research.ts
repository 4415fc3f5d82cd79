/**
 * Market research: what was lost by quarter, why and to whom, and which ideas are asked for. Reasons and competitors are
 * for those inside alone: everybody is told how many were lost, and no word of why.
 */
import type { CompetitorRow, LostRow } from "../measure/market/lost.ts";
import type { Market } from "../measure/market/market.ts";
import type { RequestRow } from "../measure/market/requests.ts";
import { type Audience, titleOf } from "./audience.ts";
import { countOf, itemsCell, quantity, quantityCell, textCell } from "./quantities.ts";
import type { Cell, Section, TableColumn, TableView } from "./view.ts";
import { countText } from "./words.ts";

/** Null when the config asks for none of it. */
export function researchSection(market: Market, audience: Audience): Section | null {
  const { pipeline, items, lost, reasons, competitors, requests } = market;
  const { name, market: rule } = pipeline;
  const asksLost = rule !== null && (rule.lostBecause ?? rule.competitor) !== null;
  const asked = requests === null || !audience.mayGroup(name) ? [] : audience.isPublic ? requests.folded : requests.all;
  if (items === 0 || (!asksLost && asked.length === 0)) return null;
  const inside = !audience.isPublic;
  return {
    id: `${name}-research`,
    title: `${titleOf(name)}: what the market says`,
    pipeline: name,
    words: [
      ...(asksLost
        ? [`${lost.items.length} of ${countText(items, "item")} ${lost.items.length === 1 ? "is" : "are"} lost.`]
        : []),
      ...(inside ? unsaidWords(market) : []),
    ],
    charts: [],
    tables: [
      ...(asksLost ? [lostTable(market, inside ? reasons : [], audience)] : []),
      ...(inside && competitors.length > 0 ? [competitorTable(market, competitors, audience)] : []),
      ...(asked.length > 0 ? [requestTable(market, asked, audience)] : []),
    ],
  };
}

/** Lost without a word of why: somebody may still know. */
function unsaidWords({ reasons, unread }: Market): readonly string[] {
  const unsaid = reasons.find(({ name }) => name === "not said")?.items.length ?? 0;
  return [
    ...(unsaid === 0 ? [] : [`${unsaid} of them without a reason.`]),
    ...(unread.length === 0 ? [] : [`${countText(unread.length, "item")} could not be read, and is in no group.`]),
  ];
}

const quarterColumns = ({ quarters }: Market): readonly TableColumn[] =>
  quarters.map((quarter) => ({ id: quarter.toLowerCase(), head: quarter }));

function quarterCells({ quarters }: Pick<LostRow, "quarters">, name: string, audience: Audience): readonly Cell[] {
  return quarters.map((items) => itemsCell(audience.links(name, items)));
}

function lostTable(market: Market, reasons: readonly LostRow[], audience: Audience): TableView {
  const { name } = market.pipeline;
  return {
    id: `${name}-research-lost`,
    caption: "One row per reason, by the quarter in which it was lost; the last quarter is going on.",
    columns: [{ id: "reason", head: "Lost because of" }, ...quarterColumns(market), { id: "all", head: "All time" }],
    rows: [...reasons, market.lost].map((row): readonly Cell[] => [
      textCell(row.name),
      ...quarterCells(row, name, audience),
      itemsCell(audience.links(name, row.items)),
    ]),
    folded: false,
  };
}

function competitorTable(market: Market, competitors: readonly CompetitorRow[], audience: Audience): TableView {
  const { name } = market.pipeline;
  return {
    id: `${name}-research-competitors`,
    caption: "One row per competitor that somebody named: lost by quarter, and won although it was named.",
    columns: [
      { id: "competitor", head: "Competitor" },
      { id: "named", head: "Named by" },
      ...quarterColumns(market),
      { id: "all", head: "Lost, all time" },
      { id: "won", head: "Won" },
    ],
    rows: competitors.map((row): readonly Cell[] => [
      textCell(row.name),
      quantityCell(countOf(row.named)),
      ...quarterCells(row, name, audience),
      itemsCell(audience.links(name, row.items)),
      itemsCell(audience.links(name, row.won)),
    ]),
    folded: false,
  };
}

function requestTable(market: Market, requests: readonly RequestRow[], audience: Audience): TableView {
  const { name } = market.pipeline;
  return {
    id: `${name}-research-requests`,
    caption: "One row per idea, those asked for most first, by the quarter in which it was.",
    columns: [
      { id: "idea", head: "Idea" },
      { id: "items", head: "Asked for by" },
      { id: "share", head: "Of all items" },
      { id: "communities", head: "Communities" },
      ...quarterColumns(market),
    ],
    rows: requests.map((row): readonly Cell[] => [
      textCell(row.name),
      itemsCell(audience.links(name, row.items)),
      quantityCell(quantity(row.items.length / market.items, "share", market.items)),
      quantityCell(countOf(row.communities)),
      ...quarterCells(row, name, audience),
    ]),
    folded: false,
  };
}
