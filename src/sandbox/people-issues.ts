/**
 * What a person does to issues and comments.
 */
import type { Person } from "./people.ts";
import { type Hands, type IssueName, labelNamed, personNamed, repositoryNamed } from "./people-hands.ts";
import type { Id } from "./rows.ts";

type IssueAct =
  | "openIssue"
  | "comment"
  | "editComment"
  | "deleteComment"
  | "label"
  | "unlabel"
  | "close"
  | "reopen"
  | "editTitle"
  | "editBody"
  | "assign"
  | "unassign"
  | "setMilestone"
  | "block"
  | "unblock";

/** What a person does to issues. */
export function issueActs({ sandbox, mutate, act, issueOf }: Hands): Pick<Person, IssueAct> {
  const { store } = sandbox;
  const labelled = (name: IssueName, label: string) => {
    const issue = issueOf(name);
    return { labelableId: issue.id, labelIds: [labelNamed(sandbox, issue.repository, label)] };
  };
  return {
    async openIssue(repository, { title, body, labels = [] }) {
      const row = repositoryNamed(sandbox, repository);
      const labelIds = labels.map((name) => labelNamed(sandbox, row.id, name));
      const input = { repositoryId: row.id, title, labelIds, ...(body === undefined ? {} : { body }) };
      const done = (await mutate("createIssue", input, "issue { id }")) as { issue: { id: Id } };
      return store.issues.get(done.issue.id)!;
    },
    async comment(issue, body) {
      const input = { subjectId: issueOf(issue).id, body };
      const done = (await mutate("addComment", input, "commentEdge { node { id } }")) as {
        commentEdge: { node: { id: Id } };
      };
      return done.commentEdge.node.id;
    },
    editComment: async (id, body) => act("updateIssueComment", { id, body }),
    deleteComment: async (id) => act("deleteIssueComment", { id }),
    label: async (issue, name) => act("addLabelsToLabelable", labelled(issue, name)),
    unlabel: async (issue, name) => act("removeLabelsFromLabelable", labelled(issue, name)),
    close: async (issue, stateReason = "COMPLETED") => act("closeIssue", { issueId: issueOf(issue).id, stateReason }),
    reopen: async (issue) => act("reopenIssue", { issueId: issueOf(issue).id }),
    editTitle: async (issue, title) => act("updateIssue", { id: issueOf(issue).id, title }),
    assign: async (issue, login) =>
      act("addAssigneesToAssignable", {
        assignableId: issueOf(issue).id,
        assigneeIds: [personNamed(sandbox, login)],
      }),
    unassign: async (issue, login) =>
      act("removeAssigneesFromAssignable", {
        assignableId: issueOf(issue).id,
        assigneeIds: [personNamed(sandbox, login)],
      }),
    async setMilestone(name, title) {
      const issue = issueOf(name);
      const milestone = store.milestonesOf(issue.repository).find((row) => row.title === title);
      if (title !== null && !milestone) throw new Error(`The repository has no milestone "${title}".`);
      await act("updateIssue", { id: issue.id, milestoneId: milestone?.id ?? null });
    },
    block: async (issue, by) => act("addBlockedBy", { issueId: issueOf(issue).id, blockingIssueId: issueOf(by).id }),
    unblock: async (issue, by) =>
      act("removeBlockedBy", { issueId: issueOf(issue).id, blockingIssueId: issueOf(by).id }),
    editBody: async (issue, body) => act("updateIssue", { id: issueOf(issue).id, body }),
  };
}
