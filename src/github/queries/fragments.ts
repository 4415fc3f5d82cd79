/** Selections that several documents share. Each document that uses one must append its text. */

/** Every implementer of Actor is a Node; the interface itself has no id. */
export const actorFragment = /* GraphQL */ `
  fragment actor on Actor { __typename login ... on Node { id } }`;

/** An issue as another issue's timeline or sub-issue list shows it. Needs `actorFragment`. */
export const linkedIssueFragment = /* GraphQL */ `
  fragment linkedIssue on Issue {
    id number title body url state stateReason(enableDuplicate: true) createdAt closedAt
    author { ...actor }
    repository { name owner { login } }
  }`;

/** Facts of an issue's timeline, board moves left out. Needs `actorFragment` and `linkedIssueFragment`. */
export const timelineFragment = /* GraphQL */ `
  fragment timeline on IssueTimelineItemsConnection {
    totalCount filteredCount pageCount
    pageInfo { hasNextPage endCursor }
    nodes {
      __typename
      ... on ClosedEvent { id createdAt actor { ...actor } stateReason }
      ... on ReopenedEvent { id createdAt actor { ...actor } }
      ... on LabeledEvent { id createdAt actor { ...actor } label { name } }
      ... on UnlabeledEvent { id createdAt actor { ...actor } label { name } }
      ... on SubIssueAddedEvent { id createdAt actor { ...actor } subIssue { ...linkedIssue } }
      ... on SubIssueRemovedEvent { id createdAt actor { ...actor } subIssue { ...linkedIssue } }
      ... on TransferredEvent { id createdAt actor { ...actor } fromRepository { nameWithOwner } }
      ... on AssignedEvent { id createdAt actor { ...actor } assignee { ... on Actor { login } } }
      ... on UnassignedEvent { id createdAt actor { ...actor } assignee { ... on Actor { login } } }
      ... on MilestonedEvent { id createdAt actor { ...actor } milestoneTitle }
      ... on DemilestonedEvent { id createdAt actor { ...actor } milestoneTitle }
      ... on RenamedTitleEvent { id createdAt actor { ...actor } previousTitle currentTitle }
    }
  }`;

/** The timeline's event types that `timelineFragment` can read. */
export const timelineTypes =
  "[CLOSED_EVENT, REOPENED_EVENT, LABELED_EVENT, UNLABELED_EVENT, SUB_ISSUE_ADDED_EVENT, SUB_ISSUE_REMOVED_EVENT, TRANSFERRED_EVENT, ASSIGNED_EVENT, UNASSIGNED_EVENT, MILESTONED_EVENT, DEMILESTONED_EVENT, RENAMED_TITLE_EVENT]";

/** Board moves. Needs `actorFragment`. */
export const boardEventsFragment = /* GraphQL */ `
  fragment boardEvents on IssueTimelineItemsConnection {
    totalCount filteredCount pageCount
    pageInfo { hasNextPage endCursor }
    nodes {
      __typename
      ... on AddedToProjectV2Event { id createdAt actor { ...actor } project { id } wasAutomated }
      ... on RemovedFromProjectV2Event { id createdAt actor { ...actor } project { id } wasAutomated }
      ... on ProjectV2ItemStatusChangedEvent {
        id createdAt actor { ...actor } project { id } wasAutomated previousStatus status
      }
    }
  }`;

/** The timeline's board event types: a token without access to Projects may be refused the whole request for them. */
export const boardEventTypes =
  "[ADDED_TO_PROJECT_V2_EVENT, PROJECT_V2_ITEM_STATUS_CHANGED_EVENT, REMOVED_FROM_PROJECT_V2_EVENT]";

/**
 * Cards, with the column that the document's `$statusField` shows and the fields `$field0` and so on. A name that a
 * board has not got is null there, and so is an empty field.
 * https://docs.github.com/en/graphql/reference/objects#projectv2item
 */
export function cardsFragment(fields: number): string {
  const wanted = Array.from({ length: fields }, (_, index) => index);
  return /* GraphQL */ `
  fragment cards on ProjectV2ItemConnection {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      id isArchived project { id }
      fieldValueByName(name: $statusField) { ...fieldValue }
      ${wanted.map((index) => `field${index}: fieldValueByName(name: $field${index}) { ...fieldValue }`).join("\n      ")}
    }
  }${fieldValueFragment}`;
}

/** The five kinds of value that can be written. https://docs.github.com/en/graphql/reference/unions#projectv2itemfieldvalue */
const fieldValueFragment = /* GraphQL */ `
  fragment fieldValue on ProjectV2ItemFieldValue {
    __typename
    ... on ProjectV2ItemFieldSingleSelectValue { name optionId updatedAt }
    ... on ProjectV2ItemFieldIterationValue { iterationId title }
    ... on ProjectV2ItemFieldDateValue { date }
    ... on ProjectV2ItemFieldNumberValue { number }
    ... on ProjectV2ItemFieldTextValue { text }
  }`;

/** Comments, everybody's: GitHub cannot filter them by author. Needs `actorFragment`. */
export const commentsFragment = /* GraphQL */ `
  fragment comments on IssueCommentConnection {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { id url body createdAt lastEditedAt includesCreatedEdit author { ...actor } editor { ...actor } }
  }`;

/** Assignees; GitHub lets an issue have ten. Needs `actorFragment`. */
export const assigneesFragment = /* GraphQL */ `
  fragment assignees on UserConnection {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { ...actor }
  }`;

/** Issues that block an issue. Needs `actorFragment` and `linkedIssueFragment`. */
export const blockedByFragment = /* GraphQL */ `
  fragment blockedBy on IssueConnection {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { ...linkedIssue }
  }`;

/** Sub-issues and theirs, one level down. Needs `actorFragment` and `linkedIssueFragment`. */
export const subIssuesFragment = /* GraphQL */ `
  fragment subIssues on IssueConnection {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      ...linkedIssue
      subIssues(first: 50) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes { ...linkedIssue }
      }
    }
  }`;
