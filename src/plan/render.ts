/**
 * Plan → the sentences that the dry run, the log, the job summary and `explain` all print. Plain text, one change per
 * line, each with its reason; ends in a line break.
 */
import { stripMarkers } from "../content/markers.ts";
import type { Change, Plan, Visit } from "../model/change.ts";
import { type Problem, problemText } from "../model/problem.ts";
import type { FieldValue } from "../model/snapshot.ts";

/** What would be done to one item; `ref` is `owner/repo#n`, or `recurring/name` of what no item starts. */
export function renderPlan(plan: Plan, ref: string): string {
  return lines([heading(plan, ref), ...changeLines(plan), ...plan.problems.map(problemLine)]);
}

/** Where one item stands and how it came there, then what would be done, what would not, and why. */
export function explainPlan(plan: Plan, ref: string): string {
  return lines([
    heading(plan, ref),
    ...(plan.stage?.visits ?? []).map(visitLine),
    "",
    ...changeLines(plan),
    ...plan.notes.map((text) => `  . ${oneLine(text)}`),
    ...plan.problems.map(problemLine),
    ...(plan.nextLook === null ? [] : [`  looks again at ${plan.nextLook}`]),
  ]);
}

/** One change in words: `+ label "stage: prospect"`. */
export function changeText(change: Change): string {
  switch (change.kind) {
    case "create-label":
      return `+ label "${oneLine(change.name)}" made in ${change.repositoryName}`;
    case "add-label":
      return `+ label "${oneLine(change.name)}"`;
    case "remove-label":
      return `- label "${oneLine(change.name)}"`;
    case "add-to-board":
      return `+ board ${oneLine(change.board)}${change.status ? `: ${oneLine(change.status.name)}` : ""}`;
    case "set-status":
      return `~ board ${oneLine(change.board)}: ${oneLine(change.from ?? "no column")} → ${oneLine(change.status.name)}`;
    case "add-comment":
      return `+ comment "${firstLine(change.body)}"`;
    case "edit-comment":
      return `~ comment "${firstLine(change.body)}"`;
    case "close-as-duplicate":
      return `- issue ${change.issue} closed as a duplicate of ${change.of}`;
    case "close-issue":
      return `- issue closed as ${change.as.replace("-", " ")}`;
    case "reopen-issue":
      return "~ issue opened again";
    case "delete-comment":
      return `- comment "${firstLine(change.body)}"`;
    case "edit-issue":
      return change.title === null ? "~ issue text" : `~ title "${oneLine(change.title)}"`;
    case "set-field":
      return `~ ${oneLine(change.board)} ${oneLine(change.field.name)}: ${fieldText(change.before)} → ${fieldText(change.value)}`;
    case "assign":
      return `+ assigned ${change.logins.join(", ")}`;
    case "unassign":
      return `- assigned ${change.logins.join(", ")}`;
    case "set-milestone":
      return change.milestone === null ? "- milestone" : `~ milestone "${oneLine(change.milestone.title)}"`;
    case "call-webhook":
      return `> webhook ${change.webhook} with ${oneLine(change.id)}`;
    case "create-post":
      return `+ ${postNames[change.place.kind]} ${oneLine(change.place.name)} "${oneLine(change.title)}"`;
    case "edit-post":
      return `~ ${postNames[change.of]} "${oneLine(change.title)}"`;
    case "withdraw-post":
      return `- ${postNames[change.of]} ${change.post} taken back as a duplicate`;
    case "create-issue":
      return `+ issue ${change.repositoryName} "${oneLine(change.title)}"`;
  }
}

const postNames = { discussion: "discussion", "status-update": "status update" } as const;

/** What a board field holds, as people read it. */
function fieldText(value: FieldValue | null): string {
  switch (value?.kind) {
    case undefined:
      return "empty";
    case "option":
      return oneLine(value.name);
    case "iteration":
      return oneLine(value.title);
    case "date":
      return value.date;
    case "number":
      return String(value.number);
    case "text":
      return oneLine(value.text);
  }
}

function heading({ pipeline, stage }: Plan, ref: string): string {
  if (pipeline === null) return ref.includes("#") ? `${ref} belongs to no pipeline` : ref;
  if (stage === null) return `${ref} in ${pipeline}, stage unknown`;
  return `${ref} in ${pipeline}, ${stage.id} ${stage.exact ? "since" : "since at least"} ${stage.since}`;
}

function changeLines({ changes }: Plan): readonly string[] {
  if (changes.length === 0) return ["  = nothing to do"];
  return changes.flatMap((change) => [
    `  ${changeText(change)}`,
    `      because ${oneLine(change.fact)} (${change.rule})`,
  ]);
}

function visitLine({ stage, entered, exact, left, visit, fact }: Visit): string {
  const again = visit > 1 ? ` (stay ${visit})` : "";
  const until = left === null ? "now" : left;
  return `  ${stage}${again} ${exact ? "from" : "from at least"} ${entered} to ${until}: ${oneLine(fact)}`;
}

function problemLine(problem: Problem): string {
  return `  ! ${oneLine(problemText(problem))}`;
}

function firstLine(body: string): string {
  const line = oneLine(stripMarkers(body).trim().split("\n", 1)[0] ?? "");
  return line.length <= 100 ? line : `${line.slice(0, 99).trimEnd()}…`;
}

/** Titles and labels are typed by people: a line break or an escape code in one must not draw on a terminal. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
}

function lines(all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}
