/** Contracts and money as the file says them → the model's. */
import type { ContractFields, InvoiceFields, MoneyRule } from "../model/money.ts";
import { daysOf } from "./effective-condition.ts";
import { type Folder, placeOf } from "./effective-source.ts";
import type { ContractsFile, InvoicesFile, MoneyFile } from "./schema-money.ts";

export function contractsFrom(file: ContractsFile): ContractFields {
  const { value, start, end, currency = null, tier = null, kind = null, likely = null, probability } = file;
  return { value, start, end, currency, tier, kind, likely, probability };
}

export function invoicesFrom({ start, end, overdue }: InvoicesFile): InvoiceFields {
  return { start, end, overdueDays: daysOf(overdue) };
}

/** `folder`: where the templates are. */
export function moneyFrom(file: MoneyFile, folder: Folder): MoneyRule {
  return {
    currency: file.currency,
    rates: Object.fromEntries(Object.entries(file.rates).map(([name, { rate, date: on }]) => [name, { rate, on }])),
    assumed: file.assumed,
    costs: file.costs === undefined ? null : placeOf(file.costs, folder),
    usageFees: file["usage-fees"].map(({ "up-to": upTo = null, each }) => ({ upTo, each: Math.round(each * 100) })),
  };
}
