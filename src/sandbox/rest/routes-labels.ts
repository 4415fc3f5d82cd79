/**
 * Routes about labels, of a repository and on an issue. Putting a label on that the repository does not have makes it,
 * as GitHub does.
 */
import { hasRole } from "../access.ts";
import { addLabels, createLabel, deleteLabel, editLabel, removeLabels } from "../ops-labels.ts";
import type { LabelRow } from "../rows.ts";
import { issueIn, labelIn } from "./find.ts";
import { paged } from "./page.ts";
import { invalid, RestError } from "./rest-error.ts";
import { type Answer, type Call, field, ok, param, type Routes, repositoryIn } from "./route.ts";
import { labelsOf, showLabel } from "./show-issue.ts";

export const labelRoutes: Routes = {
  "GET /repos/{owner}/{repo}/labels": (call) =>
    paged(call, call.world.store.labelsOf(repositoryIn(call).id), (row) => showLabel(call.shows, row)),
  "POST /repos/{owner}/{repo}/labels": make,
  "GET /repos/{owner}/{repo}/labels/{name}": (call) => ok(showLabel(call.shows, labelIn(call))),
  "PATCH /repos/{owner}/{repo}/labels/{name}": edit,
  "DELETE /repos/{owner}/{repo}/labels/{name}": (call) => {
    deleteLabel(call.world, call.actor, labelIn(call));
    return { status: 204 };
  },
  "GET /repos/{owner}/{repo}/issues/{issue_number}/labels": (call) => {
    const issue = issueIn(call, "issue");
    const { labels } = call.world.store;
    return paged(call, issue.labels, (id) => showLabel(call.shows, labels.get(id)!));
  },
  "POST /repos/{owner}/{repo}/issues/{issue_number}/labels": add,
  "PUT /repos/{owner}/{repo}/issues/{issue_number}/labels": replace,
  "DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels": (call) => {
    const issue = issueIn(call, null);
    removeLabels(call.world, call.actor, issue, rowsOf(call, issue.labels));
    return { status: 204 };
  },
  "DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}": removeOne,
};

/** Labels by name, those that are missing made. `undefined`: the body says nothing about labels. */
export function labelsNamed(call: Call, value: unknown): readonly LabelRow[] | undefined {
  if (value === undefined || value === null) return undefined;
  const repository = repositoryIn(call);
  const names = (Array.isArray(value) ? value : [value]).map((one: unknown) =>
    typeof one === "object" && one !== null && "name" in one ? String(one.name) : String(one),
  );
  // Whoever may not put labels on must not make any either: a new issue drops them, an old one refuses.
  if (!hasRole(call.world.store, call.viewer, repository, "triage")) return [];
  return names.map(
    (name) =>
      call.world.store.labelByName(repository.id, name) ??
      createLabel(call.world, call.actor, { repository, name: name.trim() }),
  );
}

/** Takes off what is not among these and puts on what is missing. */
export function setLabels(call: Call, issue: Parameters<typeof addLabels>[2], labels: readonly LabelRow[]): void {
  const surplus = rowsOf(call, issue.labels).filter((row) => !labels.includes(row));
  removeLabels(call.world, call.actor, issue, surplus);
  addLabels(call.world, call.actor, issue, labels);
}

function make(call: Call): Answer {
  const name = field(call, "name");
  if (typeof name !== "string") throw invalid({ resource: "Label", field: "name", code: "missing_field" });
  const label = createLabel(call.world, call.actor, { repository: repositoryIn(call), name, ...detailsIn(call) });
  return { status: 201, body: showLabel(call.shows, label) };
}

function edit(call: Call): Answer {
  const label = labelIn(call);
  const name = field(call, "new_name") ?? field(call, "name");
  editLabel(call.world, call.actor, label, { ...(typeof name === "string" ? { name } : {}), ...detailsIn(call) });
  return ok(showLabel(call.shows, label));
}

function detailsIn(call: Call): { color?: string; description?: string | null } {
  const color = field(call, "color");
  const description = field(call, "description");
  return {
    ...(typeof color === "string" ? { color } : {}),
    ...(typeof description === "string" || description === null ? { description } : {}),
  };
}

function add(call: Call): Answer {
  const issue = issueIn(call, null);
  addLabels(call.world, call.actor, issue, labelsIn(call));
  return ok(labelsOf(call.shows, issue));
}

function replace(call: Call): Answer {
  const issue = issueIn(call, null);
  setLabels(call, issue, labelsIn(call));
  return ok(labelsOf(call.shows, issue));
}

function removeOne(call: Call): Answer {
  const issue = issueIn(call, null);
  const label = call.world.store.labelByName(issue.repository, param(call, "name"));
  if (label === null || !issue.labels.includes(label.id)) throw new RestError(404, "Label does not exist");
  removeLabels(call.world, call.actor, issue, [label]);
  return ok(labelsOf(call.shows, issue));
}

function labelsIn(call: Call): readonly LabelRow[] {
  const value = Array.isArray(call.body) ? call.body : field(call, "labels");
  if (!Array.isArray(value)) throw invalid({ resource: "Label", field: "labels", code: "missing_field" });
  return labelsNamed(call, value) ?? [];
}

function rowsOf(call: Call, ids: readonly string[]): readonly LabelRow[] {
  return ids.map((id) => call.world.store.labels.get(id)!);
}
