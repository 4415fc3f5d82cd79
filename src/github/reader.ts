/**
 * The reading port over an Octokit, for one installation. Every request goes through the governor; what could not be
 * read is unknown and never absent. It never writes.
 */

import type { IssueRef, NodeId } from "../model/key.ts";
import { errorsAt, type GraphqlClient, readAnswer } from "./client.ts";
import { objectOf, textOf } from "./decode.ts";
import { kindOfGraphqlError } from "./failure.ts";
import type { Governor } from "./governor.ts";
import { GitHubError, type Reader } from "./ports.ts";
import { readIssueIdDocument } from "./queries/item.ts";
import { readEditors } from "./read-editors.ts";
import { readFile, readFileAt } from "./read-file.ts";
import { readGlimpses } from "./read-glimpses.ts";
import { type ItemMemory, readItem } from "./read-item.ts";
import { readItems, readItemsById } from "./read-items.ts";
import { readOwnIssues, readPeers } from "./read-lists.ts";
import { readOwnDiscussions, readOwnStatusUpdates } from "./read-posts.ts";
import { readReleaseAsset } from "./read-release-asset.ts";
import { readRole } from "./read-role.ts";
import { readVersions } from "./read-versions.ts";
import { readWorld } from "./read-world.ts";

/** Remembers only whether this token must ask for board events apart. */
export function createReader(client: GraphqlClient, governor: Governor): Reader {
  const memory: ItemMemory = { boardEventsApart: false };
  return {
    readItem: (issue, question) => readItem(client, governor, memory, [issue, question]),
    readItems: (owner, repo, label, question) => readItems(client, governor, { owner, repo, label }, question),
    readItemsById: (ids, question) => readItemsById(client, governor, ids, question),
    readVersions: (ids) => readVersions(client, governor, ids),
    readEditors: (ids) => readEditors(client, governor, ids),
    readWorld: (question) => readWorld(client, governor, question),
    readFile: (owner, repo, path) => readFile(client, governor, { owner, repo, path }),
    readReleaseAsset: (owner, repo, tag, file) => readReleaseAsset(client, governor, { owner, repo, tag, file }),
    readIssueId: (ref) => readIssueId(client, governor, ref),
    readGlimpses: (owner, repo, label, statusField) =>
      readGlimpses(client, governor, { owner, repo, label, statusField }),
    readRole: (owner, repo, login) => readRole(client, governor, { owner, repo, login }),
    readPeers: (owner, repo, label) => readPeers(client, governor, { owner, repo, label }),
    readOwnIssues: (owner, repo, label, identities, reach) =>
      readOwnIssues(client, governor, { owner, repo, label, reach }, identities),
    readOwnDiscussions: (owner, repo, category, identities) =>
      readOwnDiscussions(client, governor, { owner, repo, category }, identities),
    readOwnStatusUpdates: (project, identities) => readOwnStatusUpdates(client, governor, project, identities),
    readFileAt: (owner, repo, path, commit) => readFileAt(client, governor, { owner, repo, path }, commit),
  };
}

async function readIssueId(client: GraphqlClient, governor: Governor, ref: IssueRef): Promise<NodeId | null> {
  const answer = await readAnswer(client, governor, { document: readIssueIdDocument, variables: { ...ref } });
  const id = textOf(objectOf(objectOf(answer.data.repository).issue).id);
  if (id !== null) return id;
  const error = errorsAt(answer, "repository")[0] ?? answer.errors[0];
  const kind = error ? kindOfGraphqlError(error) : "not-found";
  if (kind === "not-found") return null;
  throw new GitHubError(kind, `${ref.owner}/${ref.repo}#${ref.number} could not be looked up: ${error?.message}`);
}
