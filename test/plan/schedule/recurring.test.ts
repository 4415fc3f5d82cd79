/** Recurring work (scenario 11): one issue per period, whoever looks and however often. */
import { describe, expect, it } from "vitest";
import { problemText } from "../../../src/model/problem.ts";
import type { Recurring } from "../../../src/model/schedule.ts";
import type { OwnIssue, World } from "../../../src/model/snapshot.ts";
import { planRecurring } from "../../../src/plan/schedule/recurring.ts";
import { bdLead, comment, known, unknown } from "../../support/builders.ts";
import { at, created, kinds, made, scheduleConfig, scheduleWorld, support } from "./schedules.ts";

const config = scheduleConfig();
const wednesday = at("2027-01-06");

function plan(found: readonly OwnIssue[], now = wednesday, entry: Partial<Recurring> = {}, world?: World) {
  return planRecurring({ found: known(found), world: world ?? scheduleWorld() }, { ...support, ...entry }, config, now);
}

const opened59 = created(plan([]))[0]!;
const issue59 = made(59, opened59, { createdAt: at("2027-01-06T05:00:10Z") });
const opened58 = created(plan([], at("2026-12-23")))[0]!;
const old = (more: Partial<OwnIssue> = {}) => made(58, opened58, { createdAt: at("2026-12-23T05:00:10Z"), ...more });

describe("recurring work", () => {
  it("has nothing to do when the period's issue is there", () => {
    const { changes, notes, problems } = plan([issue59]);
    expect({ changes, notes, problems }).toEqual({ changes: [], notes: [], problems: [] });
  });

  it("opens iteration 59 on the Wednesday after week 53, with its label and on its board", () => {
    const wanted = plan([]);
    expect(kinds(wanted)).toEqual(["create-label", "create-issue"]);
    expect(opened59).toMatchObject({
      key: "recurring/support/iteration-59",
      title: "Support - Iteration 59",
      repositoryName: "openwater/infrastructure",
      labels: [{ name: "support-rota", label: null }],
      projects: ["PVT_delivery"],
      parent: { kind: "none" },
      rule: "recurring.support",
      fact: "iteration-59 was due at 2027-01-06T05:00:00Z, and is opened 1 hours late",
    });
  });

  it("asks to be looked at when the next iteration begins", () => {
    expect(plan([issue59], at("2027-01-07")).nextLook).toBe("2027-01-20T05:00:00Z");
  });

  it("two runners at one moment: the lowest number keeps the key and the other is closed as its duplicate", () => {
    const double = { ...issue59, id: "I_60", number: 60 };
    const { changes } = plan([double, issue59]);
    expect(changes).toMatchObject([{ kind: "close-as-duplicate", issue: "I_60", of: "I_59" }]);
    expect(plan([{ ...double, state: "closed", stateReason: "duplicate" }, issue59]).changes).toEqual([]);
  });

  it("somebody else's copy of our marker holds no key", () => {
    expect(created(plan([{ ...issue59, author: bdLead }]))).toHaveLength(1);
  });

  const quiet: readonly { why: string; entry?: Partial<Recurring>; now?: string; found?: readonly OwnIssue[] }[] = [
    {
      why: "before its time of day, when its period has begun and the one before is over",
      now: "2027-01-06T04:59:59Z",
    },
    { why: "before starts", entry: { starts: "2027-01-07T00:00:00Z" } },
    { why: "the period was closed", found: [{ ...issue59, state: "closed", closedAt: wednesday }] },
    { why: "the last one was open at that moment: skip", found: [old()] },
    {
      why: "skipped stays skipped when the last one is closed afterwards",
      now: "2027-01-10",
      found: [old({ state: "closed", closedAt: at("2027-01-08") })],
    },
  ];
  it.each(quiet)("opens nothing: $why", ({ entry, now, found = [] }) => {
    expect(plan(found, now ? at(now) : wednesday, entry).changes).toEqual([]);
  });

  it("opens when the last one was closed in time, and when if-open says open", () => {
    expect(created(plan([old({ state: "closed", closedAt: at("2027-01-05") })]))).toHaveLength(1);
    expect(created(plan([old()], wednesday, { ifOpen: "open" }))).toHaveLength(1);
  });

  it("comments on the open one once per period", () => {
    const { changes } = plan([old()], wednesday, { ifOpen: "comment" });
    expect(changes).toMatchObject([{ kind: "add-comment", issue: "I_58", key: "recurring/support/iteration-59" }]);
    const said = comment((changes[0] as { body: string }).body, wednesday);
    expect(plan([old({ ownComments: [said] })], wednesday, { ifOpen: "comment" }).changes).toEqual([]);
  });

  it("opens only the newest of several that nobody ran for, says which are missing, and that it is late", () => {
    const closed = old({ state: "closed", closedAt: at("2026-12-24") });
    const late = plan([closed], at("2027-02-08"));
    expect(created(late).map(({ key }) => key)).toEqual(["recurring/support/iteration-61"]);
    expect(created(late)[0]!.fact).toBe("iteration-61 was due at 2027-02-03T05:00:00Z, and is opened 5 days late");
    expect(late.notes).toContain("recurring.support: nothing was opened for iteration-60.");
  });

  it("opens nothing on what could not be read", () => {
    const world = scheduleWorld();
    const unread = planRecurring({ found: unknown(), world }, support, config, wednesday);
    expect(unread.changes).toEqual([]);
    expect(unread.problems.map(problemText)).toEqual([
      "recurring.support  unread  Nothing was opened: GitHub did not answer. It is looked at again with the next run.",
    ]);
    const onBoard: Partial<Recurring> = { every: { kind: "iteration", board: "delivery", first: null, nth: 1 } };
    const unreadBoard = { ...world, boards: { ...world.boards, delivery: unknown() } };
    expect(plan([], wednesday, onBoard, unreadBoard).changes).toEqual([]);
  });

  it("does not trust a list whose newest hundred are all of this period", () => {
    const many = Array.from({ length: 100 }, (_, index) => ({ ...issue59, number: 200 + index, body: "" }));
    const { changes, problems } = plan(many);
    expect([changes, problems.map(({ code }) => code)]).toEqual([[], ["too-many-found"]]);
  });

  it("says what it closed also when the process died in between, and nothing of what people close", () => {
    const entry = { closeAfterDays: 5 };
    const closed = (closedAt: string, stateReason: "completed" | "not-planned" = "completed") =>
      kinds(plan([{ ...issue59, state: "closed", stateReason, closedAt: at(closedAt) }], at("2027-01-14"), entry));
    // Due on 2027-01-13 at 05:00:10.
    expect(closed("2027-01-13T05:00:11Z")).toEqual(["add-comment"]);
    expect(closed("2027-01-13T05:00:09Z")).toEqual([]);
    expect(closed("2027-01-13T06:00:10Z")).toEqual([]);
    expect(closed("2027-01-13T05:00:11Z", "not-planned")).toEqual([]);
  });

  it("closes after so many working days, once", () => {
    const entry = { closeAfterDays: 5 };
    const closing = plan([issue59], at("2027-01-13T05:00:10Z"), entry);
    expect(kinds(closing)).toEqual(["close-issue", "add-comment"]);
    expect(plan([issue59], at("2027-01-13T05:00:09Z"), entry).changes).toEqual([]);
    const said = comment((closing.changes[1] as { body: string }).body, at("2027-01-13T05:00:11Z"));
    expect(plan([{ ...issue59, ownComments: [said] }], at("2027-01-14"), entry).changes).toEqual([]);
  });

  it("counts from the last closing", () => {
    const every: Partial<Recurring> = { every: { kind: "since-close", days: 55 } };
    const [first] = created(plan([], wednesday, every));
    expect(first!.key).toBe("recurring/support/1");
    const one = made(5, first!, { state: "closed", closedAt: at("2027-01-10"), createdAt: wednesday });
    // 10 January + 55 days = 6 March.
    expect(plan([one], at("2027-03-06T04:59:59Z"), every)).toMatchObject({
      changes: [],
      nextLook: "2027-03-06T05:00:00Z",
    });
    expect(created(plan([one], at("2027-03-06"), every)).map(({ key }) => key)).toEqual(["recurring/support/2"]);
    expect(plan([{ ...one, state: "open", closedAt: null }], at("2027-03-06"), every).changes).toEqual([]);
  });
});

