/**
 * Routes about people, organisations and teams.
 */
import { canSeeRepository } from "../access.ts";
import type { AccountRow, TeamRow } from "../rows.ts";
import { accountNamed } from "./find.ts";
import { paged } from "./page.ts";
import { notFound } from "./rest-error.ts";
import { type Answer, type Call, ok, param, type Routes } from "./route.ts";
import { showAccount, showOrganizationProfile, showProfile } from "./show-account.ts";
import { showRepository } from "./show-repository.ts";

export const peopleRoutes: Routes = {
  "GET /user": (call) => ok(showProfile(call.shows, call.world.store.accounts.get(call.actor.account)!)),
  "GET /users/{username}": (call) => ok(showProfile(call.shows, accountNamed(call, param(call, "username")))),
  "GET /orgs/{org}": (call) => ok(showOrganizationProfile(call.shows, orgIn(call))),
  "GET /orgs/{org}/repos": listRepositories,
  "GET /orgs/{org}/teams/{team_slug}/members": (call) =>
    paged(call, teamIn(call).members, (id) => showAccount(call.shows, id)),
  "GET /orgs/{org}/teams/{team_slug}/memberships/{username}": membership,
};

function listRepositories(call: Call): Answer {
  const { store } = call.world;
  const seen = store.repositoriesOf(orgIn(call).id).filter((row) => canSeeRepository(store, call.viewer, row));
  return paged(call, seen, (row) => showRepository(call.shows, row));
}

function membership(call: Call): Answer {
  const team = teamIn(call);
  const account = accountNamed(call, param(call, "username"));
  if (!team.members.includes(account.id)) throw notFound();
  const url = `${call.shows.api}/organizations/${orgIn(call).databaseId}/team/${team.databaseId}`;
  return ok({ url: `${url}/memberships/${account.login}`, role: "member", state: "active" });
}

function orgIn(call: Call): AccountRow {
  return accountNamed(call, param(call, "org"), "Organization");
}

/** Teams are seen by the organisation's people and by Apps installed there. */
function teamIn(call: Call): TeamRow {
  const org = orgIn(call);
  const { store } = call.world;
  const { viewer } = call;
  const inside =
    viewer.kind === "installation"
      ? viewer.account === org.id
      : viewer.kind === "user" && store.memberships.get(org.id)?.has(viewer.account) === true;
  const team = inside ? store.teamBySlug(org.id, param(call, "team_slug")) : null;
  if (team === null) throw notFound();
  return team;
}
