/** What is planned for a rendered report, without a GitHub: one per period, and nothing of a person's lost. */
import { describe, expect, it } from "vitest";
import type { Change } from "../../src/model/change.ts";
import type { OwnDiscussions, PostedText } from "../../src/model/post.ts";
import type { RenderedReport } from "../../src/model/rendered-report.ts";
import { type Instant, instant } from "../../src/model/time.ts";
import { type Postable, planUpkeep, postedFor } from "../../src/plan/posting/upkeep.ts";
import { type Posting, planPosting } from "../../src/plan/posting.ts";
import { configWith, known, milepost, partnerships, repository, unknown, world } from "../support/builders.ts";

const due = instant("2026-11-23T06:00:00Z");
const issuePost: Postable = { kind: "issue", repository: "leads", label: "metrics-report", closePrevious: false };
const rolling: Postable = { kind: "rolling-issue", repository: "leads", label: "metrics-report" };
const discussion: Postable = { kind: "discussion", repository: "leads", category: "Reports" };
const update: Postable = { kind: "status-update", board: "partnerships" };
const everywhere = [issuePost, rolling, discussion, update];

function report(more: Partial<RenderedReport> = {}): RenderedReport {
  return {
    name: "weekly",
    title: "Weekly report, 2026-W47",
    period: { id: "2026-W47", from: instant("2026-11-16T06:00:00Z"), to: due },
    asOf: due,
    audience: "team",
    incomplete: false,
    late: false,
    markdown: "All is well.",
    ...more,
  };
}

/** The week before. */
const w46 = report({
  title: "Weekly report, 2026-W46",
  period: { id: "2026-W46", from: instant("2026-11-09T06:00:00Z"), to: instant("2026-11-16T06:00:00Z") },
  asOf: instant("2026-11-16T06:00:00Z"),
  markdown: "All was well.",
});

function posting(more: Partial<Posting> = {}): Posting {
  const { repositories } = world();
  const labelled = known(repository("leads", "private", ["Metrics-Report"]));
  return {
    report: report(),
    post: issuePost,
    due,
    config: configWith(),
    world: world({ repositories: { ...repositories, leads: labelled } }),
    now: instant("2026-11-23T06:00:40Z"),
    ...more,
  };
}

const reads = (posts: readonly PostedText[], more: Partial<OwnDiscussions> = {}) =>
  known({ posts, reach: null, category: "DIC_1", categories: ["Reports"], ...more });

const plan = (posts: readonly PostedText[], more: Partial<Posting> = {}) => planPosting(reads(posts), posting(more));

/** What a plan's creation or edit leaves behind. */
function left(changes: readonly Change[], more: Partial<PostedText> = {}): PostedText {
  const change = changes.find((one) => "body" in one && "title" in one && one.body !== null);
  if (change === undefined || !("title" in change)) throw new Error("Nothing was written.");
  return {
    id: "P_1",
    number: 12,
    title: change.title ?? "",
    body: change.body ?? "",
    url: "https://github.com/openwater/leads/issues/12",
    state: "open",
    stateReason: null,
    createdAt: instant("2026-11-23T06:00:40Z"),
    author: milepost,
    ...more,
  };
}

const posted = (more: Partial<Posting> = {}, as: Partial<PostedText> = {}) => left(plan([], more).changes, as);
/** Last week's, posted in its time. */
const lastWeek = (more: Partial<Posting> = {}, as: Partial<PostedText> = {}) => {
  const then = { report: w46, due: w46.asOf, now: instant("2026-11-16T06:00:40Z") };
  const createdAt = instant("2026-11-16T06:00:40Z");
  return posted(
    { ...then, ...more },
    { id: "P_0", number: 7, url: "https://github.com/openwater/leads/issues/7", createdAt, ...as },
  );
};

const bodyIn = (changes: readonly Change[]) => left(changes).body;
const kinds = (changes: readonly Change[]) => changes.map(({ kind }) => kind);

