/**
 * Reads many items whole, for reports: a hundred to a page, fewer where GitHub cannot finish a page in time. An item of which
 * a part is missing has that part unknown; a list that could not be read to its end says so.
 */
import type { NodeId } from "../model/key.ts";
import type { Item, Read } from "../model/snapshot.ts";
import { type Ask, assembleItem, fieldVariables } from "./assemble-item.ts";
import { type Answer, type GraphqlClient, readAnswer } from "./client.ts";
import { decodePage, type Json, objectOf, type Page } from "./decode.ts";
import { decodeIssueCore } from "./decode-item.ts";
import { type GraphqlError, kindOfGraphqlError } from "./failure.ts";
import type { Governor } from "./governor.ts";
import { GitHubError, type ItemQuestion, type ItemsRead } from "./ports.ts";
import type { ItemPart } from "./queries/item.ts";
import { readItemsByIdDocument, readItemsDocument } from "./queries/items.ts";
import { partOf } from "./read-pages.ts";

export interface ItemList {
  readonly owner: string;
  readonly repo: string;
  /** Null: every issue. */
  readonly label: string | null;
}

/** A full page has at most 54,000 nodes of the half a million that GitHub allows, and costs eight points of the five thousand an hour. */
const pageSize = 100;
const idsAtOnce = 100;

/** Every item of a list. Only a limit throws. */
export async function readItems(
  client: GraphqlClient,
  governor: Governor,
  list: ItemList,
  question: ItemQuestion,
): Promise<ItemsRead> {
  const asking = askingFor(client, governor, question);
  const items: Item[] = [];
  const what = `the issues of ${list.owner}/${list.repo}`;
  let after: string | null = null;
  let size = pageSize;
  for (;;) {
    const read: Read<Chunk> = await asking.page(list, size, after);
    if (!read.known) {
      if (size === 1) return { items, incomplete: `${what} could be read in part only: ${read.why}` };
      size = Math.ceil(size / 2);
      continue;
    }
    items.push(
      ...(await Promise.all(read.value.nodes.map((node, index) => asking.item(read.value, node, index)))).flat(),
    );
    if (read.value.next === null || read.value.next === after) {
      const { expected } = read.value;
      const missing = items.length < expected ? `GitHub sent ${items.length} of ${expected} of ${what}` : null;
      return { items, incomplete: missing };
    }
    after = read.value.next;
  }
}

/** Items by their ids; those that are gone are left out. Only a limit throws. */
export async function readItemsById(
  client: GraphqlClient,
  governor: Governor,
  ids: readonly NodeId[],
  question: ItemQuestion,
): Promise<ItemsRead> {
  const asking = askingFor(client, governor, question);
  const items: Item[] = [];
  let size = idsAtOnce;
  for (let done = 0; done < ids.length; ) {
    const read = await asking.byId(ids.slice(done, done + size));
    if (!read.known) {
      if (size === 1) return { items, incomplete: `changed issues could be read in part only: ${read.why}` };
      size = Math.ceil(size / 2);
      continue;
    }
    done += size;
    items.push(
      ...(await Promise.all(read.value.nodes.map((node, index) => asking.item(read.value, node, index)))).flat(),
    );
  }
  return { items, incomplete: null };
}

/** Nodes of one answer, with what is needed to judge each of them. */
interface Chunk extends Page {
  readonly answer: Answer;
  /** Where the nodes are in the answer. */
  readonly path: readonly string[];
  /** Why board events were not asked for; null when they were. */
  readonly withoutBoard: string | null;
}

function askingFor(client: GraphqlClient, governor: Governor, asked: ItemQuestion) {
  const fields = [...new Set(asked.fields)].filter((name) => name !== asked.statusField);
  const question: ItemQuestion = { ...asked, labels: [], fields };
  const shared = fieldVariables(question);
  /** Set once GitHub refused whole requests because of board events, and did not without them. */
  let withoutBoard: string | null = null;

  async function ask(
    documentOf: (boardEvents: boolean) => string,
    variables: Record<string, unknown>,
    pageOf: (answer: Answer) => Page | null,
    path: readonly string[],
  ): Promise<Read<Chunk>> {
    const read = async (boardEvents: boolean) =>
      readAnswer(client, governor, { document: documentOf(boardEvents), variables: { ...variables, ...shared } });
    try {
      let answer = await read(withoutBoard === null).catch(refusedAnswer);
      let page = pageOf(answer);
      const refusal =
        page === null ? answer.errors.find((error) => kindOfGraphqlError(error) === "forbidden") : undefined;
      if (refusal && withoutBoard === null) {
        answer = await read(false);
        page = pageOf(answer);
        if (page !== null) withoutBoard = refusal.message;
      }
      const late = answer.errors.find((error) => kindOfGraphqlError(error) === "unavailable");
      if (page === null || late)
        return { known: false, why: late?.message ?? answer.errors[0]?.message ?? "GitHub did not send it" };
      return { known: true, value: { ...page, answer, path, withoutBoard } };
    } catch (error) {
      if (!(error instanceof GitHubError) || error.kind === "limited") throw error;
      return { known: false, why: error.message };
    }
  }

  return {
    page({ owner, repo, label }: ItemList, size: number, after: string | null): Promise<Read<Chunk>> {
      // A variable that is left out leaves the argument out, which null would not everywhere.
      const labels = label === null ? {} : { labels: [label] };
      const variables = { owner, repo, ...labels, ...(after === null ? {} : { after }) };
      const pageOf = ({ data }: Answer) => decodePage(objectOf(data.repository).issues);
      const documentOf = (boardEvents: boolean) => readItemsDocument(fields.length, boardEvents, size);
      return ask(documentOf, variables, pageOf, ["repository", "issues", "nodes"]);
    },
    byId(ids: readonly NodeId[]): Promise<Read<Chunk>> {
      const pageOf = ({ data }: Answer): Page | null =>
        Array.isArray(data.nodes) ? { nodes: data.nodes, next: null, expected: ids.length } : null;
      const documentOf = (boardEvents: boolean) => readItemsByIdDocument(fields.length, boardEvents);
      return ask(documentOf, { ids }, pageOf, ["nodes"]);
    },
    /** None for an issue that is gone, or is no issue. */
    async item(chunk: Chunk, value: unknown, index: number): Promise<readonly Item[]> {
      const node = objectOf(value);
      const core = decodeIssueCore(node, []);
      if (core === null) return [];
      const ask: Ask = (document, variables) =>
        readAnswer(client, governor, { document, variables: { issue: core.id, ...variables } });
      return [await assembleItem(core, (part) => firstPage(chunk, { node, index, part }), ask, question)];
    },
  };
}

function firstPage(
  { answer, path, withoutBoard }: Chunk,
  { node, index, part }: { readonly node: Json; readonly index: number; readonly part: ItemPart },
): Read<Page> {
  if (part === "boardEvents" && withoutBoard !== null) return { known: false, why: withoutBoard };
  const at = [...path, index, part];
  const errors = answer.errors
    .filter((error) => at.every((step, depth) => error.path?.[depth] === step))
    .map((error): GraphqlError => ({ ...error, path: [part, ...(error.path ?? []).slice(at.length)] }));
  return partOf({ data: { [part]: { page: node[part] } }, errors, limit: null }, part);
}

/** A refusal of the whole request, as an answer without data. */
function refusedAnswer(error: unknown): Answer {
  if (!(error instanceof GitHubError) || error.kind !== "forbidden") throw error;
  return { data: {}, errors: [{ message: error.message, type: "FORBIDDEN" }], limit: null };
}
