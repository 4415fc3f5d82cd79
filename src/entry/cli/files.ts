/** The files of the machine that a command runs on, as `Terminal` wants them. */
import { lstatSync, readFileSync } from "node:fs";
import type { Terminal } from "./terminal.ts";

export const filesHere: Pick<Terminal, "readFile" | "isLink"> = {
  readFile: (path) => readFileSync(path, "utf8"),
  isLink: (path) => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true,
};
