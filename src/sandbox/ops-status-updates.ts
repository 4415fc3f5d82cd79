/**
 * Status updates of boards. See ops.ts for what every op promises. GitHub's webhook `projects_v2_status_update` is not
 * sent here: nobody of ours listens to it.
 */
import { checkBody } from "./limits.ts";
import { requireProject } from "./ops.ts";
import type { ProjectRow } from "./rows.ts";
import type { StatusUpdateRow } from "./rows-posts.ts";
import type { Actor, World } from "./world.ts";

export type StatusUpdateInput = Partial<Pick<StatusUpdateRow, "body" | "status" | "startDate" | "targetDate">>;

/** Says how a board stands; write. Everything in it may be left out. The body's limit is unverified: that of issues. */
export function createStatusUpdate(
  world: World,
  actor: Actor,
  project: ProjectRow,
  input: StatusUpdateInput,
): StatusUpdateRow {
  requireProject(world, actor, project, "write");
  checkBody(input.body ?? "", "ProjectV2StatusUpdate");
  const now = world.clock.now();
  const row: StatusUpdateRow = {
    ...world.store.ids.make("PVTSU", world.store.accounts.get(project.owner)!.databaseId, project.databaseId),
    project: project.id,
    body: input.body ?? null,
    status: input.status ?? null,
    startDate: input.startDate ?? null,
    targetDate: input.targetDate ?? null,
    creator: actor.account,
    createdAt: now,
    updatedAt: now,
  };
  world.store.statusUpdates.set(row.id, row);
  return row;
}

/** Changes what is given; write. */
export function editStatusUpdate(world: World, actor: Actor, row: StatusUpdateRow, input: StatusUpdateInput): void {
  requireProject(world, actor, world.store.projects.get(row.project)!, "write");
  checkBody(input.body ?? "", "ProjectV2StatusUpdate");
  Object.assign(row, Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)));
  row.updatedAt = world.clock.now();
}

/** Takes it away; write. */
export function deleteStatusUpdate(world: World, actor: Actor, row: StatusUpdateRow): void {
  requireProject(world, actor, world.store.projects.get(row.project)!, "write");
  world.store.statusUpdates.delete(row.id);
}
