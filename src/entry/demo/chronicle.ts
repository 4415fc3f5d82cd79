/**
 * What people did and what Milepost did in answer, as it happens → steps for the terminal and entries for the
 * timeline. It listens and keeps; it never asks GitHub anything.
 */
import type { Reconciled } from "../../model/change.ts";
import type { Instant } from "../../model/time.ts";
import type { Entry } from "../../report/timeline.ts";
import { changeWords } from "./change-words.ts";

/** One thing Milepost did. */
export interface Deed {
  readonly at: Instant;
  /** `owner/repo#n` of the item it was done for. */
  readonly ref: string;
  readonly what: string;
  /** Path in the config. */
  readonly rule: string;
  /** The fact behind it. */
  readonly because: string;
  readonly isDone: boolean;
}

/** What one step of the story came to. */
export interface Told {
  readonly at: Instant;
  readonly who: string;
  readonly did: string;
  readonly deeds: readonly Deed[];
  /** Items looked at, with or without anything to do. */
  readonly looks: number;
}

export interface Chronicle {
  /** Given to the App. */
  readonly onReconciled: (result: Reconciled) => void;
  /** Opens a step; what follows belongs to it. */
  begin(at: Instant, who: string, did: string): void;
  /** What has come of the step so far. */
  current(): Told;
  /** Everything so far, in order. */
  timeline(): readonly Entry[];
}

/** Starts empty. Looks before the first step (the sweep at start) are kept under `milepost started`. */
export function createChronicle(now: () => Instant): Chronicle {
  const steps: { at: Instant; who: string; did: string; deeds: Deed[]; refs: Set<string> }[] = [];

  function last() {
    if (steps.length === 0)
      steps.push({ at: now(), who: "an operator", did: "started Milepost", deeds: [], refs: new Set() });
    return steps.at(-1)!;
  }
  return {
    onReconciled({ ref, key, done }) {
      const step = last();
      step.refs.add(ref ?? key.issue);
      const at = now();
      for (const { change, outcome } of done) {
        const { rule, fact } = change;
        const what = changeWords(change, outcome);
        step.deeds.push({ at, ref: ref ?? "", what, rule, because: fact, isDone: outcome.kind === "applied" });
      }
    },
    begin: (at, who, did) => void steps.push({ at, who, did, deeds: [], refs: new Set() }),
    current: () => toldOf(last()),
    timeline: () =>
      steps.flatMap((step) => [
        { at: step.at, who: step.who, what: step.did },
        ...step.deeds.map(({ at, ref, what }) => ({ at, who: "milepost", what: `${what} (${ref})` })),
      ]),
  };
}

function toldOf({ refs, ...step }: { at: Instant; who: string; did: string; deeds: Deed[]; refs: Set<string> }): Told {
  return { ...step, deeds: [...step.deeds], looks: refs.size };
}
