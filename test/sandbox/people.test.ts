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
  return { sandbox, leads, board, place };
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

  it("fills a card's fields by the names on the page, empties them, and archives the card", async () => {
    const { sandbox, place } = lived();
    const board = place.project("openwater", "Delivery", {
      fields: {
        Estimate: "NUMBER",
        "End date": "DATE",
        Notes: "TEXT",
        Impact: [{ name: "🟥 Critical", color: "RED", description: "Now" }, { name: "🟩 Low" }],
        Iteration: [{ title: "Iteration 23", startDate: "2025-08-20", duration: 14 }],
      },
    });
    const lead = asPerson(sandbox, "bd-lead");
    const issue = await lead.openIssue("openwater/leads", { title: "Temple" });
    await lead.addToBoard(issue, board);
    const values = {
      Estimate: 5,
      "End date": "2025-09-30",
      Notes: "x",
      Impact: "🟥 Critical",
      Iteration: "Iteration 23",
    };
    for (const [name, value] of Object.entries(values)) await lead.setField(issue, board, name, value);
    const shown = () => JSON.stringify((sandbox.snapshot() as { projects: object }).projects);
    expect(shown()).toContain(
      '"values":{"End date":"2025-09-30","Estimate":5,"Impact":"🟥 Critical","Iteration":"Iteration 23","Notes":"x"}',
    );
    await lead.recreateOption(board, "Impact", "🟥 Critical");
    await lead.clearField(issue, board, "Estimate");
    await lead.renameField(board, "Notes", "Remarks");
    await lead.deleteField(board, "Iteration");
    await lead.archiveCard(issue, board);
    expect(shown()).toContain('"archived":true,"values":{"End date":"2025-09-30","Remarks":"x"}');
    await lead.archiveCard(issue, board, false);
    await lead.setField(issue, board, "Impact", "🟥 Critical");
    await lead.renameOption(board, "Impact", "🟥 Critical", "Critical");
    expect(shown()).toContain('"archived":false,"values":{"End date":"2025-09-30","Impact":"Critical","Remarks":"x"}');
    expect(sandbox.store.fieldByName(board.id, "Impact")!.options[0]).toMatchObject({
      color: "RED",
      description: "Now",
    });
    await expect(lead.setField(issue, board, "Impact", "None")).rejects.toThrow('has no "None"');
  });

  it("assigns, sets milestones, blocks, dispatches, proposes files and changes who may see", async () => {
    const { sandbox, leads, place } = lived();
    place.milestone(leads, "2025 Q4");
    const heard: string[] = [];
    sandbox.world.listeners.push((event) => heard.push(`${event.name}.${event.action}`));
    const lead = asPerson(sandbox, "bd-lead");
    const [one, other] = [
      place.issue(leads, { title: "A", by: "bd-lead" }),
      place.issue(leads, { title: "B", by: "bd-lead" }),
    ];
    await lead.assign(one, "engineer-1");
    await lead.unassign(one, "engineer-1");
    await lead.setMilestone(one, "2025 Q4");
    await lead.setMilestone(one, null);
    await lead.block(one, other);
    await lead.unblock("openwater/leads#1", other);
    await lead.dispatch("openwater/leads", "p1-outage", { incident_id: "P1" });
    await lead.setVisibility("openwater/leads", "public");
    await lead.writeFiles("openwater/leads", { "a.md": "one" });
    const files = { "a.md": "two", "b.md": "new" };
    const pull = await lead.openPullRequest("openwater/leads", { title: "Try", branch: "try", files });
    await lead.writeFiles("openwater/leads", { "b.md": null }, "try");
    await lead.archiveRepository("openwater/leads");
    expect(heard).toEqual([
      ...["assigned", "unassigned", "milestoned", "demilestoned"].map((action) => `issues.${action}`),
      ...["blocked_by_added", "blocking_added", "blocked_by_removed", "blocking_removed"].map(
        (action) => `issue_dependencies.${action}`,
      ),
      "repository_dispatch.p1-outage",
      "repository.publicized",
      ...["push.null", "push.null", "push.null", "pull_request.opened", "push.null", "pull_request.synchronize"],
      "repository.archived",
    ]);
    expect([leads.files.get("a.md"), sandbox.store.pulls.get(pull.id)]).toMatchObject(["one", { headRef: "try" }]);
    await expect(asPerson(sandbox, "rep-estuary").dispatch("openwater/leads", "x")).rejects.toThrow(
      "403 Repository was archived",
    );
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
