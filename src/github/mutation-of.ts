/** The mutation that carries out one change that may safely be done twice; ids that it needs are looked up. */
import type { Change, Outcome } from "../model/change.ts";
import type { NodeId } from "../model/key.ts";
import type { Lookup } from "./lookup.ts";
import { unassignableText } from "./outcome.ts";
import { GitHubError } from "./ports.ts";
import * as mutations from "./queries/mutations.ts";
import * as posts from "./queries/posts.ts";
import type { Pass } from "./write-pass.ts";

/** An outcome when there is nothing to send. Labels, bodies and creations are prepared elsewhere. */
export async function mutationOf(change: Change, pass: Pass, lookup: Lookup): Promise<mutations.Mutation | Outcome> {
  switch (change.kind) {
    case "add-to-board":
      return mutations.addToBoard(change.project, change.issue);
    case "set-status":
      return mutations.setColumn(change.project, change.card, change.status);
    case "set-field":
      return mutations.setField(change);
    case "set-milestone":
      return mutations.setMilestone(change.issue, change.milestone?.id ?? null);
    case "assign":
    case "unassign":
      return assignmentOf(change, lookup);
    case "add-label":
      return labellingOf(change, pass, lookup);
    case "remove-label":
      return mutations.removeLabel(change.issue, change.label);
    case "edit-comment":
      return mutations.editComment(change.comment, change.body);
    case "edit-post":
      return posts.editPost(change);
    case "withdraw-post":
      return posts.withdrawPost(change);
    case "close-issue":
      return mutations.closeIssue(change.issue, change.as);
    case "reopen-issue":
      return mutations.reopenIssue(change.issue);
    case "delete-comment":
      return mutations.deleteComment(change.comment);
    case "close-as-duplicate":
      return mutations.closeAsDuplicate(change.issue, change.of);
    default:
      return { kind: "failed", why: `A ${change.kind} is not written here.` };
  }
}

/** An account that is gone cannot be assigned, and is assigned to nothing. */
async function assignmentOf(
  change: Extract<Change, { kind: "assign" | "unassign" }>,
  lookup: Lookup,
): Promise<mutations.Mutation | Outcome> {
  try {
    const people = await lookup.readUserIds(change.logins);
    if (change.kind === "unassign")
      return people.length === 0 ? { kind: "unchanged" } : mutations.unassign(change.issue, people);
    if (people.length > 0) return mutations.assign(change.issue, people);
    return { kind: "failed", why: unassignableText(change.logins) };
  } catch (error) {
    if (error instanceof GitHubError) return refusalOf(error);
    throw error;
  }
}

async function labellingOf(
  change: Extract<Change, { kind: "add-label" }>,
  pass: Pass,
  lookup: Lookup,
): Promise<mutations.Mutation | Outcome> {
  const label = change.label ?? (await createdLabelFor(change, pass, lookup));
  if (label !== null) return mutations.addLabel(change.issue, label);
  return { kind: "refused", why: `It waits for the label ${change.name}, which was not made.` };
}

/** The plan may make a label of one name in two repositories: then GitHub must say in which of them the issue is. */
async function createdLabelFor(
  change: Extract<Change, { kind: "add-label" }>,
  pass: Pass,
  lookup: Lookup,
): Promise<NodeId | null> {
  const planned = pass.changes.filter(
    (one) => one.kind === "create-label" && one.name.toLowerCase() === change.name.toLowerCase(),
  );
  const made = pass.createdLabels(change.name);
  if (planned.length < 2) return [...made.values()][0] ?? null;
  try {
    const repository = await lookup.readRepositoryOf(change.issue);
    return repository === null ? null : (made.get(repository) ?? null);
  } catch (error) {
    if (error instanceof GitHubError) return null;
    throw error;
  }
}

/** What was needed to send it could not be read, so nothing was sent. */
export function refusalOf(error: GitHubError): Outcome {
  return { kind: "refused", why: error.message, ...(error.until === null ? {} : { until: error.until }) };
}
