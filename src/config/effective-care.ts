/** What the file says of an item's care → the model's. */

import type { CalendarRule } from "../model/calendar.ts";
import type { ClockRule } from "../model/clock.ts";
import type { Gate, GateNeed } from "../model/gate.ts";
import type { Care } from "../model/pipeline.ts";
import { workingSeconds } from "./effective-calendar.ts";
import { conditionFrom, conditionOf, dateFrom, daysOf, listOf, settingsFrom } from "./effective-condition.ts";
import { contractsFrom, invoicesFrom } from "./effective-money.ts";
import { plainLogin, teamOrLogin } from "./names.ts";
import type { RuleFile } from "./schema.ts";
import type { ClockFile } from "./schema-clock.ts";
import type { GateFile, NeedFile } from "./schema-gate.ts";

/** The care of a pipeline or rule. */
export function careFrom(file: RuleFile, calendar: CalendarRule): Care {
  const { titles, asks, priority, deliverables, contracts, invoices, board = null } = file;
  return {
    community: file.community ?? null,
    answers: file.answers.map((rule, index) => answerFrom(rule, `answers[${index}]`, board)),
    titles: titles === undefined ? null : { pattern: titles.pattern ?? null, label: titles.label ?? null },
    gates: file.gates.map(gateFrom),
    clocks: file.clocks.map((clock) => clockFrom(clock, calendar)),
    asks: asks === undefined ? null : { label: asks.label, when: conditionOf(asks.when) },
    notices: file.notices.map((notice) => ({
      id: notice.id,
      when: conditionOf(notice.when),
      from: dateFrom(notice.from),
      to: dateFrom(notice.to),
      atLeastDays: daysOf(notice["at-least"]),
      label: notice.label ?? null,
      claim: notice.claim ?? null,
    })),
    overlaps: file.overlaps.map(({ id, resource, from, to, label = null }) => {
      return { id, resource, from: dateFrom(from), to: dateFrom(to), label };
    }),
    priority: priority === undefined ? null : priorityFrom(priority, board),
    onClose: file["on-close"].map((rule, index) => ({
      id: rule.id ?? `on-close[${index}]`,
      as: rule.as ?? null,
      when: conditionOf(rule.when),
      board: rule.board ?? board ?? "",
      fields: settingsFrom(rule.set),
    })),
    assign: file.assign.map(({ id, when, rotation }) => {
      return { id, when: conditionOf(when), rotation: rotation.map(teamOrLogin) };
    }),
    checklists: file.checklists.map(({ id, when, append, values }) => {
      return { id, when: conditionOf(when), template: append, values };
    }),
    escalations: file.escalations.map((rule) => ({
      id: rule.id,
      when: conditionFrom(rule.when),
      board: rule.board ?? board,
      fields: settingsFrom(rule.set),
      mention: rule.mention.map(teamOrLogin),
      text: rule.say ?? null,
    })),
    deliverables:
      deliverables === undefined
        ? null
        : { due: deliverables.due, evidence: deliverables.evidence ?? null, of: deliverables.of ?? null },
    contracts: contracts === undefined ? null : contractsFrom(contracts),
    // A rule has no stages, so only pipelines say it.
    grants: null,
    invoices: invoices === undefined ? null : invoicesFrom(invoices),
    market: null,
  };
}

function answerFrom(file: RuleFile["answers"][number], id: string, board: string | null): Care["answers"][number] {
  return {
    id,
    when: conditionOf(file.when),
    field: file.field ?? null,
    labels: file.labels,
    label: file.label ?? null,
    fields: settingsFrom(file.set),
    board: file.board ?? board,
    assignees: file.assign.map(plainLogin),
    milestone: file.milestone ?? null,
  };
}

function priorityFrom(file: NonNullable<RuleFile["priority"]>, board: string | null): Care["priority"] {
  const rules = file.rules.map(({ name, when, label = null }) => ({ name, when: conditionOf(when), label }));
  return { rules, board: file.board ?? board, fields: settingsFrom(file.set) };
}

function gateFrom(file: GateFile): Gate {
  return {
    id: file.id,
    when: conditionOf(file.when),
    needs: file.needs.map(needFrom),
    label: file.label ?? null,
    readyLabel: file["ready-label"] ?? null,
    holdsOutOf: file["keeps-out-of"],
    comment: file.comment,
  };
}

function needFrom(file: NeedFile): GateNeed {
  const { label = null, aliases } = file;
  if (file.table !== undefined) {
    return { label, kind: "table", heading: file.table === "any" ? null : file.table, aliases };
  }
  if (file.section !== undefined) {
    const [min = "", max = ""] = (file.words ?? "1..").split("..");
    const [minWords, maxWords] = [min === "" ? null : Number(min), max === "" ? null : Number(max)];
    return { label, kind: "section", heading: file.section, aliases, minWords, maxWords };
  }
  if (file["only-sections"] !== undefined) return { label, kind: "only-sections", headings: file["only-sections"] };
  if (file.field !== undefined) return { label, kind: "answer", field: file.field };
  if (file["sub-issues"] !== undefined) return { label, kind: "sub-issues" };
  if (file.dependencies !== undefined) return { label, kind: "dependencies" };
  if (file.checklist !== undefined) return { label, kind: "checklist" };
  return { label, kind: "condition", condition: conditionFrom(file.when ?? {}), words: file.say ?? "" };
}

function clockFrom(file: ClockFile, calendar: CalendarRule): ClockRule {
  const { from, until } = file;
  return {
    id: file.id,
    when: conditionOf(file.when),
    from: from === "opened" ? { kind: "opened" } : { kind: "stage", stage: from.enters },
    until: typeof until === "string" ? { kind: until } : { kind: "stage", stages: listOf(until.enters) },
    targetSeconds: workingSeconds(file.target, calendar),
    warnAt: Number(file.warn.slice(0, -1)) / 100,
    pauses: file.pauses,
    atRiskLabel: file["at-risk"] ?? null,
    breachedLabel: file.breached ?? null,
    acknowledge: file.acknowledge,
    mention: file.mention.map(teamOrLogin),
  };
}
