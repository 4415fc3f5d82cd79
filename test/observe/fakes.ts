/** A config with nothing in it, and a reader that answers only what a test gives it. */
import type { Config } from "../../src/config/config.ts";
import type { Reader } from "../../src/github/ports.ts";
import { unsaid } from "../support/builders.ts";

export const config: Config = {
  version: 1,
  mode: "apply",
  identities: [],
  team: [],
  visibilityBoundSeconds: 900,
  boards: {},
  repositories: {},
  labels: {},
  templates: { owner: "openwater", repo: ".github", path: "templates" },
  pipelines: [],
  playbooks: {},
  ...unsaid,
};

export function readerOf(answers: Partial<Reader>): Reader {
  const unasked = (): never => {
    throw new Error("this was not to be asked");
  };
  return {
    readItem: unasked,
    readWorld: unasked,
    readFile: unasked,
    readReleaseAsset: unasked,
    readIssueId: unasked,
    readGlimpses: unasked,
    readRole: unasked,
    readItems: unasked,
    readItemsById: unasked,
    readVersions: unasked,
    readEditors: unasked,
    readPeers: unasked,
    readOwnIssues: unasked,
    readOwnDiscussions: unasked,
    readOwnStatusUpdates: unasked,
    readFileAt: unasked,
    ...answers,
  };
}
