/**
 * `milepost validate [FILE]`: checks a config, and the templates beside it, without asking GitHub anything; with
 * `--online` also whether everything that it names is there.
 */
import { join } from "node:path";
import { checkConfig, type TemplateTexts } from "../../config/check.ts";
import type { Config } from "../../config/config.ts";
import { type LoadedConfig, loadConfig } from "../../config/load.ts";
import { templatesNamedBy } from "../../config/questions.ts";
import { templatePlacesOf } from "../../config/template-places.ts";
import { GitHubError } from "../../github/ports.ts";
import { type Problem, problemText } from "../../model/problem.ts";
import { readConfig } from "../../observe/config.ts";
import { inspect } from "../../observe/inspect.ts";
import { CommandError, type ExitCode, exitCode } from "../exit.ts";
import { regionProblems } from "../regions.ts";
import { trySources } from "../report/try-sources.ts";
import type { Session } from "../session.ts";
import { sourceAccessBy } from "../source-access.ts";
import { readVisibility } from "../visibility.ts";
import { homeOf, openTerminalSession, readText } from "./online.ts";
import { readMissingScopes, scopeWords } from "./scopes.ts";
import { print, type Terminal, wantsJson } from "./terminal.ts";

/** Where an organisation keeps it; checked when no file is named. */
export const usualFile = ".github/milepost.yml";

export interface ValidateOptions {
  readonly json?: boolean;
  readonly org?: string;
  readonly templates?: string;
}

/**
 * Exit code 2 when anything is an error; warnings alone are 0. Templates are looked for in `options.templates`, or in
 * the checkout that the config stands in; where there are none, that is said and they are not judged.
 */
export async function validate(terminal: Terminal, file: string, options: ValidateOptions): Promise<ExitCode> {
  return tell(terminal, file, { ...(await checkFile(terminal, file, options)), options });
}

/** A config in a checkout, and everything that is wrong with it and its templates. */
export async function checkFile(
  files: Pick<Terminal, "readFile" | "isLink">,
  file: string,
  { org, templates }: Pick<ValidateOptions, "org" | "templates">,
): Promise<{ readonly loaded: LoadedConfig; readonly problems: readonly Problem[] }> {
  const loaded = loadConfig(readText(files, file), file, homeOf(org ?? "OWNER"));
  const regions = await regionProblems(loaded);
  return { loaded, problems: [...loaded.problems, ...regions, ...templateProblems(files, file, loaded, templates)] };
}

/**
 * The same, and what GitHub says: `file`, or the config of `--org` where it lives when no file is given. Templates are
 * those on GitHub. Throws `GitHubError` when nothing could be read.
 */
export async function validateOnline(
  terminal: Terminal,
  file: string | undefined,
  options: ValidateOptions,
): Promise<ExitCode> {
  const session = await openTerminalSession(terminal);
  const { name, text, home } = await sourceOf(terminal, file, { session, org: options.org });
  const loaded = loadConfig(text, name, home ? { home } : {});
  if (loaded.config === null) return tell(terminal, name, { loaded, problems: loaded.problems, options });
  const visibility = home ? await readVisibility(session.octokit, home) : null;
  const { problems } = await inspect(loaded.config, session.ports.reader, {
    where: loaded.where,
    home: visibility && { visibility },
  });
  const more = [
    ...(await regionProblems(loaded)),
    ...(await scopeProblems(session)),
    ...(await sourceProblems(terminal, session, loaded.config)),
  ];
  return tell(terminal, name, { loaded, problems: [...loaded.problems, ...more, ...problems], options });
}

/** What the token is known to lack; without it the rest may only look missing. */
async function scopeProblems({ octokit }: Pick<Session, "octokit">): Promise<readonly Problem[]> {
  const missing = (await readMissingScopes(octokit)) ?? [];
  if (missing.length === 0) return [];
  const [what = "", todo = ""] = scopeWords(missing).split(/(?<=\.) (?=Add)/);
  return [{ code: "scope-missing", where: "GITHUB_TOKEN", what, todo, severity: "error" }];
}

