/** Stage and checklists → the words of the status comment, without its marker. Markdown that escapes what people typed. */
import { deadline } from "../calendar/working.ts";
import { progressOf } from "../content/checklist.ts";
import { neutralisePlain } from "../content/neutralise.ts";
import type { LinkedIssue } from "../model/fact.ts";
import type { NodeId } from "../model/key.ts";
import type { Pipeline, Stage, Step } from "../model/pipeline.ts";
import type { World } from "../model/snapshot.ts";
import type { Instant } from "../model/time.ts";
import { clockLine } from "./clocks/clock-line.ts";
import { clockState } from "./clocks/clock-state.ts";
import { pausesOf, staysHere } from "./clocks/pauses.ts";
import { labelRemoval } from "./mirror-label.ts";
import type { Case } from "./part.ts";
import { mayBeNamedOn } from "./privacy.ts";
import { communityLine } from "./status-community.ts";
import { templateAt } from "./templates.ts";
import { valuesOf } from "./values.ts";
import { anyOf, dueText, stagesAfter, stageWord, timeText, withoutTime } from "./words.ts";

/** Rows of the checklist table; what is beyond is counted. */
const rowLimit = 60;

/** The whole text, ending without a line break. `hidden`: issues that are about to be closed as doubles. */
export function statusText(one: Case, hidden: ReadonlySet<NodeId>): string {
  return [
    headline(one),
    standing(one),
    next(one),
    kept(one),
    missing(one),
    labelWord(one),
    ownBoxes(one),
    checklists(one, hidden),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** The community reads what it means for them first. */
function headline(one: Case): string {
  return isPublic(one) ? communityLine(one) : "";
}

function standing(one: Case): string {
  const { place, stage } = one;
  const again = timesText(place.visits.at(-1)!.visit);
  const since = `${place.exact ? "since" : "since at least"} ${timeText(place.since)}${again}`;
  return isPublic(one)
    ? `In ${stageWord(stage)} ${since}.`
    : `In ${stageWord(stage)} ${since}: ${withoutTime(place.fact)}.`;
}

/** A partner who renews is a lead again, and no new one. */
function timesText(visit: number): string {
  if (visit === 1) return "";
  const ending = visit % 100 > 10 && visit % 100 < 14 ? "th" : (["th", "st", "nd", "rd"][visit % 10] ?? "th");
  return `, for the ${visit}${ending} time`;
}

/** Clocks, holds and an overstayed stage, for the team. */
function kept(one: Case): string {
  if (isPublic(one)) return "";
  const clocks = one.pipeline.clocks.flatMap((rule) => {
    const state = clockState(one, rule);
    return state.known && state.value !== null ? [clockLine(state.value)] : [];
  });
  const stays = staysHere(one);
  const open = stays.known ? stays.value.filter(({ to }) => to === null) : [];
  const held = open.map(({ kind, fact }) => `${kind === "hold" ? "on hold" : "waiting for an answer"}: ${fact}`);
  const limit = stageLimit(one);
  const over =
    limit !== null && limit <= one.now
      ? [`longer in ${stageWord(one.stage)} than planned, since ${dueText(limit)}`]
      : [];
  return [...clocks, ...held, ...over].map((line) => `- ${line}`).join("\n");
}

/** When the stage's limit is used up, as far as it is known; null: it has none, or stands still. */
export function stageLimit(one: Case): Instant | null {
  const { stage, place, config } = one;
  if (stage.limitSeconds === null || !place.exact || one.item.state === "closed") return null;
  const pauses = pausesOf(one);
  return pauses.known ? deadline(config.calendar, place.since, stage.limitSeconds, pauses.value) : null;
}

function next(one: Case): string {
  const { pipeline, stage } = one;
  const after = stagesAfter(stage.id, pipeline);
  if (after.length === 0) return stage.outcome === null ? "" : "Nothing more follows here.";
  // Whoever asked for something wants to know what comes of it, not which columns there are.
  if (isPublic(one) && (pipeline.clocks.length > 0 || pipeline.asks !== null)) return "";
  if (isPublic(one)) return `It can go on to ${anyOf(after.map(stageWord))}.`;
  return ["It can go on to:", "", ...after.map((to) => `- ${stageWord(to)}${opens(one, to)}`)].join("\n");
}

function opens({ pipeline, config, world }: Case, { id }: Stage): string {
  const words = stepsAt(pipeline, id).map((step) => {
    if (step.kind === "play") return `plays ${code(step.playbook)}`;
    if (step.kind === "bring-forward") return `brings ${code(step.recurring)} forward`;
    if (step.kind !== "open") return `${step.kind === "comment" ? "comments" : "labels"} ${code(step.id)}`;
    const place = config.repositories[step.repository ?? pipeline.items.repository];
    return `opens ${code(titleOf(step, world))}${place ? ` in ${place.owner}/${place.name}` : ""}`;
  });
  return words.length === 0 ? "" : ` (${words.join(", ")})`;
}

/** What will be opened, by the title that people will read; what is filled in later shows as "…". */
function titleOf({ id, title, template }: Extract<Step, { kind: "open" }>, world: World): string {
  const read = title === null ? templateAt(world, template) : null;
  const text = title ?? (read?.known ? (read.value.template?.title ?? "") : "");
  return text.replace(/\{[{%][^{}]*[}%]\}/g, "…").trim() || id;
}

/** What the steps ahead would want to know and the issue does not say yet. */
function missing(one: Case): string {
  if (isPublic(one)) return "";
  const { pipeline, stage } = one;
  const steps = [stage, ...stagesAfter(stage.id, pipeline)].flatMap(({ id }) => stepsAt(pipeline, id));
  const texts = steps.map((step) => textsOf(one, step)).filter((values) => Object.keys(values).length > 0);
  if (texts.length === 0) return "";
  const scope = one.scope();
  if (!scope.known) return "";
  const names = texts.flatMap((values) => valuesOf(values, scope.value, "").missing);
  const list = [...new Set(names)].sort().map(code);
  return list.length === 0 ? "" : `Not filled in yet: ${list.join(", ")}.`;
}

function textsOf({ config }: Case, step: Step): Step["values"] {
  const playbook = step.kind === "play" ? config.playbooks[step.playbook] : undefined;
  const children = (playbook?.children ?? []).map(({ values }) => values);
  return Object.assign({}, playbook?.values, step.values, ...children);
}

function labelWord(one: Case): string {
  const { removed, again } = labelRemoval(one);
  const label = one.stage.label;
  if (removed === null || label === null) return "";
  return again
    ? `The label ${code(label)} was removed twice, so it stays off.`
    : `The label ${code(label)} was removed and has been put back. If it is removed again, it stays off.`;
}

/** Boxes in the item's own text, an appended list among them. */
function ownBoxes({ item }: Case): string {
  const { done, total } = progressOf(item.body);
  return total === 0 ? "" : `Checklist in this issue: ${done} of ${total} done.`;
}

function checklists({ item, world }: Case, hidden: ReadonlySet<NodeId>): string {
  const live = (issue: LinkedIssue) => issue.stateReason !== "duplicate" && !hidden.has(issue.id);
  const issues = item.subIssues.known ? item.subIssues.value.filter(live).sort(byAge) : [];
  const rows = issues.flatMap((issue) => {
    const below = issue.subIssues.known ? issue.subIssues.value.filter(live).sort(byAge) : [];
    return [{ issue, below, depth: 0 }, ...below.map((child) => ({ issue: child, below: [], depth: 1 }))];
  });
  const shown = rows.filter(({ issue }) => mayBeNamedOn(item, issue, world));
  if (shown.length === 0) return "";
  const more = shown.length > rowLimit ? ["", `And ${shown.length - rowLimit} more.`] : [];
  return ["| Checklist | Done | |", "| :-- | --: | :-- |", ...shown.slice(0, rowLimit).map(row), ...more].join("\n");
}

function row({ issue, below, depth }: { issue: LinkedIssue; below: readonly LinkedIssue[]; depth: number }): string {
  const title = `${depth > 0 ? "↳ " : ""}[${linkText(issue.title)}](${issue.url})`;
  return `| ${title} | ${doneText(issue, below)} | ${stateText(issue)} |`;
}

/** A bracket in a title would end the link; pairs of backslashes before one are backslashes, an odd one escapes it. */
function linkText(title: string): string {
  return neutralisePlain(title).replace(/(\\*)([[\]])/g, (_, slashes: string, bracket: string) => {
    return "&#92;".repeat(slashes.length >> 1) + (bracket === "[" ? "&#91;" : "&#93;");
  });
}

/** Boxes where there are any, else the issues below it. */
function doneText(issue: LinkedIssue, below: readonly LinkedIssue[]): string {
  const { done, total } = progressOf(issue.body);
  if (total > 0) return `${done} of ${total}`;
  return below.length === 0 ? "–" : `${below.filter(({ state }) => state === "closed").length} of ${below.length}`;
}

function stateText({ state, stateReason }: LinkedIssue): string {
  if (state === "open") return "open";
  return stateReason === "not-planned" ? "closed, not planned" : "closed";
}

/** GitHub's order of sub-issues can be changed by hand; that would be no news. */
function byAge(a: LinkedIssue, b: LinkedIssue): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? -1 : 1;
  return a.number - b.number || (a.id < b.id ? -1 : 1);
}

function stepsAt({ steps }: Pipeline, stage: string): readonly Step[] {
  return steps.filter(({ trigger }) => trigger.kind === "stage" && trigger.stage === stage);
}

function isPublic({ item }: Case): boolean {
  return item.visibility === "public";
}

function code(name: string): string {
  return `\`${name.replace(/`/g, "'")}\``;
}
