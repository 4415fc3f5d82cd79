/**
 * What a workflow's own GITHUB_TOKEN may be used for: pipelines of labels in one repository. It cannot see boards, and
 * every workflow of the repository writes under the same name, so nothing that it wrote can be told to be ours.
 */
import type { Config } from "../../config/config.ts";
import type { Reader } from "../../github/ports.ts";
import type { Actor } from "../../model/fact.ts";
import type { Pipeline } from "../../model/pipeline.ts";
import { CommandError, exitCode } from "../exit.ts";

/** Whether this is the identity that all workflows share. */
export function isWorkflowIdentity(identity: Actor | undefined): boolean {
  return identity?.kind === "Bot" && identity.login === "github-actions";
}

const why = "every workflow of this repository writes as github-actions, so what Milepost made cannot be told apart";

const recipe = [
  "Use an App's token instead:",
  // The same as in templates/workflows/milepost.yml; a test holds them together.
  "  - uses: actions/create-github-app-token@bcd2ba49218906704ab6c1aa796996da409d3eb1 # v3.2.0",
  "    id: app",
  "    with:",
  `      app-id: ${expression("vars.MILEPOST_APP_ID")}`,
  `      private-key: ${expression("secrets.MILEPOST_PRIVATE_KEY")}`,
  `      owner: ${expression("github.repository_owner")}`,
  "      permission-issues: write",
  "      permission-organization-projects: write",
  "      permission-contents: read",
  "      permission-members: read",
  "      permission-pull-requests: read",
  "      permission-metadata: read",
  "and give this Action",
  `    with: { token: "${expression("steps.app.outputs.token")}" }`,
].join("\n");

/** Throws `CommandError` with the recipe when the config asks for more than GITHUB_TOKEN can do. */
export function refuseBeyondWorkflowToken(
  config: Config,
  home: { readonly owner: string; readonly repo: string },
): void {
  const here = `${home.owner}/${home.repo}`.toLowerCase();
  const beyond = beyondLabels(config);
  if (beyond !== null) throw refused(beyond);
  for (const pipeline of config.pipelines) {
    const { name, board, items } = pipeline;
    if (board !== null) throw refused(`The pipeline ${name} has a board, and GITHUB_TOKEN cannot see boards.`);
    const care = caresOf(pipeline);
    if (care !== null) throw refused(`The pipeline ${name} has \`${care}\`, and ${why}.`);
    const repository = config.repositories[items.repository];
    if (repository && `${repository.owner}/${repository.name}`.toLowerCase() !== here) {
      throw refused(
        `The pipeline ${name} is in ${repository.owner}/${repository.name}, and GITHUB_TOKEN is for ${here} only.`,
      );
    }
  }
}

/** What opens issues by itself, or belongs to no pipeline, in words; null when there is none. */
function beyondLabels({ recurring, flows, rules, attention }: Config): string | null {
  const [entry, flow, rule] = [recurring[0], flows[0], rules[0]];
  if (entry) return `The recurring work ${entry.name} opens issues, and ${why}.`;
  if (flow) return `The flow ${flow.name} opens issues, and ${why}.`;
  if (rule) return `The rule ${rule.name} is more than labels of stages, and ${why}.`;
  return attention === null ? null : `The config keeps an attention issue, and ${why}.`;
}

const cares = {
  asks: "asks",
  titles: "titles",
  priority: "priority",
  answers: "answers",
  gates: "gates",
  clocks: "clocks",
  notices: "notices",
  overlaps: "overlaps",
  onClose: "on-close",
  assign: "assign",
  checklists: "checklists",
  escalations: "escalations",
} as const;

/** The first care that a pipeline asks for, by its key in the file; null when it asks for none. */
function caresOf(pipeline: Pipeline): string | null {
  const asked = Object.entries(cares).find(([key]) => {
    const value = pipeline[key as keyof typeof cares];
    return value !== null && (!Array.isArray(value) || value.length > 0);
  });
  return asked?.[1] ?? null;
}

/** The same reader, to which no comment holds a command: a reply of ours could not be told from another workflow's. */
export function withoutCommands(reader: Reader): Reader {
  return {
    ...reader,
    async readItem(issue, question) {
      const item = await reader.readItem(issue, question);
      if (item === null || !item.comments.known) return item;
      return {
        ...item,
        comments: { known: true, value: item.comments.value.map((one) => ({ ...one, commands: null })) },
      };
    },
  };
}

/** The config without what needs to find its own earlier writing again, and a sentence for each thing left out. */
export function withoutCreations(config: Config): { readonly config: Config; readonly notices: readonly string[] } {
  const steps = config.pipelines.filter((pipeline) => pipeline.steps.length > 0).map(({ name }) => name);
  const comments = config.pipelines.filter((pipeline) => pipeline.statusComment).map(({ name }) => name);
  return {
    config: {
      ...config,
      pipelines: config.pipelines.map((pipeline) => ({ ...pipeline, steps: [], statusComment: false })),
    },
    notices: [
      ...(steps.length > 0
        ? [`Steps that open issues are off (${steps.join(", ")}): ${why}. Use an App's token for them.`]
        : []),
      ...(config.pipelines.length > 0 ? [`Commands are off: ${why}.`] : []),
      ...(comments.length > 0 ? [`Status comments are off (${comments.join(", ")}): ${why}.`] : []),
    ],
  };
}

function refused(what: string): CommandError {
  return new CommandError(exitCode.wrong, `${what}\n${recipe}`);
}

function expression(text: string): string {
  return `$${`{{ ${text} }}`}`;
}
