/** The variables that a template names, against the values that the config gives it. */
import { type Template, variablesOf } from "../content/template.ts";
import { variableName } from "../content/variable-name.ts";
import type { Problem } from "../model/problem.ts";
import { error } from "./complaint.ts";
import { locatorOf } from "./lines.ts";
import { nearest } from "./nearest.ts";
import type { Opening } from "./recipes.ts";
import { pathText, type WhereOf } from "./where.ts";

/** Variables that nothing gives a value, at their place in the template. */
export function checkVariables(
  opening: Opening,
  [template, source]: readonly [Template, string],
  where: WhereOf,
): readonly Problem[] {
  const given = [...Object.keys(opening.values), ...opening.free];
  const known = given.map(variableName);
  return variablesOf(template)
    .filter((name) => !known.includes(name))
    .flatMap((name) => {
      const uses = usesOf(name, source);
      // A template that says what to print without a value can do without it.
      if (uses.length > 0 && uses.every(({ hasDefault }) => hasDefault)) return [];
      // Not in the file: the config's own title names it.
      const place = uses[0] === undefined ? where(opening.path) : locatorOf(source, template.path)(uses[0].offset);
      const near = nearest(name, known);
      const add = `Give \`${name}\` under \`values\` of ${pathText(opening.path.slice(0, -1))}.`;
      const what = `Nothing gives \`${uses[0]?.spelling ?? name}\` a value.`;
      const todo = near === null ? add : `Did you mean \`${given[known.indexOf(near)]}\`?`;
      return [error("unknown-variable", place, what, todo)];
    });
}

interface Use {
  readonly spelling: string;
  readonly offset: number;
  readonly hasDefault: boolean;
}

/** Where `{{ … }}` and `{% … %}` name a variable, whatever its spelling. */
function usesOf(name: string, source: string): readonly Use[] {
  const found: Use[] = [];
  for (const match of source.matchAll(/\{\{(-?\s*)([^{}|]*?)(\s*-?(?:\|[^{}]*)?)\}\}/g)) {
    const [, space = "", spelling = "", rest = ""] = match;
    if (variableName(spelling) !== name) continue;
    found.push({ spelling, offset: match.index + 2 + space.length, hasDefault: /\|\s*default\b/.test(rest) });
  }
  for (const match of source.matchAll(/\{%[^%]*?%\}/g)) {
    const word = [...match[0].matchAll(/[\p{L}\p{N}_-]+/gu)].find(([text]) => variableName(text) === name);
    if (word !== undefined) found.push({ spelling: word[0], offset: match.index + word.index, hasDefault: false });
  }
  return found;
}
