/**
 * The issues of a repository, filtered and sorted as a client asked.
 * https://docs.github.com/en/rest/issues/issues#list-repository-issues
 */
import type { IssueRow } from "../rows.ts";
import { paged } from "./page.ts";
import { invalid } from "./rest-error.ts";
import { type Answer, type Call, repositoryIn } from "./route.ts";
import { showIssue } from "./show-issue.ts";

/** One page of the list. */
export function listIssues(call: Call): Answer {
  const rows = call.world.store
    .issuesOf(repositoryIn(call).id)
    .filter((issue) => call.world.visibleAt("list", issue.createdAt))
    .filter(stateFilter(call))
    .filter(labelFilter(call))
    .filter(peopleFilter(call))
    .filter(milestoneFilter(call))
    .filter(sinceFilter(call));
  return paged(call, sorted(call, rows), (issue) => showIssue(call.shows, issue));
}

type Filter = (issue: IssueRow) => boolean;

function stateFilter(call: Call): Filter {
  const state = call.query.get("state") ?? "open";
  if (!["open", "closed", "all"].includes(state)) throw bad("state");
  return (issue) => state === "all" || issue.state.toLowerCase() === state;
}

/** All of the names, separated by commas. */
function labelFilter(call: Call): Filter {
  const names = (call.query.get("labels") ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  const { store } = call.world;
  const wanted = names.map((name) => store.labelByName(repositoryIn(call).id, name)?.id);
  return (issue) => wanted.every((id) => id !== undefined && issue.labels.includes(id));
}

function peopleFilter(call: Call): Filter {
  const creator = call.query.get("creator");
  const assignee = call.query.get("assignee");
  const idOf = (login: string) => call.world.store.accountByLogin(login)?.id;
  return (issue) => {
    if (creator !== null && issue.author !== idOf(creator)) return false;
    if (assignee === null) return true;
    if (assignee === "none") return issue.assignees.length === 0;
    if (assignee === "*") return issue.assignees.length > 0;
    return issue.assignees.includes(idOf(assignee) ?? "");
  };
}

function milestoneFilter(call: Call): Filter {
  const asked = call.query.get("milestone");
  if (asked === null) return () => true;
  if (asked === "none") return (issue) => issue.milestone === null;
  if (asked === "*") return (issue) => issue.milestone !== null;
  const found = call.world.store.milestonesOf(repositoryIn(call).id).find((row) => String(row.number) === asked);
  if (!found) throw bad("milestone");
  return (issue) => issue.milestone === found.id;
}

function sinceFilter(call: Call): Filter {
  const since = call.query.get("since");
  if (since === null) return () => true;
  const at = Date.parse(since);
  if (Number.isNaN(at)) throw bad("since");
  return (issue) => Date.parse(issue.updatedAt) >= at;
}

function sorted(call: Call, rows: readonly IssueRow[]): readonly IssueRow[] {
  const sort = call.query.get("sort") ?? "created";
  const sign = call.query.get("direction") === "asc" ? 1 : -1;
  const comments = (issue: IssueRow) => call.world.store.commentsOf(issue.id).length;
  return [...rows].sort((one, other) => {
    const order =
      sort === "comments"
        ? comments(one) - comments(other)
        : sort === "updated"
          ? compare(one.updatedAt, other.updatedAt)
          : compare(one.createdAt, other.createdAt);
    return sign * (order === 0 ? one.number - other.number : order);
  });
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function bad(name: string) {
  return invalid({ resource: "Issue", field: name, code: "invalid" });
}
