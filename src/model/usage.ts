/** How many people used what a community was given, as sources count them. A number that nobody counted is not there. */

/** One count: people active in the 30 days up to a day. */
export interface UsageCount {
  /** What the source counts: a hub, or a cluster. */
  readonly place: string;
  /** `2026-09-30`, UTC. */
  readonly day: string;
  /** Whole, never below 0. */
  readonly users: number;
  /** `file:line:column`, or the series it came from. */
  readonly where: string;
}

/** One account that was seen on one day. Never leaves the measure: reports count accounts and name none. */
export interface UsageAccount {
  readonly place: string;
  readonly day: string;
  readonly account: string;
}

/** What a source said. */
export interface UsageRead {
  readonly counts: readonly UsageCount[];
  /** Empty where the source only counts. */
  readonly accounts: readonly UsageAccount[];
}
