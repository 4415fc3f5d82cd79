/** Everything that makes a clock stand still, as one list of stretches. */
import type { Pause } from "../../calendar/working.ts";
import { type Stay, staysOf } from "../../history/waiting.ts";
import type { ClockRule } from "../../model/clock.ts";
import type { Read } from "../../model/snapshot.ts";
import { approvalOf } from "../commands/asks.ts";
import { representsHere } from "../commands/people.ts";
import { perCase } from "../per-case.ts";

/** One stretch, by the name under which a clock lists it. `why` is for people. */
export interface NamedPause extends Pause {
  readonly kind: ClockRule["pauses"][number];
  readonly why: string;
}

const words: Readonly<Record<NamedPause["kind"], string>> = {
  hold: "on hold",
  waiting: "waiting for the community",
  "awaiting-representative": "waiting for a representative's approval",
};

/** Stays on hold and waiting, oldest first. */
export const staysHere = perCase((one): Read<readonly Stay[]> => {
  const represents = representsHere(one);
  if (!represents.known) return represents;
  return staysOf(one.item, one.world, one.config.commands, represents.value);
});

/** Unknown when any of them could not be read. */
export const pausesOf = perCase((one): Read<readonly NamedPause[]> => {
  const stays = staysHere(one);
  if (!stays.known) return stays;
  const asked = approvalOf(one);
  if (!asked.known) return asked;
  const named = (kind: NamedPause["kind"], { from, to }: Pause): NamedPause => ({ kind, from, to, why: words[kind] });
  const awaited = asked.value === null ? [] : [named("awaiting-representative", asked.value)];
  return { known: true, value: [...awaited, ...stays.value.map((stay) => named(stay.kind, stay))] };
});
