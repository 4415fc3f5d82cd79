/**
 * Faults drawn from the seed, or planned for the next occasion. Each occasion asks once; a fault that is off draws
 * nothing, so switching one on does not change what the others draw.
 */
import { secondsOf } from "./clock.ts";
import { createRandom, type Random } from "./random.ts";
import type { FaultKind, Faults, SandboxClock } from "./sandbox.ts";
import type { LagKind } from "./world.ts";

/** How a secondary limit is answered. */
export type SecondaryForm = Faults["secondaryForms"][number];

export interface FaultBook {
  readonly faults: Faults;
  /** Whether the fault happens on this occasion, to this account (a Bot's login without suffix; null: nobody's). */
  happens(kind: FaultKind, login: string | null): boolean;
  secondaryForm(): SecondaryForm;
  /** Whether deliveries waiting together are sent in another order. */
  reorders(): boolean;
  shuffle<One>(list: readonly One[]): readonly One[];
  /** Whether a query for so many nodes is more than this account gets answered in time. */
  isTooMuch(nodes: number, login: string | null): boolean;
  /** Whether a reader sees by now what was made at `at`. */
  visibleAt(kind: LagKind, at: string, login: string | null): boolean;
}

const forms: readonly SecondaryForm[] = ["403", "429", "403+retry-after", "429+retry-after"];

/** Search's index follows its rows with this delay even when no fault is on: github.md, "Search". */
const searchLagSeconds = 60;

/** Makes the faults of one sandbox, all off. */
export function createFaults(seed: number, clock: SandboxClock): FaultBook {
  const streams = new Map<string, Random>();
  const random = (name: string) => {
    const stream = streams.get(name) ?? createRandom(seed ^ hash(name));
    streams.set(name, stream);
    return stream;
  };
  const planned = new Map<FaultKind, number>();
  const faults = switchedOff((kind, count) => void planned.set(kind, (planned.get(kind) ?? 0) + count));
  const suffers = (login: string | null) =>
    faults.onlyTokensOf === null || (login !== null && faults.onlyTokensOf.includes(login));
  return {
    faults,
    happens(kind, login) {
      if (!suffers(login)) return false;
      const left = planned.get(kind) ?? 0;
      if (left > 0) planned.set(kind, left - 1);
      return left > 0 || random(kind).chance(faults[kind]);
    },
    secondaryForm() {
      const drawn = faults.secondaryForms.length > 0 ? faults.secondaryForms : forms;
      return drawn[random("form").below(drawn.length)]!;
    },
    isTooMuch: (nodes, login) => faults.slowAboveNodes > 0 && nodes > faults.slowAboveNodes && suffers(login),
    reorders: () => random("reorder").chance(faults.reorderDeliveries),
    shuffle: (list) => shuffled(list, random("shuffle")),
    visibleAt(kind, at, login) {
      const lag = kind === "search" ? (faults.lagSeconds.search ?? searchLagSeconds) : (faults.lagSeconds[kind] ?? 0);
      if (lag === 0 || (kind !== "search" && !suffers(login))) return true;
      return secondsOf(at) + lag <= secondsOf(clock.now());
    },
  };
}

function switchedOff(plan: (kind: FaultKind, count: number) => void): Faults {
  const chances: Omit<Faults, "next"> = {
    duplicateDelivery: 0,
    dropDelivery: 0,
    delayDelivery: 0,
    delaySeconds: 60,
    reorderDeliveries: 0,
    appliedThen500: 0,
    notApplied502: 0,
    secondaryLimit: 0,
    secondaryForms: [],
    graphqlRateLimited: 0,
    lagSeconds: {},
    truncatedPage: 0,
    dropReads: 0,
    partialAnswer: 0,
    slowAboveNodes: 0,
    onlyTokensOf: null,
  };
  // Not among the keys, so that a test may walk over the chances and set them all.
  return Object.defineProperty(chances, "next", {
    value: (kind: FaultKind, count = 1) => plan(kind, count),
    enumerable: false,
  }) as Faults;
}

/** Each kind of fault draws from a stream of its own. */
function hash(name: string): number {
  let sum = 0x811c9dc5;
  for (const letter of name) sum = Math.imul(sum ^ letter.charCodeAt(0), 0x01000193);
  return sum >>> 0;
}

function shuffled<One>(list: readonly One[], random: Random): readonly One[] {
  const mixed = [...list];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    [mixed[last], mixed[other]] = [mixed[other]!, mixed[last]!];
  }
  return mixed;
}
