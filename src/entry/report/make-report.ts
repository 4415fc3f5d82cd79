/**
 * What was read of GitHub → one report: measured as of eight weeks, fit for its audience, in the formats asked for.
 * Every number is worked out from what was read; nothing is remembered from the last report.
 */
import type { Config } from "../../config/config.ts";
import { facesOf } from "../../measure/faces.ts";
import {
  type Gathered,
  measureOrganisation,
  type OrganisationMeasure,
  trendWeeks,
} from "../../measure/organisation.ts";
import { weeksBefore } from "../../measure/periods.ts";
import { transitionsOf } from "../../measure/transitions.ts";
import type { AccountPages } from "../../model/account.ts";
import type { Instant } from "../../model/time.ts";
import { accountPages } from "../../report/account-page.ts";
import { type AudienceName, createAudience } from "../../report/audience.ts";
import { tablesCsv, transitionsCsv, waitsCsv } from "../../report/csv.ts";
import { dashboardBook } from "../../report/html/dashboard.ts";
import { jsonReport } from "../../report/json-report.ts";
import { markdownPage } from "../../report/markdown-page.ts";
import { type PastWeek, pastWeekOf } from "../../report/past-week.ts";
import { transitionRowsOf, waitRowsOf } from "../../report/rows.ts";
import { tableRowsOf } from "../../report/table-rows.ts";
import type { ReportView } from "../../report/view.ts";
import { sectionKinds, viewOf } from "../../report/view-of.ts";
import { letOthersGo } from "./let-others-go.ts";

/** What a report is to say, and to whom. */
export interface ReportAsk {
  readonly name: string;
  readonly audience: AudienceName;
  /** Kinds of sections; null: all. */
  readonly sections: readonly string[] | null;
  readonly windowWeeks: number;
  /** Names of pipelines; null: all. */
  readonly pipelines: readonly string[] | null;
}

export const reportFormats = ["markdown", "html", "json", "csv"] as const;

export type ReportFormat = (typeof reportFormats)[number];

export interface MakeOptions {
  readonly config: Config;
  readonly ask: ReportAsk;
  readonly asOf: Instant;
  readonly formats: readonly ReportFormat[];
  /** Told after each week that was measured. */
  readonly onProgress?: (done: number, of: number) => void;
}

export interface ReportFile {
  readonly name: string;
  readonly text: string;
}

export interface MadeReport {
  readonly view: ReportView;
  /** What it was written from. */
  readonly measure: OrganisationMeasure;
  readonly markdown: string;
  /** Null: the config keeps none, or not with this report. */
  readonly accounts: AccountPages | null;
  /** In the order of the formats. */
  readonly files: readonly ReportFile[];
  readonly incomplete: boolean;
}

/** To everybody there are no invoices, not even how many. */
function pipelinesFor({ pipelines, rules }: Config, ask: ReportAsk): ReportAsk["pipelines"] {
  const hidden = pipelines.filter(({ invoices }) => invoices !== null).map(({ name }) => name);
  if (ask.audience !== "public" || hidden.length === 0) return ask.pipelines;
  const all = ask.pipelines ?? [...pipelines, ...rules].map(({ name }) => name);
  return all.filter((name) => !hidden.includes(name));
}

/** Lets other work go on between weeks; same input, same bytes. */
export async function makeReport(gathered: Gathered, options: MakeOptions): Promise<MadeReport> {
  const { config, ask, asOf, formats, onProgress = () => {} } = options;
  const { windowWeeks } = ask;
  const pipelines = pipelinesFor(config, ask);
  const { zone } = config.calendar;
  const faces = facesOf(gathered);
  const audience = createAudience(ask.audience, faces);
  const kinds = ask.sections === null ? null : sectionKinds.filter((kind) => ask.sections?.includes(kind));
  const view = (measured: OrganisationMeasure) =>
    viewOf(measured, trend, { audience: ask.audience, faces, name: ask.name, sections: kinds });
  const measuredAt = (now: Instant) => measureOrganisation(gathered, { config, now, windowWeeks, pipelines });
  const trend: PastWeek[] = [];
  const book = dashboardBook();
  // Only the newest week is kept whole: measures and views of thousands of items are large.
  for (let back = trendWeeks - 1; back > 0; back--) {
    const measured = measuredAt(weeksBefore(asOf, back, zone));
    trend.push(pastWeekOf(measured));
    if (formats.includes("html")) book.add(view(measured));
    onProgress(trend.length, trendWeeks);
    await letOthersGo();
  }
  const measure = measuredAt(asOf);
  trend.push(pastWeekOf(measure));
  onProgress(trend.length, trendWeeks);
  await letOthersGo();
  const newest = view(measure);
  const names = fileNames(formats);
  const markdown = markdownPage(withoutDetails(newest), { files: names.filter((name) => name !== "report.md") });
  const writers: Readonly<Record<ReportFormat, () => readonly ReportFile[]>> = {
    markdown: () => [{ name: "report.md", text: markdown }],
    html: () => {
      book.add(newest);
      return [{ name: "report.html", text: book.html() }];
    },
    json: () => [{ name: "report.json", text: `${JSON.stringify(jsonReport(newest), null, 2)}\n` }],
    csv: () => [
      { name: "waits.csv", text: waitsCsv(waitRowsOf(measure, audience)) },
      { name: "transitions.csv", text: transitionsCsv(transitionRowsOf(movesOf(gathered, measure), audience)) },
      { name: "tables.csv", text: tablesCsv(tableRowsOf(newest)) },
    ],
  };
  return {
    view: newest,
    measure,
    markdown,
    accounts: config.accounts?.report === ask.name ? accountPages(measure, audience) : null,
    files: formats.flatMap((format) => writers[format]()),
    incomplete: newest.incomplete.length > 0,
  };
}

/** Every community has its own issue: the report that is read on GitHub need not say all of each again. */
function withoutDetails(view: ReportView): ReportView {
  const sections = view.sections.map((one) =>
    one.id === "accounts" ? { ...one, tables: one.tables.slice(0, 1) } : one,
  );
  return { ...view, sections };
}

function fileNames(formats: readonly ReportFormat[]): readonly string[] {
  const names = {
    markdown: ["report.md"],
    html: ["report.html"],
    json: ["report.json"],
    csv: ["waits.csv", "transitions.csv", "tables.csv"],
  };
  return formats.flatMap((format) => names[format]);
}

function movesOf({ subjects }: Gathered, { asOf, pipelines }: OrganisationMeasure) {
  const names = new Set(pipelines.map(({ pipeline }) => pipeline.name));
  return transitionsOf(
    subjects.filter(({ pipeline }) => names.has(pipeline.name)),
    asOf,
  );
}
