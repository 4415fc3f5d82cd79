/** A share and its standard error → confidence limits, by the log-log form of R's `survfit(conf.type = "log-log")`. */

/** The level of every limit, as a share. */
export const confidence = 0.95;

/** The normal quantile for `confidence`, both sides: `qnorm(0.975)` in R. */
export const normalQuantile = 1.959963984540054;

/** Lower and upper limit. */
export interface Limits {
  readonly lower: number;
  readonly upper: number;
}

/** Limits of a share between 0 and 1; both NaN at exactly 0 and 1, where this form has none. */
export function logLogLimits(share: number, stdErr: number): Limits {
  if (!(share > 0 && share < 1)) return { lower: Number.NaN, upper: Number.NaN };
  const log = Math.log(share);
  const middle = Math.log(-log);
  const spread = (normalQuantile * stdErr) / share / log;
  return { lower: Math.exp(-Math.exp(middle - spread)), upper: Math.exp(-Math.exp(middle + spread)) };
}
