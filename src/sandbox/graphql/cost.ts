/**
 * What a document asks for, before it is executed: how many nodes at most, what it costs, and whether each connection
 * says how much it wants. GitHub's rules and formula:
 * https://docs.github.com/en/graphql/overview/rate-limits-and-node-limits-for-the-graphql-api
 */
import {
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from "graphql";

/** What a document asks for. */
export interface Weight {
  readonly cost: number;
  readonly nodeCount: number;
  readonly problems: readonly GraphQLError[];
}

/** The most a request may ask for at once. */
const mostNodes = 500_000;
const mostPerPage = 100;

interface Walk {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly problems: GraphQLError[];
  requests: number;
  nodes: number;
}

/** Weighs one operation with its variables. */
export function weigh(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  variables: Readonly<Record<string, unknown>>,
): Weight {
  const walk: Walk = { schema, fragments, variables, problems: [], requests: 0, nodes: 0 };
  const root = schema.getRootType(operation.operation);
  if (root) weighSelection(walk, operation.selectionSet, root, { times: 1, path: [] });
  if (walk.nodes > mostNodes) {
    const message = `This query requests up to ${walk.nodes.toLocaleString("en-US")} possible nodes which exceeds the maximum limit of ${mostNodes.toLocaleString("en-US")}.`;
    walk.problems.push(problem("MAX_NODE_LIMIT_EXCEEDED", message, null, []));
  }
  return { cost: Math.max(1, Math.round(walk.requests / 100)), nodeCount: walk.nodes, problems: walk.problems };
}

interface Place {
  /** How often this part is reached when every page is full. */
  readonly times: number;
  readonly path: readonly string[];
}

function weighSelection(walk: Walk, selection: SelectionSetNode, type: GraphQLNamedType, place: Place): void {
  for (const node of selection.selections) {
    if (isSkipped(walk, node.directives ?? [])) continue;
    if (node.kind === Kind.FIELD) weighField(walk, node, type, place);
    else if (node.kind === Kind.INLINE_FRAGMENT) {
      const named = node.typeCondition ? walk.schema.getType(node.typeCondition.name.value) : type;
      if (named) weighSelection(walk, node.selectionSet, named, place);
    } else {
      const fragment = walk.fragments.get(node.name.value);
      const named = fragment && walk.schema.getType(fragment.typeCondition.name.value);
      if (fragment && named) weighSelection(walk, fragment.selectionSet, named, place);
    }
  }
}

function weighField(walk: Walk, node: FieldNode, type: GraphQLNamedType, place: Place): void {
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
  if (!field || !node.selectionSet) return;
  const path = [...place.path, node.alias?.value ?? node.name.value];
  const named = getNamedType(field.type);
  const size = isConnection(field, named.name) ? pageSize(walk, node, path) : null;
  if (size !== null) {
    walk.requests += place.times;
    walk.nodes += place.times * size;
  }
  weighSelection(walk, node.selectionSet, named, { times: place.times * (size ?? 1), path });
}

function isConnection(field: GraphQLField<unknown, unknown>, typename: string): boolean {
  return typename.endsWith("Connection") && field.args.some((arg) => arg.name === "first");
}

/** Null: no page is asked for. */
function pageSize(walk: Walk, node: FieldNode, path: readonly string[]): number | null {
  const name = node.name.value;
  const [first, last] = ["first", "last"].map((arg) => numberOf(walk, node, arg));
  const complain = (type: string, message: string) => {
    walk.problems.push(problem(type, message, node, path));
    return 0;
  };
  // Who only counts need not say how many: GitHub's own command line asks for `users { totalCount }`.
  if (first == null && last == null && onlyCounts(node)) return null;
  if (first == null && last == null) {
    const message = `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`;
    return complain("MISSING_PAGINATION_BOUNDARIES", message);
  }
  if (first != null && last != null) {
    const message = `Passing both \`first\` and \`last\` to paginate the \`${name}\` connection is not supported.`;
    return complain("INVALID_PAGINATION_BOUNDARIES", message);
  }
  const [size, arg] = first != null ? [first, "first"] : [last!, "last"];
  if (size > mostPerPage) {
    const message = `Requesting ${size} records on the \`${name}\` connection exceeds the \`${arg}\` limit of ${mostPerPage} records.`;
    return complain("EXCESSIVE_PAGINATION", message);
  }
  if (size < 1) {
    const message = `\`${arg}\` on the \`${name}\` connection cannot be less than one.`;
    return complain("INVALID_PAGINATION_BOUNDARIES", message);
  }
  return size;
}

function onlyCounts(node: FieldNode): boolean {
  const selected = node.selectionSet?.selections ?? [];
  return selected.every((one) => one.kind === Kind.FIELD && one.name.value === "totalCount");
}

function numberOf(walk: Walk, node: FieldNode, name: string): number | null {
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
  if (!value) return null;
  const given = valueFromASTUntyped(value, { ...walk.variables });
  return typeof given === "number" ? given : null;
}

function isSkipped(walk: Walk, directives: readonly DirectiveNode[]): boolean {
  return directives.some((directive) => {
    const value = directive.arguments?.find((argument) => argument.name.value === "if")?.value;
    const given = value && valueFromASTUntyped(value, { ...walk.variables });
    return directive.name.value === "skip" ? given === true : directive.name.value === "include" && given === false;
  });
}

function problem(type: string, message: string, node: FieldNode | null, path: readonly string[]): GraphQLError {
  return new GraphQLError(message, { nodes: node, path, extensions: { type } });
}
