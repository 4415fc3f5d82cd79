/** A report as text, ready to be posted: what `plan/posting` needs to know of it, and nothing of how it was made. */
import type { AccountPages } from "./account.ts";
import type { ReportAudience } from "./report-rule.ts";
import type { Instant } from "./time.ts";

export interface RenderedReport {
  /** Of its rule. */
  readonly name: string;
  /** One line. */
  readonly title: string;
  /** What it is about: `2026-W47`, and its first moment and the first after it. */
  readonly period: { readonly id: string; readonly from: Instant; readonly to: Instant };
  /** It knows what had happened by then. */
  readonly asOf: Instant;
  readonly audience: ReportAudience;
  /** Something could not be read; the text says so at its top. */
  readonly incomplete: boolean;
  /** It was made well after it was due. */
  readonly late: boolean;
  /** At most 64,000 characters, so that what posting adds still fits into GitHub's 65,536. */
  readonly markdown: string;
  /** Pages that are brought up to date with it; null or absent: none. */
  readonly accounts?: AccountPages | null;
}

/** GitHub takes 65,536 in a body; the rest is for the links and the marker that posting adds. */
export const reportCharacters = 64_000;
