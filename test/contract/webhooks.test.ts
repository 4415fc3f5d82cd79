/**
 * Every webhook that the sandbox sends against GitHub's own description. The last test counts: a described webhook is
 * either sent in here, or named as one that the sandbox never sends.
 */
import { describe, expect, it } from "vitest";
import { addMember, changeCoverage, suspend, uninstall } from "../../src/sandbox/ops-accounts.ts";
import { assign, setMilestone, unassign } from "../../src/sandbox/ops-assign.ts";
import { createComment, deleteComment, editComment } from "../../src/sandbox/ops-comments.ts";
import { addBlockedBy, removeBlockedBy } from "../../src/sandbox/ops-dependencies.ts";
import { dispatch } from "../../src/sandbox/ops-dispatch.ts";
import { createBranch, writeFile, writeFiles } from "../../src/sandbox/ops-files.ts";
import {
  closeIssue,
  createIssue,
  deleteIssue,
  editIssue,
  lockIssue,
  reopenIssue,
} from "../../src/sandbox/ops-issues.ts";
import {
  addDraft,
  addItem,
  archiveItem,
  clearValue,
  deleteItem,
  moveItem,
  setValue,
} from "../../src/sandbox/ops-items.ts";
import { addLabels, createLabel, deleteLabel, editLabel, removeLabels } from "../../src/sandbox/ops-labels.ts";
import { createProject, editProject } from "../../src/sandbox/ops-projects.ts";
import { openPull } from "../../src/sandbox/ops-pulls.ts";
import {
  archiveRepository,
  createRepository,
  renameRepository,
  setVisibility,
} from "../../src/sandbox/ops-repositories.ts";
import { addSubIssue, removeSubIssue } from "../../src/sandbox/ops-sub-issues.ts";
import { transferIssue } from "../../src/sandbox/ops-transfer.ts";
import { webhookComplaints, webhookName, webhookSubset } from "./conform.ts";
import { type LivedIn, livedIn, webhookSecret } from "./lived-in.ts";

/** Described, but nothing in the sandbox makes them happen. */
const neverSent = [
  "projects-v2-item-converted",
  "projects-v2-deleted",
  "installation-new-permissions-accepted",
  "repository-deleted",
];

const seen = new Set<string>();

