import { describe, expect, it } from "vitest";
import { readMarker, stripMarkers } from "../../src/content/markers.ts";
import type { Change } from "../../src/model/change.ts";
import type { ClockRule } from "../../src/model/clock.ts";
import type { Pipeline } from "../../src/model/pipeline.ts";
import type { Item, World } from "../../src/model/snapshot.ts";
import { type Instant, instant } from "../../src/model/time.ts";
import { plan } from "../../src/plan/plan.ts";
import { applyAll } from "../property/apply-to-snapshot.ts";
import {
  bdLead,
  cardIn,
  configWith,
  engineer,
  issue,
  known,
  labeled,
  milepost,
  opened,
  said,
  unknown,
  unlabeled,
  withLabels,
  world,
} from "../support/builders.ts";

const at = (text: string) => instant(`2026-09-${text}Z`);

const response: ClockRule = {
  id: "first-response",
  when: null,
  from: { kind: "opened" },
  until: { kind: "response" },
  targetSeconds: 24 * 3600,
  warnAt: 0.75,
  pauses: ["waiting", "awaiting-representative", "hold"],
  atRiskLabel: "sla:at-risk",
  breachedLabel: "sla:breached",
  acknowledge: true,
  mention: ["@openwater/support"],
};

/** Opened on a Friday afternoon, or when said. */
function request(more: Partial<Item> = {}, from: Instant = at("18T15:30:00")): Item {
  return issue({
    createdAt: from,
    history: known([opened(from)]),
    cards: known([cardIn("Lead", from)]),
    boardHistory: known([]),
    ...more,
  });
}

interface Asked {
  readonly clock?: Partial<ClockRule>;
  readonly pipeline?: Partial<Pipeline>;
  readonly world?: World;
}

function planned(item: Item, now: Instant, { clock, pipeline, world: there }: Asked = {}) {
  const config = configWith({
    team: ["engineer-1"],
    pipeline: { clocks: [{ ...response, ...clock }], board: null, ...pipeline },
  });
  return plan({ item, world: there ?? world() }, config, now);
}

/** `+ sla:at-risk`, `- …`, and what comments say. */
function done(changes: readonly Change[]): readonly string[] {
  return changes.flatMap((change) => {
    if (change.kind === "add-label") return [`+ ${change.name}`];
    if (change.kind === "remove-label") return [`- ${change.name}`];
    return change.kind === "add-comment" ? [stripMarkers(change.body)] : [];
  });
}

/** The item once everything planned at that moment is written. */
function written(item: Item, now: Instant, asked: Asked = {}): Item {
  return applyAll({ item, world: world() }, planned(item, now, asked).changes, now).item;
}

const received = "Thank you, this has been received. A person will answer by Monday 21 September 15:30 UTC.";
const begun = () => written(request(), at("18T15:30:10"));

