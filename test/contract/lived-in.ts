/**
 * A sandbox with something of every kind in it, for checking shapes: an organisation with people and a team, a private
 * and a public repository, labels, a milestone, a pull request, an issue by a deleted account, sub-issues, a board with
 * fields of every type, a locked issue, an App.
 */
import { builder } from "../../src/sandbox/build.ts";
import { createSandbox, type SandboxOptions } from "../../src/sandbox/create-sandbox.ts";
import { deleteAccount } from "../../src/sandbox/ops-accounts.ts";
import { setMilestone } from "../../src/sandbox/ops-assign.ts";
import { createMilestone } from "../../src/sandbox/ops-repositories.ts";
import type { Actor } from "../../src/sandbox/world.ts";

export const webhookSecret = "0123456789abcdef0123456789abcdef";

/** Every event that the sandbox knows. */
export const allEvents = [
  "issues",
  "issue_comment",
  "label",
  "sub_issues",
  "issue_dependencies",
  "projects_v2_item",
  "projects_v2",
  "repository",
  "push",
  "pull_request",
  "repository_dispatch",
];

/** Builds it; the same every time. */
export function livedIn(options: SandboxOptions = {}) {
  const sandbox = createSandbox({ now: "2026-03-02T08:00:00Z", ...options });
  const place = builder(sandbox.world);
  const org = place.org("openwater", { owners: ["owner"], members: ["bd-lead", "engineer-1"] });
  for (const login of ["rep-estuary", "leaver", "stranger"]) place.user(login);
  place.team("openwater", "engineering", ["engineer-1"]);
  const leads = place.repo("openwater/leads", {
    visibility: "private",
    labels: [{ name: "lead", color: "0e8a16", description: "A possible partner" }, "stage: lead", "good first issue"],
    files: { ".github/milepost.yml": "version: 1\n", "docs/guide.md": "# Guide\n" },
    collaborators: { "rep-estuary": "triage" },
  });
  const open = place.repo("openwater/infrastructure", { visibility: "public", files: { "README.md": "Open.\n" } });
  const board = place.project("openwater", "Partnerships", {
    status: ["Lead", "Qualified", "Partner"],
    fields: {
      Estimate: "NUMBER",
      Ends: "DATE",
      Notes: "TEXT",
      Impact: ["Low", "High"],
      Iteration: [
        { title: "Iteration 1", startDate: "2026-02-02", duration: 14 },
        { title: "Iteration 2", startDate: "2026-03-02", duration: 14 },
      ],
    },
  });
  const issue = place.issue(leads, {
    title: "Estuary institute",
    body: "They want a hub.",
    by: "bd-lead",
    at: "2026-02-01T09:00:00Z",
    labels: ["lead", "stage: lead"],
    assignees: ["engineer-1"],
    on: [board],
    moves: [{ at: "2026-02-05T09:00:00Z", by: "bd-lead", to: "Qualified" }],
    history: [
      { at: "2026-02-06T09:00:00Z", by: "engineer-1", comment: "Looking into it." },
      { at: "2026-02-07T09:00:00Z", by: "bd-lead", title: "Estuary Institute" },
      { at: "2026-02-08T09:00:00Z", by: "bd-lead", unlabel: "stage: lead" },
      { at: "2026-02-09T09:00:00Z", by: "bd-lead", close: "NOT_PLANNED" },
      { at: "2026-02-10T09:00:00Z", by: "bd-lead", reopen: true },
      { at: "2026-02-11T09:00:00Z", by: "bd-lead", unassign: "engineer-1" },
      { at: "2026-02-11T09:10:00Z", by: "bd-lead", assign: "engineer-1" },
    ],
  });
  const child = place.issue(leads, { title: "Draft contract", by: "bd-lead", parent: issue });
  const ghosts = place.issue(leads, { title: "From a leaver", by: "leaver", history: [] });
  const pull = place.issue(leads, { title: "Add a guide", by: "engineer-1", isPullRequest: true });
  place.step(ghosts, { at: "2026-03-02T08:00:00Z", by: "leaver", comment: "Goodbye." });
  place.step(ghosts, { at: "2026-03-02T08:00:00Z", by: "leaver", close: "COMPLETED" });
  const asOwner: Actor = { account: sandbox.store.accountByLogin("owner")!.id, viaApp: null, viewer: null };
  const milestone = createMilestone(sandbox.world, asOwner, leads, { title: "Q2", dueOn: "2026-06-30T00:00:00Z" });
  setMilestone(sandbox.world, asOwner, issue, milestone);
  deleteAccount(sandbox.world, sandbox.store.accountByLogin("leaver")!);
  const app = sandbox.installApp({
    slug: "milepost",
    org: "openwater",
    webhookSecret,
    permissions: {
      issues: "write",
      organization_projects: "write",
      contents: "read",
      pull_requests: "write",
      checks: "write",
      members: "read",
      metadata: "read",
    },
    events: allEvents,
  });
  return { sandbox, place, org, leads, open, board, issue, child, ghosts, pull, milestone, app, asOwner };
}

export type LivedIn = ReturnType<typeof livedIn>;
