/**
 * Apps, installations and teams as REST and webhooks show them.
 */
import type { AppRow, InstallationRow, TeamRow } from "../rows.ts";
import { loginOf, showAccount } from "./show-account.ts";
import { html, type Shows } from "./shows.ts";

/** An `integration`: the App itself, also as `performed_via_github_app`. */
export function showApp(shows: Shows, row: AppRow) {
  const bot = shows.store.accounts.get(row.bot)!;
  return {
    id: row.databaseId,
    client_id: clientIdOf(row),
    slug: row.slug,
    node_id: row.id,
    owner: showAccount(shows, row.owner),
    name: row.name,
    description: "",
    external_url: `https://${row.slug}.example`,
    html_url: `${html}/apps/${row.slug}`,
    created_at: bot.createdAt,
    updated_at: bot.createdAt,
    permissions: row.permissions,
    events: row.events,
  };
}

/** An `installation`. */
export function showInstallation(shows: Shows, row: InstallationRow) {
  const app = shows.store.apps.get(row.app)!;
  const account = shows.store.accounts.get(row.account)!;
  const url = `${shows.api}/app/installations/${row.databaseId}`;
  const at = shows.store.accounts.get(app.bot)!.createdAt;
  return {
    id: row.databaseId,
    client_id: clientIdOf(app),
    account: showAccount(shows, row.account),
    repository_selection: row.repositories === "all" ? "all" : "selected",
    access_tokens_url: `${url}/access_tokens`,
    repositories_url: `${shows.api}/installation/repositories`,
    html_url: `${html}/organizations/${account.login}/settings/installations/${row.databaseId}`,
    app_id: app.databaseId,
    app_slug: app.slug,
    target_id: account.databaseId,
    target_type: account.kind,
    permissions: row.permissions,
    events: app.events,
    created_at: at,
    updated_at: at,
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: row.suspended ? showAccount(shows, row.account) : null,
    suspended_at: row.suspended ? at : null,
  };
}

/** A `team`. */
export function showTeam(shows: Shows, row: TeamRow) {
  const org = shows.store.accounts.get(row.org)!;
  const url = `${shows.api}/organizations/${org.databaseId}/team/${row.databaseId}`;
  return {
    id: row.databaseId,
    node_id: row.id,
    slug: row.slug,
    name: row.name,
    description: "",
    privacy: "closed",
    permission: "pull",
    url,
    html_url: `${html}/orgs/${loginOf(org)}/teams/${row.slug}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    type: "organization",
    parent: null,
  };
}

/** The App's client id; made from its number, so that nothing has to be kept. */
export function clientIdOf(row: AppRow): string {
  return `Iv23li${row.databaseId.toString(36).padStart(14, "0")}`;
}
