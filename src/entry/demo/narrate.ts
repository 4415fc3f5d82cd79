/** Steps of the story → lines on the terminal: who did what, what Milepost did in answer, and why. */
import type { Instant } from "../../model/time.ts";
import { withoutTime } from "../../plan/words.ts";
import { countText, stageName } from "../../report/words.ts";
import type { Told } from "./chronicle.ts";
import type { DemoResult } from "./result.ts";
import type { Terminal } from "./terminal.ts";

/** How the demo begins. */
export function narrateStart(
  to: Terminal,
  addresses: { readonly github: string; readonly app: string },
  told: Told,
): void {
  to.line(to.style("bold", "Milepost demo: a lead becomes a partner"));
  to.line();
  to.row("GitHub", `${addresses.github}  a sandbox in this process: nothing leaves this machine`);
  to.row("Milepost", `${addresses.app}  the App, hearing of everything by signed webhooks`);
  to.row("", answerWithout(told), "dim");
}

/** One step and what came of it. */
export function narrateStep(to: Terminal, place: string, told: Told, watch: string): void {
  to.line();
  to.line(`${to.style("cyan", place)} ${to.style("bold", dateText(told.at))}  ${to.style("dim", watch)}`);
  to.row(told.who, told.did);
  let because = "";
  told.deeds.forEach((deed, index) => {
    to.row(index === 0 ? "Milepost" : "", deed.what, deed.isDone ? "green" : "red");
    const isLastOfFact = told.deeds[index + 1]?.because !== deed.because;
    if (isLastOfFact && deed.because !== because) to.row("", `why: ${withoutTime(deed.because)}`, "dim");
    because = deed.because;
  });
  if (told.deeds.length === 0) to.row("Milepost", answerWithout(told), "green");
}

/** The figures, whether all came out as it must, and where the files are. */
export function narrateEnd(to: Terminal, { measure, partner, files, complaints, seconds, told }: DemoResult): void {
  const item = measure.items.find((one) => one.ref === partner);
  const stages =
    item?.stages.map((sum) => `${stageName(measure.stages, sum.stage)} ${countText(sum.days, "day")}`) ?? [];
  const steps = told.length + 1;
  to.line();
  to.line(`${to.style("cyan", `[${steps}/${steps}]`)} ${to.style("bold", "The report, from GitHub's own timelines")}`);
  to.row("Temple", [...stages, `${countText(item?.totalDays ?? 0, "day")} in all`].join(" · "));
  to.row("All leads", `${measure.items.length} measured, ${measure.incomplete.length} that could not be read`);
  to.line();
  for (const complaint of complaints) to.row("Not as it must", complaint, "red");
  to.row("Report", files.page);
  to.row("Its data", files.json);
  to.row("Timeline", files.timeline);
  to.line();
  to.line(to.style("dim", `  Done in ${seconds} s.`));
}

function answerWithout({ looks, deeds }: Told): string {
  const items = countText(looks, "item");
  return deeds.length === 0 ? `looked at ${items} and wrote nothing` : `looked at ${items}`;
}

function dateText(at: Instant): string {
  const day = new Date(at);
  const parts = { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" } as const;
  return day.toLocaleDateString("en-GB", parts);
}
