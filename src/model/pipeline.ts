/**
 * Pipelines as the config describes them, with every default filled in. Stages come from here and never from code.
 */
import type { AnswerRule, AssignRule, ChecklistRule, CloseRule, EscalationRule, TitleRule } from "./care.ts";
import type { ClockRule } from "./clock.ts";
import type { AskRule, NoticeRule, OverlapRule, PriorityRule } from "./computed.ts";
import type { Condition, DateSource, FieldSetting } from "./condition.ts";
import type { DeliverableRule } from "./deliverable.ts";
import type { Gate } from "./gate.ts";
import type { GrantRule } from "./grant.ts";
import type { MarketRule } from "./market.ts";
import type { CohortRule, Milestone, TimeRule } from "./milestone.ts";
import type { ContractFields, InvoiceFields } from "./money.ts";
import type { Instant } from "./time.ts";

/**
 * An ordered list of stages that items move through. A rule (`rules:` in the config) is a pipeline with one stage that
 * nothing shows: it cares for the same issues besides whatever pipeline they are in.
 */
export interface Pipeline extends Care {
  readonly name: string;
  readonly items: ItemFilter;
  /** Path of the issue form whose answers this pipeline's items carry, within `templates`; null when there is none. */
  readonly form: string | null;
  /** Name of the board under `boards`; null for a labels-only pipeline. */
  readonly board: string | null;
  /** In order. The first one is where an opened issue starts. Never empty. */
  readonly stages: readonly Stage[];
  /** Stage id to the stage ids that may follow it; null when every move is allowed. */
  readonly moves: Readonly<Record<string, readonly string[]>> | null;
  readonly illegalMoves: "tell" | "undo";
  /** Whether moves made by GitHub's built-in board workflows name a stage. */
  readonly automation: "ignore" | "counts";
  /** Triggering moments before this open nothing and notify nobody; null only with `mode: plan`. */
  readonly starts: Instant | null;
  readonly steps: readonly Step[];
  /** Whether an item that is not on the board may be added to it. */
  readonly addToBoard: boolean;
  /** Whether Milepost keeps one status comment on each item. */
  readonly statusComment: boolean;
  /** By name. */
  readonly milestones: Readonly<Record<string, Milestone>>;
  /** Between milestones, in the order of the config. */
  readonly times: readonly TimeRule[];
  /** How reports compare items, in the order of the config. */
  readonly cohorts: readonly CohortRule[];
}

/** What is done for an item whatever its stage. Empty lists and nulls: nothing. */
export interface Care {
  /** Id of the form field whose answer names the community (its slug or one of its names); null: none does. */
  readonly community: string | null;
  readonly answers: readonly AnswerRule[];
  readonly titles: TitleRule | null;
  readonly gates: readonly Gate[];
  readonly clocks: readonly ClockRule[];
  readonly asks: AskRule | null;
  readonly notices: readonly NoticeRule[];
  readonly overlaps: readonly OverlapRule[];
  readonly priority: PriorityRule | null;
  readonly onClose: readonly CloseRule[];
  readonly assign: readonly AssignRule[];
  readonly checklists: readonly ChecklistRule[];
  readonly escalations: readonly EscalationRule[];
  /** Null: its items are not owed by a day. */
  readonly deliverables: DeliverableRule | null;
  /** Null: its items are no contracts. */
  readonly contracts: ContractFields | null;
  /** Null: its items are no grants. */
  readonly grants: GrantRule | null;
  /** Null: its items are no invoices. */
  readonly invoices: InvoiceFields | null;
  /** Null: its items tell nothing of the market. */
  readonly market: MarketRule | null;
}

/** No care at all: what a pipeline that says nothing of it has. */
export const careless: Care = {
  community: null,
  answers: [],
  titles: null,
  gates: [],
  clocks: [],
  asks: null,
  notices: [],
  overlaps: [],
  priority: null,
  onClose: [],
  assign: [],
  checklists: [],
  escalations: [],
  deliverables: null,
  contracts: null,
  grants: null,
  invoices: null,
  market: null,
};

/** Which issues belong to a pipeline. */
export interface ItemFilter {
  /** Name under `repositories`. */
  readonly repository: string;
  /** Label that an issue must carry; null when every issue of the repository belongs. */
  readonly label: string | null;
}

