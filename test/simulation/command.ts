/** `npm run simulate`: what was asked comes in SIMULATE, lives are told on standard output. See scripts/simulate.mjs. */
import { expect, it } from "vitest";
import { checkers } from "./checkers.ts";
import { faultClasses } from "./faults.ts";
import { type LifeEnd, liveThrough } from "./life.ts";
import { safeties } from "./safeties.ts";
import { shrunk } from "./shrink.ts";

const asked = JSON.parse(process.env.SIMULATE ?? "{}") as Readonly<Record<string, string | boolean | undefined>>;
const faults = typeof asked.faults === "string" ? asked.faults.split(",") : undefined;
const given = faults === undefined ? {} : { faults };
const say = (text: string) => void process.stdout.write(`${text}\n`);

it("simulates", async () => {
  try {
    await simulate();
  } catch (error) {
    // Nothing else is printed here. What fails as it should has been told.
    if (!(error instanceof Error && error.name === "AssertionError"))
      say(error instanceof Error && error.name !== "Error" ? (error.stack ?? error.message) : String(error));
    throw error;
  }
});

async function simulate(): Promise<void> {
  if (asked.list) return list();
  if (typeof asked.replay === "string") return replay(Number(asked.replay));
  if (typeof asked.safeties === "string") return loseSafeties(asked.safeties);
  await liveAll(typeof asked.seeds === "string" ? asked.seeds : "0..299");
}

function stretch(text: string): readonly number[] {
  const [first = 0, last = 0] = text.split("..").map(Number);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

async function liveAll(text: string): Promise<void> {
  const seeds = stretch(text);
  let failed = 0;
  for (const [index, seed] of seeds.entries()) {
    const end = await liveThrough({ seed, ...given });
    if (end.violations.length > 0) {
      failed += 1;
      wipe();
      await tellFailure(seed, end);
    }
    bar(index + 1, seeds.length, `seed ${seed}, ${end.faults.join(" ")}`);
  }
  wipe();
  say(
    failed === 0
      ? `${seeds.length} lives, and all of them end as they must.`
      : `${failed} of ${seeds.length} lives fail.`,
  );
  expect(failed, "lives that fail").toBe(0);
}

async function replay(seed: number): Promise<void> {
  const deeds = typeof asked.deeds === "string" ? { deeds: Number(asked.deeds) } : {};
  const end = await liveThrough({ seed, ...given, ...deeds });
  for (const line of end.history) say(line);
  for (const violation of end.violations) say(violation);
  say(end.violations.length === 0 ? `Seed ${seed} ends as it must (${end.faults.join(", ")}).` : `Seed ${seed} fails.`);
  expect(end.violations).toEqual([]);
}

/** The same failure with fewer faults and fewer deeds, and how to see it again. */
async function tellFailure(seed: number, end: LifeEnd): Promise<void> {
  const { end: small, command } = await shrunk(seed, end);
  say(`Seed ${seed} fails:`);
  for (const violation of small.violations) say(`  ${violation.split("\n")[0]}`);
  say(
    `  with ${small.faults.map((id) => `${id} (${faultClasses.find((one) => one.id === id)?.name})`).join(", ") || "no fault at all"}`,
  );
  say("  in short:");
  for (const line of shortened(small.history)) say(`    ${line}`);
  say(`  again: ${command}`);
}

function shortened(history: readonly string[]): readonly string[] {
  if (history.length <= 24) return history;
  return [...history.slice(0, 8), `… ${history.length - 24} lines …`, ...history.slice(-16)];
}

async function loseSafeties(text: string): Promise<void> {
  say("| safety | keeps | first seed that misses it | by |\n|---|---|---|---|");
  for (const { name, keeps, without, faults: needed } of safeties) {
    let found = "| none | |";
    for (const seed of stretch(text)) {
      const { violations } = await liveThrough({ seed, faults: needed, without });
      if (violations.length === 0) continue;
      found = `| ${seed} | ${violations[0]!.split(":")[0]} |`;
      break;
    }
    say(`| ${name} (${needed.join(", ")}) | ${keeps} ${found}`);
    expect(found, name).not.toContain("none");
  }
}

function list(): void {
  for (const { id, name, trouble, tests } of faultClasses)
    say(`${id.padEnd(4)} ${name}${trouble === null ? ` (in ${tests.join(", ")})` : ""}`);
  say("");
  for (const { id, name, check, tests } of checkers)
    say(`${id.padEnd(4)} ${name}${check === null ? ` (in ${tests.join(", ")})` : ""}`);
}

function bar(done: number, all: number, words: string): void {
  if (!process.stderr.isTTY) return;
  const full = Math.round((done / all) * 24);
  process.stderr.write(`\r\u001b[2K${"█".repeat(full)}${"░".repeat(24 - full)} ${done}/${all}  ${words}`);
}

function wipe(): void {
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[2K");
}
