/**
 * What a config comes to, value by value, and where each was said: the lines of `milepost config show --effective
 * --origin`. The paths are those of the file, so that a reader can copy any of them into it.
 */
import type { LoadedConfig } from "./load.ts";
import { type ConfigPath, pathText } from "./where.ts";

export interface ShownValue {
  /** `pipelines.leads.stages[2].board` */
  readonly path: string;
  /** A text, number or boolean; an empty list or map stands for itself. */
  readonly value: unknown;
  /** `file:line:col`, or `default` for what the file does not say. */
  readonly origin: string;
}

/** Every value in effect, in the order of the language; nothing when the config could not be read. */
export function showConfig({ file, isWritten, where }: LoadedConfig): readonly ShownValue[] {
  const shown = (path: ConfigPath, value: unknown): ShownValue => {
    return { path: pathText(path), value, origin: isWritten(path) ? where(path) : "default" };
  };
  const valuesIn = (value: unknown, path: ConfigPath): readonly ShownValue[] => {
    if (value === undefined) return [];
    if (typeof value !== "object" || value === null) return [shown(path, value)];
    const parts = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
    if (parts.length === 0) return [shown(path, value)];
    return parts.flatMap(([part, inner]) => valuesIn(inner, [...path, part]));
  };
  return file === null ? [] : valuesIn(file, []);
}
