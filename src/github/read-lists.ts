/** A repository's newest hundred issues in one request: an item's neighbours, and what we opened without a parent. */
import type { NodeId } from "../model/key.ts";
import type { OwnIssue, Peer, Read } from "../model/snapshot.ts";
import { type Answer, errorsAt, type GraphqlClient, readAnswer } from "./client.ts";
import { decodeLinkedIssue, listOf, numberOf, objectOf, textOf } from "./decode.ts";
import { decodeComment } from "./decode-comment.ts";
import { decodeEach } from "./decode-item.ts";
import type { Governor } from "./governor.ts";
import { GitHubError } from "./ports.ts";
import { readOwnIssuesDocument, readPeersDocument } from "./queries/lists.ts";

export interface ListQuestion {
  readonly owner: string;
  readonly repo: string;
  /** Null: every issue. */
  readonly label: string | null;
  /** Absent: the newest hundred. */
  readonly reach?: "newest" | "all" | undefined;
}

/** Newest first. Only a limit throws. */
export async function readPeers(
  client: GraphqlClient,
  governor: Governor,
  question: ListQuestion,
): Promise<Read<readonly Peer[]>> {
  return readNewest(client, governor, [readPeersDocument, question], decodePeer);
}

/** Those by one of `identities`, newest first, of those with the label that `reach` says. Only a limit throws. */
export async function readOwnIssues(
  client: GraphqlClient,
  governor: Governor,
  question: ListQuestion,
  identities: readonly NodeId[],
): Promise<Read<readonly OwnIssue[]>> {
  const decode = (value: unknown) => decodeOwnIssue(value, identities);
  const issues = await readNewest(client, governor, [readOwnIssuesDocument, question], decode);
  if (!issues.known) return issues;
  return { known: true, value: issues.value.filter(({ author }) => author !== null && identities.includes(author.id)) };
}

async function readNewest<T>(
  client: GraphqlClient,
  governor: Governor,
  [document, { owner, repo, label, reach = "newest" }]: readonly [string, ListQuestion],
  decode: (value: unknown) => T | null,
): Promise<Read<readonly T[]>> {
  // A variable that is left out leaves the argument out, which null would not everywhere.
  const variables = { owner, repo, ...(label === null ? {} : { labels: [label] }) };
  const what = `The issues of ${owner}/${repo}`;
  try {
    const all: T[] = [];
    for (let after: string | null = null; ; ) {
      const asked = after === null ? variables : { ...variables, after };
      const answer: Answer = await readAnswer(client, governor, { document, variables: asked });
      const error = errorsAt(answer, "repository")[0] ?? answer.errors[0];
      if (error) return { known: false, why: `${what} could not be read: ${error.message}` };
      const { nodes, totalCount, pageInfo } = objectOf(objectOf(answer.data.repository).issues);
      const issues = Array.isArray(nodes) ? decodeEach(nodes, decode) : null;
      const { hasNextPage, endCursor } = objectOf(pageInfo);
      const total = numberOf(totalCount) ?? 0;
      const next = reach === "all" && hasNextPage === true ? textOf(endCursor) : null;
      all.push(...(issues ?? []));
      // A cursor that does not move would be followed for ever.
      const isLast = next === null || next === after;
      const expected = reach === "all" ? total : Math.min(100, total);
      if (issues === null || (isLast && all.length < expected))
        return { known: false, why: `${what} did not come whole.` };
      if (isLast) return { known: true, value: all };
      after = next;
    }
  } catch (error) {
    if (!(error instanceof GitHubError) || error.kind === "limited") throw error;
    return { known: false, why: `${what} could not be read: ${error.message}` };
  }
}

function decodePeer(value: unknown): Peer | null {
  const linked = decodeLinkedIssue(value);
  const labels = textsOf(objectOf(value).labels, "name");
  const assignees = textsOf(objectOf(value).assignees, "login");
  return linked === null || labels === null || assignees === null ? null : { ...linked, labels, assignees };
}

/** Null when one is missing: a neighbour with fewer labels would be another neighbour. */
function textsOf(connection: unknown, name: string): readonly string[] | null {
  const { nodes, totalCount } = objectOf(connection);
  const texts = decodeEach(listOf(nodes), (node) => textOf(objectOf(node)[name]));
  return texts === null || texts.length < (numberOf(totalCount) ?? 0) ? null : texts;
}

function decodeOwnIssue(value: unknown, identities: readonly NodeId[]): OwnIssue | null {
  const linked = decodeLinkedIssue(value);
  const comments = decodeEach(listOf(objectOf(objectOf(value).comments).nodes), (one) =>
    decodeComment(one, identities),
  );
  if (linked === null || comments === null) return null;
  const reopened = objectOf(value).stateReason === "REOPENED" ? { reopened: true } : {};
  return {
    ...linked,
    ...reopened,
    ownComments: comments.flatMap((one) => (one.whose === "ours" ? [one.comment] : [])),
  };
}
