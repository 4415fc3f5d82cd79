/**
 * Looks up what a path or a body names, as the caller may see it. Not found is refused in GitHub's words; what was
 * deleted or moved says so.
 */
import type { AccountRow, CommentRow, IssueRow, LabelRow, MilestoneRow, RepositoryRow } from "../rows.ts";
import type { LagKind } from "../world.ts";
import { invalid, notFound, RestError } from "./rest-error.ts";
import { type Call, param, repositoryIn } from "./route.ts";
import { issueUrl } from "./show-issue.ts";

/** The issue that the path names. `lag`: for reads, the kind that a read-after-write fault may hide it from. */
export function issueIn(call: Call, lag: LagKind | null): IssueRow {
  const repository = repositoryIn(call);
  const number = Number(param(call, "issue_number"));
  const issue = call.world.store.issueByNumber(repository.id, number);
  if (issue === null) throw whyGone(call, repository, number);
  if (lag !== null && !call.world.visibleAt(lag, issue.createdAt)) throw notFound();
  return issue;
}

/** The comment that the path names. */
export function commentIn(call: Call): CommentRow {
  const { store } = call.world;
  const comment = store.commentByDatabaseId(Number(param(call, "comment_id")));
  const issue = comment === null ? undefined : store.issues.get(comment.issue);
  if (comment === null || issue === undefined || issue.repository !== repositoryIn(call).id) throw notFound();
  return comment;
}

/** The label that the path names. */
export function labelIn(call: Call): LabelRow {
  const label = call.world.store.labelByName(repositoryIn(call).id, param(call, "name"));
  if (label === null) throw notFound();
  return label;
}

/** An account by login; throws 404. */
export function accountNamed(call: Call, login: string, kind?: AccountRow["kind"]): AccountRow {
  const account = call.world.store.accountByLogin(login);
  if (account === null || (kind !== undefined && account.kind !== kind)) throw notFound();
  return account;
}

/** People named in a body; a stranger is refused. */
export function assigneesNamed(call: Call, value: unknown): readonly AccountRow[] | undefined {
  if (value === undefined || value === null) return undefined;
  return texts(value).map((login) => {
    const account = call.world.store.accountByLogin(login);
    if (account === null) throw invalid({ resource: "Issue", field: "assignees", code: "invalid" });
    return account;
  });
}

/** A milestone by number; null takes it away, undefined says nothing. */
export function milestoneNamed(call: Call, value: unknown): MilestoneRow | null | undefined {
  if (value === undefined || value === null) return value;
  const found = call.world.store
    .milestonesOf(repositoryIn(call).id)
    .find((row) => String(row.number) === String(value));
  if (!found) throw invalid({ resource: "Issue", field: "milestone", code: "invalid" });
  return found;
}

/** Texts of a list; anything else is left out. */
export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

function whyGone(call: Call, repository: RepositoryRow, number: number): RestError {
  const { store } = call.world;
  const gone = [...store.issues.values()].find(
    (row) => row.deleted && row.repository === repository.id && row.number === number,
  );
  if (!gone) return notFound();
  const there = present(call, gone);
  if (there.deleted) return new RestError(410, "This issue was deleted");
  return new RestError(301, "Moved Permanently", null, { location: issueUrl(call.shows, there) });
}

/** What a transferred issue has become, however often it moved. */
function present(call: Call, issue: IssueRow): IssueRow {
  const next = call.world.store.issues.get(call.services.transfers.get(issue.id) ?? "");
  return next === undefined ? issue : present(call, next);
}
