/** Files at commits, branches beside the default one, and the pull requests that propose them. */
import { describe, expect, it } from "vitest";
import { writeFile } from "../../src/sandbox/ops-files.ts";
import { actor, type Openwater, openwater } from "./openwater.ts";

const path = ".github/milepost.yml";

function withFile(): Openwater {
  const w = openwater();
  writeFile(w.world, actor(w, "bd-lead"), w.leads, path, "version: 1\n");
  w.heard.length = 0;
  return w;
}

function read(w: Openwater, expression: string) {
  const query = `query($e: String!) { repository(owner: "openwater", name: "leads") {
    object(expression: $e) { oid ... on Blob { text } } } }`;
  return w.ask(w.as("engineer-1"), query, { e: expression }).data.repository.object;
}

function head(w: Openwater): string {
  const query = `{ repository(owner: "openwater", name: "leads") { defaultBranchRef { name target { oid } } } }`;
  return w.ask(w.as("engineer-1"), query).data.repository.defaultBranchRef.target.oid;
}

function propose(w: Openwater, text: string) {
  const lead = w.as("bd-lead");
  const run = (field: string, input: object, select: string) => {
    const type = `${field[0]!.toUpperCase()}${field.slice(1)}Input`;
    return w.ask(lead, `mutation($input: ${type}!) { done: ${field}(input: $input) { ${select} } }`, { input });
  };
  run("createRef", { repositoryId: w.leads.id, name: "refs/heads/try", oid: head(w) }, "ref { name }");
  const commit = (oid: string, contents: string) =>
    run(
      "createCommitOnBranch",
      {
        branch: { repositoryNameWithOwner: "openwater/leads", branchName: "try" },
        message: { headline: "Try" },
        expectedHeadOid: oid,
        fileChanges: { additions: [{ path, contents: Buffer.from(contents).toString("base64") }] },
      },
      "commit { oid }",
    );
  const first = commit(head(w), text).data.done.commit.oid as string;
  const input = { repositoryId: w.leads.id, baseRefName: "main", headRefName: "try", title: "Try this" };
  const select = "pullRequest { id number headRefOid baseRefOid files(first: 5) { nodes { path changeType } } }";
  return { run, commit, first, opened: run("createPullRequest", input, select) };
}

describe("files", () => {
  it("make no commit when nothing changed", () => {
    const w = withFile();
    const before = head(w);
    writeFile(w.world, actor(w, "bd-lead"), w.leads, path, "version: 1\n");
    expect([head(w), w.said()]).toEqual([before, []]);
  });

  it("stay readable at the commit that held them, with git's own ids", () => {
    const w = withFile();
    const before = head(w);
    writeFile(w.world, actor(w, "bd-lead"), w.leads, path, "version: 2\n");
    // printf 'version: 1\n' | git hash-object --stdin
    expect(read(w, `${before}:${path}`)).toEqual({
      oid: "b82551848c644f63b8517a7bdf8be9a992e6f4da",
      text: "version: 1\n",
    });
    expect(read(w, `main:${path}`).text).toBe("version: 2\n");
    expect(head(w)).not.toBe(before);
    expect(read(w, `${"0".repeat(40)}:${path}`)).toBeNull();
    expect(read(w, `${before}:nothing`)).toBeNull();
  });

  it("are pushed with the ids of the commits before and after", () => {
    const w = withFile();
    const before = head(w);
    writeFile(w.world, actor(w, "bd-lead"), w.leads, path, null);
    expect(w.heard).toMatchObject([
      { name: "push", branch: "main", before: { oid: before }, after: { oid: head(w) }, removed: [path] },
    ]);
  });
});

describe("a pull request", () => {
  it("shows its head, and what it changes, at a commit that is not on the default branch", () => {
    const w = withFile();
    const { first, opened } = propose(w, "version: 3\n");
    expect(opened.data.done.pullRequest).toMatchObject({
      number: 2,
      headRefOid: first,
      baseRefOid: head(w),
      files: { nodes: [{ path, changeType: "MODIFIED" }] },
    });
    expect(read(w, `${first}:${path}`).text).toBe("version: 3\n");
    expect(read(w, `HEAD:${path}`).text).toBe("version: 1\n");
    expect(w.said()).toEqual(["push", "push", "pull_request.opened"]);
  });

  it("goes along when its branch is written", () => {
    const w = withFile();
    const { first, commit } = propose(w, "version: 3\n");
    const second = commit(first, "version: 4\n").data.done.commit.oid;
    expect(w.said().slice(3)).toEqual(["push", "pull_request.synchronize"]);
    expect(w.heard.at(-1)).toMatchObject({ before: { oid: first }, after: { oid: second }, pull: { headOid: second } });
  });

  it("refuses a commit on what has moved, a branch without news, and who may only read", () => {
    const w = withFile();
    const { run, commit } = propose(w, "version: 3\n");
    expect(commit(head(w), "version: 5\n").errors).toMatchObject([{ type: "STALE_DATA" }]);
    run("createRef", { repositoryId: w.leads.id, name: "refs/heads/same", oid: head(w) }, "ref { name }");
    const same = { repositoryId: w.leads.id, baseRefName: "main", headRefName: "same", title: "Nothing" };
    expect(run("createPullRequest", same, "clientMutationId").errors).toMatchObject([
      { type: "UNPROCESSABLE", message: "No commits between main and same" },
    ]);
    const mutation = `mutation($input: CreatePullRequestInput!) { createPullRequest(input: $input) { clientMutationId } }`;
    const input = { ...same, headRefName: "try" };
    expect(w.ask(w.app({ issues: "write", contents: "read" }), mutation, { input }).errors).toMatchObject([
      { type: "FORBIDDEN" },
    ]);
  });

  it("is commented on by an App only when it may write pull requests, and a locked issue by none", () => {
    const w = withFile();
    const { opened } = propose(w, "version: 3\n");
    const say = `mutation($id: ID!) { addComment(input: { subjectId: $id, body: "x" }) { clientMutationId } }`;
    const types = (permissions: Record<string, string>, id: string) =>
      w.ask(w.app(permissions), say, { id }).errors?.map((error) => error.type) ?? [];
    const pull = opened.data.done.pullRequest.id;
    expect(types({ issues: "write" }, pull)).toEqual(["FORBIDDEN"]);
    expect(types({ issues: "write", pull_requests: "write" }, pull)).toEqual([]);
    w.lead.locked = true;
    expect(types({ issues: "write", pull_requests: "write" }, w.lead.id)).toEqual(["FORBIDDEN"]);
    expect(w.ask(w.as("engineer-1"), say, { id: w.lead.id }).errors).toBeUndefined();
  });
});
