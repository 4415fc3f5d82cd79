/** What is done for an item whatever its stage, through `plan`: one row per thing that may go wrong. */
import { describe, expect, it } from "vitest";
import type { CommunitiesFile } from "../../../src/config/config.ts";
import { appendBlock } from "../../../src/content/kept-block.ts";
import { renderMarker } from "../../../src/content/markers.ts";
import type { AbsenceIssues } from "../../../src/model/calendar.ts";
import type { AnswerRule } from "../../../src/model/care.ts";
import type { Change } from "../../../src/model/change.ts";
import type { Fact } from "../../../src/model/fact.ts";
import type { Gate } from "../../../src/model/gate.ts";
import type { Pipeline } from "../../../src/model/pipeline.ts";
import type { Item, Peer, Snapshot, World } from "../../../src/model/snapshot.ts";
import type { Instant } from "../../../src/model/time.ts";
import { plan } from "../../../src/plan/plan.ts";
import {
  bdLead,
  cardIn,
  comment,
  configWith,
  dragged,
  engineer,
  issue,
  july,
  known,
  labeled,
  linked,
  milepost,
  opened,
  partnerships,
  repository,
  unknown,
  unlabeled,
  withLabels,
  world,
  worldWhereInfrastructureIs,
} from "../../support/builders.ts";

const now = july(30);

function planned(
  pipeline: Partial<Pipeline>,
  item: Partial<Item> = {},
  more: Partial<Pick<Snapshot, "absences">> & {
    readonly peers?: readonly Peer[];
    readonly world?: Partial<World>;
    readonly away?: boolean;
    readonly awayIssues?: AbsenceIssues;
    readonly communities?: CommunitiesFile;
  } = {},
) {
  const { absences, awayIssues = null, communities = null } = more;
  const away = more.away ? [{ login: "engineer-1", from: "2025-07-01", to: "2025-07-31" }] : [];
  const peers = known(more.peers ?? []);
  const have = { item: issue(item), world: world(more.world), peers, ...(absences && { absences }) };
  return plan(have, configWith({ pipeline, away, awayIssues, communities }), now);
}

/** Each change as a few words. */
function short(changes: readonly Change[]): readonly string[] {
  return changes.flatMap((change) => {
    switch (change.kind) {
      case "create-label":
        return [];
      case "add-label":
        return [`+${change.name}`];
      case "remove-label":
        return [`-${change.name}`];
      case "assign":
        return [`assign ${change.logins.join(" ")}`];
      case "unassign":
        return [`unassign ${change.logins.join(" ")}`];
      case "add-comment":
      case "edit-comment":
        return [`${change.kind} ${change.key}`];
      case "edit-issue":
        return [`title ${change.title}`];
      default:
        return [change.kind];
    }
  });
}

const peer = (number: number, more: Partial<Peer> = {}): Peer => ({
  ...linked(number, "", { repo: "leads" }),
  createdAt: july(2),
  labels: [],
  assignees: [],
  ...more,
});

const assigned = (login: string, actor = milepost): Fact => ({
  id: `A_${login}`,
  kind: "assigned",
  at: july(8),
  actor,
  login,
});

const answer: AnswerRule = {
  id: "answers[0]",
  when: null,
  field: "impact",
  labels: { High: "impact: high", Low: "impact: low" },
  label: null,
  fields: [],
  board: null,
  assignees: [],
  milestone: null,
};

const onHigh: AnswerRule = {
  ...answer,
  field: null,
  labels: {},
  when: { kind: "answer", field: "impact", is: ["high"] },
  assignees: ["engineer-1"],
};

