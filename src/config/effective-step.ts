/** Steps, playbooks and milestones as the file says them → the model's. */
import type { CohortRule, Milestone, TimeRule } from "../model/milestone.ts";
import type { IssueRecipe, Playbook, Step, Trigger } from "../model/pipeline.ts";
import { conditionOf, dateFrom, daysOf, settingsFrom } from "./effective-condition.ts";
import { plainLogin, teamOrLogin } from "./names.ts";
import type { PlaybookFile } from "./schema-playbook.ts";
import type { MilestoneFile, StepFile } from "./schema-step.ts";
import { type CohortFile, isPlainMilestone, type TimeFile } from "./schema-times.ts";

/**
 * The id of a step: its own, else its template's file name without folder and extension, the name of its playbook or of
 * the recurring work that it brings forward, its label, or `comment`.
 */
export function stepId({ id, open, play, label, "bring-forward": early }: StepFile): string {
  if (id !== undefined) return id;
  if (open === undefined) return play ?? early ?? (label === undefined ? "comment" : idOf(label));
  return idOf(open.slice(open.lastIndexOf("/") + 1).replace(/\.[^.]*$/, ""));
}

function idOf(text: string): string {
  return text.replace(/[^A-Za-z0-9_.-]+/g, "-").slice(0, 50);
}

/** One step. */
export function stepFrom(file: StepFile): Step {
  const common = {
    id: stepId(file),
    trigger: triggerFrom(file),
    when: conditionOf(file.when),
    after: file["needs-done"],
    values: file.values,
  };
  if (file.play !== undefined) return { ...common, kind: "play", playbook: file.play };
  if (file.comment !== undefined) {
    return { ...common, kind: "comment", text: file.comment, mention: file.mention.map(teamOrLogin) };
  }
  if (file.label !== undefined) return { ...common, kind: "label", label: file.label };
  const early = file["bring-forward"];
  if (early !== undefined) return { ...common, kind: "bring-forward", recurring: early };
  return { ...common, kind: "open", ...recipeFrom({ ...file, template: file.open ?? "" }) };
}

function triggerFrom({ at, on, as, before, after, by, shift, each, until, "or-on": orOn }: StepFile): Trigger {
  const either = orOn === undefined ? {} : ({ orWhenDone: true } as const);
  const again =
    each === undefined ? {} : { each: { months: lengths[each], until: until === undefined ? null : dateFrom(until) } };
  if (before !== undefined) return { kind: "date", date: dateFrom(before), days: 0 - daysOf(by), shift, ...either };
  if (after !== undefined) return { kind: "date", date: dateFrom(after), days: daysOf(by), shift, ...either, ...again };
  if (on === "opened") return { kind: "opened" };
  if (on === "closed") return { kind: "closed", as: as ?? null };
  if (on !== undefined) return { kind: "labeled", label: on.label };
  return { kind: "stage", stage: at ?? "" };
}

/** In months. */
const lengths = { month: 1, quarter: 3, year: 12 } as const;

/** What the file says of one issue, under whatever key it names the template. */
export type RecipeFile = { readonly template: string } & Pick<
  StepFile,
  "repository" | "title" | "labels" | "assignees" | "board" | "set"
>;

/** How to make one issue. */
export function recipeFrom(file: RecipeFile): IssueRecipe {
  const { template, repository = null, title = null, labels, board = null } = file;
  const assignees = file.assignees.map(plainLogin);
  return { template, repository, title, labels, assignees, board, fields: settingsFrom(file.set) };
}

/** A playbook; its children inherit where they open, their board and their labels. */
export function playbookFrom(name: string, file: PlaybookFile): Playbook {
  const children = file.children.map((child) => ({
    ...recipeFrom({
      ...child,
      repository: child.repository ?? file.repository,
      board: child.board ?? file.board,
      labels: child.labels ?? file.labels,
    }),
    id: child.id,
    when: conditionOf(child.when),
    after: child["needs-done"],
    values: child.values,
  }));
  return { name, parent: recipeFrom({ ...file, template: file.parent }), children, values: file.values };
}

/** A named moment. */
export function milestoneFrom(file: MilestoneFile): Milestone {
  if (file === "closed") return { kind: "closed", as: null };
  if (typeof file === "string") return { kind: file };
  if (file.enters !== undefined) return { kind: "enters", stage: file.enters };
  if (file.leaves !== undefined) return { kind: "leaves", stage: file.leaves };
  if (file.label !== undefined) return { kind: "labeled", label: file.label };
  if (file.date !== undefined) return { kind: "date", field: file.date };
  if (file.linked === undefined) return { kind: "closed", as: file.closed ?? null };
  const [pipeline = "", milestone = ""] = file.linked.split("/");
  return { kind: "linked", pipeline, milestone };
}

/** What items are compared by. */
export function cohortFrom(file: CohortFile): CohortRule {
  if (typeof file === "string") return { by: file };
  return "answer" in file
    ? { by: "answer", field: file.answer }
    : { by: "label", prefix: file.label.replace(/\*$/, "") };
}

/** A time between two milestones; a name that the pipeline does not give is that of the milestone itself. */
export function timeFrom(file: TimeFile, milestones: Readonly<Record<string, MilestoneFile>>): TimeRule {
  const named = (name: string): Milestone => {
    if (Object.hasOwn(milestones, name)) return milestoneFrom(milestones[name]!);
    return milestoneFrom(isPlainMilestone(name) ? name : "opened");
  };
  const { from, to, "re-entry": reentry, skipped } = file;
  return { names: { from, to }, from: named(from), to: named(to), reentry, skipped };
}
