/**
 * What people do to an item, as data, and what GitHub then shows. Acts are drawn at random and lived in order, with
 * seconds, hours or no time at all between them.
 */
import fc from "fast-check";
import type { Config } from "../../src/config/config.ts";
import type { ClockRule } from "../../src/model/clock.ts";
import type { Actor, Fact } from "../../src/model/fact.ts";
import type { Item, PersonComment, Snapshot } from "../../src/model/snapshot.ts";
import { type Instant, plusSeconds } from "../../src/model/time.ts";
import {
  bdLead,
  boardBot,
  cardIn,
  configWith,
  contractStep,
  engineer,
  issue,
  july,
  known,
  labelId,
  leads,
  onboardingStep,
  openedAt,
  partnerships,
  world,
} from "../support/builders.ts";
import { fact, listOf, mapIssues, more } from "./apply-to-snapshot.ts";

export type Act =
  | { readonly kind: "drag"; readonly column: string; readonly automated: boolean }
  | { readonly kind: "add-label" | "remove-label"; readonly label: string }
  | { readonly kind: "close"; readonly reason: "completed" | "not-planned" | "duplicate" }
  | { readonly kind: "reopen" | "take-off-board" | "archive" }
  | { readonly kind: "say"; readonly by: keyof typeof speakers; readonly command: string | null }
  | { readonly kind: "tick" | "close-checklist" | "delete-checklist" | "detach-checklist"; readonly which: number };

/** Who comments, and the permission that is read for a command of theirs. */
const speakers = {
  author: { actor: bdLead, role: "write" },
  colleague: { actor: engineer, role: "maintain" },
  stranger: { actor: { id: "U_guest", login: "guest-1", kind: "User" }, role: "none" },
} as const;

/** One act, that many seconds after what was before. */
export interface Timed {
  readonly act: Act;
  readonly after: number;
}

const says = fc.record({
  kind: fc.constant("say" as const),
  by: fc.constantFrom("author" as const, "colleague" as const, "stranger" as const),
  command: fc.constantFrom(
    null,
    ...leads.stages.map(({ id }) => `/stage ${id}`),
    "/stage nowhere",
    "/hold",
    "/waiting",
    "/resume",
    "/approve",
    "/why",
    "/help",
  ),
});

const columns = [...leads.stages.map(({ board }) => board!), "Negotiating", "Parked"];
const labels = [
  ...leads.stages.map(({ label }) => label!),
  "stage: negotiating",
  "urgent",
  "needs-stage-fix",
  "on hold",
  "waiting",
];

const drag = fc.record({
  kind: fc.constant("drag" as const),
  column: fc.constantFrom(...columns),
  automated: fc.boolean(),
});
const label = fc.record({
  kind: fc.constantFrom("add-label" as const, "remove-label" as const),
  label: fc.constantFrom(...labels),
});
const close = fc.record({
  kind: fc.constant("close" as const),
  reason: fc.constantFrom("completed" as const, "not-planned" as const, "duplicate" as const),
});
const plain = fc.record({ kind: fc.constantFrom("reopen" as const, "take-off-board" as const, "archive" as const) });
const checklist = fc.record({
  kind: fc.constantFrom(
    "tick" as const,
    "close-checklist" as const,
    "delete-checklist" as const,
    "detach-checklist" as const,
  ),
  which: fc.nat(9),
});

/** The acts that decide where an item is; the others are rarer. */
export const anyAct: fc.Arbitrary<Act> = fc.oneof(
  { arbitrary: drag, weight: 5 },
  { arbitrary: label, weight: 4 },
  { arbitrary: close, weight: 1 },
  { arbitrary: plain, weight: 1 },
  { arbitrary: checklist, weight: 1 },
);

/** The way a lead is meant to go, so that random lives reach the stages that have steps. */
const happyWay: readonly Act[] = ["Qualified lead", "Prospect", "Partner"].map((column) => ({
  kind: "drag",
  column,
  automated: false,
}));

const gap = fc.constantFrom(0, 1, 59, 3600, 100_000);
const timed = fc.record({ act: anyAct, after: gap });
const way = fc
  .nat(3)
  .chain((steps) =>
    fc.tuple(...happyWay.slice(0, steps).map((act) => fc.record({ act: fc.constant(act), after: gap }))),
  );

export const anyActs: fc.Arbitrary<readonly Timed[]> = fc
  .tuple(way, fc.array(timed, { maxLength: 6 }))
  .map(([first, rest]) => [...first, ...rest]);

/** Acts among which people talk, and command. */
export const anyLife: fc.Arbitrary<readonly Timed[]> = fc
  .tuple(way, fc.array(fc.record({ act: fc.oneof(anyAct, says), after: gap }), { maxLength: 7 }))
  .map(([first, rest]) => [...first, ...rest]);

/** A clock that has breached long ago, one that is due far ahead, or none. */
const anyClocks = fc.constantFrom(0, 1, 40).map((days): readonly ClockRule[] =>
  days === 0
    ? []
    : [
        {
          id: "first-response",
          when: null,
          from: { kind: "opened" },
          until: { kind: "response" },
          targetSeconds: days * 86_400,
          warnAt: days === 40 ? 0.2 : 0.75,
          pauses: ["waiting", "hold"],
          atRiskLabel: "sla:at-risk",
          breachedLabel: "sla:breached",
          acknowledge: true,
          mention: ["engineer-1"],
        },
      ],
);

const stages = leads.stages.map((stage) => (stage.id === "lost" ? { ...stage, needsLabel: "lost: *" } : stage));

