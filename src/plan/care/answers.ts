/**
 * Answers → labels, board fields, assignees and a GitHub milestone. Worked out anew at every look, so that an edited
 * answer is followed: what we put on and no rule wants any more is taken off; what people did stays. A rule that cannot be
 * judged holds on to what is its own.
 */
import { isUnfilled } from "../../content/placeholders.ts";
import { sameLabel } from "../../history/names.ts";
import { isOurs } from "../../history/own.ts";
import type { AnswerRule } from "../../model/care.ts";
import type { Reason } from "../../model/change.ts";
import type { Read } from "../../model/snapshot.ts";
import { judge } from "../condition.ts";
import { planFields } from "../field.ts";
import { keepLabel } from "../keep-label.ts";
import { itemRepository } from "../label.ts";
import { type Case, isBeforeStarts, note, nothing, type Part, pipelinePath, problem, together } from "../part.ts";
import { formAt } from "../templates.ts";
import { folded, namesChosen } from "./answer-names.ts";
import { isAssignedByUs, sameLogin, wasTakenOff } from "./assignees.ts";

/** GitHub takes at most ten assignees: https://docs.github.com/en/rest/issues/assignees. */
export const mostAssignees = 10;

/** Everything that the pipeline's answers bring about. */
export function planAnswers(one: Case): Part {
  const { item, pipeline } = one;
  if (pipeline.answers.length === 0 || item.state === "closed") return nothing;
  if (isBeforeStarts(item.createdAt, pipeline))
    return note("Answers are not followed: the issue is older than starts.");
  const judged = pipeline.answers.map((rule) => judgedOf(one, rule));
  return together(
    ...judged.map(({ unknown }) => (unknown === null ? nothing : note(unknown))),
    planLabels(one, judged),
    ...judged.map((each) => together(fieldsOf(one, each), unknownAnswer(one, each))),
    planAssignees(one, judged),
    planMilestone(one, judged),
  );
}

/** Logins that the answers want on the item now. */
export function answeredAssignees(one: Case): readonly string[] {
  return one.pipeline.answers.flatMap((rule) => (judgedOf(one, rule).holds ? rule.assignees : []));
}

interface Judged {
  readonly rule: AnswerRule;
  readonly because: Reason;
  /** Why it could not be judged; null when it could. */
  readonly unknown: string | null;
  readonly holds: boolean;
  /** The answer; null: none, or the rule names no field. */
  readonly answer: string | null;
  readonly labels: readonly string[];
}

function judgedOf(one: Case, rule: AnswerRule): Judged {
  const answer = answerOf(one, rule.field);
  const holds = judge(one, rule.when);
  const because: Reason = { rule: `${pipelinePath(one)}.${rule.id}`, fact: factOf(rule) };
  const off = { rule, because, holds: false, answer: null, labels: [] };
  if (!holds.known) return { ...off, unknown: `${because.rule} was not judged: ${holds.why}.` };
  if (!answer.known) return { ...off, unknown: `${because.rule} was not judged: ${answer.why}.` };
  const chosen = answer.value === null ? [] : namesChosen(answer.value);
  const mapped = Object.entries(rule.labels).filter(([name]) => chosen.includes(folded(name)));
  const labels = [...mapped.map(([, label]) => label), ...(rule.label === null ? [] : [rule.label])];
  return {
    ...off,
    unknown: null,
    // A rule that names a field wants an answer to it.
    holds: holds.value && (rule.field === null || answer.value !== null),
    answer: answer.value,
    labels: holds.value ? labels : [],
  };
}

function factOf({ field }: AnswerRule): string {
  return field === null ? "the answers in the issue are so" : `so says the answer "${field}" in the issue`;
}

function answerOf(one: Case, field: string | null): Read<string | null> {
  if (field === null) return { known: true, value: null };
  const scope = one.scope("inside");
  if (!scope.known) return scope;
  const form = scope.value.form as Readonly<Record<string, unknown>>;
  const text = Object.hasOwn(form, field) ? form[field] : null;
  return { known: true, value: typeof text === "string" && !isUnfilled(text) ? text : null };
}

function planLabels(one: Case, judged: readonly Judged[]): Part {
  const ownedBy = ({ rule }: Judged) => [...Object.values(rule.labels), ...(rule.label === null ? [] : [rule.label])];
  const names = judged.flatMap(ownedBy);
  const once = names.filter((name, index) => names.findIndex((other) => sameLabel(name, other)) === index);
  const has = (labels: readonly string[], name: string) => labels.some((label) => sameLabel(label, name));
  return together(
    ...once.map((name) => {
      const wanting = judged.find(({ labels }) => has(labels, name));
      const owners = judged.filter((each) => has(ownedBy(each), name));
      if (wanting === undefined && owners.some(({ unknown }) => unknown !== null)) return nothing;
      return keepLabel(one, name, { wanted: wanting !== undefined, because: (wanting ?? owners[0]!).because });
    }),
  );
}

