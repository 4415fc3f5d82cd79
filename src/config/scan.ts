/**
 * The raw text of a config → what makes it unfit to be parsed at all: size, encoding, secrets, nesting. Runs before
 * the YAML parser, which recurses and can be made to exhaust the stack; nothing here recurses or grows faster than
 * the text.
 */
import { depthLimit, isBlank, yamlTokens } from "../content/yaml-tokens.ts";
import type { Problem } from "../model/problem.ts";
import { error } from "./complaint.ts";

/** Bytes of UTF-8. A config of a hundred pipelines is below 100 KB. */
export const byteLimit = 256 * 1024;
/** Words and marks of YAML. What the parser needs for each is what bounds its time and memory. */
const tokenLimit = 60_000;

type Complain = (code: string, offset: number, what: string, todo: string) => Problem;

/** What is wrong with the text as text; empty when it may be parsed. `at` turns an offset into `file:line:col`. */
export function scanText(text: string, at: (offset: number) => string): readonly Problem[] {
  const complain: Complain = (code, offset, what, todo) => error(code, at(offset), what, todo);
  const first = sizeProblem(text, complain) ?? encodingProblem(text, complain) ?? emptyProblem(text, complain);
  if (first !== null) return [first];
  const secrets = secretProblems(text, complain);
  // Nothing else is said of a text that holds a secret, so that no other message can quote it.
  if (secrets.length > 0) return secrets;
  const shape = tokenProblem(text, complain);
  return shape === null ? [] : [shape];
}

function sizeProblem(text: string, complain: Complain): Problem | null {
  const bytes = text.length > byteLimit ? text.length : new TextEncoder().encode(text).length;
  if (bytes <= byteLimit) return null;
  const what = `The config is ${Math.ceil(bytes / 1024)} KB; the limit is ${byteLimit / 1024} KB.`;
  return complain("config-too-large", 0, what, "Move long texts into templates.");
}

function encodingProblem(text: string, complain: Complain): Problem | null {
  // U+FFFD and NUL are what UTF-16 and binary files look like once they were read as UTF-8.
  const odd = /[\0\uFFFD\uFFFE]/.exec(text);
  if (odd === null) return null;
  return complain("not-utf-8", odd.index, "The config is not UTF-8 text.", "Save the file as UTF-8.");
}

function emptyProblem(text: string, complain: Complain): Problem | null {
  if (/^\uFEFF?(?:[ \t]*(?:#.*)?(?:\r?\n|\r|$))*$/.test(text)) {
    const todo =
      "Begin with `version: 1`, `repositories:` and `pipelines:`; templates/pipelines/leads.yml is a whole one.";
    return complain("config-empty", 0, "The config is empty.", todo);
  }
  return null;
}

function secretProblems(text: string, complain: Complain): readonly Problem[] {
  const secret = /(?<![A-Za-z0-9])(?:gh[pousr]_|github_pat_)[A-Za-z0-9]{4,}|-----BEGIN\b/g;
  return [...text.matchAll(secret)].slice(0, 5).map((found) => {
    const what = `This looks like a ${found[0].startsWith("-") ? "private key" : "GitHub token"}; it is not repeated here.`;
    const todo = "Remove it and revoke it: everybody who can read this file has it.";
    return complain("secret-in-config", found.index, what, todo);
  });
}

/** Walks the tokens once: how deep they nest, and whether they are more than one document. */
function tokenProblem(text: string, complain: Complain): Problem | null {
  const seen: Documents = { hasContent: false, hasMark: false, hasEnded: false };
  let tokens = 0;
  for (const { type, offset, depth } of yamlTokens(text)) {
    tokens += 1;
    const found = lengthProblem(tokens) ?? documentProblem(seen, type) ?? nestingProblem(depth);
    if (found !== null) return complain(found[0], offset, found[1], found[2]);
  }
  return null;
}

function lengthProblem(tokens: number): Found {
  if (tokens <= tokenLimit) return null;
  const what = `The config has more than ${tokenLimit} words and marks.`;
  return ["config-too-large", what, "Move what is long into templates."];
}

type Found = readonly [code: string, what: string, todo: string] | null;

interface Documents {
  hasContent: boolean;
  hasMark: boolean;
  hasEnded: boolean;
}

function documentProblem(seen: Documents, type: string | null): Found {
  if (isBlank(type)) return null;
  if (type === "directive-line") {
    return ["yaml-directive", "The config has a YAML directive.", "Remove the line that begins with %."];
  }
  const isSecond = seen.hasEnded || (type === "doc-start" && (seen.hasContent || seen.hasMark));
  if (isSecond && type !== "doc-end") {
    const what = "One document was expected, and a second one begins here.";
    return ["many-documents", what, "Remove the line `---` or `...` that separates them."];
  }
  if (type === "doc-start") seen.hasMark = true;
  else if (type === "doc-end") seen.hasEnded = true;
  else seen.hasContent = true;
  return null;
}

function nestingProblem(depth: number): Found {
  if (depth <= depthLimit) return null;
  const what = `The config nests more than ${depthLimit} levels deep.`;
  return ["too-deep", what, "Nothing in this language needs that: flatten it."];
}
