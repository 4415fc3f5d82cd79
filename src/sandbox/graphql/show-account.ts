/**
 * Users, Bots, organisations and teams. The viewer of an App's token is shown as GitHub shows it: a User whose login
 * carries `[bot]`; everywhere else it is a Bot without.
 */
import { hasProjectAccess, maySeeProjects } from "../access.ts";
import { SandboxError } from "../error.ts";
import { forbidden } from "../ops.ts";
import type { AccountRow, ProjectRow, TeamRow } from "../rows.ts";
import { connection, ordered } from "./connection.ts";
import { type Context, shown, shownProject, shownRepository, web } from "./context.ts";
import type { Fields, OrderArgs, PageArgs } from "./fields.ts";
import { requireScope } from "./scopes.ts";

const common = {
  id: (row: AccountRow) => row.id,
  login: (row: AccountRow) => row.login,
  databaseId: (row: AccountRow) => row.databaseId,
  createdAt: (row: AccountRow) => row.createdAt,
  updatedAt: (row: AccountRow) => row.createdAt,
  avatarUrl: (row: AccountRow) => `https://avatars.githubusercontent.com/u/${row.databaseId}?v=4`,
  resourcePath: (row: AccountRow) => pathOf(row),
  url: (row: AccountRow) => `${web}${pathOf(row)}`,
} satisfies Fields;

/** What owns boards: organisations and users. */
const owner = {
  name: (row: AccountRow) => row.name,
  projectV2: (row: AccountRow, args: { number: number }, context: Context) => projectOf(context, row, args.number),
  projectsV2(row: AccountRow, args: PageArgs & OrderArgs, context: Context) {
    requireScope(context, "projectsV2", "read:project");
    const seen = context.store
      .projectsOf(row.id)
      .filter((project) => hasProjectAccess(context.store, context.viewer, project, "read"));
    const rows = ordered(seen, (project) => project.number, args.orderBy?.direction !== "ASC");
    const show = (project: ProjectRow) => shown("ProjectV2", project);
    return connection(context, rows, args, { keyOf: (project) => project.id, show });
  },
  repository(row: AccountRow, args: { name: string }, context: Context) {
    const found = context.store.repositoryByName(row.login, args.name);
    const show = found && shownRepository(context, found.id);
    if (show) return show;
    throw new SandboxError("NOT_FOUND", `Could not resolve to a Repository with the name '${row.login}/${args.name}'.`);
  },
  repositories(row: AccountRow, args: PageArgs & OrderArgs, context: Context) {
    const seen = context.store.repositoriesOf(row.id).filter((one) => shownRepository(context, one.id) !== null);
    return connection(context, seen, args, { keyOf: (one) => one.id, show: (one) => shown("Repository", one) });
  },
} satisfies Fields;

export const botFields: Fields = common;

export const userFields: Fields = {
  ...common,
  ...owner,
  // The row of an App's own viewer is a Bot shown as a User.
  login: (row: AccountRow) => (row.kind === "Bot" ? `${row.login}[bot]` : row.login),
  email: () => "",
  isViewer: (row: AccountRow, _: unknown, context: Context) => row.id === context.actor.account,
  isSiteAdmin: () => false,
  isEmployee: () => false,
};

export const organizationFields: Fields = {
  ...common,
  ...owner,
  description: () => null,
  email: () => null,
  viewerIsAMember: (row: AccountRow, _: unknown, context: Context) =>
    context.store.memberships.get(row.id)?.has(context.actor.account) ?? false,
  viewerCanAdminister: (row: AccountRow, _: unknown, context: Context) =>
    context.viewer.kind === "user" && context.store.memberships.get(row.id)?.get(context.viewer.account) === "admin",
  team(row: AccountRow, args: { slug: string }, context: Context) {
    requireMembers(context, row, "team");
    const found = context.store.teamBySlug(row.id, args.slug);
    return found && shown("Team", found);
  },
  teams(row: AccountRow, args: PageArgs, context: Context) {
    requireMembers(context, row, "teams");
    const rows = context.store.teamsOf(row.id);
    return connection(context, rows, args, { keyOf: (team) => team.id, show: (team) => shown("Team", team) });
  },
  membersWithRole(row: AccountRow, args: PageArgs, context: Context) {
    requireMembers(context, row, "membersWithRole");
    const members = [...(context.store.memberships.get(row.id) ?? [])];
    return connection(context, members, args, {
      keyOf: ([id]) => id,
      show: ([id]) => shown("User", context.store.accounts.get(id)!),
      edge: ([, role]) => ({ role: role === "admin" ? "ADMIN" : "MEMBER" }),
    });
  },
};

export const teamFields: Fields = {
  id: (row: TeamRow) => row.id,
  databaseId: (row: TeamRow) => row.databaseId,
  slug: (row: TeamRow) => row.slug,
  name: (row: TeamRow) => row.name,
  combinedSlug: (row: TeamRow, _: unknown, context: Context) =>
    `${context.store.accounts.get(row.org)!.login}/${row.slug}`,
  description: () => null,
  privacy: () => "VISIBLE",
  organization: (row: TeamRow, _: unknown, context: Context) =>
    shown("Organization", context.store.accounts.get(row.org)!),
  url: (row: TeamRow, _: unknown, context: Context) =>
    `${web}/orgs/${context.store.accounts.get(row.org)!.login}/teams/${row.slug}`,
  members(row: TeamRow, args: PageArgs, context: Context) {
    const members = row.members.map((id) => context.store.accounts.get(id)!).filter((account) => !account.deleted);
    return connection(context, members, args, {
      keyOf: (account) => account.id,
      show: (account) => shown("User", account),
      edge: () => ({ role: "MEMBER" }),
    });
  },
};

/**
 * A board by number. Hidden ones are not found; but tokens that may see no board of an organisation at all are told
 * so, and an App asking for a person's board gets null and no error (github.md, section 6).
 */
export function projectOf(context: Context, row: AccountRow, number: number): unknown {
  requireScope(context, "projectV2", "read:project");
  if (context.viewer.kind === "installation" && row.kind === "User") return null;
  const found = context.store.projectByNumber(row.id, number);
  const show = found && shownProject(context, found.id);
  if (show) return show;
  if (row.kind === "Organization" && !maySeeProjects(context.viewer)) throw forbidden();
  throw new SandboxError("NOT_FOUND", `Could not resolve to a ProjectV2 with the number ${number}.`);
}

/** Throws unless the viewer may know who belongs to the organisation: `members: read` for Apps, being inside for people. */
export function requireMembers(context: Context, org: AccountRow, field: string): void {
  const { viewer } = context;
  if (viewer.kind === "workflow") throw forbidden();
  if (viewer.kind === "installation") {
    if (viewer.account !== org.id || viewer.permissions.members === undefined) throw forbidden();
    return;
  }
  requireScope(context, field, "read:org");
  if (!context.store.memberships.get(org.id)?.has(viewer.account)) {
    throw new SandboxError("FORBIDDEN", "Must be a member of the organization to see its teams.", null, true);
  }
}

function pathOf(row: AccountRow): string {
  return row.kind === "Bot" ? `/apps/${row.login}` : `/${row.login}`;
}
