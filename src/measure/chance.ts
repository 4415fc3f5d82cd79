/**
 * A seeded source of chance for forecasts: the same seed draws the same numbers on every machine. SplitMix32 with the
 * mixing constants of MurmurHash3's finalizer; good enough to draw weeks from a list, not for secrets.
 */

/** Draws a whole number, at least 0 and below `below`. */
export type Draw = (below: number) => number;

/** Makes the source of a seed. */
export function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x9e37_79b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85eb_ca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
    return Math.floor((((mixed ^ (mixed >>> 16)) >>> 0) / 4_294_967_296) * below);
  };
}
