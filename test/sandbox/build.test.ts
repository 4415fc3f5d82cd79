import { describe, expect, it } from "vitest";
import { placeAt } from "../../src/sandbox/build-past.ts";
import { snapshotOf } from "../../src/sandbox/snapshot.ts";
import { type Openwater, openwater } from "./openwater.ts";

// biome-ignore lint/suspicious/noExplicitAny: a snapshot is JSON -- a test reads it by eye
function snapshot(w: Openwater, options = {}): any {
  return snapshotOf(w.world.store, options);
}

describe("placing history", () => {
  it("says nothing and leaves the clock where it stood", () => {
    const w = openwater();
    w.place.issue(w.leads, {
      title: "Delta",
      by: "bd-lead",
      at: "2025-07-07T09:00:00Z",
      on: [w.board],
      moves: [{ at: "2025-07-11T09:00:00Z", by: "bd-lead", to: "Qualified lead" }],
    });
    expect(w.said()).toEqual([]);
    expect(w.world.clock.now()).toBe("2025-09-01T09:00:00Z");
  });

  it("gives each thing the time at which it is placed", () => {
    const w = openwater();
    const issue = w.place.issue(w.leads, {
      title: "Delta",
      by: "bd-lead",
      at: "2025-07-07T09:00:00Z",
      on: [w.board],
      moves: [
        { at: "2025-07-18T09:00:00Z", by: "engineer-1", to: "Prospect" },
        { at: "2025-07-11T09:00:00Z", by: "bd-lead", to: "Qualified lead" },
      ],
    });
    const events = w.world.store
      .timelineOf(issue.id)
      .flatMap((row) => ("type" in row ? [[row.createdAt, row.data.status]] : []));
    expect(events).toEqual([
      ["2025-07-07T09:00:00Z", undefined],
      ["2025-07-11T09:00:00Z", "Qualified lead"],
      ["2025-07-18T09:00:00Z", "Prospect"],
    ]);
    expect(issue).toMatchObject({ createdAt: "2025-07-07T09:00:00Z", updatedAt: "2025-07-07T09:00:00Z" });
    const card = w.world.store.itemsOfIssue(issue.id)[0]!;
    expect(card.updatedAt).toBe("2025-07-18T09:00:00Z");
  });

  it("is heard again as soon as it is over, also when placing failed", () => {
    const w = openwater();
    const fail = () => {
      throw new Error("no");
    };
    expect(() => placeAt(w.world, "2025-08-01T00:00:00Z", fail)).toThrow("no");
    expect([w.world.muted.depth, w.world.clock.now()]).toEqual([0, "2025-09-01T09:00:00Z"]);
  });

  const wrong: readonly { why: string; act: (w: Openwater) => void; message: string }[] = [
    {
      why: "the future",
      act: (w) => placeAt(w.world, "2025-09-02T00:00:00Z", () => null),
      message: "the sandbox's clock stands at 2025-09-01T09:00:00Z",
    },
    {
      why: "nobody",
      act: (w) => w.place.issue(w.leads, { title: "x", by: "nobody" }),
      message: `Nobody in this sandbox is called "nobody"`,
    },
    {
      why: "no such column",
      act: (w) => w.place.step(w.lead, { at: "2025-08-01T00:00:00Z", by: "bd-lead", move: "Won" }),
      message: `has no "Won". It has: Lead, Qualified lead, Prospect, Partner.`,
    },
  ];
  it.each(wrong)("says what is wrong: $why", ({ act, message }) => {
    expect(() => act(openwater())).toThrow(message);
  });
});

