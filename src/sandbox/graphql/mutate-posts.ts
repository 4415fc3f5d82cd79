/**
 * Mutations of discussions and of boards' status updates. Each looks its input up, calls one op, and shows what became
 * of it.
 */
import { closeDiscussion, createDiscussion, editDiscussion } from "../ops-discussions.ts";
import {
  createStatusUpdate,
  deleteStatusUpdate,
  editStatusUpdate,
  type StatusUpdateInput,
} from "../ops-status-updates.ts";
import type { Id } from "../rows.ts";
import type { BoardStatus } from "../rows-posts.ts";
import { shown, shownProject } from "./context.ts";
import { rowOf } from "./inputs.ts";
import type { Mutations } from "./mutations.ts";

export const discussionMutations: Mutations = {
  createDiscussion(input: CreateDiscussionInput, context) {
    const discussion = createDiscussion(context.world, context.actor, {
      repository: rowOf(context, input.repositoryId, "Repository"),
      category: rowOf(context, input.categoryId, "DiscussionCategory"),
      title: input.title,
      body: input.body,
    });
    return { discussion: shown("Discussion", discussion) };
  },
  updateDiscussion(input: UpdateDiscussionInput, context) {
    const discussion = rowOf(context, input.discussionId, "Discussion");
    editDiscussion(context.world, context.actor, discussion, {
      ...(input.title == null ? {} : { title: input.title }),
      ...(input.body == null ? {} : { body: input.body }),
      ...(input.categoryId == null ? {} : { category: rowOf(context, input.categoryId, "DiscussionCategory") }),
    });
    return { discussion: shown("Discussion", discussion) };
  },
  closeDiscussion(input: { discussionId: Id; reason?: "DUPLICATE" | "OUTDATED" | "RESOLVED" | null }, context) {
    const discussion = rowOf(context, input.discussionId, "Discussion");
    closeDiscussion(context.world, context.actor, discussion, input.reason ?? "RESOLVED");
    return { discussion: shown("Discussion", discussion) };
  },
};

export const statusUpdateMutations: Mutations = {
  createProjectV2StatusUpdate(input: StatusFields & { projectId: Id }, context) {
    const project = rowOf(context, input.projectId, "ProjectV2");
    const row = createStatusUpdate(context.world, context.actor, project, given(input));
    return { statusUpdate: shown("ProjectV2StatusUpdate", row) };
  },
  updateProjectV2StatusUpdate(input: StatusFields & { statusUpdateId: Id }, context) {
    const row = rowOf(context, input.statusUpdateId, "ProjectV2StatusUpdate");
    editStatusUpdate(context.world, context.actor, row, given(input));
    return { statusUpdate: shown("ProjectV2StatusUpdate", row) };
  },
  deleteProjectV2StatusUpdate(input: { statusUpdateId: Id }, context) {
    const row = rowOf(context, input.statusUpdateId, "ProjectV2StatusUpdate");
    deleteStatusUpdate(context.world, context.actor, row);
    return { deletedStatusUpdateId: row.id, projectV2: shownProject(context, row.project) };
  },
};

interface CreateDiscussionInput {
  readonly repositoryId: Id;
  readonly categoryId: Id;
  readonly title: string;
  readonly body: string;
}

interface UpdateDiscussionInput {
  readonly discussionId: Id;
  readonly title?: string | null;
  readonly body?: string | null;
  readonly categoryId?: Id | null;
}

interface StatusFields {
  readonly body?: string | null;
  readonly status?: BoardStatus | null;
  readonly startDate?: string | null;
  readonly targetDate?: string | null;
}

function given({ body, status, startDate, targetDate }: StatusFields): StatusUpdateInput {
  return {
    ...(body === undefined ? {} : { body }),
    ...(status === undefined ? {} : { status }),
    ...(startDate === undefined ? {} : { startDate }),
    ...(targetDate === undefined ? {} : { targetDate }),
  };
}
