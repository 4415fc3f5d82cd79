import { describe, expect, it } from "vitest";
import { createGovernor } from "../../src/github/governor.ts";
import { createWriter } from "../../src/github/writer.ts";
import type { Change } from "../../src/model/change.ts";
import { type Scripted, scripted, testClock } from "./scripted.ts";

const why = { rule: "pipelines.support.checklists[accounts]", fact: "the issue was opened" };
const before = { title: "Old title", body: "old" };

function edit(more: { title?: string; body?: string }, issue = "I_7"): Change {
  return { ...why, kind: "edit-issue", issue, title: more.title ?? null, body: more.body ?? null, before };
}
const label: Change = { ...why, kind: "add-label", issue: "I_7", name: "new", label: "LA" };
const comment: Change = { ...why, kind: "add-comment", issue: "I_7", key: "k", body: "text" };

const done = { clientMutationId: null };
const written = (...changes: readonly unknown[]): Scripted => ({
  data: Object.fromEntries(changes.map((change, index) => [`change${index}`, change])),
});
const ok = written(done);

/** What the issue says just before the write. */
function present(more: object = {}, version: string | null = null): Scripted {
  const userContentEdits = { nodes: version === null ? [] : [{ id: version }] };
  return {
    data: { issue0: { title: "Old title", body: "old", updatedAt: "2026-01-05T08:59:00Z", userContentEdits, ...more } },
  };
}

/** Versions of the body after the write, newest first. */
function versions(...nodes: readonly (readonly [id: string, text: string | null])[]): Scripted {
  const shown = nodes.map(([id, diff]) => ({ id, diff, editedAt: "2026-01-05T09:00:00Z" }));
  return { data: { issue0: { userContentEdits: { nodes: shown } } } };
}

async function writing(changes: readonly Change[], ...answers: readonly Scripted[]) {
  const { octokit, asked, finish } = scripted(...answers);
  const outcomes = await createWriter(octokit, createGovernor(testClock())).write(
    { installation: 1, issue: "I_7" },
    changes,
  );
  finish();
  return { outcomes, asked, operations: asked.map((one) => one.operation) };
}

