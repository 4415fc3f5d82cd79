/** Cards of boards and what their fields hold, from GraphQL's JSON. */
import type { Card, FieldValue } from "../model/snapshot.ts";
import { decodeInstant, type Json, numberOf, objectOf, textOf } from "./decode.ts";

/** The names of the fields that were asked for: the one that shows the stage, and `$field0` and so on in order. */
export interface CardFields {
  readonly statusField: string;
  readonly fields: readonly string[];
}

/** A card's column is null both when none is set and when the board has no such field. */
export function decodeCard(value: unknown, { statusField, fields }: CardFields): Card | null {
  const node = objectOf(value);
  const id = textOf(node.id);
  const project = textOf(objectOf(node.project).id);
  if (id === null || project === null) return null;
  const others = fields.map((name, index) => [name, decodeFieldValue(node[`field${index}`])] as const);
  return {
    id,
    project,
    archived: node.isArchived === true,
    status: decodeStatus(objectOf(node.fieldValueByName)),
    values: { [statusField]: decodeFieldValue(node.fieldValueByName), ...Object.fromEntries(others) },
  };
}

function decodeStatus(value: Json): Card["status"] {
  const option = textOf(value.name);
  const optionId = textOf(value.optionId);
  const updatedAt = decodeInstant(value.updatedAt);
  return option === null || optionId === null || updatedAt === null ? null : { option, optionId, updatedAt };
}

/** Null for an empty field and for a kind that cannot be written, such as the milestone. */
function decodeFieldValue(value: unknown): FieldValue | null {
  const node = objectOf(value);
  return readers[textOf(node.__typename) ?? ""]?.(node) ?? null;
}

const readers: Readonly<Record<string, (node: Json) => FieldValue | null>> = {
  ProjectV2ItemFieldSingleSelectValue: ({ optionId: id, name }) =>
    typeof id === "string" && typeof name === "string" ? { kind: "option", id, name } : null,
  ProjectV2ItemFieldIterationValue: ({ iterationId: id, title }) =>
    typeof id === "string" && typeof title === "string" ? { kind: "iteration", id, title } : null,
  ProjectV2ItemFieldDateValue(node) {
    const date = textOf(node.date);
    return date === null ? null : { kind: "date", date };
  },
  ProjectV2ItemFieldNumberValue(node) {
    const number = numberOf(node.number);
    return number === null ? null : { kind: "number", number };
  },
  ProjectV2ItemFieldTextValue(node) {
    const text = textOf(node.text);
    return text === null || text === "" ? null : { kind: "text", text };
  },
};
