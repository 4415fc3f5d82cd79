/** The sandbox behind our adapter: an organisation with one lead on a board, an App that may write, and a person. */
import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/core";
import type { GraphqlClient } from "../../src/github/client.ts";
import { createGovernor, type Governor } from "../../src/github/governor.ts";
import type { Clock } from "../../src/github/ports.ts";
import { createReader } from "../../src/github/reader.ts";
import { createWriter } from "../../src/github/writer.ts";
import { instant } from "../../src/model/time.ts";
import { type Builder, builder } from "../../src/sandbox/build.ts";
import { createSandbox } from "../../src/sandbox/create-sandbox.ts";
import type { IssueRow, ProjectRow, RepositoryRow } from "../../src/sandbox/rows.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import type { PortWorld } from "./ports.ts";

export const columns = ["Lead", "Qualified lead", "Partner"];

const permissions = {
  metadata: "read",
  issues: "write",
  organization_projects: "write",
  contents: "read",
  members: "read",
};

export interface SandboxWorld extends PortWorld {
  readonly sandbox: Sandbox;
  readonly build: Builder;
  readonly leads: RepositoryRow;
  readonly infrastructure: RepositoryRow;
  readonly project: ProjectRow;
  readonly lead: IssueRow;
  /** What the reader and the writer ask through. */
  readonly client: GraphqlClient;
  readonly governor: Governor;
}

export interface WorldOptions {
  readonly seed?: number;
  /** What the App may do; everything it needs when not given. */
  readonly permissions?: Readonly<Record<string, string>>;
}

/** Sleeping moves the sandbox's time; nothing waits for real. */
export function clockOf(sandbox: Sandbox): Clock {
  return {
    now: () => instant(sandbox.clock.now()),
    async sleep(seconds) {
      sandbox.clock.advance(seconds);
    },
  };
}

export function clientOf(
  sandbox: Sandbox,
  auth: string | { appId: number; privateKey: string; installationId: number },
): GraphqlClient {
  const fetch = (url: string, init: RequestInit) => sandbox.fetch(new Request(url, init));
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  return typeof auth === "string"
    ? new Octokit({ auth, userAgent: "milepost", request: { fetch }, log })
    : new Octokit({ authStrategy: createAppAuth, auth, userAgent: "milepost", request: { fetch }, log });
}

export function sandboxWorld(options: WorldOptions = {}): SandboxWorld {
  const sandbox = createSandbox({ seed: options.seed ?? 1, now: "2026-01-05T09:00:00Z" });
  const build = builder(sandbox.world);
  build.org("openwater", { owners: ["org-owner"], members: ["bd-lead", "engineer-1"] });
  const leads = build.repo("openwater/leads", { visibility: "private", labels: ["lead", "stage: lead"] });
  const infrastructure = build.repo("openwater/infrastructure", { visibility: "public" });
  build.repo("openwater/.github", { visibility: "public", files: { "templates/a.md": "text" } });
  build.team("openwater", "support", ["engineer-1"]);
  build.milestone(leads, "2026 Q4");
  const project = build.project("openwater", "Partnerships", {
    number: 61,
    status: columns,
    memberAccess: "write",
    fields: {
      Estimate: "NUMBER",
      "End date": "DATE",
      Note: "TEXT",
      Impact: ["High", "Low"],
      Iteration: [
        { title: "One", startDate: "2025-12-22", duration: 14 },
        { title: "Two", startDate: "2026-01-05", duration: 14 },
      ],
    },
  });
  const lead = build.issue(leads, { title: "Temple", by: "bd-lead", at: "2026-01-02T09:00:00Z", labels: ["lead"] });
  const app = sandbox.installApp({
    slug: "milepost",
    org: "openwater",
    webhookSecret: "a".repeat(32),
    permissions: { ...(options.permissions ?? permissions) },
    events: [],
  });
  sandbox.hooks.automatic = false;
  const { id: appId, privateKey, installationId } = app;
  const client = clientOf(sandbox, { appId, privateKey, installationId });
  const clock = clockOf(sandbox);
  const governor = createGovernor(clock);
  sandbox.meter.reset();
  return {
    sandbox,
    build,
    leads,
    infrastructure,
    project,
    lead,
    client,
    governor,
    clock,
    reader: createReader(client, governor),
    writer: createWriter(client, governor),
    person: clientOf(sandbox, sandbox.tokenOf("bd-lead")),
    installation: installationId,
    identity: app.botId,
    issue: lead.id,
    repository: { id: leads.id, owner: "openwater", name: "leads", labels: ["lead", "stage: lead"] },
    otherRepository: { id: infrastructure.id, owner: "openwater", name: "infrastructure" },
    board: { id: project.id, owner: "openwater", number: 61, columns },
    file: { owner: "openwater", repo: ".github", path: "templates/a.md", text: "text" },
    fields: { number: "Estimate", date: "End date", text: "Note", option: "Impact", iteration: "Iteration" },
    milestone: "2026 Q4",
    team: { name: "@openwater/support", members: ["engineer-1"] },
    roles: { "bd-lead": "write", "org-owner": "admin" },
    requests: () => {
      const { graphqlQueries, graphqlMutationDocuments } = sandbox.meter;
      sandbox.meter.reset();
      return { reads: graphqlQueries, writes: graphqlMutationDocuments };
    },
  };
}
