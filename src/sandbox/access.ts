/**
 * Who may see and do what. A viewer is what a token stands for; everything here is a question about rows, asked by
 * GraphQL, REST and the ops alike. It changes nothing and has no texts: a "no" is worded by whoever asked.
 */
import type { Id, IssueRow, ProjectAccess, ProjectRow, RepositoryRow, Role } from "./rows.ts";
import type { Store } from "./store.ts";
import type { Actor } from "./world.ts";

/** What a token stands for. */
export type Viewer =
  | { readonly kind: "user"; readonly account: Id; readonly scopes: readonly string[] }
  | {
      readonly kind: "installation";
      readonly installation: number;
      readonly app: Id;
      /** The Bot that it writes as. */
      readonly bot: Id;
      /** The organisation or user it is installed on. */
      readonly account: Id;
      readonly repositories: "all" | readonly Id[];
      /** OpenAPI's snake_case keys. */
      readonly permissions: Readonly<Record<string, string>>;
    }
  /** Writes as github-actions[bot]; issues may be written, contents read, Projects not seen. */
  | { readonly kind: "workflow"; readonly repository: Id; readonly bot: Id };

/** Who acts when this viewer writes. */
export function actorOf(viewer: Viewer): Actor {
  if (viewer.kind === "user") return { account: viewer.account, viaApp: null, viewer };
  return { account: viewer.bot, viaApp: viewer.kind === "installation" ? viewer.app : null, viewer };
}

const ladder: readonly Role[] = ["none", "read", "triage", "write", "maintain", "admin"];
const projectLadder: readonly ProjectAccess[] = ["none", "read", "write", "admin"];

/** A user's role in a repository, as `collaborators/{login}/permission` reports it. */
export function roleOfAccount(store: Store, account: Id, repository: RepositoryRow): Role {
  const row = store.accounts.get(account);
  if (!row || row.deleted) return "none";
  if (repository.owner === account) return "admin";
  const membership = store.memberships.get(repository.owner)?.get(account);
  if (membership === "admin") return "admin";
  const open: Role = repository.visibility === "public" ? "read" : "none";
  const inside = membership === undefined ? open : higher(repository.memberRole, open);
  return higher(repository.collaborators.get(account) ?? "none", inside);
}

/** What the viewer may do in the repository. An App's token has at most `write`, by its `issues` permission. */
export function roleIn(store: Store, viewer: Viewer | null, repository: RepositoryRow): Role {
  if (viewer === null) return "admin";
  if (viewer.kind === "user") return roleOfUser(store, viewer, repository);
  const open: Role = repository.visibility === "public" ? "read" : "none";
  if (viewer.kind === "workflow") return viewer.repository === repository.id ? "write" : open;
  if (!covers(viewer, repository)) return open;
  return viewer.permissions.issues === "write" ? "write" : "read";
}

/** Whether the repository's name and settings may be known at all. */
export function canSeeRepository(store: Store, viewer: Viewer | null, repository: RepositoryRow): boolean {
  return roleIn(store, viewer, repository) !== "none";
}

/** Whether issues there may be read: an App needs the `issues` permission, even for a public repository it is installed on. */
export function canReadIssues(store: Store, viewer: Viewer | null, repository: RepositoryRow): boolean {
  if (!canSeeRepository(store, viewer, repository)) return false;
  if (viewer?.kind !== "installation" || repository.visibility === "public") return true;
  return viewer.permissions.issues !== undefined || viewer.permissions.pull_requests !== undefined;
}

/** Whether file contents may be read. */
export function canReadContents(store: Store, viewer: Viewer | null, repository: RepositoryRow): boolean {
  if (!canSeeRepository(store, viewer, repository)) return false;
  if (viewer?.kind !== "installation" || repository.visibility === "public") return true;
  return viewer.permissions.contents !== undefined;
}

/** Whether the viewer has at least this role. */
export function hasRole(store: Store, viewer: Viewer | null, repository: RepositoryRow, least: Role): boolean {
  return ladder.indexOf(roleIn(store, viewer, repository)) >= ladder.indexOf(least);
}

