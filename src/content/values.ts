/**
 * The small Liquid texts of the config (`community_name: "{{ form.slug }}"`) and what is known of an item → values
 * for a template. The result is data: it is not made harmless here, but where a template prints it.
 */
import type { Problem } from "../model/problem.ts";

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What the texts may name: `item.title`, `form.slug`, `stage`, `pipeline`. Plain JSON, never a function. */
export type ValueScope = Readonly<Record<string, Json>>;

/** Evaluates one text. What the scope lacks prints nothing and is listed in `missing` as it was written. */
export function renderValue(
  _liquid: string,
  _scope: ValueScope,
): { text: string; problems: Problem[]; missing: string[] } {
  throw new Error("not built");
}
