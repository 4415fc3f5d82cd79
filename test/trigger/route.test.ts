import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { installationOf, route } from "../../src/trigger/route.ts";

const repository = { full_name: "openwater/leads", default_branch: "main" };
const push = (paths: object, over: object = {}) => ({
  ref: "refs/heads/main",
  repository,
  commits: [{ added: [], modified: [], removed: [], ...paths }],
  ...over,
});
const card = (over: object) => ({
  action: "edited",
  projects_v2_item: { node_id: "PVTI_1", content_node_id: "I_1", content_type: "Issue", ...over },
});

const item = (issue: string) => ({ kind: "item", issue });
const world = [{ kind: "world" }];
const ignored = [{ kind: "ignore", why: expect.stringMatching(/\w+ \w+/) }];

const rows: readonly { why: string; name: string; payload: unknown; want: unknown }[] = [
  { why: "an event that we do not know is no error", name: "star", payload: { action: "created" }, want: ignored },
  { why: "an issue names itself", name: "issues", payload: { issue: { node_id: "I_1" } }, want: [item("I_1")] },
  {
    why: "a transfer names where it went",
    name: "issues",
    payload: { action: "transferred", issue: { node_id: "I_1" }, changes: { new_issue: { node_id: "I_2" } } },
    want: [item("I_1"), item("I_2")],
  },
  {
    why: "a comment names its issue",
    name: "issue_comment",
    payload: { issue: { node_id: "I_1" } },
    want: [item("I_1")],
  },
  {
    why: "a deleted author changes nothing: senders are not asked",
    name: "issues",
    payload: { issue: { node_id: "I_1", user: null }, sender: null },
    want: [item("I_1")],
  },
  {
    why: "a pull request's comment comes as issue_comment",
    name: "issue_comment",
    payload: { issue: { node_id: "PR_1", pull_request: { url: "x" } } },
    want: ignored,
  },
  {
    why: "our own events are looked at as all others are",
    name: "issues",
    payload: { issue: { node_id: "I_1" }, sender: { type: "Bot", login: "milepost[bot]" } },
    want: [item("I_1")],
  },
  { why: "the card moved", name: "projects_v2_item", payload: card({}), want: [item("I_1")] },
  {
    why: "drafts have no timeline",
    name: "projects_v2_item",
    payload: card({ content_type: "DraftIssue" }),
    want: ignored,
  },
  { why: "not an issue", name: "projects_v2_item", payload: card({ content_type: "PullRequest" }), want: ignored },
  { why: "redacted", name: "projects_v2_item", payload: card({ content_node_id: null }), want: ignored },
  {
    why: "both sides of a link are looked at",
    name: "sub_issues",
    payload: { action: "sub_issue_added", sub_issue: { node_id: "I_2" }, parent_issue: { node_id: "I_1" } },
    want: [item("I_2"), item("I_1")],
  },
  {
    why: "one side may be out of sight",
    name: "sub_issues",
    payload: { parent_issue: { node_id: "I_1" } },
    want: [item("I_1")],
  },
  {
    why: "both sides of a dependency",
    name: "issue_dependencies",
    payload: { blocked_issue: { node_id: "I_1" }, blocking_issue: { node_id: "I_2" } },
    want: [item("I_1"), item("I_2")],
  },
  { why: "a label was renamed or deleted", name: "label", payload: { action: "deleted" }, want: world },
  {
    why: "a new label changes no item, and our own come back here",
    name: "label",
    payload: { action: "created" },
    want: [{ kind: "stale" }],
  },
  { why: "a repository was renamed", name: "repository", payload: { action: "renamed" }, want: world },
  { why: "a board was edited", name: "projects_v2", payload: { action: "edited" }, want: world },
  { why: "a new organisation", name: "installation", payload: { action: "created" }, want: world },
  { why: "the App was removed", name: "installation", payload: { action: "deleted" }, want: [{ kind: "gone" }] },
  { why: "the App was suspended", name: "installation", payload: { action: "suspend" }, want: [{ kind: "gone" }] },
  { why: "more repositories", name: "installation_repositories", payload: { action: "added" }, want: world },
  { why: "the config changed", name: "push", payload: push({ modified: [".github/milepost.yml"] }), want: world },
  { why: "a template went", name: "push", payload: push({ removed: ["checklists/phase-1.md"] }), want: world },
  { why: "code is not ours", name: "push", payload: push({ added: ["src/index.ts"] }), want: ignored },
  {
    why: "only the default branch counts",
    name: "push",
    payload: push({ modified: [".github/milepost.yml"] }, { ref: "refs/heads/try" }),
    want: ignored,
  },
  {
    why: "a forced push hides what it took away",
    name: "push",
    payload: push({}, { forced: true, commits: [] }),
    want: world,
  },
  { why: "a dispatch from nowhere", name: "repository_dispatch", payload: { action: "emergency" }, want: ignored },
  {
    why: "a dispatch names its flow and brings data",
    name: "repository_dispatch",
    payload: { action: "p1-outage", repository, client_payload: { incident_id: "I1", "{{ x }}": [1] } },
    want: [
      {
        kind: "dispatch",
        repository: "openwater/leads",
        flow: "p1-outage",
        payload: { incident_id: "I1", "{{ x }}": [1] },
      },
    ],
  },
  {
    why: "a dispatch without data, or with some that is no object, brings none",
    name: "repository_dispatch",
    payload: { action: "p1-outage", repository, client_payload: null },
    want: [{ kind: "dispatch", repository: "openwater/leads", flow: "p1-outage", payload: {} }],
  },
  {
    why: "a pull request proposes a commit",
    name: "pull_request",
    payload: {
      action: "synchronize",
      repository,
      pull_request: { base: { ref: "main" }, head: { sha: "a".repeat(40) } },
    },
    want: [{ kind: "proposal", repository: "openwater/leads", head: "a".repeat(40) }],
  },
  {
    why: "a pull request that is aimed at the default branch now may change the config without a commit",
    name: "pull_request",
    payload: {
      action: "edited",
      changes: { base: { ref: { from: "next" } } },
      repository,
      pull_request: { base: { ref: "main" }, head: { sha: "a".repeat(40) } },
    },
    want: [{ kind: "proposal", repository: "openwater/leads", head: "a".repeat(40) }],
  },
  {
    why: "a pull request whose words were edited proposes nothing new",
    name: "pull_request",
    payload: {
      action: "edited",
      changes: { title: { from: "x" } },
      repository,
      pull_request: { base: { ref: "main" }, head: { sha: "a".repeat(40) } },
    },
    want: ignored,
  },
  {
    why: "a pull request against another branch cannot become the config",
    name: "pull_request",
    payload: { action: "opened", repository, pull_request: { base: { ref: "next" }, head: { sha: "a".repeat(40) } } },
    want: ignored,
  },
  {
    why: "a head that is no commit",
    name: "pull_request",
    payload: { action: "opened", repository, pull_request: { base: { ref: "main" }, head: { sha: "main" } } },
    want: ignored,
  },
  {
    why: "a pull request that is closed proposes nothing",
    name: "pull_request",
    payload: { action: "closed", repository, pull_request: { base: { ref: "main" }, head: { sha: "a".repeat(40) } } },
    want: ignored,
  },
  { why: "a milestone is named by the config", name: "milestone", payload: { action: "closed" }, want: world },
  { why: "a body of null", name: "issues", payload: null, want: ignored },
  { why: "a list", name: "issues", payload: [{ issue: { node_id: "I_1" } }], want: ignored },
  { why: "no issue", name: "issues", payload: {}, want: ignored },
  { why: "an id that is no id", name: "issues", payload: { issue: { node_id: 7 } }, want: ignored },
  {
    why: "text that would travel into logs",
    name: "issues",
    payload: { issue: { node_id: "I_1\n{private}" } },
    want: ignored,
  },
  { why: "a name from Object's own family", name: "constructor", payload: {}, want: ignored },
];

