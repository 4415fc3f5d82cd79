/**
 * Invoices beside the contracts that they are for → months of service that nobody billed, and invoices that nobody paid.
 * An invoice is billed once it has left its first stage, and paid in a stage that is won or done. What was lost is void.
 * Days are calendar days; months before the pipeline's `starts` are not looked at.
 */
import { type Day, daysFrom, plusDays, readDay } from "../../calendar/day.ts";
import { dayOf } from "../../calendar/zone.ts";
import { isUnfilled } from "../../content/placeholders.ts";
import type { NodeId } from "../../model/key.ts";
import type { Pipeline } from "../../model/pipeline.ts";
import type { Problem } from "../../model/problem.ts";
import { settledVisits } from "../settled-visits.ts";
import { refOf, type Subject } from "../subject.ts";
import type { Contract, ContractLens } from "./contract.ts";
import { endOfMonth, plusMonths, type Term } from "./service-months.ts";

/** One invoice that was sent and is not paid. */
export interface Unpaid {
  readonly pipeline: string;
  /** `owner/repo#n` */
  readonly item: string;
  readonly sent: Day;
  /** Whole days since it was sent. */
  readonly days: number;
  readonly overdue: boolean;
}

/** A signed contract, and what of it was billed. */
export interface Billing {
  readonly contract: Contract;
  /** Months of service that are over: `2026-03`, oldest first. */
  readonly billed: readonly string[];
  readonly unbilled: readonly string[];
}

export interface Invoicing {
  /** In the order of the contracts; those without a month that is over are left out. */
  readonly contracts: readonly Billing[];
  /** The longest first. */
  readonly unpaid: readonly Unpaid[];
  /** Issues that are still to be sent, oldest first. */
  readonly toSend: readonly { readonly pipeline: string; readonly item: string }[];
  readonly problems: readonly Problem[];
}

/** Null where none of `pipelines` has invoices. `contracts`: those that were read. */
export function invoicingOf(
  subjects: readonly Subject[],
  contracts: readonly Contract[],
  { pipelines, ...lens }: Pick<ContractLens, "ground" | "now"> & { readonly pipelines: readonly Pipeline[] },
): Invoicing | null {
  const some = pipelines.filter(({ invoices }) => invoices !== null);
  if (some.length === 0) return null;
  const today = dayOf(lens.now, lens.ground.config.calendar.zone);
  const ids = new Map(subjects.map((one) => [one.item.id, refOf(one)]));
  const problems: Problem[] = [];
  const invoices = subjects.flatMap((one) => invoiceOf(one, { ...lens, today, ids, problems }));
  const since = some.map(({ starts }) => starts?.slice(0, 10) ?? "").sort()[0] ?? "";
  const billings = contracts
    .filter(({ isSigned }) => isSigned)
    .map((contract) => billingOf(contract, invoices, { since, today }));
  return {
    contracts: billings.filter(({ billed, unbilled }) => billed.length + unbilled.length > 0),
    unpaid: invoices.flatMap(({ unpaid }) => unpaid ?? []).sort((a, b) => b.days - a.days || byText(a.item, b.item)),
    toSend: invoices.filter(({ isBilled }) => !isBilled).map(({ pipeline, item }) => ({ pipeline, item })),
    problems: problems.sort((a, b) => byText(a.where, b.where)),
  };
}

interface Invoice {
  readonly pipeline: string;
  readonly item: string;
  /** Refs of its parents. */
  readonly of: readonly string[];
  /** Null when the form does not say it, or not so that it can be read. */
  readonly term: Term | null;
  readonly isBilled: boolean;
  readonly unpaid: Unpaid | null;
}

interface Look extends Pick<ContractLens, "ground" | "now"> {
  readonly today: Day;
  readonly ids: ReadonlyMap<NodeId, string>;
  readonly problems: Problem[];
}

function invoiceOf(one: Subject, { ground, now, today, ids, problems }: Look): readonly Invoice[] {
  const { pipeline, item } = one;
  const rule = pipeline.invoices;
  if (rule === null || item.createdAt > now) return [];
  const visits = settledVisits(one.place, now);
  const stageOf = (id: string) => pipeline.stages.find((stage) => stage.id === id);
  const stage = stageOf(visits.at(-1)?.stage ?? pipeline.stages[0]!.id);
  if (stage?.outcome === "lost") return [];
  const first = visits.find((visit) => visit.stage !== pipeline.stages[0]!.id);
  const isBilled = first !== undefined && stage?.id !== pipeline.stages[0]!.id;
  const isPaid = stage?.outcome === "won" || stage?.outcome === "done";
  const sent = first === undefined ? null : dayOf(first.entered, ground.config.calendar.zone);
  const days = sent === null ? 0 : daysFrom(sent, today);
  const ref = refOf(one);
  const unpaid =
    isBilled && !isPaid && sent !== null
      ? { pipeline: pipeline.name, item: ref, sent, days, overdue: days > rule.overdueDays }
      : null;
  const parents = item.parents.flatMap((id) => ids.get(id) ?? []);
  const problem = (what: string, todo: string) =>
    void problems.push({ code: "invoice", where: item.url, what, todo, severity: "error" });
  if (parents.length === 0) problem("The invoice is a sub-issue of no contract.", "Add it to its contract.");
  const term = termOf(one, rule, problem);
  return [{ pipeline: pipeline.name, item: ref, of: parents, term, isBilled, unpaid }];
}

function termOf(
  { answers }: Subject,
  rule: { readonly start: string; readonly end: string },
  problem: (what: string, todo: string) => void,
): Term | null {
  if (!answers.known) {
    problem(`The invoice's answers could not be read: ${answers.why}.`, "Look at the form.");
    return null;
  }
  const dayIn = (field: string): Day | null => {
    const text = Object.hasOwn(answers.value, field) ? answers.value[field]! : "";
    const day = isUnfilled(text) ? null : readDay(text);
    if (day === null)
      problem(
        `${JSON.stringify(text.slice(0, 60))} ("${field}") is not a day, so no month counts as billed by it.`,
        "Write it as 2026-09-30.",
      );
    return day;
  };
  const [start, end] = [dayIn(rule.start), dayIn(rule.end)];
  if (start === null || end === null) return null;
  if (start <= end) return { start, end };
  problem(`The invoice ends on ${end}, before it begins on ${start}.`, "Correct one of the days.");
  return null;
}

/** A month is billed when each of its days of service is in an invoice that was sent. */
function billingOf(
  contract: Contract,
  invoices: readonly Invoice[],
  { since, today }: { readonly since: Day; readonly today: Day },
): Billing {
  const mine = invoices.filter(({ of, isBilled }) => isBilled && of.includes(contract.item));
  const terms = mine.flatMap(({ term }) => term ?? []);
  const [billed, unbilled]: [string[], string[]] = [[], []];
  const first = contract.start > since ? contract.start : since;
  for (let month = first.slice(0, 7); month <= contract.end.slice(0, 7); month = plusMonths(month, 1)) {
    const last = endOfMonth(month);
    if (last >= today) break;
    const served = { start: later(`${month}-01`, first), end: contract.end < last ? contract.end : last };
    (isCovered(served, terms) ? billed : unbilled).push(month);
  }
  return { contract, billed, unbilled };
}

function isCovered({ start, end }: Term, terms: readonly Term[]): boolean {
  let day = start;
  for (const term of [...terms].sort((a, b) => byText(a.start, b.start))) {
    if (term.start > day) continue;
    if (term.end >= day) day = plusDays(term.end, 1);
    if (day > end) return true;
  }
  return false;
}

function later(one: Day, other: Day): Day {
  return one > other ? one : other;
}

function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
