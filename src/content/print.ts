/**
 * A title's or body's source and the values → its text. Each output is printed once, fitted to the place where it
 * stands; one without a value says so in words and is listed.
 */
import type { Problem } from "../model/problem.ts";
import { cleanLine } from "./clean.ts";
import { type LiquidOutput, type LiquidText, parseLiquid, renderLiquid, textOf } from "./liquid.ts";
import { withExpressions, withPlainNames } from "./liquid-names.ts";
import type { Locate } from "./liquid-problem.ts";
import { fitted, type Place, placesIn } from "./place.ts";
import { isUnfilled, titleAsLiquid } from "./placeholders.ts";
import { inWords, variableName } from "./variable-name.ts";

export type TextKind = "title" | "body";

/** What a text came to. */
export interface Printed {
  readonly text: string;
  /** Names, in order of appearance. */
  readonly missing: readonly string[];
  readonly problems: readonly Problem[];
}

/** Values by `variableName`; those that nobody has filled in are left out. */
export interface Values {
  readonly byName: ReadonlyMap<string, string>;
  /** By name and as they were called, for what Liquid's tags ask: `{% if hub-name %}`, `{% if form.slug %}`. */
  readonly scope: object;
  readonly trusted: ReadonlySet<string>;
}

/** What a text is filled with. */
export interface Filling {
  readonly values: Values;
  readonly path: string;
}

/** Sorts what was given by name. */
export function valuesOf(given: Readonly<Record<string, string>>, trusted: readonly string[]): Values {
  const filled = Object.entries(given)
    .filter(([, value]) => !isUnfilled(value))
    .map(([key, value]) => [key, value.trim()] as const);
  const byName = new Map(filled.map(([key, value]) => [variableName(key), value]));
  return {
    byName,
    scope: grouped([...filled, ...byName]),
    trusted: new Set(trusted.map(variableName)),
  };
}

/** Fills one text of the template at `path`, whose exact places were told when it was read. */
export function printText(source: string, kind: TextKind, { values, path }: Filling): Printed {
  const locate = () => path;
  const liquid = liquidOf(source, kind);
  const { text, problems } = parseLiquid(liquid, locate);
  if (text === null) return { text: "", missing: [], problems };
  const places = kind === "body" ? placesIn(liquid) : null;
  const missing = new Set<string>();
  const print = (value: unknown, output: LiquidOutput): string => {
    const lacking = lackingIn(value, output, values);
    for (const name of lacking) missing.add(name);
    if (lacking.length > 0) return notGiven(lacking[0]!, kind);
    return printValue(textOf(value), output, values, places?.get(output.offset) ?? null);
  };
  const rendered = renderLiquid(text, values.scope, { print, locate });
  return { text: withExpressions(rendered.text), missing: [...missing], problems: rendered.problems };
}

/** Reads one text without filling it. */
export function parseText(
  source: string,
  kind: TextKind,
  locate: Locate,
): { text: LiquidText | null; problems: Problem[] } {
  return parseLiquid(liquidOf(source, kind), locate);
}

/** Names of the variables in one text, in order of appearance; none when it is not Liquid. */
export function variablesIn(source: string, kind: TextKind): readonly string[] {
  return (parseText(source, kind, String).text?.variables ?? []).map(variableName);
}

/** What stands where a value is missing. Never a placeholder, so that nobody takes it for one to be filled later. */
function notGiven(name: string, kind: TextKind): string {
  return kind === "title" ? `(${inWords(name)} not given)` : "_not given_";
}

function liquidOf(source: string, kind: TextKind): string {
  return withPlainNames(kind === "title" ? titleAsLiquid(source) : source);
}

/** Variables without a value, unless a `default` filter made up for them. */
function lackingIn(value: unknown, output: LiquidOutput, values: Values): readonly string[] {
  if (output.hasDefault && textOf(value).trim() !== "") return [];
  return output.variables.filter((name) => !values.byName.has(name));
}

function printValue(text: string, { variables }: LiquidOutput, { trusted }: Values, place: Place | null): string {
  // In a title, braces that somebody typed must not look like a placeholder that nobody filled.
  if (place === null) return cleanLine(text).replaceAll("{{", "{ {");
  return fitted(text, place, variables.length > 0 && variables.every((name) => trusted.has(name)));
}

interface Group {
  [key: string]: Group | string;
}

/** `form.slug` becomes a part of `form`. Groups have no prototype, so that no key can reach one. */
function grouped(entries: readonly (readonly [string, string])[]): Group {
  const top: Group = Object.create(null);
  for (const [key, value] of entries) {
    const parts = key.split(".");
    let group: Group | string | undefined = top;
    for (const part of parts.slice(0, -1)) {
      if (typeof group === "object") group = group[part] ??= Object.create(null) as Group;
    }
    if (typeof group === "object") group[parts.at(-1)!] = value;
  }
  return top;
}
