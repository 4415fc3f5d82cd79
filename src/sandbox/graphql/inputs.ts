/**
 * Looks up what a mutation's input names by id, checked by type, in GitHub's words.
 */
import { SandboxError } from "../error.ts";
import type {
  AccountRow,
  CommentRow,
  FieldRow,
  Id,
  IssueRow,
  LabelRow,
  MilestoneRow,
  ProjectItemRow,
  ProjectRow,
  RepositoryRow,
} from "../rows.ts";
import type { CategoryRow, DiscussionRow, StatusUpdateRow } from "../rows-posts.ts";
import type { Context } from "./context.ts";
import { nodeOrThrow } from "./show-query.ts";

/** What GitHub's type names stand for here. */
interface Rows {
  Issue: IssueRow;
  Label: LabelRow;
  Repository: RepositoryRow;
  IssueComment: CommentRow;
  Milestone: MilestoneRow;
  ProjectV2: ProjectRow;
  ProjectV2Item: ProjectItemRow;
  User: AccountRow;
  Organization: AccountRow;
  ProjectV2Field: FieldRow;
  ProjectV2SingleSelectField: FieldRow;
  ProjectV2IterationField: FieldRow;
  PullRequest: IssueRow;
  Discussion: DiscussionRow;
  DiscussionCategory: CategoryRow;
  ProjectV2StatusUpdate: StatusUpdateRow;
}

/**
 * The row of an id. Throws NOT_FOUND when the viewer may not see it or it is not there ("Could not resolve to a node
 * with the global id of"), and when it is of another type ("Could not resolve to Label node with the global id of").
 */
export function rowOf<Name extends keyof Rows>(context: Context, id: Id, ...types: readonly Name[]): Rows[Name] {
  const found = nodeOrThrow(context, id);
  if ((types as readonly string[]).includes(found.__typename)) return found.row as Rows[Name];
  throw new SandboxError("NOT_FOUND", `Could not resolve to ${types[0]} node with the global id of '${id}'`);
}

/** The rows of a list of ids; none when the list is not given. */
export function rowsOf<Name extends keyof Rows>(
  context: Context,
  ids: readonly Id[] | null | undefined,
  type: Name,
): readonly Rows[Name][] {
  return (ids ?? []).map((id) => rowOf(context, id, type));
}

/** An issue or pull request that a mutation writes to. */
export function issueOf(context: Context, id: Id): IssueRow {
  return rowOf(context, id, "Issue", "PullRequest");
}

/** A field of any type. */
export function fieldOf(context: Context, id: Id): FieldRow {
  return rowOf(context, id, "ProjectV2Field", "ProjectV2SingleSelectField", "ProjectV2IterationField");
}
