/**
 * The items of a pipeline of grants → how many were asked for, decided and given, how long decisions take, and how much
 * of each grant's time, money and promises is used up, as of one moment. A decision has two ends that rule each other
 * out, so what is not decided yet counts as long as it has waited, and a refusal is never "would have been given".
 */
import type { Day } from "../../calendar/day.ts";
import { dayOf } from "../../calendar/zone.ts";
import type { GrantRule } from "../../model/grant.ts";
import type { TimeRule } from "../../model/milestone.ts";
import type { MoneyRule } from "../../model/money.ts";
import type { Pipeline } from "../../model/pipeline.ts";
import type { Problem } from "../../model/problem.ts";
import { deliverablesOf } from "../deliverables.ts";
import { endingsOf } from "../endings.ts";
import type { CostsRead } from "../money/money.ts";
import { trailing } from "../periods.ts";
import { settledVisits } from "../settled-visits.ts";
import { type Spread, spreadOf } from "../spread.ts";
import { refOf, type Subject } from "../subject.ts";
import { begunIn, type ItemWait, type WaitGround, waitsOf } from "../waits.ts";
import { type Share, wilson } from "../wilson.ts";
import { type GrantTerms, grantTerms } from "./grant.ts";
import { type Owed, owedByGrant } from "./owed.ts";

/** One grant and where it stands. */
export interface Grant extends GrantTerms {
  /** The stage's id. */
  readonly stage: string;
  /** `completed`: over and closed in good order. `refused`: or given up. */
  readonly standing: "ahead" | "submitted" | "running" | "completed" | "refused";
  /** Whether the application was ever in. */
  readonly wasSubmitted: boolean;
  /** Null: nothing says what grants owe. */
  readonly owed: Owed | null;
}

/** Decisions on applications: those that began to wait ever, or in the window. */
export interface Decisions {
  /** Applications that are in. */
  readonly submitted: number;
  readonly given: number;
  readonly refused: number;
  /** Given, of those decided; null when none was. */
  readonly success: Share | null;
  /** Until it was given; a refusal is another end. */
  readonly toGiven: Spread;
  /** Until it was decided, either way. */
  readonly toDecided: Spread;
}

export interface Grants {
  /** The day of the report, in the calendar's zone. */
  readonly today: Day;
  readonly pipeline: Pipeline;
  readonly rule: GrantRule;
  /** Null: amounts are not counted. */
  readonly money: MoneyRule | null;
  /** By the day of the application, then by item; without a day last. */
  readonly all: readonly Grant[];
  readonly ever: Decisions;
  readonly recent: Decisions;
  /** Open items that are owed and belong to no grant. */
  readonly unplaced: readonly string[];
  readonly problems: readonly Problem[];
}

/** What grants are measured with, besides their items. */
export interface GrantsContext extends WaitGround {
  readonly windowWeeks: number;
  readonly money: MoneyRule | null;
  readonly costs: CostsRead | null;
  readonly pipelines: readonly Pipeline[];
}

/** Null when the pipeline's items are no grants. `subjects`: of all pipelines. */
export function grantsOf(subjects: readonly Subject[], pipeline: Pipeline, context: GrantsContext): Grants | null {
  const { grants: rule } = pipeline;
  if (rule === null) return null;
  const { ground, now, windowWeeks, money, costs, pipelines } = context;
  const { zone } = ground.config.calendar;
  const of = (name: string | null) => subjects.filter((one) => one.pipeline.name === name && one.item.createdAt <= now);
  const here = of(pipeline.name);
  const owing = pipelines.find(({ name }) => name === rule.owes);
  const owes = owing === undefined ? null : deliverablesOf(of(owing.name), { pipeline: owing, ground, now });
  const owed = owes === null ? null : owedByGrant(here, owes, of(rule.owes));
  const lens = { rule, money, costs: costs?.costs ?? null, zone, now };
  const all = here.map((one): Grant => {
    const standing = standingOf(one, pipeline, context);
    return { ...grantTerms(one, lens), ...standing, owed: owed?.by.get(refOf(one)) ?? null };
  });
  const given = pipeline.stages.find(({ outcome }) => outcome === "won")!.id;
  const { waits } = waitsOf(here, ruleFrom(rule.submitted, given), context);
  const window = trailing(now, windowWeeks);
  const booked = rule.account === null ? [] : (costs?.problems ?? []);
  return {
    ...{ today: dayOf(now, zone), pipeline, rule, money },
    all: all.sort((a, b) => byText(a.due ?? "9999", b.due ?? "9999") || byText(a.item, b.item)),
    ever: decisionsOf(waits, context),
    recent: decisionsOf(begunIn(waits, window.from, window.to), context),
    unplaced: owed?.unplaced ?? [],
    problems: [...all.flatMap(({ problems }) => problems), ...booked],
  };
}

function standingOf(one: Subject, { stages, grants }: Pipeline, { ground, now }: GrantsContext) {
  const visits = settledVisits(one.place, now).map(({ stage }) => stage);
  const stage = visits.at(-1) ?? stages[0]!.id;
  const outcome = stages.find(({ id }) => id === stage)?.outcome ?? null;
  const at = stages.findIndex(({ id }) => id === grants!.submitted);
  const later = stages.filter(({ outcome }, index) => index >= at && outcome !== "lost").map(({ id }) => id);
  const wasSubmitted = visits.some((visited) => later.includes(visited));
  const endings = endingsOf(one, ground, now);
  // Closed on the way is given up, whatever reason it was closed with.
  const isOver = endings.some(({ good }) => !good) || (outcome === null && endings.length > 0);
  const standing: Grant["standing"] =
    isOver || outcome === "lost"
      ? "refused"
      : outcome === "won"
        ? "running"
        : outcome === "done"
          ? "completed"
          : later.includes(stage)
            ? "submitted"
            : "ahead";
  return { stage, standing, wasSubmitted };
}

function ruleFrom(submitted: string, given: string): TimeRule {
  return {
    names: { from: submitted, to: given },
    from: { kind: "enters", stage: submitted },
    to: { kind: "enters", stage: given },
    reentry: "first",
    skipped: "reached",
  };
}

function decisionsOf(waits: readonly ItemWait[], { now }: GrantsContext): Decisions {
  const of = (kind: ItemWait["end"]["kind"]) => waits.filter(({ end }) => end.kind === kind).length;
  const [given, refused] = [of("reached"), of("otherwise")];
  const decided = waits.map((wait): ItemWait => {
    return wait.end.kind === "open" ? wait : { ...wait, end: { kind: "reached" } };
  });
  return {
    submitted: waits.length,
    ...{ given, refused },
    success: wilson(given, given + refused),
    toGiven: spreadOf(waits, now),
    toDecided: spreadOf(decided, now),
  };
}

function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
