import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Config } from "../../src/config/config.ts";
import { sameLabel } from "../../src/history/names.ts";
import type { Change, Plan } from "../../src/model/change.ts";
import type { Item, Read, Snapshot } from "../../src/model/snapshot.ts";
import { type Instant, plusSeconds } from "../../src/model/time.ts";
import { changeLimit } from "../../src/plan/limits.ts";
import { plan } from "../../src/plan/plan.ts";
import { standingOf } from "../../src/plan/standing.ts";
import {
  configWith,
  july,
  known,
  leads,
  onboarding,
  onboardingStep,
  partnerships,
  settledIn,
  toPartner,
  unknown,
  world,
} from "../support/builders.ts";
import { applyAll, applyToSnapshot, listOf } from "./apply-to-snapshot.ts";
import { anyAct, anyActs, anyConfig, anyLife, live, lived } from "./people.ts";

const now = july(30);
const runs = { numRuns: 300 };

function planned(have: Snapshot, config: Config): Plan {
  return plan(have, config, now);
}

/**
 * Plans and applies until there is nothing left to do. Commands are answered one at a time, each in a round of its own;
 * but for them, three rounds must always be enough.
 */
function settle(have: Snapshot, config: Config, at: Instant): Snapshot {
  let snapshot = have;
  for (let round = 0, left = 3; left > 0; round += 1) {
    const { changes } = planned(snapshot, config);
    if (changes.length === 0) return snapshot;
    if (!answers(changes)) left -= 1;
    snapshot = applyAll(snapshot, changes, plusSeconds(at, 10 * (round + 1)));
  }
  expect(planned(snapshot, config).changes).toEqual([]);
  return snapshot;
}

/** Whether a command is answered, which the next look may follow. */
function answers(changes: readonly Change[]): boolean {
  return changes.some((change) => change.kind === "add-comment" && change.key.startsWith("receipt/"));
}

/** What people can see of an item: no event ids, no times of our own writes. */
function seen({ item }: Snapshot) {
  return {
    labels: listOf(item.labels)
      .map(({ name }) => name)
      .sort(),
    cards: listOf(item.cards).map(({ project, archived, status }) => ({ project, archived, column: status?.option })),
    comments: listOf(item.ownComments)
      .map(({ body }) => body.replace(/issues\/\d+/g, "issues/n"))
      .sort(),
    checklists: listOf(item.subIssues).map((one) => ({
      ...shown(one),
      below: listOf(one.subIssues).map(shown),
    })),
  };
}

function shown({
  title,
  body,
  state,
  stateReason,
}: {
  title: string;
  body: string;
  state: string;
  stateReason: string | null;
}) {
  return { title, body, state, stateReason };
}

