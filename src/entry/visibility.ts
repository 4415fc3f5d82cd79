/** Who may see a repository, asked of GitHub and never believed. */
import type { Octokit } from "@octokit/core";
import type { Repository } from "../model/snapshot.ts";

/** Null when the token may not see it, or GitHub does not say. */
export async function readVisibility(
  octokit: Octokit,
  { owner, repo }: { readonly owner: string; readonly repo: string },
): Promise<Repository["visibility"] | null> {
  try {
    const { data } = await octokit.request("GET /repos/{owner}/{repo}", { owner, repo });
    const { visibility } = data;
    return visibility === "public" || visibility === "internal" || visibility === "private" ? visibility : null;
  } catch {
    return null;
  }
}
