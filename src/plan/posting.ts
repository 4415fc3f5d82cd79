/**
 * A rendered report × where it goes × what is there → the changes that leave exactly one per period there, whatever the
 * number of runs. A second run of a period edits the same one, and only when it says something else. What a person
 * wrote into it stays; a report that knows less never replaces one that knows more. A report for the team is refused
 * wherever others may read it, here by what GitHub said of the place and again when it is written (ruling 16).
 */
import type { Config } from "../config/config.ts";
import { fitTitle } from "../content/fit.ts";
import type { Change, Reason } from "../model/change.ts";
import type { PostedText, PostingSnapshot, PostPlace } from "../model/post.ts";
import type { RenderedReport } from "../model/rendered-report.ts";
import type { ReportAudience } from "../model/report-rule.ts";
import type { World } from "../model/snapshot.ts";
import type { Instant } from "../model/time.ts";
import { note, nothing, type Part, together } from "./part.ts";
import { asOfIn, type Kept, keptReports, postKey, previousOf } from "./posting/found.ts";
import { openIssue } from "./posting/issue.ts";
import { mayStand, type Place, placeOf } from "./posting/place.ts";
import { noCategory, outOfSight, unread } from "./posting/problems.ts";
import { isAsWritten, postBody, saysTheSame } from "./posting/text.ts";
import { closePrevious, doublesOf, type Postable, settles } from "./posting/upkeep.ts";

export interface Posting {
  /** Its `period.id` is the one that is posted once. */
  readonly report: RenderedReport;
  readonly post: Postable;
  /** When it was due; null when somebody asked for it. */
  readonly due: Instant | null;
  readonly config: Config;
  readonly world: World;
  readonly now: Instant;
}

export interface PlannedPosting extends Part {
  /** The one that is there for the period; null: none was. */
  readonly there: PostedText | null;
  /** What is to be done once the new one is there for certain. */
  readonly afterwards: readonly Change[];
}

/** What to do about one report. */
export function planPosting(have: PostingSnapshot, posting: Posting): PlannedPosting {
  const { report, post, config, world } = posting;
  const place = placeOf(post, world);
  const wrong = inTheWay(have, { name: report.name, audience: report.audience, post }, { config, world });
  if (wrong !== null || !place.known || !have.known) return only(wrong ?? nothing);
  const rule = `reports.${report.name}`;
  const kept = keptReports(report.name, have.value.posts, world);
  const key = postKey(report.name, report.period.id, post);
  const there = kept.get(key) ?? null;
  const doubles = doublesOf(kept, { name: report.name, post });
  const previous = post.kind === "rolling-issue" ? null : previousOf(kept, key, report.asOf);
  const closing =
    post.kind === "issue" && post.closePrevious
      ? closePrevious(previous, { name: report.name, period: report.period.id })
      : [];
  if (there !== null) {
    const edit = editIt(there, posting, textOf(posting, { key, there, previous, place: place.value }));
    const whole = together(edit, { ...nothing, changes: closing }, doubles, settles(there, posting));
    return { ...whole, there: there.post, afterwards: [] };
  }
  if (have.value.reach !== null && have.value.reach >= report.period.from) return only(outOfSight(rule, place.value));
  const body = textOf(posting, { key, there: null, previous, place: place.value });
  const because = { rule: `${rule}.post`, fact: factOf(posting) };
  const changes = create(posting, { key, body, because, place: place.value, category: have.value.category });
  return { ...together({ ...nothing, changes }, doubles), there: null, afterwards: closing };
}

/** Why the report cannot stand there, whatever it says; null: it can. */
export function inTheWay(
  have: PostingSnapshot,
  { name, audience, post }: { readonly name: string; readonly audience: ReportAudience; readonly post: Postable },
  { config, world }: Pick<Posting, "config" | "world">,
): Part | null {
  const rule = `reports.${name}`;
  const place = placeOf(post, world);
  if (!place.known) return unread(rule, place.why);
  const wrong = mayStand(audience, place.value, { rule, config });
  if (wrong !== null) return wrong;
  if (!have.known) return unread(rule, have.why);
  if (post.kind === "discussion" && have.value.category === null)
    return noCategory(rule, post.category, have.value.categories);
  return null;
}

