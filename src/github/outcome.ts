/** What GitHub said of a change, as an outcome in the words that people read. */
import type { Change, Outcome } from "../model/change.ts";
import type { PostKind } from "../model/post.ts";
import { objectOf, textOf } from "./decode.ts";
import type { Sent } from "./send.ts";

/** The outcome of one change, from the answer to its mutation. */
export function outcomeOf(change: Change, sent: Sent): Outcome {
  if (sent.kind === "done") return refusedAssignees(change, sent.data) ?? appliedOf(sent.data);
  if (sent.kind === "unknown") return { kind: "unknown", why: sent.why };
  if (sent.kind === "refused")
    return { kind: "refused", why: sent.why, ...(sent.until === null ? {} : { until: sent.until }) };
  if (isDoneAlready(change, sent.why)) return { kind: "unchanged" };
  if (sent.cause === "forbidden") return { kind: "failed", why: permissionText(sent.why, permissionOf(change)) };
  if (sent.cause === "not-found") return { kind: "failed", why: goneText(change, sent.why) };
  return { kind: "failed", why: sent.why };
}

const boardKinds: readonly Change["kind"][] = ["set-status", "set-field", "add-to-board"];

/** Which permission of the App a change needs, by its name in the settings. Source: docs.github.com, "Permissions required for GitHub Apps". */
export function permissionOf(change: Change): string {
  const post = postKindOf(change);
  if (post === "discussion") return "Discussions: write";
  const isBoard = post === "status-update" || boardKinds.includes(change.kind);
  return isBoard ? "Organization projects: write" : "Issues: write";
}

function postKindOf(change: Change): PostKind | null {
  if (change.kind === "create-post") return change.place.kind;
  return change.kind === "edit-post" || change.kind === "withdraw-post" ? change.of : null;
}

export function permissionText(message: string, permission: string): string {
  return `${message.replace(/\.$/, "")}: the App lacks ${permission}. Open the installation's settings and grant it.`;
}

/** Null unless somebody was to be assigned and is not: GitHub takes whom it may and says nothing of the others. */
function refusedAssignees(change: Change, data: Readonly<Record<string, unknown>>): Outcome | null {
  if (change.kind !== "assign") return null;
  const { nodes } = objectOf(objectOf(data.assignable).assignees);
  if (!Array.isArray(nodes)) return null;
  const assigned = nodes.map((node) => textOf(objectOf(node).login)?.toLowerCase());
  const missing = change.logins.filter((login) => !assigned.includes(login.toLowerCase()));
  return missing.length === 0 ? null : { kind: "failed", why: unassignableText(missing) };
}

/** For logins that GitHub does not know, or does not let be assigned. */
export function unassignableText(logins: readonly string[]): string {
  return `GitHub does not let ${logins.join(", ")} be assigned. Check the login, and that it may read the repository.`;
}

function appliedOf(data: Readonly<Record<string, unknown>>): Outcome {
  const post = data.discussion ?? data.statusUpdate;
  const made = objectOf(data.issue ?? data.label ?? data.item ?? post ?? objectOf(data.commentEdge).node);
  const id = textOf(made.id);
  const url = textOf(made.url);
  return { kind: "applied", ...(id === null ? {} : { id }), ...(url === null ? {} : { url }) };
}

/** Somebody else got there first. GitHub's own sentences, since it gives no code for them. */
function isDoneAlready(change: Change, message: string): boolean {
  if (change.kind === "create-label") return /already (been taken|exists)/i.test(message);
  if (change.kind === "add-to-board") return /already exists in this project/i.test(message);
  if (change.kind === "delete-comment") return /could not resolve/i.test(message);
  // A label that is deleted is on no issue.
  if (change.kind === "remove-label") return message.includes(change.label) && /could not resolve/i.test(message);
  return false;
}

function goneText(change: Change, text: string): string {
  const message = text.replace(/\.$/, "");
  if (postKindOf(change) !== null) return `${message}. It is gone, or the App may not see it.`;
  if (change.kind === "edit-comment") return `The comment is gone: ${message}. The next look makes a new one.`;
  if (change.kind === "add-label") return `The label ${change.name} is gone: ${message}. The next look makes it again.`;
  if (change.kind === "set-milestone") return `The milestone is gone: ${message}. The next look reads the milestones.`;
  if (change.kind === "set-field")
    return `The card, the field or what it was to hold is gone: ${message}. The next look reads the board.`;
  if (change.kind === "set-status") return `The card or its column is gone: ${message}. The next look reads the board.`;
  return `${message}. It is gone, or the token may not see it.`;
}
