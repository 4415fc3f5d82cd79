/**
 * Webhook → what deserves a look. The payload is untrusted and may be anything; nothing of it leaves but ids and names
 * of repositories, and what a `repository_dispatch` brings, which is data. An event never says what to do, and who sent
 * it is never asked: our own events cost one read and no write.
 */
import type { NodeId } from "../model/key.ts";

/** What an event asks for. */
export type Intent =
  /** Look at this issue. */
  | { readonly kind: "item"; readonly issue: NodeId }
  /** Labels, boards, repositories, config or templates changed: forget what was read of them and look at all. */
  | { readonly kind: "world" }
  /** List all items and look at those that differ. */
  | { readonly kind: "sweep" }
  /** There is something new that changes no item by itself: read the world afresh at the next look. */
  | { readonly kind: "stale" }
  /** Somebody outside asks for a flow by name; `payload` is untrusted. It is worked on before GitHub is answered. */
  | {
      readonly kind: "dispatch";
      readonly repository: string;
      readonly flow: string;
      readonly payload: Readonly<Record<string, unknown>>;
    }
  /** A pull request proposes files: `head` is the commit. */
  | { readonly kind: "proposal"; readonly repository: string; readonly head: string }
  /** The App was removed or suspended: nothing more may be asked there. */
  | { readonly kind: "gone" }
  | { readonly kind: "ignore"; readonly why: string };

/** Whether a pushed file matters: it is the config or a template. `repository` is `owner/name`. */
export type IsWatched = (repository: string, path: string) => boolean;

type Json = Readonly<Record<string, unknown>>;

/** What one delivery deserves; never empty. Never throws, whatever the payload. */
export function route(name: string, payload: unknown, isWatched: IsWatched = looksLikeConfig): readonly Intent[] {
  if (!isRecord(payload)) return ignore("the payload is not an object");
  const routed = Object.hasOwn(routes, name) ? routes[name] : undefined;
  return routed ? routed(payload, isWatched) : ignore("Milepost does not listen to this event");
}

/** The installation that a payload names; null when it names none. */
export function installationOf(payload: unknown): number | null {
  const id = recordAt(payload, "installation")?.id;
  return typeof id === "number" && Number.isSafeInteger(id) && id > 0 ? id : null;
}

const routes: Readonly<Record<string, (payload: Json, isWatched: IsWatched) => readonly Intent[]>> = {
  issues: (payload) => [...issueAt(payload, "issue"), ...movedTo(payload)],
  issue_comment: (payload) => issueAt(payload, "issue"),
  sub_issues: (payload) => both(payload, "sub_issue", "parent_issue"),
  issue_dependencies: (payload) => both(payload, "blocked_issue", "blocking_issue"),
  projects_v2_item: cardIntent,
  installation: installationIntent,
  push: pushIntent,
  label: labelIntent,
  repository: () => [{ kind: "world" }],
  projects_v2: () => [{ kind: "world" }],
  installation_repositories: () => [{ kind: "world" }],
  milestone: () => [{ kind: "world" }],
  pull_request: proposalIntent,
  repository_dispatch: dispatchIntent,
};

function issueAt(payload: Json, key: string): readonly Intent[] {
  const issue = recordAt(payload, key);
  if (!issue) return ignore(`the payload has no ${key}`);
  if (issue.pull_request !== undefined && issue.pull_request !== null) return ignore("it is a pull request");
  return isNodeId(issue.node_id)
    ? [{ kind: "item", issue: issue.node_id }]
    : ignore(`the payload's ${key} has no node_id`);
}

/** A transfer names the new issue under `changes`; the old one is looked at as well, to find that it is gone. */
function movedTo(payload: Json): readonly Intent[] {
  const next = recordAt(recordAt(payload, "changes"), "new_issue");
  return next && isNodeId(next.node_id) ? [{ kind: "item", issue: next.node_id }] : [];
}

/** GitHub sends such events as a pair, one per repository, and either side may be missing from either. */
function both(payload: Json, one: string, other: string): readonly Intent[] {
  const found = [...issueAt(payload, one), ...issueAt(payload, other)];
  const items = found.filter((intent) => intent.kind === "item");
  return items.length > 0 ? items : found.slice(0, 1);
}

