import { describe, expect, it } from "vitest";
import { renderMarker } from "../../src/content/markers.ts";
import type { Change } from "../../src/model/change.ts";
import type { DateSource } from "../../src/model/condition.ts";
import type { Pipeline, Step } from "../../src/model/pipeline.ts";
import type { Item, World } from "../../src/model/snapshot.ts";
import { type Instant, instant } from "../../src/model/time.ts";
import { plan } from "../../src/plan/plan.ts";
import { changeText } from "../../src/plan/render.ts";
import {
  bdLead,
  closed,
  comment,
  configWith,
  contractStep,
  issue,
  july,
  known,
  labeled,
  milepost,
  opened,
  reopened,
  subIssue,
  unknown,
  unlabeled,
  withLabels,
  world,
} from "../support/builders.ts";

const now = july(28);
const base = { when: null, after: [], values: {} };
const say = (trigger: Step["trigger"], more: Partial<Extract<Step, { kind: "comment" }>> = {}): Step => ({
  ...base,
  id: "survey",
  trigger,
  kind: "comment",
  text: "How was it?",
  mention: [],
  ...more,
});
const flag = (trigger: Step["trigger"], label = "lapsed"): Step => ({
  ...base,
  id: "flag",
  trigger,
  kind: "label",
  label,
});
const open = (trigger: Step["trigger"], more: Partial<typeof contractStep> = {}): Step => ({
  ...contractStep,
  ...more,
  trigger,
});

function planned(
  item: Item,
  steps: readonly Step[],
  { at = now, world: there = world(), ...pipeline }: Partial<Pipeline> & { at?: Instant; world?: World } = {},
) {
  return plan(
    { item, world: there, peers: known([]) },
    configWith({ pipeline: { steps, moves: null, items: { repository: "leads", label: null }, ...pipeline } }),
    at,
  );
}

const keysOf = (changes: readonly Change[]) => changes.flatMap((one) => ("key" in one ? [one.key] : []));
const endsOn = (text: string, more: Partial<Item> = {}) => issue({ body: `### Ends\n\n${text}`, ...more });
const ends = { kind: "answer", field: "ends" } as const;
const daysBefore = (days: number, shift: "none" | "before" | "after" = "none", date: DateSource = ends) =>
  ({ kind: "date", date, days: -days, shift }) as const;
const made = (key: string, more: Partial<ReturnType<typeof subIssue>> = {}) =>
  subIssue(12, renderMarker({ kind: "issue", key, extra: {} }), { repo: "leads", ...more });

