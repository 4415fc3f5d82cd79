/**
 * Which permission each call of Milepost's needs of an App. REST: GitHub's own list, github/docs at
 * 57528e22dbfb996f164282843308e533e291165e, src/github-apps/data/fpt-2022-11-28/server-to-server-permissions.json, read on
 * 2026-11-23. GraphQL: GitHub publishes no such list (docs.github.com, "Choosing permissions for a GitHub App", tells one to
 * try); a type stands with the permission of the REST resource that it is. What is neither here nor there fails the run.
 */

export type Need = `${string}: ${"read" | "write"}`;

/** REST, by GitHub's names. Null: the App's own key, or whoever asks, is enough. */
export const routeNeeds: Readonly<Record<string, Need | null>> = {
  "GET /app/hook/deliveries": null,
  "POST /app/hook/deliveries/{delivery_id}/attempts": null,
  "GET /app/installations": null,
  "GET /app/installations/{installation_id}": null,
  "POST /app/installations/{installation_id}/access_tokens": null,
  "GET /rate_limit": null,
  // Closed to Apps: asked once, to learn whether the token is a person's.
  "GET /user": null,
  "GET /users/{username}": null,
  "GET /repos/{owner}/{repo}": "metadata: read",
  "GET /repos/{owner}/{repo}/collaborators/{username}/permission": "metadata: read",
  "GET /repos/{owner}/{repo}/commits/{ref}/check-runs": "checks: read",
  "POST /repos/{owner}/{repo}/check-runs": "checks: write",
  "GET /repos/{owner}/{repo}/releases/tags/{tag}": "contents: read",
  "GET /repos/{owner}/{repo}/releases/assets/{asset_id}": "contents: read",
  // Left out of the list at that commit, which has the older `GET /teams/{team_id}/members/{username}` with it. Unverified.
  "GET /orgs/{org}/teams/{team_slug}/memberships/{username}": "members: read",
};

/**
 * Events: which permission an App needs before GitHub lets it subscribe. Source: docs.github.com, "Webhook events and
 * payloads", the sentence "To subscribe to this event, a GitHub App must have at least read-level access for …" of
 * each event. A manifest that breaks it is refused with "Default events are not supported by permissions".
 */
export const eventNeeds: Readonly<Record<string, string>> = {
  issues: "issues",
  issue_comment: "issues",
  sub_issues: "issues",
  issue_dependencies: "issues",
  label: "metadata",
  milestone: "issues",
  pull_request: "pull_requests",
  repository: "metadata",
  push: "contents",
  repository_dispatch: "contents",
  projects_v2: "organization_projects",
  projects_v2_item: "organization_projects",
};

/** Fields of GraphQL's Mutation. */
export const mutationNeeds: Readonly<Record<string, Need>> = {
  ...all("issues: write", [
    ...["createIssue", "updateIssue", "closeIssue", "reopenIssue", "createLabel"],
    ...[
      "addLabelsToLabelable",
      "removeLabelsFromLabelable",
      "addAssigneesToAssignable",
      "removeAssigneesFromAssignable",
    ],
    ...["addComment", "updateIssueComment", "deleteIssueComment"],
  ]),
  ...all("organization_projects: write", [
    ...["addProjectV2ItemById", "updateProjectV2ItemFieldValue", "clearProjectV2ItemFieldValue"],
    ...["createProjectV2StatusUpdate", "updateProjectV2StatusUpdate", "deleteProjectV2StatusUpdate"],
  ]),
  ...all("discussions: write", ["createDiscussion", "updateDiscussion", "closeDiscussion"]),
};

/** Types of GraphQL whose fields are read, by the beginning of their names; the longest that fits counts. */
export const typeNeeds: Readonly<Record<string, Need | null>> = {
  ...all("issues: read", [
    ...["Issue", "Label", "Milestone", "Comment", "UserContentEdit", "SubIssue"],
    ...["AssignedEvent", "UnassignedEvent", "ClosedEvent", "ReopenedEvent", "LabeledEvent", "UnlabeledEvent"],
    ...["MilestonedEvent", "DemilestonedEvent", "RenamedTitleEvent", "TransferredEvent"],
  ]),
  ...all("organization_projects: read", ["ProjectV2", "AddedToProjectV2Event", "RemovedFromProjectV2Event"]),
  ...all("contents: read", ["Blob", "Commit", "GitObject", "Ref", "Tree"]),
  ...all("members: read", ["Team"]),
  ...all("discussions: read", ["Discussion"]),
  ...all("pull_requests: read", ["PullRequest"]),
  ...all("metadata: read", ["Repository"]),
  ...all(null, ["Actor", "Bot", "Mutation", "Node", "Organization", "PageInfo", "ProjectV2Owner", "Query"]),
  ...all(null, ["RateLimit", "RepositoryOwner", "User", "UserConnection"]),
};

/** Asked for by nothing but a choice that a config makes, and so not in `app.yml`, which says so itself. */
export const byChoice: readonly Need[] = ["discussions: read", "discussions: write"];

/** What no sandbox is asked: the route → the tests that hold it. */
export const heardElsewhere: Readonly<Record<string, readonly [file: string, words: string]>> = {
  "GET /repos/{owner}/{repo}/releases/assets/{asset_id}": [
    "test/github/read-release-asset.test.ts",
    "is read from GitHub itself, as text or as bytes",
  ],
  "GET /users/{username}": [
    "test/github/read-world.test.ts",
    "looks for a former writer as a Bot first, so that a person who takes its login is not believed",
  ],
};

/** What tests ask with clients that pass for Milepost's, though Milepost never does: routes and mutations, with why. */
export const askedByTests: Readonly<Record<string, string>> = {
  "POST /repos/{owner}/{repo}/issues/{issue_number}/comments":
    "test/contract/webhooks.test.ts answers with Probot's client",
  "mutation addBlockedBy": "test/contract/ports-language.ts makes an issue wait for another",
  "mutation deleteLabel": "test/github/faults.test.ts takes a label away in between",
};

function all<T>(need: T, names: readonly string[]): Readonly<Record<string, T>> {
  return Object.fromEntries(names.map((name) => [name, need]));
}
