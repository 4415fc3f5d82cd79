/** The text of a file that the config names as a source of numbers, in a repository or a release; else what is wrong. */
import type { Reader } from "../../github/ports.ts";
import type { Problem } from "../../model/problem.ts";
import type { SourceFile } from "../../model/source-rule.ts";

/** Only a limit of GitHub's throws. */
export async function readSourceFile(
  file: SourceFile,
  reader: Pick<Reader, "readFile" | "readReleaseAsset">,
): Promise<string | Problem> {
  const { owner, repo, path, release } = file;
  const read = await (release === undefined
    ? reader.readFile(owner, repo, path)
    : reader.readReleaseAsset(owner, repo, release, path));
  const problem = (what: string, todo: string): Problem => {
    return { code: "source-file", where: sourceFileName(file), what, todo, severity: "error" };
  };
  if (!read.known) return problem(`The file could not be read. ${read.why}`, "Check that the token may read it.");
  if (read.value !== null) return read.value;
  return { ...problem("There is no such file.", "Add it, or correct its path in the config."), code: "source-missing" };
}

/** As the config writes it: `openwater/data:usage.csv`, `openwater/data@v1:usage.csv`. */
export function sourceFileName({ owner, repo, path, release }: SourceFile): string {
  return `${owner}/${repo}${release === undefined ? "" : `@${release}`}:${path}`;
}
