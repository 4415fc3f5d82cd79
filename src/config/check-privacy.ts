/**
 * Values that a template would carry from a less public repository to a more public one, as the config states them: from
 * the repository of the items or of the dispatch, and from the one that holds the communities file. What GitHub says of
 * them is judged when the issue is about to open, and so are the fields of boards, of which the config states nothing.
 */
import { communityNamesIn } from "../content/community-names.ts";
import { type Template, variablesOf } from "../content/template.ts";
import { variableName } from "../content/variable-name.ts";
import type { Problem } from "../model/problem.ts";
import { error } from "./complaint.ts";
import type { Config, RepositoryConfig } from "./config.ts";
import { sameName } from "./fold.ts";
import type { Opening } from "./recipes.ts";
import type { WhereOf } from "./where.ts";

type Visibility = NonNullable<RepositoryConfig["visibility"]>;

const openness: Readonly<Record<Visibility, number>> = { private: 0, internal: 1, public: 2 };

/** Where a value comes from, in words. */
interface Source {
  readonly place: string;
  readonly visibility: Visibility;
}

/** One problem per value that the place does not accept. Nothing is said where the config states no visibility. */
export function checkPrivacy(
  config: Config,
  { from, repository, values, valuePaths, set }: Opening,
  [template, where]: readonly [Template, WhereOf],
): readonly Problem[] {
  const to = config.repositories[repository];
  if (to?.visibility == null) return [];
  const target = to.visibility;
  const accepts = to.accepts.map(variableName);
  const used = [...variablesOf(template), ...(template.form?.fields ?? []).map(({ id }) => id)].map(variableName);
  const own = from === null ? null : statedOf(config.repositories[from]);
  const sourceOf = (name: string, text: string): Source | null => {
    if (accepts.includes(variableName(name))) return null;
    const communities = communityNamesIn(text).length > 0 ? communitiesOf(config) : null;
    const sources = [own, communities].filter((one) => one !== null);
    return sources.find(({ visibility }) => openness[target] > openness[visibility]) ?? null;
  };
  const goes = (name: string, { place }: Source) =>
    `\`${name}\` would go from ${place} to ${target} ${to.owner}/${to.name}`;
  const add = (name: string) =>
    `Add \`${name}\` to \`repositories.${repository}.accepts\` if everybody there may read it`;
  const inText = Object.entries(values).flatMap(([name, text]) => {
    const source = used.includes(variableName(name)) ? sourceOf(name, text) : null;
    if (source === null) return [];
    const what = `${goes(name, source)}, through ${template.path}.`;
    return [error("private-value", where(valuePaths[name]!), what, `${add(name)}, or take it out of the template.`)];
  });
  // What depends on the item is kept in the new issue's text until its card is there.
  const onCard = set.fields.flatMap(({ field, value }) => {
    const text = value.kind === "text" && /\{[{%]/.test(value.text) ? value.text : null;
    const source = text === null && value.kind !== "from-date" ? null : sourceOf(field, text ?? "");
    if (source === null) return [];
    const what = `${goes(field, source)}, as a field of the new issue's card.`;
    return [error("private-value", where([...set.path, field]), what, `${add(field)}, or take it out of \`set\`.`)];
  });
  return [...inText, ...onCard];
}

/** Fields of a dispatch that a parent in a more public repository would keep, and that the repository does not accept. */
export function checkDispatchPrivacy({ flows, repositories }: Config, where: WhereOf): readonly Problem[] {
  return flows.flatMap(({ name, from, repository, accepts }) => {
    const source = statedOf(repositories[from]);
    const to = repositories[repository];
    if (source === null || to?.visibility == null || openness[to.visibility] <= openness[source.visibility]) return [];
    const allowed = to.accepts.map(variableName);
    return accepts.flatMap((field, index) => {
      if (allowed.includes(variableName(field))) return [];
      const what = `\`${field}\` of a dispatch would go from ${source.place} to ${to.visibility} ${to.owner}/${to.name}.`;
      const todo = `Add \`${field}\` to \`repositories.${repository}.accepts\` if everybody there may read it, or open the issues in a place that is as private.`;
      return [error("private-value", where(["flows", name, "accepts", index]), what, todo)];
    });
  });
}

function statedOf(repository: RepositoryConfig | undefined): Source | null {
  if (repository?.visibility == null) return null;
  const { owner, name, visibility } = repository;
  return { place: `${visibility} ${owner}/${name}`, visibility };
}

/** GitHub keeps a repository of the name `.github-private` from the public, whatever the config says. */
function communitiesOf({ communities, repositories }: Config): Source | null {
  if (communities === null) return null;
  const name = `${communities.owner}/${communities.repo}`;
  const listed = Object.values(repositories).find((one) => sameName(`${one.owner}/${one.name}`, name));
  const visibility = listed?.visibility ?? (communities.repo.toLowerCase() === ".github-private" ? "private" : null);
  return visibility === null ? null : { place: `the communities file in ${visibility} ${name}`, visibility };
}
