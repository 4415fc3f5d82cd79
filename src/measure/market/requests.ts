/** Items that ask for an idea → how often, by quarter, and by how many communities. */
import { sameLabel } from "../../history/names.ts";
import type { Grouping } from "../../model/market.ts";
import type { Instant } from "../../model/time.ts";
import type { Period } from "../periods.ts";
import { refOf, type Subject } from "../subject.ts";
import type { Group } from "./groups.ts";

export interface RequestRow {
  readonly name: string;
  /** Items, by the quarter in which they first asked: when the label was put on, else when they were opened. */
  readonly quarters: readonly (readonly string[])[];
  readonly items: readonly string[];
  /** Communities among them; items without one are not among these. */
  readonly communities: number;
}

/** One idea. */
export function requestRow({ name, items }: Group, by: Grouping, quarters: readonly Period[]): RequestRow {
  const asked = items.map((one) => ({ item: refOf(one), at: askedAt(one, by, name) }));
  return {
    name,
    quarters: quarters.map(({ from, to }) =>
      asked
        .filter(({ at }) => from <= at && at < to)
        .map(({ item }) => item)
        .sort(),
    ),
    items: asked.map(({ item }) => item).sort(),
    communities: new Set(items.flatMap(({ community }) => community ?? [])).size,
  };
}

function askedAt({ item }: Subject, by: Grouping, name: string): Instant {
  if (by.by === "answer" || !item.history.known) return item.createdAt;
  const put = item.history.value.find((fact) => {
    if (fact.kind !== "labeled" || !fact.label.toLowerCase().startsWith(by.prefix.toLowerCase())) return false;
    // Several ideas put together were first asked for with the first of them.
    return name === "other" || sameLabel(fact.label.slice(by.prefix.length).trim(), name);
  });
  return put?.at ?? item.createdAt;
}
