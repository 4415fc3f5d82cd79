/**
 * Routes about issues: list, read, open, edit, assign, lock. Pull requests are in the list too, as on GitHub.
 */
import { hasRole } from "../access.ts";
import { assign, setMilestone, unassign } from "../ops-assign.ts";
import { closeIssue, createIssue, editIssue, lockIssue, reopenIssue } from "../ops-issues.ts";
import type { AccountRow, IssueRow } from "../rows.ts";
import { assigneesNamed, issueIn, milestoneNamed, texts } from "./find.ts";
import { listIssues } from "./list-issues.ts";
import { RestError } from "./rest-error.ts";
import { type Answer, type Call, field, ok, type Routes, repositoryIn } from "./route.ts";
import { labelsNamed, setLabels } from "./routes-labels.ts";
import { showIssue } from "./show-issue.ts";

export const issueRoutes: Routes = {
  "GET /repos/{owner}/{repo}/issues": listIssues,
  "POST /repos/{owner}/{repo}/issues": open,
  "GET /repos/{owner}/{repo}/issues/{issue_number}": (call) => ok(showIssue(call.shows, issueIn(call, "issue"))),
  "PATCH /repos/{owner}/{repo}/issues/{issue_number}": edit,
  "PUT /repos/{owner}/{repo}/issues/{issue_number}/lock": (call) => {
    const reason = field(call, "lock_reason");
    lockIssue(call.world, call.actor, issueIn(call, null), true, typeof reason === "string" ? reason : null);
    return { status: 204 };
  },
  "DELETE /repos/{owner}/{repo}/issues/{issue_number}/lock": (call) => {
    lockIssue(call.world, call.actor, issueIn(call, null), false);
    return { status: 204 };
  },
  "POST /repos/{owner}/{repo}/issues/{issue_number}/assignees": (call) => {
    const issue = issueIn(call, null);
    assign(call.world, call.actor, issue, peopleIn(call));
    return { status: 201, body: showIssue(call.shows, issue) };
  },
  "DELETE /repos/{owner}/{repo}/issues/{issue_number}/assignees": (call) => {
    const issue = issueIn(call, null);
    unassign(call.world, call.actor, issue, peopleIn(call));
    return ok(showIssue(call.shows, issue));
  },
};

function open(call: Call): Answer {
  const title = field(call, "title");
  if (typeof title !== "string" && typeof title !== "number") {
    throw new RestError(422, 'Invalid request.\n\n"title" wasn\'t supplied.');
  }
  const one = field(call, "assignee");
  const assignees = assigneesNamed(call, field(call, "assignees") ?? (typeof one === "string" ? [one] : undefined));
  const milestone = milestoneNamed(call, field(call, "milestone"));
  const labels = labelsNamed(call, field(call, "labels"));
  const issue = createIssue(call.world, call.actor, {
    repository: repositoryIn(call),
    title: String(title),
    body: textIn(call, "body") ?? null,
    labels: labels ?? [],
    assignees: assignees ?? [],
    milestone: milestone ?? null,
  });
  const body = showIssue(call.shows, issue);
  return { status: 201, body, headers: { location: body.url } };
}

function edit(call: Call): Answer {
  const issue = issueIn(call, null);
  const { world, actor } = call;
  const assignees = assigneesNamed(call, field(call, "assignees"));
  const milestone = milestoneNamed(call, field(call, "milestone"));
  const title = textIn(call, "title");
  const body = textIn(call, "body");
  // Always asked, so that somebody who may not edit is refused even when nothing would change.
  editIssue(world, actor, issue, {
    ...(typeof title === "string" ? { title } : {}),
    ...(body === undefined ? {} : { body }),
  });
  setState(call, issue);
  // What needs triage is dropped without a word when the caller has less.
  if (hasRole(world.store, call.viewer, repositoryIn(call), "triage")) {
    const labels = labelsNamed(call, field(call, "labels"));
    if (labels) setLabels(call, issue, labels);
    if (assignees) setAssignees(call, issue, assignees);
    if (milestone !== undefined) setMilestone(world, actor, issue, milestone);
  }
  return ok(showIssue(call.shows, issue));
}

function setState(call: Call, issue: IssueRow): void {
  const state = field(call, "state");
  const reason = field(call, "state_reason");
  if (state === "open" || (state === undefined && reason === "reopened")) reopenIssue(call.world, call.actor, issue);
  if (state !== "closed") return;
  const reasons = { completed: "COMPLETED", not_planned: "NOT_PLANNED", duplicate: "DUPLICATE" } as const;
  const known = typeof reason === "string" && reason in reasons ? reasons[reason as keyof typeof reasons] : null;
  closeIssue(call.world, call.actor, issue, known === null ? {} : { reason: known });
}

function setAssignees(call: Call, issue: IssueRow, wanted: readonly AccountRow[]): void {
  const { accounts } = call.world.store;
  const ids = wanted.map((row) => row.id);
  const surplus = issue.assignees.filter((id) => !ids.includes(id)).map((id) => accounts.get(id)!);
  unassign(call.world, call.actor, issue, surplus);
  assign(call.world, call.actor, issue, wanted);
}

/** Strangers are passed over here. */
function peopleIn(call: Call): readonly AccountRow[] {
  const { store } = call.world;
  return texts(field(call, "assignees"))
    .map((login) => store.accountByLogin(login))
    .filter((account) => account !== null);
}

function textIn(call: Call, name: string): string | null | undefined {
  const value = field(call, name);
  if (value === undefined || value === null) return value;
  return String(value);
}
