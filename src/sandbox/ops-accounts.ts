/**
 * Accounts, memberships, teams and installations. Only the builder and whoever sets a sandbox up ask for these; no
 * request of a client reaches them.
 */
import { announce } from "./ops.ts";
import type { AccountRow, Id, InstallationRow, RepositoryRow, TeamRow } from "./rows.ts";
import type { Actor, World } from "./world.ts";

/** Makes an account; the one that is there already is returned. A Bot's login comes without `[bot]`. */
export function createAccount(world: World, kind: AccountRow["kind"], login: string): AccountRow {
  const present = world.store.accountByLogin(kind === "Bot" ? `${login}[bot]` : login);
  if (present) return present;
  const prefix = { User: "U", Bot: "BOT", Organization: "O" } as const;
  const row: AccountRow = {
    kind,
    ...world.store.ids.make(prefix[kind]),
    login,
    name: null,
    deleted: false,
    createdAt: world.clock.now(),
  };
  world.store.put.account(row);
  return row;
}

/** Deletes an account: what it wrote stays, with a null author. */
export function deleteAccount(world: World, account: AccountRow): void {
  account.deleted = true;
  for (const members of world.store.memberships.values()) members.delete(account.id);
}

/** Makes someone a member or owner of an organisation. */
export function addMember(
  world: World,
  org: AccountRow,
  account: AccountRow,
  role: "member" | "admin" = "member",
): void {
  const members = world.store.memberships.get(org.id) ?? new Map<Id, "member" | "admin">();
  world.store.memberships.set(org.id, members.set(account.id, role));
}

/** Makes a team of members. */
export function createTeam(world: World, org: AccountRow, slug: string, members: readonly AccountRow[]): TeamRow {
  const row: TeamRow = {
    ...world.store.ids.make("T", org.databaseId),
    org: org.id,
    slug,
    name: slug,
    members: members.map((member) => member.id),
  };
  world.store.teams.set(row.id, row);
  return row;
}

/** Puts an installation in place and announces `installation.created`. */
export function install(world: World, actor: Actor, installation: InstallationRow): void {
  world.store.installations.set(installation.databaseId, installation);
  announce(world, actor, { name: "installation", action: "created", installation });
}

/** Takes an installation away; its tokens stop working because it is not found any more. */
export function uninstall(world: World, actor: Actor, installation: InstallationRow): void {
  world.store.installations.delete(installation.databaseId);
  announce(world, actor, { name: "installation", action: "deleted", installation });
}

/** Suspends or unsuspends an installation. */
export function suspend(world: World, actor: Actor, installation: InstallationRow, suspended: boolean): void {
  if (installation.suspended === suspended) return;
  installation.suspended = suspended;
  const action = suspended ? "suspend" : "unsuspend";
  announce(world, actor, { name: "installation", action, installation });
}

/** Changes which repositories an installation covers. */
export function changeCoverage(
  world: World,
  actor: Actor,
  installation: InstallationRow,
  change: { readonly action: "added" | "removed"; readonly repositories: readonly RepositoryRow[] },
): void {
  const ids = change.repositories.map((repository) => repository.id);
  const present =
    installation.repositories === "all"
      ? world.store.repositoriesOf(installation.account).map((row) => row.id)
      : installation.repositories;
  const others = present.filter((id) => !ids.includes(id));
  installation.repositories = change.action === "added" ? [...others, ...ids] : others;
  announce(world, actor, { name: "installation_repositories", installation, ...change });
}
