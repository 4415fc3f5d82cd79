/** Tables of a view → Markdown tables, folded or not, with at most so many rows; what is left out is counted. */
import type { RootContent } from "mdast";
import { quantityText } from "./html/quantity-text.ts";
import { folded, type Inline, link, paragraph, table, type Words } from "./markdown.ts";
import type { Cell, ItemLink, TableView } from "./view.ts";
import { dayText, minuteText } from "./words.ts";

/** How much is shown, and where the rest is. */
export interface Room {
  /** Rows by the table's id; one that is not named shows none. */
  readonly rows: ReadonlyMap<string, number>;
  /** Names of the files that hold the whole. */
  readonly files: readonly string[];
}

/** Where what is left out can be found; empty without files. */
export function elsewhere(files: readonly string[]): string {
  return files.length === 0 ? "" : "; the files made with it have all";
}

/** A count of so many items at most names them; of more, the attached files have the list. */
const mostNamed = 5;

/** Whether nothing of it is shown, for want of room. */
export function isLeftOut({ id, rows }: TableView, room: Room): boolean {
  return rows.length > 0 && (room.rows.get(id) ?? 0) === 0;
}

/** The table's caption and the table; nothing where it is left out. */
export function tableNodes(view: TableView, room: Room): readonly RootContent[] {
  const { id, caption, columns, rows, folded: isFolded } = view;
  if (isLeftOut(view, room)) return [];
  if (rows.length === 0) return isFolded ? [] : [paragraph(`${caption} There is none.`)];
  const shown = rows.slice(0, room.rows.get(id) ?? 0);
  const rest = rows.length - shown.length;
  const heads = columns.map(({ head }, at) => {
    const isNumber = rows.every((row) => row[at]?.kind === "quantity");
    return { head, align: isNumber ? ("right" as const) : ("left" as const) };
  });
  const body = table(
    heads,
    shown.map((row) => row.map(cellWords)),
  );
  const cut =
    rest === 0
      ? []
      : [
          paragraph(
            `… and ${rest} more ${rest === 1 ? "row" : "rows"} (${shown.length} of ${rows.length} shown)${elsewhere(room.files)}.`,
          ),
        ];
  if (isFolded) return folded(`Table: ${caption}`, [body, ...cut]);
  return [paragraph(caption), body, ...cut];
}

function cellWords(cell: Cell): Words {
  switch (cell.kind) {
    case "text":
      return cell.text;
    case "item":
      return itemLink(cell.item);
    case "time":
      return cell.to === "day" ? dayText(cell.at) : minuteText(cell.at);
    case "quantity":
      return quantityWords(cell.quantity);
    case "items":
      return itemsWords(cell.items);
  }
}

function quantityWords(quantity: Parameters<typeof quantityText>[0]): string {
  const { value, limits, n, note } = quantityText(quantity, { bare: true });
  const beside = [n, note].filter((part) => part !== null);
  const said = limits === null ? value : `${value} ${limits}`;
  return beside.length === 0 ? said : `${said} (${beside.join(", ")})`;
}

/** `3: one, two, three`, or `12`. */
function itemsWords(items: readonly ItemLink[]): Words {
  const count = String(items.length);
  if (items.length === 0 || items.length > mostNamed) return count;
  return [count, ...items.flatMap((item, at): readonly Inline[] => [at === 0 ? ": " : ", ", itemLink(item)])];
}

/** An item by its name; linked where this audience may follow. */
export function itemLink({ label, url }: ItemLink) {
  return url === null ? label : link(label, url);
}
