/** An item → the cohort that it is counted in: when it was opened, or what its form or labels say of it. */
import { dayOf } from "../calendar/zone.ts";
import { isUnfilled } from "../content/placeholders.ts";
import { sameLabel } from "../history/names.ts";
import type { CohortRule } from "../model/milestone.ts";
import type { Item, Read } from "../model/snapshot.ts";
import type { Instant } from "../model/time.ts";
import { periodOf } from "./periods.ts";
import type { Subject } from "./subject.ts";

/**
 * The cohort's name for people; `not said` when the item says nothing. Months and quarters are the calendar's. Labels are
 * those of `now`, answers as they are today (ruling 8).
 */
export function cohortOf({ item, answers }: Subject, rule: CohortRule, zone: string, now: Instant): Read<string> {
  switch (rule.by) {
    case "all":
      return named("all");
    case "month":
    case "quarter":
      return named(periodOf(dayOf(item.createdAt, zone), rule.by));
    case "answer": {
      if (!answers.known) return answers;
      const text = Object.hasOwn(answers.value, rule.field) ? answers.value[rule.field]!.trim() : "";
      return named(isUnfilled(text) ? notSaid : text);
    }
    case "label": {
      if (!item.labels.known) return item.labels;
      const names = labelsAt(item, item.labels.value, now).sort();
      const found = names.find((name) => name.toLowerCase().startsWith(rule.prefix.toLowerCase()));
      return named(found?.slice(rule.prefix.length).trim() || notSaid);
    }
  }
}

/** Today's labels, with every change since taken back. */
export function labelsAt({ history }: Item, today: readonly { readonly name: string }[], now: Instant): string[] {
  let names = today.map(({ name }) => name);
  for (const fact of history.known ? history.value.toReversed() : []) {
    if (fact.at <= now || (fact.kind !== "labeled" && fact.kind !== "unlabeled")) continue;
    names = names.filter((name) => !sameLabel(name, fact.label));
    if (fact.kind === "unlabeled") names.push(fact.label);
  }
  return names;
}

/** The cohort of items that do not say. */
export const notSaid = "not said";

function named(value: string): Read<string> {
  return { known: true, value };
}
