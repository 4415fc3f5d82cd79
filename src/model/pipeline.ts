/**
 * Pipelines as the config describes them, with every default filled in. Stages come from here and never from code.
 */
import type { Instant } from "./time.ts";

/** An ordered list of stages that items move through. */
export interface Pipeline {
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
}

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
}

/** What happens when an item enters a stage: a checklist issue is opened, or a playbook is played. */
export type Step = {
  /** Unique in its pipeline; part of the idempotency key. */
  readonly id: string;
  /** Stage id whose entry starts it. */
  readonly at: string;
  /** Template variables: name to Liquid text, evaluated over the item. */
  readonly values: Readonly<Record<string, string>>;
} & (({ readonly kind: "open" } & IssueRecipe) | { readonly kind: "play"; readonly playbook: string });

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
}

/** A parent issue and its checklist issues, opened together. */
export interface Playbook {
  readonly name: string;
  readonly parent: IssueRecipe;
  /** In order. */
  readonly children: readonly (IssueRecipe & {
    readonly id: string;
    readonly values: Readonly<Record<string, string>>;
  })[];
  readonly values: Readonly<Record<string, string>>;
}
