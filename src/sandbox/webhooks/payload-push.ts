/**
 * The parts of a push webhook: one commit on a branch.
 */
import { secondsOf } from "../clock.ts";
import { objectId } from "../commits.ts";
import type { PushEvent } from "../event.ts";
import { loginOf } from "../rest/show-account.ts";
import { showRepository } from "../rest/show-repository.ts";
import { repositoryPage, type Shows } from "../rest/shows.ts";
import type { Id } from "../rows.ts";

/** The commit and the branch. */
export function pushPayload(
  shows: Shows,
  event: PushEvent & { readonly at: string; readonly actor: Id },
): Readonly<Record<string, unknown>> {
  const { repository, added, modified, removed, at } = event;
  const page = repositoryPage(shows, repository);
  const [before, after] = [event.before?.oid ?? "0".repeat(40), event.after.oid];
  const actor = shows.store.accounts.get(event.actor);
  const login = actor ? loginOf(actor) : "ghost";
  const author = { name: login, email: `${login}@users.noreply.github.com`, username: login };
  const commit = {
    id: after,
    tree_id: objectId(event.after.files, ""),
    distinct: true,
    message: "Change files",
    timestamp: at,
    url: `${page}/commit/${after}`,
    author,
    committer: author,
    added,
    modified,
    removed,
  };
  return {
    ref: `refs/heads/${event.branch}`,
    before,
    after,
    created: event.before === null,
    deleted: false,
    forced: false,
    base_ref: null,
    compare: `${page}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    commits: [commit],
    head_commit: commit,
    pusher: { name: login, email: author.email },
    repository: {
      ...showRepository(shows, repository),
      url: page,
      // Only here does GitHub write these two as seconds.
      created_at: secondsOf(repository.createdAt),
      pushed_at: secondsOf(at),
      stargazers: 0,
      master_branch: repository.defaultBranch,
    },
  };
}
