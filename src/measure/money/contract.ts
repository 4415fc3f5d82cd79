/**
 * Items whose form says what a contract is worth → contracts in one currency, and what is wrong with the others. What
 * cannot be read is left out and listed; it is never taken to be nothing. Answers are as they are now (ruling 8).
 */
import { type Day, readDay } from "../../calendar/day.ts";
import { dayOf } from "../../calendar/zone.ts";
import {
  type ContractFields,
  type ContractKind,
  contractKinds,
  type MoneyRule,
  type SaidIn,
} from "../../model/money.ts";
import type { Problem } from "../../model/problem.ts";
import type { Instant } from "../../model/time.ts";
import { endingsOf } from "../endings.ts";
import { settledVisits } from "../settled-visits.ts";
import { type Ground, refOf, type Subject } from "../subject.ts";
import { amountFrom, weighed } from "./amount.ts";
import { saidBy } from "./said.ts";
import type { Term } from "./service-months.ts";

/** One contract, signed or hoped for. */
export interface Contract extends Term {
  readonly pipeline: string;
  /** `owner/repo#n` */
  readonly item: string;
  /** The address. */
  readonly url: string;
  /** The community's slug, else the item: whose contracts may not overlap. */
  readonly partner: string;
  /** Hundredths of the report's currency. */
  readonly value: number;
  readonly tier: string | null;
  readonly kind: ContractKind;
  /** 1 when it is signed. */
  readonly probability: number;
  readonly isSigned: boolean;
}

export interface Contracts {
  /** By their first day, then by item. */
  readonly all: readonly Contract[];
  /** Open items without a value or dates yet: nothing is wrong, and nothing is counted. */
  readonly undecided: readonly string[];
  readonly problems: readonly Problem[];
}

/** How to look. */
export interface ContractLens {
  readonly rule: MoneyRule;
  readonly ground: Ground;
  readonly now: Instant;
}

/** Contracts of every pipeline that has some. Lost ones are none. */
export function contractsOf(subjects: readonly Subject[], lens: ContractLens): Contracts {
  const undecided: string[] = [];
  const problems: Problem[] = [];
  const drafts = subjects.flatMap((one) => {
    const fields = one.pipeline.contracts;
    if (fields === null || one.item.createdAt > lens.now) return [];
    const standing = standingOf(one, fields, lens);
    if (standing === null) return [];
    const read = draftFrom(one, fields, { ...lens, standing });
    if (read.kind === "contract") return [read.draft];
    if (read.kind === "undecided") undecided.push(refOf(one));
    else problems.push(...read.problems);
    return [];
  });
  const sorted = drafts.sort((one, other) => byText(one.start, other.start) || byText(one.item, other.item));
  const all = sorted.map(({ kind, ...draft }): Contract => {
    const chosen = kind ?? (sorted.some((one) => isEarlier(one, draft)) ? "renewal" : "new");
    const { probability = lens.rule.assumed[chosen] } = draft;
    return { ...draft, kind: chosen, probability: draft.isSigned ? 1 : probability };
  });
  const told = [...problems, ...overlaps(all)].sort((one, other) => byText(one.where, other.where));
  return { all, undecided: undecided.sort(), problems: told };
}

/** Before its kind and probability are settled. */
type Draft = Omit<Contract, "kind" | "probability"> & {
  readonly kind: ContractKind | null;
  readonly probability: number | undefined;
};

type Standing = Pick<Draft, "isSigned" | "probability"> & {
  /** It was signed and went back: the contract that it tells of runs to its end, and then it is a renewal. */
  readonly wasSigned: boolean;
};

/** Null: it will never be a contract. */
function standingOf(one: Subject, { probability }: ContractFields, { ground, now }: ContractLens): Standing | null {
  const good = one.pipeline.stages.filter(({ outcome }) => outcome === "won" || outcome === "done").map(({ id }) => id);
  const visits = settledVisits(one.place, now).map(({ stage }) => stage);
  const stage = visits.at(-1);
  if (stage !== undefined && good.includes(stage)) return { isSigned: true, wasSigned: false, probability: 1 };
  if (endingsOf(one, ground, now).length > 0) return null;
  const wasSigned = visits.some((visited) => good.includes(visited));
  return { isSigned: false, wasSigned, probability: stage === undefined ? undefined : probability[stage] };
}

type DraftRead =
  | { readonly kind: "contract"; readonly draft: Draft }
  | { readonly kind: "undecided" }
  | { readonly kind: "wrong"; readonly problems: readonly Problem[] };

