/**
 * The small Liquid texts of the config (`community_name: "{{ form.slug }}"`) and what is known of an item → values
 * for a template. The result is data: it is not made harmless here, but where a template prints it.
 */
import type { Problem } from "../model/problem.ts";
import { type LiquidOutput, parseLiquid, renderLiquid, textOf } from "./liquid.ts";

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What the texts may name: `item.title`, `form.slug`, `stage`, `pipeline`. Plain JSON, never a function. */
export type ValueScope = Readonly<Record<string, Json>>;

/**
 * Evaluates one text. What the scope lacks prints nothing and is listed in `missing` as it was written; a problem's
 * `where` is `line:col` within the text, since only the caller knows where the text stands.
 */
export function renderValue(
  liquid: string,
  scope: ValueScope,
): { text: string; problems: Problem[]; missing: string[] } {
  const parsed = parsedOnce(liquid);
  if (parsed.text === null) return { text: "", problems: parsed.problems, missing: [] };
  const missing = new Set<string>();
  const print = (value: unknown, output: LiquidOutput): string => {
    const text = isGroup(value) ? "" : textOf(value);
    if (text === "") for (const path of output.variables) if (isAbsent(scope, path)) missing.add(path);
    return text;
  };
  const rendered = renderLiquid(parsed.text, scope, { print, locate });
  return { text: rendered.text, problems: rendered.problems, missing: [...missing] };
}

type Parsed = ReturnType<typeof parseLiquid>;

/** A config holds a few texts and every plan evaluates them: each is read once. Bounded, since configs come and go. */
const parsedTexts = new Map<string, Parsed>();
const mostTexts = 1000;

function parsedOnce(liquid: string): Parsed {
  const parsed = parsedTexts.get(liquid) ?? parseLiquid(liquid, locate);
  if (parsedTexts.size >= mostTexts) parsedTexts.clear();
  parsedTexts.set(liquid, parsed);
  return parsed;
}

function locate(line: number, column: number): string {
  return `${line}:${column}`;
}

/** A value with parts has no text of its own; without this it would print as [object Object]. */
function isGroup(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isAbsent(scope: ValueScope, path: string): boolean {
  let value: unknown = scope;
  for (const part of path.split(".")) {
    if (!isGroup(value) || !Object.hasOwn(value as object, part)) return true;
    value = (value as Readonly<Record<string, unknown>>)[part];
  }
  return value === null || value === "" || isGroup(value);
}
