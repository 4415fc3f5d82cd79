/**
 * Draws that the eighteen months are made of: moments and durations in whole seconds, from a seeded source of chance.
 */
import { secondsOf, textOf } from "../clock.ts";
import { createRandom, type Random } from "../random.ts";
import { span } from "./months-rates.ts";

/** Seconds since 1970. */
export const firstSecond = secondsOf(span.from);
export const lastSecond = secondsOf(span.to);

/** Each kind of item has a source of its own, so that a change to one leaves the others as they were. */
export function streamOf(seed: number, kind: keyof typeof streams): Random {
  return createRandom(Math.imul(seed, 3) + streams[kind]);
}

const streams = {
  leads: 0x1eaf,
  support: 0x5eed,
  deliverables: 0xd11e,
  agreements: 0xa6ee,
  invoices: 0x1b0c,
  costs: 0xc057,
  usage: 0x0b5e,
  answers: 0xa45e,
} as const;

/** So many opening times, uniform over the span without its last `margin` seconds, oldest first. */
export function openings(random: Random, count: number, margin = 0): readonly number[] {
  const width = lastSecond - firstSecond - margin;
  const times = Array.from({ length: count }, () => firstSecond + random.below(width));
  return times.sort((one, other) => one - other);
}

/**
 * An exponential duration at that hazard per day, by inversion. Nothing takes less than a minute, so that the parts of
 * one move never meet those of the next: at the largest hazard here that touches one draw in 7,000.
 */
export function exponential(random: Random, perDay: number): number {
  return Math.max(60, Math.round((-Math.log(1 - random.next()) / perDay) * 86_400));
}

/** `u / (1 - u)` of a uniform u: what log-logistic and logistic draws are made of. Never 0. */
export function odds(random: Random): number {
  const u = (random.below(2 ** 31) + 0.5) / 2 ** 31;
  return u / (1 - u);
}

/** One of a list, each as likely. */
export function oneOf<T>(random: Random, list: readonly T[]): T {
  return list[random.below(list.length)]!;
}

/** The moment as text; null when the span is over by then. */
export function seen(seconds: number): string | null {
  return seconds > lastSecond ? null : textOf(seconds);
}
