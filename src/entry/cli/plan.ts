/** `milepost plan`, `milepost apply` and `milepost explain`: the same look at the same items; only `apply` holds a writer. */
import type { Config } from "../../config/config.ts";
import type { Outgoing, Reader, Writer } from "../../github/ports.ts";
import { plusSeconds } from "../../model/time.ts";
import { createWorldKeeper } from "../../observe/world.ts";
import { explainPlan } from "../../plan/render.ts";
import { brakeWords, extentOf, planHash } from "../brake.ts";
import { counted } from "../counted.ts";
import { effortOf, effortWords } from "../effort.ts";
import { CommandError, type ExitCode, endOf, exitCode } from "../exit.ts";
import { type LookedAtAll, type LookOptions, lookAtAll } from "../look-at-all.ts";
import { outgoingBy } from "../outgoing.ts";
import { countsOf, resultJson, resultWords } from "../result-json.ts";
import { refuseTeamMember } from "../whose-token.ts";
import { goOnline, type Online, type OnlineOptions, onlooker } from "./online.ts";
import { type Suppose, supposeOf } from "./suppose.ts";
import { print, progress, type Terminal, wantsJson } from "./terminal.ts";
import { withWhyNone } from "./why-none.ts";

/** Shows what would be done, and writes nothing: it has nothing to write with. */
export async function planItems(
  terminal: Terminal,
  ref: string | undefined,
  options: OnlineOptions & { readonly if?: readonly string[] },
): Promise<ExitCode> {
  const suppose = supposeOf(options.if ?? []);
  if (options.if?.length && !ref) throw new CommandError(exitCode.wrong, "--if needs one issue. Give owner/repo#n.");
  const online = await onlooker(terminal, ref, options);
  const reader = options.if?.length ? supposing(online, suppose) : online.ports.reader;
  const all = await look(terminal, { ...online, ports: { ...online.ports, reader } }, null);
  const asJson = wantsJson(terminal, options);
  const confirm = ref === undefined ? confirmWords(all, online.config, sameItems(ref, options)) : "";
  const words = () =>
    `${resultWords(all, true)}${planSummary(all)}${effortWords(effortOf(all), online.quota)}${confirm}`;
  print(terminal, asJson, resultJson(all, true), words);
  return endOfLooks(terminal, all);
}

/** Does what `plan` shows. */
export async function applyItems(
  terminal: Terminal,
  ref: string | undefined,
  options: OnlineOptions & { readonly confirm?: boolean; readonly wait?: boolean; readonly plan?: string },
): Promise<ExitCode> {
  if (!options.confirm) {
    const same = sameItems(ref, options);
    throw new CommandError(
      exitCode.wrong,
      `apply writes to GitHub. See first what it would do: milepost plan ${same}\nThen add --confirm: milepost apply --confirm ${same}`,
    );
  }
  const online = await goOnline(terminal, ref, options);
  if (online.config.mode !== "apply") {
    throw new CommandError(
      exitCode.wrong,
      "The config says mode: plan, so nothing is written. Set mode: apply when the plan is right.",
    );
  }
  await refuseTeamMember(online.octokit, online.config);
  const all = await look(terminal, online, online.ports.writer, {
    wait: options.wait ? waiting(terminal, online) : null,
    confirmed: options.plan ?? null,
  });
  if (all.braked) return tellBraked(terminal, all, { sameItems: sameItems(ref, options), given: options.plan });
  const asJson = wantsJson(terminal, options);
  print(terminal, asJson, resultJson(all, false), () => `${resultWords(all, false)}${applySummary(all)}`);
  return endOfLooks(terminal, all);
}

/** The words that name the same items by the same config on the next command line. */
function sameItems(ref: string | undefined, { config, org }: OnlineOptions): string {
  const given = [ref ?? "--all", config && `--config ${config}`, org && `--org ${org}`];
  return given.filter((word) => word).join(" ");
}

/** Where one item stands, how it came there, and why what is done is done. */
export async function explainItem(terminal: Terminal, ref: string, options: OnlineOptions): Promise<ExitCode> {
  const online = await onlooker(terminal, ref, options);
  const all = await look(terminal, online, null);
  const [result] = all.results;
  const found = result?.ref ?? ref;
  const plan = result?.plan ? withWhyNone(result.plan, found, online.config) : null;
  if (plan) print(terminal, wantsJson(terminal, options), { ref, ...plan }, () => explainPlan(plan, found));
  else if (all.errors.length === 0 && all.left.length === 0)
    terminal.err.write(`${ref} is gone, or is a pull request.\n`);
  return endOfLooks(terminal, all);
}

