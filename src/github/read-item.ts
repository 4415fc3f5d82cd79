/**
 * Reads one item in one request, plus one per further page. What GitHub refuses or cuts short is unknown, part by
 * part; only an issue that cannot be read at all throws.
 */
import type { Fact } from "../model/fact.ts";
import type { NodeId } from "../model/key.ts";
import type { Item, Read, SubIssue } from "../model/snapshot.ts";
import { type Answer, errorsAt, type GraphqlClient, readAnswer } from "./client.ts";
import { decodeActor, decodeLinkedIssue, objectOf, type Page } from "./decode.ts";
import { decodeCard } from "./decode-card.ts";
import { decodeComment } from "./decode-comment.ts";
import { decodeEach, decodeIssueCore, decodeSubIssue, type IssueCore } from "./decode-item.ts";
import { decodeFacts } from "./decode-timeline.ts";
import { type GraphqlError, kindOfGraphqlError } from "./failure.ts";
import type { Governor } from "./governor.ts";
import { GitHubError, type ItemQuestion } from "./ports.ts";
import {
  type ItemPart,
  readBoardEventsDocument,
  readItemDocument,
  readMoreCardsDocument,
  readMoreDocuments,
} from "./queries/item.ts";
import { partOf, readRest } from "./read-pages.ts";

/** Remembers across items whether board events must be asked for apart. */
export interface ItemMemory {
  boardEventsApart: boolean;
}

