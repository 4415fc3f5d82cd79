/**
 * `if-open` → what to do while the last period's issue is open. Whether it was open is judged at the moment at which the
 * new one was due: what was skipped then is not opened a few days later, because somebody closed the old one.
 */
import { renderMarker } from "../../content/markers.ts";
import { refText } from "../../model/key.ts";
import type { OwnIssue } from "../../model/snapshot.ts";
import { type Instant, plusSeconds } from "../../model/time.ts";
import { ownMarker } from "../own-text.ts";
import { note, nothing, type Part, together } from "../part.ts";
import { closedBy } from "./close-after.ts";
import type { Share } from "./share.ts";

/** Later than this the comment would come as a surprise; and only our newest comments are in sight. */
const tellWithinSeconds = 86_400;

/** Null: nothing stands in the way of the new one. */
export function stillOpen(
  share: Share,
  { key, moment, period }: { readonly key: string; readonly moment: Instant; readonly period: string },
): Part | null {
  const { entry, kept, rule } = share;
  if (entry.ifOpen === "open" || entry.every.kind === "since-close") return null;
  const before = kept.map(({ issue }) => issue).filter((issue) => wasOpen(share, issue, moment));
  const newest = before.sort((one, other) => other.number - one.number)[0];
  if (newest === undefined) return null;
  const said = note(`${rule} opened nothing for ${period}: ${refText(newest)} was still open at ${moment}.`);
  return entry.ifOpen === "skip" ? said : together(said, comment(share, newest, { key, moment, period }));
}

function wasOpen(share: Share, issue: OwnIssue, moment: Instant): boolean {
  if (issue.createdAt > moment) return false;
  if (issue.closedAt !== null && issue.closedAt <= moment) return false;
  const due = closedBy(share, issue);
  return due === null || due > moment;
}

function comment(
  { world, rule, now }: Share,
  issue: OwnIssue,
  { key, moment, period }: { readonly key: string; readonly moment: Instant; readonly period: string },
): Part {
  if (issue.state === "closed" || now > plusSeconds(moment, tellWithinSeconds)) return nothing;
  if (issue.ownComments.some((one) => ownMarker(one, world)?.key === key)) return nothing;
  const text = `The next one was due (${period}). It was not opened, because this one is still open. Please finish or close it.`;
  const body = `${text}\n\n${renderMarker({ kind: "note", key, extra: {} })}`;
  const fact = `${period} was due at ${moment}, and ${refText(issue)} was still open`;
  return { ...nothing, changes: [{ rule: `${rule}.if-open`, fact, kind: "add-comment", issue: issue.id, key, body }] };
}
