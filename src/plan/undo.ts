/**
 * What our own identities did to one item since a moment → the changes that take it back, newest state against the
 * state before. Read from the timeline alone. Whatever somebody else touched since is left as they left it, and so is
 * what cannot be told; each with a note.
 */
import { readMarker } from "../content/markers.ts";
import { sameLabel } from "../history/names.ts";
import { isOurs } from "../history/own.ts";
import type { Change } from "../model/change.ts";
import type { Actor, Fact } from "../model/fact.ts";
import type { NodeId } from "../model/key.ts";
import type { Item, Read, World } from "../model/snapshot.ts";
import type { Instant } from "../model/time.ts";
import { type Part, together } from "./part.ts";
import { fieldUndo } from "./undo-fields.ts";
import { left, took, undone } from "./undo-part.ts";

export interface Undoing {
  readonly item: Item;
  readonly world: World;
  readonly since: Instant;
  /** Who edited the item's body and our comments on it, by id. */
  readonly editors: ReadonlyMap<NodeId, Read<readonly (Actor | null)[]>>;
}

/** Ids whose editors `planUndo` will ask for. */
export function textsToUndo({ item, world, since }: Omit<Undoing, "editors">): readonly NodeId[] {
  const comments = item.ownComments.known ? item.ownComments.value : [];
  const fresh = comments.filter(({ createdAt }) => createdAt >= since).map(({ id }) => id);
  return [...(isOpenedByUs(item, world, since) ? [item.id] : []), ...fresh];
}

/** Issues that we opened below it since then: each is an item of its own to undo. */
export function openedBelow({ item, world, since }: Omit<Undoing, "editors">): readonly NodeId[] {
  if (!item.subIssues.known) return [];
  const all = item.subIssues.value.flatMap((issue) => [issue, ...(issue.subIssues.known ? issue.subIssues.value : [])]);
  return all
    .filter(({ author, createdAt }) => createdAt >= since && isOurs(author, world.identities))
    .map(({ id }) => id);
}

/** The changes that take it back. Empty when we did nothing since, or others came after us. */
export function planUndo(undoing: Undoing): Part {
  const { item, world, since } = undoing;
  if (isOpenedByUs(item, world, since)) return closeWhatWeOpened(undoing);
  if (!item.history.known) return left(`The history could not be read: ${item.history.why}`);
  return together(
    labelUndo(undoing, item.history.value),
    ...fieldUndo(undoing, item.history.value),
    commentUndo(undoing),
  );
}

function isOpenedByUs({ author, createdAt }: Item, { identities }: World, since: Instant): boolean {
  return createdAt >= since && isOurs(author, identities);
}

function closeWhatWeOpened({ item, world, editors }: Undoing): Part {
  if (item.state === "closed") return together();
  const isOthers = (fact: Fact) => !isOurs(fact.actor, world.identities) && !("automated" in fact && fact.automated);
  const touched = item.history.known && item.history.value.some(isOthers);
  if (!item.history.known || !item.comments.known || touched || item.comments.value.length > 0)
    return left("The issue that was opened stays open: somebody has worked on it, or it could not be told");
  if (!onlyWeWrote(editors.get(item.id), world))
    return left("The issue that was opened stays open: its text was edited");
  return undone({ kind: "close-issue", issue: item.id, as: "not-planned" }, `it was opened at ${item.createdAt}`);
}

function labelUndo({ item, world, since }: Undoing, history: readonly Fact[]): Part {
  if (!item.labels.known) return left(`Labels could not be read: ${item.labels.why}`);
  const facts = history.filter((fact) => fact.kind === "labeled" || fact.kind === "unlabeled");
  const names = new Set(facts.map(({ label }) => label.toLowerCase()));
  return together(...[...names].sort().map((name) => oneLabel(name)));

  function oneLabel(name: string): Part {
    const about = facts.filter(({ label }) => label.toLowerCase() === name);
    const mine = took(about, world, since);
    if (mine === null) return together();
    const { label } = mine.first as { readonly label: string };
    if (mine.after !== null) return left(`The label ${label} was left: somebody changed it at ${mine.after.at}`);
    const there = item.labels.known ? item.labels.value.find((one) => sameLabel(one.name, name)) : undefined;
    const wasThere = mine.first.kind === "unlabeled";
    if (wasThere === (there !== undefined)) return together();
    const fact = `it was ${wasThere ? "taken off" : "put on"} at ${mine.first.at}`;
    if (there) return undone({ kind: "remove-label", issue: item.id, name: there.name, label: there.id }, fact);
    const id = Object.entries(item.labelIds).find(([known]) => sameLabel(known, name))?.[1] ?? null;
    if (id === null)
      return left(`The label ${label} could not be put back: the config does not name it, or it is gone`);
    return undone({ kind: "add-label", issue: item.id, name: label, label: id }, fact);
  }
}

/** Receipts stay: what people were answered has happened. */
function commentUndo({ item, world, since, editors }: Undoing): Part {
  if (!item.ownComments.known) return left(`Our comments could not be read: ${item.ownComments.why}`);
  const fresh = item.ownComments.value.filter(({ createdAt }) => createdAt >= since);
  return together(
    ...fresh.map((comment): Part => {
      const { id, url, body, createdAt } = comment;
      const kind = readMarker(body)?.kind ?? null;
      if (kind === null || kind === "receipt") return left(`The comment ${url} stays: it answers somebody`);
      if (!onlyWeWrote(editors.get(id), world)) return left(`The comment ${url} stays: somebody edited it`);
      const change: Pick<Extract<Change, { kind: "delete-comment" }>, "kind" | "comment" | "body"> = {
        ...{ kind: "delete-comment", comment: id, body },
      };
      return undone(change, `it was written at ${createdAt}`);
    }),
  );
}

/** What was not told is not ours. */
function onlyWeWrote(editors: Read<readonly (Actor | null)[]> | undefined, { identities }: World): boolean {
  return editors?.known === true && editors.value.every((editor) => isOurs(editor, identities));
}
