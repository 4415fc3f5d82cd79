/**
 * Pages of lists, as Relay connections. A cursor names a row and where it stood, so that a page taken after something
 * was inserted or removed goes on behind the row it ended with.
 */
import { SandboxError } from "../error.ts";
import type { Context } from "./context.ts";
import type { PageArgs } from "./fields.ts";

export interface Connection {
  readonly totalCount: number;
  readonly nodes: readonly unknown[];
  readonly edges: readonly { readonly cursor: string; readonly node: unknown }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  /** Rows after `after` and before `before`. */
  readonly filteredCount: number;
  /** Rows on this page. */
  readonly pageCount: number;
}

/** What a connection needs to know of its rows. `skip`: rows passed over after the cursor. */
export interface Paging<Row> {
  readonly keyOf: (row: Row) => string;
  readonly show: (row: Row) => unknown;
  /** More of each edge, such as `permission`. */
  readonly edge?: (row: Row) => Readonly<Record<string, unknown>>;
  readonly skip?: number;
}

/** One page. `rows` are all there are, in order, already filtered by what the viewer may see. */
export function connection<Row>(
  context: Context,
  rows: readonly Row[],
  args: PageArgs,
  paging: Paging<Row>,
): Connection {
  const { keyOf, show } = paging;
  if (!context.isMutation && context.world.cutsShort()) {
    // Seen in clients' reports: github.com/yoshi389111/github-profile-3d-contrib/issues/163, raycast/extensions#29578.
    throw new SandboxError("RESOURCE_LIMITS_EXCEEDED", "Resource limits for this query exceeded.");
  }
  const from = (args.after == null ? 0 : placeOf(rows, keyOf, args.after) + 1) + (paging.skip ?? 0);
  const to = args.before == null ? rows.length : placeOf(rows, keyOf, args.before);
  const filteredCount = Math.max(0, to - from);
  const start = args.first == null && args.last != null ? Math.max(from, to - args.last) : from;
  const end = args.first == null ? to : Math.min(to, from + args.first);
  const page = rows.slice(start, Math.max(start, end));
  // A fault: the page comes back short, but says that it ended where a whole one ends.
  const given = page.length > 0 && context.world.truncate() ? page.slice(0, Math.floor(page.length / 2)) : page;
  const cursorAt = (index: number) => cursorOf(start + index, keyOf(rows[start + index]!));
  const nodes = given.map(show);
  return {
    totalCount: rows.length,
    filteredCount,
    pageCount: page.length,
    nodes,
    // Edges cost more than nodes and are seldom asked for.
    get edges() {
      return given.map((row, index) => ({ cursor: cursorAt(index), node: nodes[index], ...paging.edge?.(row) }));
    },
    get pageInfo() {
      return {
        hasNextPage: end < rows.length && page.length > 0,
        hasPreviousPage: start > 0 && page.length > 0,
        startCursor: page.length === 0 ? null : cursorAt(0),
        endCursor: page.length === 0 ? null : cursorAt(page.length - 1),
      };
    },
  };
}

/** A connection of things that the sandbox has none of. */
export function emptyConnection(context: Context, args: PageArgs): Connection {
  return connection(context, [], args, { keyOf: () => "", show: (row) => row });
}

/** Rows in the order asked for; equal keys keep the order they come in. */
export function ordered<Row>(rows: readonly Row[], key: (row: Row) => string | number, descending: boolean): Row[] {
  const sign = descending ? -1 : 1;
  return [...rows].sort((one, other) => {
    const [a, b] = [key(one), key(other)];
    return a < b ? -sign : a > b ? sign : 0;
  });
}

function cursorOf(index: number, key: string): string {
  return Buffer.from(`cursor:v2:${index}:${key}`).toString("base64");
}

/** Where the cursor's row stands now; where it stood when it is gone: one before, so that nothing is passed over. */
function placeOf<Row>(rows: readonly Row[], keyOf: (row: Row) => string, cursor: string): number {
  const [, , index = "", ...rest] = Buffer.from(cursor, "base64").toString("utf8").split(":");
  const key = rest.join(":");
  if (!/^\d+$/.test(index)) {
    // Text seen in clients' test data; GitHub answers INVALID_CURSOR_ARGUMENTS with it.
    throw new SandboxError("INVALID_CURSOR_ARGUMENTS", `\`${cursor}\` does not appear to be a valid cursor.`);
  }
  const stood = Number(index);
  if (rows[stood] !== undefined && keyOf(rows[stood]) === key) return stood;
  const stands = rows.findIndex((row) => keyOf(row) === key);
  return stands >= 0 ? stands : Math.min(stood - 1, rows.length);
}