describe("answers", () => {
  it("change nothing when there are no rules", () => {
    expect(planned({}, { body: "### Impact\n\nHigh" }).changes).toEqual([]);
  });

  const history = (...facts: readonly Fact[]) => known([opened(), ...facts]);
  const both = withLabels("lead", "stage: lead", "impact: low");
  const rows: readonly { why: string; rules?: readonly AnswerRule[]; item: Partial<Item>; is: readonly string[] }[] = [
    { why: "name a label", item: { body: "### Impact\n\nhigh" }, is: ["+impact: high"] },
    { why: "null as GitHub prints it is no answer", item: { body: "### Impact\n\n_No response_" }, is: [] },
    { why: "no body at all", item: { body: "" }, is: [] },
    {
      why: "a label of ours goes with its answer",
      item: { body: "### Impact\n\nHigh", labels: both, history: history(labeled("impact: low", july(8), milepost)) },
      is: ["+impact: high", "-impact: low"],
    },
    {
      why: "a label of a person's stays",
      item: { body: "### Impact\n\nHigh", labels: both, history: history(labeled("impact: low", july(8))) },
      is: ["+impact: high"],
    },
    {
      why: "what a person took off stays off",
      item: { body: "### Impact\n\nHigh", history: history(unlabeled("impact: high", july(8))) },
      is: [],
    },
    { why: "an unread form changes nothing", item: { body: "### Impact\n\nHigh", labels: unknown() }, is: [] },
    { why: "assign", rules: [onHigh], item: { body: "### Impact\n\nHigh" }, is: ["assign engineer-1"] },
    {
      why: "a ticked box counts",
      rules: [onHigh],
      item: { body: "### Impact\n\n- [ ] Low\n- [X] High" },
      is: ["assign engineer-1"],
    },
    {
      why: "a box that is not ticked does not",
      rules: [onHigh],
      item: { body: "### Impact\n\n- [x] Low\n- [ ] High" },
      is: [],
    },
    {
      why: "unassign whom we assigned",
      rules: [onHigh],
      item: { assignees: known([engineer]), history: history(assigned("engineer-1")) },
      is: ["unassign engineer-1"],
    },
    {
      why: "leave whom a person assigned",
      rules: [onHigh],
      item: { assignees: known([engineer]), history: history(assigned("engineer-1", bdLead)) },
      is: [],
    },
    {
      why: "whom a person took off after us stays off",
      rules: [onHigh],
      item: {
        body: "### Impact\n\nHigh",
        history: history(assigned("engineer-1"), {
          kind: "unassigned",
          id: "UA",
          at: july(9),
          actor: bdLead,
          login: "engineer-1",
        }),
      },
      is: [],
    },
    { why: "a closed issue is left alone", item: { body: "### Impact\n\nHigh", state: "closed" }, is: [] },
  ];
  it.each(rows)("$why", ({ rules = [answer], item, is }) => {
    expect(short(planned({ answers: rules }, item).changes)).toEqual(is);
  });

  it("keep a label while it is not known whether its rule holds", () => {
    const when = { kind: "community", value: "plan", is: ["gold"] } as const;
    const rule: AnswerRule = { ...onHigh, label: "impact: low", assignees: [], when };
    const ours = {
      body: "### Impact\n\nHigh",
      labels: both,
      history: history(labeled("impact: low", july(8), milepost)),
    };
    const communities = { owner: "openwater", repo: "leads", path: "communities.yml", accepts: ["plan"] };
    const of = (read: World["communities"]) => {
      const world = { communities: read };
      return short(planned({ answers: [rule], community: "impact" }, ours, { communities, world }).changes);
    };
    expect(of(known("communities:\n  - { slug: high, name: High, values: { plan: basic } }\n"))).toEqual([
      "-impact: low",
    ]);
    expect(of(known("communities:\n  - { slug: high, name: High, values: { plan: gold } }\n"))).toEqual([]);
    expect(of(unknown())).toEqual([]);
  });

  describe("and milestones", () => {
    const milestones = { "2026 Q3": "MI_3", "2026 Q4": "MI_4" };
    const home: Partial<World> = {
      repositories: { leads: known({ ...repository("leads", "private", []), milestones }) },
    };
    const to = (title: string, when: string): AnswerRule => ({
      ...onHigh,
      assignees: [],
      when: { kind: "answer", field: "impact", is: [when] },
      milestone: title,
    });
    const rules = [to("2026 Q3", "high"), to("2026 Q4", "low")];
    const high = "### Impact\n\nHigh";
    const q3 = { id: "MI_3", title: "2026 Q3" };
    const put = (actor = milepost): Fact => ({
      kind: "milestoned",
      id: "ME",
      at: july(8),
      actor,
      milestone: "2026 Q3",
    });
    const off = (actor = milepost): Fact => ({
      kind: "demilestoned",
      id: "DE",
      at: july(9),
      actor,
      milestone: "2026 Q3",
    });
    const cases: readonly { why: string; item: Partial<Item>; is: readonly (string | null)[] }[] = [
      { why: "no answer, none", item: {}, is: [] },
      { why: "the answer's one is set", item: { body: high }, is: ["2026 Q3"] },
      { why: "it is there already", item: { body: high, milestone: q3, history: history(put()) }, is: [] },
      {
        why: "another answer, another one",
        item: { body: "### Impact\n\nLow", milestone: q3, history: history(put()) },
        is: ["2026 Q4"],
      },
      { why: "no answer any more: ours goes", item: { milestone: q3, history: history(put()) }, is: [null] },
      { why: "a person's stays", item: { milestone: q3, history: history(put(bdLead)) }, is: [] },
      {
        why: "a person's is not replaced",
        item: { body: "### Impact\n\nLow", milestone: q3, history: history(put(bdLead)) },
        is: [],
      },
      { why: "what a person took off stays off", item: { body: high, history: history(put(), off(bdLead)) }, is: [] },
      { why: "what we took off may come back", item: { body: high, history: history(put(), off()) }, is: ["2026 Q3"] },
      { why: "an unread history changes nothing", item: { body: high, history: unknown() }, is: [] },
    ];
    it.each(cases)("$why", ({ item, is }) => {
      const { changes } = planned({ answers: rules }, item, { world: home });
      const set = changes.flatMap((one) => (one.kind === "set-milestone" ? [one.milestone?.title ?? null] : []));
      expect(set).toEqual(is);
    });

    it("one that is not open is told, by the config's place", () => {
      const { problems } = planned({ answers: [to("2027 Q1", "high")] }, { body: high }, { world: home });
      expect(problems.map(({ code, where }) => [code, where])).toEqual([
        ["milestone-missing", "pipelines.leads.answers[0]"],
      ]);
    });
  });

  it("that the map does not know are told with those that it knows, and never repeated", () => {
    const { problems } = planned({ answers: [answer] }, { body: "### Impact\n\nSecret" });
    expect(problems.map(({ code }) => code)).toEqual(["answer-unknown"]);
    expect(problems[0]!.todo).toContain('"High", "Low"');
    expect(JSON.stringify(problems)).not.toContain("Secret");
  });
});

