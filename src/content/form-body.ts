/**
 * An issue form and values → the body that GitHub would submit: per field `### Label`, a blank line, the answer. A
 * value takes the place of the field of its id; other fields keep their default, filled as any template text.
 */
import type { Problem } from "../model/problem.ts";
import { clean } from "./clean.ts";
import { chosenIn, type Form, type FormField } from "./form.ts";
import { fitted, type Place } from "./place.ts";
import { type Printed, printText, type Values } from "./print.ts";
import { variableName } from "./variable-name.ts";

/** Renders every field, in the form's order. */
export function formBody(form: Form, values: Values): Printed {
  const printed = form.fields.map((field) => ({ field, answer: answerIn(field, values, form.path) }));
  return {
    text: printed.map(({ field, answer }) => `### ${field.label}\n\n${answer.text}`).join("\n\n"),
    missing: printed.flatMap(({ answer }) => answer.missing),
    problems: printed.flatMap(({ answer }) => answer.problems),
  };
}

/** What GitHub prints for a field that was left empty. */
const noResponse = "_No response_";

const paragraph: Place = { kind: "block", indent: "", row: false, joined: false };

function answerIn(field: FormField, values: Values, path: string): Printed {
  const name = variableName(field.id);
  const value = values.byName.get(name) ?? null;
  if (field.kind === "dropdown" || field.kind === "checkboxes") return chosenAnswer(field, value, path);
  const render = field.kind === "textarea" ? field.render : null;
  if (value === null) {
    if (field.value === "") return just(noResponse);
    return printText(render === null ? field.value : inFence(field.value, render), "body", { values, path });
  }
  return just(render === null ? fitted(value, paragraph, values.trusted.has(name)) : inFence(clean(value), render));
}

function chosenAnswer(
  field: FormField & { readonly options: readonly string[] },
  value: string | null,
  path: string,
): Printed {
  const { chosen, unknown } = chosenBy(value, field.options);
  const problems = unknown.map((one) => unknownOption(one, field, path));
  if (field.kind === "checkboxes") {
    const lines = field.options.map((option) => `- [${chosen.includes(option) ? "x" : " "}] ${option}`);
    return { ...just(lines.join("\n")), problems };
  }
  const first = field.kind === "dropdown" && field.chosen !== null ? field.options[field.chosen]! : "None";
  const text = chosen.length === 0 ? first : chosen.join(", ");
  return { ...just(text), problems };
}

/** Options that a value names, one per line or by commas, whatever their case. */
function chosenBy(
  value: string | null,
  options: readonly string[],
): { chosen: readonly string[]; unknown: readonly string[] } {
  const named = (value ?? "").split("\n").flatMap((line) => chosenIn(line.trim(), options));
  const wanted = new Set(named.map((one) => one.toLowerCase()));
  const known = new Set(options.map((one) => one.toLowerCase()));
  return {
    chosen: options.filter((option) => wanted.has(option.toLowerCase())),
    unknown: named.filter((one) => !known.has(one.toLowerCase())),
  };
}

function unknownOption(
  value: string,
  field: FormField & { readonly options: readonly string[] },
  path: string,
): Problem {
  return {
    code: "unknown-option",
    where: path,
    what: `"${value.slice(0, 60)}" is not an option of "${field.label}".`,
    todo: `Give \`${field.id}\` one of: ${field.options.join(", ")}.`,
    severity: "warning",
  };
}

/** A fence that nothing in the text can close. */
function inFence(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

function just(text: string): Printed {
  return { text, missing: [], problems: [] };
}
