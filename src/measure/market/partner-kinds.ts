/**
 * Items of one kind of partner → where they stand, and contracts → of which kind their partner is. A contract is of the
 * kind that its own item says, else of the one that the newest item of the same community says.
 */
import type { Grouping } from "../../model/market.ts";
import type { Pipeline } from "../../model/pipeline.ts";
import type { Instant } from "../../model/time.ts";
import { notSaid } from "../cohorts.ts";
import { weighed } from "../money/amount.ts";
import type { Contract } from "../money/contract.ts";
import { settledVisits } from "../settled-visits.ts";
import { refOf, type Subject } from "../subject.ts";
import { type Group, groupsOf } from "./groups.ts";

export interface KindRow {
  readonly name: string;
  /** By stage id: who stands there now; sorted. */
  readonly here: Readonly<Record<string, readonly string[]>>;
  readonly items: number;
}

/** Hundredths of the report's currency. */
export interface KindValue {
  readonly name: string;
  readonly signed: number;
  /** Whole values of open contracts, and the same weighed by how likely each is. */
  readonly open: number;
  readonly likely: number;
  readonly contracts: readonly Contract[];
}

/** One kind. */
export function kindRow({ name, items }: Group, { stages }: Pipeline, now: Instant): KindRow {
  const at = items.map((one) => ({ item: refOf(one), stage: settledVisits(one.place, now).at(-1)?.stage }));
  const here = stages.map(({ id }) => [
    id,
    at
      .filter(({ stage }) => stage === id)
      .map(({ item }) => item)
      .sort(),
  ]);
  return { name, here: Object.fromEntries(here) as KindRow["here"], items: items.length };
}

/** Every contract is in one row; the largest value first. */
export function kindValues(
  subjects: readonly Subject[],
  by: Grouping,
  { contracts, now }: { readonly contracts: readonly Contract[]; readonly now: Instant },
): readonly KindValue[] {
  const kinds = new Map<string, string>();
  const newest = [...subjects].sort((a, b) => (a.item.createdAt < b.item.createdAt ? -1 : 1));
  const said = groupsOf(newest, by, { now, many: false }).groups.filter(({ name }) => name !== notSaid);
  const order = new Map(newest.map((one, index) => [one, index]));
  const pairs = said.flatMap(({ name, items }) => items.map((one) => ({ name, one })));
  for (const { name, one } of pairs.sort((a, b) => order.get(a.one)! - order.get(b.one)!)) {
    if (one.community !== null) kinds.set(one.community, name);
    kinds.set(refOf(one), name);
  }
  const rows = new Map<string, Contract[]>();
  for (const contract of contracts) {
    const name = kinds.get(contract.item) ?? kinds.get(contract.partner) ?? notSaid;
    rows.set(name, [...(rows.get(name) ?? []), contract]);
  }
  return [...rows]
    .map(([name, list]): KindValue => {
      const of = (isSigned: boolean) => list.filter((one) => one.isSigned === isSigned);
      const sum = (some: readonly Contract[]) => some.reduce((total, { value }) => total + value, 0);
      const likely = weighed(of(false).map(({ value, probability }) => ({ amount: value, by: probability })));
      return { name, signed: sum(of(true)), open: sum(of(false)), likely, contracts: list };
    })
    .sort((a, b) => b.signed + b.open - (a.signed + a.open) || (a.name < b.name ? -1 : 1));
}
