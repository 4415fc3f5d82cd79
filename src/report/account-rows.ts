/**
 * One community's account → a table of what there is to know before talking to it: one row per fact, the item that it is
 * of beside it. It says days and never how long ago, so that it is the same until something happens. Amounts are for
 * finance alone; nothing of it is for everybody.
 */
import type { Account, AccountClock, AccountItem } from "../measure/accounts.ts";
import type { Contract } from "../measure/money/contract.ts";
import type { MoneyRule } from "../model/money.ts";
import type { Instant } from "../model/time.ts";
import { type Audience, titleOf } from "./audience.ts";
import { quantityText } from "./html/quantity-text.ts";
import { amount } from "./money-figures.ts";
import { itemCell, textCell } from "./quantities.ts";
import type { Cell, TableView } from "./view.ts";
import { countText, daysText, dayText, minuteText } from "./words.ts";

export interface AccountTelling {
  readonly audience: Audience;
  /** In which amounts are; null: there are none. */
  readonly currency: MoneyRule["currency"] | null;
  readonly asOf: Instant;
  /** Stages as they are called, by pipeline and id. */
  readonly stageName: (pipeline: string, stage: string) => string;
}

/** The months of usage that are shown. */
const shownMonths = 6;
/** Ended items and deliverables that are shown, the newest. */
const mostPast = 20;

/** One row per fact. */
export function accountTable(account: Account, telling: AccountTelling): TableView {
  return {
    id: `account-${account.community}`,
    caption: `${account.name}: one row per fact. Checklists and representatives are as they are now.`,
    columns: [
      { id: "what", head: "What" },
      { id: "item", head: "Issue" },
      { id: "so", head: "As it stands" },
    ],
    rows: accountRows(account, telling),
    folded: true,
  };
}

function accountRows(account: Account, telling: AccountTelling): readonly (readonly Cell[])[] {
  const { audience } = telling;
  const link = (pipeline: string, item: string) => itemCell(audience.link(pipeline, item));
  const plain = (what: string, so: string) => [textCell(what), textCell(""), textCell(so)];
  const { contact, contracts, deliverables, dates, past } = account;
  return [
    plain("Representatives", representatives(account)),
    contact.known && contact.value !== null
      ? [
          textCell("Last contact"),
          link(contact.value.pipeline, contact.value.item),
          textCell(dayText(contact.value.at)),
        ]
      : plain("Last contact", contact.known ? "nobody has written yet" : `not known: ${contact.why}`),
    ...account.open.map((one) => [
      textCell(titleOf(one.pipeline)),
      link(one.pipeline, one.item),
      textCell(openWords(one, telling)),
    ]),
    ...(contracts ?? []).map((one) => [
      textCell("Agreement"),
      link(one.pipeline, one.item),
      textCell(contractWords(one, telling)),
    ]),
    ...account.clocks.map((one) => [
      textCell(titleOf(one.clock)),
      link(one.pipeline, one.item),
      textCell(clockWords(one)),
    ]),
    ...dates.map((one) => [
      textCell(titleOf(one.what)),
      link(one.pipeline, one.item),
      textCell(`${one.overdue ? "was due on" : "due on"} ${dayText(one.at)}`),
    ]),
    ...deliverables
      .slice(-mostPast)
      .map((one) => [
        textCell("Owed"),
        link(one.pipeline, one.item),
        textCell(`by ${dayText(one.due)}: ${owedWords[one.state]}`),
      ]),
    ...usageRows(account).map(([what, so]) => plain(what, so)),
    ...(account.training === null ? [] : [plain("Training", trainingWords(account.training))]),
    ...(account.answers === null ? [] : [plain("Scores", scoreWords(account.answers))]),
    ...past
      .slice(-mostPast)
      .map((one) => [
        textCell(`${titleOf(one.pipeline)}, over`),
        link(one.pipeline, one.item),
        textCell(`${dayText(one.from)} to ${dayText(one.to!)}${one.good ? "" : ", without success"}`),
      ]),
  ];
}

function representatives({ representatives: read }: Account): string {
  if (!read.known) return `not known: ${read.why}`;
  return read.value.length === 0 ? "none named" : read.value.join(", ");
}

function openWords({ stage, since, pipeline, checklist }: AccountItem, { stageName }: AccountTelling): string {
  const where = stage === null ? "open" : stageName(pipeline, stage);
  const boxes = checklist === null ? "" : `; ${checklist.done} of ${checklist.of} sub-issues done`;
  return `${where}, since ${dayText(since)}${boxes}`;
}

function contractWords(
  { start, end, isSigned, tier, kind, value }: Contract,
  { audience, currency }: AccountTelling,
): string {
  const so = [`${start} to ${end}`, isSigned ? "signed" : "not signed", kind, ...(tier === null ? [] : [tier])];
  const mayTell = audience.name === "finance" && currency !== null;
  const worth = mayTell ? [`${quantityText(amount(value), { bare: true }).value} ${currency}`] : [];
  return [...so, ...worth].join(", ");
}

function clockWords({ kind, due, breachedAt }: AccountClock): string {
  if (breachedAt !== null) return `late since ${minuteText(breachedAt)} UTC`;
  if (kind === "paused" || due === null) return "paused";
  return `due by ${minuteText(due)} UTC`;
}

const owedWords = {
  delivered: "delivered",
  unproven: "closed without a link to what was delivered",
  dropped: "dropped",
  late: "late",
  ahead: "to come",
} as const;

function usageRows({ usage, first }: Account): readonly (readonly [string, string])[] {
  const people = (users: number | null) => (users === null ? "not known" : String(users));
  const all = usage?.months ?? [];
  // What was not counted yet, or before its first day, is no gap.
  const counted = all.slice(
    all.findIndex(({ users }) => users !== null),
    all.findLastIndex(({ users }) => users !== null) + 1,
  );
  const months = counted.slice(-shownMonths).map(({ month, users }) => `${month}: ${people(users)}`);
  const silent = usage?.silentSince == null ? "" : `; nobody since ${usage.silentSince}`;
  return [
    ...(usage === null ? [] : [["Active people", `${months.join(", ") || "not known"}${silent}`] as const]),
    ...(first?.day == null ? [] : [["Fifth person", first.orEarlier ? `${first.day} or earlier` : first.day] as const]),
  ];
}

/** Never what is expected by now, which grows from day to day. */
function trainingWords({ agreed, delivered, held, ahead }: NonNullable<Account["training"]>): string {
  const of = agreed === null ? "" : ` of ${daysText(agreed)} agreed`;
  const next = ahead.length === 0 ? "" : `; ${countText(ahead.length, "session")} ahead`;
  return `${countText(delivered, "hour")}${of}, ${countText(held.length, "session")} held${next}`;
}

function scoreWords({ newest, n, nps }: NonNullable<Account["answers"]>): string {
  const said = newest === null ? "none" : `newest ${newest.score} of 10, on ${newest.day}`;
  const score = nps === null ? "" : `; net promoter score ${Math.round(nps.score)}`;
  return `${countText(n, "answer")}, ${said}${score}`;
}
