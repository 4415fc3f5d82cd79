/** Asks GitHub where the App is installed. Answers ids and account names, nothing else. */
import type { Octokit } from "@octokit/core";

export interface InstalledAt {
  readonly id: number;
  readonly owner: string;
}

/** Every installation that is not suspended. Throws what Octokit throws. */
export async function readInstallations(octokit: Octokit): Promise<readonly InstalledAt[]> {
  const found: InstalledAt[] = [];
  for (let page = 1; ; page++) {
    const { data } = await octokit.request("GET /app/installations", { per_page: 100, page });
    for (const row of data) {
      const owner = ownerOf(row);
      if (owner !== null && !row.suspended_at) found.push({ id: row.id, owner });
    }
    if (data.length < 100) return found;
  }
}

/** The account that one installation belongs to. Throws what Octokit throws. */
export async function readOwner(octokit: Octokit, installation: number): Promise<string> {
  const { data } = await octokit.request("GET /app/installations/{installation_id}", { installation_id: installation });
  const owner = ownerOf(data);
  if (owner === null) throw new Error("This installation belongs to no organisation and no user.");
  return owner;
}

/** Enterprises have a slug in place of a login, and no boards. */
function ownerOf(row: { readonly account: object | null }): string | null {
  const login: unknown = row.account && "login" in row.account ? row.account.login : null;
  return typeof login === "string" ? login : null;
}
