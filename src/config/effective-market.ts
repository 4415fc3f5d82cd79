/** The market as the file says it → the model's. */
import type { Grouping, MarketRule } from "../model/market.ts";
import type { GroupingFile, MarketFile } from "./schema-market.ts";

export function marketFrom(file: MarketFile): MarketRule {
  return {
    campaign: groupingFrom(file.campaign),
    qualified: file.qualified ?? null,
    lostBecause: groupingFrom(file["lost-because"]),
    competitor: groupingFrom(file.competitor),
    partnerKind: groupingFrom(file["partner-kind"]),
    requests: groupingFrom(file.requests),
  };
}

function groupingFrom(file: GroupingFile | undefined): Grouping | null {
  if (file === undefined) return null;
  if ("answer" in file) return { by: "answer", field: file.answer };
  return { by: "label", prefix: file.label.replace(/\*$/, "") };
}
