/**
 * `command: report`: makes the reports of the config, posts each where its rule says, once per period, and leaves them
 * in the summary of the job and as files. Whoever may read the workflow may read both, so that a report for the team is
 * in neither where that is more than the team.
 */

import type { Config } from "../../config/config.ts";
import { didYouMean } from "../../config/nearest.ts";
import { reportRuleOf, reportRulesOf } from "../../config/report-rule-of.ts";
import { type ReportRule, readersOf } from "../../model/report-rule.ts";
import { createWorldKeeper } from "../../observe/world.ts";
import type { Visibility } from "../../plan/visibility.ts";
import { readVisibility } from "../discreet.ts";
import { CommandError, exitCode } from "../exit.ts";
import { asOfFrom } from "../report/as-of.ts";
import { reportFormats } from "../report/make-report.ts";
import { type Published, publishReport } from "../report/publish.ts";
import { readOrganisation } from "../report/read-organisation.ts";
import { openSession } from "../session.ts";
import { sourceAccessBy } from "../source-access.ts";
import { refuseTeamMember } from "../whose-token.ts";
import type { ActionInputs } from "./inputs.ts";
import { readConfigFor } from "./sync.ts";
import { isWorkflowIdentity } from "./workflow-token.ts";

export interface Reported {
  readonly published: readonly Published[];
  /** Those that whoever may read the workflow may read as well. */
  readonly shown: readonly Published[];
  readonly isDry: boolean;
  /** What a person should know besides, one sentence each. */
  readonly notices: readonly string[];
}

/** Throws `CommandError` for a wrong config, token or name, and `GitHubError` when GitHub's limit is reached. */
export async function reportOn(inputs: ActionInputs, baseUrl: string): Promise<Reported> {
  const { octokit, ports } = await openSession({ token: inputs.token, baseUrl });
  const { config, notices: ofConfig } = await readConfigFor(ports.reader, inputs);
  const rules = rulesOf(config, inputs.report);
  const now = ports.clock.now();
  const asOf = asOfFrom(inputs, config.calendar.zone, now, { asOf: "as-of:", week: "week:" });
  const keeper = createWorldKeeper(ports.reader, config);
  const world = await keeper.read();
  const isWorkflow = isWorkflowIdentity(world.identities[0]);
  const isDry = inputs.mode === "plan" || config.mode === "plan";
  if (!isDry && !isWorkflow) await refuseTeamMember(octokit, config);
  const gathered = await readOrganisation({
    config,
    reader: ports.reader,
    world,
    now,
    cache: null,
    onProgress: () => {},
    access: sourceAccessBy(process.env),
  });
  const whole = { ...ports, writer: isDry ? null : ports.writer, world: keeper, outgoing: null };
  const published: Published[] = [];
  for (const rule of rules) {
    const mayPost = !isWorkflow || rule.post.kind === "summary";
    const one: ReportRule = mayPost ? rule : { ...rule, post: { kind: "summary" } };
    published.push(await publishReport(one, gathered, { config, ports: whole, formats: reportFormats, asOf }));
  }
  const place = await readVisibility(octokit, inputs.home);
  const shown = published.filter((one) => mayShow(one, place));
  return {
    published,
    shown,
    isDry,
    notices: [...ofConfig, ...noticesOf({ rules, isWorkflow, published, shown })],
  };
}

/** Null: all of them. */
function rulesOf(config: Config, name: string | null): readonly ReportRule[] {
  const all = reportRulesOf(config);
  if (name === null) return all;
  const found = reportRuleOf(config, name);
  if (found !== null) return [found];
  const known = all.map((rule) => rule.name);
  const todo = didYouMean(name, known, `There are: ${known.join(", ")}.`);
  throw new CommandError(exitCode.wrong, `report: There is no report "${name}". ${todo}`);
}

function mayShow({ rule }: Published, place: Visibility): boolean {
  return rule.audience === "public" || place === "private";
}

function noticesOf({
  rules,
  isWorkflow,
  published,
  shown,
}: {
  readonly rules: readonly ReportRule[];
  readonly isWorkflow: boolean;
  readonly published: readonly Published[];
  readonly shown: readonly Published[];
}): readonly string[] {
  const unposted = isWorkflow ? rules.filter(({ post }) => post.kind !== "summary") : [];
  return [
    ...unposted.map(
      ({ name }) =>
        `The report ${name} was not posted: every workflow of this repository writes as github-actions, so what Milepost posted before cannot be told apart. Give an App's token.`,
    ),
    ...published
      .filter((one) => !shown.includes(one))
      .map(
        ({ rule }) =>
          `The report ${rule.name} is for ${readersOf[rule.audience]} and is not shown here, because this workflow can be read by more people. Run it in a private repository, or write \`audience: public\`.`,
      ),
  ];
}
