/**
 * What a workflow's own GITHUB_TOKEN may be used for: pipelines of labels in one repository. It cannot see boards, and
 * every workflow of the repository writes under the same name, so nothing that it wrote can be told to be ours.
 */
import type { Config } from "../../config/config.ts";
import type { Actor } from "../../model/fact.ts";
import { CommandError, exitCode } from "../exit.ts";

/** Whether this is the identity that all workflows share. */
export function isWorkflowIdentity(identity: Actor | undefined): boolean {
  return identity?.kind === "Bot" && identity.login === "github-actions";
}

const recipe = [
  "Use an App's token instead:",
  "  - uses: actions/create-github-app-token@v2   # pin by commit id",
  "    id: app",
  "    with:",
  `      app-id: ${expression("vars.MILEPOST_APP_ID")}`,
  `      private-key: ${expression("secrets.MILEPOST_PRIVATE_KEY")}`,
  `      owner: ${expression("github.repository_owner")}`,
  "and give this Action",
  `    with: { token: "${expression("steps.app.outputs.token")}" }`,
].join("\n");

/** Throws `CommandError` with the recipe when the config asks for more than GITHUB_TOKEN can do. */
export function refuseBeyondWorkflowToken(
  config: Config,
  home: { readonly owner: string; readonly repo: string },
): void {
  const here = `${home.owner}/${home.repo}`.toLowerCase();
  for (const { name, board, items } of config.pipelines) {
    if (board !== null) throw refused(`The pipeline ${name} has a board, and GITHUB_TOKEN cannot see boards.`);
    const repository = config.repositories[items.repository];
    if (repository && `${repository.owner}/${repository.name}`.toLowerCase() !== here) {
      throw refused(
        `The pipeline ${name} is in ${repository.owner}/${repository.name}, and GITHUB_TOKEN is for ${here} only.`,
      );
    }
  }
}

/** The config without what needs to find its own earlier writing again, and a sentence for each thing left out. */
export function withoutCreations(config: Config): { readonly config: Config; readonly notices: readonly string[] } {
  const steps = config.pipelines.filter((pipeline) => pipeline.steps.length > 0).map(({ name }) => name);
  const comments = config.pipelines.filter((pipeline) => pipeline.statusComment).map(({ name }) => name);
  const why = "every workflow of this repository writes as github-actions, so what Milepost made cannot be told apart";
  return {
    config: {
      ...config,
      pipelines: config.pipelines.map((pipeline) => ({ ...pipeline, steps: [], statusComment: false })),
    },
    notices: [
      ...(steps.length > 0
        ? [`Steps that open issues are off (${steps.join(", ")}): ${why}. Use an App's token for them.`]
        : []),
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
