/** How the adapter behaves when GitHub does not: the sandbox's faults, one by one, planned and not drawn. */
import { describe, expect, it } from "vitest";
import { createGovernor } from "../../src/github/governor.ts";
import { createReader } from "../../src/github/reader.ts";
import type { Change } from "../../src/model/change.ts";
import { commentAs, itemQuestion, keyOf, knownOf, read, readBoard, statusOf, unknownParts } from "../contract/ports.ts";
import { clientOf, clockOf, type SandboxWorld, sandboxWorld } from "../contract/sandbox-world.ts";

const why = { rule: "r", fact: "f" };
const comment = (world: SandboxWorld): Change => ({
  ...why,
  kind: "add-comment",
  issue: world.issue,
  key: "k",
  body: "ours",
});

/** How many comments there are, whoever may see them. */
function commentCount(world: SandboxWorld): number {
  return [...world.sandbox.store.comments.values()].filter((row) => !row.deleted).length;
}

describe("reading from a GitHub that fails", () => {
  it("meets no fault where none is", async () => {
    const world = sandboxWorld();
    expect(unknownParts(await read(world))).toEqual([]);
    expect(world.governor.closedUntil()).toBeNull();
  });

  const forms = [
    { form: "403", until: "2026-01-05T09:01:00Z" },
    { form: "429", until: "2026-01-05T09:01:00Z" },
    // The sandbox says 60 in retry-after.
    { form: "403+retry-after", until: "2026-01-05T09:01:00Z" },
    { form: "429+retry-after", until: "2026-01-05T09:01:00Z" },
  ] as const;
  it.each(forms)("closes for everybody on a secondary limit: $form", async ({ form, until }) => {
    const world = sandboxWorld();
    world.sandbox.faults.secondaryForms = [form];
    world.sandbox.faults.next("secondaryLimit");
    await expect(read(world)).rejects.toMatchObject({ kind: "limited", until });
    expect(world.requests().reads).toBe(1);
    await expect(read(world)).rejects.toMatchObject({ kind: "limited", until });
    expect((await world.writer.write(keyOf(world), [comment(world)]))[0]).toMatchObject({ kind: "refused", until });
    expect(world.requests()).toEqual({ reads: 0, writes: 0 });
    world.sandbox.clock.advance(60);
    expect(unknownParts(await read(world))).toEqual([]);
  });

  it("closes on RATE_LIMITED, which comes with status 200", async () => {
    const world = sandboxWorld();
    world.sandbox.faults.next("graphqlRateLimited");
    await expect(read(world)).rejects.toMatchObject({ kind: "limited" });
    expect(world.governor.closedUntil()).not.toBeNull();
  });

  it("takes a part for unknown whose page came short, and never for shorter", async () => {
    const world = sandboxWorld();
    for (let time = 0; time < 4; time += 1) {
      await commentAs(world, "text");
      await world.writer.write(keyOf(world), [{ ...comment(world), body: `ours ${time}` } as Change]);
    }
    world.sandbox.faults.truncatedPage = 1;
    const item = await read(world);
    // What has at least one row is cut in half; what is empty cannot be.
    expect(unknownParts(item)).toEqual(["labels", "history", "ownComments", "comments"]);
  });

  it("reads a history of 250 label events, with two more requests, in GitHub's order", async () => {
    const world = sandboxWorld();
    for (let count = 0; count < 125; count += 1) {
      const at = `2026-01-03T${String(8 + Math.floor(count / 60)).padStart(2, "0")}:${String(count % 60).padStart(2, "0")}:00Z`;
      world.build.step(world.lead, { at, by: "bd-lead", label: "urgent" });
      world.build.step(world.lead, { at: at.replace(":00Z", ":30Z"), by: "bd-lead", unlabel: "urgent" });
    }
    world.requests();
    const facts = knownOf((await read(world)).history);
    expect(world.requests()).toEqual({ reads: 3, writes: 0 });
    // Opened, the label it was opened with, and 250 more.
    expect(facts.length).toBe(252);
    expect(facts.map((fact) => fact.at)).toEqual(facts.map((fact) => fact.at).sort());
  });

  it("asks again without board events when the token may not see boards, and goes on with labels alone", async () => {
    const world = sandboxWorld();
    const clock = clockOf(world.sandbox);
    const client = clientOf(world.sandbox, world.sandbox.workflowToken("openwater/leads"));
    const reader = createReader(client, createGovernor(clock));
    const item = await reader.readItem(world.issue, itemQuestion(world));
    expect(item && unknownParts(item)).toContain("boardHistory");
    expect(item && unknownParts(item)).not.toContain("history");
    expect(world.requests().reads).toBe(2);
  });

  it("gives null for an issue that was deleted, and for a pull request", async () => {
    const world = sandboxWorld();
    const pull = world.build.issue(world.leads, { title: "Change", by: "bd-lead", isPullRequest: true });
    expect(await world.reader.readItem(pull.id, itemQuestion(world))).toBeNull();
    world.lead.deleted = true;
    expect(await world.reader.readItem(world.issue, itemQuestion(world))).toBeNull();
  });

  it("names the permission that is missing", async () => {
    const world = sandboxWorld({ permissions: { metadata: "read", issues: "read", organization_projects: "write" } });
    const [outcome] = await world.writer.write(keyOf(world), [comment(world)]);
    expect(outcome).toEqual({
      kind: "failed",
      why: "Resource not accessible by integration: the App lacks Issues: write. Open the installation's settings and grant it.",
    });
  });
});

