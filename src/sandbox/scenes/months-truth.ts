/**
 * What is true of the eighteen months whatever the seed: each figure that a report estimates, with the formula that it
 * follows from. A report that is right finds them within its own limits. Functions at any time are in months-chances.ts.
 */
import * as chance from "./months-chances.ts";
import { rates } from "./months-rates.ts";

/** One true figure. */
export interface Figure {
  /** Null: it does not exist, however long one waits. */
  readonly value: number | null;
  readonly unit: "share" | "days" | "working hours" | "items" | "points";
  readonly formula: string;
}

/**
 * All figures by name. Milestones and stages are named as in examples/eighteen-months/milepost.yml; a stay ends with
 * whatever ends it; `P50` is the first time at which the share is reached.
 */
export function truthOf(): Readonly<Record<FigureName, Figure>> {
  return { ...ofLeads(), ...ofStays(), ...ofHubs(), ...ofSupport(), ...ofDeliverables(), ...ofBooks() };
}

export type FigureName =
  | keyof ReturnType<typeof ofLeads>
  | keyof ReturnType<typeof ofStays>
  | keyof ReturnType<typeof ofHubs>
  | keyof ReturnType<typeof ofSupport>
  | keyof ReturnType<typeof ofDeliverables>
  | keyof ReturnType<typeof ofBooks>;

const signed = "p1·p2·p3·G(t); G: sum of three exponentials with r1, r2, r3; p = onward/r, r = onward + lost";
const lost = "(1−p1)·G1(t) + p1·(1−p2)·G2(t) + p1·p2·(1−p3)·G3(t); Gk: sum of the first k stays";

function ofLeads() {
  const [lead, qualified, prospect] = rates.leads.stages.map(({ onward, lost: away }) => onward / (onward + away)) as [
    number,
    number,
    number,
  ];
  return {
    openedToSigned30: share(chance.signedBy(30), `${signed}; t = 30`),
    openedToSigned90: share(chance.signedBy(90), `${signed}; t = 90`),
    openedToSigned180: share(chance.signedBy(180), `${signed}; t = 180`),
    openedToSignedEver: share(chance.everSigned, "p1·p2·p3 = 0.45·0.55·0.7"),
    openedToSignedP10: time(chance.firstAt(chance.signedBy, 0.1), `${signed} = 0.1`),
    openedToSignedP50: time(chance.firstAt(chance.signedBy, 0.5), "none: p1·p2·p3 is under 0.5"),
    openedToLost30: share(chance.lostBy(30), `${lost}; t = 30`),
    openedToLost90: share(chance.lostBy(90), `${lost}; t = 90`),
    openedToLost180: share(chance.lostBy(180), `${lost}; t = 180`),
    leadToQualified: share(lead, "0.045/(0.045 + 0.055)"),
    qualifiedToProspect: share(qualified, "0.0275/(0.0275 + 0.0225)"),
    prospectToPartner: share(prospect, "0.014/(0.014 + 0.006)"),
    signedCount: items(chance.expectedSigned(), "400·p1·p2·p3·(1 − Σ c_i·(1 − exp(−r_i·T))/(r_i·T)); T = 545 days"),
  };
}

/** The median of an exponential stay is ln 2 over the sum of the hazards that end it. */
function ofStays() {
  const [lead, qualified, prospect] = rates.leads.stages;
  const { solved, declined } = rates.support.work;
  return {
    stayInLead: time(Math.LN2 / (lead.onward + lead.lost), "ln 2/(0.045 + 0.055)"),
    stayInQualified: time(Math.LN2 / (qualified.onward + qualified.lost), "ln 2/(0.0275 + 0.0225)"),
    stayInProspect: time(Math.LN2 / (prospect.onward + prospect.lost), "ln 2/(0.014 + 0.006)"),
    stayInWorking: time(Math.LN2 / (solved + declined), "ln 2/(0.18 + 0.02)"),
  };
}

function ofHubs() {
  const after = "sum of three exponentials with rates 0.125, 0.08 and 0.04";
  const all = "p1·p2·p3·(sum of six exponentials: three stays, three phases)";
  return {
    signedToLiveP50: time(chance.firstAt(chance.liveAfterSigningBy, 0.5), `${after} = 0.5`),
    signedToLiveP85: time(chance.firstAt(chance.liveAfterSigningBy, 0.85), `${after} = 0.85`),
    signedToLive30: share(chance.liveAfterSigningBy(30), `${after}; t = 30`),
    signedToLive90: share(chance.liveAfterSigningBy(90), `${after}; t = 90`),
    openedToLive180: share(chance.liveBy(180), `${all}; t = 180`),
    liveCount: items(chance.expectedLive(), "as signedCount, with six rates"),
  };
}

function ofSupport() {
  const { response, targetHours, work } = rates.support;
  const { answeredWithinWorking } = chance;
  const late85 = response.medianHours * (0.85 / 0.15) ** (1 / response.shape);
  const clock = "mean over openings u of F(working hours in [u, u + t])";
  return {
    responseWorkingP50: hours(response.medianHours, "median of the log-logistic"),
    responseWorkingP85: hours(late85, "6·(0.85/0.15)^(1/1.5)"),
    responseInTime: share(answeredWithinWorking(targetHours), "F(24) = 1/(1 + (24/6)^−1.5) = 8/9"),
    responseP50: time(chance.firstAt(chance.answeredBy, 0.5), `${clock} = 0.5`),
    responseP85: time(chance.firstAt(chance.answeredBy, 0.85), `${clock} = 0.85`),
    workingToSolvedEver: share(work.solved / (work.solved + work.declined), "0.18/(0.18 + 0.02)"),
  };
}

function ofDeliverables() {
  return { deliveredInTime: share(chance.deliveredBy(1), "before the due day is over: 1/(1 + exp(−(1 + 5)/8))") };
}

function ofBooks() {
  const { renewal } = rates.agreements;
  const { answered, scores } = rates.answers;
  const of = (from: number, to: number) => scores.slice(from, to + 1).reduce<number>((sum, one) => sum + one, 0);
  const formula = "answers of 9 or 10 less those of 0 to 6, in a hundred: 45 − 20";
  return {
    renewalSigned180: share(renewal.signed * (1 - Math.exp(-renewal.perDay * 180)), "0.8·(1 − exp(−0.05·180))"),
    netPromoterScore: { value: of(9, 10) - of(0, 6), unit: "points", formula } satisfies Figure,
    sentToPaidP50: time(Math.LN2 / rates.invoices.pay, "ln 2/0.03"),
    answered: share(answered, "each that is asked answers or not, one as likely as the other"),
  };
}

function share(value: number, formula: string): Figure {
  return { value, unit: "share", formula };
}

function time(value: number | null, formula: string): Figure {
  return { value, unit: "days", formula };
}

function hours(value: number, formula: string): Figure {
  return { value, unit: "working hours", formula };
}

function items(value: number, formula: string): Figure {
  return { value, unit: "items", formula };
}
