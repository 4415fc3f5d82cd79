/** `close-after` → closing what has been open for so many working days. Once: what a person opens again stays open. */
import { deadline, workingDaySeconds } from "../../calendar/working.ts";
import { renderMarker } from "../../content/markers.ts";
import type { OwnIssue } from "../../model/snapshot.ts";
import { type Instant, plusSeconds } from "../../model/time.ts";
import { ownMarker } from "../own-text.ts";
import { nothing, type Part, together } from "../part.ts";
import type { Share } from "./share.ts";

/** Within so long of its time a closing without a word is taken for ours. */
const owedSeconds = 3600;

/** Closes what is due, and asks to be looked at again when the next one is. */
export function closeDue(share: Share): Part {
  return together(...share.kept.map(({ key, issue }) => closeOne(share, key, issue)));
}

/** When `close-after` closes it; null when it never does. */
export function closedBy({ entry, config }: Share, issue: OwnIssue): Instant | null {
  if (entry.closeAfterDays === null) return null;
  return deadline(config.calendar, issue.createdAt, entry.closeAfterDays * workingDaySeconds(config.calendar));
}

function closeOne(share: Share, key: string, issue: OwnIssue): Part {
  const { world, rule, now, entry } = share;
  const due = closedBy(share, issue);
  if (due === null || (issue.state === "closed" && !isOurClosing(issue, due))) return nothing;
  if (due > now) return { ...nothing, nextLook: due };
  const noteKey = `closed/${key}`;
  if (issue.ownComments.some((comment) => ownMarker(comment, world)?.key === noteKey)) return nothing;
  const days = entry.closeAfterDays === 1 ? "one working day" : `${entry.closeAfterDays} working days`;
  const because = { rule: `${rule}.close-after`, fact: `it was open for ${days} at ${due}` };
  const text = `Closed, because it was open for ${days}. Open it again if there is still something to do; it is then left open.`;
  const body = `${text}\n\n${renderMarker({ kind: "note", key: noteKey, extra: {} })}`;
  const close = { ...because, kind: "close-issue", issue: issue.id, as: "completed" } as const;
  const say = { ...because, kind: "add-comment", issue: issue.id, key: noteKey, body } as const;
  return { ...nothing, changes: issue.state === "closed" ? [say] : [close, say] };
}

/** Soon after it was due, as we would have: the process may have died before it could say so. */
function isOurClosing({ closedAt, stateReason }: OwnIssue, due: Instant): boolean {
  return (
    stateReason === "completed" && closedAt !== null && due <= closedAt && closedAt < plusSeconds(due, owedSeconds)
  );
}
