/**
 * The real issue templates of another organisation, read where they lie beside this repository. They are not ours and
 * not committed: without them the tests that need them are skipped, and say so.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../../shared/data/2i2c-issue-templates/", import.meta.url));

/** Whether the templates are here. */
export const areRealTemplatesHere = existsSync(folder);

/** Whether they must be: on our own machines a missing folder is a failure. */
export const mustRealTemplatesBeHere = process.env.MILEPOST_REQUIRE_SHARED === "1";

if (!areRealTemplatesHere) {
  process.stderr.write("\n  SKIPPED: the scenarios with real templates, because ../shared/data is not here.\n\n");
}

/** File name to text. */
export function realTemplates(): Readonly<Record<string, string>> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(`${folder}${name}`, "utf8")]));
}
