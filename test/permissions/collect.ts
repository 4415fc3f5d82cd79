/**
 * Around a whole run of the tests: gathers what `listen.ts` kept and holds it against what is said of permissions. A run
 * of some files is judged for what it asked; only a run of all of them can tell that something is never asked.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { complaintsOf, type Heard, readManifest } from "./judge.ts";
import { testFiles } from "./whole.ts";

export default function around(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "milepost-heard-"));
  project.provide("heardIn", folder);
  return () => {
    const heard = gathered(folder);
    rmSync(folder, { recursive: true });
    const complaints = complaintsOf(heard, { ...readManifest(), isWhole: isWhole(project) });
    if (complaints.length === 0) return;
    console.error(`\nPermissions (test/permissions/):\n${complaints.map((one) => `  ${one}`).join("\n")}\n`);
    // Vitest only reports what goes wrong here, and ends well.
    process.exitCode = 1;
  };
}

function gathered(folder: string): Heard {
  const files = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as Heard);
  return {
    routes: [...new Set(files.flatMap(({ routes }) => routes))].sort(),
    documents: [...new Set(files.flatMap(({ documents }) => documents))],
  };
}

/** Whether every test file of `npm test` was run. */
function isWhole({ vitest, config }: TestProject): boolean {
  const ran = new Set(vitest.state.getTestModules().map(({ moduleId }) => moduleId));
  return testFiles(config.root).every((file) => ran.has(file));
}
