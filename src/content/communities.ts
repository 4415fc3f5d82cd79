/**
 * The communities file → communities, and what is wrong with it. What comes in is YAML: a list, or a map whose
 * `communities` is one, of `slug` and, as far as they are known, `name` or `names`, `representatives` (logins),
 * `contacts` and `values` (a map of text). One entry that cannot be used is told and left out; the others stand.
 */
import type { Problem } from "../model/problem.ts";
import { readYaml, type YamlPath, type YamlSource } from "./yaml-source.ts";

export interface Community {
  readonly slug: string;
  /** In the order of the file, without the slug; empty when it has none but its slug. */
  readonly names: readonly string[];
  /** Logins, without `@`. */
  readonly representatives: readonly string[];
  /** As written; never shown by us. */
  readonly contacts: readonly string[];
  readonly values: Readonly<Record<string, string>>;
}

export interface ParsedCommunities {
  /** Null when the file as a whole cannot be read: then nobody is known to be, or not to be, in it. */
  readonly communities: readonly Community[] | null;
  readonly problems: readonly Problem[];
}

const mostCommunities = 5000;
const longestText = 500;

/** Reads the file. `path` is how problems name it. */
export function parseCommunities(source: string, path: string): ParsedCommunities {
  const { yaml, problems } = readYaml(source.replace(/^\uFEFF/, ""), path);
  if (yaml === null) return { communities: null, problems };
  const isBare = Array.isArray(yaml.value);
  const list = isBare ? yaml.value : isMap(yaml.value) ? yaml.value.communities : null;
  const top: YamlPath = isBare ? [] : ["communities"];
  if (!Array.isArray(list)) {
    const todo = "Write `communities:` and below it one entry per community, each beginning with `- slug:`.";
    return { communities: null, problems: [problem(yaml, [], "The file has no list of communities.", todo)] };
  }
  if (list.length > mostCommunities) {
    const what = `The file has ${list.length} communities; the limit is ${mostCommunities}.`;
    return { communities: null, problems: [problem(yaml, top, what, "Keep those that are served now.")] };
  }
  const entries = list.map((entry, index) => communityFrom(entry, { yaml, path: [...top, index] }));
  const found = entries.flatMap(({ community }, index) => (community === null ? [] : [{ community, index }]));
  return {
    communities: found.map(({ community }) => community),
    problems: [...entries.flatMap((entry) => entry.problems), ...twins(found, { yaml, path: top })],
  };
}

/** The community of that slug or name, without regard to case and space; null when none has it, or more than one. */
export function communityNamed(communities: readonly Community[], text: string): Community | null {
  const wanted = folded(text);
  if (wanted === "") return null;
  const bySlug = communities.filter(({ slug }) => folded(slug) === wanted);
  const found =
    bySlug.length > 0 ? bySlug : communities.filter(({ names }) => names.some((name) => folded(name) === wanted));
  return found.length === 1 ? found[0]! : null;
}

interface Entry {
  readonly yaml: YamlSource;
  readonly path: YamlPath;
}

const keys = ["slug", "name", "names", "representatives", "contacts", "values"];

function communityFrom(entry: unknown, at: Entry): { community: Community | null; problems: readonly Problem[] } {
  const slug = isMap(entry) ? textOf(entry.slug) : null;
  if (!isMap(entry) || slug === null || !/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/.test(slug)) {
    const what = isMap(entry) ? "A community has no `slug` that can be used." : "An entry is not a community.";
    const todo = "Begin it with `slug:` and a short name of letters, digits, hyphens, dots and underscores.";
    return { community: null, problems: [problem(at.yaml, at.path, what, todo)] };
  }
  const said: Problem[] = Object.keys(entry)
    .filter((key) => !keys.includes(key))
    .map((key) => {
      const what = `The community ${slug} has the unknown key ${JSON.stringify(key.slice(0, 60))}.`;
      return problem(at.yaml, [...at.path, key], what, "Put what templates should know under `values`.");
    });
  const list = (key: string) => listOf(entry[key], { ...at, path: [...at.path, key] }, said);
  const community: Community = {
    slug,
    names: unique([...list("name"), ...list("names")]),
    representatives: unique(list("representatives").map((login) => login.replace(/^@/, ""))),
    contacts: list("contacts"),
    values: valuesOf(entry.values, { ...at, path: [...at.path, "values"] }, said),
  };
  return { community, problems: said };
}

/** One text or a list of them; anything else is told and left out. */
function listOf(value: unknown, at: Entry, said: Problem[]): readonly string[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).flatMap((one, index) => {
    const text = textOf(one);
    if (text !== null) return [text];
    const place = Array.isArray(value) ? [...at.path, index] : at.path;
    said.push(
      problem(
        at.yaml,
        place,
        `\`${at.path.at(-1)}\` holds something that is no short text.`,
        "Write text, in quotes if need be.",
      ),
    );
    return [];
  });
}

function valuesOf(value: unknown, at: Entry, said: Problem[]): Readonly<Record<string, string>> {
  if (value === undefined || value === null) return {};
  if (!isMap(value)) {
    said.push(problem(at.yaml, at.path, "`values` is no map of names.", "Write one `name: text` per line below it."));
    return {};
  }
  const pairs = Object.entries(value).flatMap(([name, one]): readonly (readonly [string, string])[] => {
    const text = textOf(one);
    if (text !== null && /^[A-Za-z_][A-Za-z0-9_-]{0,99}$/.test(name) && name !== "__proto__") return [[name, text]];
    const what = `The value ${JSON.stringify(name.slice(0, 60))} cannot be used.`;
    const todo = `Give it a name of letters, digits, hyphens and underscores, and a text of at most ${longestText} characters.`;
    said.push(problem(at.yaml, [...at.path, name], what, todo));
    return [];
  });
  return Object.fromEntries(pairs);
}

/** Two communities that one word would mean. */
function twins(found: readonly { readonly community: Community; readonly index: number }[], at: Entry): Problem[] {
  const first = new Map<string, string>();
  return found.flatMap(({ community, index }) =>
    unique([community.slug, ...community.names].map(folded)).flatMap((name) => {
      const other = first.get(name);
      if (other === undefined) first.set(name, community.slug);
      if (other === undefined) return [];
      const what = `The communities ${other} and ${community.slug} have one name in common, ${JSON.stringify(name)}.`;
      return [problem(at.yaml, [...at.path, index], what, "Give each names of its own: the shared one means neither.")];
    }),
  );
}

/** A scalar as text; null for anything else, and for text that is too long. */
function textOf(value: unknown): string | null {
  const isPlain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  const text = isPlain ? String(value).normalize("NFC").trim() : "";
  return text === "" || text.length > longestText ? null : text;
}

function folded(text: string): string {
  return text.normalize("NFC").replace(/\s+/gu, " ").trim().toLowerCase();
}

function unique(all: readonly string[]): readonly string[] {
  return [...new Set(all)];
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function problem(yaml: YamlSource, path: YamlPath, what: string, todo: string): Problem {
  return { code: "communities", where: yaml.where(path), what, todo, severity: "error" };
}
