/**
 * Leads of the eighteen months and the onboarding that follows a signature. In each stage one draw says how long the
 * stay lasts (at the sum of both hazards) and another which way it ends (in proportion to them).
 */
import { textOf } from "../clock.ts";
import type { Random } from "../random.ts";
import type { LeadLife, OnboardingLife, Stay, Unnumbered } from "./months-chronicle.ts";
import { exponential, lastSecond, oneOf, openings, seen, streamOf } from "./months-draw.ts";
import { leadNames, lostReasons, sources } from "./months-names.ts";
import { rates } from "./months-rates.ts";

/** An onboarding whose issues have no numbers yet. */
export type DrawnOnboarding = Omit<OnboardingLife, "issue" | "lead" | "phases"> & {
  readonly phases: readonly { readonly phase: string; readonly doneAt: string | null }[];
};

/** Draws all leads; each name once. */
export function drawLeads(seed: number): {
  readonly leads: readonly Unnumbered<LeadLife>[];
  readonly onboardings: readonly DrawnOnboarding[];
} {
  const random = streamOf(seed, "leads");
  const names = shuffled(leadNames, random);
  const leads: Unnumbered<LeadLife>[] = [];
  const onboardings: DrawnOnboarding[] = [];
  openings(random, rates.leads.count).forEach((openedAt, index) => {
    const lead = drawLead(random, names[index]!, openedAt);
    leads.push(lead.life);
    if (lead.signed !== null) onboardings.push(drawOnboarding(random, names[index]!, lead.signed));
  });
  return { leads, onboardings: onboardings.sort((a, b) => (a.openedAt < b.openedAt ? -1 : 1)) };
}

function drawLead(
  random: Random,
  title: string,
  openedAt: number,
): { readonly life: Unnumbered<LeadLife>; readonly signed: number | null } {
  const by = random.chance(0.7) ? "bd-lead" : "bd-manager";
  const source = oneOf(random, sources);
  const why = `lost: ${oneOf(random, lostReasons)}`;
  const stays: Stay[] = [];
  let [at, end]: [number, "partner" | "lost"] = [openedAt, "partner"];
  for (const { stage, onward, lost } of rates.leads.stages) {
    const from = at;
    at += exponential(random, onward + lost);
    if (from <= lastSecond) stays.push({ stage, from: textOf(from), to: seen(at) });
    if (!random.chance(onward / (onward + lost))) {
      end = "lost";
      break;
    }
  }
  const endedAt = seen(at);
  if (endedAt !== null) stays.push({ stage: end, from: endedAt, to: null });
  const [signedAt, lostAt] = end === "partner" ? [endedAt, null] : [null, endedAt];
  const reason = lostAt === null ? null : why;
  const life = { title, by, source, openedAt: textOf(openedAt), stays, signedAt, lostAt, reason };
  return { life, signed: signedAt === null ? null : at };
}

function drawOnboarding(random: Random, title: string, openedAt: number): DrawnOnboarding {
  let at = openedAt;
  const phases = rates.onboarding.map(({ phase, perDay }) => {
    at += exponential(random, perDay);
    return { phase, doneAt: seen(at) };
  });
  return { title, openedAt: textOf(openedAt), phases, liveAt: phases.at(-1)!.doneAt };
}

function shuffled<T>(list: readonly T[], random: Random): readonly T[] {
  const rest = [...list];
  return list.map(() => rest.splice(random.below(rest.length), 1)[0]!);
}
