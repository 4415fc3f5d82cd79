/**
 * What the eighteen months are drawn from: constants that no seed changes, so that what a report should find is known
 * beforehand (months-truth.ts). Openings are uniform over the span and independent of all that follows, so that the end
 * of the span cuts lives off without regard to how they go: the censoring that survival estimates ask for. Who found us,
 * the impact and the time of year change nothing: groups compared by them do not differ, and there is no trend.
 */

/** The history: from this moment on, and nothing after the other. UTC; 545 days. */
export const span = { from: "2025-01-01T00:00:00Z", to: "2026-06-30T00:00:00Z" } as const;

/** One stage of a lead. A stay ends by the one or the other at constant hazards, per day of 24 hours. */
export interface LeadRate {
  readonly stage: "lead" | "qualified" | "prospect";
  readonly onward: number;
  readonly lost: number;
}

export const rates = {
  leads: {
    count: 400,
    stages: [
      { stage: "lead", onward: 0.045, lost: 0.055 },
      { stage: "qualified", onward: 0.0275, lost: 0.0225 },
      { stage: "prospect", onward: 0.014, lost: 0.006 },
    ],
  },
  /** From the signature on, one after another; per day. Every hub comes about. */
  onboarding: [
    { phase: "account", perDay: 0.125 },
    { phase: "cluster", perDay: 0.08 },
    { phase: "hub", perDay: 0.04 },
  ],
  support: {
    count: 900,
    /** Log-logistic, in hours of working time: Monday to Friday all day, but for the closed days. */
    response: { medianHours: 6, shape: 1.5 },
    targetHours: 24,
    /** From the response on; per day of 24 hours, weekends too. */
    work: { solved: 0.18, declined: 0.02 },
    /** Not measured: who else writes before the team does. */
    chatter: { author: 0.15, guest: 0.05 },
  },
  deliverables: {
    count: 40,
    /** Days between the due day's first moment and the delivery: logistic, below 0 when it came earlier. */
    slack: { median: -5, scale: 8 },
    /** Days between the opening and the due day: from the least, equally likely over the spread. */
    ahead: { least: 90, spread: 210 },
  },
  agreements: {
    /** Of the whole term, a year. A new one is proposed when the lead becomes a prospect, and ends as the lead does. */
    tiers: [
      { tier: "General", value: 15_000, share: 0.7 },
      { tier: "Premier", value: 50_000, share: 0.3 },
    ],
    /** Of those in another currency. */
    inEuro: 0.1,
    /** Opened so many days before the last day; decided at this hazard per day, and signed so often. */
    renewal: { ahead: 60, perDay: 0.05, signed: 0.8 },
  },
  /** One for each agreement that is signed. Sent and paid at these hazards per day; some are never sent. */
  invoices: { send: 0.2, forgotten: 0.05, pay: 0.03 },
  /** Of a month, in US dollars: what people cost, and the cloud for each community that has a hub. */
  costs: { people: 58_000, cloud: 260, spread: 0.1 },
  answers: {
    /** Each quarter every community that has a hub is asked on this day of its first month. */
    day: 10,
    answered: 0.5,
    /** How many of a hundred answers are 0, 1, … 10: 45 of 9 or 10, 20 of 6 or less. */
    scores: [0, 0, 1, 2, 3, 6, 8, 15, 20, 25, 20],
  },
} as const satisfies {
  readonly leads: { readonly count: number; readonly stages: readonly LeadRate[] };
} & Readonly<Record<string, unknown>>;
