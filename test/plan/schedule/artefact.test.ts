/** Our own issues, completed from their markers: card, checklist below, and the call when they are done (scenario 12). */
import { describe, expect, it } from "vitest";
import type { Change } from "../../../src/model/change.ts";
import type { Card, Item, SubIssue } from "../../../src/model/snapshot.ts";
import { plusSeconds } from "../../../src/model/time.ts";
import { planArtefact } from "../../../src/plan/artefact.ts";
import { planDispatch } from "../../../src/plan/schedule/flow.ts";
import { planRecurring } from "../../../src/plan/schedule/recurring.ts";
import { bdLead, boardBot, comment, issue, known, milepost, subIssue, unknown } from "../../support/builders.ts";
import { at, created, delivery, outage, scheduleConfig, scheduleWorld, support } from "./schedules.ts";

const config = scheduleConfig();
const world = scheduleWorld();
const now = at("2026-09-21");
const title = '[FIRING:1] "hub" down $(touch x) `id` hub=prod';

const parentBody = created(
  planDispatch({ incident_id: "Q1AB", title }, outage, { found: known([]), world }, { config, now }),
)[0]!.body;
const supportBody = created(planRecurring({ found: known([]), world }, support, config, at("2027-01-06")))[0]!.body;

const card: Card = { id: "PVTI_9", project: delivery.id, archived: false, status: null, values: {} };
const empty = { Estimate: null, "End date": null };
const filled = {
  Estimate: { kind: "number", number: 5 },
  "End date": { kind: "date", date: "2026-10-19" },
} as const;
const upNext = { option: "Up Next", optionId: "O_next", updatedAt: now };
const whole: Card = { ...card, status: upNext, values: filled };

function own(more: Partial<Item> = {}): Item {
  return issue({
    id: "I_9",
    firstId: "I_9",
    repo: "infrastructure",
    number: 9,
    title: `[Outage] ${title}`,
    body: parentBody,
    author: milepost,
    createdAt: now,
    cards: known([whole]),
    boardHistory: known([]),
    history: known([{ kind: "opened", id: "I_9", at: now, actor: milepost }]),
    subIssues: known(children),
    ...more,
  });
}

function plan(item: Item, later = 60) {
  return planArtefact({ item, world }, config, plusSeconds(now, later));
}

function moved(automated: boolean, seconds: number) {
  return {
    kind: "board-status",
    id: "SCE_1",
    at: plusSeconds(now, seconds),
    actor: automated ? boardBot : bdLead,
    project: delivery.id,
    from: "",
    to: "Backlog",
    automated,
  } as const;
}

const children: SubIssue[] = [];
const below = created(plan(own({ subIssues: known([]) })));
children.push(...below.map(({ body }, index) => subIssue(10 + index, body)));

