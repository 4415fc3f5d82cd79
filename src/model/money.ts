/**
 * Money as the config describes it, with every default filled in: which answers of a form make an item a contract, and
 * how amounts are counted. Amounts are whole hundredths of a currency's unit, so that sums are exact.
 */
import type { SourceFile } from "./source-rule.ts";

/** Where an item says something: the id of a form field, or a field of its card by its name under `boards.*.fields`. */
export type SaidIn = string | { readonly board: string };

/** Null: the item does not say it. */
export interface ContractFields {
  readonly value: SaidIn;
  readonly start: SaidIn;
  readonly end: SaidIn;
  /** Without it, amounts are in the report's currency. */
  readonly currency: SaidIn | null;
  readonly tier: SaidIn | null;
  /** `new` or `renewal`. Without it, a partner with an earlier contract renews. */
  readonly kind: SaidIn | null;
  /** How likely this one is while it is open, 0 to 1; where it is said it goes before `probability`. */
  readonly likely: SaidIn | null;
  /** How likely a contract is while its item is in a stage, 0 to 1, by stage id; else the assumed rate of its kind. */
  readonly probability: Readonly<Record<string, number>>;
}

/** Items that are invoices: each is a sub-issue of its contract. Ids of form fields. */
export interface InvoiceFields {
  /** First and last day of what is billed. */
  readonly start: string;
  readonly end: string;
  /** Days after it was sent from which an invoice that is not paid is overdue. */
  readonly overdueDays: number;
}

/** Days before a contract's last one from which its renewal is due, and after it until it has lapsed. */
export const [dueDays, lapseDays] = [60, 42] as const;

export const contractKinds = ["new", "renewal"] as const;

export type ContractKind = (typeof contractKinds)[number];

/** What money is counted in and with. */
export interface MoneyRule {
  /** ISO 4217: `USD`. */
  readonly currency: string;
  /** What one unit of another currency is worth in `currency`, and on which day that was so. */
  readonly rates: Readonly<Record<string, { readonly rate: number; readonly on: string }>>;
  /** How many of those still open are taken to be signed, 0 to 1. */
  readonly assumed: Readonly<Record<ContractKind, number>>;
  /** Null: costs are not measured. */
  readonly costs: SourceFile | null;
  /** What a month's active people cost, step by step; the last one has no end. Empty: no usage fees. */
  readonly usageFees: readonly UsageFee[];
}

/** One step of the table. */
export interface UsageFee {
  /** Up to so many people, they included; null: without end. */
  readonly upTo: number | null;
  /** Hundredths per person of this step and month. */
  readonly each: number;
}

/** One line of the books. */
export interface Cost {
  /** `2026-09` */
  readonly month: string;
  readonly account: string;
  /** Hundredths of the report's currency. */
  readonly amount: number;
}
