/**
 * The demo's second part: eighteen months of a service organisation, all done by hand before Milepost came, read from
 * GitHub's own timelines and measured. What is true of the organisation is known, so what the report says can be judged.
 */
import { loadConfig } from "../../config/load.ts";
import type { OrganisationMeasure } from "../../measure/organisation.ts";
import type { Spread } from "../../measure/spread.ts";
import { type Instant, instant } from "../../model/time.ts";
import { createWorldKeeper } from "../../observe/world.ts";
import { createSandbox } from "../../sandbox/create-sandbox.ts";
import { listen } from "../../sandbox/http.ts";
import { chronicleOf } from "../../sandbox/scenes/months-chronicle.ts";
import { type FigureName, truthOf } from "../../sandbox/scenes/months-truth.ts";
import { applyScene } from "../../sandbox/scenes/scene.ts";
import { readManifest } from "../manifest.ts";
import { createPorts } from "../ports.ts";
import { type MadeReport, makeReport, reportFormats } from "../report/make-report.ts";
import { readOrganisation } from "../report/read-organisation.ts";
import { createGitHub } from "../wire.ts";
import { configPath, monthsFiles } from "./files.ts";

/** What the months came to. */
export interface Months {
  readonly made: MadeReport;
  readonly asOf: Instant;
  /** Items that were read. */
  readonly items: number;
  readonly judged: readonly Judged[];
}

/** A figure of the report beside what is true. Limits hold the truth 95 times in 100. */
export interface Judged {
  readonly what: string;
  readonly unit: "share" | "days";
  readonly said: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly truth: number;
  readonly n: number;
}

export interface MonthsOptions {
  readonly seed: number;
  /** How far it is, 0 to 1. */
  readonly onProgress: (share: number, text: string) => void;
}

/** Throws when the example's config is wrong. */
export async function measureMonths({ seed, onProgress }: MonthsOptions): Promise<Months> {
  const files = monthsFiles();
  const { config } = loadConfig(files[configPath]!, configPath, { home: { owner: "openwater", repo: ".github" } });
  if (config === null) throw new Error("The config of examples/eighteen-months does not load.");
  onProgress(0, "eighteen months go by");
  const asOf = instant(chronicleOf(seed).to);
  const sandbox = createSandbox({ seed });
  applyScene(sandbox, "eighteen-months", files);
  const app = sandbox.installApp({
    slug: "milepost",
    org: "openwater",
    webhookSecret: `demo-${seed}`,
    ...readManifest(),
  });
  const github = await listen(sandbox, { port: 0 });
  try {
    const auth = {
      kind: "installation",
      appId: app.id,
      privateKey: app.privateKey,
      installation: app.installationId,
    } as const;
    const clock = { now: () => asOf, sleep: async () => {} };
    const { reader } = createPorts(createGitHub({ baseUrl: github.url, auth }), clock);
    const world = await createWorldKeeper(reader, config).read();
    const onItems = (items: number) => onProgress(0.1, `${items.toLocaleString("en")} items read`);
    const gathered = await readOrganisation({ config, reader, world, now: asOf, cache: null, onProgress: onItems });
    const ask = { name: "weekly", audience: "team", sections: null, windowWeeks: 26, pipelines: null } as const;
    const made = await makeReport(gathered, {
      ...{ config, ask, asOf, formats: reportFormats },
      onProgress: (done, of) => onProgress(0.2 + (0.8 * done) / of, `week ${done} of ${of} measured`),
    });
    return { made, asOf, items: gathered.subjects.length, judged: judgedOf(made.measure) };
  } finally {
    await github.close();
  }
}

/** The figures whose truth is known, in the order of a community's way. */
export function judgedOf({ pipelines }: Pick<OrganisationMeasure, "pipelines">): readonly Judged[] {
  const truth = truthOf();
  const spread = (pipeline: string, to: string) => {
    const { times } = pipelines.find((one) => one.pipeline.name === pipeline)!;
    return times.find(({ waits }) => waits.rule.names.to === to)!;
  };
  const share = (what: string, { shares, n }: Spread, day: number, name: FigureName): Judged => {
    const { share: said, lower, upper } = shares.find((one) => one.day === day)!;
    return { what, unit: "share", said, lower, upper, truth: truth[name].value!, n };
  };
  const time = (what: string, { half, most, n }: Spread, part: "half" | "most", name: FigureName): Judged => {
    const { value: said, lower, upper } = (part === "half" ? half : most) ?? { value: null, lower: null, upper: null };
    const { value, unit } = truth[name];
    return { what, unit: "days", said, lower, upper, truth: unit === "working hours" ? value! / 24 : value!, n };
  };
  const signed = spread("leads", "signed").all;
  const live = spread("onboarding", "live");
  const response = spread("support", "response");
  const { inTime } = pipelines.find((one) => one.pipeline.name === "deliverables")!.deliverables!;
  return [
    share("signed within 30 days", signed, 30, "openedToSigned30"),
    share("signed within 90 days", signed, 90, "openedToSigned90"),
    share("signed within 180 days", signed, 180, "openedToSigned180"),
    time("signed to live, half", live.all, "half", "signedToLiveP50"),
    time("signed to live, 85 in 100", live.all, "most", "signedToLiveP85"),
    time("first response, half, in working time", response.working.all, "half", "responseWorkingP50"),
    time("first response, 85 in 100, in working time", response.working.all, "most", "responseWorkingP85"),
    {
      ...{ what: "deliverables in time", unit: "share", truth: truth.deliveredInTime.value! },
      ...{
        said: inTime?.share ?? null,
        lower: inTime?.lower ?? null,
        upper: inTime?.upper ?? null,
        n: inTime?.of ?? 0,
      },
    },
  ];
}
