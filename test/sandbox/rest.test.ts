/**
 * Issues over REST, beyond their shape: which ones, in which order, by pages, and what writing one does on the side.
 */
import { describe, expect, it } from "vitest";
import { deleteIssue } from "../../src/sandbox/ops-issues.ts";
import { archiveRepository } from "../../src/sandbox/ops-repositories.ts";
import { transferIssue } from "../../src/sandbox/ops-transfer.ts";
import { ask } from "../contract/ask.ts";
import { asLead, labels, numbers, repo } from "./as-lead.ts";

describe("the list of issues", () => {
  it("changes nothing by being read", async () => {
    const { sandbox, look } = asLead();
    const before = JSON.stringify(sandbox.snapshot());
    await look(`${repo}/issues?state=all`);
    expect(JSON.stringify(sandbox.snapshot())).toBe(before);
  });

  // 1 and 2 are open issues, 3 is closed and its author is gone, 4 is an open pull request.
  const filters: readonly (readonly [string, readonly number[], string])[] = [
    ["", [4, 2, 1], "open ones, newest first, pull requests among them"],
    ["?state=closed", [3], "closed ones"],
    ["?state=all", [4, 3, 2, 1], "all"],
    ["?state=all&direction=asc&sort=created", [1, 2, 3, 4], "oldest first: number 1 was opened a month earlier"],
    ["?state=all&sort=comments", [3, 1, 4, 2], "by comments, and the newer first where they are equal"],
    ["?labels=lead", [1], "by label"],
    ["?labels=LEAD", [1], "a label in another case"],
    ["?labels=lead,stage:%20lead", [], "all of the labels"],
    ["?labels=unknown", [], "a label that there is not"],
    ["?creator=engineer-1", [4], "by who opened it"],
    ["?assignee=engineer-1", [1], "by assignee"],
    ["?assignee=none", [4, 2], "without assignee"],
    ["?assignee=*", [1], "with any assignee"],
    ["?milestone=1", [1], "by milestone"],
    ["?milestone=none", [4, 2], "without milestone"],
    ["?state=all&since=2026-03-02T08:00:00Z", [4, 3, 2, 1], "touched since"],
    ["?state=all&since=2026-03-02T08:00:01Z", [], "touched since later"],
  ];
  it.each(filters)("with %s has %o: %s", async (query, expected) => {
    const { look } = asLead();
    expect(numbers(await look(`${repo}/issues${query}`))).toEqual(expected);
  });

  it("comes by pages, with GitHub's links", async () => {
    const { look } = asLead();
    const first = await look(`${repo}/issues?state=all&per_page=2`);
    expect(numbers(first)).toEqual([4, 3]);
    const base = `http://api.github.test${repo}/issues?state=all&per_page=2`;
    expect(first.headers.get("link")).toBe(`<${base}&page=2>; rel="next", <${base}&page=2>; rel="last"`);
    const second = await look(`${repo}/issues?state=all&per_page=2&page=2`);
    expect(numbers(second)).toEqual([2, 1]);
    expect(second.headers.get("link")).toBe(`<${base}&page=1>; rel="prev", <${base}&page=1>; rel="first"`);
    expect(numbers(await look(`${repo}/issues?per_page=2&page=9`))).toEqual([]);
  });

  it("has 30 on a page when nothing is said, and 100 at most", async () => {
    const { place, leads, look } = asLead();
    for (let round = 0; round < 110; round += 1) place.issue(leads, { title: `Lead ${round}`, by: "bd-lead" });
    expect(numbers(await look(`${repo}/issues`))).toHaveLength(30);
    expect(numbers(await look(`${repo}/issues?per_page=500`))).toHaveLength(100);
  });
});

