/** Lists a repository's issues, a hundred per request, with just enough to tell whether one deserves a look. */
import type { Read } from "../model/snapshot.ts";
import { type GraphqlClient, readAnswer } from "./client.ts";
import { decodeInstant, decodePage, type Json, listOf, numberOf, objectOf, type Page, textOf } from "./decode.ts";
import { decodeEach } from "./decode-item.ts";
import type { Governor } from "./governor.ts";
import { GitHubError, type Glimpse } from "./ports.ts";
import { readGlimpsesDocument } from "./queries/world.ts";
import { partOf, readRest } from "./read-pages.ts";

export interface GlimpseQuestion {
  readonly owner: string;
  readonly repo: string;
  /** Null: every issue. */
  readonly label: string | null;
  readonly statusField: string;
}

/** In the order of creation, so that issues opened meanwhile come last and none is skipped. Only a limit throws. */
export async function readGlimpses(
  client: GraphqlClient,
  governor: Governor,
  question: GlimpseQuestion,
): Promise<Read<readonly Glimpse[]>> {
  const readPage = (after: string | null) => readGlimpsePage(client, governor, question, after);
  const nodes = await readRest(await readPage(null), `issues of ${question.owner}/${question.repo}`, readPage);
  if (!nodes.known) return nodes;
  const glimpses = decodeEach(nodes.value, decodeGlimpse);
  return glimpses === null ? { known: false, why: "an issue came without its id" } : { known: true, value: glimpses };
}

async function readGlimpsePage(
  client: GraphqlClient,
  governor: Governor,
  { owner, repo, label, statusField }: GlimpseQuestion,
  after: string | null,
): Promise<Read<Page>> {
  // A variable that is left out leaves the argument out, which null would not everywhere.
  const labels = label === null ? {} : { labels: [label] };
  const variables = { owner, repo, statusField, ...labels, ...(after === null ? {} : { after }) };
  try {
    const answer = await readAnswer(client, governor, { document: readGlimpsesDocument, variables });
    const connection = objectOf(answer.data.repository).issues;
    // A board that the token may not see empties `projectItems` of every issue: the rest still serves.
    const errors = answer.errors.filter(
      (error) => !error.path?.includes("projectItems") || decodePage(connection) === null,
    );
    return partOf({ data: { repository: { page: connection } }, errors, limit: null }, "repository");
  } catch (error) {
    if (error instanceof GitHubError && error.kind !== "limited") return { known: false, why: error.message };
    throw error;
  }
}

function decodeGlimpse(value: unknown): Glimpse | null {
  const node = objectOf(value);
  const id = textOf(node.id);
  const number = numberOf(node.number);
  const updatedAt = decodeInstant(node.updatedAt);
  return id === null || number === null || updatedAt === null
    ? null
    : { id, number, updatedAt, fingerprint: fingerprintOf(node) };
}

/**
 * Text that is equal when a look would find the same. Neither board moves nor the closing of what blocks an issue touch
 * its `updatedAt`, so both are in it.
 */
function fingerprintOf(node: Json): string {
  const labels = listOf(objectOf(node.labels).nodes).map((label) => textOf(objectOf(label).name) ?? "?");
  const cards = listOf(objectOf(node.projectItems).nodes).map((card) => cardText(objectOf(card)));
  const { total, completed } = objectOf(node.subIssuesSummary);
  const { blockedBy, totalBlockedBy } = objectOf(node.issueDependenciesSummary);
  const counts = [total, completed, blockedBy, totalBlockedBy].map((count) => count ?? null);
  return JSON.stringify([node.updatedAt, node.state, labels.sort(), cards.sort(), ...counts]);
}

function cardText(card: Json): string {
  const status = objectOf(card.fieldValueByName);
  const project = textOf(objectOf(card.project).id);
  const archived = card.isArchived === true ? "archived" : "";
  // The card's own stamp tells of its other fields: dates, points.
  const stamps = [textOf(status.updatedAt), textOf(card.updatedAt)];
  return [project, archived, textOf(status.optionId), ...stamps].join(" ");
}
