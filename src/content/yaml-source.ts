/** YAML text → plain data that still knows where each part stands in the file. Size, depth and aliases are bounded. */
import { isNode, isScalar, LineCounter, type Node, parseDocument } from "yaml";
import type { Problem } from "../model/problem.ts";
import type { Locate } from "./liquid-problem.ts";
import { depthLimit, tooDeepAt } from "./yaml-tokens.ts";

/** Keys and list positions from the top. */
export type YamlPath = readonly (string | number)[];

export interface YamlSource {
  readonly value: unknown;
  /** `path:line:col` of a part; of the nearest part above it when it is not there. */
  where(path: YamlPath): string;
  /** Where a line and column of a text value (both from 1) stand in the file. */
  within(path: YamlPath): Locate;
}

const longest = 262_144;

/** Reads one document; `firstLine` is the line of `path` on which the source begins. `yaml` is null when it is not YAML. */
export function readYaml(
  source: string,
  path: string,
  firstLine = 1,
): { yaml: YamlSource | null; problems: Problem[] } {
  if (source.length > longest) return failed(`${path}:${firstLine}:1`, "is longer than 256 KB");
  // The parser recurses, and a few kilobytes of brackets end the process: no error can be caught then.
  const deep = tooDeepAt(source);
  if (deep !== null) {
    const above = source.slice(0, deep).split("\n");
    const where = `${path}:${above.length - 1 + firstLine}:${above.at(-1)!.length + 1}`;
    return failed(where, `nests more than ${depthLimit} levels deep`);
  }
  const lines = new LineCounter();
  const at = (offset: number, moreLines = 0, moreColumns = 0): string => {
    const { line, col } = lines.linePos(offset);
    return `${path}:${line + moreLines + firstLine - 1}:${col + moreColumns}`;
  };
  try {
    const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
    const [error] = document.errors;
    if (error !== undefined) return failed(at(error.pos[0]), `cannot be read: ${error.message.replace(/\.$/, "")}`);
    const nodeAt = (parts: YamlPath): Node | null => nearestNode((some) => document.getIn(some, true), parts);
    const where = (parts: YamlPath): string => at(nodeAt(parts)?.range?.[0] ?? 0);
    const within = (parts: YamlPath): Locate => locateIn(nodeAt(parts), source, at);
    return { yaml: { value: document.toJS({ maxAliasCount: 100 }), where, within }, problems: [] };
  } catch (error) {
    // Too many aliases.
    return failed(`${path}:${firstLine}:1`, `cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

function nearestNode(read: (path: YamlPath) => unknown, parts: YamlPath): Node | null {
  for (let length = parts.length; length >= 0; length -= 1) {
    const node = read(parts.slice(0, length));
    if (isNode(node)) return node;
  }
  return null;
}

/** Exact in a `|` block and on one line; a folded text is pointed to as a whole. */
function locateIn(
  node: Node | null,
  source: string,
  at: (offset: number, lines?: number, columns?: number) => string,
): Locate {
  const start = node?.range?.[0] ?? 0;
  if (!isScalar(node) || node.type === "BLOCK_FOLDED") return () => at(start);
  if (node.type !== "BLOCK_LITERAL") {
    const quote = node.type === "PLAIN" ? 0 : 1;
    return (line, column) => (line === 1 ? at(start, 0, quote + column - 1) : at(start));
  }
  const body = source.indexOf("\n", start) + 1;
  const indent = /^(?:[ \t]*\n)*( *)/.exec(source.slice(body))![1]!.length;
  return (line, column) => at(body, line - 1, indent + column - 1);
}

function failed(where: string, what: string): { yaml: null; problems: Problem[] } {
  const todo = "Correct the YAML, and see that its indentation is made of spaces.";
  return { yaml: null, problems: [{ code: "yaml", where, what: `This ${what}.`, todo, severity: "error" }] };
}
