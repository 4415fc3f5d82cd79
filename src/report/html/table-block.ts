/**
 * A table of a report → a table of a page, folded away or not, that scrolls by itself when it is wider than the page.
 * Cells with numbers carry them whole (`data-q`), so that the file made from the table has more than what is shown.
 */
import type { Element } from "hast";
import { h } from "hastscript";
import { clean, cleanLine } from "../../content/clean.ts";
import type { Cell, Quantity, TableView } from "../view.ts";
import { dayText, minuteText } from "../words.ts";
import { countedLinks, itemLink, labelOf, type PageLinks } from "./page-links.ts";
import { isNumber, quantityLine, quantityText, unbroken } from "./quantity-text.ts";

/** More rows than this scroll by themselves. */
const longTable = 20;

/** `summary`: what the fold is called; the caption when null. */
export function tableBlock(table: TableView, links: PageLinks, summary: string | null = null): Element {
  const caption = cleanLine(table.caption);
  const body = h(
    table.rows.length > longTable ? "div.sheet.long" : "div.sheet",
    { tabIndex: 0, role: "region", ariaLabel: caption },
    tableOf(table, links),
  );
  const count = table.rows.length === 1 ? "1 row" : `${table.rows.length} rows`;
  if (!table.folded) return h("div.table", { dataName: table.id }, body);
  return h(
    "details.table",
    { dataName: table.id },
    h("summary", summary ?? caption, " ", h("span.count", count)),
    body,
  );
}

/** About how many letters its longest row takes, for whoever wants to set it beside something. */
export function lettersAcross({ columns, rows }: TableView): number {
  return columns.reduce((sum, { head }, at) => {
    const words = head.split(" ").map((word) => word.length);
    return sum + 3 + Math.max(...words, ...rows.map((row) => lettersOf(row[at])));
  }, 0);
}

function lettersOf(cell: Cell | undefined): number {
  if (cell === undefined) return 0;
  if (cell.kind === "quantity") return quantityLine(cell.quantity).length;
  if (cell.kind === "items") return 4;
  return cell.kind === "time" ? 16 : (cell.kind === "item" ? labelOf(cell.item) : cell.text).length;
}

function tableOf({ caption, columns, rows }: TableView, links: PageLinks): Element {
  const isNumeric = columns.map((_, at) => rows.some((row) => isCount(row[at])));
  return h(
    "table",
    h("caption", h("span", cleanLine(caption))),
    h(
      "thead",
      h(
        "tr",
        ...columns.map(({ head }, at) => h("th", { scope: "col", className: sideOf(isNumeric[at]) }, cleanLine(head))),
      ),
    ),
    h(
      "tbody",
      ...(rows.length === 0
        ? [h("tr", h("td.nothing", { colSpan: columns.length }, "Nothing."))]
        : rows.map((row) => h("tr", ...columns.map((_, at) => cellOf(row[at], isNumeric[at] === true, links))))),
    ),
  );
}

function isCount(cell: Cell | undefined): boolean {
  return cell?.kind === "quantity" || cell?.kind === "items";
}

function sideOf(isNumeric: boolean | undefined): string[] {
  return isNumeric === true ? ["num"] : [];
}

function cellOf(cell: Cell | undefined, isNumeric: boolean, links: PageLinks): Element {
  const className = sideOf(isNumeric);
  if (cell === undefined) return h("td");
  switch (cell.kind) {
    case "text":
      return h("td", { className }, clean(cell.text));
    case "item":
      return h("td", { className }, itemLink(cell.item));
    case "time":
      return h("td", { className: [...className, "time"] }, cell.to === "day" ? dayText(cell.at) : minuteText(cell.at));
    case "items":
      return h(
        "td",
        { className, dataQ: `${cell.items.length},,,,items` },
        countedLinks(String(cell.items.length), cell.items, links),
      );
    case "quantity":
      return quantityCell(cell.quantity, className);
  }
}

function quantityCell(quantity: Quantity, className: readonly string[]): Element {
  const { value, limits, n, note, isKnown } = quantityText(quantity, { bare: true });
  const rest = [limits, n, note].filter((part) => part !== null);
  const { value: number, lower, upper, unit } = quantity;
  const whole = [number, lower, upper, quantity.n].map((one) => (isNumber(one) ? String(Number(one.toFixed(6))) : ""));
  return h(
    "td",
    { className: [...className, ...(isKnown ? [] : ["unknown"])], dataQ: [...whole, unit].join(",") },
    isKnown ? unbroken(value) : value,
    ...rest.map((part) => h("span.beside", ` ${part}`)),
  );
}