describe("titles", () => {
  const titles = { pattern: "[Event] {{ form.first-day }}", label: "needs-title" };
  const body = "### First day\n\n2026-12-01";
  const rows: readonly { why: string; item: Partial<Item>; is: readonly string[] }[] = [
    { why: "a person's own is never touched", item: { title: "Winter school", body }, is: [] },
    { why: "filled in from the answers", item: { title: "[{{ dates }}]", body }, is: ["title [Event] 2026-12-01"] },
    {
      why: "flagged when an answer is missing",
      item: { title: "[{{ dates }}]" },
      is: ["+needs-title", "add-comment title/leads"],
    },
  ];
  it.each(rows)("$why", ({ item, is }) => expect(short(planned({ titles }, item).changes)).toEqual(is));

  it("that a person put back are flagged and not filled in again", () => {
    const renamed: Fact = { id: "RN", kind: "renamed", at: july(8), actor: milepost, from: "a", to: "b" };
    const item = { title: "[{{ dates }}]", body, history: known([renamed]) };
    expect(short(planned({ titles }, item).changes)).toEqual(["+needs-title", "add-comment title/leads"]);
  });
});

describe("gates", () => {
  const gate: Gate = {
    id: "ready",
    when: null,
    needs: [{ kind: "dependencies", label: null }],
    label: "not-ready",
    readyLabel: "ready",
    holdsOutOf: ["qualified"],
    comment: true,
  };
  const blocked = (stateReason: "completed" | "not-planned" | null) =>
    known([linked(9, "", { repo: "leads", state: stateReason === null ? "open" : "closed", stateReason })]);

  it.each([
    { why: "an open one is missing", reason: null, is: ["+not-ready", "add-comment gate/leads/ready"] },
    { why: "a done one is not", reason: "completed", is: ["+ready"] },
    { why: "one that was dropped stands in nobody's way", reason: "not-planned", is: ["+ready"] },
  ] as const)("count dependencies: $why", ({ reason, is }) => {
    expect(short(planned({ gates: [gate] }, { blockedBy: blocked(reason) }).changes)).toEqual(is);
  });

  it("that cannot be judged change nothing", () => {
    expect(planned({ gates: [gate] }, { blockedBy: unknown() }).changes).toEqual([]);
  });

  it("undo a move into a stage that they keep out of, whatever illegal-moves says, and remember it", () => {
    const item = dragged([["Qualified lead", july(11)]], { blockedBy: blocked(null) });
    const { changes, stage } = planned({ gates: [gate] }, item);
    expect(stage?.id).toBe("lead");
    expect(changes.map(({ kind }) => kind)).toContain("set-status");
    const told = changes.find((change) => change.kind === "add-comment");
    expect(told?.body).toContain("It was moved to **Qualified lead** while this was missing");

    const open = { ...item, blockedBy: blocked("completed"), ownComments: known([comment(told!.body, july(11))]) };
    expect(planned({ gates: [gate] }, open).stage?.id).toBe("lead");
  });

  it("let an item be whose move is older than starts", () => {
    const item = dragged([["Qualified lead", july(11)]], { blockedBy: blocked(null) });
    expect(planned({ gates: [gate], starts: july(20) }, item).stage?.id).toBe("qualified");
  });
});

