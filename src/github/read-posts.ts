/** What we posted that is no issue: discussions of a category, and status updates of a board. Two requests and one. */
import type { NodeId } from "../model/key.ts";
import type { OwnDiscussions, OwnPosts, PostedText } from "../model/post.ts";
import type { Read } from "../model/snapshot.ts";
import { type Answer, errorsAt, type GraphqlClient, readAnswer } from "./client.ts";
import { decodeActor, decodeInstant, numberOf, objectOf, textOf } from "./decode.ts";
import { decodeEach } from "./decode-item.ts";
import type { Governor } from "./governor.ts";
import { GitHubError } from "./ports.ts";
import { readCategoriesDocument, readOwnDiscussionsDocument, readOwnStatusUpdatesDocument } from "./queries/posts.ts";

/** Category names are compared without case. Only a limit throws. */
export async function readOwnDiscussions(
  client: GraphqlClient,
  governor: Governor,
  { owner, repo, category }: { readonly owner: string; readonly repo: string; readonly category: string },
  identities: readonly NodeId[],
): Promise<Read<OwnDiscussions>> {
  const what = `The discussions of ${owner}/${repo}`;
  const ask = (document: string, more: Readonly<Record<string, string>> = {}) =>
    read(client, governor, { document, variables: { owner, repo, ...more }, root: "repository", what });
  const first = await ask(readCategoriesDocument);
  if (!first.known) return first;
  const categories = wholeList(first.value.discussionCategories, decodeCategory);
  if (categories === null) return cutShort(what);
  const names = categories.map(({ name }) => name);
  const found = categories.find(({ name }) => name.toLowerCase() === category.toLowerCase());
  if (found === undefined) return { known: true, value: { category: null, categories: names, posts: [], reach: null } };
  const second = await ask(readOwnDiscussionsDocument, { category: found.id });
  if (!second.known) return second;
  const posts = postsIn(second.value.discussions, decodeDiscussion, identities);
  if (posts === null) return cutShort(what);
  return { known: true, value: { category: found.id, categories: names, ...posts } };
}

/** Only a limit throws. */
export async function readOwnStatusUpdates(
  client: GraphqlClient,
  governor: Governor,
  project: NodeId,
  identities: readonly NodeId[],
): Promise<Read<OwnPosts>> {
  const what = "The board's status updates";
  const request = { document: readOwnStatusUpdatesDocument, variables: { project }, root: "node", what };
  const answer = await read(client, governor, request);
  if (!answer.known) return answer;
  const url = textOf(answer.value.url) ?? "";
  const posts = postsIn(answer.value.statusUpdates, (node) => decodeStatusUpdate(node, url), identities);
  return posts === null ? cutShort(what) : { known: true, value: posts };
}

interface Asked {
  readonly document: string;
  readonly variables: Readonly<Record<string, string>>;
  /** The field under which everything is. */
  readonly root: string;
  /** In words. */
  readonly what: string;
}

async function read(
  client: GraphqlClient,
  governor: Governor,
  { document, variables, root, what }: Asked,
): Promise<Read<ReturnType<typeof objectOf>>> {
  let answer: Answer;
  try {
    answer = await readAnswer(client, governor, { document, variables });
  } catch (error) {
    if (!(error instanceof GitHubError) || error.kind === "limited") throw error;
    return { known: false, why: `${what} could not be read: ${error.message}` };
  }
  const error = errorsAt(answer, root)[0] ?? answer.errors[0];
  if (error) return { known: false, why: `${what} could not be read: ${error.message}` };
  return { known: true, value: objectOf(answer.data[root]) };
}

function cutShort(what: string): { readonly known: false; readonly why: string } {
  return { known: false, why: `${what} did not come whole` };
}

/** The newest hundred; null when fewer came than GitHub counts, or one could not be read. */
function wholeList<T>(connection: unknown, decode: (node: unknown) => T | null): readonly T[] | null {
  const { nodes, totalCount } = objectOf(connection);
  const list = Array.isArray(nodes) ? decodeEach(nodes, decode) : null;
  return list === null || list.length < Math.min(100, numberOf(totalCount) ?? 0) ? null : list;
}

function postsIn(
  connection: unknown,
  decode: (node: unknown) => PostedText | null,
  identities: readonly NodeId[],
): OwnPosts | null {
  const all = wholeList(connection, decode);
  if (all === null) return null;
  const isCut = (numberOf(objectOf(connection).totalCount) ?? 0) > all.length;
  const posts = all.filter(({ author }) => author !== null && identities.includes(author.id));
  return { posts, reach: isCut ? (all.at(-1)?.createdAt ?? null) : null };
}

function decodeCategory(value: unknown): { readonly id: NodeId; readonly name: string } | null {
  const { id, name } = objectOf(value);
  const [known, text] = [textOf(id), textOf(name)];
  return known === null || text === null ? null : { id: known, name: text };
}

function decodeDiscussion(value: unknown): PostedText | null {
  const node = objectOf(value);
  const id = textOf(node.id);
  const createdAt = decodeInstant(node.createdAt);
  if (id === null || createdAt === null) return null;
  return {
    id,
    number: numberOf(node.number) ?? 0,
    title: textOf(node.title) ?? "",
    body: textOf(node.body) ?? "",
    url: textOf(node.url) ?? "",
    state: node.closed === true ? "closed" : "open",
    stateReason: node.stateReason === "DUPLICATE" ? "duplicate" : null,
    createdAt,
    author: decodeActor(node.author),
  };
}

/** It has no page of its own: its address is the board's. */
function decodeStatusUpdate(value: unknown, url: string): PostedText | null {
  const node = objectOf(value);
  const id = textOf(node.id);
  const createdAt = decodeInstant(node.createdAt);
  if (id === null || createdAt === null) return null;
  const author = decodeActor(node.creator);
  const body = textOf(node.body) ?? "";
  return { id, number: 0, title: "", body, url, state: "open", stateReason: null, createdAt, author };
}
