/**
 * Boards and their fields. See ops.ts for what every op promises. `updateField` does to options what GitHub does:
 * the list given replaces the list there is, and an option that comes without its id is a new one.
 */
import { SandboxError } from "./error.ts";
import { announce, forbidden, requireProject } from "./ops.ts";
import type { AccountRow, FieldRow, ProjectAccess, ProjectRow } from "./rows.ts";
import type { Actor, World } from "./world.ts";

/** The field types that may be made by hand. */
export type CustomType = "SINGLE_SELECT" | "ITERATION" | "DATE" | "NUMBER" | "TEXT";

export interface NewOption {
  /** Given: the option stays the same one. Not given: a new one, and what had the old one loses its value. */
  readonly id?: string | null;
  readonly name: string;
  readonly color?: string;
  readonly description?: string;
}

export interface NewIteration {
  readonly title: string;
  readonly startDate: string;
  readonly duration: number;
}

/** Fields that every board has besides Title and Status; they hold what the issue says and cannot be written. */
const builtIn: readonly (readonly [string, string])[] = [
  ["Assignees", "ASSIGNEES"],
  ["Labels", "LABELS"],
  ["Linked pull requests", "LINKED_PULL_REQUESTS"],
  ["Milestone", "MILESTONE"],
  ["Repository", "REPOSITORY"],
  ["Reviewers", "REVIEWERS"],
  ["Parent issue", "PARENT_ISSUE"],
  ["Sub-issues progress", "SUB_ISSUES_PROGRESS"],
];

/** Makes a board with GitHub's default fields and a Status of Todo, In Progress, Done. Members of the organisation. */
export function createProject(
  world: World,
  actor: Actor,
  input: {
    readonly owner: AccountRow;
    readonly title: string;
    /** Only the builder chooses it. */
    readonly number?: number;
    readonly public?: boolean;
    readonly memberAccess?: ProjectAccess;
    readonly status?: readonly NewOption[];
  },
): ProjectRow {
  requireOwnership(world, actor, input.owner);
  if (input.title.trim() === "") throw new SandboxError("VALIDATION", "Title can't be blank");
  const now = world.clock.now();
  const project: ProjectRow = {
    ...world.store.ids.make("PVT", input.owner.databaseId),
    owner: input.owner.id,
    number: input.number ?? nextNumber(world, input.owner),
    title: input.title,
    public: input.public ?? false,
    closed: false,
    createdAt: now,
    updatedAt: now,
    fields: [],
    items: [],
    collaborators: new Map([[actor.account, "admin"]]),
    memberAccess: input.memberAccess ?? "write",
  };
  world.store.put.project(project);
  insertField(world, project, "Title", "TITLE");
  const status = insertField(world, project, "Status", "SINGLE_SELECT");
  status.options = (input.status ?? [{ name: "Todo" }, { name: "In Progress" }, { name: "Done" }]).map((option) =>
    makeOption(world, option),
  );
  for (const [name, dataType] of builtIn) insertField(world, project, name, dataType);
  announce(world, actor, { name: "projects_v2", action: "created", project, changes: {} });
  return project;
}

/** Retitles, publishes, hides, closes or reopens a board; admin, as the settings page asks. */
export function editProject(
  world: World,
  actor: Actor,
  project: ProjectRow,
  input: { readonly title?: string; readonly public?: boolean; readonly closed?: boolean },
): void {
  requireProject(world, actor, project, "write");
  const before = { title: project.title, public: project.public };
  const closed = input.closed ?? project.closed;
  project.title = input.title ?? project.title;
  project.public = input.public ?? project.public;
  const changes = {
    ...(project.title === before.title ? {} : { title: { from: before.title, to: project.title } }),
    ...(project.public === before.public ? {} : { public: { from: before.public, to: project.public } }),
  };
  project.updatedAt = world.clock.now();
  if (Object.keys(changes).length > 0)
    announce(world, actor, { name: "projects_v2", action: "edited", project, changes });
  if (closed === project.closed) return;
  project.closed = closed;
  announce(world, actor, { name: "projects_v2", action: closed ? "closed" : "reopened", project, changes: {} });
}

/** Makes a field; write. Names are unique on a board, without regard to case. */
export function createField(
  world: World,
  actor: Actor,
  project: ProjectRow,
  input: {
    readonly name: string;
    readonly dataType: CustomType;
    readonly options?: readonly NewOption[];
    readonly iterations?: readonly NewIteration[];
  },
): FieldRow {
  requireProject(world, actor, project, "write");
  requireFreeName(world, project, input.name, null);
  if (input.dataType === "SINGLE_SELECT" && (input.options ?? []).length === 0) {
    throw new SandboxError(
      "VALIDATION",
      "Did not receive single select options to create a field of type single_select",
    );
  }
  checkOptions(input.options ?? []);
  const field = insertField(world, project, input.name, input.dataType);
  field.options = (input.options ?? []).map((option) => makeOption(world, option));
  field.iterations = (input.iterations ?? []).map((one) => ({ id: world.store.ids.option(), ...one }));
  project.updatedAt = field.createdAt;
  return field;
}

