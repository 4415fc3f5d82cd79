/**
 * Writes everything of a plan that may safely be done twice. One document; before it the labels that it needs by id,
 * after it the columns of cards that it made. Bodies are read once more before, and their versions after.
 */
import type { Change } from "../model/change.ts";
import type { GraphqlClient } from "./client.ts";
import type { Governor } from "./governor.ts";
import type { Lookup } from "./lookup.ts";
import { mutationOf } from "./mutation-of.ts";
import { outcomeOf } from "./outcome.ts";
import * as mutations from "./queries/mutations.ts";
import { sendBatch } from "./send.ts";
import { mergeEdits, prepareEdits } from "./write-bodies.ts";
import type { Pass } from "./write-pass.ts";

interface Prepared {
  readonly change: Change;
  readonly mutation: mutations.Mutation;
}

export async function writeIdempotent(
  client: GraphqlClient,
  governor: Governor,
  lookup: Lookup,
  pass: Pass,
): Promise<void> {
  const send = (name: string, prepared: readonly Prepared[]) => sendPrepared(client, governor, pass, [name, prepared]);
  const labelsFirst = pass.changes.some((change) => change.kind === "add-label" && change.label === null);
  const labels = pass.changes.filter((change) => change.kind === "create-label").map(prepareLabel);
  if (labelsFirst) await send("CreateLabels", labels);
  if (pass.stopped) return;
  const rest = await prepareRest(pass, lookup);
  // Last, so that nothing is asked between reading a body again and writing it.
  const edits = await prepareEdits(client, governor, pass);
  if (pass.stopped) return;
  await send("WritePlan", [...edits, ...(labelsFirst ? [] : labels), ...rest]);
  await mergeEdits(client, governor, pass, edits);
  if (pass.stopped) return;
  await send("WriteColumns", columnsOfNewCards(pass));
}

function prepareLabel(change: Extract<Change, { kind: "create-label" }>): Prepared {
  return { change, mutation: mutations.createLabel(change) };
}

/** Cards before columns and labels in before labels out, so that a crash in between leaves more rather than less. */
const safeOrder: readonly Change["kind"][] = [
  "add-to-board",
  "set-status",
  "set-field",
  "set-milestone",
  "assign",
  "unassign",
  "add-label",
  "remove-label",
  "edit-comment",
  "edit-post",
  "withdraw-post",
  "delete-comment",
  "reopen-issue",
  "close-issue",
  "close-as-duplicate",
];

async function prepareRest(pass: Pass, lookup: Lookup): Promise<readonly Prepared[]> {
  const prepared: Prepared[] = [];
  for (const kind of safeOrder) {
    for (const change of pass.changes.filter((one) => one.kind === kind && !pass.outcomes.has(one))) {
      const mutation = await mutationOf(change, pass, lookup);
      if ("field" in mutation) prepared.push({ change, mutation });
      else pass.settle(change, mutation);
    }
  }
  return prepared;
}

/** The field write names the card that adding it gave back: a card cannot be read right after it was made. */
function columnsOfNewCards(pass: Pass): readonly Prepared[] {
  return pass.changes.flatMap((change) => {
    if (change.kind !== "add-to-board" || change.status === null) return [];
    const outcome = pass.outcomes.get(change);
    if (outcome?.kind !== "applied" || outcome.id === undefined) return [];
    return [{ change, mutation: mutations.setColumn(change.project, outcome.id, change.status) }];
  });
}

async function sendPrepared(
  client: GraphqlClient,
  governor: Governor,
  pass: Pass,
  [name, prepared]: readonly [string, readonly Prepared[]],
): Promise<void> {
  const creations = prepared.filter(({ mutation }) => mutation.field === "createLabel").length;
  const batch = { name, mutations: prepared.map(({ mutation }) => mutation), creations };
  const sent = await sendBatch(client, governor, batch);
  for (const [index, { change }] of prepared.entries()) pass.settle(change, outcomeOf(change, sent[index]!));
}
