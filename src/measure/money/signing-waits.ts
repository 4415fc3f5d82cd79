/**
 * Items of one kind of contract → how long each has waited to be signed, from being opened. Signed and lost rule each
 * other out; those still open are counted as such.
 */
import type { TimeRule } from "../../model/milestone.ts";
import type { ContractKind } from "../../model/money.ts";
import { type Ground, refOf, type Subject } from "../subject.ts";
import { type ItemWait, type WaitGround, waitsOf } from "../waits.ts";
import type { Contract } from "./contract.ts";
import { saidBy } from "./said.ts";

/** `contracts`: those that were read; of other items the kind is told by what their partner had signed before. */
export function signingWaits(
  subjects: readonly Subject[],
  contracts: readonly Contract[],
  { kind, ...lens }: WaitGround & { readonly kind: ContractKind },
): readonly ItemWait[] {
  const known = new Map(contracts.map((one) => [one.item, one.kind]));
  const signed = contracts.filter(({ isSigned }) => isSigned);
  const here = subjects.filter((one) => {
    return one.pipeline.contracts !== null && (known.get(refOf(one)) ?? kindBefore(one, signed, lens.ground)) === kind;
  });
  return [...new Set(here.map(({ pipeline }) => pipeline))].flatMap((pipeline) => {
    const goal = pipeline.stages.find(({ outcome }) => outcome === "won" || outcome === "done");
    if (goal === undefined) return [];
    const list = here.filter((one) => one.pipeline === pipeline);
    return waitsOf(list, ruleTo(goal.id), lens).waits;
  });
}

function ruleTo(stage: string): TimeRule {
  return {
    names: { from: "opened", to: stage },
    from: { kind: "opened" },
    to: { kind: "enters", stage },
    reentry: "first",
    skipped: "reached",
  };
}

/** By what the item says, where it says it; else by contracts that began before it was opened. */
function kindBefore(one: Subject, signed: readonly Contract[], ground: Ground): ContractKind {
  const { pipeline, community, item } = one;
  const read = saidBy(one, pipeline.contracts?.kind ?? null, ground);
  const said = read.known ? read.value : "";
  if (said.toLowerCase() === "renewal") return "renewal";
  const had = signed.some(({ partner, start }) => partner === community && start < item.createdAt.slice(0, 10));
  return said === "" && had ? "renewal" : "new";
}
