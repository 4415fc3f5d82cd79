/**
 * The part of an Octokit that Milepost uses, and the one way to ask GraphQL through it. GitHub may answer with data and
 * errors at once, which Octokit throws; here it becomes an answer that holds both. Limits and answers that are no
 * GraphQL at all are thrown, for the governor to judge.
 */
import { type GraphqlError, isLimit, type Limit, limitOfHeaders, signOnOf, thrownOf } from "./failure.ts";
import type { Governor, WriteCost } from "./governor.ts";
import { GitHubError } from "./ports.ts";

/** What any Octokit offers, without the throttling and retry plugins. */
export interface GraphqlClient {
  graphql<T>(document: string, variables?: Record<string, unknown>): Promise<T>;
  request(route: string, parameters?: Record<string, unknown>): Promise<{ readonly data: unknown }>;
}

/** An answer by alias; an alias that failed is null and named in `errors` by its path. */
export interface Answer {
  readonly data: Readonly<Record<string, unknown>>;
  readonly errors: readonly GraphqlError[];
  /** Set when some aliases met a limit and others did not. */
  readonly limit: Limit | null;
}

/** One document and its variables. No variable may be named `query`, `method`, `url` or `headers`: Octokit takes those. */
export interface Question {
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Asks a query. Throws `GitHubError` when there is no usable answer, or a limit was met anywhere in it. */
export function readAnswer(client: GraphqlClient, governor: Governor, question: Question): Promise<Answer> {
  return governor.read(async () => {
    try {
      return whole(await client.graphql<unknown>(question.document, { ...question.variables }));
    } catch (error) {
      const partial = partialOf(error);
      if (partial === null || partial.limit !== null || isBeforeTheDoor(error, partial)) throw error;
      return partial;
    }
  });
}

/**
 * Whether single sign-on keeps the token from what was asked for, and not only from a part of it, such as a linked issue
 * of another organisation.
 */
function isBeforeTheDoor(error: unknown, { errors }: Answer): boolean {
  if (signOnOf(thrownOf(error).headers) === null) return false;
  return errors.some(({ message, path = [] }) => /saml/i.test(message) && path.length <= 2);
}

/** Sends a mutation, once. What was done before a limit was met is in the answer, and the gate is closed. */
export async function writeAnswer(
  client: GraphqlClient,
  governor: Governor,
  cost: WriteCost,
  question: Question,
): Promise<Answer> {
  const answer = await governor.write(cost, async () => {
    try {
      return whole(await client.graphql<unknown>(question.document, { ...question.variables }));
    } catch (error) {
      const partial = partialOf(error);
      if (partial === null || (partial.limit !== null && !hasData(partial))) throw error;
      return partial;
    }
  });
  if (answer.limit) governor.close(answer.limit);
  return answer;
}

/** Errors of one alias, or of something within it when `below` names the way. */
export function errorsAt(answer: Answer, ...path: readonly string[]): readonly GraphqlError[] {
  return answer.errors.filter((error) => path.every((step, index) => error.path?.[index] === step));
}

function whole(data: unknown): Answer {
  // A proxy's page or a cut-off body arrives as a "successful" answer without data.
  if (typeof data !== "object" || data === null)
    throw new GitHubError("unavailable", "GitHub's answer was not GraphQL. Ask again later.");
  return { data: data as Answer["data"], errors: [], limit: null };
}

function partialOf(error: unknown): Answer | null {
  const { errors, headers } = thrownOf(error);
  if (errors.length === 0) return null;
  const data = (error as { readonly data?: unknown }).data;
  return {
    data: typeof data === "object" && data !== null ? (data as Answer["data"]) : {},
    errors,
    limit: errors.some(isLimit) ? limitOfHeaders(headers) : null,
  };
}

function hasData(answer: Answer): boolean {
  return Object.values(answer.data).some((value) => value !== null && value !== undefined);
}