describe("moments that start a step", () => {
  it("are none where nothing happened", () => {
    const steps = [say({ kind: "closed", as: null }), flag({ kind: "labeled", label: "urgent" }), open(daysBefore(5))];
    expect(planned(issue(), steps)).toMatchObject({ changes: [], nextLook: null });
  });

  const rows: readonly { why: string; step: Step; item: Item; keys: readonly string[] }[] = [
    { why: "the opening", step: say({ kind: "opened" }), item: issue(), keys: ["leads/I_7/survey/1"] },
    {
      why: "a closing, whatever the reason",
      step: say({ kind: "closed", as: null }),
      item: issue({ state: "closed", history: known([opened(), closed("duplicate", july(20))]) }),
      keys: ["leads/I_7/survey/1"],
    },
    {
      why: "the second closing is another occasion",
      step: say({ kind: "closed", as: "completed" }),
      item: issue({
        state: "closed",
        history: known([opened(), closed("completed", july(10)), reopened(july(11)), closed("completed", july(20))]),
      }),
      keys: ["leads/I_7/survey/2"],
    },
    {
      why: "a closing for another reason is none",
      step: say({ kind: "closed", as: "completed" }),
      item: issue({ state: "closed", history: known([opened(), closed("not-planned", july(20))]) }),
      keys: [],
    },
    {
      why: "only the latest closing counts: the first was for the reason, the second was not",
      step: say({ kind: "closed", as: "completed" }),
      item: issue({
        state: "closed",
        history: known([opened(), closed("completed", july(10)), reopened(july(11)), closed("not-planned", july(20))]),
      }),
      keys: [],
    },
    {
      why: "a closing that somebody took back is none",
      step: say({ kind: "closed", as: null }),
      item: issue({ history: known([opened(), closed("completed", july(10)), reopened(july(11))]) }),
      keys: [],
    },
    {
      why: "a label, the first time that it was put on, though it is gone again",
      step: say({ kind: "labeled", label: "Urgent" }),
      item: issue({ history: known([opened(), labeled("urgent", july(9)), unlabeled("urgent", july(10))]) }),
      keys: ["leads/I_7/survey/1"],
    },
    {
      why: "a label that was put on twice is one occasion",
      step: say({ kind: "labeled", label: "urgent" }),
      item: issue({
        history: known([
          opened(),
          labeled("urgent", july(9)),
          unlabeled("urgent", july(10)),
          labeled("urgent", july(11)),
        ]),
        ownComments: known([comment(renderMarker({ kind: "note", key: "leads/I_7/survey/1", extra: {} }), july(9))]),
      }),
      keys: [],
    },
    {
      why: "a day before a date, once it is reached; the key names the date itself",
      step: open(daysBefore(10)),
      item: endsOn("2025-08-07"),
      keys: ["leads/I_7/draft-contract/2025-08-07"],
    },
    {
      why: "a day after a date",
      step: open({ kind: "date", date: { kind: "opened" }, days: 3, shift: "none" }),
      item: issue(),
      keys: ["leads/I_7/draft-contract/2025-07-07"],
    },
    {
      why: "a day that was over when the issue was opened comes with the opening",
      step: open(daysBefore(60)),
      item: endsOn("2025-08-07"),
      keys: ["leads/I_7/draft-contract/2025-08-07"],
    },
    {
      why: "days of an issue that was closed as not planned are off",
      step: open(daysBefore(10)),
      item: endsOn("2025-08-07", { state: "closed", stateReason: "not-planned" }),
      keys: [],
    },
    {
      why: "an issue that was completed goes on: what was agreed still ends",
      step: open(daysBefore(10)),
      item: endsOn("2025-08-07", { state: "closed", stateReason: "completed" }),
      keys: ["leads/I_7/draft-contract/2025-08-07"],
    },
    {
      why: "an answer that is not given is no date",
      step: open(daysBefore(10)),
      item: endsOn("_No response_"),
      keys: [],
    },
    {
      why: "ruling 5: the moment is compared with starts, not the item's age",
      step: open(daysBefore(10)),
      item: endsOn("2025-08-07", { createdAt: july(1) }),
      keys: ["leads/I_7/draft-contract/2025-08-07"],
    },
    {
      why: "ruling 5: a moment before starts does nothing",
      step: open(daysBefore(40)),
      item: endsOn("2025-08-07", { createdAt: instant("2025-06-01T09:00:00Z") }),
      keys: [],
    },
  ];
  it.each(rows)("are known: $why", ({ step, item, keys, why }) => {
    expect(
      keysOf(planned(item, [step]).changes).filter((key) => key.startsWith("leads/")),
      why,
    ).toEqual(keys);
  });

  it("lie ahead until their day begins in the zone of the calendar, and then come", () => {
    const step = open(daysBefore(10));
    // Midnight of 2025-08-01 in Berlin is 22:00 UTC on the day before.
    const calendar = { zone: "Europe/Berlin", weekdays: [1, 2, 3, 4, 5], hours: { from: 0, to: 1440 }, closed: [] };
    const config = configWith({ calendar, pipeline: { steps: [step] } });
    const look = (at: string) => plan({ item: endsOn("2025-08-11"), world: world() }, config, instant(at));
    expect(look("2025-07-31T21:59:59Z")).toMatchObject({ changes: [], nextLook: "2025-07-31T22:00:00Z" });
    expect(keysOf(look("2025-07-31T22:00:00Z").changes)).toEqual(["leads/I_7/draft-contract/2025-08-11"]);
  });

  // 2025-08-31 is a Sunday.
  it.each([
    { shift: "none", on: "2025-08-31T00:00:00Z", why: "it stays where it falls" },
    { shift: "before", on: "2025-08-29T00:00:00Z", why: "the Friday before" },
    { shift: "after", on: "2025-09-01T00:00:00Z", why: "the Monday after" },
  ] as const)("move out of a weekend with shift $shift: $why", ({ shift, on, why }) => {
    expect(planned(endsOn("2025-09-02"), [open(daysBefore(2, shift))]).nextLook, why).toBe(on);
  });

  it("say that a day is late, and where it comes from", () => {
    const [opening] = planned(endsOn("2025-08-07"), [open(daysBefore(60))]).changes;
    expect(opening?.fact).toBe(
      'the answer "ends" says 2025-08-07, so this was due on 2025-06-08, before the issue was opened',
    );
  });

  it("open nothing for a new date while the issue for the old one is open, and then do", () => {
    const old = made("leads/I_7/draft-contract/2025-07-20");
    const item = (state: "open" | "closed") => endsOn("2025-08-07", { subIssues: known([{ ...old, state }]) });
    const waiting = planned(item("open"), [open(daysBefore(10))]);
    expect(keysOf(waiting.changes)).toEqual([]);
    expect(waiting.notes.at(-1)).toContain("#12 of the same step is still open");
    expect(keysOf(planned(item("closed"), [open(daysBefore(10))]).changes)).toEqual([
      "leads/I_7/draft-contract/2025-08-07",
    ]);
  });

  // 30 days before 2025-09-20 is 2025-08-21; now is 2025-07-28.
  const report = open({ ...daysBefore(30), orWhenDone: true });
  const theirs = (number: number, closedAt: Instant | null) =>
    subIssue(number, "", { author: bdLead, state: closedAt === null ? "open" : "closed", closedAt });
  it.each([
    { why: "nothing is below it, and its day has not come", below: [], keys: [] },
    { why: "one of two is open", below: [theirs(1, july(20)), theirs(2, null)], keys: [] },
    {
      why: "both are closed",
      below: [theirs(1, july(20)), theirs(2, july(21))],
      keys: ["leads/I_7/draft-contract/1"],
    },
    {
      why: "what another step opened is no part of it, open or closed",
      below: [theirs(1, july(20)), made("leads/I_7/other/1", { state: "open" })],
      keys: ["leads/I_7/draft-contract/1"],
    },
    { why: "only what steps opened is closed", below: [made("leads/I_7/other/1", { state: "closed" })], keys: [] },
  ])("come with the day or with the last sub-issue: $why", ({ below, keys }) => {
    const { changes } = planned(endsOn("2025-09-20", { subIssues: known(below) }), [report]);
    expect(keysOf(changes)).toEqual(keys);
  });

  it("come once, by whichever was first, and not again when the date moves or something is added", () => {
    const before = made("leads/I_7/draft-contract/1", { state: "closed" });
    for (const ends of ["2025-07-20", "2025-08-10", "2025-09-20"])
      for (const below of [[before], [before, theirs(1, july(21))], [before, theirs(1, null)]])
        expect(keysOf(planned(endsOn(ends, { subIssues: known(below) }), [report]).changes)).toEqual([]);
    const byDay = planned(endsOn("2025-08-10", { subIssues: known([theirs(1, null)]) }), [report]);
    expect(keysOf(byDay.changes)).toEqual(["leads/I_7/draft-contract/1"]);
  });

  it("do not come from what is no date; that is told once, without repeating it", () => {
    const item = endsOn("end of August @bd-lead");
    const { changes, problems } = planned(item, [open(daysBefore(10)), flag(daysBefore(2))]);
    const comments = changes.filter((one) => one.kind === "add-comment");
    expect(new Set(comments.map(({ key }) => key))).toEqual(new Set(["date/ends"]));
    expect(comments).toHaveLength(1);
    expect(comments[0]!.body).toContain("2026-01-31");
    expect(comments[0]!.body).not.toContain("August");
    expect(problems.map(({ code }) => code)).toEqual(["date-unreadable"]);
    const told = { ...item, ownComments: known([comment(comments[0]!.body, july(9))]) };
    expect(planned(told, [open(daysBefore(10))]).changes).toEqual([]);
  });

  it("do not come from a date of a lived-in issue that cannot be read", () => {
    const item = endsOn("end of August", { createdAt: instant("2025-06-01T09:00:00Z") });
    expect(planned(item, [open(daysBefore(10))])).toMatchObject({ changes: [], problems: [] });
  });
});

