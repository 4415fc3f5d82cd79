/**
 * What a report says, apart from how it looks: Markdown, the page and JSON are written from this and from nothing else,
 * so they cannot disagree. Everything in it has already been made fit for its audience.
 */
import type { Instant } from "../model/time.ts";

/** How a number is written. `days`: of 24 hours, or of working time where the caption says so; `share`: 0 to 1; `money`: units of the currency that the name or head says. */
export type Unit = "days" | "hours" | "items" | "share" | "points" | "weeks" | "money" | "ratio";

/** One number with what it rests on. `value` null: not known, and `note` says why in a few words. */
export interface Quantity {
  readonly value: number | null;
  readonly unit: Unit;
  /** How many items it rests on; null where that has no meaning. */
  readonly n: number | null;
  /** Confidence limits, 95 %; null when there are none. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** `not enough (n = 3)`, `†current`; null when the number stands by itself. */
  readonly note: string | null;
}

/** An item as this audience may know it: `Temple University`, or `Lead 7` without an address. */
export interface ItemLink {
  readonly label: string;
  readonly url: string | null;
}

/** One line of what needs attention this week; the longest overdue first. */
export interface Point {
  readonly kind: "breached" | "at-risk" | "overdue" | "due" | "ageing" | "gate" | "refused" | "community" | "unread";
  readonly item: ItemLink;
  /** Continues the item's name: `in Prospect for 41 days; 85 of 100 leave within 30.` */
  readonly what: string;
}

/** One of the few numbers at the top. */
export interface Figure {
  /** Stable: the key in JSON. */
  readonly id: string;
  readonly name: string;
  readonly now: Quantity;
  /** The same number one period earlier, by the same definition; null when the period had none. */
  readonly before: Quantity | null;
  /** Which way is good; null when neither is. */
  readonly better: "up" | "down" | null;
  readonly items: readonly ItemLink[];
}

export interface TableColumn {
  readonly id: string;
  readonly head: string;
}

export type Cell =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "item"; readonly item: ItemLink }
  /** UTC; written to the day or to the minute. */
  | { readonly kind: "time"; readonly at: Instant; readonly to: "day" | "minute" }
  | { readonly kind: "quantity"; readonly quantity: Quantity }
  /** A count that leads to what it counts. */
  | { readonly kind: "items"; readonly items: readonly ItemLink[] };

export interface TableView {
  readonly id: string;
  /** One sentence: what a row is. */
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** Whether a page folds it away. */
  readonly folded: boolean;
}

/** A picture; its table says the same in numbers. */
export interface ChartView {
  readonly id: string;
  readonly title: string;
  /** One plain sentence: how to read it. */
  readonly reading: string;
  readonly marks: Marks;
  readonly table: TableView;
}

export type Marks =
  /** Step curves of a share over days, with bands: incidence of each end. Limits null where there are none. */
  | {
      readonly kind: "curves";
      readonly curves: readonly {
        readonly name: string;
        readonly steps: readonly {
          readonly day: number;
          readonly share: number;
          readonly lower: number | null;
          readonly upper: number | null;
        }[];
      }[];
      /** Days at which the table reads the curves. */
      readonly at: readonly number[];
    }
  /** How many went from one stage to another; loops are edges too. */
  | {
      readonly kind: "funnel";
      readonly edges: readonly { readonly from: string; readonly to: string; readonly count: number }[];
    }
  /** Counts over time, one area on another: the cumulative flow. In the pipeline's order, the last stage first. */
  | { readonly kind: "areas"; readonly series: readonly Series[] }
  /** One dot per open item, over its stage, with that stage's percentiles. */
  | {
      readonly kind: "ageing";
      readonly stages: readonly { readonly name: string; readonly p50: number | null; readonly p85: number | null }[];
      readonly dots: readonly { readonly stage: string; readonly days: number; readonly item: ItemLink }[];
    }
  | { readonly kind: "bars"; readonly bars: readonly { readonly name: string; readonly quantity: Quantity }[] }
  /** One number per period, oldest first. */
  | { readonly kind: "trend"; readonly unit: Unit; readonly series: readonly Series[] }
  /** Stretches of time: renewals, or a community's journey. */
  | {
      readonly kind: "spans";
      readonly spans: readonly {
        readonly row: string;
        readonly name: string;
        readonly from: Instant;
        readonly to: Instant;
        /** Not over at the report's instant. */
        readonly open: boolean;
      }[];
    };

export interface Series {
  readonly name: string;
  readonly points: readonly { readonly at: Instant; readonly value: number | null; readonly n: number | null }[];
}

/** One part of a report. */
export interface Section {
  /** Stable: `leads-times`, `support-service`. */
  readonly id: string;
  readonly title: string;
  /** The pipeline it is about; null for what is about several. */
  readonly pipeline: string | null;
  /** Sentences before the pictures: what was found, in plain words. */
  readonly words: readonly string[];
  readonly charts: readonly ChartView[];
  readonly tables: readonly TableView[];
}

/** A definition that the report prints: the name of a number and what it means, with its policies. */
export interface Definition {
  readonly name: string;
  readonly meaning: string;
}

export interface ReportView {
  readonly title: string;
  readonly audience: "public" | "team" | "finance";
  readonly asOf: Instant;
  /** `2026-W47`, and its first and last moment (the last one excluded). */
  readonly period: { readonly id: string; readonly from: Instant; readonly to: Instant };
  /** Why something is missing, in sentences; empty when everything was read. */
  readonly incomplete: readonly string[];
  readonly attention: readonly Point[];
  readonly figures: readonly Figure[];
  readonly sections: readonly Section[];
  readonly definitions: readonly Definition[];
}
