/** One need of a gate → what is missing, in words for people; nothing when it is fulfilled. Reads, and writes nothing. */
import { progressOf } from "../../content/checklist.ts";
import { neutraliseCell } from "../../content/neutralise.ts";
import { isUnfilled } from "../../content/placeholders.ts";
import { folded, sectionNamed, sectionsOf } from "../../content/sections.ts";
import { rowsUnfilled, tablesIn } from "../../content/tables.ts";
import { wordsIn } from "../../content/words.ts";
import type { LinkedIssue } from "../../model/fact.ts";
import type { GateNeed } from "../../model/gate.ts";
import { refText } from "../../model/key.ts";
import type { Read } from "../../model/snapshot.ts";
import { judge } from "../condition.ts";
import type { Case } from "../part.ts";
import { mayBeNamedOn } from "../privacy.ts";
import { formAt } from "../templates.ts";

/** Lines that one need lists at most. */
const mostListed = 30;

/** Lines that say what is missing. */
export function missingFor(one: Case, need: GateNeed): Read<readonly string[]> {
  const { item } = one;
  switch (need.kind) {
    case "table":
      return { known: true, value: rowsMissing(item.body, need) };
    case "section":
      return { known: true, value: wordsMissing(item.body, need) };
    case "only-sections":
      return { known: true, value: strangers(item.body, need.headings) };
    case "answer":
      return answerMissing(one, need.field);
    case "sub-issues":
      return item.subIssues.known
        ? { known: true, value: openOnes(one, item.subIssues.value, "This checklist issue is still open") }
        : item.subIssues;
    case "dependencies":
      return item.blockedBy.known
        ? { known: true, value: openOnes(one, item.blockedBy.value, "This has to be done first") }
        : item.blockedBy;
    case "checklist": {
      const { done, total } = progressOf(item.body);
      return { known: true, value: done === total ? [] : [`The checklist is not done: ${done} of ${total}.`] };
    }
    case "condition": {
      const holds = judge(one, need.condition);
      return holds.known ? { known: true, value: holds.value ? [] : [need.words] } : holds;
    }
  }
}

function rowsMissing(body: string, need: Extract<GateNeed, { kind: "table" }>): readonly string[] {
  const tables = tablesIn(body);
  if (need.heading === null) {
    return tables.length === 0
      ? ["There is no table with answers."]
      : tables.flatMap(unfilledRows).slice(0, mostListed);
  }
  const section = sectionNamed(sectionsOf(body), [need.heading, ...need.aliases]);
  const below = tables.filter(({ start }) => section !== null && start >= section.from && start < section.end);
  if (below.length === 0) return [`There is no table under **${neutraliseCell(need.heading)}**.`];
  return below.flatMap(unfilledRows).slice(0, mostListed);
}

function unfilledRows(table: Parameters<typeof rowsUnfilled>[0]): readonly string[] {
  return rowsUnfilled(table).map((cells) => {
    const asked = neutraliseCell(cells.slice(0, -1).find((cell) => cell !== "") ?? "");
    return asked === "" ? "A row of the table has no answer." : `${asked}: no answer yet.`;
  });
}

function wordsMissing(body: string, need: Extract<GateNeed, { kind: "section" }>): readonly string[] {
  const name = `**${neutraliseCell(need.heading)}**`;
  const section = sectionNamed(sectionsOf(body), [need.heading, ...need.aliases]);
  if (section === null) return [`There is no section ${name}.`];
  const text = body.slice(section.from, section.end);
  const words = isUnfilled(text) ? 0 : wordsIn(text);
  if (need.minWords !== null && words < need.minWords) {
    return [`${name} has ${wordsText(words)}; it needs at least ${need.minWords}.`];
  }
  if (need.maxWords !== null && words > need.maxWords) {
    return [`${name} has ${wordsText(words)}; it may have at most ${need.maxWords}.`];
  }
  return [];
}

function wordsText(words: number): string {
  return words === 1 ? "1 word" : `${words} words`;
}

/** Sections within an allowed one are part of it. */
function strangers(body: string, headings: readonly string[]): readonly string[] {
  const allowed = new Set(headings.map(folded));
  let inside = 0;
  const found: string[] = [];
  for (const { heading, start, end } of sectionsOf(body)) {
    if (start < inside) continue;
    if (allowed.has(folded(heading))) inside = end;
    else found.push(`The section **${neutraliseCell(heading)}** does not belong here.`);
  }
  return found.slice(0, mostListed);
}

function answerMissing(one: Case, field: string): Read<readonly string[]> {
  const scope = one.scope("inside");
  if (!scope.known) return scope;
  const answers = scope.value.form as Readonly<Record<string, unknown>>;
  const text = Object.hasOwn(answers, field) ? answers[field] : null;
  if (typeof text === "string" && !isUnfilled(text)) return { known: true, value: [] };
  const form = one.pipeline.form === null ? null : formAt(one.world, one.pipeline.form);
  const label = form?.known ? form.value?.fields.find(({ id }) => id === field)?.label : undefined;
  return { known: true, value: [`${neutraliseCell(label ?? field)}: no answer yet.`] };
}

/** One that was closed as not planned stands in nobody's way. Those that may not be named here are only counted. */
function openOnes(one: Case, issues: readonly LinkedIssue[], words: string): readonly string[] {
  const open = issues.filter(({ state }) => state === "open");
  const named = open.filter((issue) => mayBeNamedOn(one.item, issue, one.world)).slice(0, mostListed);
  const others = open.length - named.length;
  return [
    ...named.map((issue) => `${words}: ${refText(issue)}.`),
    ...(others === 0 ? [] : [`${others} other ${others === 1 ? "issue has" : "issues have"} to be done first.`]),
  ];
}
