/** Discussions and status updates of boards: the documents that read ours, and changes to them as mutations. */
import type { PostChange } from "../../model/post.ts";
import { actorFragment } from "./fragments.ts";
import type { Mutation } from "./mutations.ts";

type Of<Kind extends PostChange["kind"]> = Extract<PostChange, { kind: Kind }>;

/** https://docs.github.com/en/graphql/guides/using-the-graphql-api-for-discussions; a repository has at most 25. */
export const readCategoriesDocument = /* GraphQL */ `
  query ReadCategories($owner: String!, $repo: String!) {
    repository(owner: $owner, name: $repo) {
      hasDiscussionsEnabled
      discussionCategories(first: 100) { totalCount nodes { id name } }
    }
  }`;

/** The newest hundred of a category: GitHub cannot filter by author. */
export const readOwnDiscussionsDocument = /* GraphQL */ `
  query ReadOwnDiscussions($owner: String!, $repo: String!, $category: ID!) {
    repository(owner: $owner, name: $repo) {
      discussions(first: 100, categoryId: $category, orderBy: { field: CREATED_AT, direction: DESC }) {
        totalCount
        nodes { id number title body url closed stateReason createdAt author { ...actor } }
      }
    }
  }${actorFragment}`;

/** https://docs.github.com/en/graphql/reference/objects#projectv2statusupdate */
export const readOwnStatusUpdatesDocument = /* GraphQL */ `
  query ReadOwnStatusUpdates($project: ID!) {
    node(id: $project) {
      ... on ProjectV2 {
        url
        statusUpdates(first: 100, orderBy: { field: CREATED_AT, direction: DESC }) {
          totalCount
          nodes { id body createdAt creator { ...actor } }
        }
      }
    }
  }${actorFragment}`;

export function createPost({ place, title, body }: Of<"create-post">): Mutation {
  if (place.kind === "discussion") {
    return {
      field: "createDiscussion",
      inputType: "CreateDiscussionInput",
      select: "discussion { id url }",
      input: { repositoryId: place.repository, categoryId: place.category, title, body },
    };
  }
  return {
    field: "createProjectV2StatusUpdate",
    inputType: "CreateProjectV2StatusUpdateInput",
    select: "statusUpdate { id }",
    input: { projectId: place.project, body },
  };
}

/** What is left out stays as it is: the status that a person set on a board's update is theirs. */
export function editPost({ of, post, title, body }: Of<"edit-post">): Mutation {
  if (of === "discussion") {
    return {
      field: "updateDiscussion",
      inputType: "UpdateDiscussionInput",
      select: "discussion { id url }",
      input: { discussionId: post, title, body },
    };
  }
  return {
    field: "updateProjectV2StatusUpdate",
    inputType: "UpdateProjectV2StatusUpdateInput",
    select: "statusUpdate { id }",
    input: { statusUpdateId: post, body },
  };
}

export function withdrawPost({ of, post }: Of<"withdraw-post">): Mutation {
  if (of === "discussion") {
    return {
      field: "closeDiscussion",
      inputType: "CloseDiscussionInput",
      select: "clientMutationId",
      input: { discussionId: post, reason: "DUPLICATE" },
    };
  }
  return {
    field: "deleteProjectV2StatusUpdate",
    inputType: "DeleteProjectV2StatusUpdateInput",
    select: "clientMutationId",
    input: { statusUpdateId: post },
  };
}
