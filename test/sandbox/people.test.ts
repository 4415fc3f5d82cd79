import { describe, expect, it } from "vitest";
import { builder } from "../../src/sandbox/build.ts";
import { createSandbox } from "../../src/sandbox/create-sandbox.ts";
import { asPerson } from "../../src/sandbox/people.ts";

function lived() {
  const sandbox = createSandbox({ now: "2025-09-01T09:00:00Z" });
  sandbox.hooks.automatic = false;
  const place = builder(sandbox.world);
  place.org("openwater", { owners: ["bd-lead"], members: ["engineer-1"] });
  place.user("rep-estuary");
  const leads = place.repo("openwater/leads", { visibility: "private", labels: ["lead"] });
  const board = place.project("openwater", "Partnerships", { status: ["Lead", "Prospect"] });
  return { sandbox, leads, board };
}

describe("a person", () => {
  it("does nothing by being there", () => {
    const { sandbox } = lived();
    const before = sandbox.snapshot();
    asPerson(sandbox, "bd-lead");
    expect(sandbox.snapshot()).toEqual(before);
    expect(sandbox.meter.requests).toBe(0);
  });

  it("opens, labels, comments, moves, edits and closes through the API", async () => {
    const { sandbox, leads, board } = lived();
    const lead = asPerson(sandbox, "bd-lead");
    const issue = await lead.openIssue("openwater/leads", { title: "Temple", body: "Hello", labels: ["lead"] });
    await lead.addToBoard(issue, board);
    await lead.moveCard("openwater/leads#1", board, "Prospect");
    const comment = await lead.comment(issue, "first");
    await lead.editComment(comment, "second");
    await lead.unlabel(issue, "LEAD");
    await lead.label(issue, "lead");
    await lead.editTitle(issue, "Temple University");
    await lead.editBody(issue, "Hello again");
    await lead.close(issue, "NOT_PLANNED");
    await lead.reopen(issue);
    const { store } = sandbox;
    expect(store.issueByNumber(leads.id, 1)).toMatchObject({
      title: "Temple University",
      body: "Hello again",
      state: "OPEN",
    });
    expect(store.commentsOf(issue.id).map(({ body }) => body)).toEqual(["second"]);
    expect(sandbox.meter.mutationFields).toBe(11);
    const moved = store
      .timelineOf(issue.id)
      .filter((row) => "type" in row && row.type === "ProjectV2ItemStatusChangedEvent");
    expect(moved).toHaveLength(1);
    await lead.deleteComment(comment);
    await lead.removeFromBoard(issue, board);
    expect([store.commentsOf(issue.id), store.itemsOfIssue(issue.id)]).toEqual([[], []]);
  });

  it("meets GitHub's refusals as errors with GitHub's words", async () => {
    const { sandbox } = lived();
    await asPerson(sandbox, "bd-lead").openIssue("openwater/leads", { title: "Temple" });
    const stranger = asPerson(sandbox, "rep-estuary");
    await expect(stranger.comment("openwater/leads#1", "hi")).rejects.toThrow(
      "Could not resolve to a node with the global id",
    );
    await expect(asPerson(sandbox, "bd-lead").comment("openwater/leads#1", " ")).rejects.toThrow(
      "Body cannot be blank",
    );
  });

  it("says which name is wrong before anything is asked", async () => {
    const { sandbox, board } = lived();
    const lead = asPerson(sandbox, "bd-lead");
    const issue = await lead.openIssue("openwater/leads", { title: "Temple" });
    const asked = sandbox.meter.requests;
    await expect(lead.label(issue, "mood")).rejects.toThrow(`no label "mood"`);
    await expect(lead.moveCard(issue, board, "Won")).rejects.toThrow(`no column "Won"`);
    await expect(lead.moveCard(issue, board, "Lead")).rejects.toThrow(`not on the board "Partnerships"`);
    await expect(lead.close("openwater/leads#9")).rejects.toThrow("no issue openwater/leads#9");
    expect(sandbox.meter.requests).toBe(asked);
  });
});
