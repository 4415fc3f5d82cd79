/**
 * Mutations of boards, fields and cards. Each looks its input up, calls one op, and shows what became of it.
 */
import { SandboxError } from "../error.ts";
import {
  addDraft,
  addItem,
  archiveItem,
  clearValue,
  deleteItem,
  moveItem,
  type NewValue,
  notInProject,
  setValue,
} from "../ops-items.ts";
import {
  type CustomType,
  createField,
  createProject,
  deleteField,
  editProject,
  type NewIteration,
  type NewOption,
  updateField,
} from "../ops-projects.ts";
import type { FieldRow, Id, ProjectItemRow } from "../rows.ts";
import { connection } from "./connection.ts";
import { type Context, shown, shownItem, shownProject } from "./context.ts";
import type { PageArgs } from "./fields.ts";
import { fieldOf, issueOf, rowOf } from "./inputs.ts";
import type { Mutations } from "./mutations.ts";
import { shownField } from "./show-values.ts";

export const itemMutations: Mutations = {
  addProjectV2ItemById(input: { projectId: Id; contentId: Id }, context) {
    const project = rowOf(context, input.projectId, "ProjectV2");
    const issue = issueOf(context, input.contentId);
    return { item: shownItem(addItem(context.world, context.actor, project, issue)) };
  },
  addProjectV2DraftIssue(input: { projectId: Id; title: string }, context) {
    const project = rowOf(context, input.projectId, "ProjectV2");
    return { projectItem: shownItem(addDraft(context.world, context.actor, project, input.title)) };
  },
  updateProjectV2ItemFieldValue(input: ItemInput & { fieldId: Id; value: ValueInput }, context) {
    const [item, field] = cell(context, input);
    setValue(context.world, context.actor, item, field, valueGiven(field, input.value));
    return { projectV2Item: shownItem(item) };
  },
  clearProjectV2ItemFieldValue(input: ItemInput & { fieldId: Id }, context) {
    const [item, field] = cell(context, input);
    clearValue(context.world, context.actor, item, field);
    return { projectV2Item: shownItem(item) };
  },
  archiveProjectV2Item(input: ItemInput, context) {
    const item = itemOf(context, input);
    archiveItem(context.world, context.actor, item, true);
    return { item: shownItem(item) };
  },
  unarchiveProjectV2Item(input: ItemInput, context) {
    const item = itemOf(context, input);
    archiveItem(context.world, context.actor, item, false);
    return { item: shownItem(item) };
  },
  deleteProjectV2Item(input: ItemInput, context) {
    deleteItem(context.world, context.actor, itemOf(context, input));
    return { deletedItemId: input.itemId };
  },
  updateProjectV2ItemPosition(input: ItemInput & { afterId?: Id | null }, context) {
    const item = itemOf(context, input);
    const after = input.afterId ? rowOf(context, input.afterId, "ProjectV2Item") : null;
    moveItem(context.world, context.actor, item, after);
    const items = (args: PageArgs) =>
      connection(context, context.store.itemsOf(item.project), args, { keyOf: (one) => one.id, show: shownItem });
    return { items };
  },
};

export const projectMutations: Mutations = {
  createProjectV2(input: { ownerId: Id; title: string }, context) {
    const owner = rowOf(context, input.ownerId, "Organization", "User");
    return {
      projectV2: shown("ProjectV2", createProject(context.world, context.actor, { owner, title: input.title })),
    };
  },
  updateProjectV2(input: UpdateProjectInput, context) {
    const project = rowOf(context, input.projectId, "ProjectV2");
    editProject(context.world, context.actor, project, {
      ...(input.title == null ? {} : { title: input.title }),
      ...(input.public == null ? {} : { public: input.public }),
      ...(input.closed == null ? {} : { closed: input.closed }),
    });
    return { projectV2: shownProject(context, project.id) };
  },
  createProjectV2Field(input: FieldInput & { projectId: Id; name: string; dataType: CustomType }, context) {
    const project = rowOf(context, input.projectId, "ProjectV2");
    const { name, dataType } = input;
    const field = createField(context.world, context.actor, project, { name, dataType, ...choicesOf(input) });
    return { projectV2Field: shownField(field) };
  },
  updateProjectV2Field(input: FieldInput & { fieldId: Id; name?: string | null }, context) {
    const field = fieldOf(context, input.fieldId);
    const name = input.name == null ? {} : { name: input.name };
    updateField(context.world, context.actor, field, { ...name, ...choicesOf(input) });
    return { projectV2Field: shownField(field) };
  },
  deleteProjectV2Field(input: { fieldId: Id }, context) {
    const field = fieldOf(context, input.fieldId);
    deleteField(context.world, context.actor, field);
    return { projectV2Field: shownField(field) };
  },
};

interface ItemInput {
  readonly projectId: Id;
  readonly itemId: Id;
}

interface UpdateProjectInput {
  readonly projectId: Id;
  readonly title?: string | null;
  readonly public?: boolean | null;
  readonly closed?: boolean | null;
}

interface FieldInput {
  readonly singleSelectOptions?: readonly NewOption[] | null;
  readonly iterationConfiguration?: { readonly iterations: readonly NewIteration[] } | null;
}

interface ValueInput {
  readonly singleSelectOptionId?: string | null;
  readonly iterationId?: string | null;
  readonly date?: string | null;
  readonly number?: number | null;
  readonly text?: string | null;
}

function choicesOf(input: FieldInput): { options?: readonly NewOption[]; iterations?: readonly NewIteration[] } {
  return {
    ...(input.singleSelectOptions ? { options: input.singleSelectOptions } : {}),
    ...(input.iterationConfiguration ? { iterations: input.iterationConfiguration.iterations } : {}),
  };
}

function itemOf(context: Context, input: ItemInput): ProjectItemRow {
  const project = rowOf(context, input.projectId, "ProjectV2");
  const item = rowOf(context, input.itemId, "ProjectV2Item");
  if (item.project !== project.id) throw notInProject();
  return item;
}

function cell(context: Context, input: ItemInput & { fieldId: Id }): readonly [ProjectItemRow, FieldRow] {
  const item = itemOf(context, input);
  const field = fieldOf(context, input.fieldId);
  if (field.project !== item.project) throw new SandboxError("VALIDATION", "The field does not exist in the project");
  return [item, field];
}

/** "Only 1 value can be updated at a time": the schema's own text on `ProjectV2FieldValue`. */
function valueGiven(field: FieldRow, value: ValueInput): NewValue {
  const given = Object.entries(value).filter(([, one]) => one !== null && one !== undefined);
  if (given.length > 1) throw new SandboxError("VALIDATION", "Only 1 value can be updated at a time");
  const { singleSelectOptionId, iterationId, date, number, text } = value;
  if (singleSelectOptionId != null) return { kind: "single-select", optionId: singleSelectOptionId };
  if (iterationId != null) return { kind: "iteration", iterationId };
  if (date != null) return { kind: "date", date: dayOf(date) };
  if (number != null) return { kind: "number", number };
  if (text != null) return { kind: "text", text };
  const type = field.dataType.toLowerCase();
  throw new SandboxError("VALIDATION", `Did not receive a value to update a field of type ${type}`);
}

function dayOf(date: string): string {
  const day = date.slice(0, 10);
  const time = Date.parse(`${day}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day) {
    throw new SandboxError("VALIDATION", `\`${date}\` is not a valid date`);
  }
  return day;
}