describe("an issue of ours", () => {
  it("that is whole is left alone, and so is everybody else's", () => {
    expect(plan(own())).toMatchObject({ changes: [], problems: [] });
    expect(
      plan(own({ author: bdLead, cards: known([{ ...card, values: empty }]), subIssues: known([]) })).changes,
    ).toEqual([]);
  });

  it("gets the fields that its recipe sets, and the end date counts from its opening", () => {
    const { changes } = plan(own({ cards: known([{ ...card, values: empty }]) }));
    expect(
      changes.map((change) => (change.kind === "set-field" ? [change.field.name, change.value] : change.kind)),
    ).toEqual([
      ["Status", { kind: "option", id: "O_next", name: "Up Next" }],
      ["Estimate", { kind: "number", number: 5 }],
      ["End date", { kind: "date", date: "2026-10-19" }],
    ]);
  });

  it("iteration 59 opened on 2027-01-06 ends on 2027-02-03 (scenario 11)", () => {
    const opened = at("2027-01-06T05:00:05Z");
    const item = own({
      body: supportBody,
      createdAt: opened,
      cards: known([{ ...card, values: empty }]),
      subIssues: known([]),
    });
    const { changes } = planArtefact({ item, world }, config, plusSeconds(opened, 5));
    expect(changes).toContainEqual(
      expect.objectContaining({ kind: "set-field", value: { kind: "date", date: "2027-02-03" } }),
    );
    expect(created({ changes })).toEqual([]);
  });

  const other = { option: "Backlog", optionId: "O_backlog", updatedAt: now };
  const quiet: readonly { why: string; item: Partial<Item>; later?: number }[] = [
    {
      why: "a field that holds something is people's",
      item: { cards: known([{ ...whole, values: { ...filled, Estimate: { kind: "number", number: 8 } } }]) },
    },
    {
      why: "after a day what is empty stays empty",
      item: { cards: known([{ ...card, values: empty }]) },
      later: 86_400,
    },
    {
      why: "a card that a person moved",
      item: { cards: known([{ ...whole, status: other }]), boardHistory: known([moved(false, 5)]) },
    },
    {
      why: "GitHub's own move long after it was opened",
      item: { cards: known([{ ...whole, status: other }]), boardHistory: known([moved(true, 600)]) },
    },
    {
      why: "a person took it off the board",
      item: {
        cards: known([]),
        boardHistory: known([
          { kind: "removed-from-board", id: "R", at: now, actor: bdLead, project: delivery.id, automated: false },
        ]),
      },
    },
    { why: "cards that could not be read", item: { cards: unknown() } },
    { why: "board events that could not be read", item: { cards: known([]), boardHistory: unknown() } },
    { why: "sub-issues that could not be read", item: { subIssues: unknown() } },
    { why: "closed as not planned calls nobody", item: { state: "closed", stateReason: "not-planned", closedAt: now } },
    {
      why: "closed long ago calls nobody",
      item: { state: "closed", stateReason: "completed", closedAt: at("2026-09-01") },
    },
    {
      why: "locked, so that no receipt could be left",
      item: { state: "closed", stateReason: "completed", closedAt: now, locked: true },
    },
  ];
  it.each(quiet)("is left alone: $why", ({ item, later }) => {
    expect(plan(own(item), later).changes).toEqual([]);
  });

  it("a column that GitHub's own workflow set when the card appeared gives way", () => {
    const item = own({ cards: known([{ ...whole, status: other }]), boardHistory: known([moved(true, 2)]) });
    expect(plan(item).changes).toMatchObject([
      { kind: "set-field", field: { name: "Status" }, value: { name: "Up Next" } },
    ]);
  });

  it("is put on its board when that was lost", () => {
    expect(plan(own({ cards: known([]) })).changes).toMatchObject([
      { kind: "add-to-board", project: delivery.id, issue: "I_9" },
    ]);
  });

  it("opens the children of its flow below it, from nothing but its own marker", () => {
    expect(below.map(({ key, parent, title: text }) => [key, parent, text])).toEqual([
      ["flow/p1-outage/Q1AB/report", { kind: "issue", id: "I_9" }, `[Incident report] ${title}`],
      ["flow/p1-outage/Q1AB/review", { kind: "issue", id: "I_9" }, `[Incident review] ${title}`],
    ]);
  });

  it("is completed when the process died after the first child", () => {
    const rest = created(plan(own({ subIssues: known(children.slice(0, 1)) })));
    expect(rest.map(({ key }) => key)).toEqual(["flow/p1-outage/Q1AB/review"]);
  });

  it("a child waits for the one before it", () => {
    const [report, review] = outage.playbook.children;
    const playbook = { ...outage.playbook, children: [report!, { ...review!, after: ["report"] }] };
    const ordered = scheduleConfig({ flows: [{ ...outage, playbook }] });
    const keys = (subIssues: readonly SubIssue[]) =>
      created(planArtefact({ item: own({ subIssues: known(subIssues) }), world }, ordered, now)).map(({ key }) => key);
    expect(keys([])).toEqual(["flow/p1-outage/Q1AB/report"]);
    expect(keys(children.slice(0, 1))).toEqual([]);
    expect(keys([{ ...children[0]!, state: "closed" }])).toEqual(["flow/p1-outage/Q1AB/review"]);
  });

  it("tells the other system once when it is closed as completed", () => {
    const done = own({ state: "closed", stateReason: "completed", closedAt: now });
    const { changes } = plan(done);
    const key = "webhook/pager/flow/p1-outage/Q1AB";
    expect(changes).toMatchObject([
      { kind: "call-webhook", webhook: "pager", id: "Q1AB", key },
      { kind: "add-comment", issue: "I_9", key },
    ]);
    const receipt = comment((changes[1] as Extract<Change, { kind: "add-comment" }>).body, now);
    expect(plan({ ...done, ownComments: known([receipt]) }).changes).toEqual([]);
    const forged = { ...receipt, author: bdLead };
    expect(plan({ ...done, ownComments: known([forged]) }).changes).toHaveLength(2);
  });
});
