/**
 * Pull requests, only as far as a proposed config needs them: a branch of the same repository against another one. See
 * ops.ts for what every op promises. Merging is not covered.
 */
import { canReadContents, canSeeRepository, hasRole } from "./access.ts";
import { blobId, commitAt } from "./commits.ts";
import { refusal } from "./limits.ts";
import { announce, forbidden, gone } from "./ops.ts";
import { createIssue } from "./ops-issues.ts";
import type { IssueRow, RepositoryRow } from "./rows.ts";
import type { PullRow } from "./rows-files.ts";
import type { Store } from "./store.ts";
import type { Actor, World } from "./world.ts";

/** Opens one; people who can write, Apps with `pull_requests: write`. */
export function openPull(
  world: World,
  actor: Actor,
  repository: RepositoryRow,
  input: { readonly title: string; readonly body?: string | null; readonly head: string; readonly base?: string },
): IssueRow {
  if (!canSeeRepository(world.store, actor.viewer, repository)) throw gone(repository.id);
  if (!mayOpen(world, actor, repository)) throw forbidden();
  const base = input.base ?? repository.defaultBranch;
  const [head, onto] = [commitAt(repository, input.head), commitAt(repository, base)];
  // GitHub's own words for a branch that is not there and for one without anything new.
  if (head === null || !repository.branches.has(input.head)) throw refusal("Head sha can't be blank");
  if (onto === null) throw refusal("Base ref must be a branch");
  if (head.oid === onto.oid) throw refusal(`No commits between ${base} and ${input.head}`);
  const { title, body = null } = input;
  const placed = { ...actor, viewer: null };
  const issue = createIssue(world, placed, { repository, title, body, isPullRequest: true });
  const pull: PullRow = {
    issue: issue.id,
    headRef: input.head,
    headOid: head.oid,
    baseRef: base,
    baseOid: onto.oid,
  };
  world.store.pulls.set(issue.id, pull);
  announce(world, actor, { name: "pull_request", action: "opened", issue, pull, repository });
  return issue;
}

/** One changed file of a pull request, between the commit it started from and its head. */
export interface PullFile {
  readonly path: string;
  readonly change: "added" | "modified" | "removed";
  /** Git's id of the new content; of the old one when it is gone. */
  readonly sha: string;
  readonly before: string;
  readonly after: string;
}

/** What a pull request changes, by path; empty for one that was placed without a branch. */
export function pullFiles(store: Store, issue: IssueRow): readonly PullFile[] {
  const pull = store.pulls.get(issue.id);
  const repository = store.repositories.get(issue.repository)!;
  const [before, after] = [pull?.baseOid, pull?.headOid].map((oid) => repository.commits.get(oid ?? "")?.files);
  if (!before || !after) return [];
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths
    .filter((path) => before.get(path) !== after.get(path))
    .map((path) => ({
      path,
      change: before.has(path) ? (after.has(path) ? "modified" : "removed") : "added",
      sha: blobId(after.get(path) ?? before.get(path) ?? ""),
      before: before.get(path) ?? "",
      after: after.get(path) ?? "",
    }));
}

function mayOpen(world: World, actor: Actor, repository: RepositoryRow): boolean {
  const { viewer } = actor;
  if (viewer?.kind !== "installation") return hasRole(world.store, viewer, repository, "write");
  return viewer.permissions.pull_requests === "write" && canReadContents(world.store, viewer, repository);
}