/** Whether contents may be written: `push` for users, `contents: write` for Apps. */
export function canWriteContents(store: Store, viewer: Viewer | null, repository: RepositoryRow): boolean {
  if (viewer === null) return true;
  if (viewer.kind === "user") return hasRole(store, viewer, repository, "write");
  return viewer.kind === "installation" && covers(viewer, repository) && viewer.permissions.contents === "write";
}

/** Whether issues may be written: opened and commented on by users who can read; `issues: write` for Apps. */
export function canWriteIssues(store: Store, viewer: Viewer | null, repository: RepositoryRow): boolean {
  if (viewer === null || viewer.kind === "user") return canReadIssues(store, viewer, repository);
  if (viewer.kind === "workflow") return viewer.repository === repository.id;
  return covers(viewer, repository) && viewer.permissions.issues === "write";
}

/** What the viewer may do on a board. Workflow tokens see none; Apps see none that a user owns. */
export function projectAccess(store: Store, viewer: Viewer | null, project: ProjectRow): ProjectAccess {
  if (viewer === null) return "admin";
  if (viewer.kind === "workflow") return "none";
  if (viewer.kind === "installation") return appAccess(store, viewer, project);
  const access = projectAccessOfAccount(store, viewer.account, project);
  if (viewer.scopes.includes("project")) return access;
  return viewer.scopes.includes("read:project") && access !== "none" ? "read" : "none";
}

/** Whether the viewer has at least this access to the board. */
export function hasProjectAccess(
  store: Store,
  viewer: Viewer | null,
  project: ProjectRow,
  least: ProjectAccess,
): boolean {
  return projectLadder.indexOf(projectAccess(store, viewer, project)) >= projectLadder.indexOf(least);
}

/** Whether the token may see boards of any kind: decides whether board events may be asked for at all. */
export function maySeeProjects(viewer: Viewer | null): boolean {
  if (viewer === null) return true;
  if (viewer.kind === "workflow") return false;
  if (viewer.kind === "installation") return viewer.permissions.organization_projects !== undefined;
  return viewer.scopes.includes("project") || viewer.scopes.includes("read:project");
}

/** The issue's author, or someone with the role. */
export function isAuthorOr(
  store: Store,
  actor: Actor,
  issue: IssueRow,
  repository: RepositoryRow,
  least: Role,
): boolean {
  if (hasRole(store, actor.viewer, repository, least)) return true;
  return issue.author === actor.account && canWriteIssues(store, actor.viewer, repository);
}

function roleOfUser(store: Store, viewer: Viewer & { kind: "user" }, repository: RepositoryRow): Role {
  const role = roleOfAccount(store, viewer.account, repository);
  if (viewer.scopes.includes("repo")) return role;
  if (repository.visibility !== "public") return "none";
  return viewer.scopes.includes("public_repo") ? role : "read";
}

function covers(viewer: Viewer & { kind: "installation" }, repository: RepositoryRow): boolean {
  if (repository.owner !== viewer.account) return false;
  return viewer.repositories === "all" || viewer.repositories.includes(repository.id);
}

function appAccess(store: Store, viewer: Viewer & { kind: "installation" }, project: ProjectRow): ProjectAccess {
  if (store.accounts.get(project.owner)?.kind !== "Organization" || project.owner !== viewer.account) return "none";
  const granted = viewer.permissions.organization_projects;
  return granted === "read" || granted === "write" || granted === "admin" ? granted : "none";
}

function projectAccessOfAccount(store: Store, account: Id, project: ProjectRow): ProjectAccess {
  const open: ProjectAccess = project.public ? "read" : "none";
  if (project.owner === account) return "admin";
  const membership = store.memberships.get(project.owner)?.get(account);
  if (membership === "admin") return "admin";
  const own = project.collaborators.get(account);
  const base = membership === undefined ? open : project.memberAccess;
  const best = Math.max(...[own ?? "none", base, open].map((access) => projectLadder.indexOf(access)));
  return projectLadder[best] ?? "none";
}

function higher(one: Role, other: Role): Role {
  return ladder.indexOf(one) >= ladder.indexOf(other) ? one : other;
}
