/** Any items, on any ways, closed and opened again at any time; for laws. */
import fc from "fast-check";
import type { Subject } from "../../src/measure/subject.ts";
import type { Fact } from "../../src/model/fact.ts";
import { type Instant, instant, plusSeconds } from "../../src/model/time.ts";
import { closed, labeled, reopened } from "../support/builders.ts";
import { subject } from "./subjects.ts";

const begin = instant("2025-01-01T00:00:00Z");
const week = 7 * 86_400;

const stages = fc.constantFrom("lead", "qualified", "prospect", "partner", "lost");
const steps = fc.array(fc.tuple(stages, fc.integer({ min: 1, max: 6 * week })), { maxLength: 6 });
const acts = fc.array(
  fc.tuple(fc.constantFrom("close", "give-up", "reopen", "label"), fc.integer({ min: 1, max: 30 * week })),
  { maxLength: 4 },
);

/** Every item is opened in the first half of 2025; the last thing happens before the end of 2026. */
export const anySubjects: fc.Arbitrary<readonly Subject[]> = fc
  .array(fc.record({ after: fc.nat(26 * week), steps, acts }), { maxLength: 8 })
  .map((lives) => lives.map((life, index) => lived(index + 1, life)));

type Life = {
  readonly after: number;
  readonly steps: readonly (readonly [stage: string, after: number])[];
  readonly acts: readonly (readonly [act: string, after: number])[];
};

function lived(number: number, { after, steps, acts }: Life): Subject {
  const opened = plusSeconds(begin, after);
  const way: [string, string][] = [["lead", opened]];
  let at = opened;
  for (const [stage, later] of steps) {
    at = plusSeconds(at, later);
    if (way.at(-1)![0] !== stage) way.push([stage, at]);
  }
  const facts = acts
    .map(([act, later]) => factOf(act, plusSeconds(opened, later)))
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  return subject({ number, way, facts });
}

function factOf(act: string, at: Instant): Fact {
  if (act === "reopen") return reopened(at);
  if (act === "label") return labeled("called", at);
  return closed(act === "close" ? "completed" : "not-planned", at);
}
