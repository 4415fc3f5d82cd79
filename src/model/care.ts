/** What answers, titles, closings, labels and assignments bring about, as the config writes it. */
import type { Condition, FieldSetting } from "./condition.ts";

/** Answer → label, field, assignee, milestone. Followed again when the body is edited, and taken back when it no longer holds. */
export interface AnswerRule {
  /** Config path within the pipeline: `answers[0]`. */
  readonly id: string;
  readonly when: Condition | null;
  /** Answer's field for `labels`; null when the rule only has a condition. */
  readonly field: string | null;
  /** Answer text (without case) → label. Labels of the map that the answer does not name are taken off, if we put them on. */
  readonly labels: Readonly<Record<string, string>>;
  /** Put on while the condition holds. */
  readonly label: string | null;
  readonly fields: readonly FieldSetting[];
  readonly board: string | null;
  readonly assignees: readonly string[];
  /** Title of an open GitHub milestone of the repository; null: none. */
  readonly milestone: string | null;
}

/** Titles that still hold a placeholder. */
export interface TitleRule {
  /** Liquid over the scope; null: only flagged. Used when every variable in it is filled. */
  readonly pattern: string | null;
  /** Label and one comment when the title cannot be repaired; null: comment only. */
  readonly label: string | null;
}

/** Board fields set when an issue is closed. */
export interface CloseRule {
  readonly id: string;
  readonly as: "completed" | "not-planned" | null;
  readonly when: Condition | null;
  readonly board: string;
  readonly fields: readonly FieldSetting[];
}

/** Who takes an item, in turn. */
export interface AssignRule {
  readonly id: string;
  readonly when: Condition | null;
  /** Logins and `@org/team`, in the order of the turn; teams by login. */
  readonly rotation: readonly string[];
}

/** A block of a body that Milepost keeps: appended once, updated later without unticking what people ticked. */
export interface ChecklistRule {
  readonly id: string;
  readonly when: Condition | null;
  /** Path of a Markdown template, without front matter needed. */
  readonly template: string;
  readonly values: Readonly<Record<string, string>>;
}

/** What a grave item brings about, once per item however often it is up- and downgraded. */
export interface EscalationRule {
  readonly id: string;
  readonly when: Condition;
  readonly board: string | null;
  readonly fields: readonly FieldSetting[];
  /** Logins and teams from the config, mentioned in one comment. */
  readonly mention: readonly string[];
  /** Liquid; null: a plain sentence. */
  readonly text: string | null;
}
