/** Measures → quantities: numbers with what they rest on, and a few words where there is none. */
import type { Percentile } from "../measure/percentile.ts";
import type { ShareBy, Spread } from "../measure/spread.ts";
import type { Share } from "../measure/wilson.ts";
import type { Cell, ItemLink, Quantity, Unit } from "./view.ts";

/** A number that rests on `n` items. */
export function quantity(
  value: number | null,
  unit: Unit,
  n: number | null,
  more: Partial<Pick<Quantity, "lower" | "upper" | "note">> = {},
): Quantity {
  return { value, unit, n, lower: null, upper: null, note: null, ...more };
}

export function countOf(n: number): Quantity {
  return quantity(n, "items", null);
}

/** Too few to say: `not enough (n = 3)`. */
export function notEnough(unit: Unit, n: number): Quantity {
  return quantity(null, unit, n, { note: `not enough (n = ${n})` });
}

/** A share of waits that had come to `to` by a day. */
export function shareOf(spread: Spread, { share, lower, upper, day }: ShareBy, to: string): Quantity {
  const { n, enough, reached } = spread;
  if (n < enough) return notEnough("share", n);
  if (share !== null) return quantity(share, "share", n, { lower, upper });
  const note = reached === 0 ? `no data (0 of ${n} reached ${to})` : `nobody watched for ${day} days`;
  return quantity(null, "share", n, { note });
}

/** The time by which so many had come to `to`; only where nothing else can end the wait. */
export function percentileOf(spread: Spread, percentile: Percentile | null, to: string): Quantity {
  const { n, enough, reached } = spread;
  if (n < enough) return notEnough("days", n);
  if (percentile === null) return quantity(null, "days", n, { note: "it ends otherwise too" });
  const { share, value, lower, upper } = percentile;
  // A curve that few have ended falls in leaps, the later the larger.
  if (value !== null && reached < enough)
    return quantity(null, "days", n, { note: `not enough (${reached} of ${n} reached ${to})` });
  if (value !== null) return quantity(value, "days", n, { lower, upper });
  const short = `not yet: ${reached} of ${n} reached ${to}, fewer than ${Math.round(share * 100)} in 100`;
  return quantity(null, "days", n, { lower, note: reached === 0 ? `no data (0 of ${n} reached ${to})` : short });
}

/** Of those decided. */
export function serviceShare(share: Share | null, n: number): Quantity {
  if (share === null) return quantity(null, "share", n, { note: "none was decided" });
  return quantity(share.share, "share", n, { lower: share.lower, upper: share.upper });
}

export const textCell = (text: string): Cell => ({ kind: "text", text });
export const itemCell = (item: ItemLink): Cell => ({ kind: "item", item });
export const itemsCell = (items: readonly ItemLink[]): Cell => ({ kind: "items", items });
export const quantityCell = (one: Quantity): Cell => ({ kind: "quantity", quantity: one });
export const daysCell = (days: number | null, n: number | null = null): Cell => quantityCell(quantity(days, "days", n));
