/** Comments from GraphQL's JSON: ours whole, everybody else's without what they say, but for commands. */
import type { NodeId } from "../model/key.ts";
import type { OwnComment, PersonComment } from "../model/snapshot.ts";
import { decodeActor, decodeInstant, objectOf, textOf } from "./decode.ts";
import { commandsOf } from "./decode-commands.ts";

export type DecodedComment =
  | { readonly whose: "ours"; readonly comment: OwnComment }
  | { readonly whose: "theirs"; readonly comment: PersonComment };

/** Null when it cannot be read. `identities`: node ids of who we are and were; a login proves nothing. */
export function decodeComment(value: unknown, identities: readonly NodeId[]): DecodedComment | null {
  const node = objectOf(value);
  const id = textOf(node.id);
  const at = decodeInstant(node.createdAt);
  if (id === null || at === null) return null;
  const url = textOf(node.url) ?? "";
  const body = textOf(node.body) ?? "";
  const author = decodeActor(node.author);
  if (author !== null && identities.includes(author.id))
    return { whose: "ours", comment: { id, url, body, createdAt: at, author } };
  const edited = textOf(node.lastEditedAt) !== null || node.includesCreatedEdit === true;
  // What an edit made of a comment was not said at the comment's time (ruling 4).
  const commands = edited ? null : commandsOf(body);
  return { whose: "theirs", comment: { id, url, at, edited, author, commands, role: null } };
}
