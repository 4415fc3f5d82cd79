/**
 * A person's live permission in a repository. Only REST tells it for somebody by login without push access of our own:
 * `role_name` knows all five levels and may be an organisation's own role, `permission` knows three.
 * https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user
 */
import type { Read, Role } from "../model/snapshot.ts";
import type { GraphqlClient } from "./client.ts";
import { objectOf, textOf } from "./decode.ts";
import { failureOf } from "./failure.ts";
import type { Governor } from "./governor.ts";
import { GitHubError } from "./ports.ts";

const roles: readonly Role[] = ["none", "read", "triage", "write", "maintain", "admin"];

/**
 * GitHub answers 404 for a login that is no user's (any more) and for a repository out of sight; the repository's
 * issue was read a moment ago, so it is the login. Only a limit throws.
 */
export async function readRole(
  client: GraphqlClient,
  governor: Governor,
  { owner, repo, login }: { readonly owner: string; readonly repo: string; readonly login: string },
): Promise<Read<Role>> {
  try {
    const answer = objectOf(await governor.read(() => readPermission(client, owner, repo, login)));
    const role = [answer.role_name, answer.permission].map(roleOf).find((one) => one !== null);
    return role === undefined
      ? { known: false, why: `GitHub did not say what ${login} may do in ${owner}/${repo}.` }
      : { known: true, value: role };
  } catch (error) {
    if (!(error instanceof GitHubError) || error.kind === "limited") throw error;
    return { known: false, why: `What ${login} may do in ${owner}/${repo} could not be read: ${error.message}` };
  }
}

async function readPermission(client: GraphqlClient, owner: string, repo: string, username: string): Promise<unknown> {
  try {
    const route = "GET /repos/{owner}/{repo}/collaborators/{username}/permission";
    return (await client.request(route, { owner, repo, username })).data;
  } catch (error) {
    if (failureOf(error).kind === "not-found") return { role_name: "none" };
    throw error;
  }
}

/** Null for an organisation's own role, whose base the coarse `permission` tells. */
function roleOf(value: unknown): Role | null {
  return roles.find((role) => role === textOf(value)) ?? null;
}
