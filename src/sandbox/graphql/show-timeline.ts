/**
 * An issue's timeline: events and comments, oldest first, by GraphQL's own type names. Board events carry names of
 * columns, not ids, and are only given to who may read the board.
 */
import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from "graphql";
import { hasProjectAccess, maySeeProjects } from "../access.ts";
import { secondsOf, textOf } from "../clock.ts";
import { forbidden } from "../ops.ts";
import type { EventRow, Id, IssueRow, LabelRow } from "../rows.ts";
import { connection } from "./connection.ts";
import {
  arrived,
  type Context,
  shown,
  shownAccount,
  shownComment,
  shownIssue,
  shownProject,
  shownRepository,
  web,
} from "./context.ts";
import type { Fields, PageArgs } from "./fields.ts";

export interface TimelineArgs extends PageArgs {
  readonly itemTypes?: readonly string[] | null;
  readonly since?: string | null;
  readonly skip?: number | null;
}

const boardTypes = [
  "AddedToProjectV2Event",
  "RemovedFromProjectV2Event",
  "ProjectV2ItemStatusChangedEvent",
  "ConvertedFromDraftEvent",
];

/** One page of a timeline. Asking for board events without being allowed to see boards fails the whole request. */
export function timelineItems(context: Context, issue: IssueRow, args: TimelineArgs, info: GraphQLResolveInfo) {
  const mayBoards = maySeeProjects(context.viewer);
  if (!mayBoards && asksForBoardEvents(args, info)) {
    const error = forbidden();
    context.fatal ??= { error, path: pathOf(info) };
    throw error;
  }
  const { itemTypes } = args;
  const since = args.since ? textOf(secondsOf(args.since)) : null;
  const rows = context.store.timelineOf(issue.id).filter((row) => {
    const type = "type" in row ? row.type : "IssueComment";
    if (itemTypes && !itemTypes.includes(enumName(type))) return false;
    if (since && row.createdAt < since) return false;
    return arrived(context, "timeline", row.createdAt) && ("type" in row ? isSeen(context, row) : true);
  });
  const page = connection(context, rows, args, {
    keyOf: (row) => row.id,
    show: (row) => ("type" in row ? shown(row.type, row) : shownComment(row)),
    skip: args.skip ?? 0,
  });
  return Object.defineProperty(page, "updatedAt", { value: rows.at(-1)?.createdAt ?? issue.createdAt });
}

const common: Fields = {
  id: (row: EventRow) => row.id,
  databaseId: (row: EventRow) => row.databaseId,
  createdAt: (row: EventRow) => row.createdAt,
  actor: (row: EventRow, _: unknown, context: Context) => shownAccount(context, row.actor),
};

function subject(row: EventRow, _: unknown, context: Context) {
  return shownIssue(context, row.issue);
}

function kept(name: string) {
  return (row: EventRow) => row.data[name] ?? null;
}

function issueNamed(name: string) {
  return (row: EventRow, _: unknown, context: Context) =>
    shownIssue(context, (row.data[name] as Id | undefined) ?? null);
}

const label: Fields = {
  label: (row: EventRow, _: unknown, context: Context) => labelOf(context, row),
  labelable: subject,
};
const assignment: Fields = {
  assignable: subject,
  assignee: (row: EventRow, _: unknown, context: Context) => shownAccount(context, row.data.assignee as Id),
  user: (row: EventRow, _: unknown, context: Context) => shownAccount(context, row.data.assignee as Id),
};
const board: Fields = {
  project: (row: EventRow, _: unknown, context: Context) => shownProject(context, row.data.project as Id),
  wasAutomated: kept("wasAutomated"),
};

