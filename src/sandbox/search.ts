/**
 * Search over issues, through an index that lags: what was opened less than its delay ago is not found, and labels and
 * states are matched as they stood then, though the present row is shown. So is GitHub's, by minutes at times.
 */
import { canReadIssues, type Viewer } from "./access.ts";
import { refusal } from "./limits.ts";
import { loginOf } from "./rest/show-account.ts";
import type { IssueRow, RepositoryRow } from "./rows.ts";
import { matchesDate, parseSearch, type Qualifier } from "./search-query.ts";
import type { World } from "./world.ts";

/** The issues and pull requests that a query finds, unsorted. Throws SandboxError when it names what nobody may see. */
export function searchIssues(world: World, viewer: Viewer, text: string): readonly IssueRow[] {
  const { store } = world;
  const { qualifiers, words } = parseSearch(text);
  requireVisible(world, viewer, qualifiers);
  return [...store.issues.values()]
    .filter((issue) => !issue.deleted && world.visibleAt("search", issue.createdAt))
    .filter((issue) => canReadIssues(store, viewer, repositoryOf(world, issue)))
    .map((issue) => indexed(world, issue))
    .filter((entry) => qualifiers.every((one) => matches(world, entry, one) !== one.not))
    .filter(({ issue }) => words.every((word) => `${issue.title}\n${issue.body ?? ""}`.toLowerCase().includes(word)))
    .map((entry) => entry.issue);
}

/** An issue as the index has it. */
interface Indexed {
  readonly issue: IssueRow;
  readonly state: IssueRow["state"];
  readonly labels: readonly string[];
}

/** Takes back what happened to state and labels since the index was brought up to date. */
function indexed(world: World, issue: IssueRow): Indexed {
  const { store, visibleAt } = world;
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

function matches(world: World, entry: Indexed, { name, value }: Qualifier): boolean {
  const { issue } = entry;
  const repository = repositoryOf(world, issue);
  const { store } = world;
  const login = (id: string) => loginOf(store.accounts.get(id)!).toLowerCase();
  const wanted = value.toLowerCase();
  switch (name) {
    case "repo":
      return `${login(repository.owner)}/${repository.name}`.toLowerCase() === wanted;
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

/** At least one of the repositories named must be there for the viewer. */
function requireVisible(world: World, viewer: Viewer, qualifiers: readonly Qualifier[]): void {
  const { store } = world;
  const named = qualifiers.filter((one) => one.name === "repo" && !one.not);
  const seen = named.some(({ value }) => {
    const [owner = "", name = ""] = value.split("/");
    const row = store.repositoryByName(owner, name);
    return row !== null && canReadIssues(store, viewer, row);
  });
  if (named.length === 0 || seen) return;
  const message =
    "The listed users and repositories cannot be searched either because the resources do not exist or you do not have permission to view them.";
  throw refusal(message, { resource: "Search", field: "q", code: "invalid", message });
}

function repositoryOf(world: World, issue: IssueRow): RepositoryRow {
  return world.store.repositories.get(issue.repository)!;
}
