/**
 * The brake: what one look at one item may do at most. Past it nothing of the kind is done and a person is asked,
 * because so much at once is more often a mistake in the config than a wish.
 */
import type { Change, CreateIssue } from "../model/change.ts";
import { type Case, nothing, type Part, problem, together } from "./part.ts";

/** Changes that one plan may hold. */
export const changeLimit = 100;

/** Sub-issues under one parent. https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/adding-sub-issues */
export const subIssueLimit = 100;

/** The part as far as the limits let it through. */
export function limited(one: Case, part: Part): Part {
  const fits = withinSubIssues(one, part);
  if (fits.changes.length <= changeLimit) return fits;
  const stopped = problem({
    code: "too-many-changes",
    where: one.item.url,
    what: `The plan has ${fits.changes.length} changes for this one issue, more than ${changeLimit}, so none of them is made.`,
    todo: `Look at the plan and at pipelines.${one.pipeline.name}; split the playbook if so much is meant.`,
    severity: "error",
  });
  return together({ ...fits, changes: [] }, stopped);
}

function withinSubIssues(one: Case, part: Part): Part {
  const room = new Map<string, number>();
  const dropped: CreateIssue[] = [];
  const kept = part.changes.filter((change) => {
    if (change.kind !== "create-issue" || change.parent.kind === "none") return true;
    const under = parentText(change);
    const left = room.get(under) ?? subIssueLimit - existing(one, change);
    const orphan = change.parent.kind === "created" && dropped.some(({ key }) => key === under);
    room.set(under, left - 1);
    if (left > 0 && !orphan) return true;
    dropped.push(change);
    return false;
  });
  return dropped.length === 0 ? part : together({ ...part, changes: kept }, full(one, dropped));
}

function existing({ item: { id, subIssues } }: Case, { parent }: CreateIssue): number {
  if (parent.kind !== "issue" || !subIssues.known) return 0;
  if (parent.id === id) return subIssues.value.length;
  const held = subIssues.value.find((issue) => issue.id === parent.id)?.subIssues;
  return held?.known ? held.value.length : 0;
}

function full({ item }: Case, dropped: readonly CreateIssue[]): Part {
  return problem({
    code: "too-many-sub-issues",
    where: item.url,
    what: `Not opened: ${dropped.length} of the new issues. GitHub allows ${subIssueLimit} sub-issues under one issue.`,
    todo: "Take sub-issues off that are done with, or give the checklist a parent of its own.",
    severity: "error",
  });
}

function parentText({ parent }: CreateIssue): string {
  return parent.kind === "issue" ? parent.id : parent.kind === "created" ? parent.key : "";
}

/** Each label is made once, and each comment said once, however many parts of the plan want it. */
export function withoutRepeats(changes: readonly Change[]): readonly Change[] {
  const made = new Set<string>();
  return changes.filter((change) => {
    const name = repeatable(change);
    return name === null || (!made.has(name) && made.add(name) !== undefined);
  });
}

function repeatable(change: Change): string | null {
  if (change.kind === "create-label") return `label ${change.repository}/${change.name.toLowerCase()}`;
  return change.kind === "add-comment" ? `comment ${change.issue}/${change.key}` : null;
}

/** Nothing at all, with a reason: what could not be read must not be acted on. */
export function heldBack(why: string): Part {
  return { ...nothing, notes: [`Nothing is planned: ${why}.`] };
}
