/**
 * Reports as the config describes them, with every default filled in: what each says, to whom, when it is due, and where
 * it is posted. What a report says is never kept: it is measured anew, as of the moment at which it was due.
 */
import type { Instant } from "./time.ts";

/** What a report may have, in the order in which it stands there. */
export const reportSections = [
  "pipelines",
  "support",
  "checklists",
  "renewals",
  "deliverables",
  "grants",
  "marketing",
  "research",
  "ventures",
  "points",
  "forecast",
  "journeys",
  "accounts",
  "training",
  "usage",
  "satisfaction",
  "money",
  "data",
] as const;

export type ReportSection = (typeof reportSections)[number];

/** A public report has no names, amounts or private text, and may stand anywhere. A team report only where it is private, and a finance report too: only that one has amounts. */
export type ReportAudience = "public" | "team" | "finance";

/** As sentences name them: `This report is for the team.` */
export const readersOf: Readonly<Record<ReportAudience, string>> = {
  public: "everybody",
  team: "the team",
  finance: "finance",
};

/** One report. */
export interface ReportRule {
  readonly name: string;
  /** Null: it is made only when somebody asks for it. */
  readonly every: ReportRhythm | null;
  readonly audience: ReportAudience;
  readonly post: PostRule;
  /** Null: all. */
  readonly sections: readonly ReportSection[] | null;
  /** How many weeks back waits begin that are shown beside all of them (ruling 9). */
  readonly windowWeeks: number;
  /** Names of pipelines and rules; null: all that have something to measure. */
  readonly pipelines: readonly string[] | null;
  /** What was due before this is not posted by itself; the config's `starts`. */
  readonly starts: Instant | null;
}

/** When a report is due. `at` is wall-clock time in the calendar's zone, `HH:MM`. */
export type ReportRhythm = { readonly at: string } & (
  | { readonly kind: "day" }
  /** `weekday` 1 (Monday) to 7. */
  | { readonly kind: "week"; readonly weekday: number }
  /** Day 1 to 31; the month's last day when it is shorter. */
  | { readonly kind: "month"; readonly day: number }
  /** That day of the quarter's first month. */
  | { readonly kind: "quarter"; readonly day: number }
);

/** Where a report is posted. `repository` and `board` are names under `repositories` and `boards`. */
export type PostRule =
  /** One issue per period. */
  | {
      readonly kind: "issue";
      readonly repository: string;
      /** It carries this label, by which it is found again. */
      readonly label: string;
      /** Whether the period before is closed once the new one is there. */
      readonly closePrevious: boolean;
    }
  /** One issue, edited in place; earlier periods are in its edit history. */
  | { readonly kind: "rolling-issue"; readonly repository: string; readonly label: string }
  /** One discussion per period. `category` is its name, as GitHub shows it. */
  | { readonly kind: "discussion"; readonly repository: string; readonly category: string }
  /** One status update on the board per period. */
  | { readonly kind: "status-update"; readonly board: string }
  /** Nowhere on GitHub but in the summary of the run that made it. */
  | { readonly kind: "summary" };

/** The report that there is when the config names none. */
export const defaultReport: ReportRule = {
  name: "weekly",
  every: null,
  audience: "team",
  post: { kind: "summary" },
  sections: null,
  windowWeeks: 26,
  pipelines: null,
  starts: null,
};