function draftFrom(
  one: Subject,
  fields: ContractFields,
  { rule, standing, ground, now }: ContractLens & { readonly standing: Standing },
): DraftRead {
  const { item, community, pipeline } = one;
  const problem = (what: string, todo: string): Problem => {
    return { code: "contract", where: item.url, what, todo, severity: "error" };
  };
  const { probability: _, ...sources } = fields;
  const unread = Object.values(sources).flatMap((source) => {
    const said = saidBy(one, source, ground);
    return said.known ? [] : [`The contract's ${said.why}.`];
  });
  if (unread.length > 0) {
    const todo = "Look at the form, or at the board.";
    return { kind: "wrong", problems: [...new Set(unread)].map((what) => problem(what, todo)) };
  }
  const textOf = (source: SaidIn | null) => {
    const said = saidBy(one, source, ground);
    return said.known ? said.value : "";
  };
  const needed = [fields.value, fields.start, fields.end];
  const missing = needed.filter((source) => textOf(source) === "");
  if (missing.length > 0 && !standing.isSigned) return { kind: "undecided" };
  const problems: Problem[] = missing.map((source) => {
    const empty = typeof source === "string" ? `has no answer to "${source}"` : `has nothing in "${source.board}"`;
    return problem(`The contract is signed and ${empty}; it is in no sum.`, "Fill it in.");
  });
  const wrong = (what: string, todo: string) => void problems.push(problem(`${what}; it is in no sum.`, todo));
  const dayIn = (source: SaidIn): Day | null => {
    const day = readDay(textOf(source));
    if (day === null && textOf(source) !== "")
      wrong(`${quoted(textOf(source))} ("${nameOf(source)}") is not a day`, "Write it as 2026-09-30.");
    return day;
  };
  const [start, end] = [dayIn(fields.start), dayIn(fields.end)];
  if (start !== null && end !== null && end < start)
    wrong(`The contract ends on ${end}, before it begins on ${start}`, "Correct one of the days.");
  if (start !== null && end !== null && Number(end.slice(0, 4)) - Number(start.slice(0, 4)) > mostYears)
    wrong(`The contract runs from ${start} to ${end}, over ${mostYears} years`, "Correct one of the days.");
  const amount = amountFrom(textOf(fields.value));
  if (amount === null && textOf(fields.value) !== "")
    wrong(
      `${quoted(textOf(fields.value))} ("${nameOf(fields.value)}") is not an amount`,
      "Write it as 15000 or 15,000.00.",
    );
  if (amount !== null && amount < 0)
    wrong(`The contract's amount is ${quoted(textOf(fields.value))}, below zero`, "Write what is paid.");
  const currency = textOf(fields.currency).toUpperCase() || rule.currency;
  const rate = currency === rule.currency ? 1 : Object.hasOwn(rule.rates, currency) ? rule.rates[currency]!.rate : null;
  if (rate === null)
    wrong(
      `The contract is in ${quoted(currency)}, and there is no rate for it`,
      "Add it under `money.rates` in the config.",
    );
  const said = textOf(fields.kind).toLowerCase();
  const kind = contractKinds.find((known) => known === said) ?? null;
  if (kind === null && said !== "") wrong(`${quoted(said)} is no kind of contract`, "Write new or renewal.");
  const likely = textOf(fields.likely);
  const isShare = /^(?:0?\.\d+|0|1(?:\.0+)?)$/.test(likely);
  if (likely !== "" && !isShare)
    wrong(
      `${quoted(likely)} ("${nameOf(fields.likely!)}") does not say how likely the contract is`,
      "Write it as 0.5.",
    );
  if (problems.length > 0) return { kind: "wrong", problems };
  const value = rate === 1 ? amount! : weighed([{ amount: amount!, by: rate! }]);
  const runs = standing.wasSigned && dayOf(now, ground.config.calendar.zone) <= end!;
  const draft: Draft = {
    isSigned: standing.isSigned || runs,
    probability: likely === "" ? standing.probability : Number(likely),
    pipeline: pipeline.name,
    item: refOf(one),
    url: item.url,
    partner: community ?? refOf(one),
    value,
    start: start!,
    end: end!,
    tier: textOf(fields.tier) || null,
    kind: kind ?? (standing.wasSigned && !runs ? "renewal" : null),
  };
  return { kind: "contract", draft };
}

/** Longer terms are slips of the pen. */
const mostYears = 50;

/** A signed contract of the same partner that began before. */
function isEarlier(one: Draft, { partner, start, item }: Pick<Draft, "partner" | "start" | "item">): boolean {
  return one.isSigned && one.partner === partner && one.start < start && one.item !== item;
}

/** Both are counted, since either may be right. */
function overlaps(contracts: readonly Contract[]): readonly Problem[] {
  const byPartner = new Map<string, Contract[]>();
  for (const one of contracts)
    if (one.isSigned) byPartner.set(one.partner, [...(byPartner.get(one.partner) ?? []), one]);
  return [...byPartner.values()].flatMap((list) =>
    list.flatMap((one, index): readonly Problem[] => {
      const before = list.slice(0, index).find(({ end }) => end >= one.start);
      if (before === undefined) return [];
      const what = `The contract begins on ${one.start}, while ${before.item} of the same partner runs until ${before.end}; both are counted.`;
      return [
        {
          code: "contract-overlap",
          where: one.url,
          what,
          todo: "Correct the days of one of them.",
          severity: "warning",
        },
      ];
    }),
  );
}

function nameOf(source: SaidIn): string {
  return typeof source === "string" ? source : source.board;
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 60));
}

function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
