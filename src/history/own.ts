/** Tells our own writing from people's. Logins are never compared: they can be changed, and reused by somebody else. */
import type { Actor } from "../model/fact.ts";

/** Whether one of our identities, present or former, is this account. A deleted account is nobody's. */
export function isOurs(actor: Actor | null, identities: readonly Actor[]): boolean {
  return actor !== null && identities.some((own) => own.id === actor.id && own.kind === actor.kind);
}
