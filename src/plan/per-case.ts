/**
 * Answers that several parts of one plan ask for. A case never changes, so that the first answer is every answer; the case
 * goes, and what was kept of it with it.
 */
import type { Case } from "./part.ts";

/** The same function, working its answer out once for each case. */
export function perCase<T>(make: (one: Case) => T): (one: Case) => T {
  const kept = new WeakMap<Case, { readonly value: T }>();
  return (one) => {
    const known = kept.get(one) ?? { value: make(one) };
    kept.set(one, known);
    return known.value;
  };
}
