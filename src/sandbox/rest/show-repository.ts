/**
 * Repositories as REST and webhooks show them. One shape serves the minimal, the full and the webhook description: it
 * has the keys that any of them requires.
 */
import type { RepositoryRow } from "../rows.ts";
import { showAccount } from "./show-account.ts";
import { fullName, repositoryPage, repositoryUrl, type Shows } from "./shows.ts";

/** A `repository` with its links, counts and settings. `permissions` is added by whoever knows the viewer. */
export function showRepository(shows: Shows, row: RepositoryRow) {
  const url = repositoryUrl(shows, row);
  const page = repositoryPage(shows, row);
  const open = shows.store.issuesOf(row.id).filter((issue) => issue.state === "OPEN").length;
  return {
    id: row.databaseId,
    node_id: row.id,
    name: row.name,
    full_name: fullName(shows, row),
    private: row.visibility !== "public",
    owner: showAccount(shows, row.owner),
    html_url: page,
    description: null,
    fork: false,
    url,
    ...links(url),
    git_url: page.replace("https:", "git:").concat(".git"),
    ssh_url: `git@github.com:${fullName(shows, row)}.git`,
    clone_url: `${page}.git`,
    svn_url: page,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    pushed_at: row.updatedAt,
    homepage: null,
    language: null,
    size: row.files.size,
    stargazers_count: 0,
    watchers_count: 0,
    watchers: 0,
    forks_count: 0,
    forks: 0,
    open_issues_count: open,
    open_issues: open,
    ...settings(row),
  };
}

/** A `repository` of whoever asks for it by name: with counts that only `GET /repos/{owner}/{repo}` has. */
export function showFullRepository(shows: Shows, row: RepositoryRow) {
  return { ...showRepository(shows, row), network_count: 0, subscribers_count: 0 };
}

/** The few words about a repository that installation webhooks carry. */
export function showRepositoryName(shows: Shows, row: RepositoryRow) {
  return {
    id: row.databaseId,
    node_id: row.id,
    name: row.name,
    full_name: fullName(shows, row),
    private: row.visibility !== "public",
  };
}

function settings(row: RepositoryRow) {
  return {
    has_issues: true,
    has_projects: true,
    has_downloads: true,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    mirror_url: null,
    archived: row.archived,
    disabled: false,
    license: null,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    visibility: row.visibility,
    default_branch: row.defaultBranch,
  };
}

function links(url: string) {
  return {
    forks_url: `${url}/forks`,
    keys_url: `${url}/keys{/key_id}`,
    collaborators_url: `${url}/collaborators{/collaborator}`,
    teams_url: `${url}/teams`,
    hooks_url: `${url}/hooks`,
    issue_events_url: `${url}/issues/events{/number}`,
    events_url: `${url}/events`,
    assignees_url: `${url}/assignees{/user}`,
    branches_url: `${url}/branches{/branch}`,
    tags_url: `${url}/tags`,
    blobs_url: `${url}/git/blobs{/sha}`,
    git_tags_url: `${url}/git/tags{/sha}`,
    git_refs_url: `${url}/git/refs{/sha}`,
    trees_url: `${url}/git/trees{/sha}`,
    statuses_url: `${url}/statuses/{sha}`,
    languages_url: `${url}/languages`,
    stargazers_url: `${url}/stargazers`,
    contributors_url: `${url}/contributors`,
    subscribers_url: `${url}/subscribers`,
    subscription_url: `${url}/subscription`,
    commits_url: `${url}/commits{/sha}`,
    git_commits_url: `${url}/git/commits{/sha}`,
    comments_url: `${url}/comments{/number}`,
    issue_comment_url: `${url}/issues/comments{/number}`,
    contents_url: `${url}/contents/{+path}`,
    compare_url: `${url}/compare/{base}...{head}`,
    merges_url: `${url}/merges`,
    archive_url: `${url}/{archive_format}{/ref}`,
    downloads_url: `${url}/downloads`,
    issues_url: `${url}/issues{/number}`,
    pulls_url: `${url}/pulls{/number}`,
    milestones_url: `${url}/milestones{/number}`,
    notifications_url: `${url}/notifications{?since,all,participating}`,
    labels_url: `${url}/labels{/name}`,
    releases_url: `${url}/releases{/id}`,
    deployments_url: `${url}/deployments`,
  };
}