describe("route", () => {
  it.each(rows)("$name: $why", ({ name, payload, want }) => {
    expect(route(name, payload)).toEqual(want);
  });

  it("asks the config which pushed files matter, once there is one", () => {
    const isWatched = (repo: string, path: string) => repo === "openwater/leads" && path === "steps/a.txt";
    expect(route("push", push({ added: ["steps/a.txt"] }), isWatched)).toEqual(world);
    expect(route("push", push({ added: [".github/other.yml"] }), isWatched)).toEqual(ignored);
  });

  it("never throws and always answers with known intents, whatever the payload", () => {
    const names = [...new Set(rows.map(({ name }) => name)), "__proto__", ""];
    const keys = [
      "issue",
      "node_id",
      "pull_request",
      "projects_v2_item",
      "content_type",
      "sub_issue",
      "changes",
      "commits",
      "ref",
    ];
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, 0, "", "Issue", "I_1", "refs/heads/main", true, repository),
        fc.anything(),
        fc.array(tie("any"), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...keys), tie("any")),
      ),
    })).any;
    fc.assert(
      fc.property(fc.constantFrom(...names), value, (name, payload) => {
        const intents = route(name, payload);
        expect(intents.length).toBeGreaterThan(0);
        for (const intent of intents) {
          expect(["item", "world", "sweep", "stale", "gone", "ignore"]).toContain(intent.kind);
          if (intent.kind === "item") expect(intent.issue).toMatch(/^[\w=+/-]+$/);
        }
        installationOf(payload);
      }),
      { numRuns: 5000 },
    );
  });
});

describe("installationOf", () => {
  it.each([
    [{ installation: { id: 42 } }, 42],
    [{}, null],
    [null, null],
    [{ installation: { id: "42" } }, null],
    [{ installation: { id: -1 } }, null],
    [{ installation: [] }, null],
  ])("reads %j as %s", (payload, want) => {
    expect(installationOf(payload)).toBe(want);
  });
});
