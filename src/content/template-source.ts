/**
 * A template's file → the template, with problems at their line and column. Markdown begins with front matter between
 * two lines of `---`; anything with a YAML extension is an issue form.
 */
import type { Problem } from "../model/problem.ts";
import { clean, cleanLine } from "./clean.ts";
import type { FormField } from "./form.ts";
import { formOf } from "./form-yaml.ts";
import type { Locate } from "./liquid-problem.ts";
import { parseText, type TextKind } from "./print.ts";
import type { Template } from "./template.ts";
import { readYaml, type YamlSource } from "./yaml-source.ts";

interface Read {
  readonly template: Template | null;
  readonly problems: Problem[];
}

/** Reads a template, by its extension. */
export function readTemplate(source: string, path: string): Read {
  const text = clean(source.replace(/^\uFEFF/, ""));
  if (/\.md$/i.test(path)) return readMarkdown(text, path);
  if (/\.ya?ml$/i.test(path)) return readForm(text, path);
  const what = "A template must be Markdown (.md) or an issue form (.yml, .yaml).";
  return {
    template: null,
    problems: [{ code: "template-kind", where: path, what, todo: "Rename the file.", severity: "error" }],
  };
}

/** Every text of a template that may hold Liquid, in the order in which it is printed. */
export function textsOf(template: Template): readonly { readonly text: string; readonly kind: TextKind }[] {
  const body = template.form === null ? [template.body] : template.form.fields.map(defaultOf);
  return [{ text: template.title, kind: "title" }, ...body.map((text) => ({ text, kind: "body" as const }))];
}

function readMarkdown(source: string, path: string): Read {
  const { front, body, bodyLine } = splitFrontMatter(source);
  const { yaml, problems } = readYaml(front, path, 2);
  if (yaml === null) return { template: null, problems };
  const inBody: Locate = (line, column) => `${path}:${line + bodyLine - 1}:${column}`;
  const template: Template = { ...headOf(yaml, path, "about"), form: null, body };
  return checked(template, [titleProblems(template, yaml), parseText(body, "body", inBody).problems]);
}

function readForm(source: string, path: string): Read {
  const { yaml, problems } = readYaml(source, path);
  if (yaml === null) return { template: null, problems };
  const { form, places, problems: inForm } = formOf(yaml, path);
  const template: Template = { ...headOf(yaml, path, "description"), form, body: "" };
  const inFields = (form?.fields ?? []).map((field) => {
    return parseText(defaultOf(field), "body", yaml.within(places.get(field.id)!)).problems;
  });
  return checked(template, [inForm, titleProblems(template, yaml), ...inFields]);
}

function checked(template: Template, problems: readonly (readonly Problem[])[]): Read {
  const all = problems.flat();
  return { template: all.some(({ severity }) => severity === "error") ? null : template, problems: all };
}

function titleProblems(template: Template, yaml: YamlSource): readonly Problem[] {
  return parseText(template.title, "title", yaml.within(["title"])).problems;
}

function headOf(yaml: YamlSource, path: string, about: "about" | "description"): Omit<Template, "form" | "body"> {
  const head = groupOf(yaml.value);
  return {
    path,
    name: textOf(head.name),
    about: textOf(head[about]),
    title: textOf(head.title),
    labels: listOf(head.labels),
    assignees: listOf(head.assignees),
    projects: listOf(head.projects),
    type: textOf(head.type) || null,
    stage: textOf(head.stage) || null,
  };
}

/** The lines between the first line, `---`, and the next `---`. Without them all of the file is body. */
function splitFrontMatter(source: string): { front: string; body: string; bodyLine: number } {
  const lines = source.split("\n");
  const end =
    lines[0]!.trimEnd() === "---" ? lines.findIndex((line, index) => index > 0 && line.trimEnd() === "---") : -1;
  if (end === -1) return { front: "", body: source, bodyLine: 1 };
  return { front: lines.slice(1, end).join("\n"), body: lines.slice(end + 1).join("\n"), bodyLine: end + 2 };
}

function defaultOf(field: FormField): string {
  return "value" in field ? field.value : "";
}

/** GitHub takes `a, b` and lists; `''` is no label at all. */
function listOf(value: unknown): readonly string[] {
  const parts = Array.isArray(value) ? value.map(textOf) : textOf(value).split(",");
  return [...new Set(parts.map((part) => part.trim()).filter((part) => part !== ""))];
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? cleanLine(String(value))
    : "";
}

function groupOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}
