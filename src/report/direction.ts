/** A number beside the one before → how it moved, in the same sense on a page and in Markdown. */
import { quantityText } from "./html/quantity-text.ts";
import type { Figure, Quantity } from "./view.ts";

export interface Direction {
  /** By what is printed: a difference that nobody can see is none. */
  readonly way: "up" | "down" | "same";
  /** `chance`: one of the two lies within the other's limits. Null where neither way is good. */
  readonly verdict: "better" | "worse" | "chance" | null;
}

/** Null when one of the two is not known. */
export function directionOf({ now, before, better }: Pick<Figure, "now" | "before" | "better">): Direction | null {
  if (before === null || !isNumber(now.value) || !isNumber(before.value)) return null;
  if (quantityText(now).value === quantityText(before).value) return { way: "same", verdict: null };
  const way = now.value > before.value ? "up" : "down";
  if (better === null) return { way, verdict: null };
  if (isWithin(now.value, before) || isWithin(before.value, now)) return { way, verdict: "chance" };
  return { way, verdict: way === better ? "better" : "worse" };
}

function isNumber(value: number | null): value is number {
  return value !== null && Number.isFinite(value);
}

function isWithin(value: number, { lower, upper }: Quantity): boolean {
  return isNumber(lower) && isNumber(upper) && value >= lower && value <= upper;
}
