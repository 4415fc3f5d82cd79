/**
 * A GitHub issue form and the body that GitHub made from it → answers by field id. The body holds labels only, so the
 * form's own YAML says which headings are fields, and in which order. Nothing is validated here.
 */
import type { Problem } from "../model/problem.ts";
import { formOf } from "./form-yaml.ts";
import { headingsOf, longestInOrder } from "./headings.ts";
import { stripMarkers } from "./markers.ts";
import { variableName } from "./variable-name.ts";
import { readYaml } from "./yaml-source.ts";

/** An issue form, as far as its answers go. `markdown` elements are not submitted and are left out. */
export interface Form {
  readonly path: string;
  /** In the order of the file. Never empty. */
  readonly fields: readonly FormField[];
}

/** One field. `id` is the form's own, else made from the label; unique within the form. */
export type FormField = {
  readonly id: string;
  /** On one line, as GitHub prints it after `### `. */
  readonly label: string;
  readonly required: boolean;
} & (
  | { readonly kind: "input" | "upload"; readonly value: string }
  | {
      readonly kind: "textarea";
      readonly value: string;
      /** Language of the fence around the answer; null: none. */
      readonly render: string | null;
    }
  | {
      readonly kind: "dropdown";
      readonly options: readonly string[];
      readonly multiple: boolean;
      /** Index of the option chosen at first; null: none. */
      readonly chosen: number | null;
    }
  | { readonly kind: "checkboxes"; readonly options: readonly string[] }
);

/** Reads an issue form; `form` is null when the YAML holds no usable field. Problems say `path:line:col`. */
export function parseForm(yamlSource: string, path: string): { form: Form | null; problems: Problem[] } {
  const { yaml, problems } = readYaml(yamlSource, path);
  if (yaml === null) return { form: null, problems };
  const read = formOf(yaml, path);
  return { form: read.form, problems: read.problems };
}

/**
 * Answers by field id; null where the field is absent, empty, `_No response_` or, in a dropdown, `None`. Chosen
 * options of a multiple dropdown and lines of checkboxes stand one per line; an input or a dropdown has one line. Of headings that people typed themselves,
 * only those can be taken for a field that leave every other field its place in the form's order; the first one wins.
 */
export function readAnswers(body: string | null, form: Form): Readonly<Record<string, string | null>> {
  const text = stripMarkers(body ?? "");
  const places = new Map<string, number[]>();
  for (const [index, { label }] of form.fields.entries()) places.set(label, [...(places.get(label) ?? []), index]);
  const headings = headingsOf(text).filter(({ label }) => places.has(label));
  const fields = longestInOrder(headings.map(({ label }) => places.get(label)!));
  const found = headings.flatMap((heading, index) =>
    fields[index] === null ? [] : [{ heading, field: fields[index]! }],
  );
  const answers = new Map<string, string | null>(form.fields.map(({ id }) => [id, null]));
  for (const [index, { heading, field }] of found.entries()) {
    const raw = text.slice(heading.end, found[index + 1]?.heading.start).trim();
    answers.set(form.fields[field]!.id, answerOf(raw, form.fields[field]!));
  }
  return Object.fromEntries(answers);
}

/**
 * What can be read without a form: text under each `### Heading`, by the heading's `variableName`. The first of one
 * heading wins; headings that differ and have one name (`🟥 Impact`, `🟨 Impact`) become `impact` and `impact_2`.
 */
export function readHeadings(body: string | null): Readonly<Record<string, string>> {
  const text = stripMarkers(body ?? "");
  const headings = headingsOf(text);
  const names = new Map<string, string>();
  const uses = new Map<string, number>();
  const answers = new Map<string, string>();
  for (const [index, { label, end }] of headings.entries()) {
    if (names.has(label)) continue;
    const plain = variableName(label);
    const use = (uses.get(plain) ?? 0) + 1;
    uses.set(plain, use);
    names.set(label, use === 1 ? plain : `${plain}_${use}`);
    const answer = text.slice(end, headings[index + 1]?.start).trim();
    if (answer !== "" && !isNoResponse(answer)) answers.set(names.get(label)!, answer);
  }
  return Object.fromEntries(answers);
}

function answerOf(text: string, field: FormField): string | null {
  const raw = field.kind === "input" || field.kind === "dropdown" ? lineOf(text) : text;
  if (raw === "" || isNoResponse(raw)) return null;
  if (field.kind === "dropdown") {
    if (/^none$/i.test(raw)) return null;
    return field.multiple ? chosenIn(raw, field.options).join("\n") : raw;
  }
  if (field.kind === "textarea" && field.render !== null) return withoutFence(raw) || null;
  return raw.replace(/\r\n?/g, "\n");
}

/**
 * Inputs and dropdowns hold one line. What stands under it is somebody's own (notes under a heading that the form does
 * not have, say), and must not travel with the answer to wherever the answer goes.
 */
function lineOf(text: string): string {
  const [line = ""] = text.split(/\r\n?|\n/, 1);
  return /^ {0,3}#{1,6}(?:[ \t]|$)/.test(line) ? "" : line.trim();
}

function isNoResponse(text: string): boolean {
  return /^_no response_$/i.test(text);
}

/** GitHub joins chosen options by `, `, which an option may hold itself: each time the longest that fits is taken. */
export function chosenIn(text: string, options: readonly string[]): readonly string[] {
  const longestFirst = [...options].sort((a, b) => b.length - a.length);
  const chosen: string[] = [];
  for (let from = 0; from < text.length; ) {
    const option = longestFirst.find((one) => text.startsWith(one, from) && isBorder(text, from + one.length));
    const comma = text.indexOf(", ", from);
    const end = option !== undefined ? from + option.length : comma === -1 ? text.length : comma;
    chosen.push(text.slice(from, end).trim());
    from = end + 2;
  }
  return chosen;
}

function isBorder(text: string, at: number): boolean {
  return at === text.length || text.startsWith(", ", at);
}

/** The text of a `render:` field stands in a fence, which GitHub adds. */
function withoutFence(raw: string): string {
  const lines = raw.replace(/\r\n?/g, "\n").split("\n");
  const fence = /^(`{3,}|~{3,})/.exec(lines[0]!)?.[1];
  if (fence === undefined || lines.length < 2 || !lines.at(-1)!.startsWith(fence)) return raw;
  return lines.slice(1, -1).join("\n");
}
