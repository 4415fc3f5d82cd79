/** A board and its fields, from GraphQL's JSON. */
import type { Board, Field, FieldValue, Iteration } from "../model/snapshot.ts";
import { type Json, listOf, numberOf, objectOf, textOf } from "./decode.ts";
import { decodeLabel } from "./decode-item.ts";

/** Null when what identifies it did not come. */
export function decodeBoard(value: unknown): Board | null {
  const project = objectOf(value);
  const id = textOf(project.id);
  const number = numberOf(project.number);
  if (id === null || number === null) return null;
  return {
    id,
    number,
    title: textOf(project.title) ?? "",
    url: textOf(project.url) ?? "",
    visibility: project.public === true ? "public" : "private",
    status: decodeStatusField(project.field),
    fields: listOf(objectOf(project.fields).nodes)
      .map((field) => decodeField(objectOf(field)))
      .filter((field) => field !== null),
    closed: project.closed === true,
  };
}

/** Null when there is no such field, or it is not a single select. */
function decodeStatusField(value: unknown): Board["status"] {
  const field = objectOf(value);
  const fieldId = textOf(field.id);
  return fieldId === null ? null : { fieldId, options: optionsOf(field) };
}

/** Null for a field that holds no value of its own: the title, assignees, labels and such belong to the issue. */
function decodeField(node: Json): Field | null {
  const id = textOf(node.id);
  const name = textOf(node.name);
  const kind = kindOf(node);
  if (id === null || name === null || kind === null) return null;
  return { id, name, kind, options: optionsOf(node), iterations: iterationsOf(objectOf(node.configuration)) };
}

function kindOf({ __typename, dataType }: Json): FieldValue["kind"] | null {
  if (__typename === "ProjectV2SingleSelectField") return "option";
  if (__typename === "ProjectV2IterationField") return "iteration";
  if (dataType === "DATE") return "date";
  if (dataType === "NUMBER") return "number";
  return dataType === "TEXT" ? "text" : null;
}

function optionsOf(node: Json): readonly { readonly id: string; readonly name: string }[] {
  return listOf(node.options)
    .map((option) => decodeLabel(option))
    .filter((option) => option !== null);
}

/** GitHub keeps those that are over in a list of their own, newest first. */
function iterationsOf({ iterations, completedIterations }: Json): readonly Iteration[] {
  return [...listOf(completedIterations), ...listOf(iterations)]
    .map((iteration) => decodeIteration(objectOf(iteration)))
    .filter((iteration) => iteration !== null)
    .sort((one, other) => (one.start < other.start ? -1 : 1));
}

function decodeIteration(node: Json): Iteration | null {
  const id = textOf(node.id);
  const title = textOf(node.title);
  const start = textOf(node.startDate);
  const days = numberOf(node.duration);
  return id === null || title === null || start === null || days === null ? null : { id, title, start, days };
}