describe("a snapshot", () => {
  it("of two sandboxes that lived the same is the same, to the byte", () => {
    expect(JSON.stringify(snapshot(openwater()))).toBe(JSON.stringify(snapshot(openwater())));
  });

  it("holds no ids and no times", () => {
    const w = openwater();
    w.place.step(w.lead, { at: "2025-08-01T00:00:00Z", by: "milepost[bot]", comment: "hello" });
    const text = JSON.stringify(snapshot(w));
    for (const id of [w.lead.id, String(w.lead.databaseId), w.board.id, "2025-"]) expect(text).not.toContain(id);
  });

  it("names everything that is so", () => {
    const w = openwater();
    w.place.issue(w.leads, { title: "Child", by: "bd-lead", parent: w.lead, labels: ["stage: lead", "lead"] });
    w.place.step(w.lead, { at: "2025-08-01T00:00:00Z", by: "milepost[bot]", comment: "hello" });
    w.place.step(w.lead, { at: "2025-08-01T00:00:00Z", by: "bd-lead", move: "Prospect" });
    const { repositories, projects } = snapshot(w);
    expect(repositories["openwater/leads"].issues).toMatchObject([
      {
        ref: "openwater/leads#1",
        state: "OPEN",
        labels: ["lead"],
        subIssues: ["openwater/leads#2"],
        comments: [{ author: "milepost[bot]", body: "hello" }],
      },
      { ref: "openwater/leads#2", parent: "openwater/leads#1", labels: ["lead", "stage: lead"] },
    ]);
    expect(projects["openwater/61"].items).toEqual([
      { content: "openwater/leads#1", archived: false, values: { Status: "Prospect" } },
    ]);
  });

  it("calls somebody who is gone a ghost", () => {
    const w = openwater();
    w.world.store.accountByLogin("bd-lead")!.deleted = true;
    const { accounts, repositories } = snapshot(w);
    expect(accounts).not.toContain("bd-lead");
    expect(repositories["openwater/leads"].issues[0].author).toBe("ghost");
  });

  it("shows times when asked", () => {
    const { repositories } = snapshot(openwater(), { times: true });
    expect(repositories["openwater/leads"].issues[0].createdAt).toBe("2025-07-07T09:00:00Z");
  });

  it("by title does not mind in which order issues were opened; by number it does", () => {
    const opened = (titles: readonly string[]) => {
      const w = openwater();
      for (const title of titles) w.place.issue(w.leads, { title, by: "bd-lead", parent: w.lead });
      return w;
    };
    const [one, other] = [opened(["A", "B"]), opened(["B", "A"])];
    expect(snapshot(one, { names: "title" })).toEqual(snapshot(other, { names: "title" }));
    expect(snapshot(one)).not.toEqual(snapshot(other));
  });

  it("sees a difference in every kind of thing", () => {
    const change: readonly ((w: Openwater) => void)[] = [
      (w) => w.place.step(w.lead, { at: "2025-08-01T00:00:00Z", by: "bd-lead", label: "stage: lead" }),
      (w) => w.place.step(w.lead, { at: "2025-08-01T00:00:00Z", by: "bd-lead", close: "COMPLETED" }),
      (w) => w.place.step(w.lead, { at: "2025-08-01T00:00:00Z", by: "bd-lead", comment: "x" }),
      (w) => w.place.step(w.lead, { at: "2025-08-01T00:00:00Z", by: "bd-lead", move: "Lead" }),
      (w) => w.place.step(w.lead, { at: "2025-08-01T00:00:00Z", by: "bd-lead", body: "x" }),
      (w) => w.place.step(w.lead, { at: "2025-08-01T00:00:00Z", by: "bd-lead", assign: "engineer-1" }),
      (w) => void w.place.label(w.site, "new"),
      (w) => void w.site.files.set("a.md", "x"),
    ];
    const plain = JSON.stringify(snapshot(openwater()));
    for (const act of change) {
      const w = openwater();
      act(w);
      expect(JSON.stringify(snapshot(w))).not.toBe(plain);
    }
  });
});

describe("issues with numbers of their own", () => {
  it("are listed by number, whatever order they were placed in", () => {
    const w = openwater();
    for (const number of [5839, 12, 4153]) w.place.issue(w.site, { title: "x", by: "bd-lead", number });
    expect(w.world.store.issuesOf(w.site.id).map((issue) => issue.number)).toEqual([12, 4153, 5839]);
    expect(w.place.issue(w.site, { title: "next", by: "bd-lead" }).number).toBe(5840);
    expect(() => w.place.issue(w.site, { title: "again", by: "bd-lead", number: 12 })).toThrow(
      "has an issue #12 already",
    );
  });

  it("places milestones, what waits for what, archived cards and branches in the past, without a word", () => {
    const w = openwater();
    w.place.milestone(w.leads, { title: "2025 Q3", closed: true });
    const other = w.place.issue(w.leads, { title: "Account", by: "bd-lead", at: "2025-07-01T00:00:00Z" });
    const by = "bd-lead";
    w.place.step(w.lead, { at: "2025-08-01T00:00:00Z", by, milestone: "2025 Q3" });
    w.place.step(w.lead, { at: "2025-08-02T00:00:00Z", by, blockedBy: other });
    w.place.step(w.lead, { at: "2025-08-03T00:00:00Z", by, unblockedBy: other });
    w.place.step(w.lead, { at: "2025-08-04T00:00:00Z", by, milestone: null });
    w.place.step(w.lead, { at: "2025-08-05T00:00:00Z", by, archive: w.board });
    const { files } = w.place.branch(w.leads, "try", { "a.md": "new" });
    const events = w.world.store.timelineOf(w.lead.id).filter((row) => row.createdAt >= "2025-08");
    expect(events.map((row) => `${row.createdAt.slice(8, 10)} ${"type" in row ? row.type : "comment"}`)).toEqual([
      "01 MilestonedEvent",
      "02 BlockedByAddedEvent",
      "03 BlockedByRemovedEvent",
      "04 DemilestonedEvent",
    ]);
    expect(w.world.store.itemsOfIssue(w.lead.id)[0]).toMatchObject({ archived: true });
    expect([files.get("a.md"), w.leads.files.get("a.md"), w.said()]).toEqual(["new", undefined, []]);
    expect(() => w.place.step(w.lead, { at: "2025-08-06T00:00:00Z", by, milestone: "Never" })).toThrow(
      'no milestone "Never"',
    );
  });
});