describe("writing to a GitHub that fails", () => {
  it("sends a creation once where no fault is", async () => {
    const world = sandboxWorld();
    expect(await world.writer.write(keyOf(world), [comment(world)])).toMatchObject([{ kind: "applied" }]);
    expect(commentCount(world)).toBe(1);
  });

  const open = [
    { fault: "appliedThen500", made: 1 },
    { fault: "notApplied502", made: 0 },
  ] as const;
  it.each(open)("sends a creation once, and calls it unknown, on $fault", async ({ fault, made }) => {
    const world = sandboxWorld();
    world.sandbox.faults.next(fault);
    const outcomes = await world.writer.write(keyOf(world), [
      comment(world),
      { ...comment(world), key: "k2" } as Change,
    ]);
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(["unknown", "refused"]);
    expect(world.requests()).toEqual({ reads: 0, writes: 1 });
    expect(commentCount(world)).toBe(made);
  });

  it("makes nothing after a limit in the middle of a plan", async () => {
    const world = sandboxWorld();
    world.sandbox.faults.secondaryForms = ["429"];
    const add: Change = {
      ...why,
      kind: "add-to-board",
      project: world.board.id,
      board: "b",
      issue: world.issue,
      status: null,
    };
    await world.writer.write(keyOf(world), [add]);
    world.sandbox.faults.next("secondaryLimit");
    const outcomes = await world.writer.write(keyOf(world), [
      comment(world),
      { ...comment(world), key: "k2" } as Change,
    ]);
    expect(outcomes).toMatchObject([
      { kind: "refused", until: expect.any(String) },
      { kind: "refused", until: expect.any(String) },
    ]);
    expect(commentCount(world)).toBe(0);
  });

  it("keeps the rest of a document when a label was deleted between reading and writing", async () => {
    const world = sandboxWorld();
    const item = await read(world);
    const stage = item.labelIds["stage: lead"]!;
    await world.person.graphql("mutation($id: ID!) { deleteLabel(input: { id: $id }) { clientMutationId } }", {
      id: stage,
    });
    const { status } = await readBoard(world);
    const outcomes = await world.writer.write(keyOf(world), [
      { ...why, kind: "add-label", issue: world.issue, name: "stage: lead", label: stage },
      { ...why, kind: "remove-label", issue: world.issue, name: "stage: lead", label: stage },
      {
        ...why,
        kind: "add-to-board",
        project: world.board.id,
        board: "b",
        issue: world.issue,
        status: statusOf(status, "Lead"),
      },
    ]);
    expect(outcomes).toMatchObject([
      { kind: "failed", why: expect.stringContaining("The label stage: lead is gone") },
      { kind: "unchanged" },
      { kind: "applied" },
    ]);
    expect(knownOf((await read(world)).cards)[0]?.status?.option).toBe("Lead");
  });

  it("says that its comment is gone when a person deleted it between reading and writing", async () => {
    const world = sandboxWorld();
    await world.writer.write(keyOf(world), [comment(world)]);
    const [own] = knownOf((await read(world)).ownComments);
    const id = own!.id;
    await world.person.graphql("mutation($id: ID!) { deleteIssueComment(input: { id: $id }) { clientMutationId } }", {
      id,
    });
    const edit: Change = { ...why, kind: "edit-comment", comment: id, key: "k", body: "new", before: "ours" };
    expect(await world.writer.write(keyOf(world), [edit])).toMatchObject([
      { kind: "failed", why: expect.stringContaining("The comment is gone") },
    ]);
  });

  it("finds a label made by somebody else in the meantime unchanged, and waits for its id", async () => {
    const world = sandboxWorld();
    world.build.label(world.leads, "urgent");
    const outcomes = await world.writer.write(keyOf(world), [
      {
        ...why,
        kind: "create-label",
        repository: world.leads.id,
        repositoryName: "r",
        name: "Urgent",
        color: "aabbcc",
        description: "",
      },
      { ...why, kind: "add-label", issue: world.issue, name: "Urgent", label: null },
    ]);
    expect(outcomes).toMatchObject([
      { kind: "unchanged" },
      { kind: "refused", why: expect.stringContaining("waits for the label") },
    ]);
  });

  it("puts an issue on a board twice without a second card", async () => {
    const world = sandboxWorld();
    const add: Change = {
      ...why,
      kind: "add-to-board",
      project: world.board.id,
      board: "b",
      issue: world.issue,
      status: null,
    };
    for (let time = 0; time < 2; time += 1)
      expect(await world.writer.write(keyOf(world), [add])).toMatchObject([{ kind: "applied" }]);
    expect(knownOf((await read(world)).cards).length).toBe(1);
  });

  it("assigns who exists, and asks for ids once", async () => {
    const world = sandboxWorld();
    const issue = (key: string): Change => ({
      ...why,
      kind: "create-issue",
      key,
      repository: world.leads.id,
      repositoryName: "openwater/leads",
      title: key,
      body: "",
      labels: [],
      assignees: ["engineer-1", "nobody-here"],
      parent: { kind: "issue", id: world.issue },
      projects: [],
    });
    expect(await world.writer.write(keyOf(world), [issue("a")])).toMatchObject([{ kind: "applied" }]);
    const made = [...world.sandbox.store.issues.values()].at(-1)!;
    expect(made.assignees.map((id) => world.sandbox.store.accounts.get(id)?.login)).toEqual(["engineer-1"]);
  });
});
