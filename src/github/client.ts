/**
 * The part of an Octokit that Milepost uses, and the one way to ask GraphQL through it. An answer may hold data and
 * errors at once (GitHub sends partial data); only a limit, or an answer with no data at all, is thrown.
 */

/** What any Octokit offers, without the throttling and retry plugins. */
export interface GraphqlClient {
  graphql<T>(document: string, variables?: Record<string, unknown>): Promise<T>;
  request(route: string, parameters?: Record<string, unknown>): Promise<{ readonly data: unknown }>;
}
