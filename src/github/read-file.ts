/** Reads one file at a repository's default branch, or at a commit. Proven absent and not readable are told apart. */
import type { Read } from "../model/snapshot.ts";
import { type Answer, errorsAt, type GraphqlClient, type Question, readAnswer } from "./client.ts";
import { objectOf, textOf } from "./decode.ts";
import { kindOfGraphqlError } from "./failure.ts";
import type { Governor } from "./governor.ts";
import { GitHubError } from "./ports.ts";
import { readFileAtDocument, readFileDocument } from "./queries/world.ts";

export interface FilePlace {
  readonly owner: string;
  readonly repo: string;
  readonly path: string;
}

/**
 * Null when GitHub says that the repository has no such file, or that there is no such repository for this token: what
 * the token may not see cannot have been meant for it. Anything else is unknown; only a limit throws.
 */
export async function readFile(
  client: GraphqlClient,
  governor: Governor,
  { owner, repo, path }: FilePlace,
): Promise<Read<string | null>> {
  const variables = { owner, repo, expression: `HEAD:${path}` };
  return readAt(client, governor, { owner, repo }, { document: readFileDocument, variables });
}

/** The same at a commit, named by its hash: a branch's name would be read as it is now. */
export async function readFileAt(
  client: GraphqlClient,
  governor: Governor,
  { owner, repo, path }: FilePlace,
  commit: string,
): Promise<Read<string | null>> {
  if (!/^[0-9a-f]{40}([0-9a-f]{24})?$/i.test(commit))
    return { known: false, why: `"${commit.slice(0, 64)}" is no commit's hash. Name the commit by its whole hash.` };
  const variables = { owner, repo, expression: `${commit}:${path}`, commit };
  return readAt(client, governor, { owner, repo }, { document: readFileAtDocument, variables });
}

async function readAt(
  client: GraphqlClient,
  governor: Governor,
  { owner, repo }: { readonly owner: string; readonly repo: string },
  question: Question,
): Promise<Read<string | null>> {
  try {
    const answer = await readAnswer(client, governor, question);
    const error = errorsAt(answer, "repository")[0];
    if (error?.path?.length === 1 && kindOfGraphqlError(error) === "not-found") return { known: true, value: null };
    const file = fileOf(answer, ["repository", "object"], `${owner}/${repo}`);
    const { commit } = objectOf(answer.data.repository);
    if (file.known && file.value === null && commit === null)
      return { known: false, why: `The repository ${owner}/${repo} has no such commit yet. Ask again later.` };
    return file;
  } catch (error) {
    if (!(error instanceof GitHubError) || error.kind === "limited" || error.signOn !== null) throw error;
    return { known: false, why: error.message };
  }
}

/** The file at a path of aliases, `repository` being readable or not. `place`: `owner/repo`. */
export function fileOf(
  answer: Answer,
  [repository, file]: readonly [string, string],
  place: string,
): Read<string | null> {
  const error =
    errorsAt(answer, repository).find((one) => one.path?.[1] === undefined || one.path[1] === file) ??
    answer.errors.find((one) => (one.path ?? []).length === 0);
  if (error) return { known: false, why: complaintText(error, place) };
  const parent = objectOf(answer.data[repository]);
  if (!(file in parent)) return { known: false, why: `GitHub did not send the files of ${place}.` };
  if (parent[file] === null) return { known: true, value: null };
  const blob = objectOf(parent[file]);
  const text = textOf(blob.text);
  if (blob.__typename !== "Blob" || text === null || blob.isBinary === true)
    return { known: false, why: `What is at that path in ${place} is not a text file.` };
  if (isLink(text))
    return { known: false, why: `What is at that path in ${place} is a symbolic link, which is not followed.` };
  if (blob.isTruncated === true) return { known: false, why: `The file in ${place} is too long: GitHub cut it short.` };
  return { known: true, value: text };
}

/**
 * A symbolic link is a blob that holds the path it leads to, without a line end, and GitHub gives it as the text
 * (https://git-scm.com/docs/git-fast-import, "120000"). Only the folder's listing says so for certain, at the price of
 * another read; no template, config or list of communities is one word that ends like a file's name.
 */
function isLink(text: string): boolean {
  return /^[^\s:]+$/.test(text) && /(?:^|\/)\.\.?(?:\/|$)|^\/|\.(?:md|ya?ml)$/i.test(text);
}

function complaintText(error: Answer["errors"][number], place: string): string {
  const kind = kindOfGraphqlError(error);
  if (kind === "not-found") return `The repository ${place} was not found, or the token may not see it.`;
  if (kind === "forbidden")
    return `Files of ${place} may not be read (${error.message}). Grant the App Contents: read in the installation's settings.`;
  return `Files of ${place} could not be read: ${error.message}`;
}
