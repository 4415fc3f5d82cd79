/**
 * Routes about sub-issues and parents. Bodies name an issue by its integer id, never by its number.
 * https://docs.github.com/en/rest/issues/sub-issues
 */
import { canReadIssues } from "../access.ts";
import { SandboxError } from "../error.ts";
import { addSubIssue, moveSubIssue, removeSubIssue } from "../ops-sub-issues.ts";
import type { IssueRow } from "../rows.ts";
import { issueIn } from "./find.ts";
import { paged } from "./page.ts";
import { notFound, RestError } from "./rest-error.ts";
import { type Answer, type Call, field, ok, type Routes } from "./route.ts";
import { showIssue } from "./show-issue.ts";

export const subIssueRoutes: Routes = {
  "GET /repos/{owner}/{repo}/issues/{issue_number}/sub_issues": list,
  "POST /repos/{owner}/{repo}/issues/{issue_number}/sub_issues": add,
  "DELETE /repos/{owner}/{repo}/issues/{issue_number}/sub_issue": (call) => {
    const parent = issueIn(call, null);
    removeSubIssue(call.world, call.actor, { parent, subIssue: issueById(call, "sub_issue_id") });
    return ok(showIssue(call.shows, parent));
  },
  "PATCH /repos/{owner}/{repo}/issues/{issue_number}/sub_issues/priority": reorder,
  "GET /repos/{owner}/{repo}/issues/{issue_number}/parent": (call) => {
    const issue = issueIn(call, "issue");
    const parent = issue.parent === null ? undefined : call.world.store.issues.get(issue.parent);
    if (!parent || !readable(call, parent)) throw notFound();
    return ok(showIssue(call.shows, parent));
  },
};

function list(call: Call): Answer {
  const parent = issueIn(call, "issue");
  const rows = parent.subIssues
    .map((id) => call.world.store.issues.get(id)!)
    .filter((row) => readable(call, row) && call.world.visibleAt("sub-issues", linkedAt(call, parent, row)));
  return paged(call, rows, (row) => showIssue(call.shows, row));
}

/** Answers with the parent, as GitHub does. */
function add(call: Call): Answer {
  const parent = issueIn(call, null);
  const subIssue = issueById(call, "sub_issue_id");
  const replaceParent = field(call, "replace_parent") === true;
  worded(() => addSubIssue(call.world, call.actor, { parent, subIssue, replaceParent }));
  const body = showIssue(call.shows, parent);
  return { status: 201, body, headers: { location: body.url } };
}

function reorder(call: Call): Answer {
  const parent = issueIn(call, null);
  const subIssue = issueById(call, "sub_issue_id");
  const [afterId, beforeId] = [field(call, "after_id"), field(call, "before_id")];
  if ((afterId === undefined) === (beforeId === undefined)) {
    throw new RestError(422, "Specify either `after_id` or `before_id`, not both.");
  }
  const after = afterId === undefined ? ahead(call, parent, subIssue) : issueById(call, "after_id");
  moveSubIssue(call.world, call.actor, { parent, subIssue, after });
  return ok(showIssue(call.shows, parent));
}

/** The one that stands before `before_id` when the moved one is taken out; null: the front. */
function ahead(call: Call, parent: IssueRow, moved: IssueRow): IssueRow | null {
  const before = issueById(call, "before_id");
  const others = parent.subIssues.filter((id) => id !== moved.id);
  const place = others.indexOf(before.id);
  if (place < 0) throw notFound();
  return place === 0 ? null : call.world.store.issues.get(others[place - 1]!)!;
}

function issueById(call: Call, name: string): IssueRow {
  const issue = call.world.store.issueByDatabaseId(Number(field(call, name)));
  if (!issue || !readable(call, issue)) {
    throw new RestError(404, "The provided sub-issue does not exist");
  }
  return issue;
}

function readable(call: Call, issue: IssueRow): boolean {
  const { store } = call.world;
  return !issue.deleted && canReadIssues(store, call.viewer, store.repositories.get(issue.repository)!);
}

function linkedAt(call: Call, parent: IssueRow, subIssue: IssueRow): string {
  const links = call.world.store
    .timelineOf(parent.id)
    .filter((row) => "type" in row && row.type === "SubIssueAddedEvent" && row.data.subIssue === subIssue.id);
  return links.at(-1)?.createdAt ?? subIssue.createdAt;
}

function worded(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof SandboxError) || error.type !== "UNPROCESSABLE") throw error;
    throw new RestError(422, `An error occurred while adding the sub-issue to the parent issue. ${error.message}`);
  }
}
