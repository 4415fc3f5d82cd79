/**
 * What must be true before an item may be called ready → labels, and one comment that lists what is missing, edited as it
 * gets filled, and kept when nothing is missing any more. A gate that cannot be judged changes nothing.
 */
import { sameLabel } from "../../history/names.ts";
import type { Reason } from "../../model/change.ts";
import type { Gate } from "../../model/gate.ts";
import { keepLabel } from "../keep-label.ts";
import { type Case, isBeforeStarts, note, nothing, type Part, pipelinePath, together } from "../part.ts";
import { keepComment, own } from "../tell.ts";
import { anyOf, stageWordOf } from "../words.ts";
import { type GateState, gateKey, gateState } from "./gate-state.ts";

/** Shows how every gate of the pipeline stands. */
export function planGates(one: Case): Part {
  const { item, pipeline } = one;
  if (pipeline.gates.length === 0 || item.state === "closed") return nothing;
  return together(...pipeline.gates.map((gate) => planGate(one, gate)));
}

function planGate(one: Case, gate: Gate): Part {
  const rule = `${pipelinePath(one)}.gates[${gate.id}]`;
  const { place, pipeline, item } = one;
  const held = one.standing.unaccepted.filter((move) => move.held && gate.holdsOutOf.includes(move.to));
  const moment = [item.createdAt, place.since, ...held.map(({ at }) => at)].sort().at(-1)!;
  if (isBeforeStarts(moment, pipeline)) return note(`${rule} was not judged: the item is older than starts.`);
  const read = gateState(one, gate);
  if (!read.known) return note(`${rule} was not judged: ${read.why}.`);
  const { asked, complete } = read.value;
  const missing = asked ? missingIn(read.value) : [];
  const because: Reason = { rule, fact: factOf(read.value, missing) };
  const unsure = complete.known || !asked ? nothing : note(`${rule} was not judged as a whole: ${complete.why}.`);
  const labels = labelsOf(one, gate, read.value, because);
  if (asked && !complete.known) return together(unsure, labels);
  const key = gateKey(pipeline.name, gate.id);
  const isSaid = own(one, { key }) !== undefined;
  const isNew = (gate.comment && missing.length > 0) || held.length > 0;
  if (!isSaid && !isNew) return labels;
  const marker = { kind: "note", key, extra: { held: held.map(({ id }) => id) } } as const;
  const text = textOf(one, gate, { asked, missing, held: held.at(-1) ?? null });
  return together(labels, keepComment(one, { key, text, because, moment, marker }));
}

function missingIn({ needs }: GateState): readonly string[] {
  return needs.flatMap(({ missing }) => (missing.known ? missing.value : []));
}

function factOf({ asked }: GateState, missing: readonly string[]): string {
  if (!asked) return "it is not asked for";
  if (missing.length === 0) return "nothing is missing";
  return missing.length === 1 ? "1 thing is missing" : `${missing.length} things are missing`;
}

/** A label that several needs share is carried while any of them lacks something. */
function labelsOf(one: Case, gate: Gate, { asked, needs, complete }: GateState, because: Reason): Part {
  const wants = new Map<string, boolean | null>();
  const want = (label: string | null, wanted: boolean | null) => {
    if (label === null) return;
    const name = [...wants.keys()].find((other) => sameLabel(label, other)) ?? label;
    const before = wants.get(name);
    wants.set(name, before === true || wanted === true ? true : before === null || wanted === null ? null : false);
  };
  for (const { label, missing } of needs) {
    want(label, !asked ? false : missing.known ? missing.value.length > 0 : null);
  }
  want(gate.label, !asked ? false : complete.known ? !complete.value : null);
  want(gate.readyLabel, !asked ? false : complete.known ? complete.value : null);
  return together(
    ...[...wants].map(([name, wanted]) => (wanted === null ? nothing : keepLabel(one, name, { wanted, because }))),
  );
}

interface Told {
  readonly asked: boolean;
  readonly missing: readonly string[];
  /** Stage that it was put back to; null when nothing was kept out. */
  readonly held: { readonly from: string; readonly to: string } | null;
}

function textOf({ pipeline }: Case, gate: Gate, { asked, missing, held }: Told): string {
  const out = anyOf(gate.holdsOutOf.map((id) => stageWordOf(id, pipeline)));
  if (!asked) return "Nothing has to be filled in here at the moment.";
  if (missing.length === 0) {
    return held === null
      ? "Nothing is missing any more. Thank you."
      : `Nothing is missing any more. Thank you. It can be moved to ${out} now.`;
  }
  const kept =
    held === null
      ? gate.holdsOutOf.length === 0
        ? []
        : ["", `Until then it cannot go to ${out}.`]
      : [
          "",
          `It was moved to ${stageWordOf(held.to, pipeline)} while this was missing, so it went back to ${stageWordOf(held.from, pipeline)}. Please move it again when the list is empty.`,
        ];
  return ["This is not ready yet. What is missing:", "", ...missing.map((line) => `- ${line}`), ...kept].join("\n");
}
