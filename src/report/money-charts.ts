/** Money by month → charts for finance: revenue beside what is hoped for and what it costs, and the ratio of the two. */
import type { Money, MoneyMonth } from "../measure/money/money.ts";
import { type Instant, instant } from "../model/time.ts";
import { ratioOf } from "./money-figures.ts";
import { quantityCell, textCell } from "./quantities.ts";
import type { ChartView, Series, TableView } from "./view.ts";

/** `table`: the months in numbers. */
export function revenueChart({ months, rule: { currency } }: Money, table: TableView): ChartView {
  const series = (name: string, read: (one: MoneyMonth) => number | null): Series => ({
    name,
    points: months.map((one) => ({ at: firstDay(one.month), value: units(read(one)), n: null })),
  });
  return {
    id: "money-revenue",
    title: `Revenue and cost by month, ${currency}`,
    reading: "Where the forecast is above what is committed, it hangs on contracts that are not signed yet.",
    marks: {
      ...{ kind: "trend", unit: "money" },
      series: [
        series("forecast", ({ forecast }) => forecast),
        series("committed", ({ committed }) => committed),
        series("cost", ({ cost }) => cost),
      ],
    },
    table,
  };
}

/** Months whose cost is known; none when there are fewer than two, which show no way. */
export function ratioChart({ months }: Money): readonly ChartView[] {
  const known = months.filter(({ ratio }) => ratio !== null);
  if (known.length < 2) return [];
  const points = known.map(({ month, ratio }) => ({ at: firstDay(month), value: ratio, n: null }));
  return [
    {
      id: "money-ratio",
      title: "Cost ÷ committed revenue by month",
      reading: "Above 1, a month cost more than it brought.",
      marks: { kind: "trend", unit: "ratio", series: [{ name: "cost ÷ committed", points }] },
      table: {
        id: "money-ratio-table",
        caption: "One row per month whose cost is known, oldest first.",
        columns: [
          { id: "month", head: "Month" },
          { id: "ratio", head: "Cost ÷ committed" },
        ],
        rows: known.map((one) => [textCell(one.month), quantityCell(ratioOf(one))]),
        folded: true,
      },
    },
  ];
}

function firstDay(month: string): Instant {
  return instant(`${month}-01T00:00:00Z`);
}

/** Of hundredths. */
function units(hundredths: number | null): number | null {
  return hundredths === null ? null : hundredths / 100;
}
