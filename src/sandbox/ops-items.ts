/**
 * Cards on boards: adding, archiving, deleting and moving them, and their values. See ops.ts for what every op
 * promises. A card's write moves the card's `updatedAt`, never the issue's.
 */
import { SandboxError } from "./error.ts";
import type { ShownValue } from "./event.ts";
import { announce, canSeeIssue, gone, record, requireProject } from "./ops.ts";
import type { FieldRow, FieldValueRow, IssueRow, ProjectItemRow, ProjectRow } from "./rows.ts";
import type { Actor, World } from "./world.ts";

/** A value to write; for a single select or an iteration, by id. */
export type NewValue = FieldValueRow["value"];

/** Puts an issue on a board; write. Safe to repeat: the card that is there already is returned, unchanged. */
export function addItem(
  world: World,
  actor: Actor,
  project: ProjectRow,
  issue: IssueRow,
  options: { readonly automated?: boolean } = {},
): ProjectItemRow {
  requireProject(world, actor, project, "write");
  if (!canSeeIssue(world, actor, issue)) throw gone(issue.id);
  const present = world.store.itemsOfIssue(issue.id).find((item) => item.project === project.id);
  if (present) return present;
  const item = insertItem(world, actor, project, { content: issue.id, draftTitle: null });
  record(world, actor, issue, "AddedToProjectV2Event", {
    project: project.id,
    wasAutomated: options.automated ?? false,
  });
  announce(world, actor, { name: "projects_v2_item", action: "created", item, project });
  return item;
}

/** Puts a draft on a board; write. Drafts have no timeline. */
export function addDraft(world: World, actor: Actor, project: ProjectRow, title: string): ProjectItemRow {
  requireProject(world, actor, project, "write");
  if (title.trim() === "") throw new SandboxError("VALIDATION", "Title can't be blank");
  const item = insertItem(world, actor, project, { content: null, draftTitle: title });
  announce(world, actor, { name: "projects_v2_item", action: "created", item, project });
  return item;
}

/** Archives or restores a card; write. */
export function archiveItem(world: World, actor: Actor, item: ProjectItemRow, archived: boolean): void {
  const project = projectOf(world, item);
  requireProject(world, actor, project, "write");
  if (item.archived === archived) return;
  item.archived = archived;
  const before = item.updatedAt;
  item.updatedAt = world.clock.now();
  const archivedAt = archived ? { from: null, to: item.updatedAt } : { from: before, to: null };
  const action = archived ? "archived" : "restored";
  announce(world, actor, { name: "projects_v2_item", action, item, project, changes: { archivedAt } });
}

/** Takes a card off the board; write. */
export function deleteItem(
  world: World,
  actor: Actor,
  item: ProjectItemRow,
  options: { readonly automated?: boolean } = {},
): void {
  const project = projectOf(world, item);
  requireProject(world, actor, project, "write");
  world.store.take.item(item);
  const issue = item.content === null ? undefined : world.store.issues.get(item.content);
  if (issue) {
    record(world, actor, issue, "RemovedFromProjectV2Event", {
      project: project.id,
      wasAutomated: options.automated ?? false,
    });
  }
  announce(world, actor, { name: "projects_v2_item", action: "deleted", item, project });
}

/** Moves a card behind another one (null: to the front); write. */
export function moveItem(world: World, actor: Actor, item: ProjectItemRow, after: ProjectItemRow | null): void {
  const project = projectOf(world, item);
  requireProject(world, actor, project, "write");
  if (after && after.project !== project.id) throw notInProject();
  const from = project.items[project.items.indexOf(item.id) - 1] ?? null;
  const others = project.items.filter((id) => id !== item.id);
  others.splice(after === null ? 0 : others.indexOf(after.id) + 1, 0, item.id);
  project.items = others;
  item.updatedAt = world.clock.now();
  const changes = { from, to: after?.id ?? null };
  announce(world, actor, { name: "projects_v2_item", action: "reordered", item, project, changes });
}

/**
 * Writes one value; write. The same value again changes nothing: no event, no webhook. A write to the field named
 * Status leaves ProjectV2ItemStatusChangedEvent with the options' names as they are now ("" when none was set).
 */
export function setValue(
  world: World,
  actor: Actor,
  item: ProjectItemRow,
  field: FieldRow,
  value: NewValue,
  options: { readonly automated?: boolean } = {},
): void {
  const project = requireField(world, actor, item, field);
  checkValue(field, value);
  const present = item.values.get(field.id);
  const from = shownValue(field, present?.value);
  if (present && JSON.stringify(present.value) === JSON.stringify(value)) return;
  const now = world.clock.now();
  item.updatedAt = now;
  if (present) Object.assign(present, { value, updatedAt: now, creator: actor.account });
  else {
    const id = world.store.ids.make("PVTFV", project.databaseId, item.databaseId).id;
    item.values.set(field.id, { id, value, creator: actor.account, createdAt: now, updatedAt: now });
  }
  announceValue(world, actor, { project, item, field, from, automated: options.automated ?? false });
}