describe("planPosting", () => {
  it.each(everywhere)("does nothing where the same was posted: $kind", (post) => {
    const there = posted({ post });
    const again = plan([there], { post });
    expect([again.changes, again.notes, again.problems]).toEqual([[], [], []]);
    expect(again.there?.id).toBe("P_1");
  });

  it("opens an issue with its label, only while its place is private", () => {
    const { changes } = plan([]);
    expect(changes).toMatchObject([
      {
        kind: "create-issue",
        key: "report/weekly/2026-W47",
        repositoryName: "openwater/leads",
        title: "Weekly report, 2026-W47",
        labels: [{ name: "metrics-report", label: "LA_leads_Metrics-Report" }],
        onlyWhile: "private",
        rule: "reports.weekly.post",
        fact: "the report of 2026-W47 was due at 2026-11-23T06:00:00Z",
      },
    ]);
    expect(bodyIn(changes)).toMatch(
      /^All is well\.\n\n<!-- milepost \{"kind":"issue","key":"report\/weekly\/2026-W47"/,
    );
  });

  it("makes the label where the repository does not have it", () => {
    expect(kinds(plan([], { world: world() }).changes)).toEqual(["create-label", "create-issue"]);
  });

  it("begins a discussion in its category, and writes a status update on its board", () => {
    const [begun] = plan([], { post: discussion }).changes;
    const place = { kind: "discussion", repository: "R_leads", category: "DIC_1", name: "openwater/leads" };
    expect(begun).toMatchObject({ kind: "create-post", place, onlyWhile: "private" });
    const [written] = plan([], { post: update }).changes;
    const board = { kind: "status-update", project: partnerships.id, name: "Partnerships" };
    expect(written).toMatchObject({ kind: "create-post", place: board, onlyWhile: "private" });
  });

  it.each([
    { post: issuePost, kind: "edit-issue" },
    { post: rolling, kind: "edit-issue" },
    { post: discussion, kind: "edit-post" },
    { post: update, kind: "edit-post" },
  ])("edits the same one when the report says something else: $post.kind", ({ post, kind }) => {
    const there = posted({ post });
    const { changes } = plan([there], { post, report: report({ markdown: "One lead is late." }) });
    expect(changes).toMatchObject([{ kind, onlyWhile: "private" }]);
    expect(bodyIn(changes)).toContain("One lead is late.");
  });

  it("links the one before, and closes it only once the new one is there", () => {
    const post: Postable = { ...issuePost, closePrevious: true };
    const last = lastWeek({ post });
    const first = plan([last], { post });
    expect(kinds(first.changes)).toEqual(["create-issue"]);
    expect(bodyIn(first.changes)).toContain(
      "\n\nBefore this: [2026-W46](https://github.com/openwater/leads/issues/7).\n\n<!--",
    );
    expect(first.afterwards).toMatchObject([{ kind: "close-issue", issue: "P_0", as: "completed" }]);
    const there = left(first.changes);
    expect(plan([there, last], { post }).changes).toMatchObject([{ kind: "close-issue", issue: "P_0" }]);
  });

  it.each([
    { why: "that is closed", as: { state: "closed" } as const },
    { why: "that somebody opened again", as: { reopened: true } },
  ])("leaves the one before alone $why", ({ as }) => {
    const post: Postable = { ...issuePost, closePrevious: true };
    const last = lastWeek({ post }, as);
    const there = left(plan([last], { post }).changes);
    expect(plan([there, last], { post }).changes).toEqual([]);
    expect(plan([last], { post }).afterwards).toEqual([]);
  });

  it("takes for the one before the newest that knew less, and no other report's", () => {
    const other = lastWeek({ report: { ...w46, name: "weekly-public" } }, { id: "P_9" });
    const w45 = lastWeek({
      report: { ...w46, period: { ...w46.period, id: "2026-W45" }, asOf: instant("2026-11-09T06:00:00Z") },
    });
    const later = posted({
      report: report({ period: { ...w46.period, id: "2026-W48" }, asOf: instant("2026-11-30T06:00:00Z") }),
    });
    const { changes } = plan([later, other, w45, lastWeek()]);
    expect(bodyIn(changes)).toContain("Before this: [2026-W46]");
    expect(bodyIn(plan([other]).changes)).not.toContain("Before this");
  });

  it("names the status update before without a link: it has no page of its own", () => {
    const last = lastWeek({ post: update }, { url: partnerships.url, number: 0 });
    expect(bodyIn(plan([last], { post: update }).changes)).toContain("\n\nBefore this: 2026-W46.\n\n");
  });

  it("puts the next period into the same rolling issue", () => {
    const there = lastWeek({ post: rolling });
    const { changes } = plan([there], { post: rolling });
    expect(changes).toMatchObject([{ kind: "edit-issue", issue: "P_0", title: "Weekly report, 2026-W47" }]);
    expect(bodyIn(changes)).toContain("Earlier reports are in the edit history of this issue.");
  });

  it("says that it is late, once, with the time at which it was posted", () => {
    const late = { due, now: instant("2026-11-23T09:41:00Z") };
    const there = posted(late);
    expect(there.body).toMatch(
      /^> This report was due Monday 23 November 2026, 06:00 UTC and was posted Monday 23 November 2026, 09:41 UTC\.\n\nAll is well\./,
    );
    expect(plan([there], { due, now: instant("2026-11-24T09:00:00Z") }).changes).toEqual([]);
    // By hand nothing is due, and the line stays.
    expect(plan([there], { due: null, now: instant("2026-11-24T09:00:00Z") }).changes).toEqual([]);
  });

  it.each([
    { why: "within the hour", due, now: "2026-11-23T06:59:59Z" },
    { why: "when nobody waited for it", due: null, now: "2026-11-23T12:00:00Z" },
  ])("does not say so $why", ({ due: at, now }) => {
    expect(bodyIn(plan([], { due: at, now: instant(now) }).changes)).toMatch(/^All is well/);
  });

  it("leaves what a person wrote into it, but not in the next period of a rolling issue", () => {
    const changed = report({ markdown: "One lead is late." });
    const there = posted({ post: rolling });
    const edited = { ...there, body: there.body.replace("well.", "well. We met on Monday.") };
    const same = plan([edited], { post: rolling, report: changed });
    expect([same.changes, same.notes]).toEqual([
      [],
      ["reports.weekly was left as it is: somebody has edited the report of 2026-W47."],
    ]);
    const last = lastWeek({ post: rolling });
    expect(kinds(plan([{ ...last, body: `Hello. ${last.body}` }], { post: rolling }).changes)).toEqual(["edit-issue"]);
  });

  it("knows its text again whatever GitHub does to line breaks", () => {
    const two = report({ markdown: "All is well.\n\nSo it was." });
    const there = posted({ report: two });
    const stored = { ...there, body: `${there.body.replaceAll("\n", "\r\n")}\r\n` };
    expect(plan([stored], { report: two }).changes).toEqual([]);
    expect(kinds(plan([stored], { report: report({ markdown: "One lead is late." }) }).changes)).toEqual([
      "edit-issue",
    ]);
  });

  it("never puts a report that knows less over one that knows more", () => {
    const there = posted();
    const older = plan([there], { report: report({ asOf: instant("2026-11-22T06:00:00Z"), markdown: "Older." }) });
    expect([older.changes, older.notes.length]).toEqual([[], 1]);
    const partial = plan([there], { report: report({ incomplete: true, markdown: "**incomplete** …" }) });
    expect([partial.changes, partial.notes.length]).toEqual([[], 1]);
    const past = plan([posted({ post: rolling })], { post: rolling, report: w46 });
    expect([past.changes, past.notes.length]).toEqual([[], 1]);
  });

  it("puts a whole report over one in which something was missing", () => {
    const there = posted({ report: report({ incomplete: true, markdown: "**incomplete** …" }) });
    expect(kinds(plan([there]).changes)).toEqual(["edit-issue"]);
  });

  it("takes back what two workers posted twice: the lower number stays, else the earlier", () => {
    const [one, two] = [posted(), posted({}, { id: "P_2", number: 13 })];
    expect(plan([two, one]).changes).toMatchObject([{ kind: "close-as-duplicate", issue: "P_2", of: "P_1" }]);
    const first = posted({ post: update }, { number: 0 });
    const second = { ...first, id: "P_2", createdAt: instant("2026-11-23T06:00:41Z") };
    expect(plan([second, first], { post: update }).changes).toMatchObject([
      { kind: "withdraw-post", of: "status-update", post: "P_2" },
    ]);
    const closed = { ...two, state: "closed", stateReason: "duplicate" } as const;
    expect(plan([closed, one]).changes).toEqual([]);
  });

  it("takes nobody else's text for ours", () => {
    const theirs = { ...posted(), author: { id: "U_x", login: "rep-estuary", kind: "User" } } as const;
    expect(kinds(plan([theirs]).changes)).toEqual(["create-issue"]);
  });

  it("fits any report into what GitHub takes", () => {
    const long = report({ markdown: `${"é".repeat(99)}\n`.repeat(640) });
    const body = bodyIn(plan([lastWeek()], { report: long, now: instant("2026-11-25T06:00:00Z") }).changes);
    expect([...body].length).toBeLessThanOrEqual(65_536);
    expect(body).toContain("Before this:");
    expect(body).toMatch(/-->$/);
    const longer = bodyIn(plan([], { report: report({ markdown: "é\n".repeat(40_000) }) }).changes);
    expect([...longer].length).toBeLessThanOrEqual(65_536);
    expect(longer).toMatch(/left out here.*\n\n<!-- milepost .*-->$/);
  });
});

describe("a report for the team", () => {
  const wheres = [
    { post: issuePost, visibility: "public" },
    { post: rolling, visibility: "internal" },
    { post: discussion, visibility: "public" },
    { post: update, visibility: "public" },
  ] as const;
  const placed = (visibility: "public" | "internal" | "private") =>
    world({
      repositories: { leads: known(repository("leads", visibility, [])) },
      boards: { partnerships: known({ ...partnerships, visibility: visibility === "private" ? "private" : "public" }) },
    });

  it.each(wheres)("is not posted where the place is $visibility: $post.kind", ({ post, visibility }) => {
    const refused = plan([], { post, world: placed(visibility) });
    expect(refused.changes).toEqual([]);
    expect(refused.problems).toMatchObject([
      { code: "private-report", severity: "error", where: "reports.weekly.post" },
    ]);
  });

  it.each(wheres)("with amounts, for finance, is not posted there either: $post.kind", ({ post, visibility }) => {
    const refused = plan([], { post, world: placed(visibility), report: report({ audience: "finance" }) });
    expect(refused.changes).toEqual([]);
    expect(refused.problems).toMatchObject([{ code: "private-report" }]);
    expect(refused.problems[0]?.what).toContain("This report is for finance, and ");
  });

  it.each(wheres)("and one for finance is written only while the place is private: $post.kind", ({ post }) => {
    for (const audience of ["team", "finance"] as const) {
      const { changes } = plan([], { post, world: placed("private"), report: report({ audience }) });
      const written = changes.filter(({ kind }) => kind !== "create-label");
      expect(written.length, audience).toBeGreaterThan(0);
      expect(written.every((change) => "onlyWhile" in change && change.onlyWhile === "private")).toBe(true);
    }
  });

  it.each(wheres)("is no reason to refuse a public one there: $post.kind", ({ post, visibility }) => {
    const { changes } = plan([], { post, world: placed(visibility), report: report({ audience: "public" }) });
    expect(left(changes).body).toContain("All is well.");
    expect(changes.every((change) => !("onlyWhile" in change))).toBe(true);
  });

  it("is not posted where GitHub says otherwise than the config", () => {
    const config = configWith({
      repositories: { leads: { owner: "openwater", name: "leads", visibility: "public", accepts: [] } },
    });
    const { changes, problems } = plan([], { config, report: report({ audience: "public" }) });
    expect([changes, problems[0]?.code]).toEqual([[], "visibility-mismatch"]);
  });
});

describe("what was not read", () => {
  it("posts nothing, and the next run tries again", () => {
    const { changes, problems } = planPosting(unknown("the page failed."), posting());
    expect([changes, problems[0]]).toEqual([
      [],
      {
        code: "unread",
        where: "reports.weekly",
        what: "The report was not posted: the page failed.",
        todo: "It is tried again with the next run.",
        severity: "warning",
      },
    ]);
    expect(plan([], { world: world({ repositories: {} }) }).problems[0]?.code).toBe("unread");
  });

  it("tells of a category that is not there, with those that are", () => {
    const none = planPosting(
      reads([], { category: null, categories: ["News", "Ideas"] }),
      posting({ post: discussion }),
    );
    expect([none.changes, none.problems[0]?.code, none.problems[0]?.todo]).toEqual([
      [],
      "category-missing",
      'Make it there, or name one of "News", "Ideas".',
    ]);
    const off = planPosting(reads([], { category: null, categories: [] }), posting({ post: discussion }));
    expect(off.problems[0]?.todo).toContain("Turn discussions on");
  });

  it("posts nothing where a list is full of what came after the period began", () => {
    const full = planPosting(reads([], { reach: instant("2026-11-16T06:00:00Z") }), posting());
    expect([full.changes, full.problems[0]?.code]).toEqual([[], "too-many-found"]);
    const older = planPosting(reads([], { reach: instant("2026-11-16T05:59:59Z") }), posting());
    expect(kinds(older.changes)).toEqual(["create-issue"]);
  });
});

describe("a period that may be there already", () => {
  const around = (now: Instant) => ({ world: world(), config: configWith(), now });
  const occasion = (post: Postable, at: Instant) => {
    return { name: "weekly", period: at === due ? "2026-W47" : "2026-W46", due: at, post };
  };
  const ask = (posts: readonly PostedText[], post: Postable = issuePost, at: Instant = due, now: Instant = due) =>
    postedFor(reads(posts), occasion(post, at), around(now)) !== null;

  it("is not posted where nothing is there or it was not read", () => {
    expect(ask([])).toBe(false);
    expect(postedFor(unknown(), occasion(issuePost, due), around(due))).toBeNull();
  });

  const missing = posted({ report: report({ incomplete: true }) });
  const early = posted({ report: report({ asOf: instant("2026-11-20T12:00:00Z") }) });
  const rows: readonly {
    why: string;
    posts: readonly PostedText[];
    post?: Postable;
    at?: Instant;
    now?: Instant;
    is: boolean;
  }[] = [
    { why: "it is there and whole", posts: [posted()], is: true },
    {
      why: "something was missing in it, within a day",
      posts: [missing],
      now: instant("2026-11-24T05:59:59Z"),
      is: false,
    },
    { why: "something was missing in it, a day ago", posts: [missing], now: instant("2026-11-24T06:00:00Z"), is: true },
    { why: "somebody asked for it before it was due", posts: [early], is: false },
    {
      why: "it is from before it was due, and a day went by",
      posts: [early],
      now: instant("2026-11-24T06:00:00Z"),
      is: true,
    },
    { why: "only last week's is there", posts: [lastWeek()], is: false },
    { why: "the rolling issue shows last week", posts: [lastWeek({ post: rolling })], post: rolling, is: false },
    { why: "the rolling issue is past it", posts: [posted({ post: rolling })], post: rolling, at: w46.asOf, is: true },
  ];
  it.each(rows)("is $is when $why", ({ posts, post, at, now, is }) => {
    expect(ask(posts, post, at, now)).toBe(is);
  });

  const post: Postable = { ...issuePost, closePrevious: true };
  const soon = instant("2026-11-23T06:10:00Z");
  const upkeep = (posts: readonly PostedText[], by: Postable = post, now: Instant = soon) =>
    planUpkeep(reads(posts), occasion(by, due), around(now));

  it("has the one before closed, and its doubles taken back, without being made again", () => {
    const last = lastWeek({ post });
    const there = left(plan([last], { post }).changes);
    const double = { ...there, id: "P_2", number: 13 };
    expect(upkeep([double, there, last]).changes).toMatchObject([
      { kind: "close-issue", issue: "P_0", fact: "2026-W47 was posted after it" },
      { kind: "close-as-duplicate", issue: "P_2", of: "P_1" },
    ]);
    expect(upkeep([there, last], issuePost).changes).toEqual([]);
    expect(upkeep([last]).changes).toEqual([]);
  });

  it("is looked at once more when GitHub must show what others wrote at the same time", () => {
    // Posted at 06:00:40; what was written must be shown after 900 seconds.
    expect(upkeep([posted()]).nextLook).toBe("2026-11-23T06:15:40Z");
    expect(upkeep([posted()], post, instant("2026-11-23T06:15:40Z")).nextLook).toBeNull();
    expect(plan([posted()]).nextLook).toBe("2026-11-23T06:15:40Z");
    expect(planUpkeep(unknown(), occasion(post, due), around(soon)).problems[0]?.code).toBe("unread");
  });
});