/** Whether numbers that no issue holds can be read from here; a server that cannot be asked may be by the App. */
async function sourceProblems(
  { env }: Terminal,
  { ports: { reader, clock } }: Session,
  config: Config,
): Promise<readonly Problem[]> {
  const tried = await trySources({ config, reader, now: clock.now(), access: sourceAccessBy(env) });
  return tried
    .flatMap(({ problem }) => problem ?? [])
    .map((one) => ({ ...one, severity: one.code === "source-missing" ? "error" : "warning" }));
}

interface Source {
  readonly name: string;
  readonly text: string;
  readonly home: { readonly owner: string; readonly repo: string } | null;
}

/** A local file, or an organisation's config on GitHub: when a file is given or no organisation is, the file counts. */
export async function sourceOf(
  terminal: Terminal,
  file: string | undefined,
  { session, org }: { readonly session: Session | null; readonly org: string | undefined },
): Promise<Source> {
  if (file !== undefined || org === undefined || session === null) {
    const name = file ?? usualFile;
    return { name, text: readText(terminal, name), home: org === undefined ? null : { owner: org, repo: ".github" } };
  }
  const found = await readConfig(session.ports.reader, { kind: "owner", owner: org });
  if (found.kind === "unknown") throw new GitHubError("unavailable", found.why);
  if (found.kind === "problem") throw new CommandError(exitCode.wrong, problemText(found.problem));
  if (found.kind === "absent")
    throw new CommandError(
      exitCode.wrong,
      `${found.where}  There is no config there. Put one there (milepost init), or correct --org.`,
    );
  const [owner = "", repo = ""] = found.where.split(":")[0]!.split("/");
  return { name: found.where, text: found.text, home: { owner, repo } };
}

function tell(
  terminal: Terminal,
  file: string,
  { loaded, problems, options }: { loaded: LoadedConfig; problems: readonly Problem[]; options: ValidateOptions },
): ExitCode {
  const valid = loaded.config !== null && problems.every(({ severity }) => severity !== "error");
  const words = () =>
    problems.length === 0
      ? `${file} is right.\n`
      : `${problems.map((problem) => `${problemText(problem)}\n`).join("")}`;
  print(terminal, wantsJson(terminal, options), { file, valid, problems }, words);
  return valid ? exitCode.done : exitCode.wrong;
}

function templateProblems(
  files: Pick<Terminal, "readFile" | "isLink">,
  file: string,
  { config, where }: LoadedConfig,
  folder: string | undefined,
): readonly Problem[] {
  if (config === null || templatesNamedBy(config).length === 0) return [];
  const place = folder ?? join(checkoutOf(file), config.templates.path);
  const links = linkProblems(files, place, { config, where });
  const texts = textsIn(files, place, config);
  if (links.length > 0 || Object.values(texts).some((text) => text !== null))
    return [...links, ...checkConfig(config, texts, where)];
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

function textsIn(files: Pick<Terminal, "readFile" | "isLink">, folder: string, config: Config): TemplateTexts {
  const textOf = (path: string): string | null => {
    try {
      return files.readFile(join(folder, path));
    } catch {
      return null;
    }
  };
  const all = templatesNamedBy(config).filter((path) => !files.isLink(join(folder, path)));
  return Object.fromEntries(all.map((path) => [path, textOf(path)]));
}

/** GitHub gives where a link leads as if it were the file's text. */
function linkProblems(
  files: Pick<Terminal, "isLink">,
  folder: string,
  { config, where }: { readonly config: Config; readonly where: LoadedConfig["where"] },
): readonly Problem[] {
  const places = templatePlacesOf(config).filter(({ file }) => files.isLink(join(folder, file)));
  return places.map(({ file, path }) => ({
    code: "template-link",
    where: where(path),
    what: `The template \`${file}\` is a symbolic link, which is not followed.`,
    todo: "Put the file itself in its place.",
    severity: "error",
  }));
}
