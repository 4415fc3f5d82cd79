/**
 * The documents that read many items at once, for reports: a list page by page, or those whose ids are known. Each part
 * of an issue has the same alias as where one item is read, so that both are put together by the same code. What hangs
 * below a sub-issue is not asked for: it would cost seven times the points.
 */
import {
  actorFragment,
  assigneesFragment,
  blockedByFragment,
  boardEventsFragment,
  boardEventTypes,
  cardsFragment,
  commentsFragment,
  linkedIssueFragment,
  timelineFragment,
  timelineTypes,
} from "./fragments.ts";

/**
 * A repository's issues, oldest first, `size` of them after `$after`; `$labels` may be left out. `fields`: how many
 * board fields are asked for, as `$field0` and so on. Without `boardEvents` they are not asked for.
 * https://docs.github.com/en/graphql/reference/objects#repository
 */
export function readItemsDocument(fields: number, boardEvents: boolean, size: number): string {
  return /* GraphQL */ `
  query ReadItems${boardEvents ? "" : "WithoutBoardEvents"}(
    $owner: String!, $repo: String!, $labels: [String!], $after: String, $statusField: String!${variables(fields)}
  ) {
    repository(owner: $owner, name: $repo) {
      issues(first: ${size}, after: $after, labels: $labels, orderBy: { field: CREATED_AT, direction: ASC }) {
        totalCount pageInfo { hasNextPage endCursor }
        nodes { ...whole }
      }
    }
  }
  ${wholeFragment(fields, boardEvents)}`;
}

/** Issues by their ids, in that order; null where one is gone. */
export function readItemsByIdDocument(fields: number, boardEvents: boolean): string {
  return /* GraphQL */ `
  query ReadItemsById${boardEvents ? "" : "WithoutBoardEvents"}($ids: [ID!]!, $statusField: String!${variables(fields)}) {
    nodes(ids: $ids) { ...whole }
  }
  ${wholeFragment(fields, boardEvents)}`;
}

function wholeFragment(fields: number, boardEvents: boolean): string {
  return /* GraphQL */ `
  fragment whole on Issue {
    __typename
    id number url title body state stateReason(enableDuplicate: true) locked createdAt closedAt updatedAt
    author { ...actor }
    repository { name visibility owner { login } }
    labels(first: 100) { totalCount pageInfo { hasNextPage endCursor } nodes { id name } }
    parent { id parent { id } }
    milestone { id title }
    cards: projectItems(first: 20, includeArchived: true) { ...cards }
    timeline: timelineItems(first: 100, itemTypes: ${timelineTypes}) { ...timeline }
    ${boardEvents ? `boardEvents: timelineItems(first: 100, itemTypes: ${boardEventTypes}) { ...boardEvents }` : ""}
    comments(first: 100) { ...comments }
    subIssues(first: 50) { totalCount pageInfo { hasNextPage endCursor } nodes { ...linkedIssue } }
    assignees(first: 20) { ...assignees }
    blockedBy(first: 50) { ...blockedBy }
  }
  ${boardEvents ? boardEventsFragment : ""}
  ${actorFragment}${linkedIssueFragment}${timelineFragment}${cardsFragment(fields)}${commentsFragment}
  ${assigneesFragment}${blockedByFragment}`;
}

function variables(fields: number): string {
  return Array.from({ length: fields }, (_, index) => `, $field${index}: String!`).join("");
}