interface Around {
  readonly key: string;
  readonly there: Kept | null;
  readonly previous: Kept | null;
  readonly place: Place;
}

function textOf({ report, post, due, now }: Posting, { key, there, previous, place }: Around): string {
  const extra = there?.marker.extra ?? {};
  const isSamePeriod = extra.period === report.period.id;
  const before =
    post.kind === "rolling-issue"
      ? "Earlier reports are in the edit history of this issue."
      : previous === null
        ? null
        : `Before this: ${linkTo(previous, place)}.`;
  return postBody({
    key,
    report,
    due: due ?? (isSamePeriod ? asInstant(extra.due) : null),
    posted: (isSamePeriod ? asInstant(extra.posted) : null) ?? now,
    before,
  });
}

/** A status update has no page of its own. */
function linkTo({ post, marker }: Kept, { kind }: Place): string {
  const period = String(marker.extra.period ?? marker.key.split("/").at(-1));
  return kind === "board" || post.url === "" ? period : `[${period}](${post.url})`;
}

function editIt({ post: there, marker }: Kept, posting: Posting, body: string): Part {
  const { report, post } = posting;
  const rule = `reports.${report.name}`;
  const title = fitTitle(report.title);
  const isSame = saysTheSame(there.body, body) && (post.kind === "status-update" || there.title === title);
  if (isSame) return nothing;
  const isSamePeriod = marker.extra.period === report.period.id;
  if (asOfIn(marker) > report.asOf)
    return note(
      `${rule} was left as it is: what is posted is as of ${asOfIn(marker)}, and this is as of ${report.asOf}.`,
    );
  if (isSamePeriod && report.incomplete && marker.extra.incomplete === undefined)
    return note(`${rule} was left as it is: what is posted is whole, and this time something could not be read.`);
  if (isSamePeriod && !isAsWritten(there, marker))
    return note(`${rule} was left as it is: somebody has edited the report of ${report.period.id}.`);
  const because = { rule: `${rule}.post`, fact: factOf(posting) };
  const guard = guardOf(report);
  if (post.kind === "discussion" || post.kind === "status-update") {
    const edit = { kind: "edit-post", of: post.kind, post: there.id, key: marker.key, title, body } as const;
    return { ...nothing, changes: [{ ...because, ...guard, ...edit }] };
  }
  const before = { title: there.title, body: there.body };
  return { ...nothing, changes: [{ ...because, ...guard, kind: "edit-issue", issue: there.id, title, body, before }] };
}

interface Creation {
  readonly key: string;
  readonly body: string;
  readonly because: Reason;
  readonly place: Place;
  readonly category: string | null;
}

function create(
  { report, post, config }: Posting,
  { key, body, because, place, category }: Creation,
): readonly Change[] {
  const title = fitTitle(report.title);
  const guard = guardOf(report);
  if (place.kind === "board" || post.kind === "discussion") {
    const to: PostPlace =
      place.kind === "board"
        ? { kind: "status-update", project: place.id, name: place.name }
        : { kind: "discussion", repository: place.id, category: category ?? "", name: place.name };
    return [{ ...because, ...guard, kind: "create-post", key, place: to, title, body }];
  }
  const label = post.kind === "status-update" ? "" : post.label;
  return openIssue({ ...because, ...guard, key, title, body }, place.repository, { label, config });
}

/** A report that is not for everybody may only be written where it is private at that moment. */
function guardOf({ audience }: RenderedReport): { readonly onlyWhile?: "private" } {
  return audience === "public" ? {} : { onlyWhile: "private" };
}

function factOf({ report, due, now }: Posting): string {
  return due === null
    ? `the report of ${report.period.id} was asked for at ${now}`
    : `the report of ${report.period.id} was due at ${due}`;
}

function asInstant(value: unknown): Instant | null {
  return typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value) ? (value as Instant) : null;
}

function only(part: Part): PlannedPosting {
  return { ...part, there: null, afterwards: [] };
}
