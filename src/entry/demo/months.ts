/**
 * The demo's second part: eighteen months of a service organisation, all done by hand before Milepost came, read from
 * GitHub's own timelines and measured. What is true of the organisation is known, so what the report says can be judged.
 */
import { loadConfig } from "../../config/load.ts";
import { type Instant, instant } from "../../model/time.ts";
import { createWorldKeeper } from "../../observe/world.ts";
import { createSandbox } from "../../sandbox/create-sandbox.ts";
import { listen } from "../../sandbox/http.ts";
import { chronicleOf } from "../../sandbox/scenes/months-chronicle.ts";
import { applyScene } from "../../sandbox/scenes/scene.ts";
import { readManifest } from "../manifest.ts";
import { createPorts } from "../ports.ts";
import { type MadeReport, makeReport, reportFormats } from "../report/make-report.ts";
import { readOrganisation } from "../report/read-organisation.ts";
import { createGitHub } from "../wire.ts";
import { configPath, monthsFiles } from "./files.ts";
import { type Judged, judgedBooks, judgedOf } from "./judged.ts";

/** What the months came to. */
export interface Months {
  /** The team's report of the week. */
  readonly made: MadeReport;
  /** What finance alone reads. */
  readonly books: MadeReport;
  readonly asOf: Instant;
  /** Items that were read. */
  readonly items: number;
  readonly judged: readonly Judged[];
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
      onProgress: (done, of) => onProgress(0.2 + (0.6 * done) / of, `week ${done} of ${of} measured`),
    });
    const books = await makeReport(gathered, {
      ...{ config, asOf, formats: reportFormats },
      ask: {
        ...ask,
        name: "books",
        audience: "finance",
        sections: ["money", "grants", "data"],
        pipelines: ["agreements", "invoices", "grants"],
      },
      onProgress: (done, of) => onProgress(0.8 + (0.2 * done) / of, `week ${done} of ${of} of the books`),
    });
    return {
      made,
      books,
      asOf,
      items: gathered.subjects.length,
      judged: [...judgedOf(made.measure), ...judgedBooks(books.measure)],
    };
  } finally {
    await github.close();
  }
}
