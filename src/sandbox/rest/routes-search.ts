/**
 * Search over issues, through an index that lags: what was opened less than its delay ago is not found, and labels and
 * states are matched as they stood then, though the present row is shown. So is GitHub's, by minutes at times.
 */
import { canReadIssues } from "../access.ts";
import type { IssueRow } from "../rows.ts";
import { pageOf, pageSize } from "./page.ts";
import { RestError } from "./rest-error.ts";
import type { Answer, Call, Routes } from "./route.ts";
import { matchesDate, parseSearch, type Qualifier } from "./search-query.ts";
import { loginOf } from "./show-account.ts";
import { showIssue } from "./show-issue.ts";
import { fullName } from "./shows.ts";

export const searchRoutes: Routes = { "GET /search/issues": search };

/** GitHub shows no more than this many results of a search. */
const mostResults = 1000;

function search(call: Call): Answer {
  const text = call.query.get("q") ?? "";
  if (text.trim() === "") throw refused("q", "missing");
  const { qualifiers, words } = parseSearch(text);
  requireKind(call, qualifiers);
  requireVisible(call, qualifiers);
  if (Number(call.query.get("page") ?? 1) * pageSize(call) > mostResults + pageSize(call) - 1) {
    throw new RestError(422, "Only the first 1000 search results are available");
  }
  const found = [...call.world.store.issues.values()]
    .filter((issue) => !issue.deleted && call.world.visibleAt("search", issue.createdAt))
    .filter((issue) => canReadIssues(call.world.store, call.viewer, repositoryOf(call, issue)))
    .map((issue) => indexed(call, issue))
    .filter((entry) => qualifiers.every((one) => matches(call, entry, one) !== one.not))
    .filter(({ issue }) => words.every((word) => `${issue.title}\n${issue.body ?? ""}`.toLowerCase().includes(word)))
    .map((entry) => entry.issue);
  const rows = sorted(call, found);
  const page = pageOf(call, rows.slice(0, mostResults));
  return {
    status: 200,
    headers: page.headers,
    body: {
      total_count: rows.length,
      incomplete_results: false,
      search_type: "lexical",
      items: page.rows.map((issue) => ({ ...showIssue(call.shows, issue), score: 1 })),
    },
  };
}

/** An issue as the index has it. */
interface Indexed {
  readonly issue: IssueRow;
  readonly state: IssueRow["state"];
  readonly labels: readonly string[];
}

/** Takes back what happened to state and labels since the index was brought up to date. */
function indexed(call: Call, issue: IssueRow): Indexed {
  const { store, visibleAt } = call.world;
  const names = new Set(issue.labels.map((id) => store.labels.get(id)!.name.toLowerCase()));
  let { state } = issue;
  for (const entry of [...store.timelineOf(issue.id)].reverse()) {
    if (visibleAt("search", entry.createdAt)) break;
    if (!("type" in entry)) continue;
    const name = String(entry.data.name).toLowerCase();
    if (entry.type === "LabeledEvent") names.delete(name);
    if (entry.type === "UnlabeledEvent") names.add(name);
    if (entry.type === "ClosedEvent") state = "OPEN";
    if (entry.type === "ReopenedEvent") state = "CLOSED";
  }
  return { issue, state, labels: [...names] };
}

function matches(call: Call, entry: Indexed, { name, value }: Qualifier): boolean {
  const { issue } = entry;
  const repository = repositoryOf(call, issue);
  const { store } = call.world;
  const login = (id: string) => loginOf(store.accounts.get(id)!).toLowerCase();
  const wanted = value.toLowerCase();
  switch (name) {
    case "repo":
      return fullName(call.shows, repository).toLowerCase() === wanted;
    case "org":
    case "user":
      return login(repository.owner) === wanted;
    case "is":
    case "type":
    case "state":
      return matchesKind(entry, repository.visibility, wanted);
    case "label":
      return value.split(",").some((one) => entry.labels.includes(one.replaceAll('"', "").toLowerCase()));
    case "author":
      return login(issue.author) === wanted.replace(/^app\/(.*)$/, "$1[bot]");
    case "assignee":
      return issue.assignees.some((id) => login(id) === wanted);
    case "milestone":
      return issue.milestone !== null && store.milestones.get(issue.milestone)!.title.toLowerCase() === wanted;
    case "no":
      return isWithout(issue, wanted);
    case "archived":
      return String(repository.archived) === wanted;
    case "created":
      return matchesDate(issue.createdAt, value);
    case "updated":
      return matchesDate(issue.updatedAt, value);
    case "closed":
      return matchesDate(issue.closedAt, value);
    default:
      return true;
  }
}

function matchesKind(entry: Indexed, visibility: string, wanted: string): boolean {
  if (wanted === "open" || wanted === "closed") return entry.state.toLowerCase() === wanted;
  if (wanted === "issue") return !entry.issue.isPullRequest;
  if (wanted === "pr" || wanted === "pull-request") return entry.issue.isPullRequest;
  if (wanted === "public" || wanted === "private") return visibility === wanted;
  return wanted !== "locked" || entry.issue.locked;
}

function isWithout(issue: IssueRow, what: string): boolean {
  if (what === "label") return issue.labels.length === 0;
  if (what === "assignee") return issue.assignees.length === 0;
  return what === "milestone" && issue.milestone === null;
}

function sorted(call: Call, rows: readonly IssueRow[]): readonly IssueRow[] {
  const by = call.query.get("sort") === "updated" ? "updatedAt" : "createdAt";
  const sign = call.query.get("order") === "asc" ? 1 : -1;
  return [...rows].sort((one, other) =>
    one[by] === other[by] ? other.databaseId - one.databaseId : sign * (one[by] < other[by] ? -1 : 1),
  );
}

/** Apps must say which of the two they look for. */
function requireKind(call: Call, qualifiers: readonly Qualifier[]): void {
  if (call.viewer.kind !== "installation") return;
  const said = qualifiers.some(
    ({ name, value }) => ["is", "type"].includes(name) && /^(issue|pr|pull-request)$/.test(value),
  );
  if (!said) throw refused("q", "invalid", "Query must include 'is:issue' or 'is:pull-request'");
}

function requireVisible(call: Call, qualifiers: readonly Qualifier[]): void {
  const { store } = call.world;
  const named = qualifiers.filter((one) => one.name === "repo" && !one.not);
  if (named.length === 0) return;
  const seen = named.some(({ value }) => {
    const [owner = "", name = ""] = value.split("/");
    const row = store.repositoryByName(owner, name);
    return row !== null && canReadIssues(store, call.viewer, row);
  });
  if (seen) return;
  const why =
    "The listed users and repositories cannot be searched either because the resources do not exist or you do not have permission to view them.";
  throw refused("q", "invalid", why);
}

function refused(field: string, code: string, message?: string): RestError {
  return new RestError(422, "Validation Failed", [
    { resource: "Search", field, code, ...(message === undefined ? {} : { message }) },
  ]);
}

function repositoryOf(call: Call, issue: IssueRow) {
  return call.world.store.repositories.get(issue.repository)!;
}
