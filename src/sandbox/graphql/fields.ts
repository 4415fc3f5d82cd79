/**
 * The shape of a table of resolvers. A table names only what the sandbox covers; asking for anything else that GitHub
 * has is answered with an error that says so, never with a null that could be mistaken for GitHub's.
 */
import type { GraphQLResolveInfo } from "graphql";
import type { Context } from "./context.ts";

/** One field: its row, its arguments, who asks. `never` lets each resolver name its own row and arguments. */
export type Field = (row: never, args: never, context: Context, info: GraphQLResolveInfo) => unknown;

/** The fields of one type. */
export type Fields = Readonly<Record<string, Field>>;

/** Arguments of every connection. */
export interface PageArgs {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

/** What `orderBy` looks like everywhere. */
export interface OrderArgs {
  readonly orderBy?: { readonly field: string; readonly direction: "ASC" | "DESC" } | null;
}
