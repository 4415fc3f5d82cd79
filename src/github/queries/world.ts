/** The documents that read the organisation: boards, repositories with their labels, templates, who we write as. */

/** How many of each the document asks for, as variables `$board0Owner`, `$repository0Owner`, `$file0` and so on. */
export interface WorldSize {
  readonly boards: number;
  readonly repositories: number;
  readonly files: number;
}

/** The whole world in one request; labels beyond a hundred per repository need another. */
export function readWorldDocument(size: WorldSize): string {
  const boards = numbers(size.boards);
  const repositories = numbers(size.repositories);
  const files = numbers(size.files);
  const variables = [
    ...boards.map((n) => `$board${n}Owner: String!, $board${n}Number: Int!, $board${n}Field: String!`),
    ...repositories.map((n) => `$repository${n}Owner: String!, $repository${n}Name: String!`),
    ...(files.length > 0 ? ["$filesOwner: String!, $filesRepo: String!"] : []),
    ...files.map((n) => `$file${n}: String!`),
  ];
  return /* GraphQL */ `
  query ReadWorld${variables.length > 0 ? `(${variables.join(", ")})` : ""} {
    viewer { id login }
    ${boards.map(boardAlias).join("\n    ")}
    ${repositories.map(repositoryAlias).join("\n    ")}
    ${files.length > 0 ? `files: repository(owner: $filesOwner, name: $filesRepo) { ${files.map(fileAlias).join(" ")} }` : ""}
  }
  ${boards.length > 0 ? boardFragment : ""}
  ${repositories.length > 0 ? labelsFragment : ""}
  ${files.length > 0 ? fileFragment : ""}`;
}

const boardFragment = /* GraphQL */ `
  fragment board on ProjectV2 { id number title url public }`;

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
      id name visibility owner { login } labels(first: 100) { ...labels }
    }`;
}

function fileAlias(n: number): string {
  return `file${n}: object(expression: $file${n}) { ...file }`;
}

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
          projectItems(first: 20, includeArchived: true) {
            nodes {
              id isArchived project { id }
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
