/**
 * Contents of the default branch by expression (`HEAD:path`), as git objects with git's own object ids.
 */
import { createHash } from "node:crypto";
import { canReadContents } from "../access.ts";
import { forbidden } from "../ops.ts";
import type { RepositoryRow } from "../rows.ts";
import { type Context, fullName, type Shown, shown, web } from "./context.ts";
import type { Fields } from "./fields.ts";

/** A file or folder of a repository. */
export interface Place {
  readonly repository: RepositoryRow;
  readonly path: string;
}

/** The object that an expression names; null when there is none. */
export function objectAt(context: Context, repository: RepositoryRow, expression: string): Shown | null {
  if (!canReadContents(context.store, context.viewer, repository)) throw forbidden();
  const [revision = "", ...rest] = expression.split(":");
  if (!["HEAD", repository.defaultBranch, `refs/heads/${repository.defaultBranch}`].includes(revision)) return null;
  if (rest.length === 0) return shown("Commit", repository);
  const path = rest.join(":").replace(/\/$/, "");
  if (repository.files.has(path)) return shown("Blob", { repository, path });
  return path === "" || entriesOf(repository, path).length > 0 ? shown("Tree", { repository, path }) : null;
}

const common = {
  id: (row: Place) => `B_${idOf(row)}`,
  oid: (row: Place) => idOf(row),
  abbreviatedOid: (row: Place) => idOf(row).slice(0, 7),
  repository: (row: Place) => shown("Repository", row.repository),
  commitUrl: (row: Place, _: unknown, context: Context) =>
    `${web}/${fullName(context.store, row.repository)}/commit/${commitId(row.repository)}`,
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
    entriesOf(row.repository, row.path).map((name) => {
      const path = row.path === "" ? name : `${row.path}/${name}`;
      return shown("TreeEntry", { repository: row.repository, path });
    }),
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
  id: (row: RepositoryRow) => `REF_${row.id.slice(2)}`,
  name: (row: RepositoryRow) => row.defaultBranch,
  prefix: () => "refs/heads/",
  repository: (row: RepositoryRow) => shown("Repository", row),
  target: (row: RepositoryRow) => shown("Commit", row),
};

export const commitFields: Fields = {
  id: (row: RepositoryRow) => `C_${commitId(row)}`,
  oid: (row: RepositoryRow) => commitId(row),
  abbreviatedOid: (row: RepositoryRow) => commitId(row).slice(0, 7),
  committedDate: (row: RepositoryRow) => row.updatedAt,
  repository: (row: RepositoryRow) => shown("Repository", row),
  tree: (row: RepositoryRow) => shown("Tree", { repository: row, path: "" }),
};

/** Git's id of a text. */
export function blobId(text: string): string {
  return hash("blob", Buffer.from(text));
}

function idOf(place: Place): string {
  return isFile(place) ? blobId(textOf(place)) : treeId(place.repository, place.path);
}

function treeId(repository: RepositoryRow, path: string): string {
  const entries = entriesOf(repository, path).map((name) => {
    const below = { repository, path: path === "" ? name : `${path}/${name}` };
    const mode = isFile(below) ? "100644" : "40000";
    return Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(idOf(below), "hex")]);
  });
  return hash("tree", Buffer.concat(entries));
}

/** The sandbox keeps no history of files: one commit, named by what is in it. */
function commitId(repository: RepositoryRow): string {
  return hash("commit", Buffer.from(`tree ${treeId(repository, "")}\n\n${repository.updatedAt}\n`));
}

function hash(kind: string, content: Buffer): string {
  return createHash("sha1").update(`${kind} ${content.length}\0`).update(content).digest("hex");
}

function entriesOf(repository: RepositoryRow, path: string): readonly string[] {
  const prefix = path === "" ? "" : `${path}/`;
  const below = [...repository.files.keys()].filter((file) => file.startsWith(prefix));
  return [...new Set(below.map((file) => file.slice(prefix.length).split("/")[0]!))].sort();
}

function textOf(place: Place): string {
  return place.repository.files.get(place.path) ?? "";
}

function isFile(place: Place): boolean {
  return place.repository.files.has(place.path);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
