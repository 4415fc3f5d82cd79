/**
 * Stage and checklists → the one status comment of an item: where it stands and since when, what comes next, how far
 * the checklists are. It is state, not news: edited in place, only when its text changes, and nothing in it depends on
 * the clock. On a public issue it says nothing of colleagues, of places that are not public, or of what is opened inside.
 *
 * Its marker keeps the item's first identity (ruling 14) and the keys of everything opened for it, so that what a
 * person deletes stays deleted.
 */
import { renderMarker } from "../content/markers.ts";
import type { Reason } from "../model/change.ts";
import type { OwnComment } from "../model/snapshot.ts";
import type { Artefacts } from "./artefacts.ts";
import { clockState } from "./clocks/clock-state.ts";
import { staysHere } from "./clocks/pauses.ts";
import { approvalOf } from "./commands/asks.ts";
import { lockedProblem } from "./illegal.ts";
import { ownMarker } from "./own-text.ts";
import { type Case, isBeforeStarts, note, nothing, type Part, together } from "./part.ts";
import { stageLimit, statusText } from "./status-text.ts";

/** Keeps the status comment in agreement with the item. */
export function planStatusComment(one: Case): Part {
  if (!one.pipeline.statusComment) return nothing;
  // The comment says when the stage's limit has passed, and nothing else will bring that about.
  const limit = stageLimit(one);
  return together(keep(one), { ...nothing, nextLook: limit !== null && limit > one.now ? limit : null });
}

function keep(one: Case): Part {
  const { item, pipeline, place, artefacts } = one;
  if (!artefacts.known) return note(`The status comment was left alone: ${artefacts.why}.`);
  const unread = unreadChecklist(one) ?? unreadCare(one);
  if (unread !== null) return note(`The status comment was left alone: ${unread}.`);
  const [kept, ...others] = statusComments(one);
  const double =
    others.length === 0
      ? nothing
      : note(`There are ${others.length + 1} status comments; the oldest is kept up to date.`);
  if (kept !== undefined) return together(double, edit(one, kept, artefacts.value));
  if (isBeforeStarts(place.since, pipeline)) return note("No status comment yet: nothing has happened since starts.");
  if (item.locked) return lockedProblem(one, "where this stands");
  return {
    ...nothing,
    changes: [{ ...because(one), ...comment(one, artefacts.value), kind: "add-comment", issue: item.id }],
  };
}

function edit(one: Case, { id, body: before }: OwnComment, artefacts: Artefacts): Part {
  const { key, body } = comment(one, artefacts);
  if (asGitHubKeeps(before) === asGitHubKeeps(body)) return nothing;
  return { ...nothing, changes: [{ ...because(one), kind: "edit-comment", comment: id, key, body, before }] };
}

function comment(one: Case, { keys, doubles }: Artefacts): { readonly key: string; readonly body: string } {
  const { firstId } = one.item;
  const key = `status/${one.pipeline.name}/${firstId}`;
  const marker = renderMarker({ kind: "status", key, extra: { first: firstId, done: keys } });
  return { key, body: `${statusText(one, doubles)}\n\n${marker}` };
}

/** Oldest first; whatever pipeline they were made for, an item has one. */
function statusComments({ item, world }: Case): readonly OwnComment[] {
  if (!item.ownComments.known) return [];
  const found = item.ownComments.value.filter((one) => ownMarker(one, world)?.kind === "status");
  return found.sort((a, b) =>
    a.createdAt === b.createdAt ? (a.id < b.id ? -1 : 1) : a.createdAt < b.createdAt ? -1 : 1,
  );
}

/** GitHub may hand back a body with other line ends and without what stood around it. */
function asGitHubKeeps(body: string): string {
  return body.replace(/\r\n?/g, "\n").trim();
}

function unreadChecklist({ item }: Case): string | null {
  if (!item.subIssues.known) return item.subIssues.why;
  const unread = item.subIssues.value.map(({ subIssues }) => subIssues).find((read) => !read.known);
  return unread && !unread.known ? unread.why : null;
}

/** Without them the comment would say that nothing is awaited and nothing due. */
function unreadCare(one: Case): string | null {
  const reads = [staysHere(one), approvalOf(one), ...one.pipeline.clocks.map((rule) => clockState(one, rule))];
  const unread = reads.find((read) => !read.known);
  return unread && !unread.known ? unread.why : null;
}

function because({ pipeline, place }: Case): Reason {
  return { rule: `pipelines.${pipeline.name}.status-comment`, fact: place.fact };
}
