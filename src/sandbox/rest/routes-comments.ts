/**
 * Routes about comments and about what happened to an issue.
 */
import { createComment, deleteComment, editComment } from "../ops-comments.ts";
import type { CommentRow } from "../rows.ts";
import { commentIn, issueIn } from "./find.ts";
import { paged } from "./page.ts";
import { invalid, notFound } from "./rest-error.ts";
import { type Answer, type Call, field, ok, type Routes, repositoryIn } from "./route.ts";
import { showEvent, showTimelineEntry } from "./show-event.ts";
import { showComment } from "./show-issue.ts";

export const commentRoutes: Routes = {
  "GET /repos/{owner}/{repo}/issues/{issue_number}/comments": (call) => {
    const rows = seen(call, call.world.store.commentsOf(issueIn(call, "issue").id));
    return paged(call, rows, (row) => showComment(call.shows, row));
  },
  "POST /repos/{owner}/{repo}/issues/{issue_number}/comments": (call) => {
    const comment = createComment(call.world, call.actor, issueIn(call, null), bodyIn(call));
    const body = showComment(call.shows, comment);
    return { status: 201, body, headers: { location: body.url } };
  },
  "GET /repos/{owner}/{repo}/issues/comments": listAll,
  "GET /repos/{owner}/{repo}/issues/comments/{comment_id}": (call) => {
    const comment = commentIn(call);
    if (!call.world.visibleAt("comments", comment.createdAt)) throw notFound();
    return ok(showComment(call.shows, comment));
  },
  "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}": (call) => {
    const comment = commentIn(call);
    editComment(call.world, call.actor, comment, bodyIn(call));
    return ok(showComment(call.shows, comment));
  },
  "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}": (call) => {
    deleteComment(call.world, call.actor, commentIn(call));
    return { status: 204 };
  },
  "GET /repos/{owner}/{repo}/issues/{issue_number}/timeline": (call) => {
    const rows = call.world.store
      .timelineOf(issueIn(call, "issue").id)
      .filter((row) => call.world.visibleAt("timeline", row.createdAt));
    return paged(call, rows, (row) => showTimelineEntry(call.shows, row));
  },
  "GET /repos/{owner}/{repo}/issues/{issue_number}/events": (call) => {
    const rows = call.world.store
      .timelineOf(issueIn(call, "issue").id)
      .filter((row) => "type" in row)
      .filter((row) => call.world.visibleAt("timeline", row.createdAt));
    return paged(call, rows, (row) => showEvent(call.shows, row));
  },
};

/** All comments of a repository; by creation, or as asked. */
function listAll(call: Call): Answer {
  const { store } = call.world;
  const rows = store.issuesOf(repositoryIn(call).id).flatMap((issue) => store.commentsOf(issue.id));
  const by = call.query.get("sort") === "updated" ? "updatedAt" : "createdAt";
  const sign = call.query.get("sort") !== null && call.query.get("direction") === "desc" ? -1 : 1;
  const sorted = [...rows].sort((one, other) =>
    one[by] === other[by] ? one.databaseId - other.databaseId : sign * (one[by] < other[by] ? -1 : 1),
  );
  return paged(call, seen(call, sorted), (row) => showComment(call.shows, row));
}

function seen(call: Call, rows: readonly CommentRow[]): readonly CommentRow[] {
  const since = call.query.get("since");
  const from = since === null ? Number.NEGATIVE_INFINITY : Date.parse(since);
  if (Number.isNaN(from)) throw invalid({ resource: "IssueComment", field: "since", code: "invalid" });
  return rows.filter((row) => Date.parse(row.updatedAt) >= from && call.world.visibleAt("comments", row.createdAt));
}

function bodyIn(call: Call): string {
  const body = field(call, "body");
  if (typeof body !== "string") throw invalid({ resource: "IssueComment", field: "body", code: "missing_field" });
  return body;
}