describe("clocks", () => {
  it("are nobody's business where the pipeline has none", () => {
    expect(planned(request(), at("25T00:00:00"), { pipeline: { clocks: [] } }).changes).toEqual([]);
  });

  it("acknowledge once, with the time due in words, and look again when it is at risk", () => {
    const { changes, nextLook } = planned(request(), at("18T15:30:10"));
    expect(done(changes)).toEqual([received]);
    expect(changes[0]).toMatchObject({
      rule: "pipelines.leads.clocks[first-response]",
      fact: "it was opened at 2026-09-18T15:30:00Z",
    });
    expect(nextLook).toBe(at("21T09:30:00"));
    expect(planned(begun(), at("18T15:31:00")).changes).toEqual([]);
  });

  it("at risk: a label from the moment that warns, and a look at the moment due", () => {
    expect(planned(begun(), at("21T09:29:59")).changes).toEqual([]);
    const { changes, nextLook } = planned(begun(), at("21T09:30:00"));
    expect(done(changes)).toEqual(["+ sla:at-risk"]);
    expect(nextLook).toBe(at("21T15:30:00"));
  });

  it("met: the label comes off, and nothing more is due", () => {
    const item = written(begun(), at("21T09:30:00"));
    const answered = { ...item, comments: known([said(engineer, at("21T10:00:00"))]) };
    const { changes, nextLook } = planned(answered, at("21T10:00:05"));
    expect(done(changes)).toEqual(["- sla:at-risk"]);
    expect(nextLook).toBeNull();
    expect(planned(written(answered, at("21T10:00:05")), at("30T00:00:00")).changes).toEqual([]);
  });

  it("breached: marked once and told once, the warning comes off, and an answer takes nothing back (scenario 8)", () => {
    const item = written(begun(), at("21T09:30:00"));
    const { changes, nextLook } = planned(item, at("21T15:30:00"));
    expect(done(changes)).toEqual([
      "- sla:at-risk",
      "+ sla:breached",
      "@openwater/support: this has waited longer than we aim for. An answer was due by Monday 21 September 15:30 UTC. Please take a look.",
    ]);
    expect(nextLook).toBeNull();
    const late = written(item, at("21T15:30:00"));
    const answered = { ...late, comments: known([said(engineer, at("22T10:00:00"))]) };
    expect(planned(answered, at("22T10:00:05")).changes).toEqual([]);
  });

  const quiet: readonly { why: string; item: Item; now: Instant; asked?: Asked; is: readonly string[] }[] = [
    {
      why: "a breach that was answered before we came is marked and tells nobody",
      item: request({ comments: known([said(engineer, at("22T10:00:00"))]) }),
      now: at("23T00:00:00"),
      is: ["+ sla:breached"],
    },
    {
      why: "a clock that began before starts is not announced (ruling 5)",
      item: request(),
      now: at("30T00:00:00"),
      asked: { pipeline: { starts: at("18T15:30:01") } },
      is: [],
    },
    {
      why: "unread comments are neither late nor in time",
      item: request({ comments: unknown() }),
      now: at("30T00:00:00"),
      is: [],
    },
    {
      why: "nobody is told without anybody to mention",
      item: request(),
      now: at("30T00:00:00"),
      asked: { clock: { mention: [] } },
      is: ["+ sla:breached"],
    },
    {
      why: "closed before the answer: nothing is due any more",
      item: request({ state: "closed", stateReason: "duplicate", closedAt: at("20T00:00:00") }),
      now: at("30T00:00:00"),
      is: [],
    },
    {
      why: "closed before the target, and talked about long afterwards: that is no late answer",
      item: request({
        state: "closed",
        stateReason: "completed",
        closedAt: at("18T18:00:00"),
        comments: known([said(engineer, at("29T00:00:00"))]),
      }),
      now: at("30T00:00:00"),
      is: [],
    },
    {
      why: "a condition that does not hold starts no clock",
      item: request(),
      now: at("30T00:00:00"),
      asked: { clock: { when: { kind: "label", label: "urgent" } } },
      is: [],
    },
    {
      why: "a breach label that a person took off stays off (ruling 15)",
      item: request({
        history: known([
          opened(at("18T15:30:00")),
          labeled("sla:breached", at("21T15:31:00"), milepost),
          unlabeled("sla:breached", at("21T16:00:00"), engineer),
        ]),
      }),
      now: at("22T00:00:00"),
      asked: { clock: { mention: [] } },
      is: [],
    },
    {
      why: "while on hold nothing is promised and nothing is late",
      item: request({
        labels: withLabels("lead", "stage: lead", "on hold"),
        history: known([opened(at("18T15:30:00")), labeled("on hold", at("18T15:30:05"), bdLead)]),
      }),
      now: at("30T00:00:00"),
      is: [],
    },
  ];
  it.each(quiet)("$why", ({ item, now, asked, is, why }) => {
    expect(done(planned(item, now, asked).changes), why).toEqual(is);
  });

  it("share a label: it stays on while one of them wants it", () => {
    const clocks = [response, { ...response, id: "done", until: { kind: "closed" } as const, acknowledge: false }];
    const item = { ...written(begun(), at("21T09:30:00")), comments: known([said(engineer, at("21T10:00:00"))]) };
    expect(done(planned(item, at("21T10:00:05"), { pipeline: { clocks } }).changes)).toEqual([]);
  });

  it("that a stage starts count from its newest stay, which must be known exactly", () => {
    const clock = { from: { kind: "stage", stage: "qualified" } as const, until: { kind: "closed" } as const };
    const moved = (id: string, when: Instant) => labeled(`stage: ${id}`, when);
    const history = [opened(at("18T15:30:00")), moved("qualified", at("21T00:00:00"))];
    const item = request({ labels: withLabels("lead", "stage: qualified"), history: known(history) });
    const { changes } = planned(item, at("21T00:00:05"), { clock });
    expect(done(changes)).toEqual([
      "Thank you, this has been received. It should be done by Tuesday 22 September 00:00 UTC.",
    ]);
    expect(readMarker((changes[0] as { body: string }).body)!.key).toBe("received/leads/first-response/1");
    expect(planned(request(), at("30T00:00:00"), { clock }).changes).toEqual([]);
  });
});

describe("a stage that wants a reason (scenario 3)", () => {
  const stages = configWith().pipelines[0]!.stages.map((one) =>
    one.id === "lost" ? { ...one, needsLabel: "lost: *" } : one,
  );
  const lost = (...labels: readonly string[]) =>
    request({
      labels: withLabels("lead", "stage: lost", ...labels),
      history: known([opened(at("18T15:30:00")), labeled("stage: lost", at("19T00:00:00"))]),
    });
  const asked = { pipeline: { stages, clocks: [] } };

  it("is content with a label that gives it", () => {
    expect(planned(lost("Lost: competition"), at("20T00:00:00"), asked).changes).toEqual([]);
  });

  it("asks once per stay", () => {
    const item = lost();
    expect(done(planned(item, at("20T00:00:00"), asked).changes)).toEqual([
      "This is in **Lost** now. Please say why with a label: `lost: …`.",
    ]);
    expect(planned(written(item, at("20T00:00:00"), asked), at("20T01:00:00"), asked).changes).toEqual([]);
  });
});
