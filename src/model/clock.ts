/** Clocks: a target time that runs in working time and can pause. */
import type { Condition } from "./condition.ts";

export interface ClockRule {
  readonly id: string;
  readonly when: Condition | null;
  /** `opened`, or a stage whose newest stay starts it. */
  readonly from: { readonly kind: "opened" } | { readonly kind: "stage"; readonly stage: string };
  /** What stops it. `response`: the first comment by the team (never the author, a bot or another community). */
  readonly until:
    | { readonly kind: "response" }
    | { readonly kind: "closed" }
    | { readonly kind: "stage"; readonly stages: readonly string[] };
  /** In working seconds of the calendar. */
  readonly targetSeconds: number;
  /** Share of the target after which the item is at risk: 0.75. */
  readonly warnAt: number;
  /** While one of these holds, the clock stands still. */
  readonly pauses: readonly ("waiting" | "awaiting-representative" | "hold")[];
  readonly atRiskLabel: string | null;
  /** Put on once when the target has passed; never taken off by us. */
  readonly breachedLabel: string | null;
  /** Whether the item gets one comment that says when to expect a person. */
  readonly acknowledge: boolean;
  /** Logins and teams from the config, mentioned once in a comment at the breach. */
  readonly mention: readonly string[];
}
