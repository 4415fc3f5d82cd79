/**
 * What GitHub says of one issue, part by part → an item, with whatever did not fit on the first pages read on. What it
 * refuses or cuts short is unknown, part by part.
 */
import type { Fact } from "../model/fact.ts";
import type { NodeId } from "../model/key.ts";
import type { Item, Read, SubIssue } from "../model/snapshot.ts";
import type { Answer } from "./client.ts";
import { decodeActor, decodeLinkedIssue, objectOf, type Page } from "./decode.ts";
import { decodeCard } from "./decode-card.ts";
import { decodeComment } from "./decode-comment.ts";
import { decodeEach, decodeSubIssue, type IssueCore } from "./decode-item.ts";
import { decodeFacts } from "./decode-timeline.ts";
import { GitHubError, type ItemQuestion } from "./ports.ts";
import { type ItemPart, readMoreCardsDocument, readMoreDocuments } from "./queries/item.ts";
import { withOwnVersions } from "./read-own-versions.ts";
import { partOf, readRest } from "./read-pages.ts";

/** Asks about one issue; its id is among the variables already. */
export type Ask = (document: string, variables: Record<string, unknown>) => Promise<Answer>;

/** `first`: the first page of each part, or why it did not come. */
export async function assembleItem(
  core: IssueCore,
  first: (part: ItemPart) => Read<Page>,
  ask: Ask,
  question: ItemQuestion,
): Promise<Item> {
  const all = (part: ItemPart, what: string) =>
    readRest(first(part), what, (after) => readPage(ask, part, after, question));
  const [cards, timeline, board, comments, subIssues, assignees, blockedBy] = await Promise.all([
    all("cards", "cards"),
    all("timeline", "timeline"),
    all("boardEvents", "board moves"),
    all("comments", "comments"),
    all("subIssues", "sub-issues"),
    all("assignees", "assignees"),
    all("blockedBy", "blocking issues"),
  ]);
  return {
    ...core,
    cards: eachOf(cards, (card) => decodeCard(card, question), "a card came without its board"),
    history: historyOf(core, timeline),
    boardHistory: board.known ? decodeFacts(board.value) : board,
    ...(await commentsOf(comments, question.identities, ask)),
    assignees: eachOf(assignees, decodeActor, "an assignee came without a login"),
    blockedBy: eachOf(blockedBy, decodeLinkedIssue, "a blocking issue is out of sight"),
    subIssues: await withDeepSubIssues(subIssues, ask),
  };
}

async function readPage(ask: Ask, part: ItemPart, after: string, question: ItemQuestion): Promise<Read<Page>> {
  if (part !== "cards") return readPart(() => ask(readMoreDocuments[part], { after }), part);
  const document = readMoreCardsDocument(question.fields.length);
  return readPart(() => ask(document, { after, ...fieldVariables(question) }), part);
}

/** The names of the board fields that a document asks for, as its variables. */
export function fieldVariables({ statusField, fields }: ItemQuestion): Record<string, string> {
  return { statusField, ...Object.fromEntries(fields.map((name, index) => [`field${index}`, name] as const)) };
}

/** A page that fails makes its part unknown. A limit stops the item: reading on would only meet it again. */
export async function readPart(read: () => Promise<Answer>, alias: string): Promise<Read<Page>> {
  try {
    return partOf(await read(), alias);
  } catch (error) {
    if (error instanceof GitHubError && error.kind !== "limited") return { known: false, why: error.message };
    throw error;
  }
}

function historyOf(core: IssueCore, timeline: Read<readonly unknown[]>): Read<readonly Fact[]> {
  const facts = timeline.known ? decodeFacts(timeline.value) : timeline;
  if (!facts.known) return facts;
  return {
    known: true,
    value: [{ kind: "opened", id: core.id, at: core.createdAt, actor: core.author }, ...facts.value],
  };
}

async function commentsOf(
  comments: Read<readonly unknown[]>,
  identities: readonly NodeId[],
  ask: Ask,
): Promise<Pick<Item, "ownComments" | "comments">> {
  const decoded = eachOf(comments, (value) => decodeComment(value, identities), "a comment came without its id");
  if (!decoded.known) return { ownComments: decoded, comments: decoded };
  const ours = decoded.value.flatMap((one) => (one.whose === "ours" ? [one] : []));
  const theirs = decoded.value.flatMap((one) => (one.whose === "theirs" ? [one.comment] : []));
  return { ownComments: await withOwnVersions(ours, identities, ask), comments: { known: true, value: theirs } };
}

/** Reads on where a sub-issue has more sub-issues of its own than the first request brings. */
async function withDeepSubIssues(subIssues: Read<readonly unknown[]>, ask: Ask): Promise<Read<readonly SubIssue[]>> {
  if (!subIssues.known) return subIssues;
  const whole = await Promise.all(subIssues.value.map((value) => readDeep(objectOf(value), ask)));
  return eachOf({ known: true, value: whole }, decodeSubIssue, "a sub-issue is out of sight");
}

async function readDeep(node: Readonly<Record<string, unknown>>, ask: Ask): Promise<unknown> {
  const first = partOf({ data: { below: { page: node.subIssues } }, errors: [], limit: null }, "below");
  if (!first.known || first.value.next === null) return node;
  const below = await readRest(first, "sub-issues", (after) =>
    readPart(() => ask(readMoreDocuments.subIssues, { issue: node.id, after }), "subIssues"),
  );
  return { ...node, subIssues: below.known ? { nodes: below.value, totalCount: below.value.length } : null };
}

function eachOf<T>(
  read: Read<readonly unknown[]>,
  decode: (value: unknown) => T | null,
  gap: string,
): Read<readonly T[]> {
  if (!read.known) return read;
  const decoded = decodeEach(read.value, decode);
  return decoded === null ? { known: false, why: gap } : { known: true, value: decoded };
}
