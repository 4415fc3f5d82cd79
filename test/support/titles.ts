/** Whether a test is there, by its file and the words that it is named with: for tables that promise a test each. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Null when `file`, from the repository's root, holds a test or a row of one with exactly these words in quotes; else what
 * is wrong. A row's words are its `why`, or the first text of its list.
 */
export function missingTest(file: string, words: string): string | null {
  if (!/^test\/.*\.ts$/.test(file) || !existsSync(`${root}${file}`)) return `${file} is no file of tests`;
  const text = readFileSync(`${root}${file}`, "utf8");
  const quoted = [JSON.stringify(words), `'${words}'`, `\`${words}\``];
  for (const quote of quoted) {
    for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
      if (/(?:[([]|\bwhy:)\s*$/.test(text.slice(Math.max(0, at - 60), at))) return null;
    }
  }
  return `${file} has no test that is called "${words}"`;
}
