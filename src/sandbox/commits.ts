/**
 * Commits and what they hold, with git's own object ids. The default branch is written as `files`; its newest commit
 * is made when somebody asks for it, so that whoever places files need not speak of commits.
 */
import { createHash } from "node:crypto";
import type { RepositoryRow } from "./rows.ts";
import type { CommitRow } from "./rows-files.ts";

/** Path to content. */
export type Files = ReadonlyMap<string, string>;

/** The default branch's newest commit. An empty repository has one too, which GitHub's has not. */
export function headOf(repository: RepositoryRow): CommitRow {
  const last = repository.head === null ? undefined : repository.commits.get(repository.head);
  if (last && isSame(last.files, repository.files)) return last;
  const commit = addCommit(repository, {
    files: repository.files,
    at: repository.updatedAt,
    parent: last?.oid ?? null,
  });
  repository.head = commit.oid;
  return commit;
}

/** Keeps what a branch holds now. */
export function addCommit(
  repository: RepositoryRow,
  input: { readonly files: Files; readonly at: string; readonly parent: string | null },
): CommitRow {
  const { at, parent } = input;
  const files = new Map(input.files);
  const text = `tree ${treeId(files, "")}\n${parent === null ? "" : `parent ${parent}\n`}committer ${at}\n\n`;
  const commit = { oid: hash("commit", Buffer.from(text)), parent, files, at };
  repository.commits.set(commit.oid, commit);
  return commit;
}

/**
 * The commit that a revision names: `HEAD`, a branch, or all forty digits of an id, on whatever branch. Null when there
 * is none. Git would also take fewer digits and tags.
 */
export function commitAt(repository: RepositoryRow, revision: string): CommitRow | null {
  const branch = revision.replace(/^refs\/heads\//, "");
  // Also keeps the newest one before it is looked up by its id.
  const head = headOf(repository);
  if (revision === "HEAD" || branch === repository.defaultBranch) return head;
  return repository.commits.get(repository.branches.get(branch) ?? revision) ?? null;
}

/** The names right below a folder, sorted; "" is the root. */
export function entriesOf(files: Files, path: string): readonly string[] {
  const prefix = path === "" ? "" : `${path}/`;
  const below = [...files.keys()].filter((file) => file.startsWith(prefix));
  return [...new Set(below.map((file) => file.slice(prefix.length).split("/")[0]!))].sort();
}

/** Git's id of a file or folder. */
export function objectId(files: Files, path: string): string {
  const text = files.get(path);
  return text === undefined ? treeId(files, path) : blobId(text);
}

/** Git's id of a text. */
export function blobId(text: string): string {
  return hash("blob", Buffer.from(text));
}

function treeId(files: Files, path: string): string {
  const entries = entriesOf(files, path).map((name) => {
    const below = path === "" ? name : `${path}/${name}`;
    const mode = files.has(below) ? "100644" : "40000";
    return Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(objectId(files, below), "hex")]);
  });
  return hash("tree", Buffer.concat(entries));
}

function isSame(one: Files, other: Files): boolean {
  return one.size === other.size && [...other].every(([path, text]) => one.get(path) === text);
}

function hash(kind: string, content: Buffer): string {
  return createHash("sha1").update(`${kind} ${content.length}\0`).update(content).digest("hex");
}
