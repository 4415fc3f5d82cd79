/**
 * Looks at items → what may be shown of them in a place: the log and summary of a workflow can be read by everybody who
 * may read the repository that it runs in. Of items that fewer people may read, only their number is told; of their
 * problems those that are about the config, by its own names, stay.
 */
import type { Octokit } from "@octokit/core";
import type { Reconciled } from "../model/change.ts";
import { type Problem, problemText } from "../model/problem.ts";
import { isMorePublic, type Visibility } from "../plan/visibility.ts";
import { counted } from "./counted.ts";
import type { LookedAtAll } from "./look-at-all.ts";

export interface Shown {
  readonly shown: LookedAtAll;
  /** How many items were left out, in a sentence each; empty when none was. */
  readonly notices: readonly string[];
}

/** The same looks without what may not be shown there. */
export function discreet(all: LookedAtAll, place: Visibility): Shown {
  const hidden = all.results.filter((result) => isMorePublic(place, visibilityOf(result)));
  if (hidden.length === 0) return { shown: all, notices: [] };
  const ofItems = (problem: Problem) => /^https?:/.test(problem.where);
  const notes = new Set(
    hidden.flatMap(({ plan }) => [...(plan?.notes ?? []), ...(plan?.problems ?? []).filter(ofItems).map(problemText)]),
  );
  const told = `${counted(hidden.length, "item")} of less public repositories ${hidden.length === 1 ? "is" : "are"} not shown here, because this log can be read by more people.`;
  const results = all.results.filter((result) => !hidden.includes(result));
  return { shown: { ...all, results, left: all.left.filter((sentence) => !notes.has(sentence)) }, notices: [told] };
}

/** An item that is gone has nothing to show; recurring work may hold anything. */
function visibilityOf({ plan, visibility }: Reconciled): Visibility {
  return plan === null ? "public" : (visibility ?? "private");
}

/** Who may read a repository; `public` when GitHub does not say. */
export async function readVisibility(
  octokit: Octokit,
  { owner, repo }: { readonly owner: string; readonly repo: string },
): Promise<Visibility> {
  try {
    const { data } = await octokit.request("GET /repos/{owner}/{repo}", { owner, repo });
    const { visibility } = data as { readonly visibility?: unknown };
    return visibility === "private" || visibility === "internal" ? visibility : "public";
  } catch {
    return "public";
  }
}
