/**
 * A seed → what happened in the eighteen months, item by item, before any of it is placed. This is the truth of one
 * seed, to compare a reading of GitHub with; what is expected over all seeds is in months-truth.ts. Times are UTC to the
 * second; null stands for what had not happened by the end of the span.
 */
import { secondsOf } from "../clock.ts";
import { drawAgreements } from "./months-agreements.ts";
import { drawDeliverables } from "./months-deliverables.ts";
import { grants } from "./months-grants.ts";
import { drawInvoices } from "./months-invoices.ts";
import { drawLeads } from "./months-leads.ts";
import { span } from "./months-rates.ts";
import { drawSupport } from "./months-support.ts";

/** A stay in a stage, named as in the config. */
export interface Stay {
  readonly stage: string;
  readonly from: string;
  readonly to: string | null;
}

export interface LeadLife {
  /** `openwater/leads#7` */
  readonly issue: string;
  readonly title: string;
  readonly by: string;
  /** How they found us: an option of the form. */
  readonly source: string;
  readonly openedAt: string;
  /** Oldest first. The last one, in `partner` or `lost` too, goes on. */
  readonly stays: readonly Stay[];
  readonly signedAt: string | null;
  readonly lostAt: string | null;
  /** The label that says why; null unless lost. */
  readonly reason: string | null;
}

export interface OnboardingLife {
  readonly issue: string;
  /** The lead it follows, and its title. */
  readonly lead: string;
  readonly title: string;
  readonly openedAt: string;
  /** Sub-issues in order; each is closed when its phase is done. */
  readonly phases: readonly { readonly issue: string; readonly phase: string; readonly doneAt: string | null }[];
  /** When the last phase is done. */
  readonly liveAt: string | null;
}

export interface SupportLife {
  readonly issue: string;
  /** Slug. */
  readonly community: string;
  readonly by: string;
  readonly openedAt: string;
  /** Index in `impacts`. */
  readonly impact: number;
  /** Comments by others than the team; they answer nothing. */
  readonly chatter: readonly { readonly at: string; readonly by: string }[];
  readonly response: { readonly at: string; readonly by: string; readonly workingSeconds: number } | null;
  /** Whether the target had passed without an answer, by the response or by the end of the span. */
  readonly late: boolean;
  readonly closed: { readonly at: string; readonly as: "solved" | "declined" } | null;
}

export interface DeliverableLife {
  readonly issue: string;
  readonly openedAt: string;
  /** `2026-03-31`; may be after the span. */
  readonly due: string;
  readonly deliveredAt: string | null;
}

export interface AgreementLife {
  readonly issue: string;
  /** Slug. */
  readonly community: string;
  readonly tier: "General" | "Premier";
  /** Of the whole term, in `currency`. */
  readonly value: number;
  readonly currency: "USD" | "EUR";
  readonly kind: "new" | "renewal";
  readonly openedAt: string;
  /** First and last day of service: `2026-01-01`, `2026-12-31`. */
  readonly start: string;
  readonly end: string;
  readonly signedAt: string | null;
  readonly refusedAt: string | null;
}

/** What is to be paid for an agreement. */
export interface InvoiceLife {
  readonly issue: string;
  /** The agreement it is a sub-issue of. */
  readonly agreement: string;
  readonly openedAt: string;
  readonly sentAt: string | null;
  readonly paidAt: string | null;
}

export interface GrantLife {
  readonly issue: string;
  readonly title: string;
  readonly funder: string;
  readonly champions: string;
  /** In US dollars. */
  readonly amount: number;
  readonly spent: number | null;
  readonly openedAt: string;
  /** Days: `2026-07-10`. */
  readonly due: string;
  readonly start: string;
  readonly end: string;
  /** Oldest first; it begins in `idea`. */
  readonly moves: readonly { readonly stage: string; readonly at: string }[];
}

/** All that happened; each list oldest first. */
export interface Chronicle {
  readonly from: string;
  readonly to: string;
  readonly leads: readonly LeadLife[];
  readonly onboardings: readonly OnboardingLife[];
  readonly support: readonly SupportLife[];
  readonly deliverables: readonly DeliverableLife[];
  readonly agreements: readonly AgreementLife[];
  readonly invoices: readonly InvoiceLife[];
  readonly grants: readonly GrantLife[];
}

/** A life without the numbers of its issues, which follow from the order of all openings in a repository. */
export type Unnumbered<Life> = Omit<Life, "issue">;

/** Draws it. The same seed gives the same chronicle. */
export function chronicleOf(seed: number): Chronicle {
  const { leads, onboardings } = drawLeads(seed);
  const support = drawSupport(seed);
  const deliverables = drawDeliverables(seed);
  const agreements = drawAgreements(seed, leads);
  const invoices = drawInvoices(seed, agreements);
  const paid = numbered("openwater/finance", [...agreements, ...invoices, ...grants], () => 1);
  const privately = numbered("openwater/leads", [...leads, ...deliverables], () => 1);
  const publicly = numbered("openwater/infrastructure", [...support, ...onboardings], (one) =>
    "phases" in one ? 1 + one.phases.length : 1,
  );
  const leadOf = new Map(leads.map((one) => [one.title, nameIn(privately, one)]));
  return {
    ...span,
    leads: leads.map((one) => ({ ...one, issue: nameIn(privately, one) })),
    onboardings: onboardings.map((one) => {
      const issue = nameIn(publicly, one);
      const phases = one.phases.map((phase, at) => ({ ...phase, issue: plus(issue, at + 1) }));
      return { ...one, issue, lead: leadOf.get(one.title)!, phases };
    }),
    support: support.map((one) => ({ ...one, issue: nameIn(publicly, one) })),
    deliverables: deliverables.map((one) => ({ ...one, issue: nameIn(privately, one) })),
    agreements: agreements.map((one) => ({ ...one, issue: nameIn(paid, one) })),
    invoices: invoices.map((one) => ({ ...one, issue: nameIn(paid, one), agreement: nameIn(paid, one.agreement) })),
    grants: grants.map((one) => ({ ...one, issue: nameIn(paid, one) })),
  };
}

/** The number of the first issue of each life; `size` says how many it has. Ties stay in the order given. */
function numbered<Life extends { readonly openedAt: string }>(
  repository: string,
  lives: readonly Life[],
  size: (one: Life) => number,
): ReadonlyMap<Life, string> {
  const names = new Map<Life, string>();
  let next = 1;
  for (const one of [...lives].sort((a, b) => secondsOf(a.openedAt) - secondsOf(b.openedAt))) {
    names.set(one, `${repository}#${next}`);
    next += size(one);
  }
  return names;
}

function nameIn<Life>(names: ReadonlyMap<Life, string>, one: Life): string {
  return names.get(one)!;
}

function plus(issue: string, more: number): string {
  const [repository, number] = issue.split("#") as [string, string];
  return `${repository}#${Number(number) + more}`;
}
