/** Problems in few words: how values are shown in a message, and the two severities. */
import type { Problem } from "../model/problem.ts";

/** Something that must be put right before the config can be used. `what` and `todo` are one sentence each. */
export function error(code: string, where: string, what: string, todo: string): Problem {
  return { code, where, what, todo, severity: "error" };
}

/** Something that the config can be used in spite of. */
export function warning(code: string, where: string, what: string, todo: string): Problem {
  return { code, where, what, todo, severity: "warning" };
}

/** A text as messages show it: quoted, on one line, cut, without anything that reorders or hides letters. */
export function shown(text: string): string {
  const points = [...text];
  const cut = points.length > 60 ? `${points.slice(0, 60).join("")}…` : text;
  return JSON.stringify(cut).replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (mark) => `\\u${mark.codePointAt(0)!.toString(16).padStart(4, "0")}`,
  );
}

/** `a`, `b` and `c`, in the order given. */
export function listed(names: readonly string[], most = 12): string {
  if (names.length === 0) return "none";
  const quoted = names.slice(0, most).map((name) => `\`${name}\``);
  if (names.length > most) return `${quoted.join(", ")} and ${names.length - most} more`;
  return quoted.length === 1 ? quoted[0]! : `${quoted.slice(0, -1).join(", ")} and ${quoted.at(-1)!}`;
}

/** A reason as part of a sentence: without the full stop that it may end with. */
export function plainly(why: string): string {
  return why.replace(/[.\s]+$/, "");
}

/** What to do where something goes by communities and the config names no file of them. */
export const addCommunities = "Add `communities: { file: communities.yml }`.";
