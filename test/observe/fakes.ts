/** A config with nothing in it, and a reader that answers only what a test gives it. */
import type { Config } from "../../src/config/config.ts";
import type { Reader } from "../../src/github/ports.ts";

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
  rules: [],
  calendar: { zone: "UTC", weekdays: [1, 2, 3, 4, 5], hours: { from: 0, to: 1440 }, closed: [] },
  away: [],
  communities: null,
  recurring: [],
  flows: [],
  webhooks: {},
  commands: {
    holdLabel: "on hold",
    waitingLabel: "waiting",
    roles: {
      stage: "write",
      hold: "triage",
      resume: "triage",
      waiting: "triage",
      approve: "write",
      why: "read",
      help: "read",
    },
  },
  attention: null,
};

export function readerOf(answers: Partial<Reader>): Reader {
  const unasked = (): never => {
    throw new Error("this was not to be asked");
  };
  return {
    readItem: unasked,
    readWorld: unasked,
    readFile: unasked,
    readIssueId: unasked,
    readGlimpses: unasked,
    readRole: unasked,
    readPeers: unasked,
    readOwnIssues: unasked,
    readFileAt: unasked,
    ...answers,
  };
}
