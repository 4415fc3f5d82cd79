/**
 * A checklist issue's template → title, body, labels, assignees. Templates are GitHub's own: Markdown with front
 * matter, or an issue form in YAML; both with Liquid. Values are data: they are printed once, never read as Liquid,
 * and in a body made harmless where they land (`place.ts`) unless `trusted` names them. In a title, which mentions
 * nobody and refers to nothing, they are only kept on one line.
 */
import type { Problem } from "../model/problem.ts";
import { cleanLine } from "./clean.ts";
import { fitBody, fitTitle, longestBody } from "./fit.ts";
import type { Form } from "./form.ts";
import { formBody } from "./form-body.ts";
import { type Printed, printText, type Values, valuesOf, variablesIn } from "./print.ts";
import { readTemplate, textsOf } from "./template-source.ts";

/** A template that has been read and found usable. Plain data. */
export interface Template {
  readonly path: string;
  readonly name: string;
  readonly about: string;
  /** As written, with its placeholders. */
  readonly title: string;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  /** `OWNER/NUMBER`; issue forms only. */
  readonly projects: readonly string[];
  /** Issue type; issue forms only. */
  readonly type: string | null;
  /** Stage at which an issue made from it starts (`stage:` beside `title:`); null: the pipeline's first. */
  readonly stage: string | null;
  /** The issue form; null for a Markdown template. */
  readonly form: Form | null;
  /** Markdown with Liquid; "" for an issue form. */
  readonly body: string;
}

export interface RenderOptions {
  /** Liquid text in place of the template's own title. */
  readonly title?: string;
  /** Names of values that we made ourselves (URLs, references): printed as they are. */
  readonly trusted?: readonly string[];
  /** Characters of the body to keep free, for a marker. */
  readonly reserve?: number;
}

/** What a template and its values came to. With a problem of severity `error` it must not be made into an issue. */
export interface RenderedIssue {
  /** One line of 1 to 256 characters; "" only with a problem. */
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  /** Names of variables that had no value where one was printed. */
  readonly missing: readonly string[];
  readonly problems: readonly Problem[];
}

/** Reads a template, by its extension; `template` is null when it cannot be used. Problems say `path:line:col`. */
export function parseTemplate(source: string, path: string): { template: Template | null; problems: Problem[] } {
  return readTemplate(source, path);
}

/** Names of the variables in title and body, as `variableName` writes them, in order of appearance. */
export function variablesOf(template: Template): readonly string[] {
  return [...new Set(textsOf(template).flatMap(({ text, kind }) => variablesIn(text, kind)))];
}

/**
 * Fills a template. A value is found by its variable's name, whatever its spelling (`HUB NAME`, `hub-name`), and in
 * an issue form it replaces the field of that id. Empty and unfilled values (`isUnfilled`) count as not given.
 */
export function renderTemplate(
  template: Template,
  given: Readonly<Record<string, string>>,
  options: RenderOptions = {},
): RenderedIssue {
  const values = valuesOf(given, options.trusted ?? []);
  const title = renderTitle(options.title ?? template.title, values, template.path);
  const body = renderBody(template, values, options.reserve ?? 0);
  return {
    title: title.text,
    body: body.text,
    labels: template.labels,
    assignees: template.assignees,
    missing: [...new Set([...title.missing, ...body.missing])],
    problems: [...title.problems, ...body.problems],
  };
}

/** Only the body of a template, for a text that has no title of its own: a checklist within an issue. */
export function renderTemplateBody(
  template: Template,
  given: Readonly<Record<string, string>>,
): Pick<RenderedIssue, "body" | "missing" | "problems"> {
  const { text, missing, problems } = renderBody(template, valuesOf(given, []), 0);
  return { body: text, missing: [...new Set(missing)], problems };
}

function renderTitle(source: string, values: Values, path: string): Printed {
  const printed = printText(source, "title", { values, path });
  const text = fitTitle(cleanLine(printed.text));
  if (text !== "" || printed.problems.length > 0) return { ...printed, text };
  const what = "The issue would have no title.";
  const todo = "Give the template or the step a `title`.";
  return { ...printed, text, problems: [{ code: "title-empty", where: path, what, todo, severity: "error" }] };
}

function renderBody(template: Template, values: Values, reserve: number): Printed {
  const { form, path } = template;
  const printed = form === null ? printText(template.body, "body", { values, path }) : formBody(form, values);
  const { body, leftOut } = fitBody(printed.text.replace(/^\n+/, "").trimEnd(), reserve);
  if (leftOut === 0) return { ...printed, text: body };
  const what = `The issue's text is longer than ${longestBody.toLocaleString("en-US")} characters; ${leftOut} lines are left out.`;
  const cut: Problem = {
    code: "body-cut",
    where: path,
    what,
    todo: "Shorten the template or its values.",
    severity: "warning",
  };
  return { ...printed, text: body, problems: [...printed.problems, cut] };
}
