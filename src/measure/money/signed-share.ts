/**
 * Waits of one kind of contract → the share that was signed within half a year of being opened, with limits. Signed and
 * lost rule each other out, so it is the incidence of Aalen and Johansen; and how long it takes until either has come,
 * signed or lost, which is one end and has percentiles (Kaplan–Meier).
 */
import type { Instant } from "../../model/time.ts";
import { type Spread, spreadOf } from "../spread.ts";
import type { ItemWait } from "../waits.ts";

export interface SignedShare {
  /** Items that it rests on. */
  readonly n: number;
  /** Null: fewer than `enough`, or nobody was watched for so long. */
  readonly share: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly enough: number;
  /** From being opened to being signed. */
  readonly toSigned: Spread;
  /** From being opened to being signed or lost: the sales cycle. */
  readonly toClose: Spread;
}

/** Days from opening to signing. */
export const signedWithin = 180;

/** Of waits to be signed. */
export function signedShare(waits: readonly ItemWait[], now: Instant): SignedShare {
  const toSigned = spreadOf(waits, now);
  const { n, enough, shares } = toSigned;
  const { share, lower, upper } = shares.find(({ day }) => day === signedWithin)!;
  const closed = waits.map((wait): ItemWait => {
    return wait.end.kind === "otherwise" ? { ...wait, end: { kind: "reached" } } : wait;
  });
  return { n, share, lower, upper, enough, toSigned, toClose: spreadOf(closed, now) };
}
