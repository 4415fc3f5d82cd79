/** Values that a template would carry from a less public repository to a more public one, as the config states them. */
import { type Template, variablesOf } from "../content/template.ts";
import { variableName } from "../content/variable-name.ts";
import type { Problem } from "../model/problem.ts";
import { error } from "./complaint.ts";
import type { Config, RepositoryConfig } from "./config.ts";
import type { Opening } from "./recipes.ts";
import type { WhereOf } from "./where.ts";

const openness: Readonly<Record<NonNullable<RepositoryConfig["visibility"]>, number>> = {
  private: 0,
  internal: 1,
  public: 2,
};

/** One problem per value that the place does not accept. Nothing is said where the config states no visibility. */
export function checkPrivacy(
  config: Config,
  { from: source, repository, values, valuePaths, scope }: Opening,
  [template, where]: readonly [Template, WhereOf],
): readonly Problem[] {
  const from = source === null ? undefined : config.repositories[source];
  const to = config.repositories[repository];
  if (from?.visibility == null || to?.visibility == null) return [];
  if (openness[to.visibility] <= openness[from.visibility]) return [];
  const accepts = to.accepts.map(variableName);
  const used = [...variablesOf(template), ...(template.form?.fields ?? []).map(({ id }) => id)].map(variableName);
  const leaks = Object.keys(values).filter((name) => {
    // What the config itself says of a period is no more private than the config.
    if ("period" in scope.roots && !/\bcommunity\b/.test(values[name]!)) return false;
    return used.includes(variableName(name)) && !accepts.includes(variableName(name));
  });
  return leaks.map((name) => {
    const what = `\`${name}\` would go from ${from.visibility} ${from.owner}/${from.name} to ${to.visibility} ${to.owner}/${to.name}, through ${template.path}.`;
    const todo = `Add \`${name}\` to \`repositories.${repository}.accepts\` if everybody there may read it, or take it out of the template.`;
    return error("private-value", where(valuePaths[name]!), what, todo);
  });
}
