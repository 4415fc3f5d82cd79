/**
 * One step of an issue's past: who did what to it, and when. Steps are lived through the same ops as requests, with
 * the clock set back and the listeners deaf.
 */
import { accountOf, builderActor, placeAt } from "./build-past.ts";
import { assign, setMilestone, unassign } from "./ops-assign.ts";
import { createComment } from "./ops-comments.ts";
import { addBlockedBy, removeBlockedBy } from "./ops-dependencies.ts";
import { closeIssue, editIssue, reopenIssue } from "./ops-issues.ts";
import { addItem, archiveItem, clearValue, deleteItem, type NewValue, setValue } from "./ops-items.ts";
import { addLabels, createLabel, removeLabels } from "./ops-labels.ts";
import type { FieldRow, IssueRow, LabelRow, MilestoneRow, ProjectItemRow, ProjectRow } from "./rows.ts";
import type { Actor, World } from "./world.ts";

/** Who did what, and when. `on`: the board meant; the issue's first one when not given. */
export type Step = {
  readonly at: string;
  /** A login; a Bot's with `[bot]`. */
  readonly by: string;
} & (
  | { readonly add: ProjectRow; readonly automated?: boolean }
  | { readonly remove: ProjectRow; readonly automated?: boolean }
  /** A column's name; null clears it. */
  | { readonly move: string | null; readonly on?: ProjectRow; readonly automated?: boolean }
  /** A field's value: an option's or iteration's name, a date, a number, a text; null clears it. */
  | { readonly field: string; readonly value: string | number | null; readonly on?: ProjectRow }
  | { readonly label: string }
  | { readonly unlabel: string }
  | { readonly comment: string }
  | { readonly close: "COMPLETED" | "NOT_PLANNED" | "DUPLICATE" }
  | { readonly reopen: true }
  | { readonly title: string }
  | { readonly body: string }
  | { readonly assign: string }
  | { readonly unassign: string }
  /** A milestone's title; null takes it away. */
  | { readonly milestone: string | null }
  | { readonly blockedBy: IssueRow }
  | { readonly unblockedBy: IssueRow }
  /** The card on that board goes out of sight, or (false) comes back. */
  | { readonly archive: ProjectRow; readonly archived?: boolean }
);

/** Lives one step of an issue's past. Throws when a name in it does not exist. */
export function placeStep(world: World, issue: IssueRow, step: Step): void {
  placeAt(world, step.at, () => live(world, builderActor(world, step.by), issue, step));
}

function live(world: World, actor: Actor, issue: IssueRow, step: Step): unknown {
  if ("add" in step) return addItem(world, actor, step.add, issue, { automated: step.automated ?? false });
  if ("remove" in step) {
    return deleteItem(world, actor, cardOf(world, issue, step.remove), { automated: step.automated ?? false });
  }
  if ("move" in step) return write(world, actor, issue, { ...step, field: "Status", value: step.move });
  if ("field" in step) return write(world, actor, issue, step);
  if ("label" in step) return addLabels(world, actor, issue, [labelOf(world, actor, issue, step.label)]);
  if ("unlabel" in step) return removeLabels(world, actor, issue, [labelOf(world, actor, issue, step.unlabel)]);
  if ("comment" in step) return createComment(world, actor, issue, step.comment);
  if ("close" in step) return closeIssue(world, actor, issue, { reason: step.close });
  if ("reopen" in step) return reopenIssue(world, actor, issue);
  if ("title" in step) return editIssue(world, actor, issue, { title: step.title });
  if ("body" in step) return editIssue(world, actor, issue, { body: step.body });
  if ("assign" in step) return assign(world, actor, issue, [accountOf(world, step.assign)]);
  if ("milestone" in step) return setMilestone(world, actor, issue, milestoneOf(world, issue, step.milestone));
  if ("blockedBy" in step) return addBlockedBy(world, actor, { blocked: issue, blocking: step.blockedBy });
  if ("unblockedBy" in step) return removeBlockedBy(world, actor, { blocked: issue, blocking: step.unblockedBy });
  if ("archive" in step) return archiveItem(world, actor, cardOf(world, issue, step.archive), step.archived ?? true);
  return unassign(world, actor, issue, [accountOf(world, step.unassign)]);
}

function write(
  world: World,
  actor: Actor,
  issue: IssueRow,
  step: {
    readonly field: string;
    readonly value: string | number | null;
    readonly on?: ProjectRow;
    readonly automated?: boolean;
  },
): void {
  const item = cardOf(world, issue, step.on);
  const field = world.store.fieldByName(item.project, step.field);
  if (!field) throw new Error(`The board has no field "${step.field}".`);
  if (step.value === null) clearValue(world, actor, item, field);
  else setValue(world, actor, item, field, fieldValueOf(field, step.value), { automated: step.automated ?? false });
}

/** A field's value by the names people know. Throws when the field has no such option or iteration. */
export function fieldValueOf(field: FieldRow, value: string | number): NewValue {
  if (field.dataType === "NUMBER") return { kind: "number", number: Number(value) };
  if (field.dataType === "DATE") return { kind: "date", date: String(value) };
  if (field.dataType === "TEXT") return { kind: "text", text: String(value) };
  const option = field.options.find((one) => one.name === value);
  if (option) return { kind: "single-select", optionId: option.id };
  const iteration = field.iterations.find((one) => one.title === value);
  if (iteration) return { kind: "iteration", iterationId: iteration.id };
  const names = [...field.options.map((one) => one.name), ...field.iterations.map((one) => one.title)];
  throw new Error(`The field "${field.name}" has no "${value}". It has: ${names.join(", ")}.`);
}

function cardOf(world: World, issue: IssueRow, project: ProjectRow | undefined): ProjectItemRow {
  const cards = world.store.itemsOfIssue(issue.id);
  const card = project ? cards.find((one) => one.project === project.id) : cards[0];
  if (!card)
    throw new Error(`Issue #${issue.number} is not on ${project ? `the board "${project.title}"` : "a board"}.`);
  return card;
}

function milestoneOf(world: World, issue: IssueRow, title: string | null): MilestoneRow | null {
  if (title === null) return null;
  const found = world.store.milestonesOf(issue.repository).find((row) => row.title === title);
  if (!found) throw new Error(`The repository has no milestone "${title}".`);
  return found;
}

function labelOf(world: World, actor: Actor, issue: IssueRow, name: string): LabelRow {
  const present = world.store.labelByName(issue.repository, name);
  return present ?? createLabel(world, actor, { repository: world.store.repositories.get(issue.repository)!, name });
}
