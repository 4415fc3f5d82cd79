/**
 * Issues that hold something not everybody may read → those that may not be opened now, because their repository has
 * become more public since the plan was made. Read at the moment of writing: what we knew may be minutes old.
 */
import type { Change, CreateIssue, Outcome } from "../model/change.ts";
import type { Repository } from "../model/snapshot.ts";
import type { Lookup } from "./lookup.ts";
import { refusalOf } from "./mutation-of.ts";
import { GitHubError } from "./ports.ts";

type Visibility = Repository["visibility"];

/** The outcome of each creation that must not be sent; costs one read when there is anything to guard. */
export async function exposedCreations(
  lookup: Lookup,
  changes: readonly Change[],
): Promise<readonly (readonly [Change, Outcome])[]> {
  const guarded = changes.filter(isGuarded);
  const repositories = [...new Set(guarded.map(({ repository }) => repository))];
  if (repositories.length === 0) return [];
  let now: readonly (Visibility | null)[];
  try {
    now = await lookup.readVisibilities(repositories);
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    const refusal = refusalOf(error);
    return guarded.map((change) => [change, refusal]);
  }
  return guarded.flatMap((change) => {
    const visibility = now[repositories.indexOf(change.repository)] ?? null;
    return mayOpen(visibility, change.onlyWhile) ? [] : [[change, refusal(change, visibility)] as const];
  });
}

type Guarded = CreateIssue & { readonly onlyWhile: Visibility };

function isGuarded(change: Change): change is Guarded {
  return change.kind === "create-issue" && change.onlyWhile !== undefined && change.onlyWhile !== "public";
}

const openness: Readonly<Record<Visibility, number>> = { private: 0, internal: 1, public: 2 };

function mayOpen(now: Visibility | null, planned: Visibility): boolean {
  return now !== null && openness[now] <= openness[planned];
}

function refusal({ repositoryName, onlyWhile }: Guarded, now: Visibility | null): Outcome {
  const why =
    now === null
      ? `It is not known who may read ${repositoryName} now, so nothing was opened there.`
      : `${repositoryName} is ${now} now and was ${onlyWhile} when this was planned, so nothing was opened there.`;
  return { kind: "failed", why };
}
