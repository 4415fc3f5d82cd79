/** `command: sync` or `recur`: looks at every item of the pipelines, rebuilding moves from timelines, and does what is due. */
import type { Config } from "../../config/config.ts";
import type { Reader } from "../../github/ports.ts";
import type { Reconciled } from "../../model/change.ts";
import { type Problem, problemText } from "../../model/problem.ts";
import { createWorldKeeper } from "../../observe/world.ts";
import { discreet, readVisibility } from "../discreet.ts";
import { type EffectiveConfig, readEffectiveConfig } from "../effective-config.ts";
import { CommandError, exitCode } from "../exit.ts";
import { type LookedAtAll, lookAtAll } from "../look-at-all.ts";
import { outgoingBy } from "../outgoing.ts";
import { openSession } from "../session.ts";
import { refuseTeamMember } from "../whose-token.ts";
import type { ActionInputs } from "./inputs.ts";
import { isWorkflowIdentity, refuseBeyondWorkflowToken, withoutCommands, withoutCreations } from "./workflow-token.ts";

export interface Synced {
  readonly all: LookedAtAll;
  /** As much of it as whoever may read the workflow's log may know. */
  readonly shown: LookedAtAll;
  readonly isDry: boolean;
  /** What a person should know besides, one sentence each. */
  readonly notices: readonly string[];
}

/** Throws `CommandError` for a wrong config, a wrong token, or a token that cannot do what the config asks. */
export async function sync(
  inputs: ActionInputs,
  baseUrl: string,
  onReconciled: (result: Reconciled) => void,
): Promise<Synced> {
  const { octokit, ports } = await openSession({ token: inputs.token, baseUrl });
  const { config: asWritten, notices: ofConfig } = await readConfigFor(ports.reader, inputs);
  const { config, notices, reader } = await fitted(asWritten, inputs, ports.reader);
  const isDry = inputs.mode === "plan" || config.mode === "plan";
  if (!isDry) await refuseTeamMember(octokit, config);
  const writer = isDry ? null : ports.writer;
  const recurs = inputs.command === "recur" || inputs.recurring;
  const all = await lookAtAll({
    ...{ config, ports: { ...ports, reader }, writer, onReconciled },
    outgoing: outgoingBy(process.env)(config),
    recurring: recurs ? config.recurring.map(({ name }) => name) : [],
    issues: inputs.command === "recur" ? [] : null,
    confirmed: inputs.plan,
  });
  const stopped = all.braked === null ? [] : [brakeNotice(all.braked, inputs.plan)];
  const { shown, notices: hidden } = discreet(all, await readVisibility(octokit, inputs.home));
  return { all, shown, isDry, notices: [...ofConfig, ...notices, ...hidden, ...stopped] };
}

function brakeNotice({ why, hash }: NonNullable<LookedAtAll["braked"]>, given: string | null): string {
  const isOther = given === null ? "" : ` The plan is not ${given} any more: things have changed since.`;
  return `Nothing was written: ${why}.${isOther} Look at the plan; when so much is meant, run the workflow once with the input plan: ${hash}`;
}

/** The config and what is odd in it. Throws `CommandError` when it is wrong or there is none. */
export async function readConfigFor(
  reader: Reader,
  inputs: ActionInputs,
): Promise<{ readonly config: Config; readonly notices: readonly string[] }> {
  const { config, problems } = await findConfig(reader, inputs);
  const notices = problems.map(problemText);
  if (config === null) throw new CommandError(exitCode.wrong, notices.join("\n"));
  return { config, notices };
}

/** The organisation's config counts; where it has none, this repository may bring its own. */
async function findConfig(reader: Reader, { config, home }: ActionInputs): Promise<EffectiveConfig> {
  if (config !== null) return readEffectiveConfig(reader, config);
  const ofOwner = await readEffectiveConfig(reader, { kind: "owner", owner: home.owner });
  if (!isMissing(ofOwner.problems)) return ofOwner;
  const own = await readEffectiveConfig(reader, { kind: "path", ...home, path: ".github/milepost.yml" });
  return isMissing(own.problems) ? ofOwner : own;
}

function isMissing(problems: readonly Problem[]): boolean {
  return problems.some(({ code }) => code === "config-missing");
}

async function fitted(
  config: Config,
  { home }: ActionInputs,
  reader: Reader,
): Promise<{ readonly config: Config; readonly notices: readonly string[]; readonly reader: Reader }> {
  const { identities } = await createWorldKeeper(reader, config).read();
  if (!isWorkflowIdentity(identities[0])) return { config, notices: [], reader };
  refuseBeyondWorkflowToken(config, home);
  return { ...withoutCreations(config), reader: withoutCommands(reader) };
}
