/** What the config may say of money: which answers make an item a contract, and how contracts and costs are counted. */
import * as z from "zod";
import { csvText } from "./schema-source-text.ts";
import { currencyText, dateText, daysText, fieldText, key, nameText } from "./schema-text.ts";

const share = z.number().min(0).max(1);

const price = z.number().min(0).max(1_000_000);

const saidText = z
  .union([
    fieldText,
    z.strictObject({
      board: key(nameText, {
        description: "A field of the item's card: a name under `boards.*.fields`.",
        examples: ["value"],
      }),
    }),
  ])
  .meta({
    id: "said-in",
    description:
      "Where an item says something: the id of a field of the form, or a field of its card as `{ board: value }`.",
  });

export const contractsSchema = z
  .strictObject({
    value: key(saidText, {
      description: "The field with the whole value: `15000` or `15,000.00`, without a sign.",
      examples: ["value", { board: "value" }],
    }),
    start: key(saidText, {
      description: "The field with the first day of service.",
      examples: ["start", { board: "starts" }],
    }),
    end: key(saidText, {
      description: "The field with the last day of service.",
      examples: ["end", { board: "ends" }],
    }),
    currency: key(saidText.optional(), {
      description: "The field with the value's currency, as `EUR`; without an answer it is `money.currency`.",
      examples: ["currency"],
      byDefault: "all are in `money.currency`",
    }),
    tier: key(saidText.optional(), {
      description: "The field with what they pay for: revenue is also told by it.",
      examples: ["tier"],
      byDefault: "revenue is not told by tier",
    }),
    kind: key(saidText.optional(), {
      description: "The field that says `new` or `renewal`.",
      examples: ["kind"],
      byDefault: "a community with an earlier contract renews; all others are new",
    }),
    likely: key(saidText.optional(), {
      description: "The field that says how likely an open contract is, 0 to 1; it goes before `probability`.",
      examples: [{ board: "probability" }],
      byDefault: "contracts of a stage are all as likely",
    }),
    probability: key(z.record(nameText, share).default({}), {
      description: "How likely a contract is while its item stands in a stage, by the stage's id, 0 to 1.",
      examples: [{ prospect: 0.5 }],
      byDefault: "`money.assumed`, by its kind",
    }),
  })
  .meta({ id: "contracts", description: "Items that are contracts, or may become some." });

export const invoicesSchema = z
  .strictObject({
    start: key(fieldText, { description: "The field with the first day that is billed.", examples: ["first-day"] }),
    end: key(fieldText, { description: "The field with the last day that is billed.", examples: ["last-day"] }),
    overdue: key(daysText.default("30d"), {
      description: "How many days after it was sent an invoice that is not paid is overdue.",
      examples: ["60d"],
    }),
  })
  .meta({
    id: "invoices",
    description:
      "Items that are invoices, each a sub-issue of its contract: to be sent in the first stage, sent in those after it, paid in one that is `won` or `done`.",
  });

const rateSchema = z.strictObject({
  rate: key(z.number().min(0.000001).max(1_000_000), {
    description: "What one unit is worth in `currency`; six decimals count.",
    examples: [1.08],
  }),
  date: key(dateText, { description: "The day of the rate, which reports print.", examples: ["2026-01-31"] }),
});

const feeSchema = z.strictObject({
  "up-to": key(z.int().min(1).max(100_000_000).optional(), {
    description: "Up to so many people, they included.",
    examples: [100],
    byDefault: "without end; for the last step",
  }),
  each: key(price, {
    description: "What each person of this step costs a month; at most two decimals.",
    examples: [2.5],
  }),
});

export const moneySchema = z.strictObject({
  currency: key(currencyText, { description: "What reports count in.", examples: ["USD"] }),
  rates: key(z.record(currencyText, rateSchema).default({}), {
    description:
      "Other currencies, each with its rate and the day of it. Without a rate, a contract is in no sum and is listed.",
    examples: [{ EUR: { rate: 1.08, date: "2026-01-31" } }],
  }),
  assumed: key(
    z
      .strictObject({
        new: key(share.default(0.3), { description: "Of contracts with new partners.", examples: [0.25] }),
        renewal: key(share.default(0.8), { description: "Of renewals.", examples: [0.9] }),
      })
      .prefault({}),
    {
      description:
        "How many of the contracts still open are taken to be signed, 0 to 1. What was measured stands beside it.",
      examples: [{ new: 0.25, renewal: 0.9 }],
    },
  ),
  costs: key(csvText.optional(), {
    description:
      "A CSV file with the columns `month,account,amount`, in `currency`, in the templates folder or at owner/repository:path. Months as 2026-09.",
    examples: ["openwater/finance:costs.csv"],
    byDefault: "costs are not measured",
  }),
  "usage-fees": key(z.array(feeSchema).default([]), {
    description:
      "What a month's active people cost, step by step; each pays the price of the step they are in. With `usage`.",
    examples: [[{ "up-to": 10, each: 10 }, { "up-to": 100, each: 5 }, { each: 0 }]],
  }),
});

export type MoneyFile = z.output<typeof moneySchema>;
export type InvoicesFile = z.output<typeof invoicesSchema>;
export type ContractsFile = z.output<typeof contractsSchema>;
