/** Conditions, dates and board fields as the file says them → the model's. Their shape has been checked. */
import type { Condition, DateSource, FieldSetting, FieldText } from "../model/condition.ts";
import type { ConditionFile, DateFile, SettingsFile } from "./schema-condition.ts";

/** Null when the file gives none. */
export function conditionOf(file: ConditionFile | undefined): Condition | null {
  return file === undefined ? null : conditionFrom(file);
}

/** The condition of a file that gives one. */
export function conditionFrom(file: ConditionFile): Condition {
  const is = listOf(file.is);
  if (file.field !== undefined) return { kind: "answer", field: file.field, is };
  if (file.filled !== undefined) return { kind: "filled", field: file.filled };
  if (file.label !== undefined) return { kind: "label", label: file.label };
  if (file.stage !== undefined) return { kind: "stage", is: listOf(file.stage) };
  if (file.community !== undefined) return { kind: "community", value: file.community, is };
  if (file.value !== undefined) return { kind: "value", name: file.value, is };
  if (file.any !== undefined) return { kind: "any", of: file.any.map(conditionFrom) };
  if (file.not !== undefined) return { kind: "not", of: conditionFrom(file.not) };
  return { kind: "all", of: (file.all ?? []).map(conditionFrom) };
}

/** A bare word is the id of a form field, unless it is `opened` or `closed`. */
export function dateFrom(file: DateFile): DateSource {
  if (file === "opened" || file === "closed") return { kind: file };
  if (typeof file === "string") return { kind: "answer", field: file };
  if (file.board !== undefined) return { kind: "field", field: file.board };
  if (file.enters !== undefined) return { kind: "entered", stage: file.enters };
  return { kind: "answer", field: file.field ?? "" };
}

/** In the order of the file. */
export function settingsFrom(file: SettingsFile): readonly FieldSetting[] {
  return Object.entries(file).map(([field, one]) => {
    if (typeof one !== "object") return { field, value: textFrom(one), own: false };
    if (one.date === undefined) return { field, value: textFrom(one.value ?? ""), own: one.own };
    return { field, value: { kind: "from-date", date: dateFrom(one.date), days: daysOf(one.by) }, own: one.own };
  });
}

function textFrom(value: string | number): FieldText {
  if (value === "current") return { kind: "current-iteration" };
  if (typeof value === "string" && /^[+-]\d{1,4}d$/.test(value)) return { kind: "in-days", days: daysOf(value) };
  return { kind: "text", text: String(value) };
}

/** `28d`, `+28d`, `-3d` → whole days. */
export function daysOf(text: string): number {
  const days = Number(text.slice(0, -1));
  // -0 is not equal to 0 in a test, nor in a text.
  return days === 0 ? 0 : days;
}

/** One or several → a list; nothing → none. */
export function listOf(one: string | readonly string[] | undefined): readonly string[] {
  return one === undefined ? [] : typeof one === "string" ? [one] : one;
}
