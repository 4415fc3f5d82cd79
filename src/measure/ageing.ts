/**
 * Open items → how long each has been in its stage, beside how long stays in that same stage take. Stays that are not
 * over count for as long as they have lasted (Kaplan–Meier), so that a stage in which everything sits is not called fast.
 */
import type { Pipeline } from "../model/pipeline.ts";
import type { Instant } from "../model/time.ts";
import { endingsOf } from "./endings.ts";
import { kaplanMeier } from "./kaplan-meier.ts";
import { percentileOf, rowAt } from "./percentile.ts";
import { daysOfStay, enoughStays, type StageStay, staysIn } from "./stays.ts";
import { type Ground, refOf, type Subject } from "./subject.ts";
import { columnsOf } from "./wait.ts";
import { workingTally } from "./working-tally.ts";

/** Every open item of one pipeline. */
export interface Ageing {
  readonly asOf: Instant;
  readonly pipeline: string;
  readonly policy: { readonly enough: number };
  /** In the pipeline's order; stages in which items end are not among them. */
  readonly stages: readonly StageAges[];
  /** Longest first. */
  readonly items: readonly AgedItem[];
}

/** How long stays in one stage take. Days; null: not reached by that many, or not enough stays. */
export interface StageAges {
  readonly stage: string;
  /** Stays that are read, open ones among them. */
  readonly n: number;
  readonly open: number;
  /** Stays left out because they began earlier than known. */
  readonly inexact: number;
  readonly half: number | null;
  readonly most: number | null;
}

export interface AgedItem {
  readonly item: string;
  readonly url: string;
  readonly stage: string;
  readonly since: Instant;
  /** false: at least so long. */
  readonly exact: boolean;
  readonly days: number;
  readonly workingSeconds: number;
  /** Share of stays in this stage that are over by this age; null when there are not enough. */
  readonly longerThan: number | null;
  /** `long`: longer than half of them take. `very-long`: longer than 85 % of them take. */
  readonly band: "not-enough" | "usual" | "long" | "very-long";
}

/** Measures the open items. */
export function ageingOf(
  subjects: readonly Subject[],
  { pipeline, ground, now }: { readonly pipeline: Pipeline; readonly ground: Ground; readonly now: Instant },
): Ageing {
  const here = subjects.filter(({ item }) => item.createdAt <= now);
  const stays = staysIn(here, ground, now);
  const curves = new Map(
    pipeline.stages.filter(({ outcome }) => outcome === null).map(({ id }) => [id, curveOf(id, stays, now)]),
  );
  const tally = workingTally(ground.config.calendar);
  const over = new Set(here.filter((one) => endingsOf(one, ground, now).length > 0).map(refOf));
  const open = stays.filter(({ end, item }) => end.kind === "open" && !over.has(item));
  const items = open.map((stay) => aged(stay, curves.get(stay.stage), tally(stay.from, now)));
  return {
    asOf: now,
    pipeline: pipeline.name,
    policy: { enough: enoughStays },
    stages: [...curves.values()].map(({ ages }) => ages),
    items: items.sort((a, b) => b.days - a.days || (a.item < b.item ? -1 : 1)),
  };
}

interface Curve {
  readonly ages: StageAges;
  readonly shareBy: (seconds: number) => number | null;
}

function curveOf(stage: string, all: readonly StageStay[], now: Instant): Curve {
  const stays = all.filter((stay) => stay.stage === stage);
  const { columns, inexact } = columnsOf(stays, now);
  const curve = kaplanMeier(columns);
  const { n } = curve;
  const isEnough = n >= enoughStays;
  const days = (share: number) => {
    const seconds = isEnough ? percentileOf(curve, share).value : null;
    return seconds === null ? null : seconds / 86_400;
  };
  const open = columns.end.reduce((sum, end) => sum + (end === 0 ? 1 : 0), 0);
  return {
    ages: { stage, n, open, inexact, half: days(0.5), most: days(0.85) },
    shareBy: (seconds) => {
      const row = rowAt(curve.time, seconds);
      return isEnough ? 1 - (row === null ? 1 : curve.survival[row]!) : null;
    },
  };
}

function aged(stay: StageStay, curve: Curve | undefined, workingSeconds: number): AgedItem {
  const { item, url, stage, from: since, fromExact: exact } = stay;
  const days = daysOfStay(stay);
  const longerThan = curve?.shareBy(Math.round(days * 86_400)) ?? null;
  return { item, url, stage, since, exact, days, workingSeconds, longerThan, band: bandOf(days, longerThan, curve) };
}

function bandOf(days: number, longerThan: number | null, curve: Curve | undefined): AgedItem["band"] {
  if (longerThan === null || curve === undefined) return "not-enough";
  const { half, most } = curve.ages;
  if (most !== null && days > most) return "very-long";
  return half !== null && days > half ? "long" : "usual";
}
