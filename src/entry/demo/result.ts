/** What the demo came to → its files and its JSON. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PipelineMeasure } from "../../measure/pipeline-measure.ts";
import { renderJson } from "../../report/json.ts";
import { renderPipelinePage } from "../../report/pipeline-page.ts";
import { type Entry, renderTimeline } from "../../report/timeline.ts";
import type { Told } from "./chronicle.ts";

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
  readonly files: DemoFiles;
}

export interface DemoFiles {
  readonly page: string;
  readonly json: string;
  readonly timeline: string;
}

/** Writes the report, its data and the timeline into a folder, which is made when missing. Returns their paths. */
export function writeDemoFiles(
  folder: string,
  measure: PipelineMeasure,
  partner: string,
  timeline: readonly Entry[],
): DemoFiles {
  const files = {
    page: join(folder, "report.md"),
    json: join(folder, "report.json"),
    timeline: join(folder, "timeline.log"),
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(files.page, renderPipelinePage(measure, partner));
  writeFileSync(files.json, renderJson(measure, partner));
  writeFileSync(files.timeline, renderTimeline(timeline));
  return files;
}

/** The result for machines, in one document. */
export function demoJson({ seed, seconds, complaints, told, measure, partner, files }: DemoResult): string {
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
    files,
  };
  return `${JSON.stringify(result, null, 2)}\n`;
}
