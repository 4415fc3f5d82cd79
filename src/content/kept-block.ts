/**
 * A block of lines that Milepost keeps in somebody's body. It stands between two comment lines; everything outside it is
 * theirs and survives byte for byte. Inside, people go first: ticks, order, renamed and added lines stay, and what they
 * took out is not put back. The first marker remembers, as short sums, which lines we wrote, so that theirs are told from
 * ours. Lines are told apart by their text without the tick, and those of one text by their order.
 */
import { linesOf } from "./lines.ts";

/** The body with the block at its end; the same body when the block is there already. */
export function appendBlock(body: string, key: string, text: string): string {
  if (blockAt(body, key) !== null) return body;
  const eol = body.includes("\r\n") ? "\r\n" : "\n";
  const gap = body === "" ? "" : /\n[ \t]*\r?\n$/.test(body) ? "" : body.endsWith("\n") ? eol : eol + eol;
  const want = wantedLines(text);
  return [body + gap + opening(key, want), ...want.map((line) => line.text), closing(key)].join(eol);
}

/** The body with the block brought up to date; null when its markers are not there (any more). */
export function updateBlock(body: string, key: string, text: string): string | null {
  const block = blockAt(body, key);
  if (block === null) return null;
  const want = wantedLines(text);
  const have = numbered(block.lines.map((line) => body.slice(line.start, line.end)));
  const lines = merged(have, want, block);
  const marker = body.slice(block.first.start, block.first.end);
  const eol = /\r?\n$/.exec(marker)?.[0] ?? "\n";
  const inside = lines.map((line) => (/[\r\n]$/.test(line) ? line : line + eol)).join("");
  const head = sameSums(block.sums, want) ? marker : opening(key, want) + eol;
  return body.slice(0, block.first.start) + head + inside + body.slice(block.last.start);
}

/** Whether the block's markers are there. */
export function hasBlock(body: string, key: string): boolean {
  return blockAt(body, key) !== null;
}

/** A line and what tells it apart from the others: its text without the tick, and its place among equal ones. */
interface Named {
  readonly text: string;
  readonly name: string;
  readonly ticked: boolean;
}

interface Block {
  readonly first: { readonly start: number; readonly end: number };
  readonly last: { readonly start: number };
  readonly lines: readonly { readonly start: number; readonly end: number }[];
  readonly sums: readonly string[];
}

function blockAt(body: string, key: string): Block | null {
  const begin = `<!-- milepost-block ${safe(key)}`;
  // Most bodies hold no block; saying so must cost one search.
  if (!body.includes(begin)) return null;
  const lines = linesOf(body).filter((line) => !line.fenced);
  const first = lines.findIndex(
    ({ text }) => text === begin || (text.startsWith(`${begin} `) && text.endsWith(" -->")),
  );
  const last = lines.findIndex(({ text }, index) => index > first && text.trimEnd() === closing(key));
  if (first === -1 || last === -1) return null;
  const { start, end } = lines[first]!;
  const sums = lines[first]!.text.slice(begin.length, -" -->".length).trim();
  const inside = linesOf(body.slice(end, lines[last]!.start)).filter((line) => line.end > line.start);
  return {
    first: { start, end },
    last: lines[last]!,
    lines: inside.map((line) => ({ start: end + line.start, end: end + line.end })),
    sums: sums === "" ? [] : sums.split(","),
  };
}

function merged(have: readonly Named[], want: readonly Named[], { sums }: Pick<Block, "sums">): readonly string[] {
  const wanted = new Set(want.map(({ name }) => name));
  const there = new Set(have.map(({ name }) => name));
  const ours = new Set(sums);
  // New lines go below the line that they follow in the template; `null` is the top.
  const below = new Map<string | null, string[]>();
  let after: string | null = null;
  for (const { name, text } of want) {
    if (there.has(name)) after = name;
    else if (!ours.has(sumOf(name))) below.set(after, [...(below.get(after) ?? []), text]);
  }
  const kept = have.filter(({ name, ticked }) => wanted.has(name) || ticked || !ours.has(sumOf(name)));
  return [...(below.get(null) ?? []), ...kept.flatMap(({ name, text }) => [text, ...(below.get(name) ?? [])])];
}

function wantedLines(text: string): readonly Named[] {
  const lines = text.replace(/\r\n?/g, "\n").trim().split("\n");
  return numbered(lines.filter((line) => !line.includes("milepost-block")));
}

function numbered(lines: readonly string[]): readonly Named[] {
  const seen = new Map<string, number>();
  return lines.map((text) => {
    const task = /^\s*(?:[-+*]|\d{1,9}[.)])\s+\[([ xX])\]\s/.exec(text);
    const plain = text
      .slice(task?.[0].length ?? 0)
      .replace(/\s+/g, " ")
      .trim();
    const nth = (seen.get(plain) ?? 0) + 1;
    seen.set(plain, nth);
    return { text, name: `${nth} ${plain}`, ticked: task !== null && task[1] !== " " };
  });
}

function opening(key: string, want: readonly Named[]): string {
  return `<!-- milepost-block ${safe(key)} ${want.map(({ name }) => sumOf(name)).join(",")} -->`;
}

function closing(key: string): string {
  return `<!-- /milepost-block ${safe(key)} -->`;
}

/** A key must not be able to end the comment. */
function safe(key: string): string {
  return key.replace(/[^\w./-]/g, "_").replace(/--+/g, "-");
}

function sameSums(sums: readonly string[], want: readonly Named[]): boolean {
  return sums.length === want.length && want.every(({ name }, index) => sumOf(name) === sums[index]);
}

/** FNV-1a, 32 bits: tells lines apart, protects nothing. */
function sumOf(name: string): string {
  let sum = 0x811c9dc5;
  for (let at = 0; at < name.length; at += 1) sum = Math.imul(sum ^ name.charCodeAt(at), 0x01000193) >>> 0;
  return sum.toString(36);
}
