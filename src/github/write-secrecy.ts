/**
 * What may hold something not everybody may read → that which may not be written now, because its repository or board
 * has become more public since it was read. Read at the moment of writing: what we knew may be minutes old.
 */
import type { Change, Guarded, Outcome } from "../model/change.ts";
import type { NodeId } from "../model/key.ts";
import type { Repository } from "../model/snapshot.ts";
import type { Lookup } from "./lookup.ts";
import { refusalOf } from "./mutation-of.ts";
import { GitHubError } from "./ports.ts";

type Visibility = Repository["visibility"];

/** The outcome of each text that must not be sent; costs one read when there is anything to guard. */
export async function exposedTexts(
  lookup: Lookup,
  changes: readonly Change[],
): Promise<readonly (readonly [Change, Outcome])[]> {
  const guarded = changes.filter(isGuarded);
  const places = [...new Set(guarded.map(placeOf))];
  if (places.length === 0) return [];
  let now: readonly (Visibility | null)[];
  try {
    now = await lookup.readVisibilities(places);
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    const refusal = refusalOf(error);
    return guarded.map((change) => [change, refusal]);
  }
  return guarded.flatMap((change) => {
    const visibility = now[places.indexOf(placeOf(change))] ?? null;
    return mayWrite(visibility, change.onlyWhile) ? [] : [[change, refusal(change, visibility)] as const];
  });
}

type Text = Extract<
  Change,
  Guarded & {
    kind: "create-issue" | "create-post" | "add-comment" | "edit-comment" | "edit-issue" | "edit-post" | "set-field";
  }
>;
type GuardedText = Text & { readonly onlyWhile: Visibility };

function isGuarded(change: Change): change is GuardedText {
  return "onlyWhile" in change && change.onlyWhile !== undefined && change.onlyWhile !== "public";
}

/** What it goes to: a repository, an issue, a comment or a board. */
function placeOf(change: GuardedText): NodeId {
  if (change.kind === "create-issue") return change.repository;
  if (change.kind === "create-post")
    return change.place.kind === "discussion" ? change.place.repository : change.place.project;
  if (change.kind === "edit-post") return change.post;
  if (change.kind === "set-field") return change.project;
  return change.kind === "edit-comment" ? change.comment : change.issue;
}

const openness: Readonly<Record<Visibility, number>> = { private: 0, internal: 1, public: 2 };

function mayWrite(now: Visibility | null, planned: Visibility): boolean {
  return now !== null && openness[now] <= openness[planned];
}

function refusal(change: GuardedText, now: Visibility | null): Outcome {
  const place = placeName(change);
  const undone = change.kind === "create-issue" ? "opened" : "written";
  const why =
    now === null
      ? `It is not known who may read ${place} now, so nothing was ${undone} there.`
      : `${place} is ${now} now and was ${change.onlyWhile} when this was planned, so nothing was ${undone} there.`;
  return { kind: "failed", why: `${why[0]!.toUpperCase()}${why.slice(1)}` };
}

function placeName(change: GuardedText): string {
  if (change.kind === "create-issue") return change.repositoryName;
  if (change.kind === "create-post") return change.place.name;
  if (change.kind === "edit-post") return change.of === "discussion" ? "the discussion's repository" : "the board";
  return change.kind === "set-field" ? `the board ${change.board}` : "the issue's repository";
}
