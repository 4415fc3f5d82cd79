/** What posting expects of the reading and the writing port: discussions and status updates, through our adapter. */
import { describe, expect, it } from "vitest";
import type { Change } from "../../src/model/change.ts";
import type { PostPlace } from "../../src/model/post.ts";
import { builderActor } from "../../src/sandbox/build-past.ts";
import { createCategory } from "../../src/sandbox/ops-discussions.ts";
import { createStatusUpdate } from "../../src/sandbox/ops-status-updates.ts";
import { keyOf, knownOf, why } from "./ports.ts";
import { sandboxWorld } from "./sandbox-world.ts";

const permissions = {
  metadata: "read",
  issues: "write",
  organization_projects: "write",
  contents: "read",
  discussions: "write",
};

function world(more: Readonly<Record<string, string>> = {}) {
  const made = sandboxWorld({ permissions: { ...permissions, ...more } });
  const category = createCategory(made.sandbox.world, made.leads, { name: "Reports" });
  const discussion: PostPlace = {
    kind: "discussion",
    repository: made.leads.id,
    category: category.id,
    name: "openwater/leads",
  };
  const update: PostPlace = { kind: "status-update", project: made.project.id, name: "Partnerships" };
  const create = (place: PostPlace, body = "All is well."): Change => {
    return { ...why, kind: "create-post", key: "report/weekly/2026-W01", place, title: "Weekly report 2026-W01", body };
  };
  const discussions = async () =>
    knownOf(await made.reader.readOwnDiscussions("openwater", "leads", "reports", [made.identity]));
  const updates = async () => knownOf(await made.reader.readOwnStatusUpdates(made.project.id, [made.identity])).posts;
  const write = async (change: Change) => (await made.writer.write(keyOf(made), [change]))[0]!;
  return { ...made, category, discussion, update, create, discussions, updates, write };
}

describe("posts through the ports", () => {
  it("are none where nothing was posted, with two requests and with one", async () => {
    const one = world();
    expect(await one.discussions()).toEqual({
      category: one.category.id,
      categories: ["Reports"],
      posts: [],
      reach: null,
    });
    expect(one.requests()).toEqual({ reads: 2, writes: 0 });
    expect(await one.updates()).toEqual([]);
    expect(one.requests()).toEqual({ reads: 1, writes: 0 });
  });

  it("are made, found as ours, edited and withdrawn as discussions", async () => {
    const one = world();
    const outcome = await one.write(one.create(one.discussion));
    expect(outcome).toEqual({
      kind: "applied",
      id: expect.stringMatching(/^D_/),
      url: "https://github.com/openwater/leads/discussions/2",
    });
    const [made] = (await one.discussions()).posts;
    expect(made).toMatchObject({ title: "Weekly report 2026-W01", body: "All is well.", number: 2, state: "open" });
    const post = { of: "discussion", post: made!.id, key: "report/weekly/2026-W01" } as const;
    await one.write({ ...why, kind: "edit-post", ...post, title: "Weekly report", body: "Better." });
    await one.write({ ...why, kind: "withdraw-post", ...post });
    expect((await one.discussions()).posts).toMatchObject([
      { title: "Weekly report", body: "Better.", state: "closed", stateReason: "duplicate" },
    ]);
  });

  it("are made, found as ours, edited and withdrawn as status updates, whose status stays a person's", async () => {
    const one = world();
    const outcome = await one.write(one.create(one.update));
    expect(outcome).toEqual({ kind: "applied", id: expect.stringMatching(/^PVTSU_/) });
    const [made] = await one.updates();
    one.sandbox.store.statusUpdates.get(made!.id)!.status = "AT_RISK";
    const post = { of: "status-update", post: made!.id, key: "report/weekly/2026-W01" } as const;
    await one.write({ ...why, kind: "edit-post", ...post, title: "Weekly report", body: "Better." });
    expect(await one.updates()).toMatchObject([
      { body: "Better.", url: "https://github.com/orgs/openwater/projects/61" },
    ]);
    expect(one.sandbox.store.statusUpdates.get(made!.id)!.status).toBe("AT_RISK");
    await one.write({ ...why, kind: "withdraw-post", ...post });
    expect(await one.updates()).toEqual([]);
  });

  it("by others are not ours", async () => {
    const one = world();
    await one.write(one.create(one.discussion));
    await one.write(one.create(one.update));
    expect(knownOf(await one.reader.readOwnDiscussions("openwater", "leads", "Reports", ["U_1"])).posts).toEqual([]);
    expect(knownOf(await one.reader.readOwnStatusUpdates(one.project.id, ["U_1"])).posts).toEqual([]);
  });

  it("name the categories that there are when the one asked for is not among them", async () => {
    const one = world();
    const read = await one.reader.readOwnDiscussions("openwater", "leads", "News", [one.identity]);
    expect(knownOf(read)).toEqual({ category: null, categories: ["Reports"], posts: [], reach: null });
  });

  const refused = [
    { lacks: "discussions", place: "discussion", words: "the App lacks Discussions: write" },
    { lacks: "organization_projects", place: "update", words: "the App lacks Organization projects: write" },
  ] as const;
  it.each(refused)("say which permission is missing without $lacks", async ({ lacks, place, words }) => {
    const one = world({ [lacks]: "read" });
    expect(await one.write(one.create(one[place]))).toMatchObject({
      kind: "failed",
      why: expect.stringContaining(words),
    });
  });

  it.each(["discussion", "update"] as const)("are not written once the place of the %s is public", async (place) => {
    const one = world();
    const guarded = { ...one.create(one[place]), onlyWhile: "private" } as Change;
    one.leads.visibility = "public";
    one.project.public = true;
    expect(await one.write(guarded)).toMatchObject({ kind: "failed", why: expect.stringContaining("is public now") });
    expect([one.sandbox.store.discussions.size, one.sandbox.store.statusUpdates.size]).toEqual([0, 0]);
  });

  it.each(["discussion", "update"] as const)("are not edited once the place of the %s is public", async (place) => {
    const one = world();
    const made = await one.write(one.create(one[place]));
    one.leads.visibility = "public";
    one.project.public = true;
    const of = place === "discussion" ? "discussion" : "status-update";
    const post = made.kind === "applied" ? made.id! : "";
    const edit = { kind: "edit-post", key: "k", of, post, title: "T", body: "secret", onlyWhile: "private" } as const;
    expect(await one.write({ ...why, ...edit })).toMatchObject({
      kind: "failed",
      why: expect.stringContaining("is public now"),
    });
    expect(JSON.stringify(one.sandbox.snapshot())).not.toContain("secret");
  });

  it("say how far back the list reaches when there are more than a hundred", async () => {
    const one = world();
    for (let number = 0; number < 101; number += 1) {
      createStatusUpdate(one.sandbox.world, builderActor(one.sandbox.world, "bd-lead"), one.project, { body: "." });
      one.sandbox.clock.advance(60);
    }
    // The first was made at 09:00; the hundred that are listed begin with the second.
    const read = knownOf(await one.reader.readOwnStatusUpdates(one.project.id, [one.identity]));
    expect(read).toEqual({ posts: [], reach: "2026-01-05T09:01:00Z" });
  });

  it("are unknown when GitHub counts more than it gives", async () => {
    const one = world();
    await one.write(one.create(one.update));
    one.sandbox.faults.next("truncatedPage");
    const read = await one.reader.readOwnStatusUpdates(one.project.id, [one.identity]);
    expect(read).toMatchObject({ known: false });
  });
});
