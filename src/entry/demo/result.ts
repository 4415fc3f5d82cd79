/** What the demo came to → its files and its JSON. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PipelineMeasure } from "../../measure/pipeline-measure.ts";
import { renderJson } from "../../report/json.ts";
import { renderPipelinePage } from "../../report/pipeline-page.ts";
import { type Entry, renderTimeline } from "../../report/timeline.ts";
import { makeFolder } from "../make-folder.ts";
import type { Told } from "./chronicle.ts";
import type { Months } from "./months.ts";

/** Everything a demo ends with. */
export interface DemoResult {
  readonly seed: number;
  readonly seconds: number;
  /** Sentences: promises that were not kept. */
  readonly complaints: readonly string[];
  readonly told: readonly Told[];
  readonly measure: PipelineMeasure;
  /** `owner/repo#n` of the lead that became a partner. */
  readonly partner: string;
  readonly months: Months;
  readonly files: DemoFiles;
}

export interface DemoFiles {
  /** Of the story: one lead's way. */
  readonly page: string;
  readonly json: string;
  readonly timeline: string;
  /** Of the eighteen months, as `milepost report --out` leaves them. */
  readonly report: readonly string[];
  /** The same of its money, which finance alone reads. */
  readonly books: readonly string[];
}

/** Writes the reports, their data and the timeline into a folder, which is made when missing. Returns their paths. */
export function writeDemoFiles(
  folder: string,
  measure: PipelineMeasure,
  partner: string,
  timeline: readonly Entry[],
  months: Months,
): DemoFiles {
  const files = {
    page: join(folder, "story.md"),
    json: join(folder, "story.json"),
    timeline: join(folder, "timeline.log"),
    report: months.made.files.map(({ name }) => join(folder, name)),
    books: months.books.files.map(({ name }) => join(folder, "finance", name)),
  };
  makeFolder(join(folder, "finance"));
  writeFileSync(files.page, renderPipelinePage(measure, partner));
  writeFileSync(files.json, renderJson(measure, partner));
  writeFileSync(files.timeline, renderTimeline(timeline));
  for (const { name, text } of months.made.files) writeFileSync(join(folder, name), text);
  for (const { name, text } of months.books.files) writeFileSync(join(folder, "finance", name), text);
  return files;
}

/** The result for machines, in one document. */
export function demoJson({ seed, seconds, complaints, told, measure, partner, months, files }: DemoResult): string {
  const item = measure.items.find((one) => one.ref === partner);
  const result = {
    ok: complaints.length === 0,
    complaints,
    seed,
    seconds,
    item: partner,
    stages: item?.stages.map(({ stage, days }) => ({ id: stage, days })) ?? [],
    totalDays: item?.totalDays ?? null,
    items: measure.items.length,
    incomplete: measure.incomplete.length,
    steps: told.map(({ at, who, did, looks, deeds }) => ({
      at,
      who,
      did,
      looks,
      milepost: deeds.map((deed) => deed.what),
    })),
    months: {
      asOf: months.asOf,
      items: months.items,
      incomplete: [...months.made.view.incomplete, ...months.books.view.incomplete],
      judged: months.judged,
    },
    files,
  };
  return `${JSON.stringify(result, null, 2)}\n`;
}
