/**
 * What grants owe → by grant. An item belongs to the grant that it is a sub-issue of; else to the only one whose title,
 * address or number its form names. What belongs to none is listed, since nobody would see that it is late.
 */
import { refText } from "../../model/key.ts";
import type { Instant } from "../../model/time.ts";
import type { Deliverable, Deliverables } from "../deliverables.ts";
import { refOf, type Subject } from "../subject.ts";

/** What one grant owes, dropped ones left out. */
export interface Owed {
  /** Delivered, with what proves it. */
  readonly delivered: number;
  readonly of: number;
  readonly late: readonly string[];
  /** The day of the next one that is neither delivered nor late; null: there is none. */
  readonly next: Instant | null;
}

export interface OwedByGrant {
  /** By the grant's `owner/repo#n`; of every grant. */
  readonly by: ReadonlyMap<string, Owed>;
  /** Open items that belong to no grant, sorted. */
  readonly unplaced: readonly string[];
}

/** `owing`: the items of the pipeline that holds what grants owe. */
export function owedByGrant(grants: readonly Subject[], { all }: Deliverables, owing: readonly Subject[]): OwedByGrant {
  const byRef = new Map(owing.map((one) => [refOf(one), one]));
  const groups = new Map<string, Deliverable[]>(grants.map((grant) => [refOf(grant), []]));
  const unplaced: string[] = [];
  for (const one of all) {
    const grant = grantOf(byRef.get(one.item), one.of, grants);
    if (grant !== null) groups.get(refOf(grant))!.push(one);
    else if (one.state === "late" || one.state === "ahead") unplaced.push(one.item);
  }
  return { by: new Map([...groups].map(([grant, list]) => [grant, sumOf(list)])), unplaced: unplaced.sort() };
}

function sumOf(list: readonly Deliverable[]): Owed {
  const here = list.filter(({ state }) => state !== "dropped");
  return {
    delivered: here.filter(({ state }) => state === "delivered").length,
    of: here.length,
    late: here.filter(({ state }) => state === "late").map(({ item }) => item),
    next: here.find(({ state }) => state === "ahead")?.due ?? null,
  };
}

function grantOf(one: Subject | undefined, of: string | null, grants: readonly Subject[]): Subject | null {
  const above = grants.find(({ item }) => one?.item.parents.includes(item.id) === true);
  if (above !== undefined || of === null) return above ?? null;
  const named = grants.filter(({ item }) => isNamed(of, item, one?.item));
  return named.length === 1 ? named[0]! : null;
}

/** A bare `#12` is an issue of the repository in which it is written. */
function isNamed(text: string, item: Subject["item"], near: Subject["item"] | undefined): boolean {
  const written = folded(text);
  const isNear = near?.owner === item.owner && near.repo === item.repo;
  const names = [item.title, item.url, refText(item), ...(isNear ? [`#${item.number}`] : [])];
  return names.some((name) => folded(name) === written);
}

function folded(text: string): string {
  return text.trim().replace(/\s+/g, " ").toLowerCase();
}
