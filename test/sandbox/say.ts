/**
 * Commenting on issue 1, over REST and over GraphQL, and how often it was really done.
 */
import { ask, askGraphql, type Told } from "../contract/ask.ts";
import type { LivedIn } from "../contract/lived-in.ts";

export const repo = "/repos/openwater/leads";
export const comments = `${repo}/issues/1/comments`;

export function say(world: LivedIn, token: string, body = "Hello"): Promise<Told> {
  return ask(world.sandbox, `POST ${comments}`, { token, body: { body } });
}

export function sayByGraphql(world: LivedIn, token: string): Promise<Told> {
  const query =
    'mutation Say($id: ID!) { addComment(input: { subjectId: $id, body: "Hello" }) { commentEdge { node { id } } } }';
  return askGraphql(world.sandbox, token, query, { id: world.issue.id });
}

export function said(world: LivedIn): number {
  return world.sandbox.store.commentsOf(world.issue.id).filter(({ body }) => body === "Hello").length;
}
