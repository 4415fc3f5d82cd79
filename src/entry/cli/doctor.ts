/**
 * `milepost doctor`: whether Milepost could work here: token or App, permissions, config, what the config names, what is
 * followed and what is not, and how a running App is. It only reads.
 */
import type { Config } from "../../config/config.ts";
import { loadConfig } from "../../config/load.ts";
import { didYouMean } from "../../config/nearest.ts";
import { problemText } from "../../model/problem.ts";
import { inspect } from "../../observe/inspect.ts";
import { createWorldKeeper } from "../../observe/world.ts";
import { inTheWay } from "../../plan/posting.ts";
import { readInstallations } from "../app/installations.ts";
import { readSettings } from "../app/settings.ts";
import { countCards } from "../count-cards.ts";
import { counted } from "../counted.ts";
import { CommandError, type ExitCode, endOf, exitCode } from "../exit.ts";
import { missingGrants } from "../granted.ts";
import { refusedBy } from "../outgoing.ts";
import { createPorts } from "../ports.ts";
import { readPosts } from "../report/post-report.ts";
import { trySources } from "../report/try-sources.ts";
import type { Session } from "../session.ts";
import { sourceAccessBy } from "../source-access.ts";
import { readVisibility } from "../visibility.ts";
import { readTeamMember } from "../whose-token.ts";
import { createClock, createGitHub, isWebAddress } from "../wire.ts";
import { openTerminalSession } from "./online.ts";
import { readMissingScopes, scopeWords } from "./scopes.ts";
import { print, type Terminal, wantsJson } from "./terminal.ts";
import { sourceOf } from "./validate.ts";

export interface DoctorOptions {
  readonly org?: string;
  readonly config?: string;
  /** Address of a running App, whose `/healthz` is read. */
  readonly app?: string;
  readonly json?: boolean;
}

interface Finding {
  readonly about: "token" | "permissions" | "config" | "names" | "reports" | "sources" | "items" | "app";
  readonly kind: "fine" | "warning" | "error" | "unknown";
  readonly text: string;
}

/** Exit code 4 when a permission is missing, 2 when the config is wrong, 3 when something could not be read. */
export async function doctor(terminal: Terminal, options: DoctorOptions): Promise<ExitCode> {
  if (options.app !== undefined && !isWebAddress(options.app))
    throw new CommandError(exitCode.wrong, `"${options.app}" is no address. Write it as http://HOST:PORT.`);
  const findings: Finding[] = [];
  const session = await openAsAppOrToken(terminal, options, findings);
  await examine(terminal, { session, options, findings });
  if (options.app !== undefined) findings.push(await healthOf(options.app));
  const signs = { fine: "=", warning: "~", error: "!", unknown: "?" } as const;
  const words = () => findings.map(({ about, kind, text }) => `  ${signs[kind]} ${about.padEnd(12)}${text}\n`).join("");
  print(terminal, wantsJson(terminal, options), findings, words);
  const errors = findings.filter(({ kind }) => kind === "error");
  if (errors.some(({ about }) => about === "permissions" || about === "token")) return exitCode.notAuthorised;
  if (errors.some(({ about }) => about === "app")) return exitCode.failed;
  if (errors.length > 0) return exitCode.wrong;
  return findings.some(({ kind }) => kind === "unknown") ? exitCode.workLeft : exitCode.done;
}

/** Who asks, and what the App was granted; null where that cannot be told. */
interface Asker extends Session {
  readonly granted: Readonly<Record<string, string>> | null;
}

