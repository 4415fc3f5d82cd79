/** The fields of its form that a pipeline or rule reads, what it expects of them, and where the config says so. */
import type { Condition, DateSource, FieldSetting } from "../model/condition.ts";
import type { Pipeline } from "../model/pipeline.ts";
import type { ConfigPath } from "./where.ts";

export interface FieldUse extends Expected {
  readonly path: ConfigPath;
}

/** A field, and the answers that something hangs on; none when any answer will do. */
export interface Expected {
  readonly field: string;
  readonly is: readonly string[];
}

const grantFields = ["funder", "champions", "due", "start", "end", "amount", "currency", "spent", "account"] as const;

const marketKeys = [
  ["campaign", "campaign"],
  ["lost-because", "lostBecause"],
  ["competitor", "competitor"],
  ["partner-kind", "partnerKind"],
  ["requests", "requests"],
] as const;

/** What `contracts` may say where to find. */
export const contractFacts = ["value", "start", "end", "currency", "tier", "kind", "likely"] as const;

/** Every use, in the order of the language. `root` is where the pipeline stands: `["pipelines", "leads"]`. */
export function fieldUsesOf(one: Pipeline, root: ConfigPath): readonly FieldUse[] {
  const { community, priority, asks, deliverables, contracts, invoices, grants, market } = one;
  const at = (path: ConfigPath, fields: readonly (string | Expected | null)[]): readonly FieldUse[] =>
    fields.flatMap((one) => {
      if (one === null) return [];
      const expected = typeof one === "string" ? { field: one, is: [] } : one;
      return [{ ...expected, path: [...root, ...path] }];
    });
  const each = <T>(key: string, list: readonly T[], uses: (entry: T, path: ConfigPath) => readonly FieldUse[]) =>
    list.flatMap((entry, index) => uses(entry, [key, index]));
  return [
    ...at(["community"], [community]),
    ...at(["deliverables", "due"], [deliverables?.due ?? null]),
    ...at(["deliverables", "evidence"], [deliverables?.evidence ?? null]),
    ...at(["deliverables", "of"], [deliverables?.of ?? null]),
    ...contractFacts.flatMap((key) => {
      const said = contracts?.[key] ?? null;
      return typeof said === "string" ? at(["contracts", key], [said]) : [];
    }),
    ...grantFields.flatMap((key) => at(["grants", key], [grants?.[key] ?? null])),
    ...at(["invoices", "start"], [invoices?.start ?? null]),
    ...at(["invoices", "end"], [invoices?.end ?? null]),
    ...marketKeys.flatMap(([key, from]) => {
      const rule = market?.[from] ?? null;
      return at(["market", key, "answer"], [rule?.by === "answer" ? rule.field : null]);
    }),
    ...at(["asks", "when"], fieldsIn(asks?.when ?? null)),
    ...each("answers", one.answers, ({ field, when, fields, labels }, path) => [
      ...at([...path, "field"], [field]),
      ...Object.keys(labels).flatMap((is) => at([...path, "labels", is], [field && { field, is: [is] }])),
      ...at([...path, "when"], fieldsIn(when)),
      ...at([...path, "set"], fields.flatMap(fieldsSet)),
    ]),
    ...each("gates", one.gates, ({ when, needs }, path) => [
      ...at([...path, "when"], fieldsIn(when)),
      ...needs.flatMap((need, index) => [
        ...at([...path, "needs", index, "field"], need.kind === "answer" ? [need.field] : []),
        ...at([...path, "needs", index, "when"], need.kind === "condition" ? fieldsIn(need.condition) : []),
      ]),
    ]),
    ...each("cohorts", one.cohorts, (rule, path) =>
      at([...path, "answer"], [rule.by === "answer" ? rule.field : null]),
    ),
    ...each("clocks", one.clocks, ({ when }, path) => at([...path, "when"], fieldsIn(when))),
    ...each("escalations", one.escalations, ({ when, fields }, path) => [
      ...at([...path, "when"], fieldsIn(when)),
      ...at([...path, "set"], fields.flatMap(fieldsSet)),
    ]),
    ...each("notices", one.notices, ({ when, from, to, claim }, path) => [
      ...at([...path, "when"], fieldsIn(when)),
      ...at([...path, "from"], fieldsOf(from)),
      ...at([...path, "to"], fieldsOf(to)),
      ...at([...path, "claim"], [claim]),
    ]),
    ...each("overlaps", one.overlaps, ({ resource, from, to }, path) => [
      ...resource.flatMap((field, index) => at([...path, "resource", index], [field])),
      ...at([...path, "from"], fieldsOf(from)),
      ...at([...path, "to"], fieldsOf(to)),
    ]),
    ...(priority?.rules ?? []).flatMap(({ when }, index) => at(["priority", "rules", index, "when"], fieldsIn(when))),
    ...each("assign", one.assign, ({ when }, path) => at([...path, "when"], fieldsIn(when))),
    ...each("checklists", one.checklists, ({ when }, path) => at([...path, "when"], fieldsIn(when))),
    ...each("on-close", one.onClose, ({ when, fields }, path) => [
      ...at([...path, "when"], fieldsIn(when)),
      ...at([...path, "set"], fields.flatMap(fieldsSet)),
    ]),
    ...each("steps", one.steps, (step, path) => {
      const { trigger } = step;
      const key = trigger.kind === "date" && trigger.days <= 0 ? "before" : "after";
      return [
        ...at([...path, key], trigger.kind === "date" ? fieldsOf(trigger.date) : []),
        ...at([...path, "until"], trigger.kind === "date" && trigger.each?.until ? fieldsOf(trigger.each.until) : []),
        ...at([...path, "when"], fieldsIn(step.when)),
        ...at([...path, "set"], step.kind === "open" ? step.fields.flatMap(fieldsSet) : []),
      ];
    }),
    ...Object.entries(one.milestones).flatMap(([name, milestone]) =>
      at(["milestones", name, "date"], milestone.kind === "date" ? [milestone.field] : []),
    ),
  ];
}

/** Of a condition and of those inside it. */
export function fieldsIn(condition: Condition | null): readonly Expected[] {
  switch (condition?.kind) {
    case "answer":
      return [{ field: condition.field, is: condition.is }];
    case "filled":
      return [{ field: condition.field, is: [] }];
    case "all":
    case "any":
      return condition.of.flatMap(fieldsIn);
    case "not":
      return fieldsIn(condition.of);
    default:
      return [];
  }
}

function fieldsOf(date: DateSource): readonly string[] {
  return date.kind === "answer" ? [date.field] : [];
}

function fieldsSet({ value }: FieldSetting): readonly string[] {
  return value.kind === "from-date" ? fieldsOf(value.date) : [];
}
