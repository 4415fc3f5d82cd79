/**
 * The closed forms against a simulation written another way: clocks that race each other for each way out of a stage,
 * working time walked day by day on real dates, chance from another generator. Constants are written out by hand here.
 */
import { describe, expect, it } from "vitest";
import {
  answeredBy,
  answeredWithinWorking,
  lostBy,
  signedBy,
  spanDays,
  sumBy,
} from "../../../src/sandbox/scenes/months-chances.ts";
import { type FigureName, truthOf } from "../../../src/sandbox/scenes/months-truth.ts";

const truth = truthOf();
const day = 86_400_000;

/** xorshift128, none of the sandbox's own. */
function chanceFrom(seed: number): () => number {
  let [x, y, z, w] = [seed, 362436069, 521288629, 88675123];
  return () => {
    const t = x ^ (x << 11);
    [x, y, z] = [y, z, w];
    w = w ^ (w >>> 19) ^ t ^ (t >>> 8);
    return ((w >>> 0) + 0.5) / 4_294_967_296;
  };
}

interface Simulated {
  readonly signed: number | null;
  readonly lost: number | null;
  readonly live: number | null;
  readonly stays: readonly number[];
  /** Whether each stage that was come to led on. */
  readonly onward: readonly boolean[];
}

const n = 100_000;
const u = chanceFrom(2_463_534_242);
const wait = (perDay: number) => -Math.log(u()) / perDay;

function simulateLead(): Simulated {
  const stays: number[] = [];
  const onward: boolean[] = [];
  let at = 0;
  for (const [to, away] of [
    [0.045, 0.055],
    [0.0275, 0.0225],
    [0.014, 0.006],
  ] as const) {
    const [further, gone] = [wait(to), wait(away)];
    at += Math.min(further, gone);
    stays.push(Math.min(further, gone));
    onward.push(further < gone);
    if (gone < further) return { signed: null, lost: at, live: null, stays, onward };
  }
  return { signed: at, lost: null, live: at + wait(0.125) + wait(0.08) + wait(0.04), stays, onward };
}

function isWorked(at: number): boolean {
  const date = new Date(at);
  const [weekday, month, dayOfMonth] = [date.getUTCDay(), date.getUTCMonth() + 1, date.getUTCDate()];
  const isClosed = (month === 12 && dayOfMonth >= 18) || (month === 1 && dayOfMonth <= 3);
  return weekday !== 0 && weekday !== 6 && !isClosed;
}

/** Days from the opening to the moment at which so many working milliseconds are over. */
function daysOfWork(opened: number, work: number): number {
  let [at, left] = [opened, work];
  for (;;) {
    const midnight = Math.floor(at / day) * day + day;
    if (isWorked(at)) {
      if (left <= midnight - at) return (at + left - opened) / day;
      left -= midnight - at;
    }
    at = midnight;
  }
}

function simulateResponse(): { readonly hours: number; readonly days: number } {
  const opened = Date.UTC(2025, 0, 1) + u() * 545 * day;
  const v = u();
  const hours = 6 * (v / (1 - v)) ** (1 / 1.5);
  return { hours, days: daysOfWork(opened, Math.min(hours, 1000) * 3_600_000) };
}

const leads = Array.from({ length: n }, simulateLead);
const responses = Array.from({ length: n }, simulateResponse);
const hubs = Array.from({ length: n }, () => wait(0.125) + wait(0.08) + wait(0.04));
const slacks = Array.from({ length: n }, () => {
  const v = u();
  return -5 + 8 * Math.log(v / (1 - v));
});

/** What share of a list is so, in standard errors from what is claimed. */
function errorsFrom(claimed: number, list: readonly boolean[]): number {
  const seen = list.filter(Boolean).length / list.length;
  return Math.abs(seen - claimed) / Math.sqrt((claimed * (1 - claimed)) / list.length);
}

const within = (limit: number) => (time: number | null) => time !== null && time <= limit;
const figure = (name: FigureName) => truth[name].value!;
const signed = leads.map((one) => one.signed);
const lost = leads.map((one) => one.lost);
const live = leads.map((one) => one.live);
const stay = (at: number) => leads.flatMap(({ stays }) => stays[at] ?? []);
const led = (at: number) => leads.flatMap(({ onward }) => onward[at] ?? []);

