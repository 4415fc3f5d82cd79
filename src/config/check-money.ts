/** Contracts and money: whether there is both or neither, whether stages and forms are there, and whether fees go up. */
import { readDay } from "../calendar/day.ts";
import type { Problem } from "../model/problem.ts";
import { error, listed, shown } from "./complaint.ts";
import { contractFacts } from "./form-fields.ts";
import { didYouMean } from "./nearest.ts";
import type { ConfigFile } from "./schema.ts";
import type { ConfigPath, WhereOf } from "./where.ts";

/** Problems of `money` and of every pipeline's `contracts`. */
export function checkMoney(file: ConfigFile, where: WhereOf): readonly Problem[] {
  const { money, rules } = file;
  const inRules = Object.entries(rules).flatMap(([name, rule]) =>
    (["contracts", "invoices"] as const).flatMap((key) => {
      if (rule[key] === undefined) return [];
      const what = `A rule has no stages, so nothing says which of its items are ${key === "contracts" ? "signed" : "paid"}.`;
      return [error("key-not-here", where(["rules", name, key], "key"), what, `Move \`${key}\` to a pipeline.`)];
    }),
  );
  return [
    ...inRules,
    ...invoiceProblems(file, where),
    ...contractProblems(file, where),
    ...(money === undefined ? [] : moneyProblems(file, where)),
  ];
}

function contractProblems({ pipelines, money }: ConfigFile, where: WhereOf): readonly Problem[] {
  return Object.entries(pipelines).flatMap(([name, { contracts, stages, form }]) => {
    if (contracts === undefined) return [];
    const at: ConfigPath = ["pipelines", name, "contracts"];
    const ids = stages.map(({ id }) => id);
    const found: Problem[] = [];
    if (money === undefined)
      found.push(
        error("no-money", where(at, "key"), "There are contracts and no `money`.", "Add `money:` with a currency."),
      );
    if (form === undefined && contractFacts.some((key) => typeof contracts[key] === "string"))
      found.push(
        error(
          "no-form",
          where(at, "key"),
          `${listed([name])} names no form, so its issues have no fields.`,
          "Add `form:` there.",
        ),
      );
    if (!stages.some(({ outcome }) => outcome === "won" || outcome === "done"))
      found.push(
        error(
          "no-outcome",
          where(at, "key"),
          "No stage says that a contract is signed.",
          "Add `outcome: won` to one of the stages.",
        ),
      );
    for (const stage of Object.keys(contracts.probability)) {
      if (ids.includes(stage)) continue;
      const todo = didYouMean(stage, ids, `Known: ${listed(ids)}.`);
      found.push(
        error("unknown-stage", where([...at, "probability", stage], "key"), `There is no stage ${shown(stage)}.`, todo),
      );
    }
    return found;
  });
}

function invoiceProblems({ pipelines }: ConfigFile, where: WhereOf): readonly Problem[] {
  const areContracts = Object.values(pipelines).some(({ contracts }) => contracts !== undefined);
  return Object.entries(pipelines).flatMap(([name, { invoices, contracts, stages, form }]) => {
    if (invoices === undefined) return [];
    const at = where(["pipelines", name, "invoices"], "key");
    const paid = stages.findIndex(({ outcome }) => outcome === "won" || outcome === "done");
    return [
      ...(areContracts
        ? []
        : [
            error(
              "no-contracts",
              at,
              "There are invoices, and no pipeline has `contracts`.",
              "Add `contracts:` to one.",
            ),
          ]),
      ...(contracts === undefined
        ? []
        : [error("contract-and-invoice", at, "An item cannot be a contract and an invoice.", "Write two pipelines.")]),
      ...(form === undefined
        ? [error("no-form", at, `${listed([name])} names no form, so its issues have no fields.`, "Add `form:` there.")]
        : []),
      ...(paid < 1
        ? [
            error(
              "no-outcome",
              at,
              "No stage after the first says that an invoice is paid.",
              "Add `outcome: done` to one.",
            ),
          ]
        : []),
    ];
  });
}

function moneyProblems({ money, usage, pipelines }: ConfigFile, where: WhereOf): readonly Problem[] {
  const { currency, rates = {}, "usage-fees": fees = [] } = money ?? {};
  const found: Problem[] = [];
  const hasAmounts = Object.values(pipelines).some(
    ({ contracts, grants }) => contracts !== undefined || grants?.amount !== undefined,
  );
  if (!hasAmounts) {
    const what = "No pipeline has `contracts`, so there is no revenue, and no grants have amounts.";
    found.push(
      error(
        "no-contracts",
        where(["money"], "key"),
        what,
        "Say in a pipeline which fields of its form make a contract.",
      ),
    );
  }
  if (currency !== undefined && Object.hasOwn(rates, currency)) {
    const what = `${currency} is what reports count in, and has a rate to itself.`;
    found.push(error("own-rate", where(["money", "rates", currency], "key"), what, "Remove it."));
  }
  for (const [name, { date }] of Object.entries(rates)) {
    if (readDay(date) !== null) continue;
    found.push(error("no-day", where(["money", "rates", name, "date"]), `${shown(date)} is not a day.`, "Correct it."));
  }
  if (fees.length > 0 && usage === undefined) {
    const what = "There are usage fees, and usage is not measured.";
    found.push(error("no-usage", where(["money", "usage-fees"], "key"), what, "Add `usage:`, or remove them."));
  }
  fees.forEach(({ "up-to": upTo, each }, index) => {
    if (Math.abs(Math.round(each * 100) - each * 100) > 1e-6) {
      const at = where(["money", "usage-fees", index, "each"]);
      found.push(error("decimals", at, `${each} has more than two decimals.`, "Write at most two."));
    }
    const before = fees[index - 1];
    if (before === undefined || (before["up-to"] !== undefined && (upTo === undefined || upTo > before["up-to"])))
      return;
    const what = "The step begins where no step before it has ended.";
    found.push(
      error(
        "fee-order",
        where(["money", "usage-fees", index]),
        what,
        "Write steps from few people to many; only the last has no `up-to`.",
      ),
    );
  });
  return found;
}
