/**
 * Grave items → board fields and one comment that mentions whoever should know, once per item: up, down and up again
 * tells nobody twice. Fields are filled while the item is grave, those that are empty; days and iterations count from the
 * comment. Nothing says when an answer was changed, so an item older than `starts` escalates only by a label put on since.
 */
import { valuesOf as asPrinted, printText } from "../../content/print.ts";
import { sameLabel } from "../../history/names.ts";
import type { EscalationRule } from "../../model/care.ts";
import type { Condition } from "../../model/condition.ts";
import type { Instant } from "../../model/time.ts";
import { judge } from "../condition.ts";
import { planFields } from "../field.ts";
import { type Case, isBeforeStarts, note, nothing, type Part, pipelinePath, together } from "../part.ts";
import { own, tellOnce } from "../tell.ts";
import { mentionText } from "../words.ts";

/** Everything that the pipeline's escalations bring about. */
export function planEscalations(one: Case): Part {
  return together(...one.pipeline.escalations.map((rule) => planEscalation(one, rule)));
}

function planEscalation(one: Case, rule: EscalationRule): Part {
  const { item, pipeline, now } = one;
  if (item.state === "closed") return nothing;
  const isGrave = judge(one, rule.when);
  if (!isGrave.known) return note(`The escalation ${rule.id} was not judged: ${isGrave.why}.`);
  if (!isGrave.value) return nothing;
  const moment = momentOf(one, rule.when);
  if (isBeforeStarts(moment, pipeline)) return note(`The escalation ${rule.id} is older than starts.`);
  const path = `${pipelinePath(one)}.escalations[${rule.id}]`;
  const because = { rule: path, fact: `what ${rule.id} asks for is so; counted from ${moment}` };
  const key = `escalation/${pipeline.name}/${rule.id}`;
  const told = own(one, { key });
  const board = rule.board ?? pipeline.board;
  const fields =
    board === null || rule.fields.length === 0
      ? nothing
      : planFields(one, { board, settings: rule.fields, because, moment: told?.createdAt ?? now });
  if (told !== undefined || (rule.mention.length === 0 && rule.text === null)) return fields;
  const words = wordsOf(one, rule, path);
  const text = [mentionText(rule.mention), words.text].filter((part) => part !== "").join(" ");
  const said: Part = { ...nothing, problems: words.problems };
  return words.problems.length > 0
    ? together(fields, said)
    : together(fields, tellOnce(one, { key, text, because, moment }));
}

/** The words are the config's; what people typed is printed into them as data. */
function wordsOf(
  one: Case,
  { text }: EscalationRule,
  path: string,
): Pick<Part, "problems"> & { readonly text: string } {
  if (text === null) return { text: "This is urgent. Please take a look.", problems: [] };
  const scope = one.scope();
  const values = scope.known ? flat(scope.value) : {};
  const printed = printText(text, "body", { values: asPrinted(values, []), path: `${path}.say` });
  return { text: printed.text.trim(), problems: printed.problems };
}

function flat(scope: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const entries = Object.entries(scope).flatMap(([group, value]) =>
    typeof value === "object" && value !== null
      ? Object.entries(value).map(([name, text]) => [`${group}.${name}`, text] as const)
      : [[group, value] as const],
  );
  return Object.fromEntries(entries.flatMap(([name, text]) => (typeof text === "string" ? [[name, text]] : [])));
}

/** When it became so: the label's time where a label says it, else no later than the issue. */
function momentOf({ item }: Case, when: Condition): Instant {
  if (when.kind !== "label" || !item.history.known) return item.createdAt;
  const put = item.history.value.findLast((fact) => fact.kind === "labeled" && sameLabel(fact.label, when.label));
  return put?.at ?? item.createdAt;
}
