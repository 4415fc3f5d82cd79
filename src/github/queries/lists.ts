/** The documents that read a repository's newest issues: neighbours of an item, and issues that we opened ourselves. */
import { actorFragment, linkedIssueFragment } from "./fragments.ts";

/**
 * The newest hundred, open and closed. `$labels` may be left out. An issue has at most a hundred labels and ten
 * assignees. https://docs.github.com/en/graphql/reference/objects#repository
 */
export const readPeersDocument = /* GraphQL */ `
  query ReadPeers($owner: String!, $repo: String!, $labels: [String!]) {
    repository(owner: $owner, name: $repo) {
      issues(first: 100, labels: $labels, orderBy: { field: CREATED_AT, direction: DESC }) {
        totalCount
        nodes {
          ...linkedIssue
          labels(first: 100) { totalCount nodes { name } }
          assignees(first: 10) { totalCount nodes { login } }
        }
      }
    }
  }${linkedIssueFragment}${actorFragment}`;

/** A hundred with a label, the newest first, each with its newest twenty comments: GitHub cannot filter by several authors. */
export const readOwnIssuesDocument = /* GraphQL */ `
  query ReadOwnIssues($owner: String!, $repo: String!, $labels: [String!], $after: String) {
    repository(owner: $owner, name: $repo) {
      issues(first: 100, after: $after, labels: $labels, orderBy: { field: CREATED_AT, direction: DESC }) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes {
          ...linkedIssue
          comments(last: 20) { nodes { id url body createdAt author { ...actor } } }
        }
      }
    }
  }${linkedIssueFragment}${actorFragment}`;