describe("laws of plan", () => {
  it("1. planning again after applying yields nothing, but for naming in the status comment what was opened", () => {
    fc.assert(
      fc.property(anyLife, anyConfig, (acts, config) => {
        const { have, at } = lived(acts);
        const first = planned(have, config).changes;
        if (answers(first)) return;
        const then = applyAll(have, first, plusSeconds(at, 10));
        const second = planned(then, config).changes;
        const opened = first.some(({ kind }) => kind === "create-issue");
        expect(second.map(({ kind }) => kind)).toEqual(
          opened && config.pipelines[0]!.statusComment ? ["edit-comment"] : [],
        );
        expect(planned(applyAll(then, second, plusSeconds(at, 20)), config).changes).toEqual([]);
      }),
      runs,
    );
  });

  it("2. any part of a plan applied, then planned again, ends in the same place", () => {
    fc.assert(
      fc.property(anyLife, anyConfig, fc.nat(12), (acts, config, cut) => {
        const { have, at } = lived(acts);
        const crashed = applyAll(have, planned(have, config).changes.slice(0, cut), plusSeconds(at, 10));
        expect(seen(settle(crashed, config, plusSeconds(at, 30)))).toEqual(seen(settle(have, config, at)));
      }),
      runs,
    );
  });

  it("3. the order of labels, cards, comments and sub-issues in the input does not matter", () => {
    fc.assert(
      fc.property(anyLife, anyConfig, (acts, config) => {
        const { have, at } = lived(acts);
        const { item, world: there } = settle(have, config, at);
        const other: Item = {
          ...item,
          labels: reversed(item.labels),
          labelIds: Object.fromEntries(Object.entries(item.labelIds).reverse()),
          cards: reversed(item.cards),
          ownComments: reversed(item.ownComments),
          subIssues: reversed(item.subIssues),
        };
        // A step further on, so that there is something to plan.
        const act = { kind: "drag", column: "Lost", automated: false } as const;
        const [one, two] = [item, other].map((each) => live({ item: each, world: there }, act, plusSeconds(at, 99)));
        expect(planned(two!, config)).toEqual(planned(one!, config));
      }),
      runs,
    );
  });

  it("4. labels, boards, comments and issues that the config does not own are never touched", () => {
    const others = [
      ...leads.stages.map(({ label }) => label!),
      ...leads.stages.flatMap(({ was }) => was),
      "needs-stage-fix",
      "on hold",
      "waiting",
      "sla:at-risk",
      "sla:breached",
    ];
    fc.assert(
      fc.property(anyLife, anyConfig, (acts, config) => {
        const { have, at } = lived(acts);
        const settled = settle(have, config, at);
        for (const change of [...planned(have, config).changes, ...planned(settled, config).changes]) {
          if (change.kind === "add-label" || change.kind === "remove-label" || change.kind === "create-label")
            expect(others.some((name) => sameLabel(name, change.name))).toBe(true);
          if (change.kind === "add-to-board" || change.kind === "set-status")
            expect(change.project).toBe(partnerships.id);
          if (change.kind === "edit-comment")
            expect(listOf(have.item.ownComments).map(({ id }) => id)).toContain(change.comment);
        }
        const foreign = (item: Item) =>
          listOf(item.labels).filter(({ name }) => !others.some((own) => sameLabel(own, name)));
        expect(foreign(settled.item)).toEqual(foreign(have.item));
      }),
      runs,
    );
  });

  it("5. never plans more than the limit, and says so", () => {
    const children = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ ...onboarding.children[0]!, id: `c-${index}` }));
    fc.assert(
      fc.property(fc.integer({ min: 90, max: 130 }), (count) => {
        const playbooks = { onboarding: { ...onboarding, children: children(count) } };
        const config = configWith({ playbooks, pipeline: { steps: [onboardingStep] } });
        const { changes, problems } = planned({ item: settledIn(toPartner), world: world() }, config);
        expect(changes.length).toBeLessThanOrEqual(changeLimit);
        expect(problems.length > 0).toBe(count + 1 > changeLimit);
      }),
      { numRuns: 10 },
    );
  });

  it("6. every change has a rule that the config holds and a fact with a time", () => {
    fc.assert(
      fc.property(anyLife, anyConfig, (acts, config) => {
        const { have } = lived(acts);
        for (const { rule, fact } of planned(have, config).changes) {
          expect(holds(config, rule), rule).toBe(true);
          expect(fact).toMatch(/\S+ .*\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/);
        }
      }),
      runs,
    );
  });

  it("7. the same input gives the same bytes", () => {
    fc.assert(
      fc.property(anyLife, anyConfig, (acts, config) => {
        const { have } = lived(acts);
        const copy = JSON.parse(JSON.stringify({ have, config })) as { have: Snapshot; config: Config };
        expect(JSON.stringify(plan(copy.have, copy.config, now))).toBe(JSON.stringify(planned(have, config)));
      }),
      runs,
    );
  });

  it("8. what is unknown opens, closes and removes nothing", () => {
    const parts = ["history", "boardHistory", "subIssues", "ownComments", "labels", "cards", "comments"] as const;
    fc.assert(
      fc.property(anyLife, anyConfig, fc.constantFrom(...parts), (acts, config, part) => {
        const { item, world: there } = lived(acts).have;
        const { changes } = planned({ item: { ...item, [part]: unknown() }, world: there }, config);
        const kinds = changes.map(({ kind }) => kind);
        const board = config.pipelines[0]!.board !== null;
        if (part === "history" || part === "labels") expect(kinds).toEqual([]);
        if (part === "subIssues" || part === "ownComments") expect(kinds).not.toContain("create-issue");
        if (part === "ownComments") expect(kinds).toEqual([]);
        if (part === "comments") {
          expect(answers(changes)).toBe(false);
          expect(changes.filter((change) => "name" in change && change.name.startsWith("sla:"))).toEqual([]);
        }
        if (board && part === "cards") expect(kinds).toEqual([]);
        if (board && part === "boardHistory") {
          expect(kinds).not.toContain("create-issue");
          expect(kinds).not.toContain("set-status");
          expect(kinds).not.toContain("add-to-board");
        }
      }),
      runs,
    );
  });
});

