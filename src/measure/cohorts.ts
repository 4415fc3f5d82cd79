/** An item → the cohort that it is counted in: when it was opened, or what its form or labels say of it. */
import { dayOf } from "../calendar/zone.ts";
import { isUnfilled } from "../content/placeholders.ts";
import type { CohortRule } from "../model/milestone.ts";
import type { Read } from "../model/snapshot.ts";
import { periodOf } from "./periods.ts";
import type { Subject } from "./subject.ts";

/** The cohort's name for people; `not said` when the item says nothing. Months and quarters are the calendar's. */
export function cohortOf({ item, answers }: Subject, rule: CohortRule, zone: string): Read<string> {
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
      const names = item.labels.value.map(({ name }) => name).sort();
      const found = names.find((name) => name.toLowerCase().startsWith(rule.prefix.toLowerCase()));
      return named(found?.slice(rule.prefix.length).trim() || notSaid);
    }
  }
}

/** The cohort of items that do not say. */
export const notSaid = "not said";

function named(value: string): Read<string> {
  return { known: true, value };
}
