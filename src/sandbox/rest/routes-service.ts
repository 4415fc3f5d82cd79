/**
 * Routes about the service itself: its addresses, and how much the caller has used of its limits.
 */
import { bearerOf } from "../limits-bearer.ts";
import type { Standing } from "../limits-rate.ts";
import { type Answer, type Call, ok, type Routes } from "./route.ts";

export const serviceRoutes: Routes = {
  "GET /": (call) => ok(addresses(call.shows.api)),
  "GET /meta": (call) =>
    ok({
      verifiable_password_authentication: false,
      // What a GitHub Enterprise Server says there; Debian's `gh` asks for it when the host is not github.com.
      ...(call.shows.api.endsWith("/api/v3") ? { installed_version: "3.19.0" } : {}),
    }),
  "GET /rate_limit": rateLimit,
};

function rateLimit(call: Call): Answer {
  const { bearer, key } = bearerOf(call.caller);
  const at = (resource: Standing["resource"]) => {
    const { resource: _, ...standing } = call.services.limits.standing(resource, bearer, key);
    return standing;
  };
  return ok({ resources: { core: at("core"), search: at("search"), graphql: at("graphql") }, rate: at("core") });
}

function addresses(api: string) {
  return {
    current_user_url: `${api}/user`,
    current_user_authorizations_html_url: "https://github.com/settings/connections/applications{/client_id}",
    authorizations_url: `${api}/authorizations`,
    code_search_url: `${api}/search/code?q={query}{&page,per_page,sort,order}`,
    commit_search_url: `${api}/search/commits?q={query}{&page,per_page,sort,order}`,
    emails_url: `${api}/user/emails`,
    emojis_url: `${api}/emojis`,
    events_url: `${api}/events`,
    feeds_url: `${api}/feeds`,
    followers_url: `${api}/user/followers`,
    following_url: `${api}/user/following{/target}`,
    gists_url: `${api}/gists{/gist_id}`,
    issue_search_url: `${api}/search/issues?q={query}{&page,per_page,sort,order}`,
    issues_url: `${api}/issues`,
    keys_url: `${api}/user/keys`,
    label_search_url: `${api}/search/labels?q={query}&repository_id={repository_id}{&page,per_page}`,
    notifications_url: `${api}/notifications`,
    organization_url: `${api}/orgs/{org}`,
    organization_repositories_url: `${api}/orgs/{org}/repos{?type,page,per_page,sort}`,
    organization_teams_url: `${api}/orgs/{org}/teams`,
    public_gists_url: `${api}/gists/public`,
    rate_limit_url: `${api}/rate_limit`,
    repository_url: `${api}/repos/{owner}/{repo}`,
    repository_search_url: `${api}/search/repositories?q={query}{&page,per_page,sort,order}`,
    current_user_repositories_url: `${api}/user/repos{?type,page,per_page,sort}`,
    starred_url: `${api}/user/starred{/owner}{/repo}`,
    starred_gists_url: `${api}/gists/starred`,
    user_url: `${api}/users/{user}`,
    user_organizations_url: `${api}/user/orgs`,
    user_repositories_url: `${api}/users/{user}/repos{?type,page,per_page,sort}`,
    user_search_url: `${api}/search/users?q={query}{&page,per_page,sort,order}`,
  };
}
