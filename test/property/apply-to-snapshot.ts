/**
 * A GitHub in one function, for the laws of `plan`: one change applied to a snapshot, with the facts that GitHub would
 * record. It is tolerant as GitHub is: adding what is there and removing what is gone do nothing. Bodies come back with
 * CRLF line ends and trimmed, as GitHub may keep them.
 */
import { readMarker } from "../../src/content/markers.ts";
import type { Change } from "../../src/model/change.ts";
import type { Fact, LinkedIssue } from "../../src/model/fact.ts";
import type { Item, Read, Repository, Snapshot, SubIssue } from "../../src/model/snapshot.ts";
import type { Instant } from "../../src/model/time.ts";
import { known, milepost, partnerships } from "../support/builders.ts";

/** Everything in order. A creation whose parent was not made is refused, as by the writer. */
export function applyAll(have: Snapshot, changes: readonly Change[], at: Instant): Snapshot {
  return changes.reduce((snapshot, change) => applyToSnapshot(snapshot, change, at), have);
}

export function applyToSnapshot(have: Snapshot, change: Change, at: Instant): Snapshot {
  const { item } = have;
  switch (change.kind) {
    case "create-label":
      return makeLabel(have, change.repository, change.name);
    case "add-label":
      return withItem(have, addLabel(have, change, at));
    case "remove-label":
      return withItem(have, removeLabel(item, change.label, at));
    case "add-to-board": {
      const status = change.status && { option: change.status.name, optionId: change.status.optionId, updatedAt: at };
      const card = { id: "PVTI_new", project: change.project, archived: false, status, values: {} };
      const added = fact("added-to-board", item, at, { project: change.project, automated: false });
      const there = {
        ...item,
        cards: known([...listOf(item.cards), card]),
        boardHistory: more(item.boardHistory, added),
      };
      return withItem(have, change.status ? statusFact(there, change.status.name, at) : there);
    }
    case "set-status": {
      const status = { option: change.status.name, optionId: change.status.optionId, updatedAt: at };
      const cards = listOf(item.cards).map((card) => (card.id === change.card ? { ...card, status } : card));
      return withItem(have, statusFact({ ...item, cards: known(cards) }, change.status.name, at));
    }
    case "add-comment": {
      const id = `IC_${change.key}`;
      const made = { id, url: `${item.url}#${id}`, body: kept(change.body), createdAt: at, author: milepost };
      return withItem(have, { ...item, ownComments: known([...listOf(item.ownComments), made]) });
    }
    case "edit-comment": {
      const comments = listOf(item.ownComments);
      const edited = comments.map((one) => (one.id === change.comment ? { ...one, body: kept(change.body) } : one));
      return withItem(have, { ...item, ownComments: known(edited) });
    }
    case "close-as-duplicate":
      return withItem(
        have,
        mapIssues(item, change.issue, (one) => ({ ...one, state: "closed", stateReason: "duplicate" })),
      );
    case "create-issue":
      return withItem(have, openIssue(have, change, at));
    case "reopen-issue":
    case "delete-comment":
      throw new Error("no plan wants this");
    default:
      return applyCare(have, change, at);
  }
}

type Core = "create-label" | "add-label" | "remove-label" | "add-to-board" | "set-status" | "add-comment";
/** Only an undo does these, and no plan. */
type Undo = "reopen-issue" | "delete-comment";
type Care = Exclude<Change["kind"], Core | Undo | "edit-comment" | "close-as-duplicate" | "create-issue">;

function applyCare(have: Snapshot, change: Extract<Change, { kind: Care }>, at: Instant): Snapshot {
  const { item } = have;
  switch (change.kind) {
    case "edit-issue":
      return withItem(have, {
        ...item,
        title: change.title ?? item.title,
        body: change.body === null ? item.body : kept(change.body),
      });
    case "set-field":
      return withItem(have, {
        ...item,
        cards: known(
          listOf(item.cards).map((card) =>
            card.id === change.card ? { ...card, values: { ...card.values, [change.field.name]: change.value } } : card,
          ),
        ),
      });
    case "assign":
      return withItem(have, {
        ...item,
        assignees: more(
          item.assignees,
          ...change.logins.map((login) => ({ id: `U_${login}`, login, kind: "User" as const })),
        ),
      });
    case "unassign":
      return withItem(have, {
        ...item,
        assignees: known(listOf(item.assignees).filter(({ login }) => !change.logins.includes(login))),
      });
    case "set-milestone":
      return withItem(have, { ...item, milestone: change.milestone });
    case "close-issue": {
      const closed = fact("closed", item, at, { reason: change.as });
      return withItem(have, {
        ...item,
        state: "closed",
        stateReason: change.as,
        closedAt: at,
        history: more(item.history, closed),
      });
    }
    // Nothing that a single item's plan makes, or nothing that it shows.
    case "create-post":
    case "edit-post":
    case "withdraw-post":
    case "call-webhook":
      return have;
  }
}

