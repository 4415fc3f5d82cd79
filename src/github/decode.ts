/**
 * GraphQL's JSON, read without trust: each function takes whatever came and gives the value or null. Nothing here
 * throws, and nothing fills a gap with a guess.
 */
import type { Actor, LinkedIssue } from "../model/fact.ts";
import { type Instant, instant } from "../model/time.ts";

export type Json = Readonly<Record<string, unknown>>;

/** The object, or an empty one, so that paths can be followed without a check at every step. */
export function objectOf(value: unknown): Json {
  return typeof value === "object" && value !== null ? (value as Json) : {};
}

export function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

export function numberOf(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function decodeInstant(value: unknown): Instant | null {
  const text = textOf(value);
  try {
    return text === null ? null : instant(text);
  } catch {
    return null;
  }
}

const actorKinds = ["User", "Bot", "Mannequin", "Organization", "EnterpriseUserAccount"] as const;

/** A Bot's login has no `[bot]` in GraphQL. Null for a deleted account, and for a kind of account that GitHub did not have when this was written. */
export function decodeActor(value: unknown): Actor | null {
  const { __typename, id, login } = objectOf(value);
  const kind = actorKinds.find((known) => known === __typename);
  if (kind === undefined || typeof id !== "string" || typeof login !== "string") return null;
  return { id, login, kind };
}

/** Null for reopened and for reasons not known here. */
export function decodeStateReason(value: unknown): LinkedIssue["stateReason"] {
  if (value === "COMPLETED") return "completed";
  if (value === "NOT_PLANNED") return "not-planned";
  return value === "DUPLICATE" ? "duplicate" : null;
}

export function decodeVisibility(value: unknown): "public" | "internal" | "private" | null {
  if (value === "PUBLIC") return "public";
  if (value === "INTERNAL") return "internal";
  return value === "PRIVATE" ? "private" : null;
}

/** Null when anything that identifies it is missing, as for an issue that the token may not see. */
export function decodeLinkedIssue(value: unknown): LinkedIssue | null {
  const node = objectOf(value);
  const repository = objectOf(node.repository);
  const id = textOf(node.id);
  const number = numberOf(node.number);
  const createdAt = decodeInstant(node.createdAt);
  const owner = textOf(objectOf(repository.owner).login);
  const repo = textOf(repository.name);
  if (id === null || number === null || createdAt === null || owner === null || repo === null) return null;
  return {
    id,
    owner,
    repo,
    number,
    title: textOf(node.title) ?? "",
    body: textOf(node.body) ?? "",
    url: textOf(node.url) ?? "",
    state: node.state === "CLOSED" ? "closed" : "open",
    stateReason: decodeStateReason(node.stateReason),
    createdAt,
    closedAt: decodeInstant(node.closedAt),
    author: decodeActor(node.author),
  };
}

/** One page of a connection. `expected` is how many there are in all, by GitHub's own count. */
export interface Page {
  readonly nodes: readonly unknown[];
  readonly next: string | null;
  readonly expected: number;
}

/** Null when the connection itself did not come. */
export function decodePage(value: unknown): Page | null {
  const connection = objectOf(value);
  if (!Array.isArray(connection.nodes)) return null;
  const info = objectOf(connection.pageInfo);
  // A timeline has three counts, and GitHub does not say which of them heed `itemTypes`: the least is the safe one.
  const counts = [connection.totalCount, connection.filteredCount].map(numberOf).filter((count) => count !== null);
  return {
    nodes: connection.nodes,
    next: info.hasNextPage === true ? textOf(info.endCursor) : null,
    expected: counts.length === 0 ? connection.nodes.length : Math.min(...counts),
  };
}
