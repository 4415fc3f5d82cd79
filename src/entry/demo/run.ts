/**
 * `milepost demo`: plays the story on two servers on loopback, then measures eighteen months of an organisation, and
 * leaves reports, their data and a timeline in a folder. It needs no account, no network and no files but this package's own.
 */
import { join } from "node:path";
import { instant } from "../../model/time.ts";
import { CommandError, exitCode } from "../exit.ts";
import { makeFolder } from "../make-folder.ts";
import { createChronicle } from "./chronicle.ts";
import { configPath, demoFiles } from "./files.ts";
import { measureMonths } from "./months.ts";
import { narrateEnd, narrateStart } from "./narrate.ts";
import { playStory } from "./play.ts";
import { readPipelineMeasure } from "./read-report.ts";
import { type DemoResult, demoJson, writeDemoFiles } from "./result.ts";
import { createStory } from "./story.ts";
import { createTerminal, type Streams, type Terminal } from "./terminal.ts";
import { startTown, type Town } from "./town.ts";
import { complaintsOf } from "./verify.ts";

export interface DemoOptions {
  /** Chooses the other leads. */
  readonly seed: number;
  /** One JSON document on standard output in place of words. */
  readonly json: boolean;
  /** Leaves both servers up until the process is interrupted. */
  readonly keepOpen: boolean;
  /** Folder for the report; made when missing. */
  readonly out: string;
  /** The process's own unless given. */
  readonly streams?: Streams;
  /** `story`: no wait takes real time; for tests. */
  readonly waits?: "real" | "story";
  /** Settles when the servers that were kept open may close; an interrupt unless given. */
  readonly closed?: () => Promise<void>;
}

/** Plays the demo. Returns the exit code: 0, or 1 when the story did not come out as it must. */
export async function runDemo(options: DemoOptions): Promise<number> {
  tryFolder(options.out);
  const streams = options.streams ?? { out: process.stdout, err: process.stderr, env: process.env };
  const words = createTerminal(options.json ? { ...streams, out: { write: () => true } } : streams);
  const { town, result } = await play(options, words);
  try {
    narrateEnd(words, result);
    if (options.json) streams.out.write(demoJson(result));
    if (options.keepOpen) await stayOpen(town, streams, options.closed ?? interrupted);
  } finally {
    await town.close();
  }
  return result.complaints.length === 0 ? 0 : 1;
}

/** Before half a minute of work, not after it. Throws `CommandError`. */
function tryFolder(out: string): void {
  try {
    makeFolder(join(out, "finance"));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new CommandError(exitCode.failed, `${out} could not be written (${code}). Give another place with --out.`);
  }
}

async function play(options: DemoOptions, terminal: Terminal): Promise<{ town: Town; result: DemoResult }> {
  const started = performance.now();
  const { seed, waits = "real", out } = options;
  const files = demoFiles();
  const story = createStory();
  const steps = story.episodes.length + 1;
  const clock = { now: () => instant(story.episodes[0]!.at) };
  const chronicle = createChronicle(() => clock.now());
  terminal.progress(0, steps, "starting a GitHub and Milepost");
  const town = await startTown({
    seed,
    waits,
    files,
    scene: "partnerships-years",
    onReconciled: chronicle.onReconciled,
  });
  try {
    clock.now = town.clock.now;
    narrateStart(terminal, { github: town.githubUrl, app: town.appUrl() }, chronicle.current());
    const told = await playStory(story, { town, chronicle, terminal });
    terminal.progress(steps, steps, "reading the report from GitHub");
    const partner = story.partner();
    const measure = await readPipelineMeasure(town.reader(), town.clock.now(), files[configPath]!);
    const months = await measureMonths({
      seed,
      onProgress: (share, text) => terminal.progress(Math.round(100 * share), 100, text),
    });
    const written = writeDemoFiles(out, measure, partner, chronicle.timeline(), months);
    const loud = told.filter(({ deeds }, index) => story.episodes[index]!.quiet && deeds.length > 0);
    const complaints = complaintsOf(town, measure, partner, loud);
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    return { town, result: { seed, seconds, complaints, told, measure, partner, months, files: written } };
  } catch (error) {
    await town.close();
    throw error;
  }
}

/** The story's time runs on, so that what a visitor does happens after it. */
async function stayOpen(town: Town, { err }: Streams, closed: () => Promise<void>): Promise<void> {
  town.sandbox.clock.run();
  const lines = [
    "",
    "Both servers stay up until you press Ctrl+C.",
    `  GitHub    ${town.githubUrl}   GraphQL at /graphql, REST at /`,
    `  Milepost  ${town.appUrl()}   /healthz`,
    `  Token     ${town.sandbox.tokenOf("bd-lead")}   acts as bd-lead, on this sandbox only`,
    `  Try       curl -H "authorization: bearer $TOKEN" ${town.githubUrl}/repos/openwater/leads/issues`,
    "",
  ];
  err.write(lines.join("\n"));
  await closed();
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