function withItem(have: Snapshot, item: Item): Snapshot {
  return { ...have, item };
}

export function listOf<T>(read: Read<readonly T[]>): readonly T[] {
  return read.known ? read.value : [];
}

export function more<T>(read: Read<readonly T[]>, ...added: readonly T[]): Read<readonly T[]> {
  return read.known ? known([...read.value, ...added]) : read;
}

export function fact<K extends Fact["kind"]>(
  kind: K,
  item: Item,
  at: Instant,
  rest: Omit<Extract<Fact, { kind: K }>, "kind" | "id" | "at" | "actor"> & Partial<Pick<Fact, "actor">>,
): Fact {
  const count = listOf(item.history).length + listOf(item.boardHistory).length;
  return { actor: milepost, ...rest, kind, id: `${kind}_${count}`, at } as unknown as Fact;
}

function kept(body: string): string {
  return body.replace(/\n/g, "\r\n").trim();
}

function makeLabel(have: Snapshot, repository: string, name: string): Snapshot {
  const repositories = Object.fromEntries(
    Object.entries(have.world.repositories).map(([key, read]) => [key, labelMade(read, repository, name)]),
  );
  const own = have.world.repositories.leads;
  const labelIds =
    own?.known && own.value.id === repository
      ? { ...have.item.labelIds, [name]: `LA_leads_${name}` }
      : have.item.labelIds;
  return { item: { ...have.item, labelIds }, world: { ...have.world, repositories } };
}

function labelMade(read: Read<Repository>, repository: string, name: string): Read<Repository> {
  if (!read.known || read.value.id !== repository) return read;
  return known({ ...read.value, labels: { ...read.value.labels, [name]: `LA_${read.value.name}_${name}` } });
}

function addLabel({ item }: Snapshot, change: Extract<Change, { kind: "add-label" }>, at: Instant): Item {
  const id = change.label ?? item.labelIds[change.name] ?? null;
  if (id === null || listOf(item.labels).some((label) => label.id === id)) return item;
  const labels = more(item.labels, { id, name: change.name });
  return { ...item, labels, history: more(item.history, fact("labeled", item, at, { label: change.name })) };
}

function removeLabel(item: Item, id: string, at: Instant): Item {
  const gone = listOf(item.labels).find((label) => label.id === id);
  if (gone === undefined) return item;
  const labels = known(listOf(item.labels).filter((label) => label !== gone));
  return { ...item, labels, history: more(item.history, fact("unlabeled", item, at, { label: gone.name })) };
}

function statusFact(item: Item, to: string, at: Instant): Item {
  const moved = fact("board-status", item, at, { project: partnerships.id, from: "", to, automated: false });
  return { ...item, boardHistory: more(item.boardHistory, moved) };
}

function openIssue({ item }: Snapshot, change: Extract<Change, { kind: "create-issue" }>, at: Instant): Item {
  const issues = listOf(item.subIssues);
  const [owner, repo] = change.repositoryName.split("/") as [string, string];
  const number = 100 + listOf(item.history).length + issues.flatMap((one) => [one, ...listOf(one.subIssues)]).length;
  const id = `I_made_${change.key}_${number}`;
  const url = `https://github.com/${change.repositoryName}/issues/${number}`;
  const text = { title: change.title, body: kept(change.body), url, state: "open", stateReason: null } as const;
  const made: LinkedIssue = { id, owner, repo, number, ...text, createdAt: at, closedAt: null, author: milepost };
  if (change.parent.kind === "issue" && change.parent.id === item.id) {
    const subIssues = more<SubIssue>(item.subIssues, { ...made, subIssues: known([]) });
    return { ...item, subIssues, history: more(item.history, fact("sub-issue-added", item, at, { issue: made })) };
  }
  const { parent } = change;
  const isParent = (one: SubIssue) =>
    parent.kind === "issue"
      ? one.id === parent.id
      : parent.kind === "created" && readMarker(one.body)?.key === parent.key;
  const subIssues = issues.map((one) => (isParent(one) ? { ...one, subIssues: more(one.subIssues, made) } : one));
  return { ...item, subIssues: known(subIssues) };
}

/** The same item with one of its sub-issues, or of theirs, changed. */
export function mapIssues(item: Item, id: string, change: <T extends LinkedIssue>(one: T) => T): Item {
  const each = <T extends LinkedIssue>(one: T): T => (one.id === id ? change(one) : one);
  const subIssues = listOf(item.subIssues).map((one) => ({
    ...each(one),
    subIssues: one.subIssues.known ? known(one.subIssues.value.map(each)) : one.subIssues,
  }));
  return item.subIssues.known ? { ...item, subIssues: known(subIssues) } : item;
}
