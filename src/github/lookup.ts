/**
 * What writing a change needs to know just before: ids of the accounts to assign, which repository an issue is in, how
 * visible a repository is. Asked only when needed.
 */
import type { NodeId } from "../model/key.ts";
import type { Repository } from "../model/snapshot.ts";
import { type GraphqlClient, readAnswer } from "./client.ts";
import { decodeVisibility, objectOf, textOf } from "./decode.ts";
import { kindOfGraphqlError } from "./failure.ts";
import type { Governor } from "./governor.ts";
import { GitHubError } from "./ports.ts";
import { readRepositoryOfDocument, readUserIdsDocument, readVisibilitiesDocument } from "./queries/item.ts";

export interface Lookup {
  /** The ids of those logins that exist, in order. Throws `GitHubError` when GitHub does not say. */
  readUserIds(logins: readonly string[]): Promise<readonly NodeId[]>;
  /** Null when the issue is gone. Throws `GitHubError` when GitHub does not say. */
  readRepositoryOf(issue: NodeId): Promise<NodeId | null>;
  /**
   * How visible repositories, those that issues, comments and discussions are in, and boards are now, in order; null for one that is gone.
   * Throws `GitHubError` when GitHub does not say.
   */
  readVisibilities(places: readonly NodeId[]): Promise<readonly (Repository["visibility"] | null)[]>;
}

/** Keeps the ids of logins for as long as it lives: an account keeps its id. */
export function createLookup(client: GraphqlClient, governor: Governor): Lookup {
  const users = new Map<string, NodeId>();
  return {
    async readUserIds(logins) {
      const asked = logins.filter((login) => !users.has(login));
      if (asked.length > 0) for (const [login, id] of await readUsers(client, governor, asked)) users.set(login, id);
      return logins.map((login) => users.get(login)).filter((id) => id !== undefined);
    },
    async readRepositoryOf(issue) {
      const answer = await readAnswer(client, governor, { document: readRepositoryOfDocument, variables: { issue } });
      return textOf(objectOf(objectOf(answer.data.issue).repository).id);
    },
    async readVisibilities(places) {
      const variables = Object.fromEntries(places.map((id, index) => [`repository${index}`, id] as const));
      const document = readVisibilitiesDocument(places.length);
      const { data } = await readAnswer(client, governor, { document, variables });
      return places.map((_, index) => {
        const place = objectOf(data[`repository${index}`]);
        const isPublic = place.public ?? objectOf(place.project).public;
        if (typeof isPublic === "boolean") return isPublic ? "public" : "private";
        const repository = objectOf((place.issue === undefined ? place : objectOf(place.issue)).repository);
        return decodeVisibility(place.visibility ?? repository.visibility);
      });
    },
  };
}

async function readUsers(
  client: GraphqlClient,
  governor: Governor,
  logins: readonly string[],
): Promise<readonly (readonly [string, NodeId])[]> {
  const variables = Object.fromEntries(logins.map((login, index) => [`login${index}`, login] as const));
  const answer = await readAnswer(client, governor, { document: readUserIdsDocument(logins.length), variables });
  // An account that is gone is left out; anything else that is wrong says nothing about accounts.
  const error = answer.errors.find((one) => kindOfGraphqlError(one) !== "not-found");
  if (error) throw new GitHubError("unavailable", `Who is to be assigned could not be looked up: ${error.message}`);
  return logins.flatMap((login, index) => {
    const id = textOf(objectOf(answer.data[`user${index}`]).id);
    return id === null ? [] : [[login, id] as const];
  });
}
