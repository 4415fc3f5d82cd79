// Writes what is made from our schemas: schema/milepost.schema.json for editors, schema/report.schema.json for whoever
// reads report.json, and .github/CONFIG.md for people. With --check it writes nothing and fails when one of them is not
// what the schemas say. Works from source, so that `npm run check` needs no build before it.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { build } from "esbuild";

const { outputFiles } = await build({
  stdin: {
    contents: `
      export { configJsonSchema } from "./src/config/json-schema.ts";
      export { renderReference } from "./src/config/reference.ts";
      export { reportJsonSchema } from "./src/report/report-schema.ts";
    `,
    resolveDir: process.cwd(),
  },
  bundle: true,
  write: false,
  platform: "node",
  format: "esm",
  logLevel: "warning",
});
const source = Buffer.from(outputFiles[0].contents).toString("base64");
const { configJsonSchema, renderReference, reportJsonSchema } = await import(`data:text/javascript;base64,${source}`);

const note = `Made from \`src/config/schema.ts\` by \`npm run generate\`; do not edit it by hand. Editors check a config while it is
written when its first line is \`# yaml-language-server: $schema=\` with the address of
[\`schema/milepost.schema.json\`](../schema/milepost.schema.json). A whole example is
[\`templates/pipelines/leads.yml\`](../templates/pipelines/leads.yml).`;
const files = {
  "schema/milepost.schema.json": `${JSON.stringify(configJsonSchema(), null, 2)}\n`,
  "schema/report.schema.json": `${JSON.stringify(reportJsonSchema(), null, 2)}\n`,
  ".github/CONFIG.md": renderReference(configJsonSchema(), note),
};

const isCheck = process.argv.includes("--check");
const stale = Object.entries(files).filter(([path, text]) => readOr(path) !== text);
for (const [path, text] of isCheck ? [] : stale) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  console.log(`wrote ${path}`);
}
if (isCheck && stale.length > 0) {
  console.error(`Not up to date: ${stale.map(([path]) => path).join(", ")}. Run \`npm run generate\`.`);
  process.exitCode = 1;
}

function readOr(path) {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw error;
  }
}
