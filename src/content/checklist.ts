/** An issue's body → how much of its checklist is done. Task lines as in GitHub Flavored Markdown; one linear scan. */
import { blockLines } from "./blocks.ts";

export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** Counts `- [ ]`, `* [x]`, `1. [X]`, nested and quoted ones too; none in code, HTML blocks or comments. */
export function progressOf(body: string | null): Progress {
  let [done, total] = [0, 0];
  for (const { itemText } of blockLines(body ?? "")) {
    const mark = itemText === null ? null : taskMark(itemText);
    if (mark === null) continue;
    total += 1;
    if (mark !== " ") done += 1;
  }
  return { done, total };
}

/** What is between the brackets of a task; null when a list item is not a task. */
function taskMark(text: string): string | null {
  return /^\[([ xX])\] +\S/.exec(text)?.[1] ?? null;
}
