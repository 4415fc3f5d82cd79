/**
 * A folder and those above it. Node's own recursive `mkdirSync` never returns where a folder refuses new ones with
 * ENOENT, as Linux' /proc does (seen with Node 20.20): it goes up and down between a folder and its parent for ever.
 */
import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** Makes what is missing of a path. Throws Node's own error, with its `code`, where it cannot be made or is a file. */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ENOENT" && !existsSync(dirname(path))) {
      makeFolder(dirname(path));
      mkdirSync(path);
    } else if (code !== "EEXIST" || !isFolder(path)) throw error;
  }
}

function isFolder(path: string): boolean {
  return statSync(path).isDirectory();
}
