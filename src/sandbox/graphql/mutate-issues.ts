/**
 * Mutations of issues, their labels, people and comments. Each looks its input up, calls one op, and shows
 * what became of it.
 */
import { assign, setMilestone, unassign } from "../ops-assign.ts";
import { createComment, deleteComment, editComment } from "../ops-comments.ts";
import { closeIssue, createIssue, deleteIssue, editIssue, lockIssue, reopenIssue } from "../ops-issues.ts";
import { addLabels, createLabel, deleteLabel, editLabel, removeLabels } from "../ops-labels.ts";
import { transferIssue } from "../ops-transfer.ts";
import type { Id } from "../rows.ts";
import { shown, shownAccount, shownComment, shownIssue } from "./context.ts";
import { issueOf, rowOf, rowsOf } from "./inputs.ts";
import type { Mutations } from "./mutations.ts";
import { requireScope } from "./scopes.ts";

export const issueMutations: Mutations = {
  createIssue(input: CreateIssueInput, context) {
    const { world, actor } = context;
    if (input.projectV2Ids?.length) requireScope(context, "createIssue", "project");
    const issue = createIssue(world, actor, {
      repository: rowOf(context, input.repositoryId, "Repository"),
      title: input.title,
      body: input.body ?? null,
      labels: rowsOf(context, input.labelIds, "Label"),
      assignees: rowsOf(context, input.assigneeIds, "User"),
      milestone: input.milestoneId ? rowOf(context, input.milestoneId, "Milestone") : null,
      parent: input.parentIssueId ? rowOf(context, input.parentIssueId, "Issue") : null,
      projects: rowsOf(context, input.projectV2Ids, "ProjectV2"),
    });
    return { issue: shownIssue(context, issue.id) };
  },
  updateIssue(input: UpdateIssueInput, context) {
    const { world, actor } = context;
    const issue = rowOf(context, input.id, "Issue");
    const labels = input.labelIds ? rowsOf(context, input.labelIds, "Label") : null;
    const people = input.assigneeIds ? rowsOf(context, input.assigneeIds, "User") : null;
    const milestone = input.milestoneId ? rowOf(context, input.milestoneId, "Milestone") : null;
    const text = {
      ...(input.title == null ? {} : { title: input.title }),
      ...(input.body == null ? {} : { body: input.body }),
    };
    editIssue(world, actor, issue, text);
    // Lists replace what is there, as the schema's texts say: "An array of Node IDs of labels for this issue".
    if (labels) {
      removeLabels(
        world,
        actor,
        issue,
        issue.labels.map((id) => context.store.labels.get(id)!).filter((row) => !labels.includes(row)),
      );
      addLabels(world, actor, issue, labels);
    }
    if (people) {
      unassign(
        world,
        actor,
        issue,
        issue.assignees.map((id) => context.store.accounts.get(id)!).filter((row) => !people.includes(row)),
      );
      assign(world, actor, issue, people);
    }
    if (input.milestoneId !== undefined) setMilestone(world, actor, issue, milestone);
    if (input.state === "CLOSED") closeIssue(world, actor, issue);
    if (input.state === "OPEN") reopenIssue(world, actor, issue);
    return { issue: shownIssue(context, issue.id), actor: shownAccount(context, actor.account) };
  },
  closeIssue(input: CloseIssueInput, context) {
    const issue = rowOf(context, input.issueId, "Issue");
    const duplicateOf = input.duplicateIssueId ? issueOf(context, input.duplicateIssueId) : null;
    closeIssue(context.world, context.actor, issue, {
      ...(input.stateReason ? { reason: input.stateReason } : duplicateOf ? { reason: "DUPLICATE" } : {}),
      duplicateOf,
    });
    return { issue: shownIssue(context, issue.id) };
  },
  reopenIssue(input: { issueId: Id }, context) {
    const issue = rowOf(context, input.issueId, "Issue");
    reopenIssue(context.world, context.actor, issue);
    return { issue: shownIssue(context, issue.id) };
  },
  deleteIssue(input: { issueId: Id }, context) {
    const issue = rowOf(context, input.issueId, "Issue");
    deleteIssue(context.world, context.actor, issue);
    return { repository: shown("Repository", context.store.repositories.get(issue.repository)!) };
  },
  transferIssue(input: { issueId: Id; repositoryId: Id; createLabelsIfMissing?: boolean | null }, context) {
    const issue = rowOf(context, input.issueId, "Issue");
    const to = rowOf(context, input.repositoryId, "Repository");
    const createLabelsIfMissing = input.createLabelsIfMissing ?? false;
    const moved = transferIssue(context.world, context.actor, issue, to, { createLabelsIfMissing });
    return { issue: shownIssue(context, moved.id) };
  },
  lockLockable(input: { lockableId: Id; lockReason?: string | null }, context) {
    const issue = issueOf(context, input.lockableId);
    lockIssue(context.world, context.actor, issue, true, input.lockReason ?? null);
    return { actor: shownAccount(context, context.actor.account), lockedRecord: shownIssue(context, issue.id) };
  },
  unlockLockable(input: { lockableId: Id }, context) {
    const issue = issueOf(context, input.lockableId);
    lockIssue(context.world, context.actor, issue, false);
    return { actor: shownAccount(context, context.actor.account), unlockedRecord: shownIssue(context, issue.id) };
  },
  addAssigneesToAssignable(input: { assignableId: Id; assigneeIds: readonly Id[] }, context) {
    const issue = issueOf(context, input.assignableId);
    assign(context.world, context.actor, issue, rowsOf(context, input.assigneeIds, "User"));
    return { assignable: shownIssue(context, issue.id) };
  },
  removeAssigneesFromAssignable(input: { assignableId: Id; assigneeIds: readonly Id[] }, context) {
    const issue = issueOf(context, input.assignableId);
    unassign(context.world, context.actor, issue, rowsOf(context, input.assigneeIds, "User"));
    return { assignable: shownIssue(context, issue.id) };
  },
};