describe("what a step does", () => {
  const onClosed = { kind: "closed", as: null } as const;
  const closedItem = (more: Partial<Item> = {}) =>
    issue({ state: "closed", history: known([opened(), closed("completed", july(20))]), ...more });

  it("says what the config says, and makes harmless what people typed", () => {
    const text = "Thank you, {{ form.name }}! See {{ item.url }}.";
    const item = closedItem({ body: "### Name\n\n@everyone fixes #1 --> <b>{{ item.title }}" });
    const { changes } = planned(item, [say(onClosed, { text, mention: ["@openwater/partnerships", "bd-lead"] })]);
    const said = changes.find((one) => one.kind === "add-comment");
    expect(said?.body).toBe(
      [
        "@openwater/partnerships @bd-lead",
        "Thank you, @&#8203;everyone fixes #&#8203;1 --&gt; &lt;b>{{ item.title }}! See https://github.com/openwater/leads/issues/7.",
        renderMarker({ kind: "note", key: "leads/I_7/survey/1", extra: {} }),
      ].join("\n\n"),
    );
  });

  it("says nothing again when somebody deleted it: the status comment remembers", () => {
    const marker = renderMarker({
      kind: "status",
      key: "status/leads/I_7",
      extra: { first: "I_7", done: ["said:leads/I_7/survey/1"] },
    });
    const item = closedItem({ ownComments: known([comment(marker, july(20))]) });
    expect(keysOf(planned(item, [say(onClosed)]).changes)).toEqual([]);
  });

  it("has the status comment remember what was said", () => {
    const said = comment(renderMarker({ kind: "note", key: "leads/I_7/survey/1", extra: {} }), july(20));
    const { changes } = planned(closedItem({ ownComments: known([said]) }), [say(onClosed)], { statusComment: true });
    const status = changes.find((one) => one.kind === "add-comment");
    expect(status?.body).toContain('"done":["said:leads/I_7/survey/1"]');
  });

  const labels: readonly { why: string; item: Item; adds: boolean }[] = [
    { why: "it is not there", item: closedItem(), adds: true },
    { why: "it is there", item: closedItem({ labels: withLabels("lead", "stage: lead", "Lapsed") }), adds: false },
    {
      why: "a person took it off after the moment",
      item: closedItem({
        history: known([
          opened(),
          closed("completed", july(20)),
          labeled("lapsed", july(20), milepost),
          unlabeled("lapsed", july(21), bdLead),
        ]),
      }),
      adds: false,
    },
    {
      why: "it came and went before the moment",
      item: closedItem({
        history: known([
          opened(),
          labeled("lapsed", july(8)),
          unlabeled("lapsed", july(9)),
          closed("completed", july(20)),
        ]),
      }),
      adds: true,
    },
    { why: "labels could not be read", item: closedItem({ labels: unknown() }), adds: false },
  ];
  it.each(labels)("puts a label on once: $why", ({ item, adds, why }) => {
    const words = planned(item, [flag(onClosed)]).changes.map(changeText);
    expect(words.includes('+ label "lapsed"'), why).toBe(adds);
  });
});

