/**
 * Quantities → the words a page shows: `42 %`, `18.5 days`, `[31–53]`. Never `NaN`: a value that is null or no number
 * is said in words.
 */
import type { Quantity, Unit } from "../view.ts";

/** A quantity in the parts that a page sets apart. */
export interface QuantityText {
  /** With its unit; the note, or `not known`, when there is no value. */
  readonly value: string;
  /** `[31–53]`, `[9 or more]`; null without limits. */
  readonly limits: string | null;
  /** `n = 112`; null where n has no meaning, or the note has said it. */
  readonly n: string | null;
  /** What is said beside a value; null when the note stands in its place. */
  readonly note: string | null;
  readonly isKnown: boolean;
}

/** The parts of a quantity. `bare`: days, hours and the like without their unit, where a heading says it. */
export function quantityText(
  { value, unit, n, lower, upper, note }: Quantity,
  { bare = false }: { readonly bare?: boolean } = {},
): QuantityText {
  const said = n === null || note?.includes(`n = ${n}`) ? null : `n = ${n}`;
  if (!isNumber(value))
    return {
      value: note ?? "not known",
      limits: limitsText(null, lower, upper, unit),
      n: said,
      note: null,
      isKnown: false,
    };
  return {
    value: bare && unit !== "share" ? numberText(value, unit) : withUnit(value, unit),
    limits: limitsText(value, lower, upper, unit),
    n: said,
    note,
    isKnown: true,
  };
}

/** On one line: `42 % [31–53], n = 112`. */
export function quantityLine(quantity: Quantity): string {
  const { value, limits, n, note } = quantityText(quantity);
  const rest = [n, note].filter((part) => part !== null);
  return [limits === null ? value : `${value} ${limits}`, ...rest].join(", ");
}

/** `42 %`, `1 day`, `18.5 days`, `12`. */
export function withUnit(value: number, unit: Unit): string {
  const number = numberText(value, unit);
  if (unit === "share") return `${number} %`;
  if (unit === "items" || unit === "money" || unit === "ratio") return number;
  return `${number} ${number === "1" ? unit.slice(0, -1) : unit}`;
}

/** `42` of a share of 0.42, `1,250.00` of money; one decimal of anything else, none when it is whole. */
export function numberText(value: number, unit: Unit): string {
  if (unit === "money") return withCommas(value.toFixed(2));
  if (unit === "ratio") return String(rounded(value * 100) / 100);
  if (unit !== "share") return String(rounded(value * 10) / 10);
  const percent = rounded(value * 100);
  // A share that is not all must not be written as all, nor one above nothing as nothing.
  if (percent === 100 && value < 1) return "over 99";
  if (percent === 0 && value > 0) return "under 1";
  return String(percent);
}

/** Beside a picture, where the table has the hundredths: `118,900` of money; anything else as it is. */
export function shortNumber(value: number, unit: Unit): string {
  if (unit !== "money") return numberText(value, unit);
  return withCommas((Math.abs(value) < 10 ? value : rounded(value)).toFixed(2)).replace(/\.00$/, "");
}

function withCommas(digits: string): string {
  return digits.replace(/\d(?=(?:\d{3})+\.)/g, "$&,");
}

/** The same words with each number kept on one line with what belongs to it. */
export function unbroken(words: string): string {
  return words
    .replace(/n = (?=\d)/g, "n\u00a0=\u00a0")
    .replace(/\b(over|under) (?=\d)/g, "$1\u00a0")
    .replace(/–(?=\d)/g, "–\u2060")
    .replace(/(?<=\d) (?=%|\[|days?\b|hours?\b)/g, "\u00a0");
}

/** Whether a chart can draw it. */
export function isNumber(value: number | null | undefined): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function limitsText(value: number | null, lower: number | null, upper: number | null, unit: Unit): string | null {
  const low = isNumber(lower) ? edge(lower, unit) : null;
  const high = isNumber(upper) ? edge(upper, unit) : null;
  if (low === null && high === null) return null;
  if (high === null) return value === null && unit !== "share" ? `[at least ${low}]` : `[${low} or more]`;
  return low === null ? `[up to ${high}]` : `[${low}–${high}]`;
}

/** Limits are rounded as they are: what they hold is said by the value. */
function edge(value: number, unit: Unit): string {
  return unit === "share" ? String(rounded(value * 100)) : numberText(value, unit);
}

/** Never `-0`. */
function rounded(value: number): number {
  return Math.round(value) || 0;
}
