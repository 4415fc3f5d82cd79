/**
 * Repositories, their files and milestones. See ops.ts for what every op promises.
 */
import { hasRole } from "./access.ts";
import { refusal } from "./limits.ts";
import { announce, forbidden, gone, requireRole } from "./ops.ts";
import type { AccountRow, MilestoneRow, RepositoryRow, Role } from "./rows.ts";
import type { Actor, World } from "./world.ts";

/** Makes an empty repository. Only the builder asks for it. */
export function createRepository(
  world: World,
  actor: Actor,
  input: {
    readonly owner: AccountRow;
    readonly name: string;
    readonly visibility?: RepositoryRow["visibility"];
    readonly memberRole?: Role;
  },
): RepositoryRow {
  if (actor.viewer !== null) throw forbidden();
  const now = world.clock.now();
  const repository: RepositoryRow = {
    ...world.store.ids.make("R", input.owner.databaseId),
    owner: input.owner.id,
    name: input.name,
    visibility: input.visibility ?? "public",
    archived: false,
    createdAt: now,
    updatedAt: now,
    defaultBranch: "main",
    files: new Map(),
    head: null,
    branches: new Map(),
    commits: new Map(),
    collaborators: new Map(),
    memberRole: input.memberRole ?? "write",
    nextNumber: 1,
  };
  world.store.put.repository(repository);
  announce(world, actor, { name: "repository", action: "created", repository });
  return repository;
}

/** Renames; admin. Issues keep their ids; the old name is not found any more. */
export function renameRepository(world: World, actor: Actor, repository: RepositoryRow, name: string): void {
  requireAdmin(world, actor, repository);
  if (name === repository.name) return;
  const from = repository.name;
  world.store.take.repositoryName(repository);
  repository.name = name;
  repository.updatedAt = world.clock.now();
  world.store.put.repository(repository);
  announce(world, actor, { name: "repository", action: "renamed", repository, changes: { name: { from } } });
}

/** Makes it public or private; admin. */
export function setVisibility(
  world: World,
  actor: Actor,
  repository: RepositoryRow,
  visibility: RepositoryRow["visibility"],
): void {
  requireAdmin(world, actor, repository);
  if (repository.visibility === visibility) return;
  repository.visibility = visibility;
  repository.updatedAt = world.clock.now();
  const action = visibility === "public" ? "publicized" : "privatized";
  announce(world, actor, { name: "repository", action, repository });
}

/** Archives or unarchives; admin. */
export function archiveRepository(world: World, actor: Actor, repository: RepositoryRow, archived: boolean): void {
  requireAdmin(world, actor, repository);
  if (repository.archived === archived) return;
  repository.archived = archived;
  announce(world, actor, { name: "repository", action: archived ? "archived" : "unarchived", repository });
}

/** Makes a milestone; triage. */
export function createMilestone(
  world: World,
  actor: Actor,
  repository: RepositoryRow,
  input: { readonly title: string; readonly dueOn?: string | null },
): MilestoneRow {
  requireRole(world, actor, repository, "triage");
  const present = world.store.milestonesOf(repository.id);
  if (present.some((row) => row.title === input.title)) {
    throw refusal("Title has already been taken", { resource: "Milestone", field: "title", code: "already_exists" });
  }
  const milestone: MilestoneRow = {
    ...world.store.ids.make("MI", repository.databaseId),
    repository: repository.id,
    number: present.length + 1,
    title: input.title,
    state: "OPEN",
    dueOn: input.dueOn ?? null,
    createdAt: world.clock.now(),
    closedAt: null,
  };
  world.store.put.milestone(milestone);
  return milestone;
}

/** Closes or reopens a milestone; triage. Its issues stay as they are. */
export function closeMilestone(world: World, actor: Actor, milestone: MilestoneRow, closed: boolean): void {
  requireRole(world, actor, world.store.repositories.get(milestone.repository)!, "triage");
  if ((milestone.state === "CLOSED") === closed) return;
  milestone.state = closed ? "CLOSED" : "OPEN";
  milestone.closedAt = closed ? world.clock.now() : null;
}

function requireAdmin(world: World, actor: Actor, repository: RepositoryRow): void {
  if (!hasRole(world.store, actor.viewer, repository, "read")) throw gone(repository.id);
  if (!hasRole(world.store, actor.viewer, repository, "admin")) throw forbidden();
}
