/**
 * Every mutation that the sandbox carries out, as fields of GraphQL's Mutation type.
 */
import type { Context } from "./context.ts";
import type { Fields } from "./fields.ts";
import { fileMutations } from "./mutate-files.ts";
import { commentMutations, issueMutations, labelMutations } from "./mutate-issues.ts";
import { linkMutations } from "./mutate-links.ts";
import { discussionMutations, statusUpdateMutations } from "./mutate-posts.ts";
import { itemMutations, projectMutations } from "./mutate-projects.ts";
import { requireScope } from "./scopes.ts";

/** One mutation: its input and who asks, to the fields of its payload. `never` lets each name its own input. */
export type Mutate = (input: never, context: Context) => Readonly<Record<string, unknown>>;

/** Mutations by name. */
export type Mutations = Readonly<Record<string, Mutate>>;

const board: Mutations = { ...itemMutations, ...projectMutations, ...statusUpdateMutations };
const all: Mutations = {
  ...issueMutations,
  ...labelMutations,
  ...commentMutations,
  ...linkMutations,
  ...fileMutations,
  ...discussionMutations,
  ...board,
};

export const mutationFields: Fields = Object.fromEntries(
  Object.entries(all).map(([name, mutate]) => [name, field(name, mutate)]),
);

function field(name: string, mutate: Mutate) {
  return (_: unknown, args: { input: { clientMutationId?: string | null } }, context: Context) => {
    if (name in board) requireScope(context, name, "project");
    const payload = mutate(args.input as never, context);
    return { ...payload, clientMutationId: args.input.clientMutationId ?? null };
  };
}