describe("turns", () => {
  const assign = [{ id: "triage", when: null, rotation: ["engineer-1", "engineer-2", "@openwater/support"] }];
  const support: Partial<World> = { teams: { "@openwater/support": known([{ ...engineer, login: "engineer-3" }]) } };
  const rows = [
    { why: "the first one begins", peers: [], is: ["assign engineer-1"] },
    { why: "the next one follows", peers: [peer(1, { assignees: ["engineer-1"] })], is: ["assign engineer-2"] },
    { why: "one nobody took counts as given", peers: [peer(1)], is: ["assign engineer-2"] },
    { why: "teams take part", peers: [peer(1, { assignees: ["engineer-2"] })], is: ["assign engineer-3"] },
    { why: "whoever is away is passed over", peers: [], away: true, is: ["assign engineer-2"] },
    { why: "later items do not count", peers: [peer(8, { createdAt: july(9) })], is: ["assign engineer-1"] },
  ];
  it.each(rows)("$why", ({ peers, away = false, is }) => {
    expect(short(planned({ assign }, {}, { peers, away, world: support }).changes)).toEqual(is);
  });

  describe("and issues that say who is away", () => {
    const awayIssues = { repository: "leads", label: "time off" };
    const off = (who: string, from: Instant, until: Instant | null = null) =>
      peer(50, { assignees: [who], createdAt: from, closedAt: until, state: until === null ? "open" : "closed" });
    // The item was opened on 7 July.
    const told = [
      { why: "nobody is away", issues: [], is: ["assign engineer-1"] },
      {
        why: "whoever has an open one is passed over",
        issues: [off("Engineer-1", july(1))],
        is: ["assign engineer-2"],
      },
      {
        why: "one that was closed before does not count",
        issues: [off("engineer-1", july(1), july(5))],
        is: ["assign engineer-1"],
      },
      {
        why: "one that was closed since does",
        issues: [off("engineer-1", july(1), july(9))],
        is: ["assign engineer-2"],
      },
      {
        why: "one that was opened since does not count",
        issues: [off("engineer-1", july(8))],
        is: ["assign engineer-1"],
      },
      {
        why: "an earlier item nobody took went past them too",
        peers: [peer(1)],
        issues: [off("engineer-1", july(1))],
        is: ["assign engineer-3"],
      },
      {
        why: "nobody is assigned when all are away",
        issues: ["engineer-1", "engineer-2", "engineer-3"].map((who) => off(who, july(1))),
        is: [],
      },
    ];
    it.each(told)("$why", ({ issues, peers = [], is }) => {
      const more = { peers, absences: known(issues), awayIssues, world: support };
      expect(short(planned({ assign }, {}, more).changes)).toEqual(is);
    });

    it("assign nobody while they are not known", () => {
      const absences = { known: false, why: "GitHub answered 502" } as const;
      const done = planned({ assign }, {}, { peers: [], absences, awayIssues, world: support });
      expect(done.changes).toEqual([]);
      expect(done.notes).toEqual([
        "The rotation triage was left alone, since it is not known who is away: GitHub answered 502.",
      ]);
    });
  });

  it("are not taken where a person has settled it", () => {
    const off: Fact = { id: "UA", kind: "unassigned", at: july(8), actor: bdLead, login: "engineer-1" };
    expect(planned({ assign }, { history: known([off]) }, { world: support }).changes).toEqual([]);
    expect(planned({ assign }, { assignees: known([bdLead]) }, { world: support }).changes).toEqual([]);
  });
});

