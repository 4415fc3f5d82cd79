/**
 * The documents that read one item. Each part has its own alias of `node`, so that a part which GitHub refuses or
 * cannot finish leaves the others whole: an error in a connection that may not be null empties everything up to it.
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
  subIssuesFragment,
  timelineFragment,
  timelineTypes,
} from "./fragments.ts";

/**
 * One item in one request, at one point. `labels` and `fields`: how many label ids and board fields are asked for, as
 * variables `$label0`, `$field0` and so on. Without `boardEvents` they have to be asked for apart.
 * https://docs.github.com/en/graphql/reference/objects#issue
 */
export function readItemDocument(labels: number, fields: number, boardEvents: boolean): string {
  const wanted = Array.from({ length: labels }, (_, index) => index);
  return /* GraphQL */ `
  query ReadItem${boardEvents ? "" : "WithoutBoardEvents"}(
    $issue: ID!, $statusField: String!${fieldVariables(fields)}${wanted.map((index) => `, $label${index}: String!`).join("")}
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
        milestone { id title }
      }
    }
    cards: node(id: $issue) { ... on Issue { page: projectItems(first: 20, includeArchived: true) { ...cards } } }
    timeline: node(id: $issue) {
      ... on Issue { page: timelineItems(first: 100, itemTypes: ${timelineTypes}) { ...timeline } }
    }
    ${boardEvents ? boardEventsAlias : ""}
    comments: node(id: $issue) { ... on Issue { page: comments(first: 100) { ...comments } } }
    subIssues: node(id: $issue) { ... on Issue { page: subIssues(first: 50) { ...subIssues } } }
    assignees: node(id: $issue) { ... on Issue { page: assignees(first: 20) { ...assignees } } }
    blockedBy: node(id: $issue) { ... on Issue { page: blockedBy(first: 50) { ...blockedBy } } }
  }
  ${boardEvents ? boardEventsFragment : ""}
  ${actorFragment}${linkedIssueFragment}${timelineFragment}${cardsFragment(fields)}${commentsFragment}${subIssuesFragment}
  ${assigneesFragment}${blockedByFragment}`;
}

function fieldVariables(fields: number): string {
  return Array.from({ length: fields }, (_, index) => `, $field${index}: String!`).join("");
}

const boardEventsAlias = /* GraphQL */ `boardEvents: node(id: $issue) {
      ... on Issue { page: timelineItems(first: 100, itemTypes: ${boardEventTypes}) { ...boardEvents } }
    }`;

/** Board moves by themselves, for tokens that were refused the whole item because of them. */
export const readBoardEventsDocument = /* GraphQL */ `
  query ReadBoardEvents($issue: ID!) { ${boardEventsAlias} }${boardEventsFragment}${actorFragment}`;

/** The next page of cards, with the same fields. */
export function readMoreCardsDocument(fields: number): string {
  return /* GraphQL */ `
  query ReadMoreCards($issue: ID!, $after: String!, $statusField: String!${fieldVariables(fields)}) {
    cards: node(id: $issue) {
      ... on Issue { page: projectItems(first: 100, after: $after, includeArchived: true) { ...cards } }
    }
  }${cardsFragment(fields)}`;
}

/** The next page of every other part, by the part's alias in `readItemDocument`. */
export const readMoreDocuments = {
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
  assignees: /* GraphQL */ `
  query ReadMoreAssignees($issue: ID!, $after: String!) {
    assignees: node(id: $issue) { ... on Issue { page: assignees(first: 100, after: $after) { ...assignees } } }
  }${assigneesFragment}${actorFragment}`,
  blockedBy: /* GraphQL */ `
  query ReadMoreBlockedBy($issue: ID!, $after: String!) {
    blockedBy: node(id: $issue) { ... on Issue { page: blockedBy(first: 100, after: $after) { ...blockedBy } } }
  }${blockedByFragment}${linkedIssueFragment}${actorFragment}`,
} as const;

/** A part of an item that comes in pages. */
export type ItemPart = "cards" | keyof typeof readMoreDocuments;

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

/** How visible repositories are now, by `$repository0` and so on. */
export function readVisibilitiesDocument(places: number): string {
  const wanted = Array.from({ length: places }, (_, index) => index);
  const visibility =
    "... on Repository { visibility } ... on Issue { repository { visibility } } ... on ProjectV2 { public } ... on Discussion { repository { visibility } } ... on ProjectV2StatusUpdate { project { public } }";
  return /* GraphQL */ `
  query ReadVisibilities(${wanted.map((index) => `$repository${index}: ID!`).join(", ")}) {
    ${wanted.map((index) => `repository${index}: node(id: $repository${index}) { ${visibility} ... on IssueComment { issue { repository { visibility } } } }`).join("\n    ")}
  }`;
}

/**
 * Bodies and titles just before they are written, by `$issue0` and so on, each with its newest version.
 * https://docs.github.com/en/graphql/reference/objects#usercontentedit
 */
export function readBodiesDocument(issues: number): string {
  return bodiesDocument("ReadBodies", issues, "title body updatedAt userContentEdits(first: 1) { nodes { id } }");
}

/**
 * Every version of the bodies of issues, newest first; null where one is gone. At most 10,100 nodes.
 * https://docs.github.com/en/graphql/reference/objects#usercontentedit
 */
export const readVersionsDocument = /* GraphQL */ `
  query ReadVersions($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Issue {
        id body createdAt
        userContentEdits(first: 100) { totalCount nodes { editedAt deletedAt diff } }
      }
    }
  }`;

/** Everybody who ever edited the text of issues and comments; null where one is gone. Needs `actorFragment`. */
export const readEditorsDocument = /* GraphQL */ `
  query ReadEditors($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Comment { id userContentEdits(first: 100) { totalCount nodes { editor { ...actor } } } }
    }
  }
  ${actorFragment}`;

/** Every version of comments, newest first, with who made it; null where one is gone. Needs nothing else. */
export const readOwnVersionsDocument = /* GraphQL */ `
  query ReadOwnVersions($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on IssueComment { id userContentEdits(first: 100) { nodes { editor { ...actor } deletedAt diff } } }
    }
  }
  ${actorFragment}`;

/** The newest versions of bodies that were just written. `diff` holds the whole text of a version. */
export function readEditsDocument(issues: number): string {
  return bodiesDocument("ReadEdits", issues, "userContentEdits(first: 10) { nodes { id editedAt diff } }");
}

function bodiesDocument(name: string, issues: number, selection: string): string {
  const wanted = Array.from({ length: issues }, (_, index) => index);
  return /* GraphQL */ `
  query ${name}(${wanted.map((index) => `$issue${index}: ID!`).join(", ")}) {
    ${wanted.map((index) => `issue${index}: node(id: $issue${index}) { ... on Issue { ${selection} } }`).join("\n    ")}
  }`;
}
