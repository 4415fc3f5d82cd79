/**
 * Reads one item in one request, plus one per further page. What GitHub refuses or cuts short is unknown, part by
 * part; only an issue that cannot be read at all throws.
 */
import type { NodeId } from "../model/key.ts";
import type { Item, Read } from "../model/snapshot.ts";
import { type Ask, assembleItem, fieldVariables, readPart } from "./assemble-item.ts";
import { type Answer, errorsAt, type GraphqlClient, readAnswer } from "./client.ts";
import { objectOf, type Page } from "./decode.ts";
import { decodeIssueCore, type IssueCore } from "./decode-item.ts";
import { type GraphqlError, kindOfGraphqlError } from "./failure.ts";
import type { Governor } from "./governor.ts";
import { GitHubError, type ItemQuestion } from "./ports.ts";
import { type ItemPart, readBoardEventsDocument, readItemDocument } from "./queries/item.ts";
import { partOf } from "./read-pages.ts";

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
  const first = (part: ItemPart) => (part === "boardEvents" ? boardEvents : partOf(answer, part));
  return assembleItem(core, first, ask, question);
}

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