/** Configs that differ in what the laws must not depend on. */
export const anyConfig: fc.Arbitrary<Config> = fc
  .record({
    illegalMoves: fc.constantFrom("tell" as const, "undo" as const),
    automation: fc.constantFrom("ignore" as const, "counts" as const),
    addToBoard: fc.boolean(),
    statusComment: fc.boolean(),
    board: fc.constantFrom("partnerships", "partnerships", null),
    moves: fc.constantFrom(leads.moves, leads.moves, null),
    starts: fc.constantFrom(leads.starts, leads.starts, july(9)),
    clocks: anyClocks,
  })
  .map((options) => {
    const config = configWith({
      team: ["engineer-1"],
      pipeline: { ...options, stages, steps: [contractStep, onboardingStep] },
    });
    return Object.assign(config, { [fc.toStringMethod]: () => `config ${JSON.stringify(options)}` });
  });

/** The default snapshot after those acts. */
export function lived(acts: readonly Timed[]): { readonly have: Snapshot; readonly at: Instant } {
  const start = { have: { item: issue(), world: world() } as Snapshot, at: openedAt };
  return acts.reduce(({ have, at }, { act, after }) => {
    const when = plusSeconds(at, after);
    return { have: live(have, act, when), at: when };
  }, start);
}

/** One act of a person at one moment. */
export function live(have: Snapshot, act: Act, at: Instant): Snapshot {
  return { ...have, item: liveItem(have.item, act, at) };
}

function liveItem(item: Item, act: Act, at: Instant): Item {
  switch (act.kind) {
    case "drag":
      return dragCard(item, act, at);
    case "add-label":
      return listOf(item.labels).some(({ name }) => name === act.label)
        ? item
        : recorded(item, "labeled", act.label, at, [
            ...listOf(item.labels),
            { id: labelId(act.label), name: act.label },
          ]);
    case "remove-label":
      return listOf(item.labels).some(({ name }) => name === act.label)
        ? recorded(
            item,
            "unlabeled",
            act.label,
            at,
            listOf(item.labels).filter(({ name }) => name !== act.label),
          )
        : item;
    case "close": {
      if (item.state === "closed") return item;
      const closing = fact("closed", item, at, { actor: bdLead, reason: act.reason });
      return { ...item, state: "closed", stateReason: act.reason, closedAt: at, history: more(item.history, closing) };
    }
    case "reopen": {
      if (item.state === "open") return item;
      const reopening = fact("reopened", item, at, { actor: engineer });
      return { ...item, state: "open", stateReason: null, closedAt: null, history: more(item.history, reopening) };
    }
    case "take-off-board": {
      if (listOf(item.cards).length === 0) return item;
      const off = fact("removed-from-board", item, at, { actor: bdLead, project: partnerships.id, automated: false });
      return { ...item, cards: known([]), boardHistory: more(item.boardHistory, off) };
    }
    case "archive":
      return { ...item, cards: known(listOf(item.cards).map((card) => ({ ...card, archived: true }))) };
    case "say":
      return comment(item, act, at);
    default:
      return touchChecklist(item, act, at);
  }
}

function comment(item: Item, { by, command }: Extract<Act, { kind: "say" }>, at: Instant): Item {
  const { actor, role } = speakers[by];
  const id = `IC_person_${listOf(item.comments).length}`;
  const said: PersonComment = {
    id,
    url: `${item.url}#${id}`,
    at,
    edited: false,
    author: actor,
    commands: command === null ? null : [command],
    role: command === null ? null : known(role),
  };
  return { ...item, comments: more(item.comments, said) };
}

function dragCard(item: Item, { column, automated }: Extract<Act, { kind: "drag" }>, at: Instant): Item {
  const card = listOf(item.cards)[0];
  if (card === undefined || card.archived || card.status?.option === column) return item;
  const actor: Actor = automated ? boardBot : bdLead;
  const from = card.status?.option ?? "";
  const moved = fact("board-status", item, at, { actor, project: partnerships.id, from, to: column, automated });
  const cards = known([cardIn(column, at, { id: card.id })]);
  return { ...item, cards, boardHistory: more(item.boardHistory, moved) };
}

function recorded(
  item: Item,
  kind: "labeled" | "unlabeled",
  label: string,
  at: Instant,
  labels: readonly { id: string; name: string }[],
): Item {
  const done: Fact = fact(kind, item, at, { actor: engineer, label });
  return { ...item, labels: known(labels), history: more(item.history, done) };
}

function touchChecklist(item: Item, act: Extract<Act, { which: number }>, at: Instant): Item {
  const all = listOf(item.subIssues).flatMap((one) => [one, ...listOf(one.subIssues)]);
  const chosen = all[act.which % Math.max(1, all.length)];
  if (chosen === undefined) return item;
  switch (act.kind) {
    case "tick":
      return mapIssues(item, chosen.id, (one) => ({ ...one, body: one.body.replace("[ ]", "[x]") }));
    case "close-checklist":
      return mapIssues(item, chosen.id, (one) => ({ ...one, state: "closed", stateReason: "completed" }));
    case "delete-checklist":
      return forgotten(without(item, chosen.id), chosen.id);
    case "detach-checklist": {
      const removed = fact("sub-issue-removed", item, at, { actor: engineer, issue: chosen });
      return { ...without(item, chosen.id), history: more(item.history, removed) };
    }
  }
}

function without(item: Item, id: string): Item {
  const subIssues = listOf(item.subIssues)
    .filter((one) => one.id !== id)
    .map((one) => ({ ...one, subIssues: known(listOf(one.subIssues).filter((child) => child.id !== id)) }));
  return { ...item, subIssues: known(subIssues) };
}

/** A deleted issue is null in the events that named it. */
function forgotten(item: Item, id: string): Item {
  const history = listOf(item.history).map((one) =>
    one.kind === "sub-issue-added" && one.issue?.id === id ? { ...one, issue: null } : one,
  );
  return { ...item, history: known(history) };
}
