/**
 * Days between two dates against a rule → a label while there are too few of them, and one comment when the form claims
 * otherwise. The days are counted, never taken on trust.
 */
import { daysFrom } from "../../calendar/day.ts";
import type { NoticeRule } from "../../model/computed.ts";
import { judge } from "../condition.ts";
import { dateOf } from "../date-of.ts";
import { keepLabel } from "../keep-label.ts";
import { type Case, isBeforeStarts, note, nothing, type Part, pipelinePath, together } from "../part.ts";
import { unreadableDate } from "../steps/unreadable-date.ts";
import { tellOnce } from "../tell.ts";
import { namesChosen } from "./answer-names.ts";

/** Everything that the pipeline's notice rules bring about. */
export function planNotices(one: Case): Part {
  const { item, pipeline } = one;
  if (item.state === "closed" || isBeforeStarts(item.createdAt, pipeline)) return nothing;
  return together(...pipeline.notices.map((rule) => planNotice(one, rule)));
}

function planNotice(one: Case, rule: NoticeRule): Part {
  const path = `${pipelinePath(one)}.notices[${rule.id}]`;
  const holds = judge(one, rule.when);
  if (!holds.known) return note(`${path} was not judged: ${holds.why}.`);
  const [from, to] = [dateOf(one, rule.from), dateOf(one, rule.to)];
  if (!from.known) return note(`${path} was not judged: ${from.why}.`);
  if (!to.known) return note(`${path} was not judged: ${to.why}.`);
  const unread = [rule.from, rule.to].flatMap((source, index) =>
    source.kind === "answer" && [from, to][index]!.unreadable !== undefined ? [source.field] : [],
  );
  const asked = together(...unread.map((field) => unreadableDate(one, field, path)));
  const isDated = holds.value && from.value !== null && to.value !== null;
  const days = isDated ? daysFrom(from.value!.day, to.value!.day) : null;
  const short = days !== null && days < rule.atLeastDays;
  const fact =
    days === null
      ? "there are no two dates to count between"
      : `${daysText(days)} lie between ${from.value!.day} and ${to.value!.day}`;
  const because = { rule: path, fact };
  const label = rule.label === null ? nothing : keepLabel(one, rule.label, { wanted: short, because });
  if (!short || !claims(one, rule)) return together(asked, label);
  const text = [
    `The form says that there is notice enough, but from ${from.value!.day} to ${to.value!.day} it is ${daysText(days)}.`,
    `We ask for at least ${daysText(rule.atLeastDays)}. We will see what can be done; if another date is possible, please change it in the issue.`,
  ].join(" ");
  return together(
    asked,
    label,
    tellOnce(one, { key: `notice/${one.pipeline.name}/${rule.id}`, text, because, moment: one.item.createdAt }),
  );
}

function claims(one: Case, { claim }: NoticeRule): boolean {
  const scope = one.scope("inside");
  if (claim === null || !scope.known) return false;
  const form = scope.value.form as Readonly<Record<string, unknown>>;
  const text = Object.hasOwn(form, claim) ? form[claim] : null;
  return typeof text === "string" && namesChosen(text).some((name) => /^(?:yes|true)\b/.test(name));
}

function daysText(days: number): string {
  return days === 1 ? "1 day" : `${days} days`;
}
