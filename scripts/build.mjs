// Compiles src/ to dist/ and bundles the Action into dist/action/index.mjs. Run by `npm ci`, so it must need nothing
// that `npm ci` did not install.
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { build } from "esbuild";

const require = createRequire(import.meta.url);
rmSync("dist", { recursive: true, force: true });
execFileSync(process.execPath, [require.resolve("typescript/bin/tsc"), "-p", "tsconfig.build.json"], {
  stdio: "inherit",
});
if (existsSync("dist/entry/cli/main.js")) chmodSync("dist/entry/cli/main.js", 0o755);

const action = "src/entry/action/main.ts";
if (existsSync(action)) {
  await build({
    entryPoints: [action],
    outfile: "dist/action/index.mjs",
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    // CommonJS dependencies inside an ES module bundle call `require`, which a module does not have.
    banner: { js: 'import{createRequire as __cr}from"node:module";const require=__cr(import.meta.url);' },
    logLevel: "warning",
  });
}
