/**
 * One `bring-forward:` step → the recurring entry's issue of the period in which its moment lies, for the item's community,
 * unless it is there. Whichever occasion comes first, a step or the entry's own day, opens it, and all others find it: a
 * community is asked once in a period. A moment of a period that is over brings nothing forward any more.
 */
import type { Recurring } from "../../model/schedule.ts";
import type { RecurringSnapshot } from "../../model/snapshot.ts";
import { plusSeconds } from "../../model/time.ts";
import { communityOf } from "../community.ts";
import { type Case, note, nothing, type Part, problem, together } from "../part.ts";
import { closeTwins } from "../schedule/kept.ts";
import { apartUntil, isHere, openPeriod } from "../schedule/open-period.ts";
import { periodAt, type Share, sharesOf } from "../schedule/share.ts";
import type { Start } from "./moments.ts";

/** Opens the period's issue early. Where what we opened for the entry was not read, the part asks for it (`reads`). */
export function planBringForward(one: Case, start: Start): Part {
  const { step, rule } = start;
  if (step.kind !== "bring-forward") return nothing;
  const entry = one.config.recurring.find(({ name }) => name === step.recurring);
  if (entry === undefined) return unknownEntry(rule, step.recurring);
  const slug = communitySlug(one, entry);
  if (!slug.known) return said(start, slug.why);
  const found = one.found?.[entry.name];
  const share = shareFor(one, entry, { found: found ?? { known: true, value: [] }, world: one.world }, slug.value);
  if (!share.known) return said(start, share.why);
  const period = periodAt(share.value, start.at);
  if (period === null || period.period !== periodAt(share.value, one.now)?.period) return nothing;
  // Only now is it worth a request.
  if (found === undefined) return { ...nothing, reads: [entry.name] };
  const twins = share.value.kept.map((kept) => closeTwins(kept, rule));
  if (isHere(share.value, period)) return together(...twins, settling(share.value));
  if (apartUntil(share.value, start.at) !== null) {
    return together(...twins, said(start, `the last one is not ${entry.apartDays} days old`));
  }
  return together(...twins, openPeriod(share.value, period, { moment: start.at, fact: start.fact }));
}

function said({ rule, fact }: Start, why: string): Part {
  return note(`${rule} brought nothing forward for "${fact}": ${why}.`);
}

type Asked<T> = { readonly known: true; readonly value: T } | { readonly known: false; readonly why: string };

/** Null: the entry is for all. */
function communitySlug(one: Case, entry: Recurring): Asked<string | null> {
  if (entry.perCommunity === null) return { known: true, value: null };
  const scope = one.scope("inside");
  if (!scope.known) return scope;
  const community = communityOf(one, scope.value.form as Readonly<Record<string, string | null>>);
  if (!community.known) return community;
  const slug = community.value?.slug;
  return slug === undefined
    ? { known: false, why: "the issue names no community of the file" }
    : { known: true, value: slug };
}

function shareFor(one: Case, entry: Recurring, have: RecurringSnapshot, slug: string | null): Asked<Share> {
  const all = sharesOf(have, entry, one.config, one.now);
  if (!all.known) return all;
  const share = all.value.shares.find(({ community }) => (community?.slug ?? null) === slug);
  return share === undefined
    ? { known: false, why: `recurring.${entry.name} is not for ${slug ?? "all"}` }
    : { known: true, value: share };
}

/** Another writer's issue of the same key may not be in sight yet (ruling 7). */
function settling({ kept, config, now }: Share): Part {
  const bounds = kept.map(({ issue }) => plusSeconds(issue.createdAt, config.visibilityBoundSeconds));
  return { ...nothing, nextLook: bounds.filter((at) => at > now).sort()[0] ?? null };
}

function unknownEntry(rule: string, name: string): Part {
  const what = `There is no recurring work "${name}", so the step brought nothing forward.`;
  return problem({
    code: "unknown-recurring",
    where: rule,
    what,
    todo: "Name one under `recurring`.",
    severity: "error",
  });
}
