/**
 * Our comments with what we wrote in them, where somebody else has edited one since: GitHub keeps every version. One more
 * request for up to a hundred such comments, and none where there are none. What cannot be told is unknown.
 */
import type { NodeId } from "../model/key.ts";
import type { OwnComment, Read } from "../model/snapshot.ts";
import type { Ask } from "./assemble-item.ts";
import { decodeActor, listOf, objectOf, textOf } from "./decode.ts";
import { GitHubError } from "./ports.ts";
import { readOwnVersionsDocument } from "./queries/item.ts";

const atOnce = 100;

/** The comments, in order. Throws `GitHubError` on a limit only. */
export async function withOwnVersions(
  ours: readonly { readonly comment: OwnComment; readonly touched: boolean }[],
  identities: readonly NodeId[],
  ask: Ask,
): Promise<Read<readonly OwnComment[]>> {
  const touched = ours.flatMap(({ comment, touched }) => (touched ? [comment.id] : []));
  const written = new Map<NodeId, string>();
  for (let done = 0; done < touched.length; done += atOnce) {
    const nodes = await versionsOf(touched.slice(done, done + atOnce), ask);
    for (const node of nodes.map(objectOf)) {
      const text = newestByUs(objectOf(node.userContentEdits).nodes, identities);
      if (text !== null) written.set(String(node.id), text);
    }
  }
  const lost = touched.find((id) => !written.has(id));
  if (lost !== undefined) {
    const { url } = ours.find(({ comment }) => comment.id === lost)!.comment;
    return { known: false, why: `somebody edited a comment of Milepost's, and GitHub did not say what it was: ${url}` };
  }
  const value = ours.map(({ comment }) => {
    const text = written.get(comment.id);
    return text === undefined ? comment : { ...comment, written: text };
  });
  return { known: true, value };
}

async function versionsOf(ids: readonly NodeId[], ask: Ask): Promise<readonly unknown[]> {
  try {
    return listOf((await ask(readOwnVersionsDocument, { ids })).data.nodes);
  } catch (error) {
    if (!(error instanceof GitHubError) || error.kind === "limited") throw error;
    return [];
  }
}

/** A version whose text somebody deleted is none. */
function newestByUs(edits: unknown, identities: readonly NodeId[]): string | null {
  for (const edit of listOf(edits).map(objectOf)) {
    const editor = decodeActor(edit.editor);
    if (editor !== null && identities.includes(editor.id) && edit.deletedAt === null) return textOf(edit.diff);
  }
  return null;
}
