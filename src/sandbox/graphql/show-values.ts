/**
 * What a card says in each field: chosen values with the time they were set, and built-in fields that repeat the issue.
 */
import type { FieldRow, FieldValueRow, ProjectItemRow } from "../rows.ts";
import { connection } from "./connection.ts";
import { type Context, type Shown, shown, shownAccount, shownIssue, shownItem } from "./context.ts";
import type { PageArgs } from "./fields.ts";
import { labelPage } from "./show-repository.ts";

/** A field as the type that its data type has. */
export function shownField(field: FieldRow): Shown<FieldRow> {
  if (field.dataType === "SINGLE_SELECT") return shown("ProjectV2SingleSelectField", field);
  return shown(field.dataType === "ITERATION" ? "ProjectV2IterationField" : "ProjectV2Field", field);
}

/** What a card stands for; null when the viewer may not read it: the card is redacted then. */
export function contentOf(context: Context, row: ProjectItemRow): Shown | null {
  return row.content === null ? shown("DraftIssue", row) : shownIssue(context, row.content);
}

/** A card's value in one field, as a plain object of the value's type; null when there is none, or it is redacted. */
export function valueOn(context: Context, row: ProjectItemRow, field: FieldRow): unknown {
  const content = contentOf(context, row);
  if (content === null) return null;
  const value = row.values.get(field.id);
  if (value) return chosen(context, row, field, value);
  return field.dataType in given ? builtIn(context, row, field) : null;
}

function chosen(context: Context, row: ProjectItemRow, field: FieldRow, { value, ...stamp }: FieldValueRow): unknown {
  const base = {
    id: stamp.id,
    databaseId: null,
    createdAt: stamp.createdAt,
    updatedAt: stamp.updatedAt,
    creator: () => shownAccount(context, stamp.creator),
    field: () => shownField(field),
    item: () => shownItem(row),
  };
  if (value.kind === "single-select") {
    const option = field.options.find((one) => one.id === value.optionId);
    if (!option) return null;
    const { id: optionId, name, color, description } = option;
    const html = { nameHTML: name, descriptionHTML: description };
    return { __typename: "ProjectV2ItemFieldSingleSelectValue", ...base, optionId, name, color, description, ...html };
  }
  if (value.kind === "iteration") {
    const iteration = field.iterations.find((one) => one.id === value.iterationId);
    if (!iteration) return null;
    const { id: iterationId, title, startDate, duration } = iteration;
    const shape = { iterationId, title, titleHTML: title, startDate, duration };
    return { __typename: "ProjectV2ItemFieldIterationValue", ...base, ...shape };
  }
  if (value.kind === "date") return { __typename: "ProjectV2ItemFieldDateValue", ...base, date: value.date };
  if (value.kind === "number") return { __typename: "ProjectV2ItemFieldNumberValue", ...base, number: value.number };
  return { __typename: "ProjectV2ItemFieldTextValue", ...base, text: value.text };
}

/** Built-in fields that show what the issue has, and the type of their value. */
const given: Readonly<Record<string, string>> = {
  TITLE: "ProjectV2ItemFieldTextValue",
  LABELS: "ProjectV2ItemFieldLabelValue",
  ASSIGNEES: "ProjectV2ItemFieldUserValue",
  MILESTONE: "ProjectV2ItemFieldMilestoneValue",
  REPOSITORY: "ProjectV2ItemFieldRepositoryValue",
};

function builtIn(context: Context, row: ProjectItemRow, field: FieldRow): unknown {
  const { store } = context;
  const issue = row.content === null ? undefined : store.issues.get(row.content);
  const base = { __typename: given[field.dataType]!, field: () => shownField(field) };
  if (field.dataType === "TITLE") {
    const stamp = { id: `PVTFTV_${row.id}`, databaseId: null, createdAt: row.createdAt, updatedAt: row.updatedAt };
    const by = { creator: () => shownAccount(context, row.creator), item: () => shownItem(row) };
    return { ...base, ...stamp, ...by, text: issue?.title ?? row.draftTitle };
  }
  if (!issue) return null;
  if (field.dataType === "REPOSITORY") {
    return { ...base, repository: () => shown("Repository", store.repositories.get(issue.repository)!) };
  }
  if (field.dataType === "MILESTONE") {
    const milestone = issue.milestone === null ? undefined : store.milestones.get(issue.milestone);
    return milestone ? { ...base, milestone: () => shown("Milestone", milestone) } : null;
  }
  if (field.dataType === "LABELS") {
    const labels = issue.labels.map((id) => store.labels.get(id)!);
    return labels.length === 0 ? null : { ...base, labels: (args: PageArgs) => labelPage(context, labels, args) };
  }
  const people = issue.assignees.map((id) => store.accounts.get(id)!);
  const users = (args: PageArgs) =>
    connection(context, people, args, { keyOf: (one) => one.id, show: (one) => shown("User", one) });
  return people.length === 0 ? null : { ...base, users };
}
