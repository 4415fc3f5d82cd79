/**
 * What belongs to an issue over REST: labels, comments, events, sub-issues.
 */
import { describe, expect, it } from "vitest";
import { asLead, labels, numbers, repo } from "./as-lead.ts";

describe("labels of an issue", () => {
  it("are added one by one, and adding again changes nothing", async () => {
    const { sandbox, issue, write } = asLead();
    expect(labels(await write(`POST ${repo}/issues/1/labels`, { labels: ["stage: lead"] }))).toEqual([
      "lead",
      "stage: lead",
    ]);
    const events = sandbox.store.timelineOf(issue.id).length;
    expect(labels(await write(`POST ${repo}/issues/1/labels`, ["STAGE: LEAD"]))).toEqual(["lead", "stage: lead"]);
    expect(sandbox.store.timelineOf(issue.id)).toHaveLength(events);
  });

  it("are replaced as a whole by PUT, taken off one by one or all", async () => {
    const { look, write } = asLead();
    expect(labels(await write(`PUT ${repo}/issues/1/labels`, { labels: ["good first issue"] }))).toEqual([
      "good first issue",
    ]);
    expect(await write(`DELETE ${repo}/issues/1/labels/lead`)).toMatchObject({
      status: 404,
      body: { message: "Label does not exist" },
    });
    expect(labels(await write(`DELETE ${repo}/issues/1/labels/good%20first%20issue`))).toEqual([]);
    await write(`POST ${repo}/issues/1/labels`, { labels: ["lead"] });
    expect((await write(`DELETE ${repo}/issues/1/labels`)).status).toBe(204);
    expect(labels(await look(`${repo}/issues/1/labels`))).toEqual([]);
  });
});

describe("comments and events", () => {
  it("come since a time", async () => {
    const { sandbox, look, write } = asLead();
    sandbox.clock.advance(60);
    await write(`POST ${repo}/issues/1/comments`, { body: "Later" });
    const bodies = (
      (await look(`${repo}/issues/1/comments?since=2026-03-02T08:00:30Z`)).body as { body: string }[]
    ).map(({ body }) => body);
    expect(bodies).toEqual(["Later"]);
  });

  it("tell the whole timeline in order, board moves without their columns", async () => {
    const { look } = asLead();
    const rows = (await look(`${repo}/issues/1/timeline?per_page=100`)).body as Record<string, unknown>[];
    expect(rows.map(({ event }) => event)).toEqual([
      "labeled",
      "labeled",
      "assigned",
      "added_to_project_v2",
      "project_v2_item_status_changed",
      "commented",
      "renamed",
      "unlabeled",
      "closed",
      "reopened",
      "unassigned",
      "assigned",
      "sub_issue_added",
      "milestoned",
    ]);
    const move = rows.find(({ event }) => event === "project_v2_item_status_changed")!;
    expect(Object.keys(move).filter((key) => /status|project/i.test(key))).toEqual([]);
  });

  it("leave comments out of the events", async () => {
    const { look } = asLead();
    const rows = (await look(`${repo}/issues/1/events?per_page=100`)).body as { event: string }[];
    expect(rows.map(({ event }) => event)).not.toContain("commented");
    expect(rows).toHaveLength(13);
  });
});

describe("sub-issues", () => {
  it("are linked by id, ordered, and unlinked", async () => {
    const { sandbox, leads, child, look, write } = asLead();
    await write(`POST ${repo}/issues`, { title: "Second step" });
    const second = sandbox.store.issueByNumber(leads.id, 5)!;
    const path = `${repo}/issues/1/sub_issues`;
    expect((await write(`POST ${path}`, { sub_issue_id: second.databaseId })).body).toMatchObject({ number: 1 });
    expect(numbers(await look(path))).toEqual([2, 5]);
    await write(`PATCH ${path}/priority`, { sub_issue_id: second.databaseId, before_id: child.databaseId });
    expect(numbers(await look(path))).toEqual([5, 2]);
    await write(`PATCH ${path}/priority`, { sub_issue_id: second.databaseId, after_id: child.databaseId });
    expect(numbers(await look(path))).toEqual([2, 5]);
    await write(`DELETE ${repo}/issues/1/sub_issue`, { sub_issue_id: second.databaseId });
    expect(numbers(await look(path))).toEqual([2]);
  });

  it("have one parent, unless it is to be replaced", async () => {
    const { child, ghosts, look, write } = asLead();
    const path = `POST ${repo}/issues/${ghosts.number}/sub_issues`;
    const refused = await write(path, { sub_issue_id: child.databaseId });
    expect(refused.status).toBe(422);
    expect((refused.body as { message: string }).message).toMatch(/^An error occurred while adding the sub-issue/);
    expect((await write(path, { sub_issue_id: child.databaseId, replace_parent: true })).status).toBe(201);
    expect((await look(`${repo}/issues/2/parent`)).body).toMatchObject({ number: 3 });
  });
});
