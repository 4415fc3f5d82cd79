/**
 * What every serialiser of REST answers and webhooks needs: the rows to look names up in, and where links point. Links
 * of the API use the base that the request came to; `html_url` always names github.com, as nothing is served there.
 */
import type { RepositoryRow } from "../rows.ts";
import type { Store } from "../store.ts";

export interface Shows {
  readonly store: Store;
  /** Base of API links, without a slash at the end. */
  readonly api: string;
}

/** Where `html_url` points. */
export const html = "https://github.com";

/** `owner/name`. */
export function fullName(shows: Shows, repository: RepositoryRow): string {
  return `${shows.store.accounts.get(repository.owner)!.login}/${repository.name}`;
}

/** Base of a repository's API links. */
export function repositoryUrl(shows: Shows, repository: RepositoryRow): string {
  return `${shows.api}/repos/${fullName(shows, repository)}`;
}

/** Base of a repository's pages. */
export function repositoryPage(shows: Shows, repository: RepositoryRow): string {
  return `${html}/${fullName(shows, repository)}`;
}