describe("computed facts", () => {
  const date = (field: string) => ({ kind: "answer", field }) as const;
  const days = (first: string, last = first, yes = "Yes") =>
    `### Hub\n\na.example\n\n### First day\n\n${first}\n\n### Last day\n\n${last}\n\n### Notice\n\n${yes}`;
  const notice = {
    id: "weeks",
    when: null,
    from: { kind: "opened" } as const,
    to: date("first_day"),
    atLeastDays: 21,
    label: "short-notice",
    claim: "notice",
  };

  it.each([
    {
      why: "one day is short, and Yes was wrong",
      body: days("2025-07-08"),
      is: ["+short-notice", "add-comment notice/leads/weeks"],
    },
    { why: "whoever says No is not told", body: days("2025-07-08", "2025-07-08", "No"), is: ["+short-notice"] },
    { why: "21 days are enough", body: days("2025-07-28"), is: [] },
    { why: "20 are not", body: days("2025-07-27", "2025-07-27", "No"), is: ["+short-notice"] },
  ])("notice: $why", ({ body, is }) => {
    expect(short(planned({ notices: [notice] }, { body }).changes)).toEqual(is);
  });

  const overlap = { id: "hub", resource: ["hub"], from: date("first_day"), to: date("last_day"), label: "overlap" };
  it.each([
    { why: "the same day", body: days("2025-08-03"), is: ["+overlap", "add-comment overlap/leads/hub"] },
    { why: "the day after", body: days("2025-08-04"), is: [] },
    { why: "a closed one", body: days("2025-08-03"), state: "closed" as const, is: [] },
  ])("overlaps: $why", ({ body, state = "open" as const, is }) => {
    const peers = [peer(5, { body, state })];
    const mine = { body: days("2025-08-01", "2025-08-03") };
    expect(short(planned({ overlaps: [overlap] }, mine, { peers }).changes)).toEqual(is);
  });

  it("overlaps: one in a place that fewer may read is not told by a label either", () => {
    const mine = { body: days("2025-08-01", "2025-08-03"), visibility: "public" as const };
    const elsewhere = peer(5, { body: days("2025-08-03"), repo: "infrastructure" });
    const of = (world: Partial<World>) => planned({ overlaps: [overlap] }, mine, { peers: [elsewhere], world });
    expect(short(of({}).changes)).toEqual([]);
    expect(short(of(worldWhereInfrastructureIs("public")).changes)).toEqual([
      "+overlap",
      "add-comment overlap/leads/hub",
    ]);
  });

  it("priority: the first rule that holds", () => {
    const rules = [
      { name: "P1", when: { kind: "label", label: "funded" } as const, label: "prio: 1" },
      { name: "P8", when: null, label: "prio: 8" },
    ];
    const priority = { rules, board: null, fields: [] };
    expect(short(planned({ priority }).changes)).toEqual(["+prio: 8"]);
    const funded = withLabels("lead", "stage: lead", "funded");
    expect(short(planned({ priority }, { labels: funded }).changes)).toEqual(["+prio: 1"]);
  });
});

