/** The small Liquid texts under `values`: whether they can be read, and whether what they name exists. */
import { type Form, parseForm } from "../content/form.ts";
import { parseLiquid } from "../content/liquid.ts";
import type { Problem } from "../model/problem.ts";
import type { TemplateTexts } from "./check.ts";
import { scopeNames } from "./check-steps.ts";
import { error, listed } from "./complaint.ts";
import { didYouMean } from "./nearest.ts";
import type { Opening } from "./recipes.ts";
import type { WhereOf } from "./where.ts";

/** What `plan` gives as `item`. */
export const itemFields: readonly string[] = ["title", "url", "number", "owner", "repo", "ref", "author", "createdAt"];

/** Problems of every value of every opening. */
export function checkValues(
  openings: readonly Opening[],
  templates: TemplateTexts,
  where: WhereOf,
): readonly Problem[] {
  return openings.flatMap((opening) => {
    const form = formOf(opening, templates);
    return Object.entries(opening.values).flatMap(([name, text]) =>
      valueProblems(text, form, where(opening.valuePaths[name]!)),
    );
  });
}

function valueProblems(text: string, form: Form | null, place: string): readonly Problem[] {
  // A line and column inside a YAML text are nobody's; the value's own place is what people look for.
  const { text: liquid, problems } = parseLiquid(text, () => place);
  return [...problems, ...(liquid?.variables ?? []).flatMap((path) => nameProblem(path, form, place))];
}

function nameProblem(path: string, form: Form | null, place: string): readonly Problem[] {
  const [root = "", field] = path.split(".");
  if (!scopeNames.includes(root)) {
    const what = `\`${path}\` is nothing that a value can be made from.`;
    return [error("unknown-variable", place, what, didYouMean(root, scopeNames, `Known: ${listed(scopeNames)}.`))];
  }
  const known = root === "item" ? itemFields : root === "form" ? (form?.fields.map(({ id }) => id) ?? null) : null;
  if (known === null || field === undefined || known.includes(field)) return [];
  const what = `\`${root}\` has no \`${field}\`${root === "form" ? `: the form ${form!.path} has no field of that id` : ""}.`;
  const near = didYouMean(field, known, `Known: ${listed(known)}.`);
  return [error("unknown-variable", place, what, near)];
}

/** Null when the pipeline has no form, or it was not read: then any name may be a heading. */
function formOf({ pipeline: { form } }: Opening, templates: TemplateTexts): Form | null {
  const source = form !== null && Object.hasOwn(templates, form) ? templates[form] : null;
  return form === null || source == null ? null : parseForm(source, form).form;
}
