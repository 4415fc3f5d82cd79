/**
 * Items → how many gates were complete and how much of the checklists was done at the end of each period. A gate's state
 * at a past moment is what its labels said then; a checklist's, what the body's edits and the sub-issues say.
 */
import { progressOf } from "../content/checklist.ts";
import { sameLabel } from "../history/names.ts";
import type { Gate } from "../model/gate.ts";
import { type Instant, plusSeconds } from "../model/time.ts";
import type { Incomplete } from "./item-measure.ts";
import { endOf, type Period } from "./periods.ts";
import { subIssuesAt } from "./sub-issues.ts";
import { refOf, type Subject } from "./subject.ts";

/** One gate over time. */
export interface GateProgress {
  readonly asOf: Instant;
  readonly gate: string;
  /** `complete` and `missing`: items whose labels said so, sorted. Items that never carried either are in neither. */
  readonly periods: readonly (Period & { readonly complete: readonly string[]; readonly missing: readonly string[] })[];
  readonly unread: readonly Incomplete[];
}

/** Null when the gate has no label by which its past could be known. */
export function gateProgress(
  subjects: readonly Subject[],
  gate: Gate,
  { periods, now }: { readonly periods: readonly Period[]; readonly now: Instant },
): GateProgress | null {
  if (gate.label === null && gate.readyLabel === null) return null;
  const here = inOrder(subjects, now);
  const states = (end: Instant, state: boolean) =>
    here.filter((one) => isComplete(one, gate, end) === state).map(refOf);
  return {
    asOf: now,
    gate: gate.id,
    periods: periods.map((period) => {
      const end = endOf(period, now);
      return { ...period, complete: states(end, true), missing: states(end, false) };
    }),
    unread: here.flatMap((one) => (one.item.history.known ? [] : [unread(one, one.item.history.why)])),
  };
}

/** By the last label of the gate that was put on or taken off before `end`; null: none was. */
function isComplete({ item }: Subject, { label, readyLabel }: Gate, end: Instant): boolean | null {
  if (!item.history.known) return null;
  let complete: boolean | null = null;
  for (const fact of item.history.value) {
    if ((fact.kind !== "labeled" && fact.kind !== "unlabeled") || fact.at >= end) continue;
    const isOn = fact.kind === "labeled";
    if (label !== null && sameLabel(label, fact.label)) complete = !isOn;
    if (readyLabel !== null && sameLabel(readyLabel, fact.label)) complete = isOn;
  }
  return complete;
}

/** The checklists of a pipeline's items over time. */
export interface ChecklistProgress {
  readonly asOf: Instant;
  readonly periods: readonly (Period & {
    /** Boxes and sub-issues. */
    readonly done: number;
    readonly total: number;
    /** Items all of whose boxes and sub-issues are done; those that have none are not among them. Sorted. */
    readonly finished: readonly string[];
    /** Items that have any. */
    readonly items: readonly string[];
  })[];
  readonly unread: readonly Incomplete[];
}

/** `boxes: false` leaves the boxes of bodies out, where GitHub was not asked how bodies read before. */
export function checklistProgress(
  subjects: readonly Subject[],
  { periods, now, boxes }: { readonly periods: readonly Period[]; readonly now: Instant; readonly boxes: boolean },
): ChecklistProgress {
  const here = inOrder(subjects, now);
  return {
    asOf: now,
    periods: periods.map((period) => {
      const at = plusSeconds(endOf(period, now), -1);
      const rows = here.flatMap((one) => {
        const { done, total } = doneAt(one, at, boxes);
        return total === 0 ? [] : [{ ref: refOf(one), done, total }];
      });
      return {
        ...period,
        done: rows.reduce((sum, { done }) => sum + done, 0),
        total: rows.reduce((sum, { total }) => sum + total, 0),
        finished: rows.filter(({ done, total }) => done === total).map(({ ref }) => ref),
        items: rows.map(({ ref }) => ref),
      };
    }),
    unread: here.flatMap((one) => {
      const reads = [subIssuesAt(one.item, now), ...(boxes ? [one.bodies] : [])];
      const missing = reads.find((read) => !read.known);
      return missing === undefined || missing.known ? [] : [unread(one, missing.why)];
    }),
  };
}

function doneAt(one: Subject, at: Instant, boxes: boolean): { readonly done: number; readonly total: number } {
  const none = { done: 0, total: 0 };
  const children = subIssuesAt(one.item, at);
  if (!children.known || one.item.createdAt > at) return none;
  if (!boxes) return children.value;
  if (!one.bodies.known) return none;
  const ticked = progressOf(one.bodies.value.findLast((body) => body.at <= at)?.body ?? null);
  return { done: children.value.done + ticked.done, total: children.value.total + ticked.total };
}

function inOrder(subjects: readonly Subject[], now: Instant): readonly Subject[] {
  return subjects.filter(({ item }) => item.createdAt <= now).sort((a, b) => (refOf(a) < refOf(b) ? -1 : 1));
}

function unread(one: Subject, why: string): Incomplete {
  return { ref: refOf(one), url: one.item.url, why: `could not be measured: ${why}.` };
}
