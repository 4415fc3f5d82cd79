/** A count out of a number → the share, with Wilson's limits (Wilson 1927), which stay sensible for few and for none. */
import { type Limits, normalQuantile } from "./limits.ts";

/** A share with its limits. */
export interface Share extends Limits {
  readonly share: number;
}

/** `hits` out of `of`; null when `of` is 0. Throws `RangeError` when there are more hits than there can be. */
export function wilson(hits: number, of: number): Share | null {
  if (hits < 0 || hits > of) throw new RangeError(`${hits} out of ${of} cannot be.`);
  if (of === 0) return null;
  const share = hits / of;
  const square = normalQuantile ** 2;
  const middle = share + square / (2 * of);
  const spread = normalQuantile * Math.sqrt((share * (1 - share)) / of + square / (4 * of * of));
  const whole = 1 + square / of;
  return {
    share,
    lower: hits === 0 ? 0 : (middle - spread) / whole,
    upper: hits === of ? 1 : (middle + spread) / whole,
  };
}
