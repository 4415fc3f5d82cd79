/** What texts may name, as one list: `form.slug` and its value. Only what is filled with words or a number. */
import type { ValueScope } from "../../content/values.ts";

/** Values by dotted name. */
export function flat(scope: ValueScope): Readonly<Record<string, string>> {
  const texts = Object.entries(scope).flatMap(([group, value]): readonly (readonly [string, unknown])[] =>
    typeof value === "object" && value !== null
      ? Object.entries(value).map(([name, one]) => [`${group}.${name}`, one] as const)
      : [[group, value]],
  );
  const filled = texts.filter(([, one]) => typeof one === "string" || typeof one === "number");
  return Object.fromEntries(filled.map(([name, one]) => [name, String(one)]));
}
