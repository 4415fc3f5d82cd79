/**
 * YAML text that `scanText` found fit → plain data and where each part of it stands, or what is wrong with it. Only the
 * part of YAML that JSON also has comes through: one document, text keys, no tags; aliases are expanded within a bound.
 * A bare scalar that some readers take for something else (`no`, `12:30`, `1_000`) comes out as a symbol, which no
 * schema accepts, so that the reader is asked to quote it.
 */
import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from "yaml";
import { depthLimit } from "../content/yaml-tokens.ts";
import type { Problem } from "../model/problem.ts";
import { error, listed, shown } from "./complaint.ts";
import type { ConfigPath } from "./where.ts";
import { yamlErrors } from "./yaml-errors.ts";

/** Nodes after aliases are expanded. */
const nodeLimit = 20_000;

/** Keys that reach an object's prototype in JavaScript. */
const unsafeKeys = new Set(["__proto__", "constructor", "prototype"]);

/** Where a value and its key begin, and how the file writes a scalar. */
export interface Place {
  readonly key: number | null;
  readonly value: number;
  /** The text of a bare scalar; null for anything quoted and for lists and maps. */
  readonly bare: string | null;
}

export interface ParsedYaml {
  /** Undefined when there are problems. */
  readonly value: unknown;
  /** By `placeKey(path)`. */
  readonly places: ReadonlyMap<string, Place>;
  readonly problems: readonly Problem[];
}

/** The key of `ParsedYaml.places`. */
export function placeKey(path: ConfigPath): string {
  return JSON.stringify(path);
}

/** Reads YAML. `at` turns an offset into `file:line:col`. */
export function parseYaml(text: string, at: (offset: number) => string): ParsedYaml {
  const document = parseDocument(text, {
    version: "1.2",
    schema: "core",
    uniqueKeys: false,
    logLevel: "silent",
    prettyErrors: false,
  });
  const wrong = yamlErrors(document, text, at);
  if (wrong.length > 0) return { value: undefined, places: new Map(), problems: wrong };
  const walk: Walk = { at, places: new Map(), anchors: new Map(), problems: [], nodes: 0 };
  const value = dataOf(walk, document.contents, []);
  return { value, places: walk.places, problems: walk.problems };
}

interface Walk {
  readonly at: (offset: number) => string;
  readonly places: Map<string, Place>;
  readonly anchors: Map<string, Node>;
  readonly problems: Problem[];
  nodes: number;
}

type Contents = Document["contents"];

function dataOf(walk: Walk, node: Contents, path: ConfigPath, key: number | null = null, from?: number): unknown {
  const offset = from ?? node?.range?.[0] ?? key ?? 0;
  const bare = isScalar(node) && node.type === "PLAIN" ? (node.source ?? "") : null;
  walk.places.set(placeKey(path), { key, value: offset, bare });
  walk.nodes += 1;
  if (isTooMuch(walk, path, offset)) return undefined;
  if (node === null) return null;
  if (isAlias(node)) return aliasValue(walk, node.source, path, key, offset);
  complainOfTag(walk, node, offset);
  complainOfControls(walk, node, offset);
  if (node.anchor !== undefined) walk.anchors.set(node.anchor, node);
  if (isScalar(node)) return bare !== null && isAmbiguous(bare) ? Symbol(bare) : node.value;
  if (isSeq(node)) return node.items.map((item, index) => dataOf(walk, item as Contents, [...path, index], null, from));
  return isMap(node) ? mapValue(walk, node, path, from) : undefined;
}

function isTooMuch(walk: Walk, path: ConfigPath, offset: number): boolean {
  if (walk.nodes > nodeLimit) {
    const what = `With its aliases expanded the config holds more than ${nodeLimit} values.`;
    // One sentence for the whole file: the walk goes no further.
    if (walk.nodes === nodeLimit + 1) say(walk, "too-many-values", offset, what, "Use fewer aliases (`*name`).");
    return true;
  }
  if (path.length <= depthLimit) return false;
  const what = `The config nests more than ${depthLimit} levels deep.`;
  if (!walk.problems.some(({ code }) => code === "too-deep")) {
    say(walk, "too-deep", offset, what, "Nothing in this language needs that: flatten it.");
  }
  return true;
}