describe("conditions and order of steps", () => {
  const at = { kind: "opened" } as const;
  const when = { kind: "answer", field: "renew", is: ["No"] } as const;
  const first = open(at, { id: "first" });
  const second = open(at, { id: "second", after: ["first"] });
  const firstMade = (state: "open" | "closed", stateReason: "completed" | "not-planned" | null = null) =>
    issue({ subIssues: known([made("leads/I_7/first/1", { state, stateReason })]) });

  it("does nothing while the condition does not hold, and does it when it holds later", () => {
    const step = open(at, { when });
    expect(keysOf(planned(issue({ body: "### Renew\n\nYes" }), [step]).changes)).toEqual([]);
    const { changes } = planned(issue({ body: "### Renew\n\nno" }), [step]);
    expect(keysOf(changes)).toEqual(["leads/I_7/draft-contract/1"]);
  });

  it("does nothing while it is unknown whether the condition holds", () => {
    const step = open(at, { when: { kind: "label", label: "urgent" } });
    const { changes, notes } = planned(issue({ labels: unknown("labels were cut short") }), [step]);
    expect(keysOf(changes)).toEqual([]);
    expect(notes.join(" ")).toContain("labels were cut short");
  });

  it("keeps what it opened when the condition holds no more", () => {
    const item = issue({ body: "### Renew\n\nYes", subIssues: known([made("leads/I_7/draft-contract/1")]) });
    expect(planned(item, [open(at, { when })]).changes).toEqual([]);
  });

  const rows: readonly { why: string; item: Item; steps?: readonly Step[]; keys: readonly string[] }[] = [
    { why: "the first opens, the second waits for it", item: issue(), keys: ["leads/I_7/first/1"] },
    { why: "it is open", item: firstMade("open"), keys: [] },
    { why: "it is completed", item: firstMade("closed", "completed"), keys: ["leads/I_7/second/1"] },
    {
      why: "closed as not planned is done too",
      item: firstMade("closed", "not-planned"),
      keys: ["leads/I_7/second/1"],
    },
    {
      why: "its condition does not hold, so it is not waited for",
      item: issue(),
      steps: [{ ...first, when }, second],
      keys: ["leads/I_7/second/1"],
    },
    {
      why: "its condition is unknown, so it may still come",
      item: issue({ labels: unknown() }),
      steps: [{ ...first, when: { kind: "label", label: "x" } }, second],
      keys: [],
    },
    {
      why: "its own moment has not come",
      item: issue(),
      steps: [{ ...first, trigger: onlyLater }, second],
      keys: [],
    },
  ];
  it.each(rows)("opens one step after another: $why", ({ item, steps, keys, why }) => {
    expect(keysOf(planned(item, steps ?? [first, second]).changes), why).toEqual(keys);
  });
});

const onlyLater = { kind: "labeled", label: "urgent" } as const;
