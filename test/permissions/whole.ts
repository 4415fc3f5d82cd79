/** Which test files a whole run has, so that what was not asked in it is known to be never asked. */
import { readdirSync } from "node:fs";
import { join } from "node:path";

/** Every file of `npm test`, by its absolute path, as vitest names it. */
export function testFiles(root: string): readonly string[] {
  const files = readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" });
  const counted = files.filter((file) => file.endsWith(".test.ts") && !file.endsWith(".long.test.ts"));
  return counted.map((file) => join(root, "test", file));
}
