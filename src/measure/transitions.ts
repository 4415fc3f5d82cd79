/** Items → every move that counted, each with how long the stay before it was: the table that people keep by hand. */
import { type Instant, secondsOf } from "../model/time.ts";
import { visitsAt } from "./stage-times.ts";
import { refOf, type Subject } from "./subject.ts";

/** One move of one item. Stages are ids. Slips are among them. */
export interface Transition {
  readonly pipeline: string;
  readonly item: string;
  /** null: it was opened. */
  readonly from: string | null;
  readonly to: string;
  readonly at: Instant;
  /** false: at that time or earlier. */
  readonly exact: boolean;
  /** Login; null when GitHub does not say. */
  readonly who: string | null;
  /** Of 24 hours, in `from`; null for an opening, or when it began earlier than known. */
  readonly days: number | null;
}

/** By time, then by item. */
export function transitionsOf(subjects: readonly Subject[], now: Instant): readonly Transition[] {
  const all = subjects
    .filter(({ item }) => item.createdAt <= now)
    .flatMap((one) => {
      const visits = visitsAt(one.place, now);
      return visits.map(({ stage: to, entered: at, exact, by: who }, index): Transition => {
        const last = visits[index - 1] ?? null;
        const days = last?.exact === true && exact ? (secondsOf(at) - secondsOf(last.entered)) / 86_400 : null;
        return { pipeline: one.pipeline.name, item: refOf(one), from: last?.stage ?? null, to, at, exact, who, days };
      });
    });
  return all.sort((a, b) => byText(a.at, b.at) || byText(a.pipeline, b.pipeline) || byText(a.item, b.item));
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
