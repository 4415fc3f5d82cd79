/** Makes one issue, comment, discussion or status update with one request, sent once. Ids that it needs are looked up before. */
import type { Change, CreateIssue, Outcome } from "../model/change.ts";
import type { NodeId } from "../model/key.ts";
import type { GraphqlClient } from "./client.ts";
import type { Governor } from "./governor.ts";
import type { Lookup } from "./lookup.ts";
import { refusalOf } from "./mutation-of.ts";
import { outcomeOf } from "./outcome.ts";
import { GitHubError } from "./ports.ts";
import * as mutations from "./queries/mutations.ts";
import { createPost } from "./queries/posts.ts";
import { sendBatch } from "./send.ts";
import type { Pass } from "./write-pass.ts";

type Creation = Extract<Change, { kind: "create-issue" | "create-post" | "add-comment" }>;

/** An issue whose parent or label was not made is refused: the next look finds what is missing. */
export async function createOne(
  client: GraphqlClient,
  governor: Governor,
  lookup: Lookup,
  [pass, change]: readonly [Pass, Creation],
): Promise<Outcome> {
  const prepared = change.kind === "create-issue" ? await prepareIssue(lookup, pass, change) : prepareText(change);
  if ("kind" in prepared) return prepared;
  const batch = { name: prepared.name, mutations: [prepared.mutation], creations: 1 };
  const [sent] = await sendBatch(client, governor, batch);
  return outcomeOf(change, sent!);
}

function prepareText(change: Exclude<Creation, CreateIssue>) {
  if (change.kind === "create-post") return { name: "CreatePost", mutation: createPost(change) };
  return { name: "AddComment", mutation: mutations.addComment(change.issue, change.body) };
}

async function prepareIssue(
  lookup: Lookup,
  pass: Pass,
  change: CreateIssue,
): Promise<{ readonly name: string; readonly mutation: mutations.Mutation } | Outcome> {
  const parent = parentOf(pass, change.parent);
  if (parent === "missing") return { kind: "refused", why: "It waits for its parent, which was not opened." };
  const labels = change.labels.map(
    ({ name, label }) => label ?? pass.createdLabels(name).get(change.repository) ?? null,
  );
  const missing = change.labels.find((_, index) => labels[index] === null);
  if (missing) return { kind: "refused", why: `It waits for the label ${missing.name}, which was not made.` };
  const assignees = await readAssignees(lookup, change.assignees);
  if ("kind" in assignees) return assignees;
  const ids = { parent, labels: labels.filter((id) => id !== null), assignees };
  return { name: "CreateIssue", mutation: mutations.createIssue(change, ids) };
}

/** Null: the issue stands by itself. */
function parentOf(pass: Pass, parent: CreateIssue["parent"]): NodeId | null | "missing" {
  if (parent.kind === "none") return null;
  return parent.kind === "issue" ? parent.id : (pass.createdIssue(parent.key) ?? "missing");
}

async function readAssignees(lookup: Lookup, logins: readonly string[]): Promise<readonly NodeId[] | Outcome> {
  try {
    return await lookup.readUserIds(logins);
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    return refusalOf(error);
  }
}
