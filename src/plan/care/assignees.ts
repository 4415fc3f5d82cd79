/** Who was assigned to an item and by whom, from its facts. People go first: whoever they took off is not put back. */
import { isOurs } from "../../history/own.ts";
import type { Case } from "../part.ts";

/** Whether two logins are one account's; GitHub compares them without case. */
export function sameLogin(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Whether a person took this one off, and nobody has assigned them since. */
export function wasTakenOff(one: Case, login: string): boolean {
  const newest = newestOf(one, login);
  return newest?.kind === "unassigned" && !isOurs(newest.actor, one.world.identities);
}

/** Whether it was us who assigned this one last. */
export function isAssignedByUs(one: Case, login: string): boolean {
  const newest = newestOf(one, login);
  return newest?.kind === "assigned" && isOurs(newest.actor, one.world.identities);
}

function newestOf({ item }: Case, login: string) {
  const facts = item.history.known ? item.history.value : [];
  return facts.findLast(
    (fact) =>
      (fact.kind === "assigned" || fact.kind === "unassigned") && fact.login !== null && sameLogin(fact.login, login),
  );
}
