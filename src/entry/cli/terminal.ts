/** What a command may use of the process it runs in, so that a test can run it without one. */
import { styleText } from "node:util";
import type { Clock } from "../../github/ports.ts";

export interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
}

export interface Terminal {
  /** Results. */
  readonly out: Stream;
  /** Progress and errors. */
  readonly err: Stream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Throws as `node:fs` does. */
  readonly readFile: (path: string) => string;
  /** Whether a symbolic link is there; false when nothing is. */
  readonly isLink: (path: string) => boolean;
  /** Writes a file that is not there yet, with the folders on its way; `there`: something is, and it was left alone. */
  readonly writeNew: (path: string, text: string) => "written" | "there";
  /** Writes a file in place of what is there, with the folders on its way. Throws as `node:fs` does. */
  readonly write: (path: string, text: string) => void;
  readonly clock?: Clock;
}

/** Whether results go out as JSON: when asked for, and whenever nobody is looking. */
export function wantsJson(terminal: Terminal, options: { readonly json?: boolean }): boolean {
  return options.json === true || terminal.out.isTTY !== true;
}

/** Prints a result, as JSON or in words. */
export function print(terminal: Terminal, asJson: boolean, json: unknown, words: () => string): void {
  terminal.out.write(asJson ? `${JSON.stringify(json, null, 2)}\n` : coloured(terminal, words()));
}

/** Says how far things are; kept off a pipe. */
export function progress(terminal: Terminal, text: string): void {
  if (terminal.err.isTTY) terminal.err.write(`${text}\n`);
}

/** Signs at the start of a line carry the meaning; colour only repeats it. */
function coloured({ out, env }: Terminal, words: string): string {
  if (!out.isTTY || env.NO_COLOR) return words;
  const paint = (line: string) => {
    if (/^ {2}\+/.test(line)) return styleText("green", line, { validateStream: false });
    if (/^ {2}[-~]/.test(line)) return styleText("yellow", line, { validateStream: false });
    if (/^ {2}!|: error/.test(line)) return styleText("red", line, { validateStream: false });
    return /^ {6}because|^ {2}[.=]/.test(line) ? styleText("dim", line, { validateStream: false }) : line;
  };
  return words.split("\n").map(paint).join("\n");
}
