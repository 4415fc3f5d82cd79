/**
 * Changes as GraphQL mutations. A mutation here is data: its field, its input and what is asked back. One document
 * holds any number, each under an alias, and GitHub carries them out in order, each by itself.
 */
import type { Change, CreateIssue } from "../../model/change.ts";
import type { NodeId } from "../../model/key.ts";

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

export function setField(project: NodeId, card: NodeId, value: { fieldId: NodeId; optionId: string }): Mutation {
  return {
    field: "updateProjectV2ItemFieldValue",
    inputType: "UpdateProjectV2ItemFieldValueInput",
    select: "clientMutationId",
    input: {
      projectId: project,
      itemId: card,
      fieldId: value.fieldId,
      value: { singleSelectOptionId: value.optionId },
    },
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
