/** What came of asking each funder: for those inside alone, and amounts for finance alone. */
import type { Grant, Grants } from "../measure/grants/grants.ts";
import type { Audience } from "./audience.ts";
import { amount } from "./money-figures.ts";
import { countOf, quantityCell, textCell } from "./quantities.ts";
import type { Cell, TableView } from "./view.ts";

/** One row per funder, who was asked most first. Never for everybody: the caller sees to that. */
export function fundersTable({ pipeline, all, money }: Grants, audience: Audience): TableView {
  const counted = audience.name === "finance" ? money : null;
  const groups = new Map<string, Grant[]>();
  for (const one of all) {
    const funder = one.funder ?? "not said";
    groups.set(funder, [...(groups.get(funder) ?? []), one]);
  }
  const rows = [...groups].map(([funder, list]) => {
    const of = (...standings: readonly Grant["standing"][]) =>
      list.filter(({ standing }) => standings.includes(standing));
    const given = of("running", "completed");
    const refused = of("refused").filter(({ wasSubmitted }) => wasSubmitted);
    const asked = list.filter(({ wasSubmitted }) => wasSubmitted).length;
    return { funder, asked, waiting: of("submitted").length, given, refused: refused.length };
  });
  rows.sort((a, b) => b.asked - a.asked || (a.funder < b.funder ? -1 : 1));
  return {
    id: `${pipeline.name}-grants-funders`,
    caption: "One row per funder, those who were asked most first.",
    columns: [
      { id: "funder", head: "Funder" },
      { id: "asked", head: "Applications" },
      { id: "waiting", head: "Waiting" },
      { id: "given", head: "Given" },
      { id: "refused", head: "Refused" },
      ...(counted === null ? [] : [{ id: "amount", head: `Given, ${counted.currency}` }]),
    ],
    rows: rows.map(({ funder, asked, waiting, given, refused }): readonly Cell[] => [
      textCell(funder),
      quantityCell(countOf(asked)),
      quantityCell(countOf(waiting)),
      quantityCell(countOf(given.length)),
      quantityCell(countOf(refused)),
      ...(counted === null ? [] : [quantityCell(amount(given.reduce((sum, one) => sum + (one.amount ?? 0), 0)))]),
    ]),
    folded: true,
  };
}