export async function readItem(
  client: GraphqlClient,
  governor: Governor,
  memory: ItemMemory,
  [issue, asked]: readonly [NodeId, ItemQuestion],
): Promise<Item | null> {
  // The field that shows the stage is read in any case.
  const fields = [...new Set(asked.fields)].filter((name) => name !== asked.statusField);
  const question = { ...asked, fields };
  const ask = (document: string, variables: Record<string, unknown>) =>
    readAnswer(client, governor, { document, variables: { issue, ...variables } });
  const { answer, boardEvents } = await readFirstPages(ask, memory, question);
  const core = issueOf(answer, question);
  if (core === null) return null;
  const all = (part: ItemPart, what: string, first: Read<Page> = partOf(answer, part)) =>
    readRest(first, what, (after) => readPage(ask, part, after, question));
  const [cards, timeline, board, comments, subIssues, assignees, blockedBy] = await Promise.all([
    all("cards", "cards"),
    all("timeline", "timeline"),
    all("boardEvents", "board moves", boardEvents),
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
    ...commentsOf(comments, question.identities),
    assignees: eachOf(assignees, decodeActor, "an assignee came without a login"),
    blockedBy: eachOf(blockedBy, decodeLinkedIssue, "a blocking issue is out of sight"),
    subIssues: await withDeepSubIssues(subIssues, ask),
  };
}

type Ask = (document: string, variables: Record<string, unknown>) => Promise<Answer>;

/**
 * GitHub has been seen to refuse the whole request, not a part of it, when a token may not see board events. Then the
 * item is asked for again without them, and from the next item on the two are asked for apart, until apart works.
 */
async function readFirstPages(ask: Ask, memory: ItemMemory, question: ItemQuestion) {
  const labels = Object.fromEntries(question.labels.map((name, index) => [`label${index}`, name] as const));
  const variables = { ...fieldVariables(question), ...labels };
  const readBoth = (boardEvents: boolean) =>
    ask(readItemDocument(question.labels.length, question.fields.length, boardEvents), variables);
  if (memory.boardEventsApart) {
    const [answer, boardEvents] = await Promise.all([readBoth(false), readBoardEvents(ask)]);
    if (boardEvents.known) memory.boardEventsApart = false;
    return { answer, boardEvents };
  }
  const answer = await readBoth(true).catch(forbiddenAnswer);
  const refusal = refusalOf(answer);
  if (refusal === null) return { answer, boardEvents: partOf(answer, "boardEvents") };
  const without = await readBoth(false);
  // Refused without them too: then the board events were not the cause.
  memory.boardEventsApart = objectOf(without.data.issue).id !== undefined;
  return { answer: without, boardEvents: { known: false, why: refusal } as const };
}

async function readBoardEvents(ask: Ask): Promise<Read<Page>> {
  return readPart(() => ask(readBoardEventsDocument, {}), "boardEvents");
}

async function readPage(ask: Ask, part: ItemPart, after: string, question: ItemQuestion): Promise<Read<Page>> {
  if (part !== "cards") return readPart(() => ask(readMoreDocuments[part], { after }), part);
  const document = readMoreCardsDocument(question.fields.length);
  return readPart(() => ask(document, { after, ...fieldVariables(question) }), part);
}

function fieldVariables({ statusField, fields }: ItemQuestion): Record<string, string> {
  return { statusField, ...Object.fromEntries(fields.map((name, index) => [`field${index}`, name] as const)) };
}

/** A page that fails makes its part unknown. A limit stops the item: reading on would only meet it again. */
async function readPart(read: () => Promise<Answer>, alias: string): Promise<Read<Page>> {
  try {
    return partOf(await read(), alias);
  } catch (error) {
    if (error instanceof GitHubError && error.kind !== "limited") return { known: false, why: error.message };
    throw error;
  }
}

function forbiddenAnswer(error: unknown): Answer {
  if (!(error instanceof GitHubError) || error.kind !== "forbidden") throw error;
  return { data: {}, errors: [{ message: error.message, type: "FORBIDDEN" }], limit: null };
}

/** Why nothing came, when the cause may be the board events; null when the issue came or the cause is another. */
function refusalOf(answer: Answer): string | null {
  if (objectOf(answer.data.issue).id !== undefined) return null;
  const aimed = answer.errors.filter((error) => error.path === undefined || error.path[0] === "boardEvents");
  return aimed.find((error) => kindOfGraphqlError(error) === "forbidden")?.message ?? null;
}

/** Null when there is no such issue; throws when the answer does not say so. */
function issueOf(answer: Answer, question: ItemQuestion): IssueCore | null {
  const errors = errorsAt(answer, "issue").filter((error) => !isTolerable(error));
  const node = objectOf(answer.data.issue);
  if (
    errors.length > 0 &&
    errors.every((error) => error.path?.length === 1 && kindOfGraphqlError(error) === "not-found")
  )
    return null;
  const worst = errors[0] ?? (node.__typename === undefined ? answer.errors[0] : undefined);
  if (worst) {
    const kind = kindOfGraphqlError(worst);
    throw new GitHubError(kind === "not-found" ? "unavailable" : kind, `The issue could not be read: ${worst.message}`);
  }
  if (node.__typename !== undefined && node.__typename !== "Issue") return null;
  const core = decodeIssueCore(node, question.labels);
  if (core === null) throw new GitHubError("unavailable", "GitHub's answer lacks the issue's id, time or repository.");
  return core;
}

/** Labels that fail are unknown by themselves, and a parent may be out of sight. */
function isTolerable(error: GraphqlError): boolean {
  return error.path?.[1] === "parent" || error.path?.[1] === "labels";
}

function historyOf(core: IssueCore, timeline: Read<readonly unknown[]>): Read<readonly Fact[]> {
  const facts = timeline.known ? decodeFacts(timeline.value) : timeline;
  if (!facts.known) return facts;
  return {
    known: true,
    value: [{ kind: "opened", id: core.id, at: core.createdAt, actor: core.author }, ...facts.value],
  };
}

function commentsOf(
  comments: Read<readonly unknown[]>,
  identities: readonly NodeId[],
): Pick<Item, "ownComments" | "comments"> {
  const decoded = eachOf(comments, (value) => decodeComment(value, identities), "a comment came without its id");
  if (!decoded.known) return { ownComments: decoded, comments: decoded };
  const ours = decoded.value.flatMap((one) => (one.whose === "ours" ? [one.comment] : []));
  const theirs = decoded.value.flatMap((one) => (one.whose === "theirs" ? [one.comment] : []));
  return { ownComments: { known: true, value: ours }, comments: { known: true, value: theirs } };
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
