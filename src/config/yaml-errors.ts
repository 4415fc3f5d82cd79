/** The YAML parser's complaint → ours. Its own wording speaks of flow collections and implicit keys. */
import { type Document, type ErrorCode, isCollection, isScalar, type Node, visit, type YAMLError } from "yaml";
import type { Problem } from "../model/problem.ts";
import { error } from "./complaint.ts";

interface Words {
  readonly code: string;
  /** Where to look, when the parser points elsewhere. */
  readonly offset?: number;
  readonly what: string;
  readonly todo: string;
}

interface Case {
  readonly document: Document;
  readonly text: string;
  readonly offset: number;
  readonly message: string;
  /** The parser itself says that a quote is missing, though only where the text ends. */
  readonly isUnclosed: boolean;
}

/** The first complaint, or nothing; later ones usually follow from the first. */
export function yamlErrors(document: Document, text: string, at: (offset: number) => string): readonly Problem[] {
  const found = document.errors.filter(({ code }) => code !== "TAG_RESOLVE_FAILED");
  const first = found.find(({ code }) => code === "TAB_AS_INDENT") ?? found[0];
  if (first === undefined) return [];
  const { offset, code, what, todo } = wordsFor(first, document, text);
  return [error(code, at(offset ?? first.pos[0]), what, todo)];
}

function wordsFor({ code, message, pos }: YAMLError, document: Document, text: string): Words {
  const one: Case = { document, text, offset: pos[0], message, isUnclosed: isUnclosed({ code, message }) };
  return (
    openQuote(one) ??
    flowColons(one) ??
    known[code]?.(one) ?? {
      code: "yaml-syntax",
      what: "The YAML cannot be read from here on.",
      todo: "Compare the indentation and punctuation with the lines above.",
    }
  );
}

const known: Partial<Record<ErrorCode, (one: Case) => Words | null>> = {
  TAB_AS_INDENT: () => ({
    code: "tab-indent",
    what: "A tab is used for indentation.",
    todo: "Use spaces; YAML allows no tabs there.",
  }),
  BAD_SCALAR_START: ({ text, offset }) => ({
    code: "quote-needed",
    what: `A text cannot begin with ${text[offset]} unless it is quoted.`,
    todo: 'Put it in quotes: "…".',
  }),
  BLOCK_AS_IMPLICIT_KEY: ({ text, offset }) =>
    /^[^\n]*:\s/.test(text.slice(offset)) ? twoColons : { ...badIndent, offset },
  MULTILINE_IMPLICIT_KEY: () => ({
    code: "colon-missing",
    what: "A line stands where a `key: value` is expected.",
    todo: "Add the missing colon and a space after it, or indent the line under the key that it belongs to.",
  }),
  BAD_INDENT: (one) => (one.message.startsWith("Flow") ? unclosedBracket(one) : badIndent),
  BAD_DQ_ESCAPE: () => ({
    code: "bad-escape",
    what: 'A backslash inside "…" is followed by something that YAML does not know.',
    todo: "Use single quotes '…', in which backslashes are plain.",
  }),
};

const twoColons: Words = {
  code: "quote-needed",
  what: "There are two `key: value` on one line.",
  todo: 'If it is one text with a colon in it, put it in quotes: "stage: lead".',
};

const badIndent: Words = {
  code: "bad-indent",
  what: "The indentation fits nothing above it.",
  todo: "Give all keys of one map, and all dashes of one list, the same indentation.",
};

function isUnclosed({ code, message }: Pick<YAMLError, "code" | "message">): boolean {
  return code === "MISSING_CHAR" && /quote$/.test(message);
}

/** A quote that was forgotten runs on to the next one, lines below, and only then nothing fits any more. */
function openQuote({ document, text, offset, isUnclosed }: Case): Words | null {
  const opened = lastBefore(document, offset + 1, (node) => {
    const [start = 0, end = 0] = node.range ?? [];
    const isQuoted = isScalar(node) && /^QUOTE/.test(node.type ?? "");
    return isQuoted && (isUnclosed || text.slice(start, end).includes("\n"));
  });
  if (opened === null) return null;
  const todo = "Add the closing quote on the same line.";
  return { code: "unclosed-quote", ...opened, what: "A quoted text that begins here is not closed.", todo };
}

/** `{ label: stage: lead }`: the second colon ends what the reader meant as one text. */
function flowColons({ text, offset }: Case): Words | null {
  const begin = Math.max(...["{", "[", ",", "\n"].map((mark) => text.lastIndexOf(mark, offset - 1))) + 1;
  const entry = /^\s*[\w-]+:\s+(?=[^\s"'{[])[^,{}[\]\n"']*?:\s/.exec(text.slice(begin, begin + 300));
  if (entry === null || offset > begin + entry[0].length + 100 || !isInFlow(text, begin)) return null;
  const value = begin + /^\s*[\w-]+:\s+/.exec(entry[0])![0].length;
  return { ...twoColons, offset: value };
}

/** Whether a bracket that opens on this line is still open. */
function isInFlow(text: string, offset: number): boolean {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  return line.lastIndexOf("{") > line.lastIndexOf("}");
}

function unclosedBracket({ document, text, offset }: Case): Words {
  const opened = lastBefore(document, offset, (node) => isCollection(node) && node.flow === true);
  const bracket = opened === null ? "{" : (text[opened.offset] ?? "{");
  const what = `The \`${bracket}\` is not closed where it should be.`;
  const todo = `Add the missing \`${bracket === "[" ? "]" : "}"}\`, and indent what is inside further than the key.`;
  return { code: "unclosed-bracket", ...opened, what, todo };
}

function lastBefore(document: Document, end: number, fits: (node: Node) => boolean): { offset: number } | null {
  let offset = -1;
  visit(document, {
    Node(_key, node) {
      const start = node.range?.[0] ?? -1;
      if (start > offset && start < end && fits(node)) offset = start;
    },
  });
  return offset < 0 ? null : { offset };
}
