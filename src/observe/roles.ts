/**
 * Who gave the commands that nobody has answered yet, and what they may do: one more request per author, and none
 * when every command has its receipt. What is answered is judged once and never again (ruling 4).
 */
import { readMarker } from "../content/markers.ts";
import type { Reader } from "../github/ports.ts";
import type { Item, OwnComment, PersonComment, Read, Role } from "../model/snapshot.ts";

/** The key of the receipt that answers a comment. */
export function receiptKey(comment: { readonly id: string }): string {
  return `receipt/${comment.id}`;
}

/** The item's comments with the role of each author whose command is unanswered. Throws `GitHubError` on a limit only. */
export async function withRoles(item: Item, reader: Pick<Reader, "readRole">): Promise<Item> {
  // Without our own comments it cannot be told what is answered; plan then answers nothing either.
  if (!item.comments.known || !item.ownComments.known) return item;
  const answered = answeredIn(item.ownComments.value);
  const asking = item.comments.value.filter(
    (comment) => comment.commands !== null && !answered.has(receiptKey(comment)),
  );
  if (asking.length === 0) return item;
  const logins = [...new Set(asking.map(personOf).filter((login) => login !== null))];
  const read = logins.map(async (login) => [login, await reader.readRole(item.owner, item.repo, login)] as const);
  const roles = new Map(await Promise.all(read));
  const comments = item.comments.value.map((comment) => {
    return asking.includes(comment) ? { ...comment, role: roleOf(comment, roles) } : comment;
  });
  return { ...item, comments: { known: true, value: comments } };
}

function answeredIn(comments: readonly OwnComment[]): ReadonlySet<string> {
  const markers = comments.map(({ body, written = body }) => readMarker(written));
  return new Set(markers.flatMap((marker) => (marker?.kind === "receipt" ? [marker.key] : [])));
}

/** Null for an account that is gone, and for those that are no person: neither has a role to read. */
function personOf({ author }: PersonComment): string | null {
  return author?.kind === "User" ? author.login : null;
}

function roleOf(comment: PersonComment, roles: ReadonlyMap<string, Read<Role>>): Read<Role> {
  const login = personOf(comment);
  return (login === null ? undefined : roles.get(login)) ?? { known: true, value: "none" };
}