/** With `APP_ID` and `PRIVATE_KEY` as the App, whose grants GitHub tells exactly; else by the token. */
async function openAsAppOrToken(terminal: Terminal, { org }: DoctorOptions, findings: Finding[]): Promise<Asker> {
  const { env } = terminal;
  if (!env.APP_ID || !env.PRIVATE_KEY || org === undefined) {
    const session = await openTerminalSession(terminal);
    findings.push({ about: "token", kind: "fine", text: "GitHub accepts the token." }, ...(await scopesOf(session)));
    return { ...session, granted: null };
  }
  const read = readSettings({ WEBHOOK_SECRET: "-".repeat(32), ...env });
  if (read.kind === "wrong") throw new CommandError(exitCode.wrong, read.complaints.join("\n"));
  const { appId, privateKey, baseUrl } = read.settings;
  const app = createGitHub({ baseUrl, auth: { kind: "app", appId, privateKey } });
  const all = await readInstallations(app);
  const installed = all.find(({ owner }) => owner.toLowerCase() === org.toLowerCase());
  if (!installed) {
    const names = all.map(({ owner }) => owner);
    const todo = `${didYouMean(org, names, `It is installed on: ${names.join(", ") || "no account"}.`)} Else install it there.`;
    throw new CommandError(exitCode.notAuthorised, `The App is not installed on ${org}. ${todo}`);
  }
  const instead = env.GITHUB_TOKEN ? " GITHUB_TOKEN is not used." : "";
  const text = `The App is installed on ${installed.owner}; asking as the App, by APP_ID and PRIVATE_KEY.${instead}`;
  findings.push({ about: "token", kind: "fine", text });
  const { data } = await app.request("GET /app/installations/{installation_id}", { installation_id: installed.id });
  const granted = data.permissions as Record<string, string>;
  const missing = missingGrants({ permissions: granted, events: data.events });
  findings.push(...missing.map((text): Finding => ({ about: "permissions", kind: "error", text })));
  if (missing.length === 0)
    findings.push({ about: "permissions", kind: "fine", text: "Everything in app.yml is granted." });
  const octokit = createGitHub({
    baseUrl,
    auth: { kind: "installation", appId, privateKey, installation: installed.id },
  });
  return { octokit, ports: createPorts(octokit, terminal.clock ?? createClock()), quota: null, granted };
}

/** A classic token's scopes, in findings; other tokens have none to tell. */
async function scopesOf({ octokit }: Session): Promise<readonly Finding[]> {
  const missing = await readMissingScopes(octokit);
  if (missing === null) {
    const hint =
      "What this token may do shows when it is used. With APP_ID, PRIVATE_KEY and --org, the App's grants are checked.";
    return [{ about: "permissions", kind: "warning", text: hint }];
  }
  if (missing.length === 0) return [{ about: "permissions", kind: "fine", text: "The token has every scope." }];
  return [{ about: "permissions", kind: "error", text: scopeWords(missing) }];
}

interface Examined {
  readonly session: Asker;
  readonly options: DoctorOptions;
  readonly findings: Finding[];
}

async function examine(terminal: Terminal, { session, options, findings }: Examined): Promise<void> {
  const { name, text, home } = await sourceOf(terminal, options.config, { session, org: options.org });
  const { config, problems, where } = loadConfig(text, name, home ? { home } : {});
  findings.push(...problems.map((one): Finding => ({ about: "config", kind: one.severity, text: problemText(one) })));
  if (config === null) return;
  if (problems.length === 0)
    findings.push({ about: "config", kind: "fine", text: `${name} is right; mode: ${config.mode}.` });
  const member = await readTeamMember(session.octokit, config);
  if (member) {
    const text = `The token is that of ${member.login}, a person of the team: apply refuses it. Use an App's token.`;
    findings.push({ about: "token", kind: "warning", text });
  }
  const visibility = home ? await readVisibility(session.octokit, home) : null;
  const found = await inspect(config, session.ports.reader, { where, home: visibility && { visibility } });
  findings.push(
    ...found.problems.map((one): Finding => ({ about: "names", kind: one.severity, text: problemText(one) })),
  );
  for (const { where: place, what, todo } of refusedBy(terminal.env)(config))
    findings.push({ about: "names", kind: "warning", text: `${place}  ${what} ${todo}` });
  if (found.problems.length === 0)
    findings.push({ about: "names", kind: "fine", text: "Everything that the config names is there." });
  findings.push(...(await reportsOf(session, config)), ...(await sourcesOf(terminal, session, config)));
  for (const pipeline of [...config.pipelines, ...config.rules])
    findings.push(await itemsOf(session, config, pipeline));
  for (const key of Object.keys(config.boards)) findings.push(...(await cardsOf(session, config, key)));
}