describe("ruling 3 and 15: a person's edit between our read and our write", () => {
  it("wins on every surface, at whichever write it comes", () => {
    fc.assert(
      fc.property(anyActs, anyAct, anyConfig, fc.nat(6), (acts, act, config, when) => {
        const { have, at } = lived(acts);
        const { changes } = planned(have, config);
        const before = applyAll(have, changes.slice(0, when), plusSeconds(at, 1));
        const edited = live(before, act, plusSeconds(at, 2));
        const written = applyAll(edited, changes.slice(when), plusSeconds(at, 3));
        const end = settle(written, config, plusSeconds(at, 4));
        expect(stageIn(end, config)).toBe(stageIn(edited, config));
        expectMirrored(end, config);
      }),
      { numRuns: 1000 },
    );
  });

  function stageIn({ item, world: there }: Snapshot, config: Config): string {
    return standingOf(item, there, config.pipelines[0]!).place!.id;
  }

  /** Label and column agree with the stage, unless a person or a refused move keeps them apart. */
  function expectMirrored({ item, world: there }: Snapshot, config: Config): void {
    const pipeline = config.pipelines[0]!;
    const standing = standingOf(item, there, pipeline);
    if (pipeline.illegalMoves === "tell" && standing.unaccepted.some(({ resolved }) => !resolved)) return;
    const stage = pipeline.stages.find(({ id }) => id === standing.place!.id)!;
    const stages = listOf(item.labels).filter(({ name }) => /^stage: /.test(name));
    expect(stages.length).toBeLessThanOrEqual(1);
    if (stages.length === 1) expect(stages[0]!.name).toBe(stage.label);
    const card = listOf(item.cards)[0];
    if (pipeline.board === null || card === undefined || card.archived || card.status?.option === "Parked") return;
    expect(card.status?.option).toBe(stage.board);
  }
});

describe("ruling 4: commands are judged once", () => {
  it("whatever is edited, deleted or forbidden afterwards, the stage stays what was commanded", () => {
    fc.assert(
      fc.property(anyLife, anyConfig, (acts, config) => {
        const { have, at } = lived(acts);
        const end = settle(have, config, at);
        const gone = { ...end, item: { ...end.item, comments: known([]) } };
        const place = ({ item, world: there }: Snapshot) => standingOf(item, there, config.pipelines[0]!).place;
        expect(place(gone)).toEqual(place(end));
        const receipts = (snapshot: Snapshot) => planned(snapshot, config).changes.filter((one) => answers([one]));
        expect(receipts(end)).toEqual([]);
      }),
      runs,
    );
  });
});

describe("ruling 5: installing on items that have lived", () => {
  it("writes only label and column, and nothing on the second pass", () => {
    fc.assert(
      fc.property(anyLife, anyConfig, (acts, config) => {
        const { have, at } = lived(acts);
        const late = { ...config, pipelines: config.pipelines.map((one) => ({ ...one, starts: plusSeconds(at, 1) })) };
        const { changes } = planned(have, late);
        const mirror = ["create-label", "add-label", "remove-label", "set-status", "add-to-board"];
        expect(changes.filter(({ kind }) => !mirror.includes(kind))).toEqual([]);
        expect(planned(applyAll(have, changes, plusSeconds(at, 10)), late).changes).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe("ruling 7: exactly one", () => {
  it("opens nothing twice, however often a plan is read late and written again", () => {
    const config = configWith({ pipeline: { steps: [onboardingStep] } });
    const have = { item: settledIn(toPartner), world: world() };
    fc.assert(
      fc.property(fc.nat(3), (cut) => {
        const { changes } = planned(have, config);
        const once = changes
          .slice(0, cut)
          .reduce((snapshot, change) => applyToSnapshot(snapshot, change, now), have as Snapshot);
        const end = settle(once, config, now);
        expect(listOf(end.item.subIssues)).toHaveLength(1);
        expect(listOf(listOf(end.item.subIssues)[0]!.subIssues)).toHaveLength(onboarding.children.length);
      }),
    );
  });
});

function reversed<T>(read: Read<readonly T[]>): Read<readonly T[]> {
  return known([...listOf(read)].reverse());
}

/** Whether a rule names something in the config: `pipelines.leads.steps[x]` by name and id. */
function holds(config: Config, rule: string): boolean {
  const camel = (key: string) => key.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  let value: unknown = config;
  for (const [, key, id] of rule.matchAll(/\.?([\w-]+)|\[([^\]]+)\]/g)) {
    const name = (id ?? key)!;
    if (Array.isArray(value)) value = value.find((one) => one.id === name || one.name === name);
    else value = (value as Record<string, unknown>)[camel(name)] ?? (value as Record<string, unknown>)[name];
    if (value === undefined) return false;
  }
  return true;
}
