/**
 * Mutations that link issues: parents, sub-issues, and what waits for what. Each looks its input up, calls one op, and
 * shows what became of it.
 */
import { SandboxError } from "../error.ts";
import { addBlockedBy, type Dependency, removeBlockedBy } from "../ops-dependencies.ts";
import { addSubIssue, moveSubIssue, removeSubIssue } from "../ops-sub-issues.ts";
import type { Id, IssueRow } from "../rows.ts";
import { type Context, shownIssue } from "./context.ts";
import { rowOf } from "./inputs.ts";
import type { Mutations } from "./mutations.ts";

export const linkMutations: Mutations = {
  addSubIssue(input: AddSubIssueInput, context) {
    const parent = rowOf(context, input.issueId, "Issue");
    const subIssue = subIssueOf(context, input);
    const replaceParent = input.replaceParent ?? false;
    addSubIssue(context.world, context.actor, { parent, subIssue, replaceParent });
    return { issue: shownIssue(context, parent.id), subIssue: shownIssue(context, subIssue.id) };
  },
  removeSubIssue(input: { issueId: Id; subIssueId: Id }, context) {
    const parent = rowOf(context, input.issueId, "Issue");
    const subIssue = rowOf(context, input.subIssueId, "Issue");
    removeSubIssue(context.world, context.actor, { parent, subIssue });
    return { issue: shownIssue(context, parent.id), subIssue: shownIssue(context, subIssue.id) };
  },
  reprioritizeSubIssue(input: { issueId: Id; subIssueId: Id; afterId?: Id | null; beforeId?: Id | null }, context) {
    const parent = rowOf(context, input.issueId, "Issue");
    const subIssue = rowOf(context, input.subIssueId, "Issue");
    const others = parent.subIssues.filter((id) => id !== subIssue.id);
    const before = input.beforeId ? others[others.indexOf(input.beforeId) - 1] : undefined;
    const afterId = input.afterId ?? before;
    moveSubIssue(context.world, context.actor, {
      parent,
      subIssue,
      after: afterId ? rowOf(context, afterId, "Issue") : null,
    });
    return { issue: shownIssue(context, parent.id) };
  },
  addBlockedBy(input: BlockedByInput, context) {
    const dependency = dependencyOf(context, input);
    addBlockedBy(context.world, context.actor, dependency);
    return shownDependency(context, dependency);
  },
  removeBlockedBy(input: BlockedByInput, context) {
    const dependency = dependencyOf(context, input);
    removeBlockedBy(context.world, context.actor, dependency);
    return shownDependency(context, dependency);
  },
};

interface AddSubIssueInput {
  readonly issueId: Id;
  readonly subIssueId?: Id | null;
  readonly subIssueUrl?: string | null;
  readonly replaceParent?: boolean | null;
}

interface BlockedByInput {
  readonly issueId: Id;
  readonly blockingIssueId: Id;
}

function dependencyOf(context: Context, input: BlockedByInput): Dependency {
  return {
    blocked: rowOf(context, input.issueId, "Issue"),
    blocking: rowOf(context, input.blockingIssueId, "Issue"),
  };
}

function shownDependency(context: Context, { blocked, blocking }: Dependency) {
  return { issue: shownIssue(context, blocked.id), blockingIssue: shownIssue(context, blocking.id) };
}

function subIssueOf(context: Context, input: AddSubIssueInput): IssueRow {
  if (input.subIssueId) return rowOf(context, input.subIssueId, "Issue");
  const [, owner = "", name = "", number = ""] =
    /github\.com\/([^/]+)\/([^/]+)\/issues\/(\d+)$/.exec(input.subIssueUrl ?? "") ?? [];
  const repository = context.store.repositoryByName(owner, name);
  const found = repository && context.store.issueByNumber(repository.id, Number(number));
  if (!found || !shownIssue(context, found.id))
    throw new SandboxError("NOT_FOUND", "Could not resolve to an Issue with the URL given.");
  return found;
}
