/** Where it is stuck: the age of every open item beside its stage's percentiles, and what each stage costs in days. */
import type { AgedItem } from "../measure/ageing.ts";
import type { PipelineFigures } from "../measure/pipeline-figures.ts";
import { type Audience, titleOf } from "./audience.ts";
import { countOf, daysCell, itemCell, itemsCell, notEnough, quantity, quantityCell, textCell } from "./quantities.ts";
import type { Quantity, Section, TableView } from "./view.ts";
import { countText, daysText } from "./words.ts";

/** Null when the pipeline has no stage on the way. */
export function stagesSection(figures: PipelineFigures, audience: Audience): Section | null {
  const { pipeline, ageing, bottleneck } = figures;
  const { name } = pipeline;
  if (ageing.stages.length === 0) return null;
  const nameOf = (stage: string) => audience.stage(pipeline, stage);
  return {
    id: `${name}-stages`,
    title: `${titleOf(name)}: where it is stuck`,
    pipeline: name,
    words: stuckWords(figures, nameOf),
    charts: [
      {
        id: `${name}-ageing`,
        title: `Open items by age (n = ${ageing.items.length})`,
        reading: "A dot is an open item; one above the upper mark has been there longer than 85 in 100 stay.",
        marks: {
          kind: "ageing",
          stages: ageing.stages.map(({ stage, half, most }) => ({ name: nameOf(stage), p50: half, p85: most })),
          dots: ageing.items.map(({ stage, days, item }) => ({
            stage: nameOf(stage),
            days,
            item: audience.link(name, item),
          })),
        },
        table: ageingTable(name, ageing.items, audience, nameOf),
      },
      {
        id: `${name}-bottleneck`,
        title: "Days that an item may expect in each stage",
        reading: "Longest is slowest; “at least” where the longest stay is not over.",
        marks: {
          kind: "bars",
          bars: bottleneck.stages.map((load) => ({ name: nameOf(load.stage), quantity: loadOf(load) })),
        },
        table: {
          id: `${name}-bottleneck-table`,
          caption: "One row per stage: days per stay, stays per item, and the stage's share of the whole way.",
          columns: [
            { id: "stage", head: "Stage" },
            { id: "days", head: "Days per item" },
            { id: "share", head: "Share of the way" },
            { id: "per-stay", head: "Days per stay" },
            { id: "stays", head: "Stays per item" },
            { id: "items", head: "Items" },
          ],
          rows: bottleneck.stages.map((load) => [
            textCell(nameOf(load.stage)),
            quantityCell(loadOf(load)),
            quantityCell(quantity(load.share, "share", null, load.share === null ? { note: "unknown" } : {})),
            load.daysPerStay === null
              ? quantityCell(notEnough("days", load.n))
              : quantityCell(quantity(load.daysPerStay, "days", load.n, load.atLeast ? { note: "at least" } : {})),
            textCell(daysText(load.staysPerItem)),
            itemsCell(audience.links(name, load.refs)),
          ]),
          folded: true,
        },
      },
    ],
    tables: [percentilesTable(name, ageing, nameOf)],
  };
}

function loadOf(load: PipelineFigures["bottleneck"]["stages"][number]): Quantity {
  if (load.days === null) return notEnough("days", load.n);
  return quantity(load.days, "days", load.n, load.atLeast ? { note: "at least" } : {});
}

function stuckWords({ bottleneck, ageing }: PipelineFigures, nameOf: (stage: string) => string): readonly string[] {
  const old = ageing.items.filter(({ band }) => band === "very-long");
  const slow = bottleneck.stages.find(({ stage }) => stage === bottleneck.slowest);
  const words = [
    `${countText(ageing.items.length, "item is", "items are")} open; ${old.length === 0 ? "none has" : old.length === 1 ? "1 has" : `${old.length} have`} been in the stage longer than 85 in 100 stay.`,
  ];
  if (slow?.share == null || bottleneck.stages.length < 2) return words;
  return [
    ...words,
    `The largest share of the way's days goes by in ${nameOf(slow.stage)}: ${Math.round(slow.share * 100)} % of ${countText(bottleneck.days ?? 0, "day")}.`,
  ];
}

const bandWords: Readonly<Record<AgedItem["band"], string>> = {
  "not-enough": "too few stays to compare",
  usual: "usual",
  long: "longer than half",
  "very-long": "longer than 85 in 100",
};

function ageingTable(
  name: string,
  items: readonly AgedItem[],
  audience: Audience,
  nameOf: (stage: string) => string,
): TableView {
  return {
    id: `${name}-ageing-table`,
    caption: "One row per open item, the longest stay first.",
    columns: [
      { id: "item", head: "Item" },
      { id: "stage", head: "Stage" },
      { id: "since", head: "Since" },
      { id: "days", head: "Days" },
      { id: "working", head: "Working days" },
      { id: "band", head: "Beside others in that stage" },
    ],
    rows: items.map(({ item, stage, since, exact, days, workingSeconds, band }) => [
      itemCell(audience.link(name, item)),
      textCell(nameOf(stage)),
      { kind: "time", at: since, to: "day" },
      quantityCell(quantity(days, "days", null, exact ? {} : { note: "at least" })),
      daysCell(workingSeconds / 86_400),
      textCell(bandWords[band]),
    ]),
    folded: true,
  };
}

function percentilesTable(
  name: string,
  { stages, policy: { enough } }: PipelineFigures["ageing"],
  nameOf: (stage: string) => string,
): TableView {
  return {
    id: `${name}-stays`,
    caption: "One row per stage: how long stays in it take, open ones counted for as long as they have lasted.",
    columns: [
      { id: "stage", head: "Stage" },
      { id: "n", head: "Stays" },
      { id: "open", head: "Not over" },
      { id: "half", head: "Half take up to (days)" },
      { id: "most", head: "85 in 100 take up to (days)" },
    ],
    rows: stages.map(({ stage, n, open, half, most }) => {
      const told = (days: number | null) =>
        days === null
          ? quantity(null, "days", n, { note: n < enough ? `not enough (n = ${n})` : "not yet" })
          : quantity(days, "days", n);
      return [
        textCell(nameOf(stage)),
        quantityCell(countOf(n)),
        quantityCell(countOf(open)),
        quantityCell(told(half)),
        quantityCell(told(most)),
      ];
    }),
    folded: false,
  };
}
