/**
 * A gate over one item → whether it is asked for, what is missing, and which moves it keeps out. Which moves were kept out
 * is remembered by event id in the marker of our own comment, since no fact says how the gate stood when somebody moved
 * the card (decision 0009).
 */
import type { Gate } from "../../model/gate.ts";
import type { Item, Read, World } from "../../model/snapshot.ts";
import { judge } from "../condition.ts";
import { ownMarker } from "../own-text.ts";
import type { Case } from "../part.ts";
import { missingFor } from "./gate-needs.ts";

/** How a gate stands. */
export interface GateState {
  /** Whether it is judged at all. */
  readonly asked: boolean;
  readonly needs: readonly { readonly label: string | null; readonly missing: Read<readonly string[]> }[];
  /** Whether nothing is missing; unknown when that cannot be told. */
  readonly complete: Read<boolean>;
}

/** Unknown when not even its condition can be judged. */
export function gateState(one: Case, gate: Gate): Read<GateState> {
  const asked = judge(one, gate.when);
  if (!asked.known) return asked;
  const needs = gate.needs.map((need) => ({ label: need.label, missing: missingFor(one, need) }));
  const isMissing = needs.some(({ missing }) => missing.known && missing.value.length > 0);
  const unknown = needs.flatMap(({ missing }) => (missing.known ? [] : [missing.why]));
  const complete: Read<boolean> =
    isMissing || unknown.length === 0 ? { known: true, value: !isMissing } : { known: false, why: unknown[0]! };
  return { known: true, value: { asked: asked.value, needs, complete } };
}

/** The key of a gate's comment. */
export function gateKey(pipeline: string, gate: string): string {
  return `gate/${pipeline}/${gate}`;
}

/** Event ids of moves that the pipeline's gates kept out, as our comments remember them. */
export function heldIn({ ownComments }: Pick<Item, "ownComments">, world: World, pipeline: string): readonly string[] {
  if (!ownComments.known) return [];
  return ownComments.value.flatMap((comment) => {
    const marker = ownMarker(comment, world);
    const held = marker?.key.startsWith(gateKey(pipeline, "")) ? marker.extra.held : null;
    return Array.isArray(held) ? held.filter((id) => typeof id === "string") : [];
  });
}
