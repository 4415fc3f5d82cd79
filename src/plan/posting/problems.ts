/** Why a report was not posted, in the words that people read. */
import { type Part, problem } from "../part.ts";
import type { Place } from "./place.ts";

/** Not an error, since the next run may read it; but work is left. */
export function unread(rule: string, why: string): Part {
  const what = `The report was not posted: ${why.replace(/[.\s]+$/, "")}.`;
  return problem({
    code: "unread",
    where: rule,
    what,
    todo: "It is tried again with the next run.",
    severity: "warning",
  });
}

/** The category is made by people: GitHub has no call for it. */
export function noCategory(rule: string, category: string, categories: readonly string[]): Part {
  const known = categories.map((name) => `"${name}"`).join(", ");
  return problem({
    code: "category-missing",
    where: `${rule}.post.category`,
    what: `The report was not posted: there is no category "${category}" among the discussions of the repository.`,
    todo:
      categories.length === 0
        ? "Turn discussions on in the repository's settings, make the category, and grant the App Discussions: write."
        : `Make it there, or name one of ${known}.`,
    severity: "error",
  });
}

/** Ours may be there, further back than GitHub lists. */
export function outOfSight(rule: string, { name }: Place): Part {
  return problem({
    code: "too-many-found",
    where: `${rule}.post`,
    what: `The newest hundred entries of ${name} are all of this period, so whether the report is there cannot be seen, and it was not posted.`,
    todo: "Give the report a label, a category or a place of its own.",
    severity: "error",
  });
}
