/**
 * Tables and how many characters there are for them → how many rows each may show. Tables that stand open have a screen
 * of rows first, in their order, then folded ones a few each, from the smallest; what is left goes the same way, so it is
 * the largest folded tables that lose rows, and then go altogether.
 */

/** One table: how long it is with so many of its rows. */
export interface Sized {
  readonly id: string;
  readonly rows: number;
  readonly folded: boolean;
  /** Characters of the table with so many rows; 0 for none, since then it is left out; grows with `rows`. */
  readonly cost: (rows: number) => number;
}

/** Rows that every folded table has before any has more, and every open one before that. */
const [aFew, aScreen] = [5, 15] as const;

/** Rows by table. No table gets more than `most`. */
export function fitRows(
  tables: readonly Sized[],
  { room, most }: { readonly room: number; readonly most: number },
): ReadonlyMap<string, number> {
  const open = tables.filter(({ folded }) => !folded);
  const folded = tables.filter((one) => one.folded).toSorted((a, b) => a.cost(a.rows) - b.cost(b.rows));
  const given = new Map<string, number>();
  let left = room;
  const give = (table: Sized, upTo: number) => {
    const before = table.cost(given.get(table.id) ?? 0);
    const rows = mostRows(table, Math.min(table.rows, upTo), left + before);
    given.set(table.id, rows);
    left += before - table.cost(rows);
  };
  for (const table of open) give(table, Math.min(aScreen, most));
  for (const table of folded) give(table, aFew);
  for (const table of open) give(table, most);
  for (const table of folded) give(table, most);
  return given;
}

/** The most rows that cost no more than `left`. */
function mostRows({ cost }: Sized, rows: number, left: number): number {
  if (cost(rows) <= left) return rows;
  let [fits, fails] = [0, rows];
  while (fails - fits > 1) {
    const middle = (fits + fails) >> 1;
    if (cost(middle) <= left) fits = middle;
    else fails = middle;
  }
  return fits;
}
