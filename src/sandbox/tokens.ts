/**
 * Makes tokens and finds what they stand for. Their lifetimes run on real time, not on the sandbox's clock: clients
 * keep an installation token for an hour of their own time, while the sandbox may live through years in it.
 */
import type { Viewer } from "./access.ts";
import { createAccount } from "./ops-accounts.ts";
import { createRandom, type Random } from "./random.ts";
import type { AccountRow, Id, InstallationRow, RepositoryRow } from "./rows.ts";
import type { Store } from "./store.ts";
import type { World } from "./world.ts";

/** GitHub's lifetime of an installation token. */
const lifetimeSeconds = 3600;
/** What a personal token may do when nothing else is said: everything that clients of the sandbox ask for. */
const allScopes = ["repo", "project", "read:org", "admin:org", "workflow"];

export interface Tokens {
  /** A classic personal token; made on first use, the same ever after. */
  user(account: AccountRow, scopes?: readonly string[]): string;
  /** A workflow's GITHUB_TOKEN. */
  workflow(repository: RepositoryRow): string;
  /** A fresh installation token of an hour. `repositories` null: all that the installation covers. */
  installation(
    installation: InstallationRow,
    grant: { readonly permissions: Readonly<Record<string, string>>; readonly repositories: readonly Id[] | null },
  ): { readonly token: string; readonly expiresAt: string };
}

/** Makes the tokens of one sandbox. */
export function createTokens(world: World): Tokens {
  const { store } = world;
  const random = createRandom(store.seed ^ 0x70c5);
  return {
    user(account, scopes = allScopes) {
      for (const row of store.tokens.values()) {
        if (row.kind === "user" && row.account === account.id && same(row.scopes, scopes)) return row.token;
      }
      const token = `ghp_${text(random, 36)}`;
      store.tokens.set(token, { kind: "user", token, account: account.id, scopes });
      return token;
    },
    workflow(repository) {
      createAccount(world, "Bot", "github-actions");
      const token = `ghs_${text(random, 36)}`;
      store.tokens.set(token, { kind: "workflow", token, repository: repository.id });
      return token;
    },
    installation(installation, grant) {
      // Longer than the 40 characters that some clients still expect: GitHub's became longer in 2026.
      const app = store.apps.get(installation.app)!;
      const token = `ghs_${app.databaseId}_${text(random, 80)}`;
      const expiresAt = `${new Date(Date.now() + lifetimeSeconds * 1000).toISOString().slice(0, 19)}Z`;
      store.tokens.set(token, {
        kind: "installation",
        token,
        installation: installation.databaseId,
        expiresAt,
        ...grant,
      });
      return { token, expiresAt };
    },
  };
}

/** What a token stands for; null when it is unknown, has expired, or its account or installation is gone. */
export function viewerOf(store: Store, token: string): Viewer | "suspended" | null {
  const row = store.tokens.get(token);
  if (!row) return null;
  if (row.kind === "user") {
    const account = store.accounts.get(row.account);
    return !account || account.deleted ? null : { kind: "user", account: row.account, scopes: row.scopes };
  }
  if (row.kind === "workflow") {
    const bot = store.accountByLogin("github-actions[bot]");
    return bot === null ? null : { kind: "workflow", repository: row.repository, bot: bot.id };
  }
  const installation = store.installations.get(row.installation);
  if (!installation || Date.now() >= Date.parse(row.expiresAt)) return null;
  if (installation.suspended) return "suspended";
  return {
    kind: "installation",
    installation: installation.databaseId,
    app: installation.app,
    bot: store.apps.get(installation.app)!.bot,
    account: installation.account,
    repositories: narrower(installation.repositories, row.repositories),
    permissions: row.permissions,
  };
}

/** Whoever shows no token: sees what is public, and owns nothing. */
export const anonymous: Viewer = { kind: "user", account: "", scopes: [] };

function narrower(covered: "all" | readonly Id[], asked: readonly Id[] | null): "all" | readonly Id[] {
  if (asked === null) return covered;
  return covered === "all" ? asked : asked.filter((id) => covered.includes(id));
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((scope) => other.includes(scope));
}

function text(random: Random, length: number): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  return Array.from({ length }, () => letters[random.below(letters.length)]).join("");
}
