/** A life that fails → the smallest like it: fewer faults first, then fewer deeds, as long as the same property fails. */
import { type LifeEnd, type LifeOptions, liveThrough } from "./life.ts";

export interface Shrunk {
  readonly end: LifeEnd;
  /** What shows it again. */
  readonly command: string;
}

/** `more`: what the failing life was lived with besides its seed. */
export async function shrunk(seed: number, failing: LifeEnd, more: Partial<LifeOptions> = {}): Promise<Shrunk> {
  const property = failing.violations[0]!.split(" ")[0]!;
  const fails = (end: LifeEnd) => end.violations.some((one) => one.startsWith(`${property} `));
  let best = failing;
  for (const id of failing.faults) {
    if (best.faults.length === 1) break;
    const end = await liveThrough({
      ...more,
      seed,
      faults: best.faults.filter((one) => one !== id),
      deeds: best.deeds,
    });
    if (fails(end)) best = end;
  }
  // The fewest deeds from the beginning, by halves.
  let [few, enough] = [0, best.deeds];
  while (enough - few > 1) {
    const deeds = Math.floor((few + enough) / 2);
    const end = await liveThrough({ ...more, seed, faults: best.faults, deeds });
    if (fails(end)) [best, enough] = [end, deeds];
    else few = deeds;
  }
  const command = `npm run simulate -- --replay ${seed} --faults ${best.faults.join(",")} --deeds ${best.deeds}`;
  return { end: best, command };
}
