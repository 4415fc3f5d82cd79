/** Steps of the story → lines on the terminal: who did what, what Milepost did in answer, and which rule is behind it. */
import { countText, dayText, stageName } from "../../report/words.ts";
import type { Deed, Told } from "./chronicle.ts";
import type { Judged } from "./judged.ts";
import type { Months } from "./months.ts";
import type { DemoResult } from "./result.ts";
import type { Terminal } from "./terminal.ts";

/** How the demo begins. */
export function narrateStart(
  to: Terminal,
  addresses: { readonly github: string; readonly app: string },
  { looks, deeds }: Told,
): void {
  to.line(to.style("bold", "Milepost demo: a lead becomes a partner"));
  to.line();
  to.row("GitHub", `${addresses.github}, a sandbox in this process: nothing leaves this machine`);
  to.row("Milepost", `${addresses.app}, told of everything by signed webhooks`);
  to.row("Before", `${countText(looks, "other lead")} of earlier years, read; ${countText(deeds.length, "write")}`);
  to.row("←", "what in .github/milepost.yml asked for it", { style: "dim" });
}

/** One step and what came of it. `place` is how far the story is: `[2/8]`. */
export function narrateStep(to: Terminal, place: string, told: Told, watch: string): void {
  to.line();
  to.line(`${to.style("cyan", place)} ${to.style("bold", dayText(told.at))}  ${to.style("dim", watch)}`);
  to.row(told.who, told.did);
  const rows = rowsOf(told.deeds);
  rows.forEach(({ what, rule, isDone }, index) => {
    // A rule is named once for all that it asked for in a row.
    const aside = rows[index - 1]?.rule === rule ? "" : `← ${rule}`;
    to.row(index === 0 ? "Milepost" : "", what, { style: isDone ? "green" : "red", aside });
  });
  const answer = `looked at ${countText(told.looks, "item")} and wrote nothing`;
  if (rows.length === 0) to.row("Milepost", answer, { style: "green" });
}

interface Row {
  readonly what: string;
  readonly rule: string;
  readonly isDone: boolean;
}

/** The same thing done again at once is one row. */
function rowsOf(deeds: readonly Deed[]): readonly Row[] {
  return deeds.flatMap(({ what, rule, isDone }, index) => {
    if (deeds[index + 1]?.what === what) return [];
    const times = index - deeds.findLastIndex((deed, earlier) => earlier < index && deed.what !== what);
    const again = times > 1 ? `, ${times} times` : "";
    return [{ what: `${what}${again}`, rule: rule.replace(/^pipelines\.\w+\./, ""), isDone }];
  });
}

/** The figures, whether all came out as it must, and where the files are. */
export function narrateEnd(
  to: Terminal,
  { measure, partner, files, complaints, seconds, told, months }: DemoResult,
): void {
  const item = measure.items.find((one) => one.ref === partner);
  const stages =
    item?.stages.map((sum) => `${stageName(measure.stages, sum.stage)} ${countText(sum.days, "day")}`) ?? [];
  const steps = told.length + 1;
  to.line();
  to.line(`${to.style("cyan", `[${steps}/${steps}]`)} ${to.style("bold", "The report, from GitHub's own timelines")}`);
  to.row("Temple", [...stages, `${countText(item?.totalDays ?? 0, "day")} in all`].join(" · "));
  to.row("All leads", `${measure.items.length} measured, ${measure.incomplete.length} that could not be read`);
  to.line();
  for (const complaint of complaints) to.row("Not as it must", complaint, { style: "red" });
  narrateMonths(to, months);
  to.line();
  to.row("Report", files.report.join(", "));
  to.row("For finance", files.books.join(", "));
  to.row("The story", [files.page, files.json, files.timeline].join(", "));
  to.line();
  to.line(to.style("dim", `  Done in ${seconds} s.`));
}

/** What the report of the eighteen months says, beside what is true of them. */
function narrateMonths(to: Terminal, { items, asOf, judged, made }: Months): void {
  to.line(to.style("bold", `Eighteen months of the same work, to ${dayText(asOf)}, measured`));
  to.row("Read", `${countText(items, "item")} from GitHub's timelines; ${made.view.attention.length} need attention`);
  for (const { what, unit, said, lower, upper, truth, n } of judged) {
    const { by, sign, digits } = unitOf(unit, truth);
    const number = (value: number | null) => (value === null ? "?" : rounded(by * value, digits));
    const holds = lower !== null && upper !== null && lower <= truth && truth <= upper;
    const aside = `truth: ${rounded(by * truth, 1)}${sign}${holds ? "" : "; outside, as 1 in 20 are"}`;
    const limits = lower === null && upper === null ? "" : ` [${number(lower)}–${number(upper)}]`;
    to.row("", `${what}: ${number(said)}${sign}${limits}, n = ${n}`, { aside });
  }
}

/** What a figure is multiplied by to be read, and what is put behind it. Times under two days are told in hours. */
function unitOf(unit: Judged["unit"], truth: number) {
  if (unit === "share") return { by: 100, sign: " %", digits: 0 };
  if (unit === "points") return { by: 1, sign: " points", digits: 1 };
  return truth < 2 ? { by: 24, sign: " hours", digits: 1 } : { by: 1, sign: " days", digits: 1 };
}

function rounded(value: number, digits: number): string {
  return String(Math.round(value * 10 ** digits) / 10 ** digits);
}
