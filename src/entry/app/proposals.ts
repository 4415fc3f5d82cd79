/**
 * Pull requests that propose another config → one check run "Milepost config" on the proposed commit. The proposal is
 * anybody's text: it is judged in memory, nothing that it names is asked for, its templates are parsed and never filled
 * in, and the check run is the only thing written.
 */
import type { Octokit } from "@octokit/core";
import { checkConfig } from "../../config/check.ts";
import type { Config } from "../../config/config.ts";
import { loadConfig } from "../../config/load.ts";
import { templatesNamedBy } from "../../config/questions.ts";
import { GitHubError } from "../../github/ports.ts";
import type { Problem } from "../../model/problem.ts";
import type { Read } from "../../model/snapshot.ts";
import type { MakeQueue, ServedQueue } from "../../trigger/queue-port.ts";
import { annotationOf } from "../annotations.ts";
import { counted } from "../counted.ts";
import type { Log } from "../log.ts";
import type { Ports } from "../ports.ts";

/** One proposed commit of one repository. */
export interface Proposal {
  readonly owner: string;
  readonly repo: string;
  readonly head: string;
}

export interface ProposalOptions {
  readonly installation: number;
  readonly makeQueue: MakeQueue;
  readonly octokit: Octokit;
  readonly ports: Ports;
  readonly log: Log;
  readonly wake: (seconds: number, callback: () => void) => void;
  readonly readOwner: () => Promise<string>;
  /** The config that counts now; null when there is none. */
  readonly readConfig: () => Promise<Config | null>;
}

const path = ".github/milepost.yml";
const checkName = "Milepost config";
const afterMerge = "It takes effect after merge; until then the config of the default branch counts.";

/** GitHub takes fifty annotations a request. https://docs.github.com/en/rest/checks/runs */
const mostAnnotations = 50;
/** A proposal may not cost more reads than this. */
const mostTemplates = 40;

/** Proposals wait here; one that could not be judged is tried again. */
export function createProposals(options: ProposalOptions): ServedQueue<Proposal> {
  return options.makeQueue<Proposal>(`${options.installation}/proposals`, {
    run: (proposal) => check(proposal, options),
    textOf: ({ owner, repo, head }) => `${owner}/${repo}@${head}`,
    now: () => options.ports.clock.now(),
    wake: options.wake,
    concurrency: 1,
    onError: (_, err, parked) => {
      options.log.warn({ err }, parked ? "a proposed config was not judged" : "a proposed config will be judged later");
    },
  });
}

async function check(proposal: Proposal, options: ProposalOptions): Promise<void> {
  const { owner, repo, head } = proposal;
  const home = await options.readOwner();
  if (owner.toLowerCase() !== home.toLowerCase() || !/^\.github(-private)?$/.test(repo)) return;
  const { reader } = options.ports;
  const [proposed, present] = await Promise.all([
    reader.readFileAt(owner, repo, path, head).then(certain),
    reader.readFile(owner, repo, path).then(certain),
  ]);
  if (proposed === present || (await isChecked(proposal, options))) return;
  const verdict = proposed === null ? removed : await judge(proposed, proposal, options);
  await options.ports.governor.write({ writes: 1, creations: 0 }, () =>
    options.octokit.request("POST /repos/{owner}/{repo}/check-runs", {
      ...{ owner, repo, name: checkName, head_sha: head, external_id: head, status: "completed" as const },
      ...verdict,
    }),
  );
  options.log.info(
    { outcome: verdict.conclusion, count: verdict.output.annotations.length },
    "judged a proposed config",
  );
}

const removed = {
  conclusion: "neutral" as const,
  output: {
    title: "The config would be removed",
    summary: `Without ${path}, Milepost does nothing in this organisation. ${afterMerge}`,
    annotations: [],
  },
};

async function judge(text: string, proposal: Proposal, options: ProposalOptions) {
  const { owner, repo } = proposal;
  const { config, problems, where } = loadConfig(text, path, { home: { owner, repo } });
  const templates = config === null ? {} : await readTemplates(config, proposal, options);
  const found = config === null ? problems : [...problems, ...checkConfig(config, templates, where)];
  return verdictOn(found, config);
}

/** Only those that the config of the default branch names as well: the proposal must not choose what is read. */
async function readTemplates(
  config: Config,
  { owner, repo, head }: Proposal,
  { ports, readConfig }: ProposalOptions,
): Promise<Readonly<Record<string, string | null>>> {
  const present = await readConfig().catch(() => null);
  const { templates } = config;
  const isHere = [config, present].every((one) => {
    return one?.templates.owner === owner && one.templates.repo === repo && one.templates.path === templates.path;
  });
  if (present === null || !isHere) return {};
  const trusted = new Set(templatesNamedBy(present));
  const files = templatesNamedBy(config).filter((file) => trusted.has(file));
  if (files.length > mostTemplates) return {};
  const texts = await Promise.all(
    files.map(
      async (file) => [file, await ports.reader.readFileAt(owner, repo, `${templates.path}/${file}`, head)] as const,
    ),
  );
  return Object.fromEntries(texts.flatMap(([file, read]) => (read.known ? [[file, read.value] as const] : [])));
}

function verdictOn(problems: readonly Problem[], config: Config | null) {
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const annotations = problems.slice(0, mostAnnotations).map((problem) => {
    const { line, column, severity, ...rest } = annotationOf(problem, path, config);
    return {
      ...{ path: rest.path, title: rest.title, message: rest.message, start_line: line, end_line: line },
      ...(column === null ? {} : { start_column: column, end_column: column }),
      annotation_level: severity === "error" ? ("failure" as const) : ("warning" as const),
    };
  });
  const more = problems.length - annotations.length;
  const told =
    problems.length === 0
      ? "Nothing is wrong with it."
      : `${counted(problems.length, "thing")} to look at${more > 0 ? `, of which ${annotations.length} are shown` : ""}.`;
  return {
    conclusion: errors > 0 ? ("failure" as const) : ("success" as const),
    output: {
      title: errors > 0 ? `${counted(errors, "error")} in the config` : "The config is right",
      summary: `${told} ${afterMerge}`,
      annotations,
    },
  };
}

/** A doubled delivery must not double the check run. */
async function isChecked({ owner, repo, head }: Proposal, { octokit, ports }: ProposalOptions): Promise<boolean> {
  const { data } = await ports.governor.read(() =>
    octokit.request("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", {
      owner,
      repo,
      ref: head,
      check_name: checkName,
    }),
  );
  return data.check_runs.some(({ external_id }) => external_id === head);
}

function certain(read: Read<string | null>): string | null {
  if (read.known) return read.value;
  throw new GitHubError("unavailable", read.why);
}
