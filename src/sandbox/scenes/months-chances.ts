/**
 * Distributions that the eighteen months are drawn from, as functions with the constants put in: pure arithmetic, no
 * chance. What follows for single figures is in months-truth.ts. Days are 24 hours, shares between 0 and 1.
 */
import { secondsOf } from "../clock.ts";
import { rates, span } from "./months-rates.ts";
import { workedBy } from "./months-working.ts";

const day = 86_400;
const stages = rates.leads.stages.map(({ onward, lost }) => ({
  onward: onward / (onward + lost),
  total: onward + lost,
}));
const phases = rates.onboarding.map(({ perDay }) => perDay);

/** Length of the span in days. */
export const spanDays = (secondsOf(span.to) - secondsOf(span.from)) / day;

/** Share of all leads that are signed at last: p1·p2·p3 with p = onward ÷ (onward + lost). */
export const everSigned = stages.reduce((share, { onward }) => share * onward, 1);

/**
 * P(S ≤ t) of a sum S of independent exponentials with different rates (hypoexponential):
 * 1 − Σ c_i·exp(−r_i·t), c_i = Π_{j≠i} r_j ÷ (r_j − r_i). For one rate: 1 − exp(−r·t).
 */
export function sumBy(perDay: readonly number[], days: number): number {
  return 1 - perDay.reduce((rest, rate) => rest + weight(perDay, rate) * Math.exp(-rate * days), 0);
}

/** Mean of P(S ≤ T − x) over x uniform in [0, T]: 1 − (1 ÷ T)·Σ c_i·(1 − exp(−r_i·T)) ÷ r_i. */
export function meanSumBy(perDay: readonly number[], days: number): number {
  const part = (rate: number) => (weight(perDay, rate) * (1 - Math.exp(-rate * days))) / rate;
  return 1 - perDay.reduce((rest, rate) => rest + part(rate), 0) / days;
}

function weight(perDay: readonly number[], rate: number): number {
  return perDay.filter((other) => other !== rate).reduce((product, other) => (product * other) / (other - rate), 1);
}

/**
 * Incidence of the signature among all leads, `days` after the opening. With constant hazards the length of a stay does
 * not depend on how it ends, so the share that is ever signed and the time it takes may be multiplied.
 */
export function signedBy(days: number): number {
  return everSigned * sumBy(rateOf(stages.length), days);
}

/** Incidence of the loss: lost in the first stage, or in the second after the first, or in the third. */
export function lostBy(days: number): number {
  let reached = 1;
  return stages.reduce((share, { onward }, at) => {
    const here = reached * (1 - onward);
    reached *= onward;
    return share + here * sumBy(rateOf(at + 1), days);
  }, 0);
}

/** Share of the signed whose hub is live `days` after the signature. */
export function liveAfterSigningBy(days: number): number {
  return sumBy(phases, days);
}

/** Incidence of the live hub among all leads, `days` after the opening: six stays in a row. */
export function liveBy(days: number): number {
  return everSigned * sumBy([...rateOf(stages.length), ...phases], days);
}

/** How many leads are signed, and how many hubs live, by the end of the span: openings are uniform over it. */
export function expectedSigned(): number {
  return rates.leads.count * everSigned * meanSumBy(rateOf(stages.length), spanDays);
}

export function expectedLive(): number {
  return rates.leads.count * everSigned * meanSumBy([...rateOf(stages.length), ...phases], spanDays);
}

/** Share answered within so many working hours: log-logistic, 1 ÷ (1 + (h ÷ median)^−shape). */
export function answeredWithinWorking(hours: number): number {
  const { medianHours, shape } = rates.support.response;
  return hours <= 0 ? 0 : 1 / (1 + (hours / medianHours) ** -shape);
}

/**
 * Share answered within so many days of 24 hours. An answer is there at u + t when the working time between u and u + t
 * was long enough: the mean of `answeredWithinWorking` over openings u, uniform over the span; by the middles
 * of its hours, which leaves the times at which half and 85 % are answered wrong by less than a ten-thousandth of a day.
 */
export function answeredBy(days: number): number {
  const [first, hours] = [secondsOf(span.from), spanDays * 24];
  let sum = 0;
  for (let hour = 0; hour < hours; hour += 1) {
    const opened = first + hour * 3600 + 1800;
    sum += answeredWithinWorking((workedBy(opened + days * day) - workedBy(opened)) / 3600);
  }
  return sum / hours;
}

/** Share delivered less than so many days after the due day began: logistic, 1 ÷ (1 + exp(−(d − median) ÷ scale)). */
export function deliveredBy(days: number): number {
  const { median, scale } = rates.deliverables.slack;
  return 1 / (1 + Math.exp(-(days - median) / scale));
}

/** The first t ≥ 0 with share(t) ≥ wanted, by halving, to a millionth of a day; null when not reached in ten years. */
export function firstAt(share: (days: number) => number, wanted: number): number | null {
  let [low, high] = [0, 3650];
  if (share(high) < wanted) return null;
  while (high - low > 1e-6) {
    const middle = (low + high) / 2;
    if (share(middle) < wanted) low = middle;
    else high = middle;
  }
  return high;
}

/** Total hazards of the first `count` stages. */
function rateOf(count: number): readonly number[] {
  return stages.slice(0, count).map(({ total }) => total);
}
