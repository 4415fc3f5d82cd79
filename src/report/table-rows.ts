/** A view → the rows of `tables.csv`: every cell of every table that the page shows, the tables of charts among them. */
import type { Cell, ItemLink, ReportView, TableView } from "./view.ts";

/** One cell. What is in it has been made fit for its audience already. */
export interface TableRow {
  readonly section: string;
  readonly table: string;
  /** From 1. */
  readonly row: number;
  /** What the row is about: its first cell. */
  readonly about: string;
  readonly column: string;
  /** Null: it is text, or not known. */
  readonly value: number | null;
  readonly unit: string | null;
  readonly n: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** The text of the cell; of a number the note, of items their names. */
  readonly text: string | null;
}

/** In the order of the page. The first column is in `about`. */
export function tableRowsOf({ sections }: Pick<ReportView, "sections">): readonly TableRow[] {
  return sections.flatMap(({ id, charts, tables }) =>
    [...charts.map(({ table }) => table), ...tables].flatMap((table) => rowsOf(id, table)),
  );
}

function rowsOf(section: string, { id: table, columns, rows }: TableView): readonly TableRow[] {
  return rows.flatMap(([first, ...cells], index) => {
    const about = first === undefined ? "" : (contentOf(first).text ?? "");
    return cells.map((cell, at): TableRow => {
      return { section, table, row: index + 1, about, column: columns[at + 1]?.id ?? "", ...contentOf(cell) };
    });
  });
}

type Content = Pick<TableRow, "value" | "unit" | "n" | "lower" | "upper" | "text">;

const words = { value: null, unit: null, n: null, lower: null, upper: null } as const;

function contentOf(cell: Cell): Content {
  switch (cell.kind) {
    case "text":
      return { ...words, text: cell.text };
    case "item":
      return { ...words, text: nameOf(cell.item) };
    case "time":
      return { ...words, text: cell.to === "day" ? cell.at.slice(0, 10) : cell.at };
    case "items":
      return { ...words, value: cell.items.length, unit: "items", text: cell.items.map(nameOf).join("; ") };
    case "quantity": {
      const { value, unit, n, lower, upper, note } = cell.quantity;
      return { value, unit, n, lower, upper, text: note };
    }
  }
}

function nameOf({ label }: ItemLink): string {
  return label;
}
