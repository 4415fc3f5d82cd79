/** One clock as the team reads it, in words that stay true until the clock's next stated moment. */
import { dueText, timeText } from "../words.ts";
import type { Clock } from "./clock-state.ts";

/** `first-response: due Monday 21 September 15:30 UTC`. */
export function clockLine({ rule, kind, due, metAt, breachedAt, pausedBecause }: Clock): string {
  const late = breachedAt === null ? "in time" : `late, it was due ${dueText(breachedAt)}`;
  switch (kind) {
    case "met":
      return `${rule.id}: met ${timeText(metAt!)}, ${late}`;
    case "ended":
      return `${rule.id}: closed before it was met`;
    case "breached":
      return `${rule.id}: overdue since ${dueText(breachedAt!)}`;
    case "paused":
      return `${rule.id}: stands still, ${pausedBecause}`;
    case "at-risk":
      return `${rule.id}: at risk, due ${dueText(due!)}`;
    case "running":
      return `${rule.id}: due ${dueText(due!)}`;
  }
}
