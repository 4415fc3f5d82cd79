/** What the commands that ask GitHub have in common: a token, a session, a config, and which items are meant. */
import type { Config } from "../../config/config.ts";
import { loadConfig } from "../../config/load.ts";
import { type NodeId, parseRef, refText } from "../../model/key.ts";
import { type Problem, problemText } from "../../model/problem.ts";
import { readEffectiveConfig } from "../effective-config.ts";
import { CommandError, exitCode } from "../exit.ts";
import { openSession, type Session } from "../session.ts";
import { asBystander, readTeamMember } from "../whose-token.ts";
import { baseUrlOf } from "../wire.ts";
import type { Terminal } from "./terminal.ts";

export interface OnlineOptions {
  /** A local file, in place of the organisation's config. */
  readonly config?: string;
  readonly org?: string;
  readonly all?: boolean;
  readonly json?: boolean;
}

export interface Online extends Session {
  readonly config: Config;
  /** Null: all. */
  readonly issues: readonly NodeId[] | null;
}

/** Opens a session with the environment's token. Throws `CommandError`. */
export function openTerminalSession(terminal: Terminal): Promise<Session> {
  const token = terminal.env.GITHUB_TOKEN || terminal.env.GH_TOKEN;
  if (!token) {
    throw new CommandError(
      exitCode.notAuthorised,
      "There is no token. Set GITHUB_TOKEN or GH_TOKEN, for example: export GITHUB_TOKEN=$(gh auth token). APP_ID and PRIVATE_KEY are for npm start and doctor only.",
    );
  }
  return openSession({ token, baseUrl: baseUrlOf(terminal.env), clock: terminal.clock });
}

/** Throws `CommandError` for whatever the person can put right. */
export async function goOnline(terminal: Terminal, ref: string | undefined, options: OnlineOptions): Promise<Online> {
  const wanted = wantedOf(ref, options);
  const session = await openTerminalSession(terminal);
  const config = await readConfigFor(terminal, session, options, wanted?.owner);
  if (wanted === null) return { ...session, config, issues: null };
  const issue = await session.ports.reader.readIssueId(wanted);
  if (issue === null) {
    throw new CommandError(
      exitCode.wrong,
      `There is no issue ${refText(wanted)}, or the token may not see it. Check the number, and the token's repositories.`,
    );
  }
  return { ...session, config, issues: [issue] };
}

/** Somebody of the team who looks sees what Milepost would do, not what they would do in its place. */
export async function onlooker(terminal: Terminal, ref: string | undefined, options: OnlineOptions): Promise<Online> {
  const online = await goOnline(terminal, ref, options);
  const member = await readTeamMember(online.octokit, online.config);
  if (member === null) return online;
  // With `mode: plan` nothing was written that could be taken for somebody's.
  if (online.config.identities.length === 0 && online.config.mode === "apply") {
    const todo = "Name who writes under identities, for example: identities: [milepost]";
    terminal.err.write(
      `You are ${member.login}, not Milepost, so what Milepost wrote is not recognised here. ${todo}\n`,
    );
  }
  return { ...online, ports: { ...online.ports, reader: asBystander(online.ports.reader) } };
}

/** Null: all items. */
function wantedOf(ref: string | undefined, { all }: OnlineOptions): ReturnType<typeof parseRef> {
  if (all && ref) throw new CommandError(exitCode.wrong, `Give either ${ref} or --all, not both.`);
  if (all) return null;
  if (!ref) throw new CommandError(exitCode.wrong, "Which items? Give owner/repo#n, or --all.");
  const parsed = parseRef(ref);
  if (parsed) return parsed;
  throw new CommandError(
    exitCode.wrong,
    `"${ref}" names no issue. Write it as owner/repo#12, or paste the issue's address.`,
  );
}

/** The organisation's config, or a local one. Throws `CommandError` when there is none that can be used. */
export async function readConfigFor(
  terminal: Terminal,
  { ports }: Session,
  options: OnlineOptions,
  refOwner: string | undefined,
): Promise<Config> {
  const owner = options.org ?? refOwner;
  if (options.config !== undefined) return loadFile(terminal, options.config, owner).config;
  if (!owner) {
    throw new CommandError(exitCode.wrong, "Whose config? Give --org NAME, or a file with --config FILE.");
  }
  const { config, problems } = await readEffectiveConfig(ports.reader, { kind: "owner", owner });
  return checked(terminal, config, problems);
}

/** Reads a config from a file. `owner`: whose `.github` repository holds the templates, unless the config says. */
export function loadFile(
  terminal: Terminal,
  file: string,
  owner: string | undefined,
): { readonly config: Config; readonly problems: readonly Problem[] } {
  const { config, problems } = loadConfig(readText(terminal, file), file, homeOf(owner));
  return { config: checked(terminal, config, problems), problems };
}

/** A file's text, or words about why there is none. */
export function readText(terminal: Pick<Terminal, "readFile">, file: string): string {
  try {
    return terminal.readFile(file);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    const what = code === "ENOENT" ? "There is no such file." : `It cannot be read (${String(code)}).`;
    throw new CommandError(exitCode.wrong, `${file}  ${what} Give the path of your milepost.yml.`);
  }
}

/** Where templates are looked for when a local config does not say. */
export function homeOf(owner: string | undefined): { readonly home?: { owner: string; repo: string } } {
  return owner ? { home: { owner, repo: ".github" } } : {};
}

function checked(terminal: Terminal, config: Config | null, problems: readonly Problem[]): Config {
  for (const problem of config ? problems : []) terminal.err.write(`${problemText(problem)}\n`);
  if (config) return config;
  throw new CommandError(exitCode.wrong, problems.map(problemText).join("\n"));
}
