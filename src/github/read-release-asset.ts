/**
 * Reads one file of a release, by the release's tag: for data that is published rather than committed, and for files that
 * are too long for a read of the repository. GitHub answers with the file, or leads to where it lies; the client follows
 * and leaves the token behind.
 * https://docs.github.com/en/rest/releases/assets#get-a-release-asset
 */
import type { Read } from "../model/snapshot.ts";
import type { GraphqlClient } from "./client.ts";
import { objectOf, textOf } from "./decode.ts";
import { failureOf } from "./failure.ts";
import type { Governor } from "./governor.ts";
import { GitHubError } from "./ports.ts";

export interface AssetPlace {
  readonly owner: string;
  readonly repo: string;
  readonly tag: string;
  /** The asset's name. */
  readonly file: string;
}

/** Longer files are not asked for. */
const mostBytes = 20_000_000;

/** Null when there is no such release or it has no such file, as far as this token may see. Only a limit throws. */
export async function readReleaseAsset(
  client: GraphqlClient,
  governor: Governor,
  { owner, repo, tag, file }: AssetPlace,
): Promise<Read<string | null>> {
  const where = `${file} of the release ${tag} of ${owner}/${repo}`;
  try {
    const release = await governor.read(() => unlessMissing(() => releaseAt(client, { owner, repo, tag })));
    const assets = release === null ? [] : objectOf(release).assets;
    if (!Array.isArray(assets)) return { known: false, why: `GitHub did not say which files the release ${tag} has.` };
    const asset = assets.map(objectOf).find(({ name }) => name === file);
    if (asset === undefined) return { known: true, value: null };
    if (asset.state !== "uploaded" || typeof asset.id !== "number")
      return { known: false, why: `${where} is not there whole: it was not uploaded to its end.` };
    if (typeof asset.size !== "number" || asset.size > mostBytes)
      return { known: false, why: `${where} is longer than ${mostBytes} bytes.` };
    const { id } = asset;
    const data = await governor.read(() => unlessMissing(() => contentOf(client, { owner, repo, id: Number(id) })));
    return data === null ? { known: true, value: null } : textIn(data, where);
  } catch (error) {
    if (!(error instanceof GitHubError) || error.kind === "limited") throw error;
    return { known: false, why: `${where} could not be read: ${error.message}` };
  }
}

async function releaseAt(client: GraphqlClient, place: Omit<AssetPlace, "file">): Promise<unknown> {
  return (await client.request("GET /repos/{owner}/{repo}/releases/tags/{tag}", { ...place })).data;
}

async function contentOf(
  client: GraphqlClient,
  { owner, repo, id }: { readonly owner: string; readonly repo: string; readonly id: number },
): Promise<unknown> {
  const headers = { accept: "application/octet-stream" };
  const route = "GET /repos/{owner}/{repo}/releases/assets/{asset_id}";
  return (await client.request(route, { owner, repo, asset_id: id, headers })).data;
}

async function unlessMissing(ask: () => Promise<unknown>): Promise<unknown> {
  try {
    return await ask();
  } catch (error) {
    if (failureOf(error).kind === "not-found") return null;
    throw error;
  }
}

/** Octokit gives text for a type of text, and bytes for any other. */
function textIn(data: unknown, where: string): Read<string> {
  const text = data instanceof ArrayBuffer ? decoded(data) : textOf(data);
  return text === null ? { known: false, why: `${where} is not text in UTF-8.` } : { known: true, value: text };
}

function decoded(bytes: ArrayBuffer): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
