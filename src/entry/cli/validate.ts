/** `milepost validate [FILE]`: checks a config without asking GitHub anything. */
import { loadConfig } from "../../config/load.ts";
import { problemText } from "../../model/problem.ts";
import { type ExitCode, exitCode } from "../exit.ts";
import { homeOf, readText } from "./online.ts";
import { print, type Terminal, wantsJson } from "./terminal.ts";

/** Where an organisation keeps it; checked when no file is named. */
export const usualFile = ".github/milepost.yml";

/** Exit code 2 when anything is an error; warnings alone are 0. */
export function validate(
  terminal: Terminal,
  file: string,
  options: { readonly json?: boolean; readonly org?: string },
): ExitCode {
  const { config, problems } = loadConfig(readText(terminal, file), file, homeOf(options.org ?? "OWNER"));
  const words = () =>
    problems.length === 0
      ? `${file} is right.\n`
      : `${problems.map((problem) => `${problemText(problem)}\n`).join("")}`;
  print(terminal, wantsJson(terminal, options), { file, valid: config !== null, problems }, words);
  return config === null ? exitCode.wrong : exitCode.done;
}
