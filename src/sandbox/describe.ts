/**
 * What is in a sandbox, as plain data for printing: who has which token, which repositories and boards there are, which
 * Apps. It does not know where the sandbox listens, and makes a token for each person it names.
 */
import type { AccountRow, RepositoryRow } from "./rows.ts";
import type { Sandbox } from "./sandbox.ts";

export interface SandboxDescription {
  readonly now: string;
  readonly organisations: readonly { readonly login: string; readonly teams: readonly string[] }[];
  readonly repositories: readonly {
    /** `owner/name` */
    readonly name: string;
    readonly visibility: RepositoryRow["visibility"];
    readonly issues: number;
  }[];
  readonly boards: readonly {
    readonly owner: string;
    readonly number: number;
    readonly title: string;
    readonly columns: readonly string[];
    readonly items: number;
  }[];
  readonly users: readonly { readonly login: string; readonly token: string }[];
  readonly apps: readonly {
    readonly slug: string;
    readonly id: number;
    readonly installations: readonly { readonly id: number; readonly account: string }[];
  }[];
}

/** Describes a sandbox; everything in the order in which it was made. */
export function describeSandbox(sandbox: Sandbox): SandboxDescription {
  const { store } = sandbox;
  const accounts = [...store.accounts.values()].filter((row) => !row.deleted);
  const login = (id: string) => store.accounts.get(id)!.login;
  return {
    now: sandbox.clock.now(),
    organisations: ofKind(accounts, "Organization").map((row) => ({
      login: row.login,
      teams: store.teamsOf(row.id).map((team) => team.slug),
    })),
    repositories: [...store.repositories.values()].map((row) => ({
      name: `${login(row.owner)}/${row.name}`,
      visibility: row.visibility,
      issues: store.issuesOf(row.id).filter((issue) => !issue.isPullRequest).length,
    })),
    boards: [...store.projects.values()].map((row) => ({
      owner: login(row.owner),
      number: row.number,
      title: row.title,
      columns: store.fieldByName(row.id, "Status")?.options.map((option) => option.name) ?? [],
      items: row.items.length,
    })),
    users: ofKind(accounts, "User").map((row) => ({ login: row.login, token: sandbox.tokenOf(row.login) })),
    apps: [...store.apps.values()].map((app) => ({
      slug: app.slug,
      id: app.databaseId,
      installations: [...store.installations.values()]
        .filter((row) => row.app === app.id)
        .map((row) => ({ id: row.databaseId, account: login(row.account) })),
    })),
  };
}

function ofKind(accounts: readonly AccountRow[], kind: AccountRow["kind"]): readonly AccountRow[] {
  return accounts.filter((row) => row.kind === kind);
}
