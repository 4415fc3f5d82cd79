/**
 * Pull requests as REST and webhooks show them, with the keys that both descriptions require. None is ever merged here.
 */
import { pullFiles } from "../ops-pulls.ts";
import type { IssueRow, RepositoryRow } from "../rows.ts";
import type { PullRow } from "../rows-files.ts";
import { showAccount } from "./show-account.ts";
import { issueUrl, showIssue } from "./show-issue.ts";
import { showRepository } from "./show-repository.ts";
import { repositoryPage, repositoryUrl, type Shows } from "./shows.ts";

/** A `pull-request`. */
export function showPull(shows: Shows, issue: IssueRow, pull: PullRow) {
  const repository = shows.store.repositories.get(issue.repository)!;
  const base = `${repositoryUrl(shows, repository)}/pulls`;
  const url = `${base}/${issue.number}`;
  const page = `${repositoryPage(shows, repository)}/pull/${issue.number}`;
  const statuses = `${repositoryUrl(shows, repository)}/statuses/${pull.headOid}`;
  const { sub_issues_summary: _, issue_dependencies_summary: __, ...shared } = showIssue(shows, issue);
  const lines = pullFiles(shows.store, issue).map(linesOf);
  return {
    ...shared,
    url,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issueUrl(shows, issue),
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${base}/comments{/number}`,
    comments_url: `${issueUrl(shows, issue)}/comments`,
    statuses_url: statuses,
    merged_at: null,
    merge_commit_sha: null,
    requested_reviewers: [],
    requested_teams: [],
    head: endOf(shows, repository, pull.headRef, pull.headOid),
    base: endOf(shows, repository, pull.baseRef, pull.baseOid),
    _links: linksOf({ url, page, issue: issueUrl(shows, issue), base, statuses }),
    auto_merge: null,
    draft: false,
    merged: false,
    mergeable: null,
    rebaseable: null,
    mergeable_state: "unknown",
    merged_by: null,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: 1,
    additions: sum(lines.map((one) => one.additions)),
    deletions: sum(lines.map((one) => one.deletions)),
    changed_files: lines.length,
  };
}

/** `diff-entry` of each changed file. Lines are counted as if a changed file had been written anew. */
export function showPullFiles(shows: Shows, issue: IssueRow, pull: PullRow) {
  const repository = shows.store.repositories.get(issue.repository)!;
  return pullFiles(shows.store, issue).map((file) => {
    const path = encodeURI(file.path);
    const page = `${repositoryPage(shows, repository)}`;
    const counts = linesOf(file);
    return {
      sha: file.sha,
      filename: file.path,
      status: file.change,
      ...counts,
      changes: counts.additions + counts.deletions,
      blob_url: `${page}/blob/${pull.headOid}/${path}`,
      raw_url: `${page}/raw/${pull.headOid}/${path}`,
      contents_url: `${repositoryUrl(shows, repository)}/contents/${path}?ref=${pull.headOid}`,
    };
  });
}

function endOf(shows: Shows, repository: RepositoryRow, ref: string, sha: string) {
  const owner = shows.store.accounts.get(repository.owner)!;
  const user = showAccount(shows, repository.owner);
  return { label: `${owner.login}:${ref}`, ref, sha, user, repo: showRepository(shows, repository) };
}

function linksOf(at: Readonly<Record<"url" | "page" | "issue" | "base" | "statuses", string>>) {
  return {
    self: { href: at.url },
    html: { href: at.page },
    issue: { href: at.issue },
    comments: { href: `${at.issue}/comments` },
    review_comments: { href: `${at.url}/comments` },
    review_comment: { href: `${at.base}/comments{/number}` },
    commits: { href: `${at.url}/commits` },
    statuses: { href: at.statuses },
  };
}

function linesOf({ before, after }: { readonly before: string; readonly after: string }) {
  return { additions: countLines(after), deletions: countLines(before) };
}

function countLines(text: string): number {
  return text === "" ? 0 : text.replace(/\n$/, "").split("\n").length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