describe("checklists", () => {
  const checklists = [{ id: "phase", when: null, template: "phase-1.md", values: { phase: "1", community: "x" } }];
  const note = comment(renderMarker({ kind: "note", key: "checklist/leads/phase", extra: {} }), july(8));
  const list = "- [ ] Account\n- [ ] Cluster";

  it("are appended once, and nothing else changes", () => {
    const { changes } = planned({ checklists }, { body: "Mine\r\n" });
    expect(short(changes)).toEqual(["title null", "add-comment checklist/leads/phase"]);
    const edit = changes.find((change) => change.kind === "edit-issue");
    expect(edit?.body?.startsWith("Mine\r\n")).toBe(true);
    expect(planned({ checklists }, { body: edit!.body!, ownComments: known([note]) }).changes).toEqual([]);
  });

  it("need no title of their own", () => {
    const templates = { "list.md": known("- [ ] Account\n") };
    const rule = { id: "list", when: null, template: "list.md", values: {} };
    const { changes, problems } = planned({ checklists: [rule] }, { body: "Mine" }, { world: { templates } });
    expect(problems).toEqual([]);
    const edit = changes.find((change) => change.kind === "edit-issue");
    expect(edit?.body).toContain("- [ ] Account");
  });

  it("are not appended with a value that cannot be worked out", () => {
    const broken = [{ ...checklists[0]!, values: { phase: "{{ item.title | upcased }}", community: "x" } }];
    const { changes, problems } = planned({ checklists: broken }, { body: "Mine" });
    expect(changes).toEqual([]);
    expect(problems.map(({ severity }) => severity)).toContain("error");
  });

  it("stay ticked, and stay out once somebody took them out", () => {
    const ticked = appendBlock("Mine", "phase", list).replace("[ ] Account", "[x] Account");
    expect(planned({ checklists }, { body: ticked, ownComments: known([note]) }).changes).toEqual([]);
    expect(planned({ checklists }, { body: "Mine", ownComments: known([note]) }).changes).toEqual([]);
  });
});

describe("closing", () => {
  const field = { id: "PVTF_points", name: "Points", kind: "number", options: [], iterations: [] } as const;
  const board: Partial<World> = { boards: { partnerships: known({ ...partnerships, fields: [field] }) } };
  const fields = [{ field: "Points", value: { kind: "text", text: "3" }, own: false }] as const;
  const onClose = [{ id: "points", as: "completed", when: null, board: "partnerships", fields }] as const;
  const done = { state: "closed", stateReason: "completed", closedAt: july(30) } as const;
  const card = (value: number | null) =>
    known([cardIn("Lead", july(7), { values: { Points: value === null ? null : { kind: "number", number: value } } })]);
  it.each([
    { why: "an open issue is left alone", item: { cards: card(null) }, is: [] },
    { why: "an empty field is set", item: { ...done, cards: card(null) }, is: ["set-field"] },
    { why: "a field that is set is kept", item: { ...done, cards: card(5) }, is: [] },
    { why: "no board, no failure", item: { ...done, cards: known([]) }, is: [] },
    { why: "another reason", item: { ...done, stateReason: "not-planned" as const, cards: card(null) }, is: [] },
    { why: "long ago: a person may have cleared it", item: { ...done, closedAt: july(28), cards: card(null) }, is: [] },
  ])("$why", ({ item, is }) => {
    const { changes, problems } = planned({ onClose }, item, { world: board });
    expect(changes.filter(({ kind }) => kind === "set-field").map(({ kind }) => kind)).toEqual(is);
    expect(problems).toEqual([]);
  });

  const own = "{{ item.title }}";
  const places = [
    { why: "what the config says goes to a public board", text: "3", to: "public", is: { onlyWhile: null } },
    { why: "a private item's words do not", text: own, to: "public", is: "private-value" },
    { why: "they go to a private board, while it is private", text: own, to: "private", is: { onlyWhile: "private" } },
    { why: "a public item's words go anywhere", text: own, item: "public", to: "public", is: { onlyWhile: null } },
  ] as const;
  it.each(places)("ruling 16: $why", ({ text, to, is, ...row }) => {
    const note = { ...field, name: "Note", kind: "text" } as const;
    const boards = { partnerships: known({ ...partnerships, visibility: to, fields: [note] }) };
    const setting = { field: "Note", value: { kind: "text", text }, own: false } as const;
    const rule = { ...onClose[0], fields: [setting] };
    const cards = known([cardIn("Lead", july(7), { values: { Note: null } })]);
    const item = { ...done, cards, visibility: "item" in row ? row.item : ("private" as const) };
    const { changes, problems } = planned({ onClose: [rule] }, item, { world: { boards } });
    const guards = changes.flatMap((one) => (one.kind === "set-field" ? { onlyWhile: one.onlyWhile ?? null } : []));
    expect([...guards, ...problems.map(({ code }) => code)]).toEqual([is]);
  });
});