describe("recurring work per community", () => {
  const file =
    "- { slug: estuary, name: Estuary, values: { paid: 'yes' } }\n- { slug: delta, values: { paid: 'no' } }\n- { slug: fjord, values: { paid: 'Yes' } }\n";
  const communities = { owner: "openwater", repo: ".github", path: "communities.yml", accepts: [] };
  const world = scheduleWorld({ communities: known(file) });
  const entry: Recurring = {
    ...support,
    open: { ...support.open!, title: "Billing {{ community_name }}" },
    perCommunity: { value: "paid", is: ["yes"] },
  };
  const withFile = { ...config, communities };
  const planAll = (found: readonly OwnIssue[]) =>
    planRecurring({ found: known(found), world }, entry, withFile, wednesday);

  it("opens one for each that matches, each under its own key", () => {
    const all = created(planAll([]));
    expect(all.map(({ key, title }) => [key, title])).toEqual([
      ["recurring/support/iteration-59/estuary", "Billing Estuary"],
      ["recurring/support/iteration-59/fjord", "Billing fjord"],
    ]);
    expect(planAll(all.map((one, index) => made(70 + index, one))).changes).toEqual([]);
    expect(created(planAll([made(70, all[0]!)]))).toHaveLength(1);
  });

  it("opens nothing while the file cannot be read", () => {
    const unread = { found: known([]), world: scheduleWorld({ communities: unknown() }) };
    expect(planRecurring(unread, entry, withFile, wednesday).changes).toEqual([]);
  });
});
