/**
 * What each REST route asks of its caller: a row per route, read by the router before anything is served. For Apps and
 * workflows it is a permission and its level; people's roles are checked by the ops.
 * https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps
 */
import type { Caller } from "./auth.ts";
import { notAllowed, RestError } from "./rest/rest-error.ts";
import type { RepositoryRow } from "./rows.ts";

type Level = "read" | "write";

/** What a route asks. `anyone`: no token needed, for what is public. */
export type Need =
  | { readonly who: "anyone" | "someone" | "app" | "installation" | "user" }
  | { readonly who: "permitted"; readonly permission: string; readonly level: Level };

/** What a workflow's GITHUB_TOKEN may do in its own repository (the default of new organisations, with issues: write). */
const ofWorkflows: Readonly<Record<string, Level>> = {
  issues: "write",
  pull_requests: "write",
  contents: "read",
  metadata: "read",
};

/** By route, as in GitHub's own description. */
export const needs: Readonly<Record<string, Need>> = {
  "GET /": { who: "anyone" },
  "GET /meta": { who: "anyone" },
  "GET /rate_limit": { who: "anyone" },
  "GET /user": { who: "user" },
  "GET /users/{username}": { who: "anyone" },
  "GET /orgs/{org}": { who: "anyone" },
  "GET /orgs/{org}/repos": { who: "anyone" },
  "GET /orgs/{org}/teams/{team_slug}/members": permitted("members", "read"),
  "GET /orgs/{org}/teams/{team_slug}/memberships/{username}": permitted("members", "read"),
  "GET /orgs/{org}/installation": { who: "app" },
  "GET /users/{username}/installation": { who: "app" },
  "GET /repos/{owner}/{repo}/installation": { who: "app" },
  "GET /app": { who: "app" },
  "GET /app/installations": { who: "app" },
  "GET /app/installations/{installation_id}": { who: "app" },
  "POST /app/installations/{installation_id}/access_tokens": { who: "app" },
  "GET /app/hook/config": { who: "app" },
  "GET /app/hook/deliveries": { who: "app" },
  "GET /app/hook/deliveries/{delivery_id}": { who: "app" },
  "POST /app/hook/deliveries/{delivery_id}/attempts": { who: "app" },
  "POST /app-manifests/{code}/conversions": { who: "anyone" },
  "GET /installation/repositories": { who: "installation" },
  "GET /repos/{owner}/{repo}": permitted("metadata", "read"),
  "PATCH /repos/{owner}/{repo}": permitted("administration", "write"),
  "GET /repos/{owner}/{repo}/contents": permitted("contents", "read"),
  "GET /repos/{owner}/{repo}/contents/{path}": permitted("contents", "read"),
  "GET /repos/{owner}/{repo}/collaborators/{username}/permission": permitted("metadata", "read"),
  "GET /repos/{owner}/{repo}/assignees": permitted("issues", "read"),
  "GET /repos/{owner}/{repo}/milestones": permitted("issues", "read"),
  "POST /repos/{owner}/{repo}/milestones": permitted("issues", "write"),
  "GET /repos/{owner}/{repo}/milestones/{milestone_number}": permitted("issues", "read"),
  "PATCH /repos/{owner}/{repo}/milestones/{milestone_number}": permitted("issues", "write"),
  "GET /repos/{owner}/{repo}/pulls/{pull_number}": permitted("pull_requests", "read"),
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/files": permitted("pull_requests", "read"),
  "POST /repos/{owner}/{repo}/check-runs": permitted("checks", "write"),
  "GET /repos/{owner}/{repo}/check-runs/{check_run_id}": permitted("checks", "read"),
  "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}": permitted("checks", "write"),
  "GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations": permitted("checks", "read"),
  "GET /repos/{owner}/{repo}/commits/{ref}/check-runs": permitted("checks", "read"),
  "POST /repos/{owner}/{repo}/dispatches": permitted("contents", "write"),
  "GET /repos/{owner}/{repo}/labels": permitted("issues", "read"),
  "POST /repos/{owner}/{repo}/labels": permitted("issues", "write"),
  "GET /repos/{owner}/{repo}/labels/{name}": permitted("issues", "read"),
  "PATCH /repos/{owner}/{repo}/labels/{name}": permitted("issues", "write"),
  "DELETE /repos/{owner}/{repo}/labels/{name}": permitted("issues", "write"),
  "GET /repos/{owner}/{repo}/issues": permitted("issues", "read"),
  "POST /repos/{owner}/{repo}/issues": permitted("issues", "write"),
  "GET /repos/{owner}/{repo}/issues/{issue_number}": permitted("issues", "read"),
  "PATCH /repos/{owner}/{repo}/issues/{issue_number}": permitted("issues", "write"),
  "PUT /repos/{owner}/{repo}/issues/{issue_number}/lock": permitted("issues", "write"),
  "DELETE /repos/{owner}/{repo}/issues/{issue_number}/lock": permitted("issues", "write"),
  "GET /repos/{owner}/{repo}/issues/{issue_number}/labels": permitted("issues", "read"),
  "POST /repos/{owner}/{repo}/issues/{issue_number}/labels": permitted("issues", "write"),
  "PUT /repos/{owner}/{repo}/issues/{issue_number}/labels": permitted("issues", "write"),
  "DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels": permitted("issues", "write"),
  "DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}": permitted("issues", "write"),
  "POST /repos/{owner}/{repo}/issues/{issue_number}/assignees": permitted("issues", "write"),
  "DELETE /repos/{owner}/{repo}/issues/{issue_number}/assignees": permitted("issues", "write"),
  "GET /repos/{owner}/{repo}/issues/{issue_number}/comments": permitted("issues", "read"),
  "POST /repos/{owner}/{repo}/issues/{issue_number}/comments": permitted("issues", "write"),
  "GET /repos/{owner}/{repo}/issues/comments": permitted("issues", "read"),
  "GET /repos/{owner}/{repo}/issues/comments/{comment_id}": permitted("issues", "read"),
  "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}": permitted("issues", "write"),
  "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}": permitted("issues", "write"),
  "GET /repos/{owner}/{repo}/issues/{issue_number}/timeline": permitted("issues", "read"),
  "GET /repos/{owner}/{repo}/issues/{issue_number}/events": permitted("issues", "read"),
  "GET /repos/{owner}/{repo}/issues/{issue_number}/sub_issues": permitted("issues", "read"),
  "POST /repos/{owner}/{repo}/issues/{issue_number}/sub_issues": permitted("issues", "write"),
  "DELETE /repos/{owner}/{repo}/issues/{issue_number}/sub_issue": permitted("issues", "write"),
  "PATCH /repos/{owner}/{repo}/issues/{issue_number}/sub_issues/priority": permitted("issues", "write"),
  "GET /repos/{owner}/{repo}/issues/{issue_number}/parent": permitted("issues", "read"),
  "GET /repos/{owner}/{repo}/issues/{issue_number}/dependencies/blocked_by": permitted("issues", "read"),
  "POST /repos/{owner}/{repo}/issues/{issue_number}/dependencies/blocked_by": permitted("issues", "write"),
  "DELETE /repos/{owner}/{repo}/issues/{issue_number}/dependencies/blocked_by/{issue_id}": permitted("issues", "write"),
  "GET /repos/{owner}/{repo}/issues/{issue_number}/dependencies/blocking": permitted("issues", "read"),
  "GET /search/issues": { who: "anyone" },
};

