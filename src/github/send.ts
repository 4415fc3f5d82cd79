/**
 * Sends one mutation document, once, and says what became of each alias. It never throws for an answer of GitHub's and
 * never sends anything again: where the answer leaves it open, the result is unknown.
 */
import type { Instant } from "../model/time.ts";
import { type Answer, errorsAt, type GraphqlClient, writeAnswer } from "./client.ts";
import { objectOf } from "./decode.ts";
import { type Failure, isLimit, kindOfGraphqlError } from "./failure.ts";
import type { Governor } from "./governor.ts";
import { GitHubError } from "./ports.ts";
import { type Mutation, mutationDocument } from "./queries/mutations.ts";

/** What GitHub said of one mutation. */
export type Sent =
  | { readonly kind: "done"; readonly data: Readonly<Record<string, unknown>> }
  /** Not carried out, for certain. */
  | { readonly kind: "refused"; readonly why: string; readonly until: Instant | null }
  | { readonly kind: "failed"; readonly cause: Exclude<Failure["kind"], "limited">; readonly why: string }
  | { readonly kind: "unknown"; readonly why: string };

export interface Batch {
  /** Name of the operation, for GitHub's logs and ours. */
  readonly name: string;
  readonly mutations: readonly Mutation[];
  /** How many of them make an issue, a comment or a label. */
  readonly creations: number;
}

/** One result per mutation, in the order given. Nothing is sent for an empty batch. */
export async function sendBatch(client: GraphqlClient, governor: Governor, batch: Batch): Promise<readonly Sent[]> {
  const { name, mutations, creations } = batch;
  if (mutations.length === 0) return [];
  const document = mutationDocument(name, mutations);
  const variables = Object.fromEntries(mutations.map(({ input }, index) => [`input${index}`, input] as const));
  try {
    const cost = { writes: mutations.length, creations };
    const answer = await writeAnswer(client, governor, cost, { document, variables });
    return mutations.map((_, index) => sentOf(answer, `change${index}`, governor.closedUntil()));
  } catch (error) {
    const sent = sentOfError(error);
    return mutations.map(() => sent);
  }
}

function sentOf(answer: Answer, alias: string, until: Instant | null): Sent {
  const data = answer.data[alias];
  const own = errorsAt(answer, alias)[0];
  if (data !== null && data !== undefined) {
    // Something came and something within it failed: whether it was carried out only a read can tell.
    return own ? { kind: "unknown", why: own.message } : { kind: "done", data: objectOf(data) };
  }
  const error = own ?? answer.errors.find((one) => !String(one.path?.[0]).startsWith("change"));
  if (!error) return { kind: "unknown", why: "GitHub's answer says nothing about it." };
  if (isLimit(error)) return { kind: "refused", why: error.message, until };
  const cause = kindOfGraphqlError(error);
  if (cause === "unavailable") return { kind: "unknown", why: error.message };
  return { kind: "failed", cause, why: error.message };
}

function sentOfError(error: unknown): Sent {
  if (!(error instanceof GitHubError)) throw error;
  if (error.kind === "limited") return { kind: "refused", why: error.message, until: error.until };
  if (error.kind === "unavailable") return { kind: "unknown", why: `GitHub did not answer: ${error.message}` };
  return { kind: "failed", cause: error.kind, why: error.message };
}
