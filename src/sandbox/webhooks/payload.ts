/**
 * From something that happened to the JSON of its webhook, in the shape of @octokit/openapi-webhooks. Everything is
 * shown as it is at this moment; whoever asks must keep the text, not the rows.
 */
import type { SandboxEvent } from "../event.ts";
import { showAccount, showActor, showOrganization } from "../rest/show-account.ts";
import { showComment, showIssue, showLabel, showMilestone } from "../rest/show-issue.ts";
import { showRepository } from "../rest/show-repository.ts";
import type { Shows } from "../rest/shows.ts";
import type { AccountRow, Id, InstallationRow, RepositoryRow } from "../rows.ts";
import { installationPayload } from "./payload-installation.ts";
import { itemPayload, projectPayload } from "./payload-project.ts";
import { pullPayload } from "./payload-pull.ts";
import { pushPayload } from "./payload-push.ts";

type Json = Readonly<Record<string, unknown>>;
type Of<Name extends SandboxEvent["name"]> = Extract<SandboxEvent, { readonly name: Name }>;

/** The whole payload, as one installation gets it. */
export function payloadOf(shows: Shows, event: SandboxEvent, installation: InstallationRow): Json {
  const owner = ownerOf(shows, event);
  return {
    ...(event.action === null ? {} : { action: event.action }),
    ...detailsOf(shows, event),
    ...(repositoryOf(event) === null ? {} : { repository: showRepository(shows, repositoryOf(event)!) }),
    ...(event.name === "push" ? pushPayload(shows, event) : {}),
    ...(owner?.kind === "Organization" ? { organization: showOrganization(shows, owner) } : {}),
    ...(event.name === "installation" || event.name === "installation_repositories"
      ? {}
      : { installation: { id: installation.databaseId, node_id: nodeIdOf(installation) } }),
    sender: showActor(shows, event.actor),
  };
}

/** The repository that a webhook is about; null for boards and installations, whose webhooks name none. */
export function repositoryOf(event: SandboxEvent): RepositoryRow | null {
  if (event.name === "issue_dependencies") {
    return event.action.startsWith("blocked") ? event.blockedRepository : event.blockingRepository;
  }
  if (event.name === "sub_issues") {
    return event.action.startsWith("parent") ? event.subIssueRepository : event.parentRepository;
  }
  return "repository" in event ? event.repository : null;
}

/** The account that a webhook happened under. */
export function accountOf(event: SandboxEvent): Id {
  if (event.name === "installation" || event.name === "installation_repositories") return event.installation.account;
  if (event.name === "projects_v2_item" || event.name === "projects_v2") return event.project.owner;
  return repositoryOf(event)!.owner;
}

function ownerOf(shows: Shows, event: SandboxEvent): AccountRow | undefined {
  return shows.store.accounts.get(accountOf(event));
}

function detailsOf(shows: Shows, event: SandboxEvent): Json {
  switch (event.name) {
    case "issues":
      return issueDetails(shows, event);
    case "issue_comment":
      return {
        issue: showIssue(shows, event.issue),
        comment: showComment(shows, event.comment),
        ...("changes" in event ? { changes: event.changes } : {}),
      };
    case "label":
      return {
        label: showLabel(shows, event.label),
        ...("changes" in event ? { changes: withoutNulls(event.changes) } : {}),
      };
    case "sub_issues":
      return subIssueDetails(shows, event);
    case "issue_dependencies":
      return dependencyDetails(shows, event);
    case "projects_v2_item":
      return itemPayload(shows, event);
    case "projects_v2":
      return projectPayload(shows, event);
    case "installation":
    case "installation_repositories":
      return installationPayload(shows, event);
    case "repository":
      return "changes" in event ? { changes: { repository: event.changes } } : {};
    case "pull_request":
      return pullPayload(shows, event);
    case "repository_dispatch":
      return { branch: event.repository.defaultBranch, client_payload: event.payload };
    case "push":
      return {};
  }
}

function issueDetails(shows: Shows, event: Of<"issues">): Json {
  const issue = showIssue(shows, event.issue);
  switch (event.action) {
    case "labeled":
    case "unlabeled":
      return { issue, label: showLabel(shows, event.label) };
    case "assigned":
    case "unassigned":
      return { issue, assignee: showAccount(shows, event.assignee.id) };
    case "milestoned":
    case "demilestoned":
      return { issue, milestone: showMilestone(shows, event.milestone) };
    case "edited":
      return { issue, changes: withoutNulls(event.changes) };
    case "transferred": {
      const { issue: there, repository } = event.to;
      const changes = { new_issue: showIssue(shows, there), new_repository: showRepository(shows, repository) };
      return { issue, changes };
    }
    case "opened": {
      if (event.from === null) return { issue };
      const { issue: before, repository } = event.from;
      const changes = { old_issue: showIssue(shows, before), old_repository: showRepository(shows, repository) };
      return { issue, changes };
    }
    default:
      return { issue };
  }
}

function subIssueDetails(shows: Shows, event: Of<"sub_issues">): Json {
  const other = event.action.startsWith("parent")
    ? { parent_issue_repo: showRepository(shows, event.parentRepository) }
    : { sub_issue_repo: showRepository(shows, event.subIssueRepository) };
  return {
    parent_issue_id: event.parent.databaseId,
    parent_issue: showIssue(shows, event.parent),
    sub_issue_id: event.subIssue.databaseId,
    sub_issue: showIssue(shows, event.subIssue),
    ...other,
  };
}

function dependencyDetails(shows: Shows, event: Of<"issue_dependencies">): Json {
  const other = event.action.startsWith("blocked")
    ? { blocking_issue_repo: showRepository(shows, event.blockingRepository) }
    : { blocked_issue_repo: showRepository(shows, event.blockedRepository) };
  return {
    blocked_issue_id: event.blocked.databaseId,
    blocked_issue: showIssue(shows, event.blocked),
    blocking_issue_id: event.blocking.databaseId,
    blocking_issue: showIssue(shows, event.blocking),
    ...other,
  };
}

/** A former body or description that was never written is shown as empty text. */
function withoutNulls(changes: Readonly<Record<string, { readonly from: string | null } | undefined>>): Json {
  return Object.fromEntries(Object.entries(changes).map(([name, change]) => [name, { from: change?.from ?? "" }]));
}

function nodeIdOf(installation: InstallationRow): string {
  return Buffer.from(`023:IntegrationInstallation${installation.databaseId}`).toString("base64");
}
