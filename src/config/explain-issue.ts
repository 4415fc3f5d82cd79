/**
 * What zod found wrong → sentences for the person who wrote the file, with the place, the value as written and the
 * rule in words that the schema carries.
 */
import type { z } from "zod";
import type { Problem } from "../model/problem.ts";
import { error, listed, shown } from "./complaint.ts";
import { flowText } from "./flow-text.ts";
import { type JsonSchema, knownKeys, schemaAt } from "./json-schema.ts";
import { didYouMean, nearest } from "./nearest.ts";
import { type ParsedYaml, placeKey } from "./parse-yaml.ts";
import type { ConfigPath, WhereOf } from "./where.ts";

type Issue = z.core.$ZodIssue;

interface Reading {
  readonly yaml: ParsedYaml;
  readonly where: WhereOf;
}

/** All issues as problems. A key that is missing because it is misspelt is told as misspelt only. */
export function explainIssues(issues: readonly Issue[], reading: Reading): readonly Problem[] {
  const meant = new Set(issues.flatMap(misspelt));
  return issues
    .filter((issue) => !(meant.has(placeKey(pathOf(issue))) && isMissing(pathOf(issue), reading)))
    .flatMap((issue) => explainIssue(issue, reading));
}

/** The keys that unknown ones were probably meant to be. */
function misspelt(issue: Issue): readonly string[] {
  if (issue.code !== "unrecognized_keys") return [];
  const path = pathOf(issue);
  return issue.keys.flatMap((name) => {
    const near = nearest(name, knownKeys(path));
    return near === null ? [] : [placeKey([...path, near])];
  });
}

function pathOf({ path }: Issue): ConfigPath {
  return path.map((part) => (typeof part === "number" ? part : String(part)));
}

/** One issue of zod's as problems: an issue about keys names each key by itself. */
function explainIssue(issue: Issue, reading: Reading): readonly Problem[] {
  const path = pathOf(issue);
  const place = path.length === 0 ? "the config" : `\`${String(path.at(-1))}\``;
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((name) => unknownKey([...path, name], path, reading));
    case "invalid_key":
      return issue.issues.slice(0, 1).map((inner) => badText(inner, path, { ...reading, isKey: true }));
    case "invalid_type":
      return [isMissing(path, reading) ? missingKey(path, reading) : wrongType([issue.expected], path, reading)];
    case "invalid_union":
      return isMissing(path, reading) ? [missingKey(path, reading)] : wrongUnion(issue, path, reading);
    case "invalid_value":
      return [isMissing(path, reading) ? missingKey(path, reading) : wrongChoice(issue.values, path, reading)];
    case "invalid_format":
      return [badText(issue, path, reading)];
    case "too_small":
      if (issue.origin !== "array" && issue.origin !== "string") return [wrongNumber(path, reading)];
      return [error("empty", reading.where(path), `${place} is empty.`, "Give at least one entry.")];
    case "too_big":
      if (issue.origin === "array") return [tooMany(Number(issue.maximum), path, reading)];
      if (issue.origin !== "string") return [wrongNumber(path, reading)];
      return [badText(issue, path, reading)];
    default:
      return [error("wrong-value", reading.where(path), `The value of ${place} is not allowed.`, ruleAt(path))];
  }
}

function unknownKey(path: ConfigPath, parent: ConfigPath, { where }: Reading): Problem {
  const name = String(path.at(-1));
  if (parent.length === 0 && name === "extends") {
    const what = "There is no `extends`: a config is one whole file.";
    return error(
      "no-extends",
      where(path, "key"),
      what,
      "Copy what you need from the other file, and remove the line.",
    );
  }
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
  const example = `Add \`${name}: ${flowText(examples[0] ?? "")}\``;
  return error("missing-key", where(parent), `${inside} has no \`${name}\`.`, `${example}. ${description}`.trim());
}

/** The alternatives differ in type: the one whose type was written says what is wrong. */
function wrongUnion(issue: Extract<Issue, { code: "invalid_union" }>, path: ConfigPath, reading: Reading) {
  const have = valueAt(reading.yaml.value, path);
  const meant = issue.errors.find((issues) => !issues.some((one) => isOtherType(one, have)));
  if (meant === undefined) return [wrongType(schemaAt(path)?.types ?? [], path, reading)];
  const inner = meant.map((one) => ({ ...one, path: [...issue.path, ...one.path] }) as Issue);
  return explainIssues(inner, reading);
}

function isOtherType({ code, path }: Issue, have: unknown): boolean {
  return path.length === 0 && (code === "invalid_type" || (code === "invalid_value" && typeof have !== "string"));
}

function tooMany(most: number, path: ConfigPath, { yaml, where }: Reading): Problem {
  const { length } = valueAt(yaml.value, path) as readonly unknown[];
  const what = `${capital(placeName(path))} has ${length} entries; the limit is ${most}.`;
  return error("too-many", where(path), what, "Keep those that are needed.");
}

function wrongNumber(path: ConfigPath, { yaml, where }: Reading): Problem {
  const { minimum = 0, maximum } = schemaAt(path) ?? {};
  const range = maximum === undefined ? `at least ${minimum}` : `from ${minimum} to ${maximum}`;
  const what = `${capital(placeName(path))} is ${String(valueAt(yaml.value, path))}; it can be ${range}.`;
  return error("wrong-number", where(path), what, `Write a whole number ${range}.`);
}

function wrongType(types: readonly string[], path: ConfigPath, { yaml, where }: Reading): Problem {
  const bare = yaml.places.get(placeKey(path))?.bare ?? null;
  const have = valueAt(yaml.value, path);
  const { enum: choices } = schemaAt(path) ?? {};
  if (choices !== undefined && types.includes("string")) return wrongChoice(choices, path, { yaml, where });
  const told = [...new Set(types.map((type) => wanted[type] ?? type))].join(" or ");
  const what = `${capital(placeName(path))} is ${describe(have, bare)}, but ${told} is expected.`;
  if (types.includes("string") && bare !== null && bare !== "") {
    const pattern = schemaAt(path)?.pattern;
    if (pattern !== undefined && !new RegExp(pattern).test(bare)) return notA(bare, schemaAt(path), where(path));
    return error("not-text", where(path), what, `Quote it: "${bare}".`);
  }
  const todo = have === null ? emptyHint : ((types.length === 1 ? fixes[types[0]!] : undefined) ?? ruleAt(path));
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
  integer: "a whole number",
  int: "a whole number",
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
  const todo = didYouMean(bare ?? String(have), known, `Write one of ${listed(known)}${mapsAt(path)}.`);
  return error("wrong-value", where(path), what, todo);
}

/** Examples of the map that may stand there in place of a word; "" when none may. */
function mapsAt(path: ConfigPath): string {
  const maps = (schemaAt(path)?.examples ?? []).map(flowText).filter((text) => text.startsWith("{"));
  return maps.length === 0 ? "" : `; or a map, such as ${maps.map((text) => `\`${text}\``).join(" or ")}`;
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
  return example === undefined ? "" : ` For example \`${String(path.at(-1))}: ${flowText(example)}\`.`;
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
