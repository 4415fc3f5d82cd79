/**
 * What all ops share. An op is the only thing that changes rows: it checks who acts and what is asked, changes,
 * records timeline events and announces, in that order; when it throws, nothing has changed. Ops take rows, not ids:
 * whoever calls has looked them up and said "not found" in its own words.
 */
import { canReadIssues, canWriteIssues, hasProjectAccess, hasRole } from "./access.ts";
import { SandboxError } from "./error.ts";
import type { Happening, SandboxEvent } from "./event.ts";
import type { EventRow, Id, IssueRow, ProjectAccess, ProjectRow, RepositoryRow, Role } from "./rows.ts";
import type { Actor, World } from "./world.ts";

/** Tells every listener, in order, before it returns. Says nothing while history is being placed. */
export function announce(world: World, actor: Actor, happening: Happening): void {
  if (world.muted.depth > 0) return;
  // Pull requests are told of as `pull_request`, of which the sandbox covers opened and synchronize only.
  if (happening.name === "issues" && happening.issue.isPullRequest) return;
  const event = { ...happening, at: world.clock.now(), actor: actor.account, viaApp: actor.viaApp } as SandboxEvent;
  for (const listener of world.listeners) listener(event);
}

/** Appends one timeline event, now. `type` is GraphQL's type name. */
export function record(
  world: World,
  actor: Actor,
  issue: IssueRow,
  type: string,
  data: Readonly<Record<string, unknown>> = {},
): EventRow {
  const repository = repositoryOf(world, issue);
  const row: EventRow = {
    ...world.store.ids.make("EV", repository.databaseId, issue.databaseId),
    issue: issue.id,
    type,
    actor: actor.account,
    createdAt: world.clock.now(),
    data,
  };
  world.store.put.event(row);
  return row;
}

/** Moves the issue's `updatedAt`. Board writes must not: they move the card's. */
export function touch(world: World, issue: IssueRow): void {
  const now = world.clock.now();
  if (now > issue.updatedAt) issue.updatedAt = now;
}

/** The issue's repository, which always exists. */
export function repositoryOf(world: World, issue: IssueRow): RepositoryRow {
  return world.store.repositories.get(issue.repository)!;
}

/** Whether the issue is there and the viewer may read it. */
export function canSeeIssue(world: World, actor: Actor, issue: IssueRow): boolean {
  return !issue.deleted && canReadIssues(world.store, actor.viewer, repositoryOf(world, issue));
}

/** Throws NOT_FOUND for an issue that is gone or hidden, FORBIDDEN for one the viewer may only read. */
export function requireIssueRole(world: World, actor: Actor, issue: IssueRow, least: Role): void {
  requireIssueWrite(world, actor, issue);
  if (!hasRole(world.store, actor.viewer, repositoryOf(world, issue), least)) throw forbidden();
}

/** Throws unless the viewer may take part in the issue at all. */
export function requireIssueWrite(world: World, actor: Actor, issue: IssueRow): void {
  if (!canSeeIssue(world, actor, issue)) throw gone(issue.id);
  if (!canWriteIssues(world.store, actor.viewer, repositoryOf(world, issue))) throw forbidden();
  requireUnarchived(repositoryOf(world, issue));
}

/** Throws in GitHub's words when the repository takes no more writes. Its issues' cards may still be moved. */
export function requireUnarchived(repository: RepositoryRow): void {
  if (repository.archived) throw new SandboxError("UNPROCESSABLE", "Repository was archived so is read-only.");
}

/** Throws NOT_FOUND or FORBIDDEN unless the viewer has at least this role where issues are concerned. */
export function requireRole(world: World, actor: Actor, repository: RepositoryRow, least: Role): void {
  if (!hasRole(world.store, actor.viewer, repository, "read")) throw gone(repository.id);
  if (!canWriteIssues(world.store, actor.viewer, repository)) throw forbidden();
  if (!hasRole(world.store, actor.viewer, repository, least)) throw forbidden();
  requireUnarchived(repository);
}

/** Throws NOT_FOUND or FORBIDDEN unless the viewer has at least this access to the board. */
export function requireProject(world: World, actor: Actor, project: ProjectRow, least: ProjectAccess): void {
  if (!hasProjectAccess(world.store, actor.viewer, project, "read")) throw gone(project.id);
  if (!hasProjectAccess(world.store, actor.viewer, project, least)) throw forbidden();
}

/** A refusal whose words depend on who asked; the renderer makes them. */
export function forbidden(): SandboxError {
  return new SandboxError("FORBIDDEN", "Resource not accessible");
}

/** GitHub's words for a node that is not there or may not be seen. */
export function gone(id: Id): SandboxError {
  return new SandboxError("NOT_FOUND", `Could not resolve to a node with the global id of '${id}'`);
}