/**
 * Renames a field or overwrites its options or iterations; write. Values of options that are gone are cleared.
 * Iterations always get new ids and lose every card's value: github.com/github/github-mcp-server/issues/2953.
 */
export function updateField(
  world: World,
  actor: Actor,
  field: FieldRow,
  input: {
    readonly name?: string;
    readonly options?: readonly NewOption[];
    readonly iterations?: readonly NewIteration[];
  },
): void {
  const project = world.store.projects.get(field.project)!;
  requireProject(world, actor, project, "write");
  if (input.name !== undefined) requireFreeName(world, project, input.name, field);
  checkOptions(input.options ?? []);
  const strange = (input.options ?? []).find(({ id }) => id && !field.options.some((option) => option.id === id));
  if (strange) throw new SandboxError("VALIDATION", "The single select option Id does not belong to the field");
  field.name = input.name ?? field.name;
  if (input.options) field.options = input.options.map((option) => makeOption(world, option));
  if (input.iterations) field.iterations = input.iterations.map((one) => ({ id: world.store.ids.option(), ...one }));
  field.updatedAt = world.clock.now();
  project.updatedAt = field.updatedAt;
  dropLostValues(world, field);
}

/** Renames one option and keeps its id, as the settings page does; old events keep the old name. */
export function renameOption(world: World, actor: Actor, field: FieldRow, from: string, to: string): void {
  const options = field.options.map((option) => (option.name === from ? { ...option, name: to } : option));
  updateField(world, actor, field, { options });
}

/** Deletes a field with all its values; write. Built-in fields stay. */
export function deleteField(world: World, actor: Actor, field: FieldRow): void {
  const project = world.store.projects.get(field.project)!;
  requireProject(world, actor, project, "write");
  const builtInTypes = ["TITLE", ...builtIn.map(([, dataType]) => dataType)];
  if (builtInTypes.includes(field.dataType) || field.name === "Status") {
    throw new SandboxError("VALIDATION", "Only custom fields can be deleted.");
  }
  project.fields = project.fields.filter((id) => id !== field.id);
  project.updatedAt = world.clock.now();
  for (const item of world.store.itemsOf(project.id)) item.values.delete(field.id);
  world.store.fields.delete(field.id);
}

function requireOwnership(world: World, actor: Actor, owner: AccountRow): void {
  const { viewer } = actor;
  if (viewer === null) return;
  if (viewer.kind === "workflow") throw forbidden();
  if (viewer.kind === "installation") {
    const granted = viewer.permissions.organization_projects;
    const writes = granted === "write" || granted === "admin";
    if (owner.id !== viewer.account || owner.kind !== "Organization" || !writes) throw forbidden();
    return;
  }
  const inside = owner.id === viewer.account || world.store.memberships.get(owner.id)?.has(viewer.account) === true;
  if (!inside || !viewer.scopes.includes("project")) throw forbidden();
}

function nextNumber(world: World, owner: AccountRow): number {
  return Math.max(0, ...world.store.projectsOf(owner.id).map((project) => project.number)) + 1;
}

function insertField(world: World, project: ProjectRow, name: string, dataType: string): FieldRow {
  const now = world.clock.now();
  const owner = world.store.accounts.get(project.owner)!;
  const prefix = dataType === "SINGLE_SELECT" ? "PVTSSF" : dataType === "ITERATION" ? "PVTIF" : "PVTF";
  const field: FieldRow = {
    ...world.store.ids.make(prefix, owner.databaseId, project.databaseId),
    project: project.id,
    name,
    dataType,
    options: [],
    iterations: [],
    createdAt: now,
    updatedAt: now,
  };
  world.store.fields.set(field.id, field);
  project.fields.push(field.id);
  return field;
}

function makeOption(world: World, option: NewOption): FieldRow["options"][number] {
  return {
    id: option.id ?? world.store.ids.option(),
    name: option.name,
    color: option.color ?? "GRAY",
    description: option.description ?? "",
  };
}

/** 50 options: https://docs.github.com/en/issues/planning-and-tracking-with-projects/understanding-fields */
function checkOptions(options: readonly NewOption[]): void {
  const names = options.map((option) => option.name.toLowerCase());
  if (options.length > 50) throw new SandboxError("VALIDATION", "Options can't be more than 50");
  if (new Set(names).size < names.length) throw new SandboxError("VALIDATION", "Options have duplicate names");
  if (names.some((name) => name.trim() === "")) throw new SandboxError("VALIDATION", "Option name can't be blank");
}

function requireFreeName(world: World, project: ProjectRow, name: string, but: FieldRow | null): void {
  const taken = world.store.fieldByName(project.id, name);
  if (taken !== null && taken !== but) throw new SandboxError("VALIDATION", "Name has already been taken");
}

function dropLostValues(world: World, field: FieldRow): void {
  const options = new Set(field.options.map((option) => option.id));
  const iterations = new Set(field.iterations.map((iteration) => iteration.id));
  for (const item of world.store.itemsOf(field.project)) {
    const value = item.values.get(field.id)?.value;
    const lost =
      (value?.kind === "single-select" && !options.has(value.optionId)) ||
      (value?.kind === "iteration" && !iterations.has(value.iterationId));
    if (lost) item.values.delete(field.id);
  }
}
