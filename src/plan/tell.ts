/** Comments of ours, by key: one that is made once, ever, and one that is kept up to date. */
import { type Marker, renderMarker } from "../content/markers.ts";
import type { Reason } from "../model/change.ts";
import type { OwnComment } from "../model/snapshot.ts";
import type { Instant } from "../model/time.ts";
import { lockedProblem } from "./illegal.ts";
import { ownMarker } from "./own-text.ts";
import { type Case, isBeforeStarts, note, nothing, type Part } from "./part.ts";

export interface Said {
  /** What it is about, once per item: `escalation/critical`. */
  readonly key: string;
  /** Markdown, without the marker. What people typed must have been made harmless. */
  readonly text: string;
  readonly because: Reason;
  /** The moment that it tells of; older than `starts` is not told. Null: it has none. */
  readonly moment: Instant | null;
  /** What the marker holds besides; a plain note when absent. Its key is `key`. */
  readonly marker?: Marker;
}

/** Says it unless it was said before. */
export function tellOnce(one: Case, said: Said): Part {
  return own(one, said) === undefined ? add(one, said) : nothing;
}

/** Says it, or brings what was said up to date. Never takes it back. */
export function keepComment(one: Case, said: Said): Part {
  const kept = own(one, said);
  if (kept === undefined) return add(one, said);
  const body = bodyOf(said);
  if (asGitHubKeeps(kept.body) === asGitHubKeeps(body)) return nothing;
  const { key, because } = said;
  return {
    ...nothing,
    changes: [{ ...because, kind: "edit-comment", comment: kept.id, key, body, before: kept.body }],
  };
}

/** Our comment under that key, the oldest; undefined when there is none or it cannot be known. */
export function own({ item, world }: Case, { key }: Pick<Said, "key">): OwnComment | undefined {
  if (!item.ownComments.known) return undefined;
  return item.ownComments.value.find((comment) => ownMarker(comment, world)?.key === key);
}

function add(one: Case, said: Said): Part {
  const { item, pipeline } = one;
  const { key, because, moment } = said;
  if (!item.ownComments.known) return note(`Not said (${key}): ${item.ownComments.why}.`);
  if (moment !== null && isBeforeStarts(moment, pipeline))
    return note(`Not said, because it is older than starts: ${because.fact}.`);
  if (item.locked) return lockedProblem(one, `that ${because.fact}`);
  return { ...nothing, changes: [{ ...because, kind: "add-comment", issue: item.id, key, body: bodyOf(said) }] };
}

function bodyOf({ key, text, marker }: Said): string {
  return `${text}\n\n${renderMarker(marker ?? { kind: "note", key, extra: {} })}`;
}

/** GitHub may hand back a body with other line ends and without what stood around it. */
function asGitHubKeeps(body: string): string {
  return body.replace(/\r\n?/g, "\n").trim();
}
