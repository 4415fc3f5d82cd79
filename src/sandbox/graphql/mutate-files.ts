/**
 * Mutations of files, branches and pull requests. Each looks its input up, calls one op, and shows what became of it.
 */
import { commitAt, headOf } from "../commits.ts";
import { SandboxError } from "../error.ts";
import { refusal } from "../limits.ts";
import { createBranch, type FileChanges, writeFiles } from "../ops-files.ts";
import { openPull } from "../ops-pulls.ts";
import type { Id, RepositoryRow } from "../rows.ts";
import { type Context, shown, shownIssue, shownRepository } from "./context.ts";
import { rowOf } from "./inputs.ts";
import type { Mutations } from "./mutations.ts";
import { refAt } from "./show-files.ts";

export const fileMutations: Mutations = {
  createRef(input: { repositoryId: Id; name: string; oid: string }, context) {
    const repository = rowOf(context, input.repositoryId, "Repository");
    if (!/^refs\/heads\/./.test(input.name)) throw refusal("Name is not a valid ref name");
    createBranch(context.world, context.actor, repository, {
      branch: input.name.replace("refs/heads/", ""),
      oid: input.oid,
    });
    return { ref: refAt(repository, input.name) };
  },
  createCommitOnBranch(input: CommitInput, context) {
    const { repository, branch } = placeOf(context, input.branch);
    const head = commitAt(repository, branch) ?? headOf(repository);
    if (input.expectedHeadOid !== head.oid) {
      // GitHub's own words.
      const message = `Expected branch to point to "${input.expectedHeadOid}" but it points to "${head.oid}". Pull and try again.`;
      throw new SandboxError("STALE_DATA", message);
    }
    const commit = writeFiles(context.world, context.actor, repository, { branch, changes: changesOf(input) });
    return { commit: shown("Commit", { repository, commit }), ref: refAt(repository, branch) };
  },
  createPullRequest(input: PullInput, context) {
    const repository = rowOf(context, input.repositoryId, "Repository");
    const pull = openPull(context.world, context.actor, repository, {
      title: input.title,
      body: input.body ?? null,
      head: input.headRefName.replace(/^refs\/heads\//, ""),
      base: input.baseRefName.replace(/^refs\/heads\//, ""),
    });
    return { pullRequest: shownIssue(context, pull.id) };
  },
};

interface CommitInput {
  readonly branch: BranchInput;
  readonly expectedHeadOid: string;
  readonly fileChanges?: {
    readonly additions?: readonly { readonly path: string; readonly contents: string }[] | null;
    readonly deletions?: readonly { readonly path: string }[] | null;
  } | null;
}

interface BranchInput {
  readonly repositoryNameWithOwner?: string | null;
  readonly branchName?: string | null;
}

interface PullInput {
  readonly repositoryId: Id;
  readonly baseRefName: string;
  readonly headRefName: string;
  readonly title: string;
  readonly body?: string | null;
}

/** By names only; GitHub also takes a ref's id. */
function placeOf(context: Context, input: BranchInput): { repository: RepositoryRow; branch: string } {
  const [owner = "", name = ""] = (input.repositoryNameWithOwner ?? "").split("/");
  const found = context.store.repositoryByName(owner, name);
  const repository = found && shownRepository(context, found.id)?.row;
  if (!repository) {
    const wanted = `${owner}/${name}`;
    throw new SandboxError("NOT_FOUND", `Could not resolve to a Repository with the name '${wanted}'.`);
  }
  return { repository, branch: input.branchName ?? repository.defaultBranch };
}

function changesOf({ fileChanges }: CommitInput): FileChanges {
  const added = (fileChanges?.additions ?? []).map(
    ({ path, contents }) => [path, Buffer.from(contents, "base64").toString("utf8")] as const,
  );
  const deleted = (fileChanges?.deletions ?? []).map(({ path }) => [path, null] as const);
  return Object.fromEntries<string | null>([...added, ...deleted]);
}
