/**
 * Routes about milestones. https://docs.github.com/en/rest/issues/milestones
 */
import { closeMilestone, createMilestone } from "../ops-repositories.ts";
import type { MilestoneRow } from "../rows.ts";
import { paged } from "./page.ts";
import { invalid, notFound } from "./rest-error.ts";
import { type Answer, type Call, field, ok, param, type Routes, repositoryIn } from "./route.ts";
import { showMilestone } from "./show-issue.ts";

export const milestoneRoutes: Routes = {
  "GET /repos/{owner}/{repo}/milestones": list,
  "POST /repos/{owner}/{repo}/milestones": make,
  "GET /repos/{owner}/{repo}/milestones/{milestone_number}": (call) => ok(showMilestone(call.shows, milestoneIn(call))),
  "PATCH /repos/{owner}/{repo}/milestones/{milestone_number}": edit,
};

/** Open ones, the soonest due first, unless asked otherwise. */
function list(call: Call): Answer {
  const state = call.query.get("state") ?? "open";
  const rows = call.world.store
    .milestonesOf(repositoryIn(call).id)
    .filter((row) => state === "all" || row.state.toLowerCase() === state);
  return paged(call, rows, (row) => showMilestone(call.shows, row));
}

function make(call: Call): Answer {
  const title = field(call, "title");
  if (typeof title !== "string" || title.trim() === "") {
    throw invalid({ resource: "Milestone", field: "title", code: "missing_field" });
  }
  const dueOn = dayOf(field(call, "due_on"));
  const milestone = createMilestone(call.world, call.actor, repositoryIn(call), { title, dueOn });
  if (field(call, "state") === "closed") closeMilestone(call.world, call.actor, milestone, true);
  const body = showMilestone(call.shows, milestone);
  return { status: 201, body, headers: { location: body.url } };
}

/** State and due date only. */
function edit(call: Call): Answer {
  const milestone = milestoneIn(call);
  const state = field(call, "state");
  // Asked in any case, so that somebody who may not edit is refused.
  closeMilestone(
    call.world,
    call.actor,
    milestone,
    state === undefined ? milestone.state === "CLOSED" : state === "closed",
  );
  if (field(call, "due_on") !== undefined) milestone.dueOn = dayOf(field(call, "due_on"));
  return ok(showMilestone(call.shows, milestone));
}

function milestoneIn(call: Call): MilestoneRow {
  const number = param(call, "milestone_number");
  const found = call.world.store.milestonesOf(repositoryIn(call).id).find((row) => String(row.number) === number);
  if (!found) throw notFound();
  return found;
}

/** To the second, in UTC. */
function dayOf(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  const at = Date.parse(String(value));
  if (Number.isNaN(at)) throw invalid({ resource: "Milestone", field: "due_on", code: "invalid" });
  return new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
}
