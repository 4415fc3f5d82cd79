/**
 * Work that no single item starts: recurring work and flows that an outside system dispatches. What is opened for it
 * carries a key, `recurring/name/period` or `flow/name/id`, so that a run, a re-run and two runs at once make one issue.
 */
import type { IssueRecipe, Playbook } from "./pipeline.ts";

/** Recurring work: one issue, or one playbook, per period. */
export interface Recurring {
  readonly name: string;
  readonly every: Recurrence;
  /** Wall-clock time in the calendar's zone at which a period's work opens, `HH:MM`. */
  readonly at: string;
  /** Where a closed day or weekend moves it. */
  readonly shift: "none" | "before" | "after";
  /** Opens so many days before the period begins; 0: on its first day. */
  readonly leadDays: number;
  /** Opens so many days after the period began, unless a step of an item brought it forward; 0: on its first day. */
  readonly lagDays: number;
  /** At least so many days lie between two of its issues (of one community); 0: none need to. */
  readonly apartDays: number;
  /** Name under `repositories`. */
  readonly repository: string;
  /** Every issue it opens carries this label; it is how they are found again. */
  readonly label: string;
  /** One of the two. */
  readonly open: IssueRecipe | null;
  readonly play: Playbook | null;
  readonly values: Readonly<Record<string, string>>;
  /** What to do while the previous period's issue is still open. */
  readonly ifOpen: "skip" | "comment" | "open";
  /** One per community of the communities file that matches; null: one for all. */
  readonly perCommunity: { readonly value: string | null; readonly is: readonly string[] } | null;
  /** Working days after which an open one is closed as completed by us; null: never. */
  readonly closeAfterDays: number | null;
  /** Occasions before this day open nothing; the config's `starts`. `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly starts: string | null;
}

/** When a period begins. A day is `YYYY-MM-DD`. Never week parity. */
export type Recurrence =
  /** Iterations of a board's field, else counted from a first day in steps of so many days. */
  | {
      readonly kind: "iteration";
      readonly board: string | null;
      readonly first: { readonly day: string; readonly days: number; readonly number: number } | null;
      /** Every n-th iteration, counted from number 0. */
      readonly nth: number;
    }
  /** `weekday` 1 (Monday) to 7; period `2026-W47`. */
  | { readonly kind: "week"; readonly weekday: number }
  /** Day 1 to 31 (the month's last day when shorter); period `2026-11`. */
  | { readonly kind: "month"; readonly day: number; readonly months: readonly number[] }
  /** Period `2026-Q4`. */
  | { readonly kind: "quarter"; readonly day: number }
  /** So many days after the last one was closed; at once when there never was one. Period: the number of the last one, plus one. */
  | { readonly kind: "since-close"; readonly days: number }
  /** Cron in five fields; period: the occasion's date and time. */
  | { readonly kind: "cron"; readonly expression: string };

/** Issues that a `repository_dispatch` opens. */
export interface Flow {
  /** The event's `event_type`. */
  readonly name: string;
  /** Field of `client_payload` (dots for depth) that identifies the occasion. */
  readonly key: string;
  /** Repository whose dispatches count: a name under `repositories`. */
  readonly from: string;
  /** Payload fields (dots for depth) that may be used and kept, by the name that values use: `payload.title`. */
  readonly accepts: readonly string[];
  /** The parent's labels must hold `label`, by which it is found again. */
  readonly label: string;
  readonly repository: string;
  readonly playbook: Playbook;
  /** Called once when the parent is closed as completed; null: nothing is called. */
  readonly onCompleted: { readonly webhook: string } | null;
}

/** An outgoing webhook. Off unless configured; HTTPS only, to this host only, redirects refused. */
export interface OutgoingWebhook {
  readonly url: string;
  /** Payload field whose stored value is sent. */
  readonly id: string;
  /** Name of the environment variable that holds the bearer token; null: none is sent. */
  readonly secret: string | null;
}
