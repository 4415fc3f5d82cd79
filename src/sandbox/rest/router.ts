/**
 * From a method and a path to the route that serves it. The most exact route wins: `issues/comments` is no issue
 * number. `{path}` at the end takes all that is left.
 */
import { canSeeRepository } from "../access.ts";
import { checkNeed, needs } from "../permissions.ts";
import type { RepositoryRow } from "../rows.ts";
import { notFound, RestError } from "./rest-error.ts";
import type { Answer, Call, Routes } from "./route.ts";
import { appRoutes } from "./routes-app.ts";
import { checkRoutes } from "./routes-checks.ts";
import { commentRoutes } from "./routes-comments.ts";
import { deliveryRoutes } from "./routes-deliveries.ts";
import { dependencyRoutes } from "./routes-dependencies.ts";
import { dispatchRoutes } from "./routes-dispatch.ts";
import { issueRoutes } from "./routes-issues.ts";
import { labelRoutes } from "./routes-labels.ts";
import { milestoneRoutes } from "./routes-milestones.ts";
import { peopleRoutes } from "./routes-people.ts";
import { pullRoutes } from "./routes-pulls.ts";
import { repositoryRoutes } from "./routes-repository.ts";
import { searchRoutes } from "./routes-search.ts";
import { serviceRoutes } from "./routes-service.ts";
import { subIssueRoutes } from "./routes-sub-issues.ts";
import { repositoryUrl } from "./shows.ts";

/** Every route that is served. */
export const routes: Routes = {
  ...serviceRoutes,
  ...peopleRoutes,
  ...appRoutes,
  ...deliveryRoutes,
  ...repositoryRoutes,
  ...labelRoutes,
  ...issueRoutes,
  ...commentRoutes,
  ...milestoneRoutes,
  ...dependencyRoutes,
  ...pullRoutes,
  ...checkRoutes,
  ...dispatchRoutes,
  ...subIssueRoutes,
  ...searchRoutes,
};

/** A route and what its path names. */
export interface Match {
  readonly name: string;
  readonly params: Readonly<Record<string, string>>;
}

interface Pattern {
  readonly name: string;
  readonly method: string;
  readonly parts: readonly string[];
}

/** Fewer placeholders first, so that the most exact route is tried first. */
const patterns: readonly Pattern[] = Object.keys(routes)
  .map((name) => {
    const [method = "", path = ""] = name.split(" ");
    return { name, method, parts: partsOf(path) };
  })
  .sort((one, other) => placeholders(one) - placeholders(other));

/** The route for a path without `/api/v3`; null when there is none. */
export function matchRoute(method: string, path: string): Match | null {
  const parts = partsOf(path);
  for (const pattern of patterns) {
    const params = pattern.method === method ? paramsOf(pattern.parts, parts) : null;
    if (params !== null) return { name: pattern.name, params };
  }
  return null;
}

/** Serves a call whose route is known. Throws RestError or SandboxError when it is refused. */
export function serveRoute(match: Match, call: Omit<Call, "params" | "repository">): Answer {
  const repository = repositoryNamed(match, call);
  checkNeed(needs[match.name]!, call.caller, repository);
  const isSettings = match.name === "PATCH /repos/{owner}/{repo}";
  if (repository?.archived && !isSettings && !match.name.startsWith("GET ")) {
    throw new RestError(403, "Repository was archived so is read-only.");
  }
  return routes[match.name]!({ ...call, params: match.params, repository });
}

/** The repository that the path names; null when it names none. An App with its JWT may ask about any it is on. */
function repositoryNamed(match: Match, call: Omit<Call, "params" | "repository">): RepositoryRow | null {
  const { owner, repo } = match.params;
  if (owner === undefined || repo === undefined) return null;
  const { store } = call.world;
  const row = store.repositoryByName(owner, repo);
  if (row === null) throw movedOrGone(call, owner, repo);
  if (call.caller.kind !== "app" && !canSeeRepository(store, call.viewer, row)) throw notFound();
  return row;
}

function movedOrGone(call: Omit<Call, "params" | "repository">, owner: string, repo: string): RestError {
  const id = call.services.formerNames.get(`${owner}/${repo}`.toLowerCase());
  const row = id === undefined ? undefined : call.world.store.repositories.get(id);
  if (!row || !canSeeRepository(call.world.store, call.viewer, row)) return notFound();
  const rest = call.url.pathname.split("/").slice(call.shows.api.endsWith("/api/v3") ? 6 : 4);
  const location = [repositoryUrl(call.shows, row), ...rest].join("/") + call.url.search;
  return new RestError(301, "Moved Permanently", null, { location });
}

function paramsOf(pattern: readonly string[], parts: readonly string[]): Record<string, string> | null {
  const greedy = pattern.at(-1) === "{path}";
  if (greedy ? parts.length < pattern.length : parts.length !== pattern.length) return null;
  const params: Record<string, string> = {};
  for (const [at, part] of pattern.entries()) {
    const value = greedy && at === pattern.length - 1 ? parts.slice(at).join("/") : parts[at]!;
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name === undefined) {
      if (part !== value) return null;
    } else params[name] = decoded(value);
  }
  return params;
}

function partsOf(path: string): readonly string[] {
  return path.split("/").filter((part) => part !== "");
}

function placeholders(pattern: Pattern): number {
  return pattern.parts.filter((part) => part.startsWith("{")).length + (pattern.parts.at(-1) === "{path}" ? 1 : 0);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
