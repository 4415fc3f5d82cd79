/**
 * From a field of GitHub's schema to the resolver that shows it. What the sandbox does not cover is an error that names
 * the field.
 */
import type { GraphQLFieldResolver } from "graphql";
import type { Context, Shown } from "./context.ts";
import type { Field, Fields } from "./fields.ts";
import { mutationFields } from "./mutations.ts";
import { botFields, organizationFields, teamFields, userFields } from "./show-account.ts";
import { commentFields, editFields } from "./show-comment.ts";
import { blobFields, commitFields, refFields, treeEntryFields, treeFields } from "./show-files.ts";
import { issueFields, pullRequestFields } from "./show-issue.ts";
import { categoryFields, discussionFields, statusUpdateFields } from "./show-posts.ts";
import {
  draftFields,
  fieldFields,
  itemFields,
  iterationFields,
  projectFields,
  singleSelectFields,
} from "./show-project.ts";
import { queryFields } from "./show-query.ts";
import { labelFields, milestoneFields, repositoryFields } from "./show-repository.ts";
import { eventFields } from "./show-timeline.ts";

const tables: Readonly<Record<string, Fields>> = {
  Query: queryFields,
  Mutation: mutationFields,
  User: userFields,
  Bot: botFields,
  Organization: organizationFields,
  Team: teamFields,
  Repository: repositoryFields,
  Ref: refFields,
  Commit: commitFields,
  Blob: blobFields,
  Tree: treeFields,
  TreeEntry: treeEntryFields,
  Label: labelFields,
  Milestone: milestoneFields,
  Issue: issueFields,
  PullRequest: pullRequestFields,
  IssueComment: commentFields,
  UserContentEdit: editFields,
  ProjectV2: projectFields,
  ProjectV2Field: fieldFields,
  ProjectV2SingleSelectField: singleSelectFields,
  ProjectV2IterationField: iterationFields,
  ProjectV2Item: itemFields,
  DraftIssue: draftFields,
  Discussion: discussionFields,
  DiscussionCategory: categoryFields,
  ProjectV2StatusUpdate: statusUpdateFields,
  ...eventFields,
};

type Resolve = (row: unknown, args: unknown, context: Context, info: unknown) => unknown;

/** Resolves one field: by its type's table, else as a property of a plain object, calling it when it is a function. */
export const resolveField: GraphQLFieldResolver<unknown, Context> = (source, args, context, info) => {
  const field: Field | undefined = tables[info.parentType.name]?.[info.fieldName];
  if (field) return (field as Resolve)((source as Shown | undefined)?.row, args, context, info);
  const value = (source as Readonly<Record<string, unknown>> | undefined)?.[info.fieldName];
  if (value === undefined) throw new Error(`The sandbox does not cover ${info.parentType.name}.${info.fieldName}.`);
  return typeof value === "function" ? value(args) : value;
};
