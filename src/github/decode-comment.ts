/** Comments from GraphQL's JSON: ours whole, everybody else's without what they say, but for commands. */
import type { NodeId } from "../model/key.ts";
import type { OwnComment, PersonComment } from "../model/snapshot.ts";
import { decodeActor, decodeInstant, objectOf, textOf } from "./decode.ts";
import { commandsOf } from "./decode-commands.ts";

export type DecodedComment =
  /** `touched`: somebody else edited it last. Whoever may write in a repository may edit a Bot's comments. */
  | { readonly whose: "ours"; readonly comment: OwnComment; readonly touched: boolean }
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
  const edited = textOf(node.lastEditedAt) !== null || node.includesCreatedEdit === true;
  if (author !== null && identities.includes(author.id)) {
    const editor = decodeActor(node.editor);
    const touched = edited && !(editor !== null && identities.includes(editor.id));
    return { whose: "ours", comment: { id, url, body, createdAt: at, author }, touched };
  }
  // What an edit made of a comment was not said at the comment's time (ruling 4).
  const commands = edited ? null : commandsOf(body);
  return { whose: "theirs", comment: { id, url, at, edited, author, commands, role: null } };
}
