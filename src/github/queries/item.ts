/**
 * The documents that read one item. Each part has its own alias of `node`, so that a part which GitHub refuses or
 * cannot finish leaves the others whole: an error in a connection that may not be null empties everything up to it.
 */
import {
  actorFragment,
  boardEventsFragment,
  boardEventTypes,
  cardsFragment,
  commentsFragment,
  linkedIssueFragment,
  subIssuesFragment,
  timelineFragment,
  timelineTypes,
} from "./fragments.ts";

/**
 * One item in one request. `labels`: how many label ids are asked for, as variables `$label0` and so on. Without
 * `boardEvents` they have to be asked for apart.
 */
export function readItemDocument(labels: number, boardEvents: boolean): string {
  const wanted = Array.from({ length: labels }, (_, index) => index);
  return /* GraphQL */ `
  query ReadItem${boardEvents ? "" : "WithoutBoardEvents"}(
    $issue: ID!, $statusField: String!${wanted.map((index) => `, $label${index}: String!`).join("")}
  ) {
    issue: node(id: $issue) {
      __typename
      ... on Issue {
        id number url title body state stateReason(enableDuplicate: true) locked createdAt closedAt
        author { ...actor }
        repository {
          name visibility owner { login }
          ${wanted.map((index) => `label${index}: label(name: $label${index}) { id }`).join(" ")}
        }
        labels(first: 100) { totalCount pageInfo { hasNextPage endCursor } nodes { id name } }
        parent { id parent { id } }
      }
    }
    cards: node(id: $issue) { ... on Issue { page: projectItems(first: 20, includeArchived: true) { ...cards } } }
    timeline: node(id: $issue) {
      ... on Issue { page: timelineItems(first: 100, itemTypes: ${timelineTypes}) { ...timeline } }
    }
    ${boardEvents ? boardEventsAlias : ""}
    comments: node(id: $issue) { ... on Issue { page: comments(first: 100) { ...comments } } }
    subIssues: node(id: $issue) { ... on Issue { page: subIssues(first: 50) { ...subIssues } } }
  }
  ${boardEvents ? boardEventsFragment : ""}
  ${actorFragment}${linkedIssueFragment}${timelineFragment}${cardsFragment}${commentsFragment}${subIssuesFragment}`;
}

const boardEventsAlias = /* GraphQL */ `boardEvents: node(id: $issue) {
      ... on Issue { page: timelineItems(first: 100, itemTypes: ${boardEventTypes}) { ...boardEvents } }
    }`;

/** Board moves by themselves, for tokens that were refused the whole item because of them. */
export const readBoardEventsDocument = /* GraphQL */ `
  query ReadBoardEvents($issue: ID!) { ${boardEventsAlias} }${boardEventsFragment}${actorFragment}`;

/** The next page of each part, by the part's alias in `readItemDocument`. */
export const readMoreDocuments = {
  cards: /* GraphQL */ `
  query ReadMoreCards($issue: ID!, $after: String!, $statusField: String!) {
    cards: node(id: $issue) {
      ... on Issue { page: projectItems(first: 100, after: $after, includeArchived: true) { ...cards } }
    }
  }${cardsFragment}`,
  timeline: /* GraphQL */ `
  query ReadMoreTimeline($issue: ID!, $after: String!) {
    timeline: node(id: $issue) {
      ... on Issue { page: timelineItems(first: 100, after: $after, itemTypes: ${timelineTypes}) { ...timeline } }
    }
  }${timelineFragment}${linkedIssueFragment}${actorFragment}`,
  boardEvents: /* GraphQL */ `
  query ReadMoreBoardEvents($issue: ID!, $after: String!) {
    boardEvents: node(id: $issue) {
      ... on Issue { page: timelineItems(first: 100, after: $after, itemTypes: ${boardEventTypes}) { ...boardEvents } }
    }
  }${boardEventsFragment}${actorFragment}`,
  comments: /* GraphQL */ `
  query ReadMoreComments($issue: ID!, $after: String!) {
    comments: node(id: $issue) { ... on Issue { page: comments(first: 100, after: $after) { ...comments } } }
  }${commentsFragment}${actorFragment}`,
  subIssues: /* GraphQL */ `
  query ReadMoreSubIssues($issue: ID!, $after: String!) {
    subIssues: node(id: $issue) { ... on Issue { page: subIssues(first: 100, after: $after) { ...subIssues } } }
  }${subIssuesFragment}${linkedIssueFragment}${actorFragment}`,
} as const;

/** A part of an item that comes in pages. */
export type ItemPart = keyof typeof readMoreDocuments;

/** The id of an issue written as owner/repo#n. A pull request of that number is null here. */
export const readIssueIdDocument = /* GraphQL */ `
  query ReadIssueId($owner: String!, $repo: String!, $number: Int!) {
    repository(owner: $owner, name: $repo) { issue(number: $number) { id } }
  }`;

/** What a creation needs to know: the ids of logins, `$login0` and so on. */
export function readUserIdsDocument(logins: number): string {
  const wanted = Array.from({ length: logins }, (_, index) => index);
  return /* GraphQL */ `
  query ReadUserIds(${wanted.map((index) => `$login${index}: String!`).join(", ")}) {
    ${wanted.map((index) => `user${index}: user(login: $login${index}) { id }`).join("\n    ")}
  }`;
}

/** The repository that an issue is in now. */
export const readRepositoryOfDocument = /* GraphQL */ `
  query ReadRepositoryOf($issue: ID!) { issue: node(id: $issue) { ... on Issue { repository { id } } } }`;
