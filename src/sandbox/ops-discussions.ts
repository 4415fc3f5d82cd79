/**
 * Discussions and their categories. See ops.ts for what every op promises. A repository has discussions when it has a
 * category. No webhook tells of them here: nobody of ours listens to `discussion`.
 */
import { canSeeRepository, hasRole } from "./access.ts";
import { SandboxError } from "./error.ts";
import { checkBody, checkTitle } from "./limits.ts";
import { forbidden, gone, requireUnarchived } from "./ops.ts";
import { keepVersion } from "./ops-edits.ts";
import type { RepositoryRow } from "./rows.ts";
import type { CategoryRow, DiscussionRow } from "./rows-posts.ts";
import type { Actor, World } from "./world.ts";

/** Makes a category. GitHub has no call for it: only the builder asks. */
export function createCategory(
  world: World,
  repository: RepositoryRow,
  { name, announcement = false }: { readonly name: string; readonly announcement?: boolean },
): CategoryRow {
  const row: CategoryRow = {
    ...world.store.ids.make("DIC", repository.databaseId),
    repository: repository.id,
    name,
    announcement,
    createdAt: world.clock.now(),
  };
  world.store.categories.set(row.id, row);
  return row;
}

/**
 * Begins a discussion. People who can read may; Apps need `discussions: write`; a category for announcements asks people
 * for `maintain` (https://docs.github.com/en/discussions/managing-discussions-for-your-community). Whether it asks more
 * of Apps is unverified.
 */
export function createDiscussion(
  world: World,
  actor: Actor,
  input: {
    readonly repository: RepositoryRow;
    readonly category: CategoryRow;
    readonly title: string;
    readonly body: string;
  },
): DiscussionRow {
  const { store } = world;
  const { repository, category, title, body } = input;
  requireDiscussions(world, actor, repository);
  if (category.repository !== repository.id) throw gone(category.id);
  const isPerson = actor.viewer?.kind === "user";
  if (isPerson && category.announcement && !hasRole(store, actor.viewer, repository, "maintain")) throw forbidden();
  requireUnarchived(repository);
  checkTitle(title, "Discussion");
  requireBody(body);
  const now = world.clock.now();
  const row: DiscussionRow = {
    ...store.ids.make("D", repository.databaseId),
    repository: repository.id,
    number: repository.nextNumber,
    category: category.id,
    title,
    body,
    author: actor.account,
    closed: false,
    stateReason: null,
    createdAt: now,
    updatedAt: now,
    closedAt: null,
  };
  repository.nextNumber += 1;
  store.discussions.set(row.id, row);
  return row;
}

/** Changes title, body or category; the author, or triage. */
export function editDiscussion(
  world: World,
  actor: Actor,
  row: DiscussionRow,
  input: { readonly title?: string; readonly body?: string; readonly category?: CategoryRow },
): void {
  const repository = requireAuthorOrTriage(world, actor, row);
  const title = input.title ?? row.title;
  const body = input.body ?? row.body;
  if (input.category && input.category.repository !== repository.id) throw gone(input.category.id);
  checkTitle(title, "Discussion");
  requireBody(body);
  if (body !== row.body) keepVersion(world, actor, row, row.body, body);
  row.title = title;
  row.body = body;
  row.category = input.category?.id ?? row.category;
  row.updatedAt = world.clock.now();
}

/** Closes with a reason; the author, or triage. Closing a closed one changes its reason only. */
export function closeDiscussion(
  world: World,
  actor: Actor,
  row: DiscussionRow,
  reason: NonNullable<DiscussionRow["stateReason"]>,
): void {
  requireAuthorOrTriage(world, actor, row);
  row.closedAt = row.closed ? row.closedAt : world.clock.now();
  row.closed = true;
  row.stateReason = reason;
}

/** Whether the viewer may read discussions there at all. */
export function canReadDiscussions(
  world: World,
  { viewer }: Pick<Actor, "viewer">,
  repository: RepositoryRow,
): boolean {
  if (!canSeeRepository(world.store, viewer, repository)) return false;
  if (viewer === null || viewer.kind === "user" || repository.visibility === "public") return true;
  return viewer.kind === "installation" && viewer.permissions.discussions !== undefined;
}

function requireDiscussions(world: World, actor: Actor, repository: RepositoryRow): void {
  const { store } = world;
  const { viewer } = actor;
  if (!canSeeRepository(store, viewer, repository)) throw gone(repository.id);
  const mayWrite =
    viewer === null ||
    (viewer.kind === "user" && hasRole(store, viewer, repository, "read")) ||
    (viewer.kind === "installation" &&
      viewer.permissions.discussions === "write" &&
      repository.owner === viewer.account &&
      (viewer.repositories === "all" || viewer.repositories.includes(repository.id)));
  if (!mayWrite) throw forbidden();
}

function requireAuthorOrTriage(world: World, actor: Actor, row: DiscussionRow): RepositoryRow {
  const repository = world.store.repositories.get(row.repository)!;
  requireDiscussions(world, actor, repository);
  const isPerson = actor.viewer?.kind === "user";
  const isTheirs = row.author === actor.account;
  if (isPerson && !isTheirs && !hasRole(world.store, actor.viewer, repository, "triage")) throw forbidden();
  requireUnarchived(repository);
  return repository;
}

/** The same 65,536 as issues: clients of GitHub's own declare it for both (github.com/github/gh-aw, issue 43867). */
function requireBody(body: string): void {
  if (body.trim() === "") throw new SandboxError("UNPROCESSABLE", "Body can't be blank");
  checkBody(body, "Discussion");
}
