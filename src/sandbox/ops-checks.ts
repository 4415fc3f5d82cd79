/**
 * Check runs: what an App found out about a commit. See ops.ts for what every op promises. Webhooks about check runs
 * are not covered.
 */
import { canSeeRepository } from "./access.ts";
import { commitAt } from "./commits.ts";
import { SandboxError } from "./error.ts";
import { refusal } from "./limits.ts";
import { forbidden, gone, requireUnarchived } from "./ops.ts";
import type { RepositoryRow } from "./rows.ts";
import type { CheckRow } from "./rows-files.ts";
import type { Actor, World } from "./world.ts";

/** What may be said of a run, when it is made and later. */
export interface CheckInput {
  readonly name?: string;
  readonly status?: string;
  readonly conclusion?: string | null;
  readonly externalId?: string;
  readonly detailsUrl?: string;
  readonly startedAt?: string;
  readonly completedAt?: string;
  readonly output?: CheckRow["output"];
}

/** Makes a run; Apps with `checks: write` only: "You must authenticate via a GitHub App." */
export function createCheck(
  world: World,
  actor: Actor,
  repository: RepositoryRow,
  input: CheckInput & { readonly name: string; readonly headSha: string },
): CheckRow {
  const app = requireChecks(world, actor, repository);
  // A branch's name is not a commit, though it leads to one.
  const commit = /^[0-9a-f]{40}$/.test(input.headSha) ? commitAt(repository, input.headSha) : null;
  if (commit === null) throw refusal(`No commit found for SHA: ${input.headSha}`);
  const now = world.clock.now();
  const check: CheckRow = {
    ...world.store.ids.make("CR", repository.databaseId),
    repository: repository.id,
    app,
    headSha: commit.oid,
    name: input.name,
    status: "queued",
    conclusion: null,
    externalId: "",
    detailsUrl: null,
    startedAt: now,
    completedAt: null,
    output: { title: null, summary: null, text: null, annotations: [] },
  };
  change(check, input, now);
  world.store.checks.set(check.databaseId, check);
  return check;
}

/** Changes a run; the App that made it. Annotations are added to those there are, as GitHub adds them. */
export function updateCheck(world: World, actor: Actor, check: CheckRow, input: CheckInput): void {
  const repository = world.store.repositories.get(check.repository)!;
  if (requireChecks(world, actor, repository) !== check.app) {
    throw new SandboxError(
      "FORBIDDEN",
      "Invalid app_id - check run can only be modified by the GitHub App that created it.",
      null,
      true,
    );
  }
  const earlier = check.output.annotations;
  change(check, input, world.clock.now());
  if (input.output) check.output = { ...check.output, annotations: [...earlier, ...input.output.annotations] };
}

function change(check: CheckRow, input: CheckInput, now: string): void {
  const isDone = input.status === "completed" || input.conclusion != null || input.completedAt !== undefined;
  if (isDone && (input.conclusion ?? check.conclusion) == null) throw refusal("Conclusion can't be blank");
  check.name = input.name ?? check.name;
  // A conclusion completes the run: "Providing conclusion will automatically set the status parameter to completed."
  check.status = isDone ? "completed" : (input.status ?? check.status);
  check.conclusion = check.status === "completed" ? (input.conclusion ?? check.conclusion) : null;
  check.completedAt = check.status === "completed" ? (input.completedAt ?? check.completedAt ?? now) : null;
  check.externalId = input.externalId ?? check.externalId;
  check.detailsUrl = input.detailsUrl ?? check.detailsUrl;
  check.startedAt = input.startedAt ?? check.startedAt;
  check.output = input.output ?? check.output;
}

/** The App that acts. */
function requireChecks(world: World, actor: Actor, repository: RepositoryRow): string {
  if (!canSeeRepository(world.store, actor.viewer, repository)) throw gone(repository.id);
  if (actor.viewer?.kind !== "installation") {
    throw new SandboxError("FORBIDDEN", "You must authenticate via a GitHub App.", null, true);
  }
  const { permissions, repositories, account, app } = actor.viewer;
  const isCovered = repositories === "all" ? repository.owner === account : repositories.includes(repository.id);
  if (!isCovered || permissions.checks !== "write") throw forbidden();
  requireUnarchived(repository);
  return app;
}
