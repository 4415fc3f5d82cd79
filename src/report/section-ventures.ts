/** Joint ventures: how many partners of each kind stand where; for finance, what their contracts are worth. */
import type { Market } from "../measure/market/market.ts";
import type { KindRow, KindValue } from "../measure/market/partner-kinds.ts";
import type { Money } from "../measure/money/money.ts";
import { type Audience, titleOf } from "./audience.ts";
import { amount, linksTo } from "./money-figures.ts";
import { countOf, itemsCell, quantityCell, textCell } from "./quantities.ts";
import type { Cell, Section, TableView } from "./view.ts";
import { countText } from "./words.ts";

/** Null when nothing says kinds, or they may not be named. */
export function venturesSection(market: Market, money: Money | null, audience: Audience): Section | null {
  const { pipeline, kinds, items, values } = market;
  if (kinds === null || items === 0 || !audience.mayGroup(pipeline.name)) return null;
  const shown = audience.isPublic ? kinds.folded : kinds.all;
  const worth = audience.name === "finance" && money !== null ? (values ?? []) : [];
  return {
    id: `${pipeline.name}-ventures`,
    title: `${titleOf(pipeline.name)}: by kind of partner`,
    pipeline: pipeline.name,
    words: [`${countText(items, "item")} of ${countText(shown.length, "kind")}.`],
    charts: [],
    tables: [
      kindTable(market, shown, audience),
      ...(worth.length === 0 || money === null
        ? []
        : [valueTable(pipeline.name, worth, { currency: money.rule.currency, audience })]),
    ],
  };
}

function kindTable({ pipeline }: Market, kinds: readonly KindRow[], audience: Audience): TableView {
  const { name, stages } = pipeline;
  return {
    id: `${name}-ventures-kinds`,
    caption: "One row per kind of partner, the largest first: who stands where now.",
    columns: [
      { id: "kind", head: "Kind" },
      { id: "items", head: "All" },
      ...stages.map(({ id }) => ({ id, head: audience.stage(pipeline, id) })),
    ],
    rows: kinds.map((kind): readonly Cell[] => [
      textCell(kind.name),
      quantityCell(countOf(kind.items)),
      ...stages.map(({ id }) => itemsCell(audience.links(name, kind.here[id] ?? []))),
    ]),
    folded: false,
  };
}

function valueTable(
  name: string,
  values: readonly KindValue[],
  { currency, audience }: { readonly currency: string; readonly audience: Audience },
): TableView {
  return {
    id: `${name}-ventures-values`,
    caption: `One row per kind of partner, in ${currency}: whole values of contracts; likely: each open one by how likely it is.`,
    columns: [
      { id: "kind", head: "Kind" },
      { id: "signed", head: "Signed" },
      { id: "open", head: "Open" },
      { id: "likely", head: "Open, as likely" },
      { id: "contracts", head: "Contracts" },
    ],
    rows: values.map((one): readonly Cell[] => [
      textCell(one.name),
      quantityCell(amount(one.signed)),
      quantityCell(amount(one.open)),
      quantityCell(amount(one.likely)),
      itemsCell(linksTo(one.contracts, audience)),
    ]),
    folded: false,
  };
}
