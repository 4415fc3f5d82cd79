/**
 * An issue that we opened → what it still lacks: its place on the board, the fields that its recipe sets, the checklist
 * issues below it when it is the parent of recurring work or of a dispatched flow, and the call that tells another system
 * that it is done. Worked out from its own marker, so that a process which died half-way is completed by whoever looks
 * next.
 */
import type { Config } from "../config/config.ts";
import type { Marker } from "../content/markers.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { Instant } from "../model/time.ts";
import { artefactsOf } from "./artefacts.ts";
import { ownMarker } from "./own-text.ts";
import { note, nothing, type Part, together } from "./part.ts";
import { planCard } from "./schedule/card.ts";
import { type Origin, originOf } from "./schedule/origin.ts";
import { planReceipt } from "./schedule/receipt.ts";
import { planChildren } from "./steps/children.ts";

/** Completes one of our own issues; nothing for everybody else's. */
export function planArtefact(have: Snapshot, config: Config, now: Instant): Part {
  const { item, world } = have;
  const marker = ownMarker(item, world);
  if (marker?.kind !== "issue") return nothing;
  const origin = originOf(marker, { config, world });
  if (origin === null) return nothing;
  const about = { config, marker, now };
  if (item.state === "closed") return planReceipt(have, origin, about);
  return together(planCard(have, origin, about), planBelow(have, origin, { marker, now }));
}

function planBelow(
  { item, world }: Snapshot,
  { below, rule }: Origin,
  { marker, now }: { readonly marker: Marker; readonly now: Instant },
): Part {
  if (below === null || below.playbook.children.length === 0) return nothing;
  const found = artefactsOf(item, world);
  if (!found.known) return note(`${rule} opened nothing below it: ${found.why}.`);
  if (found.value.hidesSomething(item.createdAt)) {
    return note(`${rule} opened nothing more below it: something that was opened cannot be seen any more.`);
  }
  const { key } = marker;
  const fact = `it was opened at ${item.createdAt}`;
  const play = { playbook: below.playbook, values: below.values, key, rule, fact, path: `${rule}.play` };
  // What is said below must be fit to be read there, as if it came from here.
  const ground = { ...below.ground, item };
  const above = { kind: "there", issue: item, subIssues: item.subIssues } as const;
  return planChildren(ground, play, { above, found: found.value, judged: { item: null, scope: ground.scope }, now });
}
