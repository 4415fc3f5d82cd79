/** What a community answered to "how likely would you recommend us?", wherever the answer was given. */

/** One answer, or one question that was not answered. */
export interface Answer {
  /** What the source calls the community. */
  readonly community: string;
  /** When it was given, or asked for where there is none: `2026-09-30`, in the calendar's zone. */
  readonly day: string;
  /** Whole, 0 to 10; null: asked, and not answered. */
  readonly score: number | null;
  /** What it was about: `support`, `quarter`, `go-live`; null when the source does not say. */
  readonly touchPoint: string | null;
  /** The issue it belongs to, as `owner/repo#n`; null when there is none. */
  readonly item: string | null;
}

/** Answers as they were read. */
export interface Answers {
  /** In the order of the source. */
  readonly answers: readonly Answer[];
  /** Whether the source has those who were asked and did not answer, too: only then there is a response rate. */
  readonly knowsAsked: boolean;
}
