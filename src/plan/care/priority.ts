/** An ordered list of rules → the item's priority: the first that holds. Its label and its field follow. */

import { sameLabel } from "../../history/names.ts";
import { judge } from "../condition.ts";
import { planFields } from "../field.ts";
import { keepLabel } from "../keep-label.ts";
import { type Case, isBeforeStarts, note, nothing, type Part, pipelinePath, together } from "../part.ts";

/** Shows the priority. While a rule that comes first cannot be judged, nothing is changed. */
export function planPriority(one: Case): Part {
  const { item, pipeline } = one;
  const rule = pipeline.priority;
  if (rule === null || item.state === "closed" || isBeforeStarts(item.createdAt, pipeline)) return nothing;
  let first: (typeof rule.rules)[number] | null = null;
  for (const each of rule.rules) {
    const holds = judge(one, each.when);
    if (!holds.known) return note(`The priority ${each.name} was not judged: ${holds.why}.`);
    if (holds.value) {
      first = each;
      break;
    }
  }
  const fact = first === null ? "no priority rule holds" : `${first.name} is the first priority rule that holds`;
  const because = { rule: `${pipelinePath(one)}.priority`, fact };
  const labels = rule.rules.flatMap(({ label }) => (label === null ? [] : [label]));
  const once = labels.filter((label, index) => labels.findIndex((other) => sameLabel(label, other)) === index);
  const wanted = first?.label ?? null;
  const shown = once.map((label) =>
    keepLabel(one, label, { wanted: wanted !== null && sameLabel(label, wanted), because }),
  );
  const board = rule.board ?? pipeline.board;
  if (first === null || board === null || rule.fields.length === 0) return together(...shown);
  const { name } = first;
  const scope: Case["scope"] = (reach) => {
    const read = one.scope(reach);
    return read.known ? { known: true, value: { ...read.value, priority: name } } : read;
  };
  const fields = planFields({ ...one, scope }, { board, settings: rule.fields, because, moment: item.createdAt });
  return together(...shown, fields);
}
