/**
 * Routes about a repository: itself, its files, who may do what in it.
 */
import { canSeeRepository, hasRole, roleIn, roleOfAccount } from "../access.ts";
import { commitAt, entriesOf, type Files, objectId } from "../commits.ts";
import { archiveRepository, renameRepository, setVisibility } from "../ops-repositories.ts";
import type { RepositoryRow, Role } from "../rows.ts";
import type { CommitRow } from "../rows-files.ts";
import { accountNamed } from "./find.ts";
import { paged } from "./page.ts";
import { notFound, RestError } from "./rest-error.ts";
import { type Answer, type Call, ok, param, type Routes, repositoryIn } from "./route.ts";
import { showAccount, showOrganization } from "./show-account.ts";
import { showFullRepository } from "./show-repository.ts";
import { repositoryPage, repositoryUrl } from "./shows.ts";

export const repositoryRoutes: Routes = {
  "GET /repos/{owner}/{repo}": showOne,
  "PATCH /repos/{owner}/{repo}": change,
  "GET /repos/{owner}/{repo}/contents": (call) => contents(call, ""),
  "GET /repos/{owner}/{repo}/contents/{path}": (call) => contents(call, param(call, "path")),
  "GET /repos/{owner}/{repo}/collaborators/{username}/permission": permissionOf,
  "GET /repos/{owner}/{repo}/assignees": assignable,
};

function showOne(call: Call): Answer {
  const row = repositoryIn(call);
  const owner = call.world.store.accounts.get(row.owner)!;
  return ok({
    ...showFullRepository(call.shows, row),
    permissions: flags(roleIn(call.world.store, call.viewer, row)),
    ...(owner.kind === "Organization"
      ? { organization: { ...showAccount(call.shows, row.owner), ...showOrganization(call.shows, owner) } }
      : {}),
  });
}

/** Name, visibility and archiving only. */
function change(call: Call): Answer {
  const { world, actor } = call;
  const row = repositoryIn(call);
  const { name, visibility, archived } = call.body as Readonly<Record<string, unknown>>;
  if (row.archived && archived !== false) throw new RestError(403, "Repository was archived so is read-only.");
  // Asked in any case, so that somebody who may not change anything is refused.
  renameRepository(world, actor, row, typeof name === "string" ? name : row.name);
  if (visibility === "public" || visibility === "private" || visibility === "internal") {
    setVisibility(world, actor, row, visibility);
  }
  if (typeof archived === "boolean") archiveRepository(world, actor, row, archived);
  return showOne(call);
}

/** `permission` knows four levels, `role_name` all of them. */
function permissionOf(call: Call): Answer {
  const { store } = call.world;
  const repository = repositoryIn(call);
  if (call.viewer.kind === "user" && !hasRole(store, call.viewer, repository, "write")) {
    throw new RestError(403, "Must have push access to view collaborator permission.");
  }
  const login = param(call, "username");
  const account = accountNamed(call, login);
  if (account.kind !== "User") throw new RestError(404, `${login} is not a user`);
  const role = roleOfAccount(store, account.id, repository);
  const coarse: Readonly<Record<Role, string>> = {
    none: "none",
    read: "read",
    triage: "read",
    write: "write",
    maintain: "write",
    admin: "admin",
  };
  return ok({
    permission: coarse[role],
    role_name: role,
    user: { ...showAccount(call.shows, account.id), permissions: flags(role), role_name: role },
  });
}

function assignable(call: Call): Answer {
  const { store } = call.world;
  const row = repositoryIn(call);
  const people = new Set([row.owner, ...(store.memberships.get(row.owner)?.keys() ?? []), ...row.collaborators.keys()]);
  const able = [...people].filter(
    (id) => store.accounts.get(id)?.kind === "User" && roleOfAccount(store, id, row) !== "none",
  );
  return paged(call, able, (id) => showAccount(call.shows, id));
}

function contents(call: Call, asked: string): Answer {
  const row = repositoryIn(call);
  if (!canSeeRepository(call.world.store, call.viewer, row)) throw notFound();
  const { files } = commitOf(call, row);
  const path = asked.replace(/^\/+|\/+$/g, "");
  const file = files.get(path);
  if (file === undefined) return listing(call, row, path);
  if (/application\/vnd\.github\.raw/.test(call.accept)) {
    return { status: 200, body: file, headers: { "content-type": "application/vnd.github.raw; charset=utf-8" } };
  }
  const base64 = Buffer.from(file, "utf8").toString("base64");
  return ok({
    ...entry(call, row, path, files),
    // GitHub breaks the text after every 60 characters and ends with a break.
    content: `${base64.match(/.{1,60}/g)?.join("\n") ?? ""}\n`,
    encoding: "base64",
  });
}

function listing(call: Call, row: RepositoryRow, path: string): Answer {
  const { files } = commitOf(call, row);
  const names = entriesOf(files, path);
  if (names.length === 0) throw path === "" ? new RestError(404, "This repository is empty.") : notFound();
  return ok(names.map((name) => entry(call, row, path === "" ? name : `${path}/${name}`, files)));
}

function entry(call: Call, row: RepositoryRow, path: string, files: Files) {
  const text = files.get(path);
  const type = text === undefined ? "dir" : "file";
  const ref = call.query.get("ref") || row.defaultBranch;
  const url = `${repositoryUrl(call.shows, row)}/contents/${path}?ref=${ref}`;
  const sha = objectId(files, path);
  const page = `${repositoryPage(call.shows, row)}/${type === "file" ? "blob" : "tree"}/${ref}/${path}`;
  const git = `${repositoryUrl(call.shows, row)}/git/${type === "file" ? "blobs" : "trees"}/${sha}`;
  const raw = page.replace("https://github.com", "https://raw.githubusercontent.com").replace("/blob/", "/");
  return {
    name: path.split("/").at(-1)!,
    path,
    sha,
    size: Buffer.byteLength(text ?? ""),
    url,
    html_url: page,
    git_url: git,
    download_url: type === "file" ? raw : null,
    type,
    _links: { self: url, git, html: page },
  };
}

/** The commit that `ref` names: a branch or an id; the default branch's newest when not given. */
function commitOf(call: Call, row: RepositoryRow): CommitRow {
  const ref = call.query.get("ref") || "HEAD";
  const commit = commitAt(row, ref);
  if (commit === null) throw new RestError(404, `No commit found for the ref ${ref}`);
  return commit;
}

function flags(role: Role) {
  const ladder: readonly Role[] = ["none", "read", "triage", "write", "maintain", "admin"];
  const at = ladder.indexOf(role);
  return { admin: at >= 5, maintain: at >= 4, push: at >= 3, triage: at >= 2, pull: at >= 1 };
}
