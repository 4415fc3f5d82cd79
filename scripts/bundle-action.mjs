// Bundles the Action into one file, since GitHub runs it without installing anything. Used by the build and by its test.
import { build } from "esbuild";

export async function bundleAction(outfile) {
  await build({
    entryPoints: ["src/entry/action/main.ts"],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    // CommonJS dependencies inside an ES module bundle call `require`, which a module does not have.
    banner: { js: 'import{createRequire as __cr}from"node:module";const require=__cr(import.meta.url);' },
    logLevel: "warning",
  });
}
