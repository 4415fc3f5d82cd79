/** What `app.yml` asks GitHub for, read from this package, so that a sandbox grants exactly that and no more. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";

export interface Manifest {
  /** OpenAPI's keys: `organization_projects: write`. */
  readonly permissions: Record<string, string>;
  readonly events: string[];
}

/** Reads it; the file is as far from `src` as from `dist`. */
export function readManifest(): Manifest {
  const text = readFileSync(new URL("../../app.yml", import.meta.url), "utf8");
  const app = parse(text) as { default_permissions: Record<string, string>; default_events: string[] };
  return { permissions: app.default_permissions, events: app.default_events };
}
