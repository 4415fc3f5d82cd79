/**
 * How the bodies of issues read after each edit, for milestones that are reached by ticking boxes: a hundred issues a
 * request. GitHub keeps every version; `diff` holds a version's whole text, and the first edit brings the text as it was
 * first written with it. https://docs.github.com/en/graphql/reference/objects#usercontentedit
 */
import type { NodeId } from "../model/key.ts";
import type { Read } from "../model/snapshot.ts";
import type { Instant } from "../model/time.ts";
import { type Answer, errorsAt, type GraphqlClient, readAnswer } from "./client.ts";
import { decodeInstant, type Json, listOf, numberOf, objectOf, textOf } from "./decode.ts";
import type { Governor } from "./governor.ts";
import { GitHubError } from "./ports.ts";
import { readVersionsDocument } from "./queries/item.ts";

/** A body from one moment on. */
export interface Version {
  readonly at: Instant;
  readonly body: string;
}

const atOnce = 100;

/** GitHub gives so many edits at once; of what was edited more often the versions are unknown. */
const mostEdits = 100;

/** By id, oldest version first; every id is there. Only a limit throws. */
export async function readVersions(
  client: GraphqlClient,
  governor: Governor,
  ids: readonly NodeId[],
): Promise<ReadonlyMap<NodeId, Read<readonly Version[]>>> {
  const found = new Map<NodeId, Read<readonly Version[]>>();
  let size = atOnce;
  for (let done = 0; done < ids.length; ) {
    const wanted = ids.slice(done, done + size);
    const answer = await ask(client, governor, wanted);
    if (typeof answer === "string" && size > 1) {
      size = Math.ceil(size / 2);
      continue;
    }
    for (const [index, id] of wanted.entries()) {
      found.set(id, typeof answer === "string" ? { known: false, why: answer } : versionsIn(answer, index));
    }
    done += wanted.length;
  }
  return found;
}

/** Why not, in words, when the whole answer did not come. */
async function ask(client: GraphqlClient, governor: Governor, ids: readonly NodeId[]): Promise<Answer | string> {
  try {
    const answer = await readAnswer(client, governor, { document: readVersionsDocument, variables: { ids } });
    return Array.isArray(answer.data.nodes) ? answer : (answer.errors[0]?.message ?? "GitHub did not send it");
  } catch (error) {
    if (error instanceof GitHubError && error.kind !== "limited") return error.message;
    throw error;
  }
}

function versionsIn(answer: Answer, index: number): Read<readonly Version[]> {
  const node = objectOf(listOf(answer.data.nodes)[index]);
  const [error] = errorsAt(answer, "nodes").filter(({ path }) => path?.[1] === index);
  const edits = objectOf(node.userContentEdits);
  const createdAt = decodeInstant(node.createdAt);
  const nodes = edits.nodes;
  if (error !== undefined || createdAt === null || !Array.isArray(nodes))
    return {
      known: false,
      why: `the versions of its text were not given${error === undefined ? "" : `: ${error.message}`}`,
    };
  if (nodes.length === 0) return { known: true, value: [{ at: createdAt, body: textOf(node.body) ?? "" }] };
  if ((numberOf(edits.totalCount) ?? 0) > Math.min(nodes.length, mostEdits))
    return { known: false, why: `its text was edited more than ${mostEdits} times` };
  const versions = nodes.map((one) => versionOf(objectOf(one)));
  if (versions.some((one) => one === null)) return { known: false, why: "a version of its text was deleted" };
  const known = versions.filter((one) => one !== null);
  return { known: true, value: known.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)) };
}

/** Null for one whose text somebody deleted from the history. */
function versionOf({ editedAt, diff, deletedAt }: Json): Version | null {
  const at = decodeInstant(editedAt);
  const body = textOf(diff);
  return at === null || body === null || (deletedAt !== null && deletedAt !== undefined) ? null : { at, body };
}
