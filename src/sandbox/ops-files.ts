/**
 * Files and branches. See ops.ts for what every op promises. A pull request whose branch is written goes along.
 */
import { canSeeRepository, canWriteContents } from "./access.ts";
import { addCommit, commitAt, headOf } from "./commits.ts";
import { refusal } from "./limits.ts";
import { announce, forbidden, gone, requireUnarchived, touch } from "./ops.ts";
import type { RepositoryRow } from "./rows.ts";
import type { CommitRow } from "./rows-files.ts";
import type { Actor, World } from "./world.ts";

/** Path to new content; null deletes the file. */
export type FileChanges = Readonly<Record<string, string | null>>;

/** Writes a file on the default branch, or (null) deletes it; contents: write. */
export function writeFile(
  world: World,
  actor: Actor,
  repository: RepositoryRow,
  path: string,
  content: string | null,
): void {
  writeFiles(world, actor, repository, { branch: repository.defaultBranch, changes: { [path]: content } });
}

/** Writes files on a branch in one commit; contents: write. What is the same already makes no commit and is not told. */
export function writeFiles(
  world: World,
  actor: Actor,
  repository: RepositoryRow,
  input: { readonly branch: string; readonly changes: FileChanges },
): CommitRow {
  requireContents(world, actor, repository);
  const { branch } = input;
  const before = commitAt(repository, branch);
  if (before === null) throw refusal(`No ref found named refs/heads/${branch}`);
  const real = Object.entries(input.changes).filter(([path, text]) => before.files.get(path) !== (text ?? undefined));
  if (real.length === 0) return before;
  const files = new Map(before.files);
  for (const [path, text] of real) {
    if (text === null) files.delete(path);
    else files.set(path, text);
  }
  const at = world.clock.now();
  const after = addCommit(repository, { files, at, parent: before.oid });
  if (branch === repository.defaultBranch) {
    repository.files = files;
    repository.head = after.oid;
  } else repository.branches.set(branch, after.oid);
  repository.updatedAt = at;
  const named = (wanted: (path: string, text: string | null) => boolean) =>
    real.filter(([path, text]) => wanted(path, text)).map(([path]) => path);
  announce(world, actor, {
    name: "push",
    action: null,
    repository,
    branch,
    before,
    after,
    added: named((path) => !before.files.has(path)),
    modified: named((path, text) => before.files.has(path) && text !== null),
    removed: named((_, text) => text === null),
  });
  moveHeads(world, actor, repository, branch, { before, after });
  return after;
}

/** Makes a branch where a commit is; contents: write. GitHub tells a push without commits. */
export function createBranch(
  world: World,
  actor: Actor,
  repository: RepositoryRow,
  input: { readonly branch: string; readonly oid?: string },
): void {
  requireContents(world, actor, repository);
  const { branch } = input;
  if (commitAt(repository, branch) !== null) throw refusal(`A ref named "refs/heads/${branch}" already exists`);
  const after = input.oid === undefined ? headOf(repository) : commitAt(repository, input.oid);
  if (after === null) throw refusal("Object does not exist");
  repository.branches.set(branch, after.oid);
  const nothing = { added: [], modified: [], removed: [] };
  announce(world, actor, { name: "push", action: null, repository, branch, before: null, after, ...nothing });
}

function requireContents(world: World, actor: Actor, repository: RepositoryRow): void {
  if (!canSeeRepository(world.store, actor.viewer, repository)) throw gone(repository.id);
  if (!canWriteContents(world.store, actor.viewer, repository)) throw forbidden();
  requireUnarchived(repository);
}

/** Open pull requests of the branch get its new head. */
function moveHeads(
  world: World,
  actor: Actor,
  repository: RepositoryRow,
  branch: string,
  commits: { readonly before: CommitRow; readonly after: CommitRow },
): void {
  for (const pull of world.store.pulls.values()) {
    const issue = world.store.issues.get(pull.issue)!;
    if (issue.repository !== repository.id || issue.state !== "OPEN" || pull.headRef !== branch) continue;
    pull.headOid = commits.after.oid;
    touch(world, issue);
    const { before, after } = commits;
    announce(world, actor, { name: "pull_request", action: "synchronize", issue, pull, repository, before, after });
  }
}