function aliasValue(walk: Walk, name: string, path: ConfigPath, key: number | null, offset: number): unknown {
  const target = walk.anchors.get(name);
  if (target !== undefined) return dataOf(walk, target, path, key, offset);
  const what = `The alias \`*${name}\` has no anchor \`&${name}\` before it.`;
  return say(walk, "unknown-alias", offset, what, `Anchors before it: ${listed([...walk.anchors.keys()])}.`);
}

function mapValue(walk: Walk, node: Node, path: ConfigPath, from?: number): unknown {
  if (!isMap(node)) return undefined;
  const value: Record<string, unknown> = {};
  const first = new Map<string, number>();
  for (const pair of node.items) {
    const offset = isScalar(pair.key) ? (pair.key.range?.[0] ?? 0) : (node.range?.[0] ?? 0);
    const name = keyText(walk, pair.key, { offset, path });
    if (name === null) continue;
    const before = first.get(name);
    if (before === undefined) {
      first.set(name, offset);
      const inside = [...path, name];
      value[name] = dataOf(walk, pair.value as Contents, inside, from ?? offset, from);
    } else {
      const what = `The key \`${name}\` is given twice, on ${lineOf(walk.at(before))} and here.`;
      say(walk, "duplicate-key", offset, what, "Keep one of the two.");
    }
  }
  return value;
}

function keyText(
  walk: Walk,
  key: unknown,
  { offset, path }: { readonly offset: number; readonly path: ConfigPath },
): string | null {
  if (!isScalar(key)) {
    say(walk, "odd-key", offset, "A key is a list, a map or an alias.", "Write keys as plain text.");
    return null;
  }
  complainOfTag(walk, key, offset);
  complainOfControls(walk, key, offset);
  const bare = key.type === "PLAIN" ? (key.source ?? "") : null;
  if (typeof key.value !== "string" || (bare !== null && isAmbiguous(bare) && !isStepKey(bare, path))) {
    const what = `The key \`${bare ?? ""}\` is not text to every YAML reader.`;
    say(walk, "not-text", offset, what, `Quote it: "${bare ?? ""}".`);
    return null;
  }
  if (!unsafeKeys.has(key.value)) return key.value;
  say(walk, "unsafe-key", offset, `The key \`${key.value}\` is not allowed anywhere.`, "Choose another name.");
  return null;
}

/** A quoted text may hold letters that the file itself does not: `"a\\0b"` is an `a`, a zero and a `b`, and to others just an `a`. */
function complainOfControls(walk: Walk, node: unknown, offset: number): void {
  if (!isScalar(node) || typeof node.value !== "string" || !/[^\P{Cc}\t\n\r]/u.test(node.value)) return;
  const what = "This text holds a control character, which nobody can see.";
  say(walk, "control-character", offset, what, "Take out the escape, such as \\0 or \\u0007.");
}

/** `on:` is a key of steps, and people know it bare from GitHub's own workflow files. */
function isStepKey(bare: string, path: ConfigPath): boolean {
  return bare === "on" && path.at(-2) === "steps";
}

function complainOfTag(walk: Walk, node: Node, offset: number): void {
  if (node.tag === undefined) return;
  say(
    walk,
    "yaml-tag",
    offset,
    `A YAML tag (${shown(node.tag)}) is used here.`,
    "Remove it; quote the value if it is text.",
  );
}

/** What YAML 1.1 readers, and there are many, take for a boolean, nothing, or a number. */
function isAmbiguous(bare: string): boolean {
  return (
    /^(?:y|n|yes|no|on|off)$/i.test(bare) ||
    /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/.test(bare) ||
    /^[-+]?(?:0b[01_]+|0x[0-9a-fA-F_]+|0o?[0-7_]+|(?=.*_)[0-9][0-9_]*(?:\.[0-9_]*)?)$/.test(bare)
  );
}

function say(walk: Walk, code: string, offset: number, what: string, todo: string): undefined {
  walk.problems.push(error(code, walk.at(offset), what, todo));
  return undefined;
}

/** `line 12` of `file:12:3`. */
function lineOf(where: string): string {
  return `line ${where.split(":").at(-2)}`;
}
