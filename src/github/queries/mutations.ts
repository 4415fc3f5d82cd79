/**
 * Changes as GraphQL mutations. A mutation here is data: its field, its input and what is asked back. One document
 * holds any number, each under an alias, and GitHub carries them out in order, each by itself.
 */
import type { Change, CreateIssue } from "../../model/change.ts";
import type { NodeId } from "../../model/key.ts";
import type { FieldValue } from "../../model/snapshot.ts";

export interface Mutation {
  readonly field: string;
  /** GraphQL's type of the one argument. */
  readonly inputType: string;
  /** What is asked back; null on the way to it means that it was not done. */
  readonly select: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** `change0`, `change1` and so on, in the order given, with `$input0` and so on as variables. */
export function mutationDocument(name: string, mutations: readonly Mutation[]): string {
  const variables = mutations.map((mutation, index) => `$input${index}: ${mutation.inputType}!`);
  const aliases = mutations.map(
    (mutation, index) => `change${index}: ${mutation.field}(input: $input${index}) { ${mutation.select} }`,
  );
  return /* GraphQL */ `mutation ${name}(${variables.join(", ")}) {\n  ${aliases.join("\n  ")}\n}`;
}

export function createLabel(change: Extract<Change, { kind: "create-label" }>): Mutation {
  const { repository: repositoryId, name, color, description } = change;
  return {
    field: "createLabel",
    inputType: "CreateLabelInput",
    select: "label { id }",
    input: { repositoryId, name, color, description },
  };
}

export function addLabel(issue: NodeId, label: NodeId): Mutation {
  return {
    field: "addLabelsToLabelable",
    inputType: "AddLabelsToLabelableInput",
    select: "clientMutationId",
    input: { labelableId: issue, labelIds: [label] },
  };
}

export function removeLabel(issue: NodeId, label: NodeId): Mutation {
  return {
    field: "removeLabelsFromLabelable",
    inputType: "RemoveLabelsFromLabelableInput",
    select: "clientMutationId",
    input: { labelableId: issue, labelIds: [label] },
  };
}

/** Gives the existing card when the issue is on the board already. */
export function addToBoard(project: NodeId, issue: NodeId): Mutation {
  return {
    field: "addProjectV2ItemById",
    inputType: "AddProjectV2ItemByIdInput",
    select: "item { id }",
    input: { projectId: project, contentId: issue },
  };
}

export function setColumn(project: NodeId, card: NodeId, value: { fieldId: NodeId; optionId: string }): Mutation {
  return fieldMutation({ project, card, field: value.fieldId }, { singleSelectOptionId: value.optionId });
}

/** Null clears the field: an empty value is refused. One field per mutation, as GitHub wants it. */
export function setField(change: Extract<Change, { kind: "set-field" }>): Mutation {
  const { project, card, field, value } = change;
  if (value !== null) return fieldMutation({ project, card, field: field.id }, inputOf(value));
  return {
    field: "clearProjectV2ItemFieldValue",
    inputType: "ClearProjectV2ItemFieldValueInput",
    select: "clientMutationId",
    input: { projectId: project, itemId: card, fieldId: field.id },
  };
}

function fieldMutation(
  { project, card, field }: { readonly project: NodeId; readonly card: NodeId; readonly field: NodeId },
  value: Readonly<Record<string, string | number>>,
): Mutation {
  return {
    field: "updateProjectV2ItemFieldValue",
    inputType: "UpdateProjectV2ItemFieldValueInput",
    select: "clientMutationId",
    input: { projectId: project, itemId: card, fieldId: field, value },
  };
}

/** https://docs.github.com/en/graphql/reference/input-objects#projectv2fieldvalue */
function inputOf(value: FieldValue): Readonly<Record<string, string | number>> {
  if (value.kind === "option") return { singleSelectOptionId: value.id };
  if (value.kind === "iteration") return { iterationId: value.id };
  if (value.kind === "date") return { date: value.date };
  if (value.kind === "number") return { number: value.number };
  return { text: value.text };
}

/** What is left out stays as it is. The text goes out as it is given, to the byte. */
export function editIssue(issue: NodeId, { title, body }: { title: string | null; body: string | null }): Mutation {
  return updateIssue(issue, { ...(title === null ? {} : { title }), ...(body === null ? {} : { body }) });
}

/** Null takes the milestone off. */
export function setMilestone(issue: NodeId, milestone: NodeId | null): Mutation {
  return updateIssue(issue, { milestoneId: milestone });
}

function updateIssue(issue: NodeId, input: Readonly<Record<string, unknown>>): Mutation {
  return {
    field: "updateIssue",
    inputType: "UpdateIssueInput",
    select: "clientMutationId",
    input: { id: issue, ...input },
  };
}

/** Who is assigned afterwards is asked back: GitHub leaves out, without a word, whoever may not be assigned. */
export function assign(issue: NodeId, people: readonly NodeId[]): Mutation {
  return {
    field: "addAssigneesToAssignable",
    inputType: "AddAssigneesToAssignableInput",
    select: "assignable { ... on Issue { assignees(first: 20) { nodes { login } } } }",
    input: { assignableId: issue, assigneeIds: people },
  };
}

export function unassign(issue: NodeId, people: readonly NodeId[]): Mutation {
  return {
    field: "removeAssigneesFromAssignable",
    inputType: "RemoveAssigneesFromAssignableInput",
    select: "clientMutationId",
    input: { assignableId: issue, assigneeIds: people },
  };
}

export function closeIssue(issue: NodeId, as: "completed" | "not-planned"): Mutation {
  return {
    field: "closeIssue",
    inputType: "CloseIssueInput",
    select: "clientMutationId",
    input: { issueId: issue, stateReason: as === "completed" ? "COMPLETED" : "NOT_PLANNED" },
  };
}

export function reopenIssue(issue: NodeId): Mutation {
  return {
    field: "reopenIssue",
    inputType: "ReopenIssueInput",
    select: "clientMutationId",
    input: { issueId: issue },
  };
}

export function deleteComment(comment: NodeId): Mutation {
  return {
    field: "deleteIssueComment",
    inputType: "DeleteIssueCommentInput",
    select: "clientMutationId",
    input: { id: comment },
  };
}

export function editComment(comment: NodeId, body: string): Mutation {
  return {
    field: "updateIssueComment",
    inputType: "UpdateIssueCommentInput",
    select: "clientMutationId",
    input: { id: comment, body },
  };
}

export function closeAsDuplicate(issue: NodeId, of: NodeId): Mutation {
  return {
    field: "closeIssue",
    inputType: "CloseIssueInput",
    select: "clientMutationId",
    input: { issueId: issue, stateReason: "DUPLICATE", duplicateIssueId: of },
  };
}

export function addComment(issue: NodeId, body: string): Mutation {
  return {
    field: "addComment",
    inputType: "AddCommentInput",
    select: "commentEdge { node { id url } }",
    input: { subjectId: issue, body },
  };
}

/** Everything in one call, so that no half-made issue can be left behind. */
export function createIssue(
  change: CreateIssue,
  ids: { readonly parent: NodeId | null; readonly labels: readonly NodeId[]; readonly assignees: readonly NodeId[] },
): Mutation {
  return {
    field: "createIssue",
    inputType: "CreateIssueInput",
    select: "issue { id url }",
    input: {
      repositoryId: change.repository,
      title: change.title,
      body: change.body,
      ...(ids.parent === null ? {} : { parentIssueId: ids.parent }),
      ...(ids.labels.length > 0 ? { labelIds: ids.labels } : {}),
      ...(ids.assignees.length > 0 ? { assigneeIds: ids.assignees } : {}),
      ...(change.projects.length > 0 ? { projectV2Ids: change.projects } : {}),
    },
  };
}
