/**
 * Contents by expression (`HEAD:path`, `branch:path`, `<commit id>:path`), as git objects with git's own object ids.
 */
import { canReadContents } from "../access.ts";
import { commitAt, entriesOf, headOf, objectId } from "../commits.ts";
import { forbidden } from "../ops.ts";
import type { RepositoryRow } from "../rows.ts";
import type { CommitRow } from "../rows-files.ts";
import { type Context, fullName, type Shown, shown, web } from "./context.ts";
import type { Fields } from "./fields.ts";

/** A commit of a repository. */
export interface CommitPlace {
  readonly repository: RepositoryRow;
  readonly commit: CommitRow;
}

/** A file or folder of a repository at a commit. */
export interface Place extends CommitPlace {
  readonly path: string;
}

/** A branch. */
export interface RefPlace {
  readonly repository: RepositoryRow;
  readonly branch: string;
}

/** The object that an expression or a commit's id names; null when there is none. */
export function objectAt(
  context: Context,
  repository: RepositoryRow,
  args: { readonly expression?: string | null; readonly oid?: string | null },
): Shown | null {
  if (!canReadContents(context.store, context.viewer, repository)) throw forbidden();
  const [revision = "", ...rest] = (args.oid ?? args.expression ?? "").split(":");
  const commit = commitAt(repository, revision);
  if (commit === null) return null;
  if (rest.length === 0) return shown("Commit", { repository, commit });
  const path = rest.join(":").replace(/\/$/, "");
  if (commit.files.has(path)) return shown("Blob", { repository, commit, path });
  return path === "" || entriesOf(commit.files, path).length > 0 ? shown("Tree", { repository, commit, path }) : null;
}

/** A branch by its name, with or without `refs/heads/`; null when there is none. */
export function refAt(repository: RepositoryRow, name: string): Shown<RefPlace> | null {
  const branch = name.replace(/^refs\/heads\//, "");
  const isThere = branch === repository.defaultBranch || repository.branches.has(branch);
  return isThere ? shown("Ref", { repository, branch }) : null;
}

const common = {
  id: (row: Place) => `B_${idOf(row)}`,
  oid: (row: Place) => idOf(row),
  abbreviatedOid: (row: Place) => idOf(row).slice(0, 7),
  repository: (row: Place) => shown("Repository", row.repository),
  commitUrl: (row: Place, _: unknown, context: Context) =>
    `${web}/${fullName(context.store, row.repository)}/commit/${row.commit.oid}`,
} satisfies Fields;

export const blobFields: Fields = {
  ...common,
  text: (row: Place) => textOf(row),
  byteSize: (row: Place) => Buffer.byteLength(textOf(row)),
  isBinary: () => false,
  isTruncated: () => false,
};

export const treeFields: Fields = {
  ...common,
  entries: (row: Place) =>
    entriesOf(row.commit.files, row.path).map((name) =>
      shown("TreeEntry", { ...row, path: row.path === "" ? name : `${row.path}/${name}` }),
    ),
};

export const treeEntryFields: Fields = {
  name: (row: Place) => nameOf(row.path),
  path: (row: Place) => row.path,
  extension: (row: Place) => /\.[^./]+$/.exec(row.path)?.[0] ?? "",
  type: (row: Place) => (isFile(row) ? "blob" : "tree"),
  mode: (row: Place) => (isFile(row) ? 0o100644 : 0o40000),
  size: (row: Place) => (isFile(row) ? Buffer.byteLength(textOf(row)) : 0),
  oid: (row: Place) => idOf(row),
  object: (row: Place) => shown(isFile(row) ? "Blob" : "Tree", row),
  repository: (row: Place) => shown("Repository", row.repository),
};

export const refFields: Fields = {
  id: (row: RefPlace) => `REF_${row.repository.id.slice(2)}_${Buffer.from(row.branch).toString("base64url")}`,
  name: (row: RefPlace) => row.branch,
  prefix: () => "refs/heads/",
  repository: (row: RefPlace) => shown("Repository", row.repository),
  target: (row: RefPlace) =>
    shown("Commit", {
      repository: row.repository,
      commit: commitAt(row.repository, row.branch) ?? headOf(row.repository),
    }),
};

export const commitFields: Fields = {
  id: (row: CommitPlace) => `C_${row.commit.oid}`,
  oid: (row: CommitPlace) => row.commit.oid,
  abbreviatedOid: (row: CommitPlace) => row.commit.oid.slice(0, 7),
  committedDate: (row: CommitPlace) => row.commit.at,
  repository: (row: CommitPlace) => shown("Repository", row.repository),
  tree: (row: CommitPlace) => shown("Tree", { ...row, path: "" }),
  url: (row: CommitPlace, _: unknown, context: Context) =>
    `${web}/${fullName(context.store, row.repository)}/commit/${row.commit.oid}`,
};

function idOf(place: Place): string {
  return objectId(place.commit.files, place.path);
}

function textOf(place: Place): string {
  return place.commit.files.get(place.path) ?? "";
}

function isFile(place: Place): boolean {
  return place.commit.files.has(place.path);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
