/**
 * A GitHub issue form and the body that GitHub made from it → answers by field id. The body holds labels only, so the
 * form's own YAML says which headings are fields, and in which order. Nothing is validated here.
 */
import type { Problem } from "../model/problem.ts";

/** An issue form, as far as its answers go. `markdown` elements are not submitted and are left out. */
export interface Form {
  readonly path: string;
  /** In the order of the file. */
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
      readonly value: string /** Language of the fence; null: none. */;
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

/** Reads an issue form; `form` is null when the YAML holds no usable body. */
export function parseForm(_yamlSource: string, _path: string): { form: Form | null; problems: Problem[] } {
  throw new Error("not built");
}

/**
 * Answers by field id; null where the field is absent, empty, `_No response_` or, in a dropdown, `None`. Chosen
 * options of a multiple dropdown and lines of checkboxes stand one per line.
 */
export function readAnswers(_body: string | null, _form: Form): Readonly<Record<string, string | null>> {
  throw new Error("not built");
}

/** What can be read without a form: text under each `### Heading`, by the heading as `variableName` writes it. */
export function readHeadings(_body: string | null): Readonly<Record<string, string>> {
  throw new Error("not built");
}