describe("an issue", () => {
  it("has a null user when its author is gone", async () => {
    const { look } = asLead();
    expect((await look(`${repo}/issues/3`)).body).toMatchObject({ user: null, closed_by: null, state: "closed" });
  });

  it("says that it is a pull request when it is one, and nothing of the kind when it is not", async () => {
    const { look } = asLead();
    expect((await look(`${repo}/issues/4`)).body).toHaveProperty("pull_request.url");
    expect((await look(`${repo}/issues/1`)).body).not.toHaveProperty("pull_request");
  });

  it("links to the base it was asked at", async () => {
    const { look } = asLead();
    expect((await look(`/api/v3${repo}/issues/1`)).body).toMatchObject({
      url: "http://api.github.test/api/v3/repos/openwater/leads/issues/1",
      html_url: "https://github.com/openwater/leads/issues/1",
    });
  });

  it("names its parent, and sums up its sub-issues", async () => {
    const { look } = asLead();
    expect((await look(`${repo}/issues/1`)).body).toMatchObject({ sub_issues_summary: { total: 1, completed: 0 } });
    expect((await look(`${repo}/issues/2/parent`)).body).toMatchObject({ number: 1 });
    expect((await look(`${repo}/issues/1/parent`)).status).toBe(404);
  });

  it("is gone when it was deleted", async () => {
    const { sandbox, asOwner, issue, look } = asLead();
    deleteIssue(sandbox.world, asOwner, issue);
    expect(await look(`${repo}/issues/1`)).toMatchObject({ status: 410, body: { message: "This issue was deleted" } });
    expect(numbers(await look(`${repo}/issues`))).toEqual([4, 2]);
  });

  it("is elsewhere when it was transferred, however often", async () => {
    const { sandbox, asOwner, place, issue, child, look } = asLead();
    const there = place.repo("openwater/support", { visibility: "private", firstNumber: 40 });
    const further = place.repo("openwater/archive", { visibility: "private", firstNumber: 70 });
    const moved = transferIssue(sandbox.world, asOwner, issue, there);
    transferIssue(sandbox.world, asOwner, child, there);
    transferIssue(sandbox.world, asOwner, moved, further);
    const whereIs = async (path: string) => {
      const told = await look(path);
      return [told.status, told.headers.get("location")?.replace("http://api.github.test", "")];
    };
    expect(await whereIs(`${repo}/issues/1`)).toEqual([301, "/repos/openwater/archive/issues/70"]);
    expect(await whereIs(`${repo}/issues/2`)).toEqual([301, "/repos/openwater/support/issues/41"]);
  });
});

describe("opening and editing", () => {
  it("makes the labels that are missing, in GitHub's plain colour", async () => {
    const { sandbox, leads, write } = asLead();
    const told = await write(`POST ${repo}/issues`, { title: "New", labels: ["lead", { name: "brand new" }] });
    expect([told.status, labels(told)]).toEqual([201, ["lead", "brand new"]]);
    expect(sandbox.store.labelByName(leads.id, "brand new")).toMatchObject({ color: "ededed" });
  });

  it("sets labels and assignees as a whole when they are given", async () => {
    const { write } = asLead();
    const told = await write(`PATCH ${repo}/issues/1`, { labels: ["stage: lead"], assignees: ["bd-lead"] });
    expect(labels(told)).toEqual(["stage: lead"]);
    expect(told.body).toMatchObject({ assignees: [{ login: "bd-lead" }], assignee: { login: "bd-lead" } });
  });

  it("leaves alone what is not given", async () => {
    const { write } = asLead();
    const told = await write(`PATCH ${repo}/issues/1`, { title: "Only this" });
    expect(told.body).toMatchObject({ title: "Only this", body: "They want a hub.", milestone: { number: 1 } });
    expect(labels(told)).toEqual(["lead"]);
  });

  it("closes with a reason and opens again", async () => {
    const { write } = asLead();
    expect(
      (await write(`PATCH ${repo}/issues/1`, { state: "closed", state_reason: "not_planned" })).body,
    ).toMatchObject({ state: "closed", state_reason: "not_planned", closed_by: { login: "bd-lead" } });
    expect((await write(`PATCH ${repo}/issues/1`, { state: "open" })).body).toMatchObject({
      state: "open",
      state_reason: "reopened",
      closed_at: null,
    });
  });

  it("is refused in an archived repository", async () => {
    const { sandbox, asOwner, leads, write } = asLead();
    archiveRepository(sandbox.world, asOwner, leads, true);
    for (const what of ["POST /issues", "POST /issues/1/comments", "POST /issues/1/labels"]) {
      const told = await write(what.replace(" /", ` ${repo}/`), { title: "x", body: "x", labels: ["lead"] });
      expect(told).toMatchObject({ status: 403, body: { message: "Repository was archived so is read-only." } });
    }
  });

  it("is refused to whoever may only read", async () => {
    const { sandbox } = asLead();
    const token = sandbox.tokenOf("stranger");
    const path = "/repos/openwater/infrastructure";
    await ask(sandbox, `POST ${path}/issues`, { token: sandbox.tokenOf("bd-lead"), body: { title: "Ours" } });
    expect(await ask(sandbox, `PATCH ${path}/issues/1`, { token, body: { title: "Mine" } })).toMatchObject({
      status: 403,
      body: { message: "Must have admin rights to Repository." },
    });
    expect((await ask(sandbox, `POST ${path}/issues/1/comments`, { token, body: { body: "Hi" } })).status).toBe(201);
  });
});
