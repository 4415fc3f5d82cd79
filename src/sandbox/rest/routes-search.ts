/**
 * The search route. Where the index lags is said in search.ts.
 */
import type { IssueRow } from "../rows.ts";
import { searchIssues } from "../search.ts";
import { parseSearch } from "../search-query.ts";
import { pageOf, pageSize } from "./page.ts";
import { invalid, RestError } from "./rest-error.ts";
import type { Answer, Call, Routes } from "./route.ts";
import { showIssue } from "./show-issue.ts";

export const searchRoutes: Routes = { "GET /search/issues": search };

/** GitHub shows no more than this many results of a search. */
const mostResults = 1000;

function search(call: Call): Answer {
  const text = call.query.get("q") ?? "";
  if (text.trim() === "") throw invalid({ resource: "Search", field: "q", code: "missing" });
  requireKind(call, text);
  if (Number(call.query.get("page") ?? 1) * pageSize(call) > mostResults + pageSize(call) - 1) {
    throw new RestError(422, "Only the first 1000 search results are available");
  }
  const rows = sorted(call, searchIssues(call.world, call.viewer, text));
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

function sorted(call: Call, rows: readonly IssueRow[]): readonly IssueRow[] {
  const by = call.query.get("sort") === "updated" ? "updatedAt" : "createdAt";
  const sign = call.query.get("order") === "asc" ? 1 : -1;
  return [...rows].sort((one, other) =>
    one[by] === other[by] ? other.databaseId - one.databaseId : sign * (one[by] < other[by] ? -1 : 1),
  );
}

/** Apps must say which of the two they look for. */
function requireKind(call: Call, text: string): void {
  if (call.viewer.kind !== "installation") return;
  const said = parseSearch(text).qualifiers.some(
    ({ name, value }) => ["is", "type"].includes(name) && /^(issue|pr|pull-request)$/.test(value),
  );
  if (said) return;
  const message = "Query must include 'is:issue' or 'is:pull-request'";
  throw invalid({ resource: "Search", field: "q", code: "invalid", message });
}