/** Takes a value away; write. Without a value nothing changes. */
export function clearValue(world: World, actor: Actor, item: ProjectItemRow, field: FieldRow): void {
  const project = requireField(world, actor, item, field);
  const present = item.values.get(field.id);
  if (!present) return;
  item.values.delete(field.id);
  item.updatedAt = world.clock.now();
  announceValue(world, actor, { project, item, field, from: shownValue(field, present.value), automated: false });
}

/** A value as webhooks show it; null when there is none, or its option or iteration is gone. */
export function shownValue(field: FieldRow, value: NewValue | undefined): ShownValue {
  if (value === undefined) return null;
  if (value.kind === "single-select") return field.options.find((option) => option.id === value.optionId) ?? null;
  if (value.kind === "iteration") return field.iterations.find((one) => one.id === value.iterationId) ?? null;
  if (value.kind === "date") return value.date;
  return value.kind === "number" ? value.number : value.text;
}

interface Written {
  readonly project: ProjectRow;
  readonly item: ProjectItemRow;
  readonly field: FieldRow;
  readonly from: ShownValue;
  readonly automated: boolean;
}

function announceValue(world: World, actor: Actor, written: Written): void {
  const { project, item, field, from } = written;
  const to = shownValue(field, item.values.get(field.id)?.value);
  const issue = item.content === null ? undefined : world.store.issues.get(item.content);
  // Only the built-in Status leaves history, and only by name (github.md, section 2a). Clearing it: GitHub's event has
  // `status: String!`, so "" stands for none on either side.
  if (issue && field.name === "Status" && field.dataType === "SINGLE_SELECT") {
    record(world, actor, issue, "ProjectV2ItemStatusChangedEvent", {
      project: project.id,
      previousStatus: optionName(from),
      status: optionName(to),
      wasAutomated: written.automated,
    });
  }
  announce(world, actor, { name: "projects_v2_item", action: "edited", item, project, changes: { field, from, to } });
}

function optionName(value: ShownValue): string {
  return value !== null && typeof value === "object" && "name" in value ? value.name : "";
}

/** GitHub's words, as clients saw them: type VALIDATION. */
function checkValue(field: FieldRow, value: NewValue): void {
  const wanted = kindOf[field.dataType];
  if (wanted === undefined)
    throw new SandboxError(
      "VALIDATION",
      `The field of type ${field.dataType.toLowerCase()} is currently not supported.`,
    );
  if (value.kind !== wanted[0]) {
    const type = field.dataType.toLowerCase();
    throw new SandboxError("VALIDATION", `Did not receive a ${wanted[1]} to update a field of type ${type}`);
  }
  if (value.kind === "single-select" && !field.options.some((option) => option.id === value.optionId)) {
    throw new SandboxError("VALIDATION", "The single select option Id does not belong to the field");
  }
  if (value.kind === "iteration" && !field.iterations.some((iteration) => iteration.id === value.iterationId)) {
    throw new SandboxError("VALIDATION", "The iteration Id does not belong to the field");
  }
}

const kindOf: Readonly<Record<string, readonly [NewValue["kind"], string]>> = {
  SINGLE_SELECT: ["single-select", "single select option Id"],
  ITERATION: ["iteration", "iteration Id"],
  DATE: ["date", "date"],
  NUMBER: ["number", "number"],
  TEXT: ["text", "text"],
};

function requireField(world: World, actor: Actor, item: ProjectItemRow, field: FieldRow): ProjectRow {
  const project = world.store.projects.get(field.project)!;
  requireProject(world, actor, project, "write");
  if (item.project !== project.id || !world.store.items.has(item.id)) throw notInProject();
  return project;
}

/** GitHub's words for a card of another board. */
export function notInProject(): SandboxError {
  return new SandboxError("VALIDATION", "The item does not exist in the project");
}

function projectOf(world: World, item: ProjectItemRow): ProjectRow {
  return world.store.projects.get(item.project)!;
}

function insertItem(
  world: World,
  actor: Actor,
  project: ProjectRow,
  what: { readonly content: string | null; readonly draftTitle: string | null },
): ProjectItemRow {
  const now = world.clock.now();
  const owner = world.store.accounts.get(project.owner)!;
  const item: ProjectItemRow = {
    ...world.store.ids.make("PVTI", owner.databaseId, project.databaseId),
    project: project.id,
    content: what.content,
    draftTitle: what.draftTitle,
    creator: actor.account,
    archived: false,
    createdAt: now,
    updatedAt: now,
    values: new Map(),
  };
  world.store.put.item(item);
  project.items.push(item.id);
  return item;
}
