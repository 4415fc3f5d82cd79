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

/** The newest hundred with a label, each with its newest twenty comments: GitHub cannot filter by several authors. */
export const readOwnIssuesDocument = /* GraphQL */ `
  query ReadOwnIssues($owner: String!, $repo: String!, $labels: [String!]) {
    repository(owner: $owner, name: $repo) {
      issues(first: 100, labels: $labels, orderBy: { field: CREATED_AT, direction: DESC }) {
        totalCount
        nodes {
          ...linkedIssue
          comments(last: 20) { nodes { id url body createdAt author { ...actor } } }
        }
      }
    }
  }${linkedIssueFragment}${actorFragment}`;