/** One stage. */
export interface Stage {
  readonly id: string;
  /** The board's Status option that shows it; null when the board does not. */
  readonly board: string | null;
  /** The label that shows it; null when no label does. */
  readonly label: string | null;
  /** Former names of its column or label, since GitHub's events carry names. */
  readonly was: readonly string[];
  /** How an item ends here; null for a stage on the way. */
  readonly outcome: "won" | "lost" | "done" | null;
  /** Closing the issue with this reason names the stage; null when closing does not. */
  readonly closedAs: "completed" | "not-planned" | null;
  /** Label (`*` at the end matches any ending) that an item must carry here; asked for once per stay. Null: none. */
  readonly needsLabel: string | null;
  /** How long an item should stay at most, in working seconds of the calendar; null: no limit. */
  readonly limitSeconds: number | null;
  /** How texts on the item name it; the column, else the id, when absent. */
  readonly shownAs?: string;
}

/** What is done at a moment of an item's life, once per moment. */
export type Step = {
  /** Unique in its pipeline; part of the idempotency key. */
  readonly id: string;
  readonly trigger: Trigger;
  /** Judged when the moment has come, and at every look until the step was done. Null: always. */
  readonly when: Condition | null;
  /** Ids of steps of the same pipeline whose issues must be closed before (closed as not planned counts). */
  readonly after: readonly string[];
  /** Template variables: name to Liquid text, evaluated over the item. */
  readonly values: Readonly<Record<string, string>>;
} & (
  | ({ readonly kind: "open" } & IssueRecipe)
  | { readonly kind: "play"; readonly playbook: string }
  /** A comment on the item: Liquid over `values` and the scope. `mention`: logins or teams from the config. */
  | { readonly kind: "comment"; readonly text: string; readonly mention: readonly string[] }
  | { readonly kind: "label"; readonly label: string }
  /** The recurring entry's issue of the period in which the moment lies, for the item's community, is opened early. */
  | { readonly kind: "bring-forward"; readonly recurring: string }
);

/** The moment that starts a step. */
export type Trigger =
  /** Each accepted stay in the stage, when it begins. */
  | { readonly kind: "stage"; readonly stage: string }
  | { readonly kind: "opened" }
  /** The latest closing; `as: null` whatever the reason. */
  | { readonly kind: "closed"; readonly as: "completed" | "not-planned" | null }
  /** The first time that the label was put on. */
  | { readonly kind: "labeled"; readonly label: string }
  /** So many days before (negative) or after a date of the item, at the start of that day in the calendar's zone. */
  | {
      readonly kind: "date";
      readonly date: DateSource;
      readonly days: number;
      /** Where a closed day or weekend moves it: nowhere, to the working day before, or to the one after. */
      readonly shift: "none" | "before" | "after";
      /**
       * Also, and then instead, once all sub-issues that people opened are closed. It comes once in an item's life, so
       * that a date which is moved on starts nothing again.
       */
      readonly orWhenDone?: true;
      /**
       * Not once but for each period of so many months that begins on the date or a whole number of periods later, up to
       * the day that `until` says (that day included). Null: it has no end.
       */
      readonly each?: { readonly months: 1 | 3 | 12; readonly until: DateSource | null };
    };

/** How to make one issue. */
export interface IssueRecipe {
  /** Path of the template, relative to `templates.path`. */
  readonly template: string;
  /** Name under `repositories` where it opens; null: the item's own repository. */
  readonly repository: string | null;
  /** Liquid text that replaces the template's own title; null keeps the template's. */
  readonly title: string | null;
  /** Added to the template's own labels. */
  readonly labels: readonly string[];
  /** Logins; added to the template's own assignees. */
  readonly assignees: readonly string[];
  /** Name under `boards` onto which the new issue is put; null: none. */
  readonly board: string | null;
  /** Board fields set on the new issue's card, when they are empty. */
  readonly fields: readonly FieldSetting[];
}

/** A parent issue and its checklist issues, opened together. */
export interface Playbook {
  readonly name: string;
  readonly parent: IssueRecipe;
  /** In order. */
  readonly children: readonly (IssueRecipe & {
    readonly id: string;
    readonly values: Readonly<Record<string, string>>;
    readonly when: Condition | null;
    /** Ids of children of the same playbook that must be closed before this one opens. */
    readonly after: readonly string[];
  })[];
  readonly values: Readonly<Record<string, string>>;
}
