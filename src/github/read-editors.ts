/**
 * Who edited the text of issues and comments, a hundred a request: the first version is the author's. What cannot be
 * told is unknown, and is then nobody's to take back.
 */
import type { Actor } from "../model/fact.ts";
import type { NodeId } from "../model/key.ts";
import type { Read } from "../model/snapshot.ts";
import { type GraphqlClient, readAnswer } from "./client.ts";
import { decodeActor, listOf, numberOf, objectOf } from "./decode.ts";
import type { Governor } from "./governor.ts";
import { readEditorsDocument } from "./queries/item.ts";

const atOnce = 100;

/** By id; null among the editors: a deleted account. Every id is there. Throws `GitHubError`. */
export async function readEditors(
  client: GraphqlClient,
  governor: Governor,
  ids: readonly NodeId[],
): Promise<ReadonlyMap<NodeId, Read<readonly (Actor | null)[]>>> {
  const found = new Map<NodeId, Read<readonly (Actor | null)[]>>();
  for (let done = 0; done < ids.length; done += atOnce) {
    const wanted = ids.slice(done, done + atOnce);
    const answer = await readAnswer(client, governor, { document: readEditorsDocument, variables: { ids: wanted } });
    for (const [index, id] of wanted.entries()) found.set(id, editorsOf(listOf(answer.data.nodes)[index]));
  }
  return found;
}

function editorsOf(node: unknown): Read<readonly (Actor | null)[]> {
  const { totalCount, nodes } = objectOf(objectOf(node).userContentEdits);
  const edits = listOf(nodes);
  if (!Array.isArray(nodes) || numberOf(totalCount) !== edits.length)
    return { known: false, why: "GitHub did not say who edited it" };
  return { known: true, value: edits.map((edit) => decodeActor(objectOf(edit).editor)) };
}
