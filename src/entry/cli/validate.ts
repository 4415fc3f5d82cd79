/** `milepost validate [FILE]`: checks a config, and the templates beside it, without asking GitHub anything. */
import { join } from "node:path";
import { checkConfig, type TemplateTexts } from "../../config/check.ts";
import type { Config } from "../../config/config.ts";
import { type LoadedConfig, loadConfig } from "../../config/load.ts";
import { templatesNamedBy } from "../../config/questions.ts";
import { type Problem, problemText } from "../../model/problem.ts";
import { type ExitCode, exitCode } from "../exit.ts";
import { homeOf, readText } from "./online.ts";
import { print, type Terminal, wantsJson } from "./terminal.ts";

/** Where an organisation keeps it; checked when no file is named. */
export const usualFile = ".github/milepost.yml";

/**
 * Exit code 2 when anything is an error; warnings alone are 0. Templates are looked for in `options.templates`, or in
 * the checkout that the config stands in; where there are none, that is said and they are not judged.
 */
export function validate(
  terminal: Terminal,
  file: string,
  options: { readonly json?: boolean; readonly org?: string; readonly templates?: string },
): ExitCode {
  const loaded = loadConfig(readText(terminal, file), file, homeOf(options.org ?? "OWNER"));
  const problems = [...loaded.problems, ...templateProblems(terminal, file, loaded, options.templates)];
  const valid = loaded.config !== null && problems.every(({ severity }) => severity !== "error");
  const words = () =>
    problems.length === 0
      ? `${file} is right.\n`
      : `${problems.map((problem) => `${problemText(problem)}\n`).join("")}`;
  print(terminal, wantsJson(terminal, options), { file, valid, problems }, words);
  return valid ? exitCode.done : exitCode.wrong;
}

function templateProblems(
  terminal: Terminal,
  file: string,
  { config, where }: LoadedConfig,
  folder: string | undefined,
): readonly Problem[] {
  if (config === null || templatesNamedBy(config).length === 0) return [];
  const place = folder ?? join(checkoutOf(file), config.templates.path);
  const texts = textsIn(terminal, place, config);
  if (Object.values(texts).some((text) => text !== null)) return checkConfig(config, texts, where);
  return [
    {
      code: "templates-not-checked",
      where: file,
      what: `None of the templates that it names is in ${place}, so they were not checked.`,
      todo: "Say where they are with --templates FOLDER.",
      severity: "warning",
    },
  ];
}

/** `.github/milepost.yml` stands one folder below the top of its checkout; any other file stands at the top. */
function checkoutOf(file: string): string {
  return /(^|[\\/])\.github[\\/][^\\/]+$/.test(file) ? join(file, "..", "..") : join(file, "..");
}

function textsIn(terminal: Terminal, folder: string, config: Config): TemplateTexts {
  const textOf = (path: string): string | null => {
    try {
      return terminal.readFile(join(folder, path));
    } catch {
      return null;
    }
  };
  return Object.fromEntries(templatesNamedBy(config).map((path) => [path, textOf(path)]));
}
