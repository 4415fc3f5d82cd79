/**
 * What communities pay in the eighteen months. A new agreement is proposed when a lead becomes a prospect and ends as the
 * lead does; those served from the beginning have one from the year before. Two months before its last day a signed one
 * is proposed again.
 */
import { secondsOf, textOf } from "../clock.ts";
import type { Random } from "../random.ts";
import type { AgreementLife, LeadLife, Unnumbered } from "./months-chronicle.ts";
import { exponential, lastSecond, seen, streamOf } from "./months-draw.ts";
import { established, slugOf } from "./months-names.ts";
import { rates } from "./months-rates.ts";

const day = 86_400;
const { tiers, inEuro, renewal } = rates.agreements;

type Agreement = Unnumbered<AgreementLife>;
type Terms = Pick<Agreement, "community" | "tier" | "value" | "currency">;

/** Draws all of them, oldest first. */
export function drawAgreements(
  seed: number,
  leads: readonly Pick<LeadLife, "title" | "stays" | "signedAt" | "lostAt">[],
): readonly Agreement[] {
  const random = streamOf(seed, "agreements");
  const first = [
    ...established.map((slug) => servedBefore(random, slug)),
    ...leads.flatMap((one) => newOf(random, one)),
  ];
  return first
    .flatMap((one) => [one, ...renewalsOf(random, one)])
    .sort((a, b) => secondsOf(a.openedAt) - secondsOf(b.openedAt));
}

/** Signed in 2024, a month after it was proposed, for the twelve months from the next one on. */
function servedBefore(random: Random, community: string): Agreement {
  const openedAt = `2024-${two(1 + random.below(11))}-${two(2 + random.below(20))}T10:00:00Z`;
  const signedAt = textOf(secondsOf(openedAt) + 9 * day);
  return {
    ...termsOf(random, community),
    kind: "new",
    openedAt,
    ...yearFrom(nextMonth(signedAt)),
    signedAt,
    refusedAt: null,
  };
}

/** None for a lead that never became a prospect. */
function newOf(random: Random, { title, stays, signedAt, lostAt }: Parameters<typeof drawAgreements>[1][number]) {
  const terms = termsOf(random, slugOf(title));
  const openedAt = stays.find(({ stage }) => stage === "prospect")?.from;
  if (openedAt === undefined) return [];
  const start = nextMonth(textOf(secondsOf(openedAt) + 35 * day));
  return [{ ...terms, kind: "new" as const, openedAt, ...yearFrom(start), signedAt, refusedAt: lostAt }];
}

/** The next one, and the one after it, as long as each is signed. */
function renewalsOf(random: Random, before: Agreement): readonly Agreement[] {
  const opens = secondsOf(`${before.end}T09:00:00Z`) - renewal.ahead * day;
  if (before.signedAt === null || opens > lastSecond) return [];
  const decidedAt = seen(opens + exponential(random, renewal.perDay));
  const [signedAt, refusedAt] = random.chance(renewal.signed) ? [decidedAt, null] : [null, decidedAt];
  const start = textOf(secondsOf(`${before.end}T00:00:00Z`) + day).slice(0, 10);
  const { community, tier, value, currency } = before;
  const openedAt = textOf(opens);
  const one = {
    community,
    tier,
    value,
    currency,
    kind: "renewal" as const,
    openedAt,
    ...yearFrom(start),
    signedAt,
    refusedAt,
  };
  return [one, ...renewalsOf(random, one)];
}

function termsOf(random: Random, community: string): Terms {
  const { tier, value } = random.chance(tiers[0].share) ? tiers[0] : tiers[1];
  return { community, tier, value, currency: random.chance(inEuro) ? "EUR" : "USD" };
}

/** `2025-03-01` → the twelve months from then on; both days belong to them. */
function yearFrom(start: string): { readonly start: string; readonly end: string } {
  const again = `${Number(start.slice(0, 4)) + 1}${start.slice(4)}`;
  return { start, end: textOf(secondsOf(`${again}T00:00:00Z`) - day).slice(0, 10) };
}

/** `2025-12-09T…` → `2026-01-01` */
function nextMonth(moment: string): string {
  const [year, month] = moment.split("-").map(Number) as [number, number];
  return month === 12 ? `${year + 1}-01-01` : `${year}-${two(month + 1)}-01`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
