/**
 * Amounts in whole hundredths of a currency's unit. Everything that divides or weighs works on whole numbers of any size
 * and rounds once, half away from zero, so that no sum drifts.
 */

/** Parts of a million: the precision of rates and shares. */
const million = 1_000_000n;

/** Hundredths of `15000`, `15,000`, `15 000.50`; null for anything else. No currency signs: `$` is several currencies. */
export function amountFrom(text: string): number | null {
  const written = text.trim();
  const isOne = /^-?(?:\d{1,13}|\d{1,3}(?:,\d{3}){1,4}|\d{1,3}(?: \d{3}){1,4})(?:\.\d{1,2})?$/.test(written);
  if (!isOne) return null;
  const [units = "", cents = ""] = written.replaceAll(/[, ]/g, "").split(".");
  const sign = units.startsWith("-") ? -1 : 1;
  const amount = sign * (Math.abs(Number(units)) * 100 + Number(cents.padEnd(2, "0")));
  return Number.isSafeInteger(amount) ? amount : null;
}

/** `amount` × `part` ÷ `whole`, all whole numbers; `whole` above 0. */
export function portion(amount: number, part: number, whole: number): number {
  return Number(divided(BigInt(amount) * BigInt(part), BigInt(whole)));
}

/** The sum of amounts, each weighed by a factor of at most six decimals; rounded once. */
export function weighed(parts: readonly { readonly amount: number; readonly by: number }[]): number {
  const sum = parts.reduce((total, { amount, by }) => total + BigInt(amount) * millionths(by), 0n);
  return Number(divided(sum, million));
}

function millionths(factor: number): bigint {
  return BigInt(Math.round(factor * Number(million)));
}

/** Rounds half away from zero. */
function divided(above: bigint, below: bigint): bigint {
  const size = above < 0n ? -above : above;
  const rounded = (2n * size + below) / (2n * below);
  return above < 0n ? -rounded : rounded;
}
