/**
 * GraphQL over the sandbox's rows: a document and its variables go in, the JSON that GitHub would answer comes out.
 * Who asks has been found out already, and limits on how often are somebody else's.
 */
import { type ExecutionResult, execute, Kind, type OperationDefinitionNode } from "graphql";
import { actorOf, type Viewer } from "../access.ts";
import type { World } from "../world.ts";
import type { Context, RateWindow } from "./context.ts";
import { weigh } from "./cost.ts";
import { type Prepared, prepare, type ShownError } from "./documents.ts";
import { showError, wordsOf } from "./errors.ts";
import { resolveField } from "./resolve.ts";
import { githubSchema } from "./schema.ts";

export interface GraphQLRequest {
  readonly query: unknown;
  readonly variables?: unknown;
  readonly operationName?: unknown;
  /** What the viewer may still spend, for `rateLimit`; a fresh window when not given. */
  readonly rate?: RateWindow;
}

export interface GraphQLAnswer {
  /** GitHub answers 200 to everything that reached its GraphQL, errors included. */
  readonly status: number;
  readonly body: {
    readonly data?: unknown;
    readonly errors?: readonly ShownError[];
  };
  /** Points. */
  readonly cost: number;
  /** The most that may come back. */
  readonly nodeCount: number;
  /** Top-level fields of a mutation document; 0 for a query. */
  readonly mutationFields: number;
}

/** What a request is, before it is executed. */
export interface GraphQLKind {
  readonly operation: "query" | "mutation" | "subscription" | null;
  readonly name: string | null;
  readonly mutationFields: number;
}

/** Tells queries from mutations without executing anything; `operation` null when it would not be executed. */
export function describeGraphQL(request: GraphQLRequest): GraphQLKind {
  const prepared = typeof request.query === "string" ? prepare(request.query) : null;
  const operation = prepared?.ok ? chosenOperation(prepared, request.operationName) : null;
  if (!operation) return { operation: null, name: null, mutationFields: 0 };
  return {
    operation: operation.operation,
    name: operation.name?.value ?? null,
    mutationFields: fieldCount(operation),
  };
}

/** Executes one request. Mutations run in the document's order, each failing alone. */
export function executeGraphQL(world: World, viewer: Viewer, request: GraphQLRequest): GraphQLAnswer {
  if (typeof request.query !== "string") {
    return refused([{ message: "A query attribute must be specified and must be a string." }]);
  }
  const prepared = prepare(request.query);
  if (!prepared.ok) return refused(prepared.errors);
  const operation = chosenOperation(prepared, request.operationName);
  if (!operation) return refused([{ message: "No operation named in the request was found in the document." }]);

  const variables = (request.variables ?? {}) as Readonly<Record<string, unknown>>;
  const weight = weigh(githubSchema(), operation, prepared.fragments, withDefaults(operation, variables));
  if (weight.problems.length > 0) {
    const errors = weight.problems.map((problem) => showError(problem, viewer, world.store));
    return { status: 200, body: { data: null, errors }, cost: 1, nodeCount: 0, mutationFields: 0 };
  }
  const context: Context = {
    world,
    store: world.store,
    viewer,
    actor: actorOf(viewer),
    rate: request.rate ?? { limit: 5_000, used: 0, resetAt: world.clock.now() },
    cost: weight.cost,
    nodeCount: weight.nodeCount,
    isMutation: operation.operation === "mutation",
    fatal: null,
  };
  const result = execute({
    schema: githubSchema(),
    document: prepared.document,
    contextValue: context,
    variableValues: variables,
    operationName: operation.name?.value ?? null,
    fieldResolver: resolveField,
  }) as ExecutionResult; // nothing here is asynchronous, so graphql-js answers at once
  const { cost, nodeCount } = weight;
  return { status: 200, body: bodyOf(context, result), cost, nodeCount, mutationFields: fieldCount(operation) };
}

function bodyOf(context: Context, result: ExecutionResult): GraphQLAnswer["body"] {
  const { viewer, store, fatal } = context;
  if (fatal) {
    const field = String(fatal.path.at(-1));
    const message = wordsOf(fatal.error, viewer, store, field);
    return { data: null, errors: [{ type: fatal.error.type, path: fatal.path, locations: [], message }] };
  }
  const errors = result.errors?.map((error) => showError(error, viewer, store));
  if (result.data === undefined) return { errors: errors ?? [] };
  return errors ? { data: result.data, errors } : { data: result.data };
}

function refused(errors: readonly ShownError[]): GraphQLAnswer {
  return { status: 200, body: { errors }, cost: 1, nodeCount: 0, mutationFields: 0 };
}

function chosenOperation(prepared: Prepared & { ok: true }, name: unknown): OperationDefinitionNode | null {
  const { operations } = prepared;
  if (typeof name === "string" && name !== "") return operations.find((one) => one.name?.value === name) ?? null;
  return operations.length === 1 ? operations[0]! : null;
}

/** Default values of variables count when a document is weighed. */
function withDefaults(
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const defaults = (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    defaultValue?.kind === Kind.INT ? [[variable.name.value, Number(defaultValue.value)] as const] : [],
  );
  return { ...Object.fromEntries(defaults), ...variables };
}

function fieldCount(operation: OperationDefinitionNode): number {
  return operation.operation === "mutation" ? operation.selectionSet.selections.length : 0;
}
