/** The parts of an issue, from GraphQL's JSON. A part that is not whole is unknown; it is never a shorter list. */
import type { NodeId } from "../model/key.ts";
import type { Item, Label, Read, SubIssue } from "../model/snapshot.ts";
import {
  decodeLinkedIssue,
  decodePage,
  decodeStateReason,
  decodeVisibility,
  listOf,
  objectOf,
  textOf,
} from "./decode.ts";

/** What the alias `issue` of `ReadItem` says by itself. */
export type IssueCore = Omit<
  Item,
  "cards" | "history" | "boardHistory" | "ownComments" | "subIssues" | "comments" | "assignees" | "blockedBy"
>;

/** Null when the node is no issue, or came without what identifies it. `labels`: the names asked for, in order. */
export function decodeIssueCore(value: unknown, labels: readonly string[]): IssueCore | null {
  const node = objectOf(value);
  const repository = objectOf(node.repository);
  const visibility = decodeVisibility(repository.visibility);
  const linked = decodeLinkedIssue(value);
  if (node.__typename !== "Issue" || linked === null || visibility === null) return null;
  return {
    ...linked,
    firstId: linked.id,
    locked: node.locked === true,
    visibility,
    stateReason: decodeStateReason(node.stateReason),
    labels: decodeLabels(node.labels),
    milestone: decodeMilestone(node.milestone),
    labelIds: Object.fromEntries(
      labels.map((name, index) => [name, textOf(objectOf(repository[`label${index}`]).id)] as const),
    ),
    parents: [objectOf(node.parent).id, objectOf(objectOf(node.parent).parent).id].filter(
      (id) => textOf(id) !== null,
    ) as NodeId[],
  };
}

/** GitHub allows a hundred labels on an issue, so one page is all of them. */
function decodeLabels(value: unknown): Read<readonly Label[]> {
  const page = decodePage(value);
  if (page === null) return { known: false, why: "GitHub did not send the labels" };
  const labels = decodeEach(page.nodes, decodeLabel);
  if (labels === null || labels.length < page.expected)
    return { known: false, why: `GitHub sent ${page.nodes.length} of ${page.expected} labels` };
  return { known: true, value: labels };
}

export function decodeLabel(value: unknown): Label | null {
  const { id, name } = objectOf(value);
  return typeof id === "string" && typeof name === "string" ? { id, name } : null;
}

function decodeMilestone(value: unknown): Item["milestone"] {
  const { id, title } = objectOf(value);
  return typeof id === "string" && typeof title === "string" ? { id, title } : null;
}

/** Null for an issue that the token may not see. */
export function decodeSubIssue(value: unknown): SubIssue | null {
  const linked = decodeLinkedIssue(value);
  if (linked === null) return null;
  const page = decodePage(objectOf(value).subIssues);
  const below = page === null ? null : decodeEach(page.nodes, decodeLinkedIssue);
  if (page === null || below === null || below.length < page.expected)
    return { ...linked, subIssues: { known: false, why: `GitHub did not send all sub-issues of #${linked.number}` } };
  return { ...linked, subIssues: { known: true, value: below } };
}

/** Null when any one cannot be read: a gap would look like an absence. */
export function decodeEach<T>(nodes: readonly unknown[], decode: (value: unknown) => T | null): readonly T[] | null {
  const decoded = listOf(nodes).map(decode);
  return decoded.every((one) => one !== null) ? (decoded as readonly T[]) : null;
}
