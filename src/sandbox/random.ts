/**
 * A seeded source of chance: a seed goes in, the same numbers come out on every machine. Nothing in the sandbox may
 * draw from anywhere else, so that a seed replays a whole run.
 */

/** Numbers drawn one after another from a seed. */
export interface Random {
  /** At least 0, below 1. */
  next(): number;
  /** A whole number, at least 0 and below `below`. */
  below(below: number): number;
  /** True with this chance. Draws nothing when the chance is 0, so that a fault switched off changes no other draw. */
  chance(share: number): boolean;
}

/** Makes the generator of a seed: mulberry32, 32 bits of state, good enough for faults and ids, not for secrets. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
  return {
    next,
    below: (below) => Math.floor(next() * below),
    chance: (share) => share > 0 && next() < share,
  };
}