export const labelMutations: Mutations = {
  addLabelsToLabelable(input: LabelsInput, context) {
    const issue = issueOf(context, input.labelableId);
    addLabels(context.world, context.actor, issue, rowsOf(context, input.labelIds, "Label"));
    return { labelable: shownIssue(context, issue.id) };
  },
  removeLabelsFromLabelable(input: LabelsInput, context) {
    const issue = issueOf(context, input.labelableId);
    removeLabels(context.world, context.actor, issue, rowsOf(context, input.labelIds, "Label"));
    return { labelable: shownIssue(context, issue.id) };
  },
  createLabel(input: { repositoryId: Id; name: string; color: string; description?: string | null }, context) {
    const repository = rowOf(context, input.repositoryId, "Repository");
    const { name, color, description = null } = input;
    const label = createLabel(context.world, context.actor, { repository, name, color, description });
    return { label: shown("Label", label) };
  },
  updateLabel(input: { id: Id; name?: string | null; color?: string | null; description?: string | null }, context) {
    const label = rowOf(context, input.id, "Label");
    editLabel(context.world, context.actor, label, {
      ...(input.name == null ? {} : { name: input.name }),
      ...(input.color == null ? {} : { color: input.color }),
      ...(input.description == null ? {} : { description: input.description }),
    });
    return { label: shown("Label", label) };
  },
  deleteLabel(input: { id: Id }, context) {
    deleteLabel(context.world, context.actor, rowOf(context, input.id, "Label"));
    return {};
  },
};

export const commentMutations: Mutations = {
  addComment(input: { subjectId: Id; body: string }, context) {
    const issue = issueOf(context, input.subjectId);
    const comment = createComment(context.world, context.actor, issue, input.body);
    const edge = { cursor: comment.id, node: shownComment(comment) };
    return { commentEdge: edge, timelineEdge: edge, subject: shownIssue(context, issue.id) };
  },
  updateIssueComment(input: { id: Id; body: string }, context) {
    const comment = rowOf(context, input.id, "IssueComment");
    editComment(context.world, context.actor, comment, input.body);
    return { issueComment: shownComment(comment) };
  },
  deleteIssueComment(input: { id: Id }, context) {
    deleteComment(context.world, context.actor, rowOf(context, input.id, "IssueComment"));
    return {};
  },
};

interface CreateIssueInput {
  readonly repositoryId: Id;
  readonly title: string;
  readonly body?: string | null;
  readonly labelIds?: readonly Id[] | null;
  readonly assigneeIds?: readonly Id[] | null;
  readonly milestoneId?: Id | null;
  readonly parentIssueId?: Id | null;
  readonly projectV2Ids?: readonly Id[] | null;
}

interface UpdateIssueInput {
  readonly id: Id;
  readonly title?: string | null;
  readonly body?: string | null;
  readonly state?: "OPEN" | "CLOSED" | null;
  readonly labelIds?: readonly Id[] | null;
  readonly assigneeIds?: readonly Id[] | null;
  readonly milestoneId?: Id | null;
}

interface CloseIssueInput {
  readonly issueId: Id;
  readonly stateReason?: "COMPLETED" | "NOT_PLANNED" | "DUPLICATE" | null;
  readonly duplicateIssueId?: Id | null;
}

interface LabelsInput {
  readonly labelableId: Id;
  readonly labelIds: readonly Id[];
}
