/**
 * What zod found wrong → sentences for the person who wrote the file, with the place, the value as written and the
 * rule in words that the schema carries.
 */
import type { z } from "zod";
import type { Problem } from "../model/problem.ts";
import { error, listed, shown } from "./complaint.ts";
import { type JsonSchema, knownKeys, schemaAt } from "./json-schema.ts";
import { didYouMean } from "./nearest.ts";
import { type ParsedYaml, placeKey } from "./parse-yaml.ts";
import type { ConfigPath, WhereOf } from "./where.ts";

type Issue = z.core.$ZodIssue;

interface Reading {
  readonly yaml: ParsedYaml;
  readonly where: WhereOf;
}

/** One issue of zod's as problems: an issue about keys names each key by itself. */
export function explainIssue(issue: Issue, reading: Reading): readonly Problem[] {
  const path = issue.path.map((part) => (typeof part === "number" ? part : String(part)));
  const place = path.length === 0 ? "the config" : `\`${String(path.at(-1))}\``;
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((name) => unknownKey([...path, name], path, reading));
    case "invalid_key":
      return issue.issues.slice(0, 1).map((inner) => badText(inner, path, { ...reading, isKey: true }));
    case "invalid_type":
      return [isMissing(path, reading) ? missingKey(path, reading) : wrongType(issue.expected, path, reading)];
    case "invalid_value":
      return [isMissing(path, reading) ? missingKey(path, reading) : wrongChoice(issue.values, path, reading)];
    case "invalid_format":
      return [badText(issue, path, reading)];
    case "too_small":
      return [error("empty", reading.where(path), `${place} is empty.`, "Give at least one entry.")];
    case "too_big":
      return [badText(issue, path, reading)];
    default:
      return [error("wrong-value", reading.where(path), `The value of ${place} is not allowed.`, ruleAt(path))];
  }
}

function unknownKey(path: ConfigPath, parent: ConfigPath, { where }: Reading): Problem {
  const name = String(path.at(-1));
  const known = knownKeys(parent);
  const inside = parent.length === 0 ? "" : ` in ${placeName(parent)}`;
  const what = `There is no key ${shown(name)}${inside}.`;
  return error("unknown-key", where(path, "key"), what, didYouMean(name, known, `Known keys: ${listed(known, 20)}.`));
}

function missingKey(path: ConfigPath, { where }: Reading): Problem {
  const name = String(path.at(-1));
  const parent = path.slice(0, -1);
  const inside =
    parent.length === 0 ? "The config" : `${placeName(parent)[0]!.toUpperCase()}${placeName(parent).slice(1)}`;
  const { description = "", examples = [] } = schemaAt(path) ?? {};
  const example = `Add \`${name}: ${exampleText(examples[0])}\``;
  return error("missing-key", where(parent), `${inside} has no \`${name}\`.`, `${example}. ${description}`.trim());
}

function wrongType(expected: string, path: ConfigPath, { yaml, where }: Reading): Problem {
  const bare = yaml.places.get(placeKey(path))?.bare ?? null;
  const have = valueAt(yaml.value, path);
  const what = `${capital(placeName(path))} is ${describe(have, bare)}, but ${wanted[expected] ?? expected} is expected.`;
  if (expected === "string" && bare !== null && bare !== "") {
    const pattern = schemaAt(path)?.pattern;
    if (pattern !== undefined && !new RegExp(pattern).test(bare)) return notA(bare, schemaAt(path), where(path));
    return error("not-text", where(path), what, `Quote it: "${bare}".`);
  }
  const todo = have === null ? emptyHint : (fixes[expected] ?? ruleAt(path));
  return error("wrong-type", where(path), what, `${todo}${exampleOf(path)}`);
}

const emptyHint = "Give it a value or remove the key; quote a value that begins with #.";

const wanted: Readonly<Record<string, string>> = {
  string: "text",
  array: "a list",
  object: "a map of keys",
  record: "a map of names",
  boolean: "true or false",
  number: "a number",
};

const fixes: Readonly<Record<string, string>> = {
  array: "Write one entry per line, each after `- `, or between [ and ].",
  object: "Write its keys on lines of their own, indented, or between { and }.",
  record: "Write one name per line with what belongs to it, indented.",
  boolean: "Write `true` or `false`.",
};

