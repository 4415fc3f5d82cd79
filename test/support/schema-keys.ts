/** The keys of the config's language, and which of them a config uses: to hold that a test tries all of them. */
import { readFileSync } from "node:fs";

/** As much of JSON Schema as the published one uses. */
interface Shape {
  readonly $ref?: string;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: Shape | boolean;
  readonly items?: Shape;
}

const schema = JSON.parse(
  readFileSync(new URL("../../schema/milepost.schema.json", import.meta.url), "utf8"),
) as Shape & { readonly $defs: Readonly<Record<string, Shape>> };

const resolved = (shape: Shape): Shape =>
  shape.$ref === undefined ? shape : schema.$defs[shape.$ref.split("/").at(-1)!]!;

/** A part with a name of its own is called by it, wherever it stands. */
const named = (shape: Shape, at: string) => shape.$ref?.split("/").at(-1) ?? at;

/** Every key: `contracts.value`, `config.usage.prometheus.url`. */
export function allKeys(): readonly string[] {
  const keys = new Set<string>();
  const seen = new Set<Shape>();
  const collect = (part: Shape, at: string) => {
    const [shape, name] = [resolved(part), named(part, at)];
    if (seen.has(shape)) return;
    seen.add(shape);
    for (const one of [...(shape.anyOf ?? []), ...(shape.oneOf ?? [])]) collect(one, name);
    for (const [key, one] of Object.entries(shape.properties ?? {})) {
      keys.add(`${name}.${key}`);
      collect(one, `${name}.${key}`);
    }
    if (typeof shape.additionalProperties === "object") collect(shape.additionalProperties, `${name}.*`);
    if (shape.items !== undefined) collect(shape.items, `${name}[]`);
  };
  collect(schema, "config");
  return [...keys].sort();
}

/** Those of them that a config has. */
export function keysOf(config: unknown): ReadonlySet<string> {
  const used = new Set<string>();
  const mark = (part: Shape, value: unknown, at: string) => {
    if (typeof value !== "object" || value === null) return;
    const [shape, name] = [resolved(part), named(part, at)];
    for (const one of [...(shape.anyOf ?? []), ...(shape.oneOf ?? [])]) mark(one, value, name);
    if (Array.isArray(value)) {
      for (const one of value) if (shape.items !== undefined) mark(shape.items, one, `${name}[]`);
      return;
    }
    for (const [key, one] of Object.entries(value)) {
      const inner = shape.properties?.[key];
      if (inner !== undefined) {
        used.add(`${name}.${key}`);
        mark(inner, one, `${name}.${key}`);
      } else if (typeof shape.additionalProperties === "object") mark(shape.additionalProperties, one, `${name}.*`);
    }
  };
  mark(schema, config, "config");
  return used;
}
