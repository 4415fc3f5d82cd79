/**
 * Moments of an item's life → what its steps do about them. Level-triggered: a step of an earlier moment that was never
 * done is done now, and one that was done is never done again, whoever closed, detached or deleted what it made. Only
 * moments that are known and not older than `starts` start anything; a condition is judged at every look until then.
 *
 * A stay that became legal by a later change of the config would run its steps here too if it began after `starts`;
 * ruling 2 wants it not to, and nothing on GitHub tells the two apart.
 */
import type { Artefacts } from "../artefacts.ts";
import { judge } from "../condition.ts";
import { type Case, isBeforeStarts, note, nothing, type Part, together } from "../part.ts";
import { own } from "../tell.ts";
import { planBringForward } from "./bring-forward.ts";
import { type Moments, momentsOf, type Start } from "./moments.ts";
import { waitsFor } from "./needs-done.ts";
import { planOpen } from "./open.ts";
import { planPlay } from "./play.ts";
import { planPutLabel } from "./put-label.ts";
import { planSay } from "./say.ts";

/** Opens, says and labels what is missing and closes what is double. */
export function planSteps(one: Case): Part {
  const moments = allMoments(one);
  const parts = [onceEach(together(...moments.map(({ part }) => part)))];
  const starts = moments.flatMap(({ come }) => come);
  if (starts.length === 0) return together(...parts);
  const { artefacts } = one;
  if (!artefacts.known) return together(...parts, note(`Nothing was opened or closed: ${artefacts.why}.`));
  return together(...parts, ...starts.map((start) => planStart(one, start, { starts, artefacts: artefacts.value })));
}

/** Two steps that wait for the same day have the same to say of it. */
function onceEach(part: Part): Part {
  const texts = part.problems.map((one) => JSON.stringify(one));
  return { ...part, problems: part.problems.filter((_, index) => texts.indexOf(texts[index]!) === index) };
}

/** Every step's moments. Stays come in the order in which they began, each with its steps in the order of the config. */
function allMoments(one: Case): readonly Moments[] {
  const { steps } = one.pipeline;
  const all = steps.map((step) => momentsOf(one, step));
  const order = (start: Start) => steps.indexOf(start.step);
  const come = all.flatMap((moments) => moments.come);
  const sorted = come.toSorted((a, b) => (a.at === b.at ? order(a) - order(b) : a.at < b.at ? -1 : 1));
  return [...all.map((moments) => ({ ...moments, come: [] })), { come: sorted, ahead: null, part: nothing }];
}

interface Known {
  readonly starts: readonly Start[];
  readonly artefacts: Artefacts;
}

function planStart(one: Case, start: Start, known: Known): Part {
  const { artefacts } = known;
  const isSaid = start.step.kind === "comment" && own(one, start) !== undefined;
  if (!isSaid && artefacts.holding(start.key).length === 0) {
    const why = whyNot(one, start, known);
    if (why !== null) return note(`${start.rule} ${did(start)} nothing for "${start.fact}": ${why}.`);
  }
  switch (start.step.kind) {
    case "open":
      return planOpen(one, start, artefacts);
    case "play":
      return planPlay(one, start, artefacts);
    case "comment":
      return planSay(one, start);
    case "label":
      return planPutLabel(one, start);
    case "bring-forward":
      return planBringForward(one, start);
  }
}

function whyNot(one: Case, start: Start, known: Known): string | null {
  const { pipeline, standing } = one;
  const { step, key, at } = start;
  const { artefacts } = known;
  if (isBeforeStarts(at, pipeline)) return "that is older than starts";
  if (artefacts.remembers(key))
    return `it was ${step.kind === "comment" ? "said" : "opened"} before, and somebody deleted it`;
  if (step.trigger.kind === "stage" && !standing.board.known) {
    return `${standing.board.why}, so the stays in stages may be miscounted`;
  }
  if (!start.exact) return "it is not known when that was";
  if (opens(start) && artefacts.hidesSomething(at)) {
    return "a sub-issue that was opened since cannot be seen any more, and it may have been this one";
  }
  const { trigger } = step;
  const before = trigger.kind === "date" && trigger.each === undefined ? stillOpen(start, artefacts) : null;
  if (before !== null) return `${before} of the same step is still open`;
  const holds = judge(one, step.when);
  if (!holds.known) return holds.why;
  if (!holds.value) return "its condition does not hold";
  const waits = waitsFor(one, step, known);
  return waits.length === 0 ? null : `it waits until this is done: ${waits.join(", ")}`;
}

/** The issue that the same step opened for another date, while it is open. */
function stillOpen({ key }: Start, artefacts: Artefacts): string | null {
  const stem = key.slice(0, key.lastIndexOf("/") + 1);
  const others = artefacts.keys.filter(
    (one) => one !== key && one.startsWith(stem) && !one.slice(stem.length).includes("/"),
  );
  const open = others.flatMap((one) => artefacts.holding(one).slice(0, 1)).find(({ issue }) => issue.state === "open");
  return open === undefined ? null : `#${open.issue.number}`;
}

function opens({ step }: Start): boolean {
  return step.kind === "open" || step.kind === "play";
}

function did(start: Start): string {
  return deeds[start.step.kind];
}

const deeds = {
  open: "opened",
  play: "opened",
  comment: "said",
  label: "added",
  "bring-forward": "brought forward",
} as const;
