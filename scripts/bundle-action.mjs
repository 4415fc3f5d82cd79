// Bundles the Action into one file, since GitHub runs it without installing anything, with the notices of what is in it
// beside it. Used by the build and by its test.
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { noticesOf } from "./notices.mjs";

export async function bundleAction(outfile) {
  const { metafile } = await build({
    entryPoints: ["src/entry/action/main.ts"],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    // CommonJS dependencies inside an ES module bundle call `require`, which a module does not have.
    banner: { js: 'import{createRequire as __cr}from"node:module";const require=__cr(import.meta.url);' },
    logLevel: "warning",
    metafile: true,
  });
  writeFileSync(join(dirname(outfile), "THIRD-PARTY-NOTICES.txt"), noticesOf(metafile));
}
