/** `milepost recur`: recurring work that is due. Shows it; with `--confirm` it opens it, and completes what it opened. */
import { didYouMean } from "../../config/nearest.ts";
import { counted } from "../counted.ts";
import { CommandError, type ExitCode, exitCode } from "../exit.ts";
import { lookAtAll } from "../look-at-all.ts";
import { countsOf, resultJson, resultWords } from "../result-json.ts";
import { refuseTeamMember } from "../whose-token.ts";
import { goOnline, type OnlineOptions } from "./online.ts";
import { endOfLooks, outgoingOf } from "./plan.ts";
import { print, type Terminal, wantsJson } from "./terminal.ts";

export type RecurOptions = OnlineOptions & { readonly confirm?: boolean };

/** Of one entry by its name under `recurring`, or of all. */
export async function recur(terminal: Terminal, name: string | undefined, options: RecurOptions): Promise<ExitCode> {
  if (name !== undefined && options.all)
    throw new CommandError(exitCode.wrong, `Give either ${name} or --all, not both.`);
  if (name === undefined && !options.all)
    throw new CommandError(exitCode.wrong, "Which recurring work? Give its name under `recurring`, or --all.");
  const online = await goOnline(terminal, undefined, { ...options, all: true });
  const { config, ports } = online;
  const known = config.recurring.map((entry) => entry.name);
  if (name !== undefined && !known.includes(name)) {
    const todo = didYouMean(
      name,
      known,
      known.length === 0 ? "The config has none." : `There are: ${known.join(", ")}.`,
    );
    throw new CommandError(exitCode.wrong, `There is no recurring work "${name}". ${todo}`);
  }
  const isDry = options.confirm !== true;
  if (!isDry && config.mode !== "apply")
    throw new CommandError(exitCode.wrong, "The config says mode: plan, so nothing is written. Set mode: apply first.");
  if (!isDry) await refuseTeamMember(online.octokit, config);
  const all = await lookAtAll({
    ...{ config, ports, issues: [], onReconciled: () => {} },
    recurring: name === undefined ? known : [name],
    writer: isDry ? null : ports.writer,
    outgoing: outgoingOf(terminal, config),
  });
  const notes = all.results.flatMap(({ plan }) => plan?.notes ?? []).map((note) => `  . ${note}\n`);
  const { planned, applied, failed } = countsOf(all.results);
  const end = isDry
    ? `${counted(planned, "change")} planned. Nothing was written; add --confirm to do it.`
    : `${counted(planned, "change")} planned, ${applied} applied, ${failed} failed.`;
  print(
    terminal,
    wantsJson(terminal, options),
    resultJson(all, isDry),
    () => `${resultWords(all, isDry)}${notes.join("")}\n${end}\n`,
  );
  return endOfLooks(terminal, all);
}
