/**
 * The documents that read the organisation: boards with their fields, repositories with their labels and milestones,
 * templates, the communities file, teams, who we write as.
 */
import { actorFragment } from "./fragments.ts";

/** How many of each the document asks for, as variables `$board0Owner`, `$repository0Owner`, `$file0` and so on. */
export interface WorldSize {
  readonly boards: number;
  readonly repositories: number;
  readonly files: number;
  readonly teams: number;
  readonly communities: boolean;
}

/**
 * The whole world in one request; labels beyond a hundred per repository, and members beyond a hundred per team, need
 * another. https://docs.github.com/en/graphql/reference/objects (ProjectV2, Repository, Team)
 */
export function readWorldDocument(size: WorldSize): string {
  const boards = numbers(size.boards);
  const repositories = numbers(size.repositories);
  const files = numbers(size.files);
  const teams = numbers(size.teams);
  const variables = [
    ...boards.map((n) => `$board${n}Owner: String!, $board${n}Number: Int!, $board${n}Field: String!`),
    ...repositories.map((n) => `$repository${n}Owner: String!, $repository${n}Name: String!`),
    ...(files.length > 0 ? ["$filesOwner: String!, $filesRepo: String!"] : []),
    ...files.map((n) => `$file${n}: String!`),
    ...(size.communities ? ["$communitiesOwner: String!, $communitiesRepo: String!, $communitiesFile: String!"] : []),
    ...teams.map((n) => `$team${n}Org: String!, $team${n}Slug: String!`),
  ];
  return /* GraphQL */ `
  query ReadWorld${variables.length > 0 ? `(${variables.join(", ")})` : ""} {
    viewer { id login }
    ${boards.map(boardAlias).join("\n    ")}
    ${repositories.map(repositoryAlias).join("\n    ")}
    ${files.length > 0 ? `files: repository(owner: $filesOwner, name: $filesRepo) { ${files.map(fileAlias).join(" ")} }` : ""}
    ${size.communities ? communitiesAlias : ""}
    ${teams.map(teamAlias).join("\n    ")}
  }
  ${boards.length > 0 ? boardFragment : ""}
  ${repositories.length > 0 ? labelsFragment : ""}
  ${files.length > 0 || size.communities ? fileFragment : ""}
  ${teams.length > 0 ? `${membersFragment}${actorFragment}` : ""}`;
}

/** Fifty fields are the most that a board has, GitHub's own included, so one page is all of them. */
const boardFragment = /* GraphQL */ `
  fragment board on ProjectV2 {
    id number title url public closed
    fields(first: 100) {
      nodes {
        __typename
        ... on ProjectV2Field { id name dataType }
        ... on ProjectV2SingleSelectField { id name options { id name } }
        ... on ProjectV2IterationField {
          id name
          configuration {
            iterations { id title startDate duration }
            completedIterations { id title startDate duration }
          }
        }
      }
    }
  }`;

const membersFragment = /* GraphQL */ `
  fragment members on TeamMemberConnection { totalCount pageInfo { hasNextPage endCursor } nodes { ...actor } }`;

const labelsFragment = /* GraphQL */ `
  fragment labels on LabelConnection { totalCount pageInfo { hasNextPage endCursor } nodes { id name } }`;

const fileFragment = /* GraphQL */ `
  fragment file on GitObject { __typename ... on Blob { text isBinary isTruncated } }`;

/** A board's owner is an organisation or a user; both are a ProjectV2Owner. */
function boardAlias(n: number): string {
  return `board${n}: repositoryOwner(login: $board${n}Owner) { ... on ProjectV2Owner { projectV2(number: $board${n}Number) {
      ...board
      field(name: $board${n}Field) { __typename ... on ProjectV2SingleSelectField { id options { id name } } }
    } } }`;
}

function repositoryAlias(n: number): string {
  return `repository${n}: repository(owner: $repository${n}Owner, name: $repository${n}Name) {
      id name visibility isArchived owner { login } labels(first: 100) { ...labels }
      milestones(first: 100, states: [OPEN]) { nodes { id title } }
    }`;
}

function fileAlias(n: number): string {
  return `file${n}: object(expression: $file${n}) { ...file }`;
}

const communitiesAlias = `communities: repository(owner: $communitiesOwner, name: $communitiesRepo) {
      file: object(expression: $communitiesFile) { ...file }
    }`;

/** Members of child teams are members, as for mentions. */
function teamAlias(n: number): string {
  return `team${n}: organization(login: $team${n}Org) { team(slug: $team${n}Slug) { id members(first: 100) { ...members } } }`;
}

/** The next hundred members of a team. */
export const readMoreMembersDocument = /* GraphQL */ `
  query ReadMoreMembers($team: ID!, $after: String!) {
    team: node(id: $team) { ... on Team { members(first: 100, after: $after) { ...members } } }
  }${membersFragment}${actorFragment}`;

/** The next hundred labels of a repository. */
export const readMoreLabelsDocument = /* GraphQL */ `
  query ReadMoreLabels($repository: ID!, $after: String!) {
    repository: node(id: $repository) { ... on Repository { labels(first: 100, after: $after) { ...labels } } }
  }${labelsFragment}`;

/** One file, `$expression` being `HEAD:path`. */
export const readFileDocument = /* GraphQL */ `
  query ReadFile($owner: String!, $repo: String!, $expression: String!) {
    repository(owner: $owner, name: $repo) { object(expression: $expression) { ...file } }
  }${fileFragment}`;

/** One file at a commit, `$expression` being `oid:path`; the commit tells a missing file from a missing commit. */
export const readFileAtDocument = /* GraphQL */ `
  query ReadFileAt($owner: String!, $repo: String!, $expression: String!, $commit: String!) {
    repository(owner: $owner, name: $repo) {
      object(expression: $expression) { ...file }
      commit: object(expression: $commit) { __typename }
    }
  }${fileFragment}`;

/** One page of a sweep. `$labels` may be left out. */
export const readGlimpsesDocument = /* GraphQL */ `
  query ReadGlimpses($owner: String!, $repo: String!, $labels: [String!], $statusField: String!, $after: String) {
    repository(owner: $owner, name: $repo) {
      issues(first: 100, after: $after, labels: $labels, orderBy: { field: CREATED_AT, direction: ASC }) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes {
          id number updatedAt state
          labels(first: 100) { nodes { name } }
          subIssuesSummary { total completed }
          issueDependenciesSummary { blockedBy totalBlockedBy }
          projectItems(first: 20, includeArchived: true) {
            nodes {
              id isArchived updatedAt project { id }
              fieldValueByName(name: $statusField) {
                __typename
                ... on ProjectV2ItemFieldSingleSelectValue { optionId updatedAt }
              }
            }
          }
        }
      }
    }
  }`;

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}
