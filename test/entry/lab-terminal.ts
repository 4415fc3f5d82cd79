/** Runs a command line in this process against a lab. A result on a terminal is in words, on a pipe JSON. */
import { runCommand } from "../../src/entry/cli/program.ts";
import type { Terminal } from "../../src/entry/cli/terminal.ts";
import type { Lab } from "./lab.ts";

export interface Setting {
  readonly env?: Record<string, string>;
  /** What was written is added. */
  readonly files?: Record<string, string>;
  /** Paths at which a symbolic link stands. */
  readonly links?: readonly string[];
  readonly isTTY?: boolean;
  readonly one?: Lab;
}

/** Ends with what was printed and the exit code. */
export async function runLine(line: string, { env = {}, files = {}, links = [], isTTY = false, one }: Setting = {}) {
  const told = { out: "", err: "" };
  const terminal: Terminal = {
    out: { write: (text) => (told.out += text), isTTY },
    err: { write: (text) => (told.err += text), isTTY },
    env: { ...(one ? { GITHUB_API_URL: one.url } : {}), NO_COLOR: "1", ...env },
    readFile(path) {
      const text = files[path];
      if (text === undefined) throw Object.assign(new Error("no such file"), { code: "ENOENT" });
      return text;
    },
    isLink: (path) => links.includes(path),
    writeNew(path, text) {
      if (files[path] !== undefined) return "there";
      files[path] = text;
      return "written";
    },
    write(path, text) {
      files[path] = text;
    },
    ...(one ? { clock: one.clock } : {}),
  };
  const code = await runCommand(line === "" ? [] : line.split(" "), terminal, "0.1.0");
  return { code, ...told };
}
