/**
 * The zod schema as JSON Schema: what editors read, what the reference page is made of, and where our messages find
 * the known keys and the rule of a place in the config.
 */
import * as z from "zod";
import { configSchema } from "./schema.ts";
import type { ConfigPath } from "./where.ts";

/** The part of JSON Schema that our schema comes out as. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly $id?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  /** At most one of each type. */
  readonly anyOf?: readonly JsonSchema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly pattern?: string;
  readonly patternErrorMessage?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: JsonSchema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly propertyNames?: JsonSchema;
  readonly additionalProperties?: false | JsonSchema;
  /** What the value may be, of all alternatives; only as `whole` gives it. */
  readonly types?: readonly string[];
  /** A default that is no plain value, in words. */
  readonly "x-default"?: string;
}

let made: JsonSchema | undefined;

/** The schema of `milepost.yml`, draft 2020-12. */
export function configJsonSchema(): JsonSchema {
  made ??= {
    ...(z.toJSONSchema(configSchema, { io: "input" }) as JsonSchema),
    title: "Milepost config",
    description: "The config of Milepost: `.github/milepost.yml`.",
  };
  return made;
}

/** The schema of one place, as `whole` gives it; null when the schema has no such place. */
export function schemaAt(path: ConfigPath): JsonSchema | null {
  let here: JsonSchema | undefined = configJsonSchema();
  for (const part of path) {
    if (here === undefined) return null;
    const inside = whole(here);
    here = typeof part === "number" ? inside.items : memberOf(inside, part);
  }
  return here === undefined ? null : whole(here);
}

/**
 * A schema with what it refers to put in its place, and its alternatives laid over each other: they differ in type, so
 * what one says of texts and another of maps can stand side by side.
 */
export function whole(schema: JsonSchema): JsonSchema {
  const { $ref, anyOf, ...own } = schema;
  const parts = [...($ref === undefined ? [] : [definitionOf($ref)]), ...(anyOf ?? [])].map(whole);
  const types = [...parts.flatMap((part) => part.types ?? []), ...(own.type === undefined ? [] : [own.type])];
  return Object.assign({}, ...parts, own, { types }) as JsonSchema;
}

/** The name of what a `$ref` refers to. */
export function definitionName(ref: string): string {
  return ref.slice(ref.lastIndexOf("/") + 1);
}

function definitionOf(ref: string): JsonSchema {
  return configJsonSchema().$defs?.[definitionName(ref)] ?? {};
}

/** The keys that a place may have; empty where names are free. */
export function knownKeys(path: ConfigPath): readonly string[] {
  return Object.keys(schemaAt(path)?.properties ?? {});
}

function memberOf({ properties, additionalProperties }: JsonSchema, name: string): JsonSchema | undefined {
  if (properties !== undefined) return Object.hasOwn(properties, name) ? properties[name] : undefined;
  return additionalProperties === false ? undefined : additionalProperties;
}
