/** One report made for posting: read of GitHub, measured and rendered. Tests give another maker. */
import { reportPeriod } from "../../calendar/report-times.ts";
import type { Config } from "../../config/config.ts";
import type { Clock, Reader } from "../../github/ports.ts";
import type { RenderedReport } from "../../model/rendered-report.ts";
import type { ReportRule } from "../../model/report-rule.ts";
import type { Instant } from "../../model/time.ts";
import type { WorldKeeper } from "../../observe/world.ts";
import { type MadeReport, makeReport, type ReportFormat } from "./make-report.ts";
import { readOrganisation } from "./read-organisation.ts";
import type { SourceAccess } from "./read-sources.ts";

export interface ReportForPosting {
  readonly rendered: RenderedReport;
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly incomplete: boolean;
}

/** Makes a report as of a moment. Throws `GitHubError` when GitHub cannot be read just now. */
export type MakeReport = (rule: ReportRule, asOf: Instant) => Promise<ReportForPosting>;

export interface MakerPorts {
  readonly reader: Reader;
  readonly world: WorldKeeper;
  readonly clock: Clock;
  readonly access: SourceAccess;
}

/** Reads everything anew for each report. `formats`: the files that come with it. */
export function reportMaker(config: Config, ports: MakerPorts, formats: readonly ReportFormat[]): MakeReport {
  const { reader, clock, access } = ports;
  return async (rule, asOf) => {
    const world = await ports.world.read();
    const options = { config, reader, world, now: clock.now(), cache: null, onProgress: () => {}, access };
    const gathered = await readOrganisation(options);
    const made = await makeReport(gathered, { config, ask: rule, asOf, formats });
    const { files, incomplete } = made;
    return { rendered: renderedOf(made, rule, config), files, incomplete };
  };
}

/** A made report as posting knows it. Its period is the rule's, so that a month is posted once although it tells of a week. */
export function renderedOf(
  { view, markdown, incomplete, accounts }: MadeReport,
  rule: ReportRule,
  config: Config,
): RenderedReport {
  const { period, asOf, audience } = view;
  const id = reportPeriod(rule.every, asOf, config.calendar.zone);
  const { name, post } = rule;
  const title = post.kind === "rolling-issue" ? view.title : `${view.title}, ${id}`;
  return { name, title, period: { ...period, id }, asOf, audience, incomplete, late: false, markdown, accounts };
}