/** A reader that shows each item as it would be. */
function supposing({ config, ports }: Online, suppose: Suppose): Reader {
  const world = createWorldKeeper(ports.reader, config);
  return {
    ...ports.reader,
    async readItem(issue, question) {
      const item = await ports.reader.readItem(issue, question);
      return item && suppose(item, await world.read(), ports.clock.now());
    },
  };
}

async function look(
  terminal: Terminal,
  { config, ports, issues }: Online,
  writer: Writer | null,
  more: Pick<LookOptions, "wait" | "confirmed"> = {},
): Promise<LookedAtAll> {
  let seen = 0;
  const onReconciled = () => {
    seen += 1;
    if (seen % 25 === 0) progress(terminal, `${counted(seen, "item")} looked at`);
  };
  return lookAtAll({ config, ports, writer, outgoing: outgoingOf(terminal, config), issues, onReconciled, ...more });
}

/** How to confirm a plan that is more than the brake lets through; nothing otherwise. */
function confirmWords({ results }: LookedAtAll, config: Config, items: string): string {
  const why = brakeWords(config, extentOf(results));
  if (why === null) return "";
  return `${why}, so apply asks first. When so much is meant: milepost apply --confirm ${items} --plan ${planHash(results)}\n`;
}

/** Nothing was written; what would be is shown by `plan`. */
function tellBraked(
  terminal: Terminal,
  { braked, left }: LookedAtAll,
  { sameItems: items, given }: { readonly sameItems: string; readonly given: string | undefined },
): ExitCode {
  const isOther = given === undefined ? "" : ` The plan is not ${given} any more: things have changed since.`;
  const words = [
    `Nothing was written: ${braked!.why}.${isOther}`,
    `See what it would do: milepost plan ${items}`,
    `When so much is meant: milepost apply --confirm ${items} --plan ${braked!.hash}`,
    ...left,
  ];
  terminal.err.write(`${words.join("\n")}\n`);
  return exitCode.workLeft;
}

/** Says until when, since it may be an hour. */
function waiting(terminal: Terminal, { ports: { clock } }: Online): (seconds: number) => Promise<void> {
  return async (seconds) => {
    const until = plusSeconds(clock.now(), seconds);
    if (seconds >= 60) terminal.err.write(`What is left waits until ${until}; stopping here loses nothing.\n`);
    await clock.sleep(seconds);
  };
}

/** Who may be called from here, by the environment. */
export function outgoingOf({ env }: Terminal, config: Config): Outgoing | null {
  return outgoingBy(env)(config);
}

/** The worst of what happened decides; each reason is on standard error. */
export function endOfLooks(terminal: Terminal, { left, errors, results }: LookedAtAll): ExitCode {
  for (const sentence of left) terminal.err.write(`${sentence}\n`);
  const ends = errors.map((error) => endOf(error) ?? { code: exitCode.failed, words: wordsOf(error) });
  for (const words of new Set(ends.map((end) => end.words))) terminal.err.write(`${words}\n`);
  for (const worst of [exitCode.wrong, exitCode.notAuthorised])
    if (ends.some(({ code }) => code === worst)) return worst;
  if (countsOf(results).failed > 0 || ends.some(({ code }) => code === exitCode.failed)) return exitCode.failed;
  return left.length > 0 || ends.length > 0 ? exitCode.workLeft : exitCode.done;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

function planSummary(all: LookedAtAll): string {
  const { planned } = countsOf(all.results);
  const touched = all.results.filter(({ plan }) => (plan?.changes.length ?? 0) > 0).length;
  return `\n${counted(all.results.length, "item")} looked at, ${counted(planned, "change")} planned on ${touched}. Nothing was written.\n`;
}

function applySummary(all: LookedAtAll): string {
  const { planned, applied, unchanged, refused, failed, unknown } = countsOf(all.results);
  const rest = { unchanged, refused, failed, "not answered": unknown };
  const told = Object.entries(rest)
    .filter(([, many]) => many > 0)
    .map(([name, many]) => `, ${many} ${name}`);
  return `\n${counted(all.results.length, "item")} looked at, ${counted(planned, "change")} planned, ${applied} applied${told.join("")}.\n`;
}