/** Where reports are to stand: whether they may, and what is not there. */
async function reportsOf({ ports, granted }: Asker, config: Config): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const world = await createWorldKeeper(ports.reader, config).read();
  for (const { name, audience, post } of config.reports) {
    if (post.kind === "summary") continue;
    if (post.kind === "discussion" && granted !== null && granted.discussions !== "write") {
      const text = `The report ${name} is posted as a discussion, and "discussions: write" is needed for that. Grant it on the App's settings page, then accept it for the organisation.`;
      findings.push({ about: "permissions", kind: "error", text });
      continue;
    }
    const have = await readPosts(post, { config, world, reader: ports.reader });
    const wrong = inTheWay(have, { name, audience, post }, { config, world });
    for (const one of wrong?.problems ?? []) {
      const kind = one.code === "unread" ? "unknown" : one.severity;
      findings.push({ about: "reports", kind, text: problemText(one) });
    }
    if (wrong === null)
      findings.push({ about: "reports", kind: "fine", text: `${name}: may stand where it is posted.` });
  }
  return findings;
}

/** Whether numbers that no issue holds can be read, from here: the App may stand where more can be reached, or less. */
async function sourcesOf({ env }: Terminal, { ports }: Session, config: Config): Promise<readonly Finding[]> {
  const { reader, clock } = ports;
  const tried = await trySources({ config, reader, now: clock.now(), access: sourceAccessBy(env) });
  return tried.map(({ key, found, problem }): Finding => {
    const said = problem === null ? "" : `${problem.what} ${problem.todo}`;
    if (found !== null) {
      const text = [`${key}: ${found}`, ...(problem === null ? [] : [said])].join(" ");
      return { about: "sources", kind: problem === null ? "fine" : "warning", text };
    }
    const kind = problem?.code === "source-missing" ? "error" : "unknown";
    return { about: "sources", kind, text: `${key}: ${problem?.where ?? ""}  ${said}` };
  });
}

async function itemsOf(
  { ports }: Session,
  config: Config,
  { name, items, board }: Config["pipelines"][number],
): Promise<Finding> {
  const repository = config.repositories[items.repository]!;
  const field = (board === null ? null : config.boards[board]?.statusField) ?? "Status";
  const read = await ports.reader.readGlimpses(repository.owner, repository.name, items.label, field);
  if (!read.known) return { about: "items", kind: "unknown", text: `${name}: not counted, because ${read.why}` };
  return { about: "items", kind: "fine", text: `${name}: ${counted(read.value.length, "issue")} followed.` };
}

async function cardsOf({ octokit }: Session, config: Config, key: string): Promise<readonly Finding[]> {
  try {
    const counts = await countCards(octokit, config.boards[key]!, config);
    if (counts === null)
      return [{ about: "items", kind: "unknown", text: `board ${key}: its cards could not be counted.` }];
    const others = Object.entries(counts.untracked).map(([why, many]) => `${many} ${why}`);
    const rest = others.length === 0 ? "" : ` Not followed: ${others.join("; ")}.`;
    return [
      { about: "items", kind: "fine", text: `board ${key}: ${counted(counts.tracked, "card")} followed.${rest}` },
    ];
  } catch (error) {
    const why = endOf(error)?.words ?? "GitHub did not say.";
    return [{ about: "items", kind: "unknown", text: `board ${key}: its cards could not be counted. ${why}` }];
  }
}

async function healthOf(address: string): Promise<Finding> {
  try {
    const response = await fetch(`${address.replace(/\/+$/, "")}/healthz`, { signal: AbortSignal.timeout(10_000) });
    const health = (await response.json()) as Record<string, number | string>;
    const { status, parked = 0, waiting = 0, later = 0, limited = 0, undelivered = 0 } = health;
    const isParked = Number(parked) > 0 ? ", which failed too often and are left alone until they change" : "";
    const isLimited =
      Number(limited) > 0
        ? ` GitHub's limit keeps ${counted(Number(limited), "installation")} waiting; what waits is kept.`
        : "";
    const isLost =
      Number(undelivered) > 0
        ? ` ${undelivered} of the last three days' deliveries failed five times and are not asked for again: the log names them.`
        : "";
    const text = `${address} says ${String(status)}: ${waiting} waiting, ${later} for later, ${parked} parked${isParked}.${isLimited}${isLost}`;
    const kind = isParked || isLimited || isLost ? "warning" : "fine";
    return { about: "app", kind: response.ok ? kind : "error", text };
  } catch {
    return { about: "app", kind: "error", text: `${address} does not answer. Is the App running?` };
  }
}
