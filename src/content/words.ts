/**
 * A text → how many words people read in it. Linear.
 *
 * A word is a run of letters, marks and digits of any script, with single apostrophes, hyphens and full stops inside it:
 * `don't`, `well-known` and `v1.30` are one word each. In scripts written without spaces (Chinese, Japanese, Thai, Lao,
 * Khmer, Burmese) every letter counts. A web address is one word; the target of a link is none. Punctuation, emoji, list
 * marks, task boxes, HTML tags and comments, and code in fences do not count.
 */
import { visibleLines } from "./visible.ts";

/** How many words the text has. */
export function wordsIn(text: string): number {
  let words = 0;
  for (const { text: line, fenced } of visibleLines(text)) {
    if (fenced) continue;
    const plain = line
      .replace(/^[\s>]*(?:[-+*]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t])?/, "")
      .replace(/\]\([^()\s]*\)/g, "] ")
      .replace(/<[^<>]*>/g, " ");
    for (const _ of plain.matchAll(word)) words += 1;
  }
  return words;
}

// No two alternatives begin alike, and what joins two runs is never part of one, so that matching stays linear.
const word =
  /https?:\/\/\S+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])[\p{L}\p{M}\p{N}])+(?:['’.-][\p{L}\p{M}\p{N}]+)*/gu;