describe("bodies that people write in", () => {
  it("reads nothing more when no body is written", async () => {
    expect((await writing([label], ok)).operations).toEqual(["WritePlan"]);
  });

  it("is read again just before, written with everything else, and its versions are read after", async () => {
    const { outcomes, asked, operations } = await writing(
      [label, edit({ body: "new" })],
      present(),
      written(done, done),
      versions(["E2", "new"], ["E1", "old"]),
    );
    expect(outcomes).toEqual([{ kind: "applied" }, { kind: "applied" }]);
    expect(operations).toEqual(["ReadBodies", "WritePlan", "ReadEdits"]);
    expect(asked[1]!.variables.input0).toEqual({ id: "I_7", body: "new" });
  });

  it("needs no look at versions for a title", async () => {
    const { outcomes, asked, operations } = await writing([edit({ title: "New title" })], present(), ok);
    expect([outcomes, operations]).toEqual([[{ kind: "applied" }], ["ReadBodies", "WritePlan"]]);
    expect(asked[1]!.variables.input0).toEqual({ id: "I_7", title: "New title" });
  });

  it("says each text to the byte, and leaves out what stays", async () => {
    const text = `\`$(id)\` "quotes" """block""" \${{ secrets.X }} \u{1F30A} \r\n${"x".repeat(60_000)}`;
    const { asked } = await writing([edit({ body: text })], present(), ok, versions(["E2", text], ["E1", "old"]));
    expect(asked[1]!.variables.input0).toEqual({ id: "I_7", body: text });
  });

  const left: { why: string; change: Change; shown: Scripted; outcome: object }[] = [
    {
      why: "a person edited the body since",
      change: edit({ body: "new" }),
      shown: present({ body: "theirs" }),
      outcome: {
        kind: "refused",
        why: "Somebody edited it since it was read, so it was left alone. The next look decides anew.",
        until: "2026-01-05T08:59:10Z",
      },
    },
    {
      why: "a person edited the title since",
      change: edit({ title: "New title" }),
      shown: present({ title: "Theirs" }),
      outcome: { kind: "refused", until: "2026-01-05T08:59:10Z" },
    },
    {
      why: "it says already what it should",
      change: edit({ title: "New title", body: "new" }),
      shown: present({ title: "New title", body: "new" }),
      outcome: { kind: "unchanged" },
    },
    {
      why: "it cannot be read again",
      change: edit({ body: "new" }),
      shown: { data: { issue0: null }, errors: [{ type: "NOT_FOUND", path: ["issue0"], message: "gone" }] },
      outcome: { kind: "refused", why: expect.stringContaining("could not be read again") },
    },
    { why: "GitHub is down", change: edit({ body: "new" }), shown: { status: 502 }, outcome: { kind: "refused" } },
  ];
  it.each(left)("is left alone, and the rest is written, when $why", async ({ change, shown, outcome }) => {
    const { outcomes, asked } = await writing([change, label], shown, ok);
    expect(outcomes).toMatchObject([outcome, { kind: "applied" }]);
    expect(asked[1]!.variables).toEqual({ input0: { labelableId: "I_7", labelIds: ["LA"] } });
  });

  it("may have another title than was read when only the body is written, and the other way round", async () => {
    const body = await writing([edit({ body: "new" })], present({ title: "Theirs" }), ok, versions(["E2", "new"]));
    const title = await writing([edit({ title: "New title" })], present({ body: "theirs" }), ok);
    expect([body.outcomes, title.outcomes]).toEqual([[{ kind: "applied" }], [{ kind: "applied" }]]);
  });

  it("is refused with everything else when a limit is met on the way", async () => {
    const { outcomes } = await writing([edit({ body: "new" }), label, comment], { status: 429 });
    expect(outcomes).toMatchObject(Array(3).fill({ kind: "refused", until: "2026-01-05T09:01:00Z" }));
  });

  const quiet: { why: string; version: string | null; after: Scripted }[] = [
    { why: "it was never edited before", version: null, after: versions(["E2", "new"], ["E1", "old"]) },
    { why: "it was edited before", version: "E1", after: versions(["E2", "new"], ["E1", "old"], ["E0", "first"]) },
    { why: "GitHub does not show ours yet", version: "E1", after: versions(["E1", "old"], ["E0", "first"]) },
    { why: "a person wrote on after us", version: "E1", after: versions(["E3", "on"], ["E2", "new"], ["E1", "old"]) },
    { why: "GitHub stores line ends its own way", version: "E1", after: versions(["E2", "new\r\n"], ["E1", "old"]) },
  ];
  it.each(quiet)("is fine when nobody was there in between: $why", async ({ version, after }) => {
    const body = version === "E1" && JSON.stringify(after).includes("\\r\\n") ? "new\n" : "new";
    const { outcomes } = await writing([edit({ body })], present({}, version), ok, after);
    expect(outcomes).toEqual([{ kind: "applied" }]);
  });

  it("puts back what a person wrote between our reading and our writing, and looks again", async () => {
    const { outcomes, asked, operations } = await writing(
      [edit({ body: "new" }), comment],
      present({}, "E1"),
      ok,
      versions(["E3", "new"], ["E2", "theirs"], ["E1", "old"]),
      ok,
      written({ commentEdge: { node: { id: "C", url: "u" } } }),
    );
    expect(operations).toEqual(["ReadBodies", "WritePlan", "ReadEdits", "PutBack", "AddComment"]);
    expect(asked[3]!.variables).toEqual({ input0: { id: "I_7", body: "theirs" } });
    expect(outcomes).toMatchObject([
      { kind: "refused", why: expect.stringContaining("their text was put back"), until: "2026-01-05T09:00:10Z" },
      { kind: "applied" },
    ]);
  });

  const lost: { why: string; after: Scripted[] }[] = [
    { why: "their text is not told", after: [versions(["E3", "new"], ["E2", null], ["E1", "old"])] },
    { why: "versions are not whole texts after all", after: [versions(["E3", "+new"], ["E2", "+t"], ["E1", "old"])] },
    {
      why: "somebody wrote on since, and theirs would be lost in turn",
      after: [versions(["E4", "later"], ["E3", "new"], ["E2", "theirs"], ["E1", "old"])],
    },
    { why: "there were more versions than are read", after: [versions(["E9", "new"], ["E8", "theirs"])] },
    { why: "the versions cannot be read", after: [{ status: 502 }] },
    {
      why: "putting it back came to nothing",
      after: [versions(["E3", "new"], ["E2", "theirs"], ["E1", "old"]), { status: 502 }],
    },
  ];
  it.each(lost)("says that it does not know when $why", async ({ after }) => {
    const { outcomes, operations } = await writing([edit({ body: "new" })], present({}, "E1"), ok, ...after);
    expect(outcomes).toMatchObject([{ kind: "unknown" }]);
    expect(operations.slice(3)).toEqual(after.length === 1 ? [] : ["PutBack"]);
  });
});