const more: Readonly<Record<string, Fields>> = {
  LabeledEvent: label,
  UnlabeledEvent: label,
  ClosedEvent: {
    closable: subject,
    closer: () => null,
    stateReason: kept("stateReason"),
    duplicateOf: issueNamed("duplicateOf"),
    url: (row: EventRow, _: unknown, context: Context) => `${web}${eventPath(context, row)}`,
    resourcePath: (row: EventRow, _: unknown, context: Context) => eventPath(context, row),
  },
  ReopenedEvent: { closable: subject, stateReason: kept("stateReason") },
  AssignedEvent: assignment,
  UnassignedEvent: assignment,
  MilestonedEvent: { subject, milestoneTitle: kept("milestoneTitle") },
  DemilestonedEvent: { subject, milestoneTitle: kept("milestoneTitle") },
  RenamedTitleEvent: { subject, previousTitle: kept("previousTitle"), currentTitle: kept("currentTitle") },
  LockedEvent: { lockable: subject, lockReason: kept("lockReason") },
  UnlockedEvent: { lockable: subject },
  SubIssueAddedEvent: { subIssue: issueNamed("subIssue") },
  SubIssueRemovedEvent: { subIssue: issueNamed("subIssue") },
  ParentIssueAddedEvent: { parent: issueNamed("parent") },
  ParentIssueRemovedEvent: { parent: issueNamed("parent") },
  BlockedByAddedEvent: { blockingIssue: issueNamed("blockingIssue") },
  BlockedByRemovedEvent: { blockingIssue: issueNamed("blockingIssue") },
  BlockingAddedEvent: { blockedIssue: issueNamed("blockedIssue") },
  BlockingRemovedEvent: { blockedIssue: issueNamed("blockedIssue") },
  MarkedAsDuplicateEvent: {
    canonical: issueNamed("canonical"),
    duplicate: issueNamed("duplicate"),
    isCrossRepository: () => false,
  },
  CommentDeletedEvent: {
    deletedCommentAuthor: (row: EventRow, _: unknown, context: Context) =>
      shownAccount(context, row.data.deletedCommentAuthor as Id),
  },
  TransferredEvent: {
    issue: subject,
    fromRepository: (row: EventRow, _: unknown, context: Context) =>
      shownRepository(context, row.data.fromRepository as Id),
  },
  AddedToProjectV2Event: board,
  RemovedFromProjectV2Event: board,
  ConvertedFromDraftEvent: board,
  ProjectV2ItemStatusChangedEvent: { ...board, previousStatus: kept("previousStatus"), status: kept("status") },
};

/** By type name, every event that ops record. */
export const eventFields: Readonly<Record<string, Fields>> = Object.fromEntries(
  Object.entries(more).map(([type, fields]) => [type, { ...common, ...fields }]),
);

/** A board that is gone leaves its events with `project: null`; one that the viewer may not read takes them along. */
function isSeen(context: Context, row: EventRow): boolean {
  if (!boardTypes.includes(row.type)) return true;
  const project = context.store.projects.get(row.data.project as Id);
  return project === undefined || hasProjectAccess(context.store, context.viewer, project, "read");
}

/** The label as it is now; when it was deleted, as the event remembers it. */
function labelOf(context: Context, row: EventRow) {
  const present = context.store.labels.get(row.data.label as Id);
  if (present) return shown("Label", present);
  const repository = context.store.issues.get(row.issue)!.repository;
  const remembered: LabelRow = {
    id: row.data.label as Id,
    databaseId: 0,
    repository,
    name: row.data.name as string,
    color: row.data.color as string,
    description: null,
    createdAt: row.createdAt,
    updatedAt: row.createdAt,
  };
  return shown("Label", remembered);
}

const enumNames = new Map<string, string>();

/** `ProjectV2ItemStatusChangedEvent` → `PROJECT_V2_ITEM_STATUS_CHANGED_EVENT` */
function enumName(type: string): string {
  const present = enumNames.get(type);
  if (present) return present;
  const name = type.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toUpperCase();
  enumNames.set(type, name);
  return name;
}

/** By `itemTypes`; without them, by the types that the selection speaks of. */
function asksForBoardEvents(args: TimelineArgs, info: GraphQLResolveInfo): boolean {
  if (args.itemTypes) return args.itemTypes.some((name) => boardTypes.some((type) => enumName(type) === name));
  return info.fieldNodes.some((node) => node.selectionSet && speaksOfBoards(node.selectionSet, info));
}

function speaksOfBoards(selection: SelectionSetNode, info: GraphQLResolveInfo): boolean {
  return selection.selections.some((node) => {
    if (node.kind === Kind.FIELD) return node.selectionSet !== undefined && speaksOfBoards(node.selectionSet, info);
    const found = node.kind === Kind.FRAGMENT_SPREAD ? info.fragments[node.name.value]! : node;
    return boardTypes.includes(found.typeCondition?.name.value ?? "") || speaksOfBoards(found.selectionSet, info);
  });
}

function pathOf(info: GraphQLResolveInfo): readonly (string | number)[] {
  const path: (string | number)[] = [];
  for (let place: typeof info.path | undefined = info.path; place; place = place.prev) path.unshift(place.key);
  return path;
}

function eventPath(context: Context, row: EventRow): string {
  const issue = context.store.issues.get(row.issue)!;
  const repository = context.store.repositories.get(issue.repository)!;
  return `/${context.store.accounts.get(repository.owner)!.login}/${repository.name}/issues/${issue.number}#event-${row.databaseId}`;
}
