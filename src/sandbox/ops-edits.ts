/**
 * Versions of edited bodies, as `userContentEdits` shows them: the text as first written, then one entry per edit.
 */
import type { EditRow, Id } from "./rows.ts";
import type { Actor, World } from "./world.ts";

/** Keeps the version that an edit makes; at the first edit, also the text as it was written. */
export function keepVersion(
  world: World,
  actor: Actor,
  of: { readonly id: Id; readonly databaseId: number; readonly author: Id; readonly createdAt: string },
  before: string,
  after: string,
): void {
  const { edits, ids } = world.store;
  const versions: EditRow[] = edits.get(of.id) ?? [
    { id: ids.make("EV", of.databaseId).id, editor: of.author, editedAt: of.createdAt, body: before },
  ];
  versions.push({
    id: ids.make("EV", of.databaseId).id,
    editor: actor.account,
    editedAt: world.clock.now(),
    body: after,
  });
  edits.set(of.id, versions);
}