function cardIntent(payload: Json): readonly Intent[] {
  const card = recordAt(payload, "projects_v2_item");
  if (!card) return ignore("the payload has no projects_v2_item");
  if (card.content_type === "DraftIssue") return ignore("a draft has no timeline");
  if (card.content_type === "PullRequest") return ignore("it is a pull request");
  if (card.content_type !== "Issue") return ignore("the card's content_type is not known");
  return isNodeId(card.content_node_id)
    ? [{ kind: "item", issue: card.content_node_id }]
    : ignore("the card has no content_node_id");
}

/** A label that is new changes no item by itself; what Milepost makes comes back here too. */
function labelIntent(payload: Json): readonly Intent[] {
  return [{ kind: payload.action === "created" ? "stale" : "world" }];
}

function installationIntent(payload: Json): readonly Intent[] {
  if (payload.action === "deleted" || payload.action === "suspend") return [{ kind: "gone" }];
  return [{ kind: "world" }];
}

function dispatchIntent(payload: Json): readonly Intent[] {
  const repository = repositoryAt(payload);
  const { action: flow, client_payload: given } = payload;
  if (repository === null) return ignore("the payload has no repository");
  if (typeof flow !== "string" || flow === "") return ignore("the dispatch has no name");
  return [{ kind: "dispatch", repository, flow, payload: isRecord(given) ? given : {} }];
}

const proposing: ReadonlySet<unknown> = new Set(["opened", "reopened", "synchronize"]);

function proposalIntent(payload: Json): readonly Intent[] {
  // Aimed at another branch, it may be about to change the config though nothing was committed.
  const isRetargeted = payload.action === "edited" && recordAt(recordAt(payload, "changes"), "base") !== null;
  if (!isRetargeted && !proposing.has(payload.action)) return ignore("the pull request proposes no new commit");
  const repository = repositoryAt(payload);
  const pull = recordAt(payload, "pull_request");
  const { sha } = recordAt(pull, "head") ?? {};
  if (repository === null || typeof sha !== "string" || !/^[\da-f]{40,64}$/.test(sha))
    return ignore("the payload has no repository or no head");
  // Only what would be merged into the default branch can become the config.
  const branch = recordAt(payload, "repository")?.default_branch;
  if (recordAt(pull, "base")?.ref !== branch) return ignore("the pull request is not against the default branch");
  return [{ kind: "proposal", repository, head: sha }];
}

/** `owner/name`, of the letters that GitHub allows. */
function repositoryAt(payload: Json): string | null {
  const name = recordAt(payload, "repository")?.full_name;
  return typeof name === "string" && /^[\w.-]{1,100}\/[\w.-]{1,100}$/.test(name) ? name : null;
}

function pushIntent(payload: Json, isWatched: IsWatched): readonly Intent[] {
  const repository = recordAt(payload, "repository");
  const { full_name: name, default_branch: branch } = repository ?? {};
  if (typeof name !== "string" || typeof branch !== "string") return ignore("the payload has no repository");
  if (payload.ref !== `refs/heads/${branch}`) return ignore("the push is not to the default branch");
  // A forced push lists only what it added, not what it took away.
  if (payload.forced === true) return [{ kind: "world" }];
  const isTouched = pushedFiles(payload).some((path) => isWatched(name, path));
  return isTouched ? [{ kind: "world" }] : ignore("the push touches neither the config nor a template");
}

function pushedFiles(payload: Json): readonly string[] {
  const commits = [...(Array.isArray(payload.commits) ? payload.commits : []), payload.head_commit];
  return commits
    .filter(isRecord)
    .flatMap((commit) => [commit.added, commit.modified, commit.removed])
    .flatMap((paths) => (Array.isArray(paths) ? paths : []))
    .filter((path) => typeof path === "string");
}

/** Used until the config is known: whatever could be the config or a template. */
export function looksLikeConfig(_repository: string, path: string): boolean {
  return path.startsWith(".github/") || /\.(md|ya?ml)$/i.test(path);
}

function ignore(why: string): readonly Intent[] {
  return [{ kind: "ignore", why }];
}

/** GitHub's node ids are short and of these letters only; anything else would travel into queries and logs. */
function isNodeId(value: unknown): value is NodeId {
  return typeof value === "string" && /^[\w=+/-]{1,200}$/.test(value);
}

function recordAt(value: unknown, key: string): Json | null {
  const found = isRecord(value) && Object.hasOwn(value, key) ? value[key] : null;
  return isRecord(found) ? found : null;
}

function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
