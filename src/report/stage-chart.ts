/**
 * A pipeline's medians → a Mermaid bar chart that GitHub draws itself. Only settled medians are drawn; a chart always
 * stands beside the table with its figures, because mails and phones do not draw it.
 */
import type { StageSummary } from "../measure/pipeline-measure.ts";
import { daysText } from "./words.ts";

/** Mermaid source; null with fewer than two settled medians, when a chart would say nothing. */
export function renderStageChart(stages: readonly StageSummary[]): string | null {
  const bars = stages.flatMap(({ name, median }) =>
    median?.kind === "settled" ? [{ name: label(name), days: daysText(median.value) }] : [],
  );
  if (bars.length < 2) return null;
  return [
    // The `-beta` keyword is understood by older and newer Mermaid alike.
    "xychart-beta",
    '  title "Median days per stage, where settled"',
    `  x-axis [${bars.map((bar) => `"${bar.name}"`).join(", ")}]`,
    '  y-axis "Days"',
    `  bar [${bars.map((bar) => bar.days).join(", ")}]`,
  ].join("\n");
}

/** Column names are typed by people; only what cannot end a Mermaid string is let through. */
function label(name: string): string {
  return name.replace(/[^\p{L}\p{N}.,()/-]+/gu, " ").trim();
}