function fieldsOf(one: Case, { rule, because, holds }: Judged): Part {
  const board = rule.board ?? one.pipeline.board;
  if (!holds || board === null || rule.fields.length === 0) return nothing;
  return planFields(one, { board, settings: rule.fields, because, moment: one.item.createdAt });
}

/** An option of the form that the map leaves out is left out on purpose; anything else was typed by hand. */
function unknownAnswer(one: Case, { rule, because, answer }: Judged): Part {
  const known = Object.keys(rule.labels);
  if (answer === null || known.length === 0) return nothing;
  const form = one.pipeline.form === null ? null : formAt(one.world, one.pipeline.form);
  const field = form?.known ? form.value?.fields.find(({ id }) => id === rule.field) : undefined;
  const options = field !== undefined && "options" in field ? field.options : [];
  const fine = [...known, ...options].map(folded);
  if (namesChosen(answer).every((name) => fine.includes(name))) return nothing;
  return problem({
    code: "answer-unknown",
    where: one.item.url,
    what: `The answer "${rule.field}" is none that ${because.rule} knows, so it brought nothing about.`,
    todo: `Write one of these: ${known.map((name) => `"${name}"`).join(", ")}.`,
    severity: "warning",
  });
}

function planAssignees(one: Case, judged: readonly Judged[]): Part {
  const { item } = one;
  const rules = judged.filter(({ rule }) => rule.assignees.length > 0);
  if (rules.length === 0) return nothing;
  if (!item.assignees.known) return note(`Nobody was assigned: ${item.assignees.why}.`);
  if (!item.history.known) return note(`Nobody was assigned: ${item.history.why}.`);
  const there = item.assignees.value.map(({ login }) => login);
  const wants = (holding: readonly Judged[], login: string) =>
    holding.find(({ rule }) => rule.assignees.some((other) => sameLogin(other, login)));
  const holding = rules.filter(({ holds }) => holds);
  const kept = rules.filter(({ holds, unknown }) => holds || unknown !== null);
  const off = there.filter((login) => wants(rules, login) && !wants(kept, login) && isAssignedByUs(one, login));
  const wanted = unique(holding.flatMap(({ rule }) => rule.assignees));
  const missing = wanted.filter((login) => !there.some((other) => sameLogin(other, login)));
  const room = Math.max(0, mostAssignees - (there.length - off.length));
  const on = missing.filter((login) => !wasTakenOff(one, login)).slice(0, room);
  const because = (logins: readonly string[]) => wants(rules, logins[0]!)!.because;
  return {
    ...nothing,
    changes: [
      ...(off.length === 0 ? [] : [{ ...because(off), kind: "unassign", issue: item.id, logins: off } as const]),
      ...(on.length === 0 ? [] : [{ ...because(on), kind: "assign", issue: item.id, logins: on } as const]),
    ],
  };
}

function unique(logins: readonly string[]): readonly string[] {
  return logins.filter((login, index) => logins.findIndex((other) => sameLogin(login, other)) === index);
}

function planMilestone(one: Case, judged: readonly Judged[]): Part {
  const { item, world } = one;
  const rules = judged.filter(({ rule }) => rule.milestone !== null);
  if (rules.length === 0 || rules.some(({ unknown }) => unknown !== null)) return nothing;
  if (!item.history.known) return note(`The milestone was left alone: ${item.history.why}.`);
  const newest = item.history.value.findLast(({ kind }) => kind === "milestoned" || kind === "demilestoned");
  const byUs = isOurs(newest?.actor ?? null, world.identities);
  const want = rules.find(({ holds }) => holds);
  if (want === undefined) {
    if (item.milestone === null || newest?.kind !== "milestoned" || !byUs) return nothing;
    const { because } = rules[0]!;
    return { ...nothing, changes: [{ ...because, kind: "set-milestone", issue: item.id, milestone: null }] };
  }
  const title = want.rule.milestone!;
  if (item.milestone?.title === title) return nothing;
  // What a person chose, or took off, stays as they left it.
  if (!byUs && (item.milestone !== null || newest?.kind === "demilestoned")) return nothing;
  const repository = itemRepository(one);
  if (!repository.known) return note(`The milestone was left alone: ${repository.why}.`);
  const id = repository.value.milestones[title];
  if (id === undefined) {
    return problem({
      code: "milestone-missing",
      where: want.because.rule,
      what: `There is no open milestone "${title}" in ${repository.value.owner}/${repository.value.name}.`,
      todo: "Open it there, or name another one.",
      severity: "warning",
    });
  }
  return {
    ...nothing,
    changes: [{ ...want.because, kind: "set-milestone", issue: item.id, milestone: { id, title } }],
  };
}
