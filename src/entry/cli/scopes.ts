/**
 * What a classic personal token may do: its scopes come with every answer
 * (https://docs.github.com/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps). Other tokens have none to tell.
 */
import type { Octokit } from "@octokit/core";
import { counted } from "../counted.ts";

const needs: readonly (readonly [string, readonly string[]])[] = [
  ["repo", ["repo"]],
  ["project", ["project"]],
  ["read:org", ["read:org", "write:org", "admin:org"]],
];

/** Scopes that it lacks; null for a token without scopes. */
export async function readMissingScopes(octokit: Octokit): Promise<readonly string[] | null> {
  const { headers } = await octokit.request("GET /rate_limit");
  const text = headers["x-oauth-scopes"];
  if (typeof text !== "string") return null;
  const has = new Set(text.split(",").map((scope) => scope.trim()));
  return needs.filter(([, any]) => !any.some((scope) => has.has(scope))).map(([name]) => name);
}

/** One sentence with what to do. */
export function scopeWords(missing: readonly string[]): string {
  return `The token lacks ${counted(missing.length, "scope")}: ${missing.join(", ")}. Add them: gh auth refresh -s ${missing.join(",")}`;
}
