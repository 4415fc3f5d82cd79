/**
 * What a person does to repositories: their settings, their files, and asking for something by name.
 */
import { headOf } from "./commits.ts";
import type { FileChanges } from "./ops-files.ts";
import type { Person } from "./people.ts";
import { type Hands, repositoryNamed } from "./people-hands.ts";
import type { Id } from "./rows.ts";

type PlaceAct = "dispatch" | "setVisibility" | "archiveRepository" | "writeFiles" | "openPullRequest";

/** What a person does to repositories. */
export function placeActs({ sandbox, mutate, act, rest }: Hands): Pick<Person, PlaceAct> {
  const { store } = sandbox;
  const commit = async (repository: string, branchName: string, files: FileChanges) => {
    const row = repositoryNamed(sandbox, repository);
    const entries = Object.entries(files);
    const additions = entries.flatMap(([path, text]) =>
      text === null ? [] : [{ path, contents: Buffer.from(text).toString("base64") }],
    );
    const deletions = entries.flatMap(([path, text]) => (text === null ? [{ path }] : []));
    const input = {
      branch: { repositoryNameWithOwner: repository, branchName },
      message: { headline: "Change files" },
      expectedHeadOid: row.branches.get(branchName) ?? headOf(row).oid,
      fileChanges: { additions, deletions },
    };
    const done = (await mutate("createCommitOnBranch", input, "commit { oid }")) as { commit: { oid: string } };
    return done.commit.oid;
  };
  return {
    dispatch: (repository, event_type, client_payload = {}) =>
      rest(`POST /repos/${repository}/dispatches`, { event_type, client_payload }),
    setVisibility: (repository, visibility) => rest(`PATCH /repos/${repository}`, { visibility }),
    archiveRepository: (repository, archived = true) => rest(`PATCH /repos/${repository}`, { archived }),
    writeFiles: (repository, files, branch) =>
      commit(repository, branch ?? repositoryNamed(sandbox, repository).defaultBranch, files),
    async openPullRequest(repository, { title, branch, files, body }) {
      const row = repositoryNamed(sandbox, repository);
      await act("createRef", { repositoryId: row.id, name: `refs/heads/${branch}`, oid: headOf(row).oid });
      await commit(repository, branch, files);
      const input = {
        repositoryId: row.id,
        baseRefName: row.defaultBranch,
        headRefName: branch,
        title,
        ...(body === undefined ? {} : { body }),
      };
      const done = (await mutate("createPullRequest", input, "pullRequest { id }")) as { pullRequest: { id: Id } };
      return store.issues.get(done.pullRequest.id)!;
    },
  };
}
