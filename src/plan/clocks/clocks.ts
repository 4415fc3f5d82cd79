/**
 * Clocks → labels and the two things that are said: when to expect a person, and, at the breach, that the team is asked
 * to look. The at-risk label comes off when the clock is met; a breach is marked once and never unmarked. A clock that
 * began before `starts` is measured and not announced (ruling 5). What cannot be read is neither late nor in time.
 */
import type { Reason } from "../../model/change.ts";
import type { ClockRule } from "../../model/clock.ts";
import type { Instant } from "../../model/time.ts";
import { keepLabel } from "../keep-label.ts";
import { type Case, note, nothing, type Part, pipelinePath, together } from "../part.ts";
import { tellOnce } from "../tell.ts";
import { anyOf, dueText, mentionText, stageWordOf } from "../words.ts";
import { type Clock, clockState } from "./clock-state.ts";

/** Everything that the pipeline's clocks bring about. */
export function planClocks(one: Case): Part {
  const { clocks } = one.pipeline;
  if (clocks.length === 0) return nothing;
  const read = clocks.map((rule) => ({ rule, state: clockState(one, rule) }));
  const unread = read.flatMap(({ rule, state }) =>
    state.known ? [] : [note(`The clock ${rule.id} was not judged: ${state.why}.`)],
  );
  const known = read.flatMap(({ state }) => (state.known && state.value !== null ? [state.value] : []));
  const running = known.filter(({ announced }) => announced);
  return together(
    ...unread,
    ...(unread.length === 0 ? atRiskLabels(one, running) : []),
    ...running.map((clock) => together(breached(one, clock), acknowledged(one, clock))),
    { ...nothing, nextLook: nextMoment(known, one.now) },
  );
}

/** When a clock's state will change by itself; null: not before something happens. */
function nextMoment(clocks: readonly Clock[], now: Instant): Instant | null {
  const ahead = clocks
    .filter(({ kind }) => kind !== "met" && kind !== "ended")
    .flatMap(({ warnAt, due }) => [warnAt, due])
    .filter((at) => at !== null && at > now);
  return ahead.sort()[0] ?? null;
}

/** Two clocks may share a label: it is on while one of them wants it. */
function atRiskLabels(one: Case, clocks: readonly Clock[]): readonly Part[] {
  const names = one.pipeline.clocks.flatMap(({ atRiskLabel }) => atRiskLabel ?? []);
  return [...new Set(names)].map((name) => {
    const sharing = one.pipeline.clocks.filter(({ atRiskLabel }) => atRiskLabel === name);
    const wanting = clocks.find((clock) => clock.rule.atRiskLabel === name && isAtRisk(clock, one.now));
    const because = reason(
      one,
      wanting?.rule ?? sharing[0]!,
      wanting?.fact ?? `it was opened at ${one.item.createdAt}`,
    );
    return keepLabel(one, name, { wanted: wanting !== undefined, since: wanting?.warnAt ?? null, because });
  });
}

/** A paused clock keeps what it has used up. */
function isAtRisk({ kind, breachedAt, warnAt }: Clock, now: Instant): boolean {
  return kind !== "met" && kind !== "ended" && breachedAt === null && warnAt !== null && warnAt <= now;
}

function breached(one: Case, { rule, breachedAt, kind, visit }: Clock): Part {
  if (breachedAt === null) return nothing;
  const because = reason(one, rule, `the target of ${rule.id} passed at ${breachedAt}`);
  const label =
    rule.breachedLabel === null
      ? nothing
      : keepLabel(one, rule.breachedLabel, { wanted: true, since: breachedAt, because });
  if (kind !== "breached" || rule.mention.length === 0) return label;
  const text = `${mentionText(rule.mention)}: this has waited longer than we aim for. ${lateText(one, rule, breachedAt)} Please take a look.`;
  return together(label, tellOnce(one, { key: keyOf(one, "breach", rule, visit), text, because, moment: breachedAt }));
}

function acknowledged(one: Case, { rule, kind, due, fact, visit, from }: Clock): Part {
  if (!rule.acknowledge || due === null || (kind !== "running" && kind !== "at-risk")) return nothing;
  const text = `Thank you, this has been received. ${promiseText(one, rule, due)}`;
  const because = reason(one, rule, fact);
  return tellOnce(one, { key: keyOf(one, "received", rule, visit), text, because, moment: from });
}

/** What may be expected by when, in words for everybody. */
export function promiseText({ pipeline }: Case, { until }: ClockRule, due: Instant): string {
  switch (until.kind) {
    case "response":
      return `A person will answer by ${dueText(due)}.`;
    case "closed":
      return `It should be done by ${dueText(due)}.`;
    case "stage":
      return `It should reach ${anyOf(until.stages.map((id) => stageWordOf(id, pipeline)))} by ${dueText(due)}.`;
  }
}

function lateText({ pipeline }: Case, { until }: ClockRule, due: Instant): string {
  switch (until.kind) {
    case "response":
      return `An answer was due by ${dueText(due)}.`;
    case "closed":
      return `It should have been done by ${dueText(due)}.`;
    case "stage":
      return `It should have reached ${anyOf(until.stages.map((id) => stageWordOf(id, pipeline)))} by ${dueText(due)}.`;
  }
}

function keyOf({ pipeline }: Case, what: string, { id }: ClockRule, visit: number): string {
  return `${what}/${pipeline.name}/${id}/${visit}`;
}

function reason(one: Case, { id }: ClockRule, fact: string): Reason {
  return { rule: `${pipelinePath(one)}.clocks[${id}]`, fact };
}