interface Got {
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Does something and returns the webhooks that it led to, each held against the description. */
async function sent(world: LivedIn, work: () => unknown): Promise<readonly Got[]> {
  const got: Got[] = [];
  world.sandbox.hooks.target(async (request) => {
    const payload = JSON.parse(await request.text()) as Record<string, unknown>;
    got.push({ event: request.headers.get("x-github-event")!, payload });
    return new Response(null, { status: 204 });
  });
  work();
  await world.sandbox.hooks.flush();
  const complaints = got.flatMap(({ event, payload }) => {
    const action = typeof payload.action === "string" ? payload.action : null;
    seen.add(webhookName(event, action));
    return webhookComplaints(event, action, payload).map((text) => `${event} ${action}: ${text}`);
  });
  expect(complaints).toEqual([]);
  return got;
}

function names(got: readonly Got[]): readonly string[] {
  return got.map(({ event, payload }) => [event, payload.action].filter((part) => part !== undefined).join("."));
}

describe("webhooks that GitHub describes", () => {
  it("sends nothing when nothing happened", async () => {
    const world = livedIn();
    expect(await sent(world, () => assign(world.sandbox.world, world.asOwner, world.issue, []))).toEqual([]);
  });

  it("tells an issue's life", async () => {
    const world = livedIn();
    const { sandbox, asOwner, leads, milestone } = world;
    const engineer = sandbox.store.accountByLogin("engineer-1")!;
    const lead = sandbox.store.labelByName(leads.id, "lead")!;
    const got = await sent(world, () => {
      const w = sandbox.world;
      const issue = createIssue(w, asOwner, { repository: leads, title: "New" });
      editIssue(w, asOwner, issue, { title: "Newer", body: "Text" });
      addLabels(w, asOwner, issue, [lead]);
      removeLabels(w, asOwner, issue, [lead]);
      assign(w, asOwner, issue, [engineer]);
      unassign(w, asOwner, issue, [engineer]);
      setMilestone(w, asOwner, issue, milestone);
      setMilestone(w, asOwner, issue, null);
      lockIssue(w, asOwner, issue, true);
      lockIssue(w, asOwner, issue, false);
      closeIssue(w, asOwner, issue);
      reopenIssue(w, asOwner, issue);
      deleteIssue(w, asOwner, issue);
    });
    expect(names(got)).toEqual(
      [
        ["opened", "edited", "labeled", "unlabeled", "assigned", "unassigned", "milestoned", "demilestoned"],
        ["locked", "unlocked", "closed", "reopened", "deleted"],
      ]
        .flat()
        .map((action) => `issues.${action}`),
    );
    expect(got[1]!.payload.changes).toEqual({ title: { from: "New" }, body: { from: "" } });
    expect(got[2]!.payload).toMatchObject({
      label: { name: "lead", color: "0e8a16" },
      issue: { labels: [{ name: "lead" }] },
      repository: { full_name: "openwater/leads", private: true },
      organization: { login: "openwater" },
      sender: { login: "owner", type: "User" },
      installation: { id: world.app.installationId },
    });
  });

  it("shows an issue as it was when it happened, not as it is when it is sent", async () => {
    const world = livedIn();
    const got = await sent(world, () => {
      closeIssue(world.sandbox.world, world.asOwner, world.issue);
      reopenIssue(world.sandbox.world, world.asOwner, world.issue);
    });
    expect(got.map(({ payload }) => (payload.issue as { state: string }).state)).toEqual(["closed", "open"]);
  });

  it("tells both sides of a transfer", async () => {
    const world = livedIn();
    const there = world.place.repo("openwater/support", { visibility: "private" });
    const got = await sent(world, () => transferIssue(world.sandbox.world, world.asOwner, world.issue, there));
    expect(names(got)).toEqual(["issues.transferred", "issues.opened"]);
    expect(got[0]!.payload.changes).toMatchObject({ new_issue: { number: 1 }, new_repository: { name: "support" } });
    expect(got[1]!.payload.changes).toMatchObject({ old_issue: { number: 1 }, old_repository: { name: "leads" } });
  });

  it("tells a comment's life, also on a pull request", async () => {
    const world = livedIn();
    const got = await sent(world, () => {
      const w = world.sandbox.world;
      const comment = createComment(w, world.asOwner, world.pull, "First");
      editComment(w, world.asOwner, comment, "Second");
      deleteComment(w, world.asOwner, comment);
    });
    expect(names(got)).toEqual(["issue_comment.created", "issue_comment.edited", "issue_comment.deleted"]);
    expect(got[0]!.payload).toMatchObject({ issue: { pull_request: {} } });
    expect(got[1]!.payload.changes).toEqual({ body: { from: "First" } });
  });

  it("tells a label's life", async () => {
    const world = livedIn();
    const got = await sent(world, () => {
      const w = world.sandbox.world;
      const label = createLabel(w, world.asOwner, { repository: world.leads, name: "fresh" });
      editLabel(w, world.asOwner, label, { name: "fresher", description: "Newly made", color: "000000" });
      deleteLabel(w, world.asOwner, label);
    });
    expect(names(got)).toEqual(["label.created", "label.edited", "label.deleted"]);
  });

  it("tells a sub-issue from both sides, and names the repository of the other", async () => {
    const world = livedIn();
    const there = world.place.repo("openwater/support", { visibility: "private" });
    const issue = world.place.issue(there, { title: "Child", by: "owner" });
    const got = await sent(world, () => {
      addSubIssue(world.sandbox.world, world.asOwner, { parent: world.issue, subIssue: issue, replaceParent: false });
      removeSubIssue(world.sandbox.world, world.asOwner, { parent: world.issue, subIssue: issue });
    });
    expect(names(got)).toEqual([
      "sub_issues.parent_issue_added",
      "sub_issues.sub_issue_added",
      "sub_issues.parent_issue_removed",
      "sub_issues.sub_issue_removed",
    ]);
    expect(got[0]!.payload).toMatchObject({
      repository: { name: "support" },
      parent_issue_repo: { name: "leads" },
      sub_issue_id: issue.databaseId,
      parent_issue_id: world.issue.databaseId,
    });
    expect(got[1]!.payload).toMatchObject({ repository: { name: "leads" }, sub_issue_repo: { name: "support" } });
  });

  it("tells a card's life by ids only: no repository, no issue, no board", async () => {
    const world = livedIn();
    const { sandbox, asOwner, board } = world;
    const got = await sent(world, () => {
      const w = sandbox.world;
      const item = addItem(w, asOwner, board, world.child);
      addDraft(w, asOwner, board, "A thought");
      const first = sandbox.store.itemsOf(board.id)[0]!;
      moveItem(w, asOwner, item, first);
      moveItem(w, asOwner, item, null);
      archiveItem(w, asOwner, item, true);
      archiveItem(w, asOwner, item, false);
      deleteItem(w, asOwner, item);
    });
    expect(new Set(names(got))).toEqual(
      new Set(
        ["created", "reordered", "archived", "restored", "deleted"].map((action) => `projects_v2_item.${action}`),
      ),
    );
    for (const { payload } of got) {
      expect(Object.keys(payload).filter((key) => ["repository", "issue", "projects_v2"].includes(key))).toEqual([]);
      expect(payload).toMatchObject({
        organization: { login: "openwater" },
        installation: { id: world.app.installationId },
      });
    }
    expect(got[0]!.payload.projects_v2_item).toMatchObject({
      content_node_id: world.child.id,
      content_type: "Issue",
      project_node_id: board.id,
    });
  });

  it("tells what a field was and is: whole options and iterations, bare values, null for none", async () => {
    const world = livedIn();
    const { sandbox, asOwner, board, issue } = world;
    const item = sandbox.store.itemsOfIssue(issue.id)[0]!;
    const field = (name: string) => sandbox.store.fieldByName(board.id, name)!;
    const option = field("Status").options[2]!;
    const iteration = field("Iteration").iterations[0]!;
    const got = await sent(world, () => {
      const w = sandbox.world;
      setValue(w, asOwner, item, field("Status"), { kind: "single-select", optionId: option.id });
      setValue(w, asOwner, item, field("Iteration"), { kind: "iteration", iterationId: iteration.id });
      setValue(w, asOwner, item, field("Estimate"), { kind: "number", number: 5 });
      setValue(w, asOwner, item, field("Ends"), { kind: "date", date: "2026-05-01" });
      setValue(w, asOwner, item, field("Notes"), { kind: "text", text: "Soon" });
      clearValue(w, asOwner, item, field("Notes"));
    });
    const changes = got.map(({ payload }) => (payload.changes as { field_value: object }).field_value);
    expect(changes).toMatchObject([
      { field_name: "Status", field_type: "single_select", project_number: 1, from: { name: "Qualified" }, to: option },
      { field_type: "iteration", from: null, to: { title: "Iteration 1", start_date: "2026-02-02", completed: true } },
      { field_type: "number", from: null, to: 5 },
      { field_type: "date", from: null, to: "2026-05-01" },
      { field_type: "text", from: null, to: "Soon" },
      { field_type: "text", from: "Soon", to: null },
    ]);
  });

  it("says nothing of a person's own board", async () => {
    const world = livedIn();
    const own = world.place.project("owner", "My own");
    const { permissions, events } = world.sandbox.store.appBySlug("milepost")!;
    world.sandbox.installApp({ slug: "milepost", org: "owner", webhookSecret, permissions, events });
    const got = await sent(world, () => addItem(world.sandbox.world, world.asOwner, own, world.issue));
    expect(got).toEqual([]);
  });

  it("tells a board's life", async () => {
    const world = livedIn();
    const got = await sent(world, () => {
      const project = createProject(world.sandbox.world, world.asOwner, { owner: world.org, title: "Delivery" });
      editProject(world.sandbox.world, world.asOwner, project, { title: "Deliveries" });
      editProject(world.sandbox.world, world.asOwner, project, { closed: true });
      editProject(world.sandbox.world, world.asOwner, project, { closed: false });
    });
    expect(names(got)).toEqual(["created", "edited", "closed", "reopened"].map((action) => `projects_v2.${action}`));
  });

  it("tells an installation's life to its App, whatever it subscribed to", async () => {
    const world = livedIn();
    const { sandbox, asOwner } = world;
    const got = await sent(world, () => {
      const installed = sandbox.installApp({
        slug: "other",
        org: "openwater",
        webhookSecret: "another-secret-another-secret-12",
        permissions: { metadata: "read" },
        events: [],
      });
      const installation = sandbox.store.installations.get(installed.installationId)!;
      changeCoverage(sandbox.world, asOwner, installation, { action: "removed", repositories: [world.open] });
      changeCoverage(sandbox.world, asOwner, installation, { action: "added", repositories: [world.open] });
      suspend(sandbox.world, asOwner, installation, true);
      suspend(sandbox.world, asOwner, installation, false);
      uninstall(sandbox.world, asOwner, installation);
    });
    expect(names(got)).toEqual([
      "installation.created",
      "installation_repositories.removed",
      "installation_repositories.added",
      "installation.suspend",
      "installation.unsuspend",
      "installation.deleted",
    ]);
  });

  it("tells a repository's life and its pushes", async () => {
    const world = livedIn();
    const { sandbox, asOwner, org } = world;
    const got = await sent(world, () => {
      const w = sandbox.world;
      const repository = createRepository(w, asOwner, { owner: org, name: "fresh" });
      renameRepository(w, asOwner, repository, "fresher");
      setVisibility(w, asOwner, repository, "private");
      setVisibility(w, asOwner, repository, "public");
      archiveRepository(w, asOwner, repository, true);
      archiveRepository(w, asOwner, repository, false);
      writeFile(w, asOwner, repository, "README.md", "Hello");
      writeFile(w, asOwner, repository, "README.md", null);
    });
    expect(names(got)).toEqual([
      ...["created", "renamed", "privatized", "publicized", "archived", "unarchived"].map((one) => `repository.${one}`),
      "push",
      "push",
    ]);
    expect(got[6]!.payload).toMatchObject({ ref: "refs/heads/main", head_commit: { added: ["README.md"] } });
  });

  it("tells a dependency from both sides, and names the repository of the other", async () => {
    const world = livedIn();
    const there = world.place.repo("openwater/support", { visibility: "private" });
    const blocking = world.place.issue(there, { title: "Account", by: "owner" });
    const dependency = { blocked: world.issue, blocking };
    const got = await sent(world, () => {
      addBlockedBy(world.sandbox.world, world.asOwner, dependency);
      removeBlockedBy(world.sandbox.world, world.asOwner, dependency);
    });
    expect(names(got)).toEqual([
      "issue_dependencies.blocked_by_added",
      "issue_dependencies.blocking_added",
      "issue_dependencies.blocked_by_removed",
      "issue_dependencies.blocking_removed",
    ]);
    expect(got[0]!.payload).toMatchObject({
      repository: { name: "leads" },
      blocking_issue_repo: { name: "support" },
      blocked_issue_id: world.issue.databaseId,
      blocking_issue: { title: "Account" },
    });
    expect(got[1]!.payload).toMatchObject({ repository: { name: "support" }, blocked_issue_repo: { name: "leads" } });
  });

  it("tells what was asked for by name, with what came along", async () => {
    const world = livedIn();
    const payload = { incident_id: "P1", title: '[FIRING:1] "hub" $(touch x)', labels: { severity: 1 } };
    const got = await sent(world, () =>
      dispatch(world.sandbox.world, world.asOwner, world.leads, { type: "p1-outage", payload }),
    );
    expect(got).toMatchObject([
      { event: "repository_dispatch", payload: { action: "p1-outage", branch: "main", client_payload: payload } },
    ]);
  });

  it("tells a pull request by its head, and its branch's commits as pushes", async () => {
    const world = livedIn();
    const { world: w } = world.sandbox;
    const path = ".github/milepost.yml";
    const got = await sent(world, () => {
      createBranch(w, world.asOwner, world.leads, { branch: "try" });
      writeFiles(w, world.asOwner, world.leads, { branch: "try", changes: { [path]: "version: 2\n" } });
      openPull(w, world.asOwner, world.leads, { title: "Try", head: "try" });
      writeFiles(w, world.asOwner, world.leads, { branch: "try", changes: { [path]: "version: 3\n" } });
    });
    expect(names(got)).toEqual(["push", "push", "pull_request.opened", "push", "pull_request.synchronize"]);
    const [made, first, opened, second, moved] = got.map(({ payload }) => payload);
    expect(made).toMatchObject({ ref: "refs/heads/try", created: true, before: "0".repeat(40) });
    expect(opened).toMatchObject({
      number: 5,
      pull_request: { head: { ref: "try", sha: first!.after }, changed_files: 1 },
    });
    expect(moved).toMatchObject({
      before: first!.after,
      after: second!.after,
      pull_request: { head: { sha: second!.after } },
    });
  });

  it("names GitHub's stand-in when the sender is gone", async () => {
    const world = livedIn();
    const gone = world.sandbox.store.accounts.get(world.ghosts.author)!;
    addMember(world.sandbox.world, world.org, gone);
    const got = await sent(world, () =>
      closeIssue(world.sandbox.world, { ...world.asOwner, account: gone.id }, world.issue),
    );
    expect(got[0]!.payload.sender).toMatchObject({ login: "ghost" });
  });

  it("leaves no described webhook untried", () => {
    const left = Object.keys(webhookSubset.events).filter((name) => !seen.has(name));
    expect(left.sort()).toEqual([...neverSent].sort());
  });
});
