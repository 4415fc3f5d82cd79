/**
 * Timeline entries as facts. An entry of a type that we did not ask for is left out; an entry of a known type that
 * does not say what happened makes the whole list unknown, since a gap in a history is a wrong history.
 */
import type { Fact } from "../model/fact.ts";
import type { Read } from "../model/snapshot.ts";
import {
  decodeActor,
  decodeInstant,
  decodeLinkedIssue,
  decodeStateReason,
  type Json,
  objectOf,
  textOf,
} from "./decode.ts";

/** In the order they came, which is GitHub's: oldest first. */
export function decodeFacts(nodes: readonly unknown[]): Read<readonly Fact[]> {
  const facts: Fact[] = [];
  for (const value of nodes) {
    const node = objectOf(value);
    const fact = decodeFact(node);
    if (fact === "unreadable") return { known: false, why: `a ${node.__typename} came without its content` };
    if (fact !== "unknown type") facts.push(fact);
  }
  return { known: true, value: facts };
}

function decodeFact(node: Json): Fact | "unreadable" | "unknown type" {
  const read = readers[textOf(node.__typename) ?? ""];
  if (!read) return node.__typename === undefined ? "unreadable" : "unknown type";
  const id = textOf(node.id);
  const at = decodeInstant(node.createdAt);
  if (id === null || at === null) return "unreadable";
  return read(node, { id, at, actor: decodeActor(node.actor) }) ?? "unreadable";
}

type Happened = Pick<Fact, "id" | "at" | "actor">;

const readers: Readonly<Record<string, (node: Json, happened: Happened) => Fact | null>> = {
  ClosedEvent: (node, happened) => ({ ...happened, kind: "closed", reason: decodeStateReason(node.stateReason) }),
  ReopenedEvent: (_, happened) => ({ ...happened, kind: "reopened" }),
  LabeledEvent: (node, happened) => labelFact("labeled", node, happened),
  UnlabeledEvent: (node, happened) => labelFact("unlabeled", node, happened),
  SubIssueAddedEvent: (node, happened) => ({
    ...happened,
    kind: "sub-issue-added",
    issue: decodeLinkedIssue(node.subIssue),
  }),
  SubIssueRemovedEvent: (node, happened) => ({
    ...happened,
    kind: "sub-issue-removed",
    issue: decodeLinkedIssue(node.subIssue),
  }),
  TransferredEvent: (node, happened) => ({
    ...happened,
    kind: "transferred",
    from: textOf(objectOf(node.fromRepository).nameWithOwner),
  }),
  AssignedEvent: (node, happened) => ({ ...happened, kind: "assigned", login: loginOf(node) }),
  UnassignedEvent: (node, happened) => ({ ...happened, kind: "unassigned", login: loginOf(node) }),
  MilestonedEvent: (node, happened) => milestoneFact("milestoned", node, happened),
  DemilestonedEvent: (node, happened) => milestoneFact("demilestoned", node, happened),
  RenamedTitleEvent: (node, happened) => renamedFact(node, happened),
  AddedToProjectV2Event: (node, happened) => ({ ...happened, kind: "added-to-board", ...boardOf(node) }),
  RemovedFromProjectV2Event: (node, happened) => ({ ...happened, kind: "removed-from-board", ...boardOf(node) }),
  ProjectV2ItemStatusChangedEvent: (node, happened) => statusFact(node, happened),
};

function labelFact(kind: "labeled" | "unlabeled", node: Json, happened: Happened): Fact | null {
  const label = textOf(objectOf(node.label).name);
  return label === null ? null : { ...happened, kind, label };
}

/** Null for an account that is gone. */
function loginOf(node: Json): string | null {
  return textOf(objectOf(node.assignee).login);
}

function milestoneFact(kind: "milestoned" | "demilestoned", node: Json, happened: Happened): Fact | null {
  const milestone = textOf(node.milestoneTitle);
  return milestone === null ? null : { ...happened, kind, milestone };
}

function renamedFact(node: Json, happened: Happened): Fact | null {
  const from = textOf(node.previousTitle);
  const to = textOf(node.currentTitle);
  return from === null || to === null ? null : { ...happened, kind: "renamed", from, to };
}

function statusFact(node: Json, happened: Happened): Fact | null {
  const to = textOf(node.status);
  return to === null
    ? null
    : { ...happened, kind: "board-status", ...boardOf(node), from: textOf(node.previousStatus) ?? "", to };
}

/** The project is null when it was deleted or the token may not see it: nobody can say which board that was. */
function boardOf(node: Json): { readonly project: string | null; readonly automated: boolean } {
  return { project: textOf(objectOf(node.project).id), automated: node.wasAutomated === true };
}
