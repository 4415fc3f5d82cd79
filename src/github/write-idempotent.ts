/**
 * Writes everything of a plan that may safely be done twice. One document; before it the labels that it needs by id,
 * after it the columns of cards that it made.
 */
import type { Change, Outcome, StatusValue } from "../model/change.ts";
import type { NodeId } from "../model/key.ts";
import type { GraphqlClient } from "./client.ts";
import type { Governor } from "./governor.ts";
import type { Lookup } from "./lookup.ts";
import { outcomeOf } from "./outcome.ts";
import { GitHubError } from "./ports.ts";
import * as mutations from "./queries/mutations.ts";
import { sendBatch } from "./send.ts";
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
  await send("WritePlan", labelsFirst ? rest : [...labels, ...rest]);
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
  "add-label",
  "remove-label",
  "edit-comment",
  "close-as-duplicate",
];

async function prepareRest(pass: Pass, lookup: Lookup): Promise<readonly Prepared[]> {
  const prepared: Prepared[] = [];
  for (const kind of safeOrder) {
    for (const change of pass.changes.filter((one) => one.kind === kind)) {
      const mutation = await mutationOf(change, pass, lookup);
      if ("field" in mutation) prepared.push({ change, mutation });
      else pass.settle(change, mutation);
    }
  }
  return prepared;
}

async function mutationOf(change: Change, pass: Pass, lookup: Lookup): Promise<mutations.Mutation | Outcome> {
  if (change.kind === "add-to-board") return mutations.addToBoard(change.project, change.issue);
  if (change.kind === "set-status") return mutations.setField(change.project, change.card, change.status);
  if (change.kind === "remove-label") return mutations.removeLabel(change.issue, change.label);
  if (change.kind === "edit-comment") return mutations.editComment(change.comment, change.body);
  if (change.kind === "close-as-duplicate") return mutations.closeAsDuplicate(change.issue, change.of);
  if (change.kind !== "add-label") return { kind: "failed", why: `A ${change.kind} is not written here.` };
  const label = change.label ?? (await createdLabelFor(change, pass, lookup));
  if (label !== null) return mutations.addLabel(change.issue, label);
  return { kind: "refused", why: `It waits for the label ${change.name}, which was not made.` };
}

/** The plan may make a label of one name in two repositories: then GitHub must say in which of them the issue is. */
async function createdLabelFor(
  change: Extract<Change, { kind: "add-label" }>,
  pass: Pass,
  lookup: Lookup,
): Promise<NodeId | null> {
  const planned = pass.changes.filter(
    (one) => one.kind === "create-label" && one.name.toLowerCase() === change.name.toLowerCase(),
  );
  const made = pass.createdLabels(change.name);
  if (planned.length < 2) return [...made.values()][0] ?? null;
  try {
    const repository = await lookup.readRepositoryOf(change.issue);
    return repository === null ? null : (made.get(repository) ?? null);
  } catch (error) {
    if (error instanceof GitHubError) return null;
    throw error;
  }
}

/** The field write names the card that adding it gave back: a card cannot be read right after it was made. */
function columnsOfNewCards(pass: Pass): readonly Prepared[] {
  return pass.changes.flatMap((change) => {
    if (change.kind !== "add-to-board" || change.status === null) return [];
    const outcome = pass.outcomes.get(change);
    if (outcome?.kind !== "applied" || outcome.id === undefined) return [];
    return [{ change, mutation: columnOf(change.project, outcome.id, change.status) }];
  });
}

function columnOf(project: NodeId, card: NodeId, status: StatusValue): mutations.Mutation {
  return mutations.setField(project, card, status);
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
