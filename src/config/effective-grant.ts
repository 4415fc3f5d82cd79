/** Grants as the file says them → the model's. */
import type { GrantRule } from "../model/grant.ts";
import type { GrantsFile } from "./schema-grant.ts";

export function grantsFrom(file: GrantsFile): GrantRule {
  const { submitted, funder = null, champions = null, due = null, start = null, end = null } = file;
  const { amount = null, currency = null, spent = null, account = null, owes = null } = file;
  return { submitted, funder, champions, due, start, end, amount, currency, spent, account, owes };
}
