/**
 * Routes about pull requests, as far as a proposed config needs them. One that was placed without a branch is not found.
 */
import type { IssueRow } from "../rows.ts";
import type { PullRow } from "../rows-files.ts";
import { paged } from "./page.ts";
import { notFound } from "./rest-error.ts";
import { type Call, ok, param, type Routes, repositoryIn } from "./route.ts";
import { showPull, showPullFiles } from "./show-pull.ts";

export const pullRoutes: Routes = {
  "GET /repos/{owner}/{repo}/pulls/{pull_number}": (call) => {
    const { issue, pull } = pullIn(call);
    return ok(showPull(call.shows, issue, pull));
  },
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/files": (call) => {
    const { issue, pull } = pullIn(call);
    return paged(call, showPullFiles(call.shows, issue, pull), (one) => one);
  },
};

function pullIn(call: Call): { readonly issue: IssueRow; readonly pull: PullRow } {
  const { store } = call.world;
  const issue = store.issueByNumber(repositoryIn(call).id, Number(param(call, "pull_number")));
  const pull = issue && store.pulls.get(issue.id);
  if (!issue || !pull) throw notFound();
  return { issue, pull };
}
