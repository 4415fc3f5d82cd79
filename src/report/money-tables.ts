/** Invoices and contracts that end → words and tables of the money section, and rows of what needs attention. */
import type { Ending } from "../measure/money/contract-endings.ts";
import type { Invoicing } from "../measure/money/invoicing.ts";
import type { Money } from "../measure/money/money.ts";
import { contractKinds } from "../model/money.ts";
import type { Audience } from "./audience.ts";
import { linksTo } from "./money-figures.ts";
import { itemCell, itemsCell, notEnough, percentileOf, quantity, quantityCell, textCell } from "./quantities.ts";
import type { Cell, Point, TableView } from "./view.ts";
import { countText } from "./words.ts";

/** How many months were billed, and what was not paid. */
export function invoiceWords({ contracts, unpaid, toSend }: Invoicing): string {
  const billed = contracts.reduce((sum, one) => sum + one.billed.length, 0);
  const missing = contracts.reduce((sum, one) => sum + one.unbilled.length, 0);
  const overdue = unpaid.filter((one) => one.overdue).length;
  const all = billed + missing;
  const months =
    all === 0
      ? "No month of service is over yet."
      : `Of ${countText(all, "month")} of service that are over, ${billed} were billed and ${missing} were not.`;
  return `${months} ${countText(toSend.length, "invoice")} to send, ${unpaid.length} sent and not paid, ${overdue} of them overdue.`;
}

/** What is not billed, and what is not paid. */
export function invoiceTables({ contracts, unpaid }: Invoicing, audience: Audience): readonly TableView[] {
  const open = contracts.filter(({ unbilled }) => unbilled.length > 0);
  return [
    {
      id: "money-unbilled",
      caption: "One row per contract with months of service that are over and in no invoice that was sent.",
      columns: [
        { id: "item", head: "Contract" },
        { id: "partner", head: "Partner" },
        { id: "months", head: "Months" },
        { id: "which", head: "Which" },
      ],
      rows: open.map(({ contract, unbilled }): readonly Cell[] => [
        itemCell(audience.link(contract.pipeline, contract.item)),
        textCell(contract.partner),
        quantityCell(quantity(unbilled.length, "items", null)),
        textCell(unbilled.join(", ")),
      ]),
      folded: open.length > 10,
    },
    {
      id: "money-unpaid",
      caption: "One row per invoice that was sent and is not paid, the longest first.",
      columns: [
        { id: "item", head: "Invoice" },
        { id: "sent", head: "Sent on" },
        { id: "days", head: "Days" },
        { id: "state", head: "State" },
      ],
      rows: unpaid.map(({ pipeline, item, sent, days, overdue }): readonly Cell[] => [
        itemCell(audience.link(pipeline, item)),
        textCell(sent),
        quantityCell(quantity(days, "days", null)),
        textCell(overdue ? "overdue" : "waiting"),
      ]),
      folded: unpaid.length > 10,
    },
  ];
}

/** How long contracts take until they are signed or lost. */
export function cycleTable({ rates }: Money): TableView {
  return {
    id: "money-cycle",
    caption: "One row per kind of contract, of all time: days from being opened until it was signed or lost.",
    columns: [
      { id: "kind", head: "Kind" },
      { id: "items", head: "Opened" },
      { id: "signed", head: "Signed" },
      { id: "lost", head: "Lost" },
      { id: "half", head: "Half closed within" },
      { id: "most", head: "85 of 100 within" },
      { id: "middle", head: "Of those signed: the middle" },
    ],
    rows: contractKinds
      .filter((kind) => rates[kind].n > 0)
      .map((kind): readonly Cell[] => {
        const { toSigned, toClose } = rates[kind];
        const { medianOfReached: middle, reached } = toSigned;
        return [
          textCell(kind),
          quantityCell(quantity(toSigned.n, "items", null)),
          quantityCell(quantity(reached, "items", null)),
          quantityCell(quantity(toClose.reached - reached, "items", null)),
          quantityCell(percentileOf(toClose, toClose.half, "an end")),
          quantityCell(percentileOf(toClose, toClose.most, "an end")),
          quantityCell(middle === null ? notEnough("days", reached) : quantity(middle, "days", reached)),
        ];
      }),
    folded: false,
  };
}

/** Contracts after which nothing is signed. */
export function endingsTable({ endings }: Money, audience: Audience): TableView {
  return {
    id: "money-endings",
    caption:
      "One row per signed contract that ends within sixty days or ended in the last half year, with nothing signed after it.",
    columns: [
      { id: "item", head: "Contract" },
      { id: "partner", head: "Partner" },
      { id: "end", head: "Last day" },
      { id: "state", head: "State" },
      { id: "next", head: "Proposed" },
    ],
    rows: endings.map(({ contract, kind, next }): readonly Cell[] => [
      itemCell(audience.link(contract.pipeline, contract.item)),
      textCell(contract.partner),
      textCell(contract.end),
      textCell({ due: "renewal due", over: "over", lapsed: "lapsed" }[kind]),
      itemsCell(next === null ? [] : linksTo([next], audience)),
    ]),
    folded: endings.length > 10,
  };
}

/**
 * Rows of what needs attention. Contracts that end are for the team too, since no amount is in them; invoices are for
 * finance. To everybody else there is nothing.
 */
export function moneyPoints(money: Money | null, audience: Audience): readonly Point[] {
  if (money === null || audience.isPublic) return [];
  const { endings, invoicing } = money;
  const ends = endings.map((one): Point => {
    return { kind: one.kind === "due" ? "due" : "overdue", item: linkOf(one, audience), what: endingWords(one) };
  });
  if (audience.name !== "finance" || invoicing === null) return ends;
  const unpaid = invoicing.unpaid
    .filter(({ overdue }) => overdue)
    .map(({ pipeline, item, sent, days }): Point => {
      const what = `was sent on ${sent} and is not paid after ${countText(days, "day")}.`;
      return { kind: "overdue", item: audience.link(pipeline, item), what };
    });
  const unbilled = invoicing.contracts
    .filter((one) => one.unbilled.length > 0)
    .map(({ contract: { pipeline, item }, unbilled: months }): Point => {
      const what = `has ${countText(months.length, "month")} that nobody billed: ${firstOf(months)}.`;
      return { kind: "due", item: audience.link(pipeline, item), what };
    });
  return [...ends, ...unpaid, ...unbilled];
}

function endingWords({ contract: { end }, kind, days, next }: Ending): string {
  const then = next === null ? "nothing is proposed" : "the next one is not signed";
  if (kind === "due")
    return `runs until ${end}, ${days === 0 ? "today" : `${countText(days, "day")} from now`}; ${then}.`;
  const ago = `${countText(-days, "day")} ago; ${then}.`;
  return kind === "over" ? `ran until ${end}, ${ago}` : `lapsed: it ran until ${end}, ${ago}`;
}

function linkOf({ contract: { pipeline, item } }: Ending, audience: Audience): Point["item"] {
  return audience.link(pipeline, item);
}

function firstOf(months: readonly string[]): string {
  return months.length <= 6 ? months.join(", ") : `${months.slice(0, 6).join(", ")} and ${months.length - 6} more`;
}
