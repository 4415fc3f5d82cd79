/** The cards of one board, counted: those that the config follows, and the others by why it does not. */
import type { Octokit } from "@octokit/core";
import type { BoardConfig, Config } from "../config/config.ts";
import { claimsOn } from "../config/questions.ts";

export interface CardCounts {
  readonly tracked: number;
  /** `drafts, which have no history` → how many. */
  readonly untracked: Readonly<Record<string, number>>;
}

export const countCardsDocument = `query CountCards($owner: String!, $number: Int!, $after: String) {
  repositoryOwner(login: $owner) {
    ... on ProjectV2Owner {
      projectV2(number: $number) {
        items(first: 100, after: $after) {
          pageInfo { hasNextPage endCursor }
          nodes {
            type
            isArchived
            content {
              ... on Issue { repository { owner { login } name } labels(first: 100) { nodes { name } } }
            }
          }
        }
      }
    }
  }
}`;

interface CardNode {
  readonly type: "ISSUE" | "PULL_REQUEST" | "DRAFT_ISSUE" | "REDACTED";
  readonly isArchived: boolean;
  readonly content: {
    readonly repository?: { readonly owner: { readonly login: string }; readonly name: string };
    readonly labels?: { readonly nodes: readonly { readonly name: string }[] } | null;
  } | null;
}

interface Page {
  readonly repositoryOwner: {
    readonly projectV2?: {
      readonly items: {
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
        readonly nodes: readonly (CardNode | null)[];
      };
    } | null;
  } | null;
}

/** Null when the board may not be read. Throws what Octokit throws. */
export async function countCards(octokit: Octokit, board: BoardConfig, config: Config): Promise<CardCounts | null> {
  const untracked: Record<string, number> = {};
  let tracked = 0;
  for (let after: string | null = null; ; ) {
    const variables = { owner: board.owner, number: board.number, after };
    const page: Page = await octokit.graphql<Page>(countCardsDocument, variables);
    const items = page.repositoryOwner?.projectV2?.items;
    if (!items) return null;
    for (const card of items.nodes) {
      const why = whyNot(card, config);
      if (why === null) tracked += 1;
      else untracked[why] = (untracked[why] ?? 0) + 1;
    }
    if (!items.pageInfo.hasNextPage) return { tracked, untracked };
    after = items.pageInfo.endCursor;
  }
}

function whyNot(card: CardNode | null, config: Config): string | null {
  if (card === null || card.type === "REDACTED") return "out of sight: the App is not installed where they are";
  if (card.type === "DRAFT_ISSUE") return "drafts, which have no history";
  if (card.type === "PULL_REQUEST") return "pull requests";
  if (card.isArchived) return "archived, and not written";
  const { repository, labels } = card.content ?? {};
  if (!repository) return "out of sight: the App is not installed where they are";
  const place = { owner: repository.owner.login, repo: repository.name };
  const claims = claimsOn(config, place, labels?.nodes.map(({ name }) => name) ?? []);
  return claims.length > 0 ? null : "issues that no pipeline or rule takes";
}
