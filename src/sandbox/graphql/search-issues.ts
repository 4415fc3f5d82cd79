/**
 * GraphQL's search, for issues and pull requests only. Where the index lags is said in ../search.ts.
 */
import type { IssueRow } from "../rows.ts";
import { searchIssues } from "../search.ts";
import { parseSearch } from "../search-query.ts";
import { connection, emptyConnection, ordered } from "./connection.ts";
import { type Context, shown } from "./context.ts";
import type { PageArgs } from "./fields.ts";

/** GitHub shows no more than this many results of a search. */
const mostResults = 1000;

/** One page, newest first unless `sort:` says otherwise; a repository that may not be seen is not searched. */
export function searched(context: Context, args: PageArgs & { readonly query: string; readonly type: string }) {
  if (!args.type.startsWith("ISSUE"))
    return Object.defineProperty(emptyConnection(context, args), "issueCount", { value: 0 });
  const found = foundBy(context, args.query);
  const page = connection(context, sorted(found, args.query).slice(0, mostResults), args, {
    keyOf: (issue) => issue.id,
    show: (issue) => shown(issue.isPullRequest ? "PullRequest" : "Issue", issue),
  });
  const counts = { issueCount: found.length, repositoryCount: 0, userCount: 0, codeCount: 0, wikiCount: 0 };
  return Object.defineProperties(
    page,
    Object.fromEntries(Object.entries(counts).map(([name, value]) => [name, { value }])),
  );
}

/** REST refuses when nothing that is named may be searched; here there is nothing, without an error (unverified). */
function foundBy(context: Context, query: string): readonly IssueRow[] {
  try {
    return searchIssues(context.world, context.viewer, query);
  } catch (error) {
    if ((error as { type?: string }).type === "UNPROCESSABLE") return [];
    throw error;
  }
}

function sorted(rows: readonly IssueRow[], query: string): readonly IssueRow[] {
  const sort = parseSearch(query).qualifiers.find(({ name }) => name === "sort")?.value ?? "created-desc";
  const key = (issue: IssueRow) =>
    `${sort.startsWith("updated") ? issue.updatedAt : issue.createdAt} ${issue.databaseId}`;
  return ordered(rows, key, !sort.endsWith("-asc"));
}
