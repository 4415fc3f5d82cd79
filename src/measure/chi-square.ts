/**
 * The upper tail of the chi-square distribution for whole degrees of freedom, by its recurrence (Abramowitz and Stegun
 * 1964, 26.4.4 and 26.4.5): all its terms are positive, so that small tails keep their digits. The libraries at hand
 * either bring some forty packages with native parts, or take one minus the lower tail.
 */

/** The probability of a value of at least `x`. Throws `RangeError` unless `df` is a whole number above 0. */
export function chiSquareTail(x: number, df: number): number {
  if (!Number.isInteger(df) || df < 1) throw new RangeError(`${df} is no number of degrees of freedom.`);
  if (!(x > 0)) return Number.isNaN(x) ? Number.NaN : 1;
  const half = x / 2;
  let tail = df % 2 === 0 ? Math.exp(-half) : halfTail(half);
  // The term of the recurrence is kept as a logarithm: for many degrees of freedom it starts below what a number holds.
  let shape = df % 2 === 0 ? 1 : 0.5;
  let logTerm = df % 2 === 0 ? Math.log(half) - half : 0.5 * Math.log(half) - half - Math.log(Math.sqrt(Math.PI) / 2);
  for (; shape < df / 2; shape += 1) {
    tail += Math.exp(logTerm);
    logTerm += Math.log(half / (shape + 1));
  }
  return Math.min(1, tail);
}

/** erfc(√x): by its series where x is small, by Lentz's continued fraction where it is not. */
function halfTail(x: number): number {
  return x < 1.5 ? 1 - lowerSeries(x) : upperFraction(x);
}

/** The regularised lower incomplete gamma function of 1/2 and x (Abramowitz and Stegun 6.5.29). */
function lowerSeries(x: number): number {
  let term = 2;
  let sum = term;
  for (let n = 1; n < 200 && term > sum * 1e-17; n++) {
    term *= x / (0.5 + n);
    sum += term;
  }
  return (sum * Math.sqrt(x) * Math.exp(-x)) / Math.sqrt(Math.PI);
}

/** The regularised upper incomplete gamma function of 1/2 and x (6.5.31), by Lentz's method. */
function upperFraction(x: number): number {
  let b = x + 0.5;
  let c = 1e300;
  let d = 1 / b;
  let product = d;
  for (let n = 1; n < 500; n++) {
    const a = -n * (n - 0.5);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    product *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return (product * Math.sqrt(x) * Math.exp(-x)) / Math.sqrt(Math.PI);
}
