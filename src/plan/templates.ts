/**
 * Template files as the world holds them → parsed, once per world: a sweep plans thousands of items over the same few
 * files. A file that could not be read is unknown; one that is proven absent is null.
 */
import { type Form, parseForm } from "../content/form.ts";
import { parseTemplate, type Template } from "../content/template.ts";
import type { Problem } from "../model/problem.ts";
import type { Read, World } from "../model/snapshot.ts";

export interface ParsedTemplate {
  /** Null when the file is absent or unusable; `problems` says which. */
  readonly template: Template | null;
  readonly problems: readonly Problem[];
}

const templates = new WeakMap<World["templates"], Map<string, ParsedTemplate>>();
const forms = new WeakMap<World["templates"], Map<string, Form | null>>();

/** The template at a path relative to `templates.path`. */
export function templateAt(world: World, path: string): Read<ParsedTemplate> {
  return parsedAt(templates, world, path, (source) => (source === null ? absent(path) : parseTemplate(source, path)));
}

/** The issue form at a path relative to `templates.path`; null when there is no usable form. */
export function formAt(world: World, path: string): Read<Form | null> {
  return parsedAt(forms, world, path, (source) => (source === null ? null : parseForm(source, path).form));
}

function parsedAt<T>(
  kept: WeakMap<World["templates"], Map<string, T>>,
  world: World,
  path: string,
  parse: (source: string | null) => T,
): Read<T> {
  const source = world.templates[path];
  if (source === undefined) return { known: false, why: `the template ${path} was not read` };
  if (!source.known) return source;
  const byPath = kept.get(world.templates) ?? new Map<string, T>();
  kept.set(world.templates, byPath);
  const parsed = byPath.get(path) ?? parse(source.value);
  byPath.set(path, parsed);
  return { known: true, value: parsed };
}

function absent(path: string): ParsedTemplate {
  const what = "There is no such template file, so nothing can be opened from it.";
  const todo = "Add the file under `templates.path`, or correct its name in the config.";
  return { template: null, problems: [{ code: "template-missing", where: path, what, todo, severity: "error" }] };
}
