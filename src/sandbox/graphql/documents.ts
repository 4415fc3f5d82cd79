/**
 * Documents, parsed and checked against the schema, kept by their text: a client sends the same few again and again.
 * Complaints are in the words and shape of GitHub's server, which is graphql-ruby, where these are known.
 */
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
  visit,
} from "graphql";
import { githubSchema } from "./schema.ts";

/** One error as GitHub's JSON has it. */
export type ShownError = Readonly<Record<string, unknown>>;

/** A document that may be executed, or why not. */
export type Prepared =
  | {
      readonly ok: true;
      readonly document: DocumentNode;
      readonly operations: readonly OperationDefinitionNode[];
      readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
    }
  | { readonly ok: false; readonly errors: readonly ShownError[] };

const kept = new Map<string, Prepared>();
const mostKept = 1_000;

/** Parses and checks a document, or takes the result of the last time. */
export function prepare(text: string): Prepared {
  const present = kept.get(text);
  if (present) return present;
  if (kept.size >= mostKept) kept.clear();
  const prepared = prepareAnew(text);
  kept.set(text, prepared);
  return prepared;
}

function prepareAnew(text: string): Prepared {
  let document: DocumentNode;
  try {
    document = parse(text);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { ok: false, errors: [{ message: error.message, locations: error.locations ?? [] }] };
  }
  const errors = validate(githubSchema(), document).filter((error) => !isTolerated.test(error.message));
  if (errors.length > 0) return { ok: false, errors: errors.map((error) => showInvalid(document, error)) };
  const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  return {
    ok: true,
    document,
    operations: document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION),
    fragments: new Map(fragments.map((node) => [node.name.value, node])),
  };
}

/**
 * GitHub's own command line asks for `state` of an issue or pull request under one name, which GraphQL's rules forbid
 * and GitHub's server (graphql-ruby's allow_legacy_invalid_return_type_conflicts) takes.
 */
const isTolerated = /conflicting types "IssueState!" and "PullRequestState!"/;

const undefinedField = /^Cannot query field "(\w+)" on type "(\w+)"/;

function showInvalid(document: DocumentNode, error: GraphQLError): ShownError {
  const locations = error.locations ?? [];
  const found = undefinedField.exec(error.message);
  if (!found) return { message: error.message, locations };
  const [, fieldName = "", typeName = ""] = found;
  return {
    path: pathTo(document, error),
    extensions: { code: "undefinedField", typeName, fieldName },
    locations,
    message: `Field '${fieldName}' doesn't exist on type '${typeName}'`,
  };
}

/** `["query ReadItem", "node", "… on Issue", "colour"]`, as graphql-ruby names places in a document. */
function pathTo(document: DocumentNode, error: GraphQLError): readonly string[] {
  const path: string[] = [];
  let found: readonly string[] = [];
  visit(document, {
    enter(node) {
      if (node.kind === Kind.OPERATION_DEFINITION)
        path.push([node.operation, node.name?.value].filter(Boolean).join(" "));
      if (node.kind === Kind.FRAGMENT_DEFINITION) path.push(`fragment ${node.name.value}`);
      if (node.kind === Kind.INLINE_FRAGMENT) path.push(`... on ${node.typeCondition?.name.value ?? ""}`.trim());
      if (node.kind === Kind.FIELD) path.push(node.alias?.value ?? node.name.value);
      if (error.nodes?.includes(node)) found = [...path];
    },
    leave(node) {
      const named: readonly string[] = [
        Kind.OPERATION_DEFINITION,
        Kind.FRAGMENT_DEFINITION,
        Kind.INLINE_FRAGMENT,
        Kind.FIELD,
      ];
      if (named.includes(node.kind)) path.pop();
    },
  });
  return found;
}
