/**
 * Reads the text of `milepost.yml` from where it lives on GitHub. A file that could not be read is unknown, never
 * absent: on an unknown config nothing is done, and nobody is told that theirs is missing.
 */
import type { Reader } from "../github/ports.ts";
import type { Problem } from "../model/problem.ts";
import type { Read } from "../model/snapshot.ts";

export type ConfigPlace =
  /** `.github/milepost.yml` in this owner's `.github-private` or `.github`. */
  | { readonly kind: "owner"; readonly owner: string }
  | { readonly kind: "path"; readonly owner: string; readonly repo: string; readonly path: string };

/** `where`: `owner/repo:path`, for messages. */
export type ConfigText =
  | { readonly kind: "found"; readonly text: string; readonly where: string }
  | { readonly kind: "absent"; readonly where: string }
  | { readonly kind: "unknown"; readonly why: string }
  | { readonly kind: "problem"; readonly problem: Problem };

const usualPath = ".github/milepost.yml";

export async function readConfig(reader: Reader, place: ConfigPlace): Promise<ConfigText> {
  if (place.kind === "owner") return readOwnersConfig(reader, place.owner);
  const where = `${place.owner}/${place.repo}:${place.path}`;
  return textAt(await reader.readFile(place.owner, place.repo, place.path), where);
}

/** The private one counts; both at once is a mistake that only people can settle (ruling 16). */
async function readOwnersConfig(reader: Reader, owner: string): Promise<ConfigText> {
  const [hidden, open] = await Promise.all([
    reader.readFile(owner, ".github-private", usualPath),
    reader.readFile(owner, ".github", usualPath),
  ]);
  if (!hidden.known) return { kind: "unknown", why: hidden.why };
  if (!open.known) return { kind: "unknown", why: open.why };
  if (hidden.value !== null && open.value !== null) return { kind: "problem", problem: bothProblem(owner) };
  const repo = hidden.value === null ? ".github" : ".github-private";
  return textAt(hidden.value === null ? open : hidden, `${owner}/${repo}:${usualPath}`);
}

function textAt(read: Read<string | null>, where: string): ConfigText {
  if (!read.known) return { kind: "unknown", why: read.why };
  return read.value === null ? { kind: "absent", where } : { kind: "found", text: read.value, where };
}

function bothProblem(owner: string): Problem {
  return {
    code: "config-twice",
    where: `${owner}/.github-private:${usualPath}`,
    what: `There is a ${usualPath} in ${owner}/.github as well.`,
    todo: "Keep one of the two and delete the other; the one in .github-private is not public.",
    severity: "error",
  };
}
