/**
 * An issue form's YAML → its fields, by GitHub's rules for forms, with a problem for each one that breaks them.
 * See https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema
 */
import type { Problem } from "../model/problem.ts";
import { cleanLine } from "./clean.ts";
import type { Form, FormField } from "./form.ts";
import { variableName } from "./variable-name.ts";
import type { YamlPath, YamlSource } from "./yaml-source.ts";

const kinds = ["input", "textarea", "dropdown", "checkboxes", "upload"] as const;

type Group = Readonly<Record<string, unknown>>;

/** The fields of a form, and where in the YAML each one's `value` stands. `form` is null when there is no field. */
export function formOf(
  yaml: YamlSource,
  path: string,
): { form: Form | null; places: ReadonlyMap<string, YamlPath>; problems: Problem[] } {
  const body = groupOf(yaml.value).body;
  const problems: Problem[] = [];
  const fields: FormField[] = [];
  const places = new Map<string, YamlPath>();
  for (const [index, element] of (Array.isArray(body) ? body : []).entries()) {
    const at = ["body", index];
    const { field, problem } = fieldOf(groupOf(element), fields, (...rest) => yaml.where([...at, ...rest]));
    if (problem !== null) problems.push(problem);
    if (field === null) continue;
    fields.push(field);
    places.set(field.id, [...at, "attributes", "value"]);
  }
  if (fields.length > 0) return { form: { path, fields }, places, problems };
  const what = "This issue form has no field.";
  problems.push(
    error("form-empty", yaml.where(["body"]), what, "Give `body:` at least one element that is not markdown."),
  );
  return { form: null, places, problems };
}

interface Read {
  readonly field: FormField | null;
  readonly problem: Problem | null;
}

function fieldOf(element: Group, before: readonly FormField[], where: (...path: string[]) => string): Read {
  const wrong = (code: string, part: string, what: string, todo: string): Read => {
    return { field: null, problem: error(code, where(part), what, todo) };
  };
  if (element.type === "markdown") return { field: null, problem: null };
  const kind = kinds.find((one) => one === element.type);
  if (kind === undefined) {
    const what = `"${textOf(element.type)}" is not a type of form element.`;
    return wrong("form-type", "type", what, `Use ${kinds.join(", ")} or markdown.`);
  }
  const attributes = groupOf(element.attributes);
  const label = cleanLine(textOf(attributes.label));
  if (label === "") return wrong("form-label", "attributes", `This ${kind} has no label.`, "Give it a `label`.");
  const id = textOf(element.id) || freeId(label, before);
  if (before.some((field) => field.id === id)) {
    return wrong("form-id", "id", `Two fields have the id "${id}".`, "Give each field an id of its own.");
  }
  const options = optionsOf(attributes.options);
  if ((kind === "dropdown" || kind === "checkboxes") && options.length === 0) {
    return wrong("form-options", "attributes", `The ${kind} "${label}" has no options.`, "Give it `options`.");
  }
  const required = groupOf(element.validations).required === true;
  return { field: withParts(kind, { id, label, required }, { attributes, options }), problem: null };
}

function withParts(
  kind: (typeof kinds)[number],
  common: Pick<FormField, "id" | "label" | "required">,
  { attributes, options }: { readonly attributes: Group; readonly options: readonly string[] },
): FormField {
  const value = textOf(attributes.value).replace(/\s+$/, "");
  switch (kind) {
    case "input":
    case "upload":
      return { ...common, kind, value };
    case "textarea":
      return { ...common, kind, value, render: textOf(attributes.render) || null };
    case "dropdown":
      return {
        ...common,
        kind,
        options,
        multiple: attributes.multiple === true,
        chosen: chosenOf(attributes.default, options),
      };
    case "checkboxes":
      return { ...common, kind, options };
  }
}

function chosenOf(index: unknown, options: readonly string[]): number | null {
  return typeof index === "number" && options[index] !== undefined ? index : null;
}

/** Options are texts in a dropdown and groups with a label in checkboxes. */
function optionsOf(options: unknown): readonly string[] {
  if (!Array.isArray(options)) return [];
  return options.map((one) => cleanLine(textOf(groupOf(one).label ?? one))).filter((one) => one !== "");
}

function freeId(label: string, before: readonly FormField[]): string {
  const name = variableName(label);
  let id = name;
  for (let n = 2; before.some((field) => field.id === id); n += 1) id = `${name}_${n}`;
  return id;
}

function error(code: string, where: string, what: string, todo: string): Problem {
  return { code, where, what, todo, severity: "error" };
}

function groupOf(value: unknown): Group {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Group) : {};
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
