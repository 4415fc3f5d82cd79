// Compiles src/ to dist/ and bundles the Action into dist/action/index.mjs. Run by `npm ci`, so it must need nothing
// that `npm ci` did not install.
import { execFileSync } from "node:child_process";
import { chmodSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { bundleAction } from "./bundle-action.mjs";

const require = createRequire(import.meta.url);
rmSync("dist", { recursive: true, force: true });
execFileSync(process.execPath, [require.resolve("typescript/bin/tsc"), "-p", "tsconfig.build.json"], {
  stdio: "inherit",
});
chmodSync("dist/entry/cli/main.js", 0o755);
await bundleAction("dist/action/index.mjs");
