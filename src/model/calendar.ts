/** Working time, as the config says it. Days are `YYYY-MM-DD` in the zone. */
export interface CalendarRule {
  /** IANA name: `UTC`, `Europe/Berlin`. */
  readonly zone: string;
  /** ISO weekdays that are worked, 1 (Monday) to 7. */
  readonly weekdays: readonly number[];
  /** Minutes since midnight; `all-day` is 0 to 1440. */
  readonly hours: { readonly from: number; readonly to: number };
  readonly closed: readonly ClosedDays[];
}

export type ClosedDays =
  /** The same every year, `MM-DD`; `to` before `from` runs over the new year. Both included. */
  | { readonly kind: "yearly"; readonly name: string; readonly from: string; readonly to: string }
  /** Once, `YYYY-MM-DD`, both included. */
  | { readonly kind: "once"; readonly name: string; readonly from: string; readonly to: string }
  /** Public holidays: `US`, `DE-BE`. */
  | { readonly kind: "holidays"; readonly region: string };

/** Somebody who is away, both days included; `YYYY-MM-DD`. */
export interface Absence {
  readonly login: string;
  readonly from: string;
  readonly to: string;
}

/** Whoever is assigned to an issue with this label is away from the issue's opening until it is closed. */
export interface AbsenceIssues {
  /** A name under `repositories`. */
  readonly repository: string;
  readonly label: string;
}
