/**
 * Checklists that are kept in an item's own body: appended once, brought up to date when the template changes. Everything
 * else in the body survives byte for byte. A note of ours remembers that it was appended, so that a block which somebody
 * took out is not put back.
 */
import { longestBody } from "../../content/fit.ts";
import { appendBlock, hasBlock, updateBlock } from "../../content/kept-block.ts";
import { renderTemplateBody } from "../../content/template.ts";
import type { ChecklistRule } from "../../model/care.ts";
import type { Reason } from "../../model/change.ts";
import { judge } from "../condition.ts";
import { type Case, isBeforeStarts, note, nothing, type Part, pipelinePath, problem, together } from "../part.ts";
import { heldBackFrom } from "../privacy.ts";
import { own, tellOnce } from "../tell.ts";
import { templateAt } from "../templates.ts";
import { valuesOf } from "../values.ts";

/** Keeps every checklist of the pipeline. One edit of the body holds them all. */
export function planChecklists(one: Case): Part {
  const { item, pipeline } = one;
  if (pipeline.checklists.length === 0 || item.state === "closed" || isBeforeStarts(item.createdAt, pipeline)) {
    return nothing;
  }
  const parts: Part[] = [];
  let body = item.body;
  let because: Reason | null = null;
  for (const rule of pipeline.checklists) {
    const kept = keptIn(one, rule, body);
    parts.push(kept.part);
    if (kept.body !== body) because ??= reasonOf(one, rule);
    body = kept.body;
  }
  if (because === null) return together(...parts);
  if ([...body].length > longestBody) {
    const what = "The checklist does not fit into the issue: GitHub takes at most 65,536 characters.";
    const todo = "Shorten the issue's text or the checklist.";
    return together(...parts, problem({ code: "body-too-long", where: item.url, what, todo, severity: "warning" }));
  }
  const before = { title: item.title, body: item.body };
  const edit = { ...because, kind: "edit-issue", issue: item.id, title: null, body, before } as const;
  return together({ ...nothing, changes: [edit] }, ...parts);
}

function reasonOf(one: Case, rule: ChecklistRule): Reason {
  return { rule: `${pipelinePath(one)}.checklists[${rule.id}]`, fact: `the issue wants the checklist ${rule.id}` };
}

function keptIn(one: Case, rule: ChecklistRule, body: string): { readonly body: string; readonly part: Part } {
  const because = reasonOf(one, rule);
  const same = (part: Part) => ({ body, part });
  const { ownComments } = one.item;
  if (!ownComments.known) return same(note(`${because.rule} was left alone: ${ownComments.why}.`));
  const key = `checklist/${one.pipeline.name}/${rule.id}`;
  const isThere = hasBlock(body, rule.id);
  const isTold = own(one, { key }) !== undefined;
  if (!isThere && isTold) return same(note(`${because.rule} stays out: somebody took the checklist out of the issue.`));
  const holds = judge(one, rule.when);
  if (!holds.known) return same(note(`${because.rule} was not judged: ${holds.why}.`));
  if (!holds.value) return same(nothing);
  const refusal = heldBackFrom(one, rule.values, because.rule);
  if (refusal !== null) return same(refusal);
  const template = templateAt(one.world, rule.template);
  const scope = one.scope();
  if (!template.known) return same(note(`${because.rule} was left alone: ${template.why}.`));
  if (!scope.known) return same(note(`${because.rule} was left alone: ${scope.why}.`));
  if (template.value.template === null) return same({ ...nothing, problems: template.value.problems });
  const values = valuesOf(rule.values, scope.value, because.rule);
  const rendered = renderTemplateBody(template.value.template, values.values);
  const problems = [...values.problems, ...rendered.problems];
  if (problems.some(({ severity }) => severity === "error")) return same({ ...nothing, problems });
  const text = "A checklist was added to the end of the issue. Tick, add and reorder as you like.";
  const told = tellOnce(one, { key, text, because, moment: one.item.createdAt });
  // The note comes after the edit: a process that dies in between finds the block, and only says so.
  const part = together({ ...nothing, problems }, told);
  return { body: (isThere ? updateBlock : appendBlock)(body, rule.id, rendered.body) ?? body, part };
}
