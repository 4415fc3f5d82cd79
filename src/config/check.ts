/**
 * What the config and the texts of its templates say together. `loadConfig` has already judged what the config says
 * by itself; this adds what needs the templates. What is private is judged again when an issue is planned, by what
 * GitHub says of the repositories and not by what the config says of them.
 */
import { type Form, parseForm } from "../content/form.ts";
import { parseText } from "../content/print.ts";
import { parseTemplate, type Template } from "../content/template.ts";
import type { Problem } from "../model/problem.ts";
import { checkCircles } from "./check-circles.ts";
import { checkFormFields } from "./check-form-fields.ts";
import { checkDispatchPrivacy, checkPrivacy } from "./check-privacy.ts";
import { checkSettings, checkTexts, checkValues } from "./check-values.ts";
import { checkVariables } from "./check-variables.ts";
import { error } from "./complaint.ts";
import type { Config } from "./config.ts";
import { nearest } from "./nearest.ts";
import { type Opening, openingsOf } from "./recipes.ts";
import { type ConfigPath, pathText, type WhereOf } from "./where.ts";

/** The texts of templates and forms by path relative to `templates.path`; null is a file proven absent. */
export type TemplateTexts = Readonly<Record<string, string | null>>;

/**
 * Problems between a config and its templates. A template that is not among the texts was not read, and is not judged.
 */
export function checkConfig(config: Config, templates: TemplateTexts, where: WhereOf = pathText): readonly Problem[] {
  const openings = openingsOf(config);
  const parsed = new Map<string, ReturnType<typeof parseTemplate>>();
  const templateAt = (path: string): ReturnType<typeof parseTemplate> | null => {
    const source = textOf(templates, path);
    if (source === null || source === undefined) return null;
    const found = parsed.get(path) ?? parseTemplate(source, path);
    parsed.set(path, found);
    return found;
  };
  const problems = openings.flatMap((opening) => {
    const { template: file } = opening.recipe;
    const missing = absent(templates, file, where(opening.path));
    const found = templateAt(file);
    if (found?.template == null) return [...missing, ...(found?.problems ?? [])];
    const template = withTitle(found.template, opening.recipe.title);
    const source = textOf(templates, file) ?? "";
    return [
      ...found.problems,
      ...titleProblems(opening, where),
      ...checkVariables(opening, [template, source], where),
      ...checkPrivacy(config, opening, [template, where]),
    ];
  });
  const formAt = (path: string): Form | null => {
    const source = textOf(templates, path);
    return source == null ? null : parseForm(source, path).form;
  };
  return withoutRepeats([
    ...formProblems(config, templates, where),
    ...checkFormFields(config, formAt, where),
    ...checkValues(openings, formAt, where),
    ...checkTexts(config, formAt, where),
    ...checkSettings(openings, formAt, where),
    ...checkDispatchPrivacy(config, where),
    ...checkCircles(config, (path) => templateAt(path)?.template?.labels ?? [], where),
    ...problems,
  ]);
}

function titleProblems({ recipe: { title }, path }: Opening, where: WhereOf): readonly Problem[] {
  if (title === null) return [];
  return parseText(title, "title", () => where([...path.slice(0, -1), "title"])).problems;
}

/** A title in the config takes the place of the template's own. */
function withTitle(template: Template, title: string | null): Template {
  return title === null ? template : { ...template, title };
}

function formProblems(config: Config, templates: TemplateTexts, where: WhereOf): readonly Problem[] {
  return [...config.pipelines, ...config.rules].flatMap(({ name, form }, index) => {
    if (form === null) return [];
    const path: ConfigPath = [index < config.pipelines.length ? "pipelines" : "rules", name, "form"];
    const source = textOf(templates, form);
    return source == null ? absent(templates, form, where(path)) : parseForm(source, form).problems;
  });
}

function absent(templates: TemplateTexts, file: string, where: string): readonly Problem[] {
  if (textOf(templates, file) !== null) return [];
  const present = Object.keys(templates).filter((path) => templates[path] !== null);
  const near = nearest(file, present);
  const todo = near === null ? "Add it, or correct the path." : `Did you mean \`${near}\`?`;
  return [error("template-missing", where, `There is no file \`${file}\` in the templates folder.`, todo)];
}

/** Undefined: not read. */
function textOf(templates: TemplateTexts, path: string): string | null | undefined {
  return Object.hasOwn(templates, path) ? templates[path] : undefined;
}

/** One template may be opened by several steps, and is wrong once. */
function withoutRepeats(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ code, where, what }) => {
    const text = JSON.stringify([code, where, what]);
    return !seen.has(text) && seen.add(text);
  });
}
