/**
 * Repositories and search over REST.
 */
import { describe, expect, it } from "vitest";
import { renameRepository } from "../../src/sandbox/ops-repositories.ts";
import { ask, installationToken } from "../contract/ask.ts";
import { asLead, repo } from "./as-lead.ts";

describe("a repository", () => {
  it("is found under its new name when it was renamed", async () => {
    const { sandbox, asOwner, leads, look } = asLead();
    renameRepository(sandbox.world, asOwner, leads, "partners");
    const told = await look(`${repo}/issues/1?a=b`);
    expect([told.status, told.headers.get("location")]).toEqual([
      301,
      "http://api.github.test/repos/openwater/partners/issues/1?a=b",
    ]);
    expect((await look("/repos/openwater/partners/issues/1")).status).toBe(200);
  });

  it("gives its files as GitHub does, with git's own ids", async () => {
    const { look } = asLead();
    const told = await look(`${repo}/contents/docs/guide.md`);
    // printf '# Guide\n' | git hash-object --stdin
    expect(told.body).toMatchObject({
      sha: "8c0d02fadc02df29eefff5ad660a022b4a8e5efd",
      size: 8,
      type: "file",
      encoding: "base64",
    });
    expect(Buffer.from((told.body as { content: string }).content, "base64").toString()).toBe("# Guide\n");
    const raw = await look(`${repo}/contents/docs/guide.md`, { accept: "application/vnd.github.raw" });
    expect(raw.text).toBe("# Guide\n");
    const root = (await look(`${repo}/contents`)).body as { name: string; type: string }[];
    expect(root.map(({ name, type }) => [name, type])).toEqual([
      [".github", "dir"],
      ["docs", "dir"],
    ]);
    expect((await look(`${repo}/contents/docs?ref=elsewhere`)).status).toBe(404);
    expect((await look(`${repo}/contents/docs?ref=refs/heads/main`)).status).toBe(200);
  });

  const roles: readonly (readonly [string, string, string])[] = [
    ["owner", "admin", "admin"],
    ["bd-lead", "write", "write"],
    ["rep-estuary", "read", "triage"],
    ["stranger", "none", "none"],
  ];
  it.each(roles)("says that %s has %s, in full %s", async (login, permission, role_name) => {
    const { sandbox, app } = asLead();
    const token = await installationToken(sandbox, app);
    const told = await ask(sandbox, `GET ${repo}/collaborators/${login}/permission`, { token });
    expect(told.body).toMatchObject({ permission, role_name, user: { login } });
  });

  it("does not say what strangers and bots may do", async () => {
    const { look } = asLead();
    expect((await look(`${repo}/collaborators/nobody/permission`)).status).toBe(404);
    expect((await look(`${repo}/collaborators/milepost[bot]/permission`)).status).toBe(404);
  });
});

describe("search", () => {
  const queries: readonly (readonly [string, readonly number[]])[] = [
    ["repo:openwater/leads is:issue", [2, 3, 1]],
    ["repo:openwater/leads is:pr", [4]],
    ["repo:openwater/leads is:open is:issue", [2, 1]],
    ['repo:openwater/leads label:"lead" is:issue', [1]],
    ["repo:openwater/leads -label:lead is:issue", [2, 3]],
    ["org:openwater author:engineer-1 is:pr", [4]],
    ["org:openwater hub is:issue", [1]],
    ['org:openwater "want a hub" is:issue', [1]],
    ["org:openwater no:assignee is:issue", [2, 3]],
    ["org:openwater created:<2026-02-15 is:issue", [1]],
    ["org:openwater created:2026-02-01..2026-02-28 is:issue", [1]],
  ];
  it.each(queries)("finds %s", async (query, expected) => {
    const { sandbox, look } = asLead();
    sandbox.clock.advance(60);
    const told = await look(`/search/issues?q=${encodeURIComponent(query)}`);
    const items = (told.body as { items: { number: number }[] }).items.map(({ number }) => number);
    expect([...items].sort()).toEqual([...expected].sort());
    expect(told.body).toMatchObject({ total_count: expected.length, incomplete_results: false });
  });

  it("lags a minute behind, in what there is and in its labels and states", async () => {
    const { sandbox, look, write } = asLead();
    sandbox.clock.advance(3600);
    await write(`POST ${repo}/issues`, { title: "Fresh", labels: ["fresh"] });
    await write(`POST ${repo}/issues/1/labels`, { labels: ["fresh"] });
    await write(`PATCH ${repo}/issues/2`, { state: "closed" });
    const count = async (query: string) =>
      ((await look(`/search/issues?q=repo:openwater/leads+${query}`)).body as { total_count: number }).total_count;
    const counts = async () => [await count("label:fresh"), await count("is:open+is:issue")];
    expect(await counts()).toEqual([0, 2]);
    sandbox.clock.advance(59);
    expect(await counts()).toEqual([0, 2]);
    sandbox.clock.advance(1);
    expect(await counts()).toEqual([2, 2]);
  });

  it("finds nothing in what the viewer may not see", async () => {
    const { sandbox } = asLead();
    sandbox.clock.advance(60);
    const token = sandbox.tokenOf("stranger");
    const told = await ask(sandbox, "GET /search/issues?q=hub", { token });
    expect(told.body).toMatchObject({ total_count: 0, items: [] });
    expect((await ask(sandbox, "GET /search/issues?q=repo:openwater/leads", { token })).status).toBe(422);
  });

  it("wants Apps to say what they look for", async () => {
    const { sandbox, app } = asLead();
    const token = await installationToken(sandbox, app);
    expect((await ask(sandbox, "GET /search/issues?q=hub", { token })).status).toBe(422);
  });
});
