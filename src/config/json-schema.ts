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
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly pattern?: string;
  readonly patternErrorMessage?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly items?: JsonSchema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly propertyNames?: JsonSchema;
  readonly additionalProperties?: false | JsonSchema;
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

/** The schema of one place; null when the schema has no such place. */
export function schemaAt(path: ConfigPath): JsonSchema | null {
  let here: JsonSchema | undefined = configJsonSchema();
  for (const part of path) {
    if (here === undefined) return null;
    here = typeof part === "number" ? here.items : memberOf(here, part);
  }
  return here ?? null;
}

/** The keys that a place may have; empty where names are free. */
export function knownKeys(path: ConfigPath): readonly string[] {
  return Object.keys(schemaAt(path)?.properties ?? {});
}

function memberOf({ properties, additionalProperties }: JsonSchema, name: string): JsonSchema | undefined {
  if (properties !== undefined) return Object.hasOwn(properties, name) ? properties[name] : undefined;
  return additionalProperties === false ? undefined : additionalProperties;
}