describe("what is true of the eighteen months", () => {
  it("begins with nothing: nobody is signed, lost or answered at once", () => {
    expect(signedBy(0)).toBeCloseTo(0, 12);
    expect(lostBy(0)).toBeCloseTo(0, 12);
    expect([answeredBy(0), answeredWithinWorking(0)]).toEqual([0, 0]);
  });

  it("follows the formulas where they can be worked out by hand", () => {
    // p1·p2·p3; 1/(1 + 4^-1.5) = 8/9; ln 2 / 0.1; ln 2 / 0.2
    expect(truth.openedToSignedEver.value).toBeCloseTo(0.17325, 12);
    expect(truth.responseInTime.value).toBeCloseTo(8 / 9, 12);
    expect(truth.stayInLead.value).toBeCloseTo(6.931471806, 8);
    expect(truth.stayInWorking.value).toBeCloseTo(3.465735903, 8);
    // One rate: 1 - exp(-1); two, 1 and 2, at ln 2: 1 - 2/2 + 1/4.
    expect(sumBy([0.5], 2)).toBeCloseTo(1 - Math.exp(-1), 12);
    expect(sumBy([1, 2], Math.LN2)).toBeCloseTo(0.25, 12);
    expect([spanDays, truth.openedToSignedP50.value]).toEqual([545, null]);
    // In the end everybody is signed or lost.
    expect(signedBy(5000) + lostBy(5000)).toBeCloseTo(1, 9);
  });

  const shares: readonly (readonly [FigureName, readonly boolean[]])[] = [
    ["openedToSigned30", signed.map(within(30))],
    ["openedToSigned90", signed.map(within(90))],
    ["openedToSigned180", signed.map(within(180))],
    ["openedToSignedEver", signed.map((time) => time !== null)],
    ["openedToLost30", lost.map(within(30))],
    ["openedToLost90", lost.map(within(90))],
    ["openedToLost180", lost.map(within(180))],
    ["leadToQualified", led(0)],
    ["qualifiedToProspect", led(1)],
    ["prospectToPartner", led(2)],
    ["openedToLive180", live.map(within(180))],
    ["signedToLive30", hubs.map(within(30))],
    ["signedToLive90", hubs.map(within(90))],
    ["responseInTime", responses.map(({ hours }) => hours <= 24)],
    ["workingToSolvedEver", Array.from({ length: n }, () => wait(0.18) < wait(0.02))],
    ["deliveredInTime", slacks.map((slack) => slack < 1)],
    ["renewalSigned180", Array.from({ length: n }, () => u() < 0.8 && wait(0.05) <= 180)],
    ["answered", Array.from({ length: n }, () => u() < 0.5)],
  ];
  it.each(shares)("the share %s is what happens", (name, happened) => {
    expect(truth[name].unit).toBe("share");
    expect(errorsFrom(figure(name), happened)).toBeLessThan(4);
  });

  const times: readonly (readonly [FigureName, number, readonly (number | null)[]])[] = [
    ["openedToSignedP10", 0.1, signed],
    ["stayInLead", 0.5, stay(0)],
    ["stayInQualified", 0.5, stay(1)],
    ["stayInProspect", 0.5, stay(2)],
    ["stayInWorking", 0.5, Array.from({ length: n }, () => Math.min(wait(0.18), wait(0.02)))],
    ["signedToLiveP50", 0.5, hubs],
    ["signedToLiveP85", 0.85, hubs],
    ["responseWorkingP50", 0.5, responses.map(({ hours }) => hours)],
    ["responseWorkingP85", 0.85, responses.map(({ hours }) => hours)],
    ["responseP50", 0.5, responses.map(({ days }) => days)],
    ["responseP85", 0.85, responses.map(({ days }) => days)],
    ["sentToPaidP50", 0.5, Array.from({ length: n }, () => wait(0.03))],
  ];
  it.each(times)("%s is the time by which a share of %d is over", (name, share, list) => {
    expect(errorsFrom(share, list.map(within(figure(name))))).toBeLessThan(4);
  });

  const counts: readonly (readonly [FigureName, readonly (number | null)[]])[] = [
    ["signedCount", signed],
    ["liveCount", live],
  ];
  it.each(counts)("%s is how many of 400 come to it before the span is over", (name, list) => {
    const inTime = list.map((time) => time !== null && u() * 545 + time <= 545);
    expect(errorsFrom(figure(name) / 400, inTime)).toBeLessThan(4);
  });

  it("netPromoterScore is what the table of answers written out by hand comes to", () => {
    // Of a hundred answers 20 are 10 and 25 are 9; 8, 6, 3, 2 and 1 are 6, 5, 4, 3 and 2.
    expect(figure("netPromoterScore")).toBe(20 + 25 - (8 + 6 + 3 + 2 + 1));
  });

  it("has every figure tried above", () => {
    const tried = [...shares.map(([name]) => name), ...times.map(([name]) => name), ...counts.map(([name]) => name)];
    expect([...tried, "openedToSignedP50", "netPromoterScore"].sort()).toEqual(Object.keys(truth).sort());
  });
});