/** Throws RestError unless the caller may use the route at all. `repository`: the one it names, already found visible. */
export function checkNeed(need: Need, caller: Caller, repository: RepositoryRow | null): void {
  const { viewer } = caller;
  if (need.who === "app") {
    if (caller.kind !== "app") throw new RestError(401, "A JSON web token could not be decoded");
    return;
  }
  if (need.who === "anyone" && caller.kind !== "app") return;
  if (caller.kind === "app") throw new RestError(401, "Requires authentication");
  if (need.who !== "permitted") {
    if (caller.kind === "anonymous") throw new RestError(401, "Requires authentication");
    if (need.who !== "someone" && viewer.kind !== need.who) throw notAllowed(viewer.kind === "user" ? other : viewer);
    return;
  }
  const open = need.level === "read" && repository?.visibility === "public";
  if (caller.kind === "anonymous") {
    if (!open) throw new RestError(401, "Requires authentication");
    return;
  }
  if (viewer.kind === "user" || open) return;
  const granted = viewer.kind === "installation" ? viewer.permissions : own(viewer.repository, repository);
  if (!reaches(granted[need.permission], need.level)) throw notAllowed(viewer);
}

/** Whether a granted level covers the one that is wanted. */
export function reaches(granted: string | undefined, wanted: string): boolean {
  const ladder = ["read", "write", "admin"];
  return granted !== undefined && ladder.indexOf(granted) >= ladder.indexOf(wanted);
}

/** Words for a personal token where only an installation's will do. */
const other = { kind: "workflow", repository: "", bot: "" } as const;

function own(id: string, repository: RepositoryRow | null): Readonly<Record<string, Level>> {
  return repository?.id === id ? ofWorkflows : {};
}

function permitted(permission: string, level: Level): Need {
  return { who: "permitted", permission, level };
}
