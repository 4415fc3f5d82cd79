/** A pipeline with enough items for figures: Temple of scenario 1 among leads whose lengths of stay are written out. */
import type { ItemHistory } from "../../src/measure/item-measure.ts";
import { measurePipeline, type PipelineMeasure } from "../../src/measure/pipeline-measure.ts";
import { at, item, leads, place, temple } from "../measure/lives.ts";

export const templeRef = "openwater/leads#42";

/** Days in Lead, Qualified lead and Prospect of leads that became partners, each opened on 1 May 2025. */
const partners = [
  [2, 5, 20],
  [3, 6, 25],
  [5, 9, 10],
  [8, 4, 15],
  [6, 8, 12],
] as const;

const signed = partners.map(([inLead, qualified, prospect], index) => {
  const day = (n: number) => new Date(Date.UTC(2025, 4, 1 + n, 9)).toISOString();
  const stays = [0, inLead, inLead + qualified, inLead + qualified + prospect];
  const names = ["lead", "qualified", "prospect", "partner"];
  return item(index + 1, place(...stays.map((n, stage) => [names[stage]!, day(n)] as const)));
});

const stuck = item(20, place(["lead", "2025-05-02"], ["qualified", "2025-05-05"]), {
  title: "A *long* wait | and more",
});

const jumper = item(21, place(["lead", "2025-08-01"]), {
  title: "Jumps <b>ahead</b>",
  attempts: [{ at: at("2025-08-04T10:30:00Z"), from: "lead", to: "partner", by: "rep-temple", resolved: false }],
});

export const company: readonly ItemHistory[] = [
  ...signed,
  stuck,
  jumper,
  { ...item(42, temple), title: "Temple University" },
];

/** All of them as of the day on which Temple became a partner. */
export function companyMeasure(items = company, pipeline = leads): PipelineMeasure {
  return measurePipeline({ items, incomplete: [] }, pipeline, at("2025-08-05"));
}