function wrongChoice(values: readonly unknown[], path: ConfigPath, { yaml, where }: Reading): Problem {
  const have = valueAt(yaml.value, path);
  if (path.length === 1 && path[0] === "version") return wrongVersion(have, where(path));
  const known = values.map(String);
  const bare = yaml.places.get(placeKey(path))?.bare ?? null;
  const told = bare === null ? describe(have, bare) : shown(bare);
  const what = `${capital(placeName(path))} is ${told}, which it cannot be.`;
  const todo = didYouMean(bare ?? String(have), known, `Write one of ${listed(known)}.`);
  return error("wrong-value", where(path), what, todo);
}

function wrongVersion(have: unknown, where: string): Problem {
  if (typeof have !== "number") {
    return error("version", where, "`version` is not a number.", "Write `version: 1`.");
  }
  const what = `This config is written in version ${have} of the language, and this Milepost reads version 1.`;
  const newer = "Update Milepost, or write the config in version 1.";
  return error("version", where, what, have > 1 ? newer : "Write `version: 1`; there is no older one.");
}

function badText(issue: Issue, path: ConfigPath, { yaml, where, isKey }: Reading & { isKey?: boolean }): Problem {
  const text = isKey === true ? String(path.at(-1)) : String(valueAt(yaml.value, path));
  const schema = isKey === true ? schemaAt(path.slice(0, -1))?.propertyNames : schemaAt(path);
  const place = where(path, isKey === true ? "key" : "value");
  if (issue.code !== "too_big") return notA(text, schema, place);
  const noun = withArticle(schema?.title ?? "text");
  const what = `${capital(noun)} has at most ${issue.maximum} characters; this one has ${text.length}: ${shown(text)}.`;
  return error(codeFor(schema), place, what, "Shorten it.");
}

function notA(text: string, schema: JsonSchema | null | undefined, place: string): Problem {
  const noun = schema?.title ?? "text";
  const what = text === "" ? `The ${noun} is empty.` : `${shown(text)} is not ${withArticle(noun)}.`;
  return error(codeFor(schema), place, what, schema?.patternErrorMessage ?? "");
}

function codeFor(schema: JsonSchema | null | undefined): string {
  return `bad-${(schema?.title ?? "text").replaceAll(" ", "-")}`;
}

function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
}

function isMissing(path: ConfigPath, { yaml }: Reading): boolean {
  return path.length > 0 && !yaml.places.has(placeKey(path));
}

function ruleAt(path: ConfigPath): string {
  return schemaAt(path)?.patternErrorMessage ?? schemaAt(path)?.description ?? "See the reference page.";
}

function exampleOf(path: ConfigPath): string {
  const example = schemaAt(path)?.examples?.[0];
  return example === undefined ? "" : ` For example \`${String(path.at(-1))}: ${exampleText(example)}\`.`;
}

/** A value as a line of YAML; JSON is YAML. */
function exampleText(value: unknown): string {
  return typeof value === "string" && /^[A-Za-z][\w/ .-]*$/.test(value) ? value : JSON.stringify(value ?? "");
}

/** `the 3rd entry of stages`, `stages`. */
function placeName(path: ConfigPath): string {
  const last = path.at(-1);
  if (last === undefined) return "the config";
  return typeof last === "number" ? `entry ${last + 1} of \`${String(path.at(-2))}\`` : `\`${last}\``;
}

function capital(text: string): string {
  return text.startsWith("`") ? text : `${text[0]!.toUpperCase()}${text.slice(1)}`;
}

function describe(value: unknown, bare: string | null): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a map";
  if (typeof value === "string") return `the text ${shown(value)}`;
  if (typeof value === "symbol")
    return `the bare word ${shown(bare ?? "")}, which some YAML readers take for something else`;
  return `the ${typeof value} ${bare ?? String(value)}`;
}

function valueAt(value: unknown, path: ConfigPath): unknown {
  let here = value;
  for (const part of path) here = (here as Readonly<Record<string | number, unknown>> | undefined)?.[part];
  return here;
}
