/**
 * Routes about issues that wait for issues. Bodies name an issue by its integer id, never by its number.
 * https://docs.github.com/en/rest/issues/issue-dependencies
 */
import { canReadIssues } from "../access.ts";
import { addBlockedBy, removeBlockedBy } from "../ops-dependencies.ts";
import type { Id, IssueRow } from "../rows.ts";
import { issueIn } from "./find.ts";
import { paged } from "./page.ts";
import { RestError } from "./rest-error.ts";
import { type Answer, type Call, field, ok, param, type Routes } from "./route.ts";
import { showIssue } from "./show-issue.ts";

const base = "/repos/{owner}/{repo}/issues/{issue_number}/dependencies";

export const dependencyRoutes: Routes = {
  [`GET ${base}/blocked_by`]: (call) => list(call, issueIn(call, "issue").blockedBy),
  [`GET ${base}/blocking`]: (call) => list(call, issueIn(call, "issue").blocking),
  [`POST ${base}/blocked_by`]: (call) => {
    const blocked = issueIn(call, null);
    addBlockedBy(call.world, call.actor, { blocked, blocking: issueById(call, field(call, "issue_id")) });
    return { status: 201, body: showIssue(call.shows, blocked) };
  },
  [`DELETE ${base}/blocked_by/{issue_id}`]: (call) => {
    const blocked = issueIn(call, null);
    removeBlockedBy(call.world, call.actor, { blocked, blocking: issueById(call, param(call, "issue_id")) });
    return ok(showIssue(call.shows, blocked));
  },
};

function list(call: Call, ids: readonly Id[]): Answer {
  const rows = ids.map((id) => call.world.store.issues.get(id)!).filter((row) => readable(call, row));
  return paged(call, rows, (row) => showIssue(call.shows, row));
}

function issueById(call: Call, value: unknown): IssueRow {
  const issue = call.world.store.issueByDatabaseId(Number(value));
  if (!issue || !readable(call, issue)) throw new RestError(404, "Not Found");
  return issue;
}

function readable(call: Call, issue: IssueRow): boolean {
  const { store } = call.world;
  return !issue.deleted && canReadIssues(store, call.viewer, store.repositories.get(issue.repository)!);
}
