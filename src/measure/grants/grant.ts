/**
 * One item that is a grant → what its form says of it, how far its time has run, and, where amounts are counted, how
 * much of it was spent. What the form does not say is null and never nothing; what cannot be read is a problem. Answers
 * are as they are now (ruling 8).
 */
import { type Day, daysFrom, readDay } from "../../calendar/day.ts";
import { dayOf } from "../../calendar/zone.ts";
import { isUnfilled } from "../../content/placeholders.ts";
import type { GrantRule } from "../../model/grant.ts";
import type { Cost, MoneyRule } from "../../model/money.ts";
import type { Problem } from "../../model/problem.ts";
import type { Instant } from "../../model/time.ts";
import { amountFrom, weighed } from "../money/amount.ts";
import { refOf, type Subject } from "../subject.ts";

/** What a grant's form says. */
export interface GrantTerms {
  readonly item: string;
  readonly url: string;
  readonly funder: string | null;
  readonly champions: string | null;
  readonly due: Day | null;
  readonly start: Day | null;
  readonly end: Day | null;
  /** Of its days those that are over, 0 to 1; null without a term. */
  readonly time: number | null;
  /** Hundredths of the report's currency; null: nobody said. */
  readonly amount: number | null;
  readonly spent: number | null;
  /** Days that nobody can read: everybody who may read the item may know. */
  readonly unread: readonly string[];
  /** What is wrong with amounts: for finance alone. */
  readonly problems: readonly Problem[];
}

export interface GrantLens {
  readonly rule: GrantRule;
  /** Null: amounts are not counted. */
  readonly money: MoneyRule | null;
  /** Null: not read. */
  readonly costs: readonly Cost[] | null;
  readonly zone: string;
  readonly now: Instant;
}

/** What the form of one grant says, as of `now`. */
export function grantTerms(one: Subject, lens: GrantLens): GrantTerms {
  const { rule, money, zone, now } = lens;
  const unread: string[] = [];
  const textOf = (field: string | null): string | null => {
    if (field === null || !one.answers.known || !Object.hasOwn(one.answers.value, field)) return null;
    const text = one.answers.value[field]!;
    return isUnfilled(text) ? null : text.trim();
  };
  const dayIn = (field: string | null): Day | null => {
    const text = textOf(field);
    const day = text === null ? null : readDay(text);
    if (text !== null && day === null) unread.push(`the answer "${field}" is not a day; write it like 2026-11-30.`);
    return day;
  };
  if (!one.answers.known) unread.push(`${one.answers.why}.`);
  const [due, start, last] = [dayIn(rule.due), dayIn(rule.start), dayIn(rule.end)];
  const isTurned = start !== null && last !== null && last < start;
  if (isTurned) unread.push(`it ends on ${last}, before it begins on ${start}.`);
  const end = isTurned ? null : last;
  return {
    item: refOf(one),
    url: one.item.url,
    funder: textOf(rule.funder),
    champions: textOf(rule.champions),
    ...{ due, start, end },
    time: start === null || end === null ? null : timeUsed(start, end, dayOf(now, zone)),
    unread,
    ...(money === null ? noAmounts : amountsOf(one, textOf, { ...lens, money })),
  };
}

type Amounts = Pick<GrantTerms, "amount" | "spent" | "problems">;

const noAmounts: Amounts = { amount: null, spent: null, problems: [] };

/** Both ends are days of the grant; today is not over. */
function timeUsed(start: Day, end: Day, today: Day): number {
  const all = daysFrom(start, end) + 1;
  return Math.min(all, Math.max(0, daysFrom(start, today))) / all;
}

function amountsOf(
  one: Subject,
  textOf: (field: string | null) => string | null,
  { rule, money, costs, zone, now }: GrantLens & { readonly money: MoneyRule },
): Amounts {
  const problems: Problem[] = [];
  const wrong = (what: string, todo: string) =>
    void problems.push({ code: "grant", where: one.item.url, what, todo, severity: "error" });
  const currency = textOf(rule.currency)?.toUpperCase() ?? money.currency;
  const rate = Object.hasOwn(money.rates, currency) ? money.rates[currency]!.rate : null;
  const isForeign = currency !== money.currency;
  const read = (field: string | null): number | null => {
    const text = textOf(field);
    if (text === null) return null;
    const written = amountFrom(text);
    const shown = JSON.stringify(text.slice(0, 60));
    if (written === null) wrong(`${shown} ("${field}") is not an amount; it is in no sum.`, "Write it as 200000.");
    else if (written < 0) wrong(`The grant's "${field}" is ${shown}, below zero; it is in no sum.`, "Correct it.");
    else if (!isForeign) return written;
    else if (rate !== null) return weighed([{ amount: written, by: rate }]);
    return null;
  };
  const amount = read(rule.amount);
  const said = read(rule.spent);
  if (isForeign && rate === null && (textOf(rule.amount) ?? textOf(rule.spent)) !== null) {
    const what = `The grant is in ${JSON.stringify(currency.slice(0, 60))}, and there is no rate for it; it is in no sum.`;
    wrong(what, "Add it under `money.rates` in the config.");
  }
  const account = textOf(rule.account);
  if (account === null) return { amount, spent: said, problems };
  const month = dayOf(now, zone).slice(0, 7);
  const rows = costs?.filter((cost) => cost.account === account && cost.month <= month) ?? [];
  // An account that nobody has booked anything on yet, or that is misspelt: not known.
  const booked = rows.length === 0 ? null : rows.reduce((sum, cost) => sum + cost.amount, 0);
  return { amount, spent: booked, problems };
}
