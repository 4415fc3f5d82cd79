/**
 * Accounts as REST and webhooks show them. A deleted account is null where GitHub's description allows null, and
 * GitHub's own stand-in "ghost" where it does not.
 */
import type { AccountRow, Id } from "../rows.ts";
import { html, type Shows } from "./shows.ts";

/** GitHub's stand-in for deleted accounts: https://github.com/ghost. */
const ghost: AccountRow = {
  kind: "User",
  id: "MDQ6VXNlcjEwMTM3",
  databaseId: 10_137,
  login: "ghost",
  name: "Deleted user",
  deleted: false,
  createdAt: "2008-05-13T06:14:25Z",
};

/** A `simple-user`; null when the account is deleted or there is none. */
export function showAccount(shows: Shows, id: Id | null) {
  const row = id === null ? undefined : shows.store.accounts.get(id);
  return row === undefined || row.deleted ? null : showRow(shows, row);
}

/** A `simple-user` where GitHub's description allows no null: a deleted account shows as ghost. */
export function showActor(shows: Shows, id: Id | null) {
  return showAccount(shows, id) ?? showRow(shows, ghost);
}

/** A `public-user`, for `/users/{username}`. */
export function showProfile(shows: Shows, row: AccountRow) {
  return {
    ...showRow(shows, row),
    name: row.name,
    company: null,
    blog: "",
    location: null,
    email: null,
    hireable: null,
    bio: null,
    public_repos: shows.store.repositoriesOf(row.id).filter((one) => one.visibility === "public").length,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: row.createdAt,
    updated_at: row.createdAt,
  };
}

/** An `organization-simple`, as webhooks carry it. */
export function showOrganization(shows: Shows, row: AccountRow) {
  const url = `${shows.api}/orgs/${row.login}`;
  return {
    login: row.login,
    id: row.databaseId,
    node_id: row.id,
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: avatar(row),
    description: row.name ?? "",
  };
}

/** An `organization-full`, for `/orgs/{org}`. */
export function showOrganizationProfile(shows: Shows, row: AccountRow) {
  return {
    ...showOrganization(shows, row),
    name: row.name ?? row.login,
    html_url: `${html}/${row.login}`,
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: shows.store.repositoriesOf(row.id).filter((one) => one.visibility === "public").length,
    public_gists: 0,
    followers: 0,
    following: 0,
    type: "Organization",
    created_at: row.createdAt,
    updated_at: row.createdAt,
    archived_at: null,
  };
}

/** The login as REST and webhooks write it: a Bot's with its suffix. */
export function loginOf(row: AccountRow): string {
  return row.kind === "Bot" ? `${row.login}[bot]` : row.login;
}

function showRow(shows: Shows, row: AccountRow) {
  const login = loginOf(row);
  const url = `${shows.api}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id: row.databaseId,
    node_id: row.id,
    avatar_url: avatar(row),
    gravatar_id: "",
    url,
    html_url: row.kind === "Bot" ? `${html}/apps/${row.login}` : `${html}/${row.login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: row.kind,
    user_view_type: "public",
    site_admin: false,
  };
}

function avatar(row: AccountRow): string {
  return `https://avatars.githubusercontent.com/u/${row.databaseId}?v=4`;
}
