/** `bring-forward`: one issue of recurring work per community and period, whichever occasion comes first. */
import { array, assert, constantFrom, integer, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { renderMarker } from "../../src/content/markers.ts";
import type { Step, Trigger } from "../../src/model/pipeline.ts";
import type { Recurring } from "../../src/model/schedule.ts";
import type { Item, OwnIssue, Read } from "../../src/model/snapshot.ts";
import { type Instant, instant, plusSeconds } from "../../src/model/time.ts";
import { plan } from "../../src/plan/plan.ts";
import { planRecurring } from "../../src/plan/schedule/recurring.ts";
import { closed, configWith, issue, known, linked, opened, unknown, world } from "../support/builders.ts";
import { created, recipe } from "./schedule/schedules.ts";

const survey: Recurring = {
  name: "survey",
  every: { kind: "quarter", day: 1 },
  at: "00:00",
  shift: "none",
  ...{ leadDays: 0, lagDays: 60, apartDays: 30 },
  repository: "leads",
  label: "ask-survey",
  open: { ...recipe, template: "ask.md", repository: "leads", board: null, fields: [] },
  play: null,
  values: {},
  ifOpen: "open",
  perCommunity: { value: null, is: [] },
  closeAfterDays: null,
  starts: "2026-01-01T00:00:00Z",
};

const communities = "communities:\n  - { slug: estuary, names: [Estuary] }\n  - { slug: temple, names: [Temple] }\n";
const ask = '---\nname: x\nabout: x\ntitle: "Ask {{ community }} - {{ period }}"\n---\n- [ ] Ask\n';
const have = world({ communities: known(communities), templates: { "ask.md": known(ask) } });
const file = { owner: "openwater", repo: ".github", path: "communities.yml", ref: null, accepts: [] };

const onClosed: Trigger = { kind: "closed", as: "completed" };
const step: Step = {
  ...{ id: "ask", trigger: onClosed, when: null, after: [], values: {} },
  ...{ kind: "bring-forward", recurring: "survey" },
};
const form =
  "name: x\ndescription: x\nbody:\n  - type: input\n    id: community\n    attributes: { label: Community }\n";

function configOf(entry: Partial<Recurring> = {}, its: Partial<Step> = {}) {
  const steps = [{ ...step, ...its } as Step];
  const items = { repository: "leads", label: null };
  const starts = instant("2026-01-01T00:00:00Z");
  const pipeline = { steps, moves: null, items, starts, form: "request.yml", community: "community" };
  return configWith({ pipeline, communities: file, recurring: [{ ...survey, ...entry }] });
}
const withForm = { ...have, templates: { ...have.templates, "request.yml": known(form) } };

/** A request of a community, solved at that moment. */
const solved = (at: string, community = "Estuary", more: Partial<Item> = {}) =>
  issue({
    body: `### Community\n\n${community}`,
    createdAt: instant("2026-01-02T09:00:00Z"),
    state: "closed",
    stateReason: "completed",
    closedAt: instant(at),
    history: known([opened(instant("2026-01-02T09:00:00Z")), closed("completed", instant(at))]),
    ...more,
  });

const asked = (period: string, at: string, more: Partial<OwnIssue> = {}, slug = "estuary"): OwnIssue => ({
  ...linked(40, renderMarker({ kind: "issue", key: `recurring/survey/${period}/${slug}`, extra: {} }), {
    createdAt: instant(at),
    ...more,
  }),
  ownComments: [],
});

interface Way {
  readonly found?: Read<readonly OwnIssue[]>;
  readonly now?: string;
  readonly entry?: Partial<Recurring>;
  readonly its?: Partial<Step>;
}

function planned(item: Item, { found, now = "2026-07-20T12:00:00Z", entry, its }: Way = {}) {
  const read = found === undefined ? {} : { found: { survey: found } };
  const result = plan({ item, world: withForm, peers: known([]), ...read }, configOf(entry, its), instant(now));
  // What follows from the stage is not looked at here.
  const changes = result.changes.filter(({ kind }) => kind === "create-issue" || kind === "close-as-duplicate");
  return { ...result, changes, keys: created(result).map(({ key }) => key) };
}

const here = "recurring/survey/2026-Q3/estuary";
const inJuly = solved("2026-07-20T10:00:00Z");

describe("a step that brings recurring work forward", () => {
  it("does nothing, and asks for nothing, while its moment has not come", () => {
    const open = solved("2026-07-20T10:00:00Z", "Estuary", { state: "open", stateReason: null, closedAt: null });
    const { changes, notes, reads } = planned(open);
    expect([changes, notes, reads]).toEqual([[], [], undefined]);
  });

  it("asks what is there of it before it opens anything", () => {
    expect(planned(inJuly)).toMatchObject({ changes: [], reads: ["survey"] });
  });

  it("opens the period's issue for the item's community, with the step's own fact", () => {
    const { changes, reads } = planned(inJuly, { found: known([]) });
    expect(reads).toBeUndefined();
    expect(changes).toMatchObject([
      {
        ...{ kind: "create-issue", key: here, title: "Ask estuary - 2026-Q3", repositoryName: "openwater/leads" },
        ...{ parent: { kind: "none" }, rule: "recurring.survey" },
      },
    ]);
    expect(created({ changes })[0]!.fact).toContain("at 2026-07-20T10:00:00Z");
  });

  const nothing: readonly ({ readonly why: string; readonly item?: Item; readonly says?: string } & Way)[] = [
    { why: "it is there", found: known([asked("2026-Q3", "2026-07-02T00:00:00Z")]) },
    {
      why: "it is there and done with",
      found: known([asked("2026-Q3", "2026-07-02T00:00:00Z", { state: "closed", stateReason: "not-planned" })]),
    },
    {
      why: "the community was asked at the end of the last quarter, less than apart ago",
      found: known([asked("2026-Q2", "2026-06-20T10:00:01Z")]),
      says: "the last one is not 30 days old",
    },
    {
      why: "if-open says skip, and the last one is open",
      found: known([asked("2026-Q2", "2026-05-01T00:00:00Z")]),
      entry: { ifOpen: "skip" },
      says: "was still open at 2026-07-20T10:00:00Z",
    },
    { why: "what is there could not be read", found: unknown("GitHub answered 502"), says: "GitHub answered 502" },
    {
      why: "the issue names no community of the file",
      item: solved("2026-07-20T10:00:00Z", "Nobody"),
      found: known([]),
      says: "the issue names no community of the file",
    },
    {
      why: "the entry is for other communities",
      found: known([]),
      entry: { perCommunity: { value: "tier", is: ["gold"] } },
      says: "recurring.survey is not for estuary",
    },
    { why: "it was solved in a period that is over", item: solved("2026-06-29T10:00:00Z"), found: known([]) },
    {
      why: "it was closed as not planned",
      item: { ...inJuly, stateReason: "not-planned" },
      its: { trigger: { kind: "closed", as: "not-planned" } },
      found: known([]),
    },
  ];
  it.each(nothing)("opens nothing: $why", ({ item = inJuly, says, ...way }) => {
    const { keys, notes } = planned(item, way);
    expect(keys).toEqual([]);
    if (says !== undefined) expect(notes.join("\n")).toContain(says);
  });

  it.each([
    { why: "another community's is there", found: [asked("2026-Q3", "2026-07-02T00:00:00Z", {}, "temple")] },
    { why: "the last one is as old as apart wants it", found: [asked("2026-Q2", "2026-06-20T10:00:00Z")] },
    { why: "somebody else wrote our marker", found: [asked("2026-Q3", "2026-07-02T00:00:00Z", { author: null })] },
  ])("opens it all the same: $why", ({ found }) => {
    expect(planned(inJuly, { found: known(found) }).keys).toEqual([here]);
  });

  it("ninety days after a date, and not before", () => {
    const its = { trigger: { kind: "date", date: { kind: "closed" }, days: 90, shift: "none" } } as const;
    const item = solved("2026-04-20T10:00:00Z");
    const day = { found: known([]), its };
    // 20 April and ninety days: 10 of April, 31 of May, 30 of June, 19 of July.
    expect(planned(item, { ...day, now: "2026-07-18T23:59:59Z" })).toMatchObject({
      keys: [],
      nextLook: "2026-07-19T00:00:00Z",
    });
    expect(planned(item, { ...day, now: "2026-07-19T00:00:00Z" }).keys).toEqual([here]);
  });

  it("closes a twin that another writer made", () => {
    const twin = asked("2026-Q3", "2026-07-20T10:00:03Z", { id: "I_41", number: 41 });
    const { changes } = planned(inJuly, { found: known([twin, asked("2026-Q3", "2026-07-20T10:00:02Z")]) });
    expect(changes).toMatchObject([{ kind: "close-as-duplicate", issue: "I_41", of: "I_40" }]);
  });
});

describe("recurring work with a lag", () => {
  const run = (found: readonly OwnIssue[], now: string, entry: Partial<Recurring> = {}) =>
    created(planRecurring({ found: known(found), world: withForm }, { ...survey, ...entry }, configOf(), instant(now)));

  it.each([
    // 1 July and sixty days: 30 August.
    { why: "before its day", now: "2026-08-29T23:59:59Z", found: [], keys: [] },
    {
      why: "on its day, for whoever was not asked",
      now: "2026-08-30T00:00:00Z",
      found: [asked("2026-Q3", "2026-07-02T00:00:00Z")],
      keys: ["temple"],
    },
    { why: "late in the period", now: "2026-09-30T23:00:00Z", found: [], keys: ["estuary", "temple"] },
    { why: "not when the next period has begun", now: "2026-10-01T00:00:00Z", found: [], keys: [] },
    {
      why: "not until apart is over",
      now: "2026-09-10T00:00:00Z",
      found: [
        asked("2026-Q2", "2026-08-20T00:00:00Z"),
        asked("2026-Q2", "2026-08-01T00:00:00Z", { id: "I_41", number: 41 }, "temple"),
      ],
      keys: ["temple"],
    },
  ])("opens $keys $why", ({ now, found, keys }) => {
    expect(run(found, now).map(({ key }) => key)).toEqual(keys.map((slug) => `recurring/survey/2026-Q3/${slug}`));
  });

  it("whatever happens in a year, each community is asked once a quarter and never twice within a month", () => {
    const day = (n: number): Instant => plusSeconds(instant("2026-01-01T12:00:00Z"), n * 86_400);
    const happening = record({ day: integer({ min: 0, max: 364 }), who: constantFrom("Estuary", "Temple") });
    assert(
      property(array(happening, { maxLength: 40 }), (happenings) => {
        const found: OwnIssue[] = [];
        for (let n = 0; n < 365; n++) {
          const now = day(n);
          const items = happenings.filter((one) => one.day <= n).map(({ day: at, who }) => solved(day(at), who));
          const asks = [
            ...items.flatMap((item) => created(planned(item, { found: known(found), now }))),
            ...created(planRecurring({ found: known(found), world: withForm }, survey, configOf(), now)),
          ];
          for (const { key, body } of asks) {
            // Two of one day would be held by the memory of what was just sent; a look reads what is there.
            if (found.some((one) => one.body.includes(`"${key}"`) || one.body.includes(key))) continue;
            found.push({
              ...linked(100 + found.length, body, {
                createdAt: now,
                state: "closed",
                stateReason: "completed",
                closedAt: now,
              }),
              ownComments: [],
            });
          }
        }
        for (const slug of ["estuary", "temple"]) {
          const days = found.filter(({ body }) => body.includes(`/${slug}`)).map(({ createdAt }) => createdAt);
          const quarters = days.map((at) => Math.ceil(Number(at.slice(5, 7)) / 3));
          expect(quarters).toEqual([1, 2, 3, 4]);
          const gaps = days.slice(1).map((at, index) => (Date.parse(at) - Date.parse(days[index]!)) / 86_400_000);
          expect(Math.min(...gaps)).toBeGreaterThanOrEqual(30);
        }
      }),
      { numRuns: 6 },
    );
  });
});
