/** Compares what somebody brought with what is secret. */
import { createHash, timingSafeEqual } from "node:crypto";

/** In the same time whatever differs, lengths included. */
export function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
