/**
 * One report for whoever asks for it from a command line or a workflow: made, and posted where its rule says. A report
 * with a rhythm is as of when it was due last, unless another moment was asked for, and stands there once per period.
 */
import { reportTimes } from "../../calendar/report-times.ts";
import type { Config } from "../../config/config.ts";
import type { Gathered } from "../../measure/organisation.ts";
import type { ReportRule } from "../../model/report-rule.ts";
import type { Instant } from "../../model/time.ts";
import type { ReconcilePorts } from "../../reconcile.ts";
import { type MadeReport, makeReport, type ReportFormat } from "./make-report.ts";
import { type MakeReport, renderedOf } from "./maker.ts";
import { type PostedReport, postReport } from "./post-report.ts";
import { runReport } from "./run-report.ts";

export interface PublishOptions {
  readonly config: Config;
  /** `writer: null` makes it a dry run: the plan says what would be posted. */
  readonly ports: ReconcilePorts;
  readonly formats: readonly ReportFormat[];
  /** Null: when it was due, or now for one without a rhythm. */
  readonly asOf: Instant | null;
  readonly onProgress?: (done: number, of: number) => void;
}

export interface Published {
  readonly rule: ReportRule;
  readonly made: MadeReport;
  readonly posted: PostedReport;
}

/** A token has no installation; its keys only need to differ from each other. */
const installation = 0;

/** Throws `GitHubError` when GitHub's limit stands in the way. */
export async function publishReport(rule: ReportRule, gathered: Gathered, options: PublishOptions): Promise<Published> {
  const { config, ports, formats, onProgress = () => {} } = options;
  const make = (asOf: Instant) => makeReport(gathered, { config, ask: rule, asOf, formats, onProgress });
  const due = dueOf(rule, config, ports.clock.now());
  const asOf = options.asOf ?? due ?? ports.clock.now();
  const made = await make(asOf);
  const rendered = renderedOf(made, rule, config);
  const context = { config, installation, ports };
  if (options.asOf !== null || rule.every === null) {
    return { rule, made, posted: await postReport(rendered, rule, { ...context, due: null }) };
  }
  if (due === null) return { rule, made, posted: await postReport(rendered, unposted(rule), { ...context, due }) };
  if (ports.writer === null) return { rule, made, posted: await postReport(rendered, rule, { ...context, due }) };
  const maker: MakeReport = async (_, at) => {
    const one = at === asOf ? made : await make(at);
    return { rendered: renderedOf(one, rule, config), files: one.files, incomplete: one.incomplete };
  };
  return { rule, made, posted: await runReport(rule, maker, context) };
}

function unposted(rule: ReportRule): ReportRule {
  return { ...rule, post: { kind: "summary" } };
}

/** Null: it has no rhythm, or was not due since it counts. */
function dueOf({ every, starts }: ReportRule, { calendar }: Config, now: Instant): Instant | null {
  const due = every === null ? null : reportTimes(every, calendar, now).due;
  return due !== null && starts !== null && due < starts ? null : due;
}
