/**
 * Titles that still hold a template's placeholder → filled in from the issue's own answers when they say enough, else a
 * label and one comment. A title without placeholders is somebody's own and is never touched. It is filled in once: a
 * placeholder that a person puts back is only flagged.
 */
import { fitTitle } from "../../content/fit.ts";
import { isUnfilled, placeholdersIn } from "../../content/placeholders.ts";
import { valuesOf as asPrinted, printText } from "../../content/print.ts";
import { isOurs } from "../../history/own.ts";
import type { Reason } from "../../model/change.ts";
import type { Problem } from "../../model/problem.ts";
import { keepLabel } from "../keep-label.ts";
import { type Case, isBeforeStarts, note, nothing, type Part, pipelinePath, together } from "../part.ts";
import { keepComment, own } from "../tell.ts";
import { flat } from "./flat.ts";

/** Repairs or flags the title. */
export function planTitle(one: Case): Part {
  const { item, pipeline, world } = one;
  const rule = pipeline.titles;
  if (rule === null || item.state === "closed" || isOurs(item.author, world.identities)) return nothing;
  if (isBeforeStarts(item.createdAt, pipeline)) return nothing;
  const path = `${pipelinePath(one)}.titles`;
  const isOpen = placeholdersIn(item.title).length > 0;
  const because: Reason = {
    rule: path,
    fact: isOpen ? "the title still holds a placeholder" : "the title is filled in",
  };
  if (!isOpen) return together(said(one, because, false), labelled(one, because, false));
  const filled = rule.pattern === null ? null : titleFrom(one, rule.pattern, path);
  if (filled !== null && "why" in filled) return note(`The title was left alone: ${filled.why}.`);
  const problems: Part = { ...nothing, problems: filled?.problems ?? [] };
  if (typeof filled?.title === "string" && !wasRepaired(one)) {
    const before = { title: item.title, body: item.body };
    const change = { ...because, kind: "edit-issue", issue: item.id, title: filled.title, body: null, before } as const;
    return { ...problems, changes: [change] };
  }
  return together(problems, labelled(one, because, true), said(one, because, true));
}

/** `title` null: an answer that it needs is not there. `why`: what it needs could not be read. */
function titleFrom(
  one: Case,
  pattern: string,
  path: string,
): { readonly title: string | null; readonly problems: readonly Problem[] } | { readonly why: string } {
  const scope = one.scope();
  if (!scope.known) return { why: scope.why };
  const printed = printText(pattern, "title", { values: asPrinted(flat(scope.value), []), path: `${path}.pattern` });
  const title = fitTitle(printed.text.trim());
  const isWhole = printed.missing.length === 0 && printed.problems.length === 0;
  const isFine = isWhole && !isUnfilled(title) && placeholdersIn(title).length === 0;
  return { title: isFine ? title : null, problems: printed.problems };
}

function wasRepaired({ item, world }: Case): boolean {
  return (
    !item.history.known ||
    item.history.value.some((fact) => fact.kind === "renamed" && isOurs(fact.actor, world.identities))
  );
}

function labelled(one: Case, because: Reason, wanted: boolean): Part {
  const label = one.pipeline.titles!.label;
  return label === null ? nothing : keepLabel(one, label, { wanted, because });
}

function said(one: Case, because: Reason, isOpen: boolean): Part {
  const key = `title/${one.pipeline.name}`;
  if (!isOpen && own(one, { key }) === undefined) return nothing;
  const text = isOpen
    ? "The title still has a part that nobody filled in. Please edit it, so that people can see what this is about."
    : "The title is filled in now. Thank you.";
  return keepComment(one, { key, text, because, moment: one.item.createdAt });
}
