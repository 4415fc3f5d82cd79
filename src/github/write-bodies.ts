/**
 * Writes titles and bodies that people write in too (ruling 15). They are read again just before: when a person
 * changed one since, it is left alone and looked at anew. GitHub has no write that holds only if nothing changed, so
 * afterwards the body's versions are read: when a person's came in between, theirs is put back whole, and the next look
 * adds ours to it. One request before, one after, and one write more in that rare case.
 */
import type { Change, Outcome } from "../model/change.ts";
import { type Instant, plusSeconds } from "../model/time.ts";
import { type Answer, errorsAt, type GraphqlClient, readAnswer } from "./client.ts";
import { decodeInstant, type Json, listOf, objectOf, textOf } from "./decode.ts";
import type { Governor } from "./governor.ts";
import { refusalOf } from "./mutation-of.ts";
import { outcomeOf } from "./outcome.ts";
import { GitHubError } from "./ports.ts";
import { readBodiesDocument, readEditsDocument } from "./queries/item.ts";
import { editIssue, type Mutation } from "./queries/mutations.ts";
import { sendBatch } from "./send.ts";
import type { Pass } from "./write-pass.ts";

type EditIssue = Extract<Change, { kind: "edit-issue" }>;

export interface PreparedEdit {
  readonly change: EditIssue;
  readonly mutation: Mutation;
  /** The newest version before the write; null when it was never edited. */
  readonly version: string | null;
}

/** How long after a person's edit to look again: time enough for GitHub to show it everywhere. */
const settledSeconds = 10;

/** Those that may be sent. The others are settled: a person was there first, or it cannot be told. */
export async function prepareEdits(
  client: GraphqlClient,
  governor: Governor,
  pass: Pass,
): Promise<readonly PreparedEdit[]> {
  const edits = pass.changes
    .filter((change) => change.kind === "edit-issue")
    .filter((change) => !pass.outcomes.has(change));
  if (edits.length === 0) return [];
  const answer = await read(client, governor, readBodiesDocument(edits.length), edits);
  if (answer instanceof GitHubError) {
    for (const change of edits) pass.settle(change, refusalOf(answer));
    return [];
  }
  return edits.flatMap((change, index) => {
    const prepared = prepareEdit(change, answer, `issue${index}`);
    if ("mutation" in prepared) return [prepared];
    pass.settleAlone(change, prepared);
    return [];
  });
}

function prepareEdit(change: EditIssue, answer: Answer, alias: string): PreparedEdit | Outcome {
  const { before, title, body } = change;
  const present = objectOf(answer.data[alias]);
  if (errorsAt(answer, alias).length > 0 || textOf(present.title) === null || textOf(present.body) === null)
    return { kind: "refused", why: "What it says now could not be read again, so it was not written." };
  const isMoved = (title !== null && present.title !== before.title) || (body !== null && present.body !== before.body);
  if ((title ?? present.title) === present.title && (body ?? present.body) === present.body)
    return { kind: "unchanged" };
  if (isMoved) {
    const why = "Somebody edited it since it was read, so it was left alone. The next look decides anew.";
    return { kind: "refused", why, ...soonAfter(decodeInstant(present.updatedAt)) };
  }
  const version = textOf(objectOf(listOf(objectOf(present.userContentEdits).nodes)[0]).id);
  return { change, mutation: editIssue(change.issue, change), version };
}

/** Puts back what a person wrote between our reading and our writing. */
export async function mergeEdits(
  client: GraphqlClient,
  governor: Governor,
  pass: Pass,
  prepared: readonly PreparedEdit[],
): Promise<void> {
  const written = prepared.filter(
    ({ change }) => change.body !== null && pass.outcomes.get(change)?.kind === "applied",
  );
  if (written.length === 0) return;
  const changes = written.map(({ change }) => change);
  const answer = await read(client, governor, readEditsDocument(written.length), changes);
  for (const [index, edit] of written.entries()) {
    const found = answer instanceof GitHubError ? unreadable : overwrittenBy(edit, answer, `issue${index}`);
    if (found === null) continue;
    pass.settleAlone(edit.change, "text" in found ? await putBack(client, governor, edit.change, found) : found);
  }
}

interface Version {
  readonly text: string;
  readonly at: Instant | null;
}

const unreadable: Outcome = {
  kind: "unknown",
  why: "It was written, but its versions could not be read: whether a person edited it in the same moment is not known.",
};

/** Null when nobody was there between our reading and our writing. */
function overwrittenBy({ change, version }: PreparedEdit, answer: Answer, alias: string): Version | Outcome | null {
  const { nodes } = objectOf(objectOf(answer.data[alias]).userContentEdits);
  if (errorsAt(answer, alias).length > 0 || !Array.isArray(nodes)) return unreadable;
  const since = versionsSince(nodes.map(objectOf), version);
  if (since === null) return unreadable;
  // Newest first. One is ours; none is GitHub not showing it yet.
  if (since.length < 2) return null;
  const ours = since.findIndex(({ diff }) => sameText(textOf(diff), change.body));
  const theirs = since[ours + 1];
  if (ours > 0 && theirs === undefined) return null;
  const text = textOf(theirs?.diff);
  // Without our own text among the versions, `diff` is not what we take it for: then nothing is put back.
  if (ours !== 0 || text === null) return { kind: "unknown", why: lostText };
  return { text, at: decodeInstant(theirs?.editedAt) };
}

const lostText =
  "A person edited the body in the same moment, and their text could not be put back. It is in the body's edit history.";

/** Those that came after `version`, newest first; null when the list does not reach back that far. */
function versionsSince(nodes: readonly Json[], version: string | null): readonly Json[] | null {
  // The first edit of a body brings the text as first written as a version of its own, the oldest.
  const from = version === null ? nodes.length - 1 : nodes.findIndex(({ id }) => id === version);
  if (from === -1) return nodes.length === 0 ? [] : null;
  return nodes.slice(0, from);
}

/** GitHub may store line ends its own way. */
function sameText(one: string | null, other: string | null): boolean {
  return one?.replace(/\r\n/g, "\n") === other?.replace(/\r\n/g, "\n");
}

async function putBack(
  client: GraphqlClient,
  governor: Governor,
  change: EditIssue,
  theirs: Version,
): Promise<Outcome> {
  const mutations = [editIssue(change.issue, { title: null, body: theirs.text })];
  const [sent] = await sendBatch(client, governor, { name: "PutBack", mutations, creations: 0 });
  if (outcomeOf(change, sent!).kind !== "applied") return { kind: "unknown", why: lostText };
  const why = "A person edited the body in the same moment; their text was put back. The next look decides anew.";
  return { kind: "refused", why, ...soonAfter(theirs.at) };
}

function soonAfter(at: Instant | null): { readonly until?: Instant } {
  return at === null ? {} : { until: plusSeconds(at, settledSeconds) };
}

async function read(
  client: GraphqlClient,
  governor: Governor,
  document: string,
  changes: readonly EditIssue[],
): Promise<Answer | GitHubError> {
  const variables = Object.fromEntries(changes.map(({ issue }, index) => [`issue${index}`, issue] as const));
  try {
    return await readAnswer(client, governor, { document, variables });
  } catch (error) {
    if (error instanceof GitHubError) return error;
    throw error;
  }
}
