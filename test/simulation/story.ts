/**
 * A week of an organisation, from a seed: who does what to which lead, and when. A story is data, so that the same
 * week can be lived with and without trouble and the two ends compared.
 */

export type Deed =
  | { readonly kind: "open"; readonly lead: number; readonly title: string; readonly community: string }
  | { readonly kind: "move"; readonly lead: number; readonly column: string }
  | { readonly kind: "label"; readonly lead: number; readonly label: string }
  | { readonly kind: "unlabel"; readonly lead: number; readonly label: string }
  | { readonly kind: "comment"; readonly lead: number; readonly body: string }
  | { readonly kind: "close"; readonly lead: number }
  | { readonly kind: "reopen"; readonly lead: number }
  | { readonly kind: "tick"; readonly lead: number };

export interface Happening {
  readonly at: string;
  readonly by: "bd-lead" | "delivery-manager";
  readonly deed: Deed;
}

/** A small seeded generator (mulberry32): the same seed gives the same story on every machine. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const columns = ["Lead", "Qualified lead", "Prospect", "Partner", "Lost"] as const;
const labels = ["stage: lead", "stage: qualified", "stage: prospect", "stage: partner", "stage: lost"] as const;

/** One week, up to five leads and thirty deeds, at least an hour apart. Times are UTC. */
export function storyOf(seed: number): readonly Happening[] {
  const random = randomOf(seed);
  const leads = 2 + Math.floor(random() * 4);
  const story: Happening[] = [];
  let seconds = Date.parse("2026-03-02T09:00:00Z") / 1000;
  const tell = (deed: Deed) => {
    seconds += 3600 + Math.floor(random() * 14_400);
    const by = random() < 0.7 ? "bd-lead" : "delivery-manager";
    story.push({ at: `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`, by, deed });
  };
  for (let lead = 0; lead < leads; lead++) {
    tell({ kind: "open", lead, title: `Community ${lead}`, community: `community-${lead}` });
    if (random() < 0.8) tell({ kind: "move", lead, column: "Qualified lead" });
  }
  const deeds = 8 + Math.floor(random() * 10);
  for (let n = 0; n < deeds; n++) tell(deedOf(random, Math.floor(random() * leads), n));
  return story;
}

function deedOf(random: () => number, lead: number, n: number): Deed {
  const draw = random();
  const place = Math.floor(random() * columns.length);
  if (draw < 0.5) return { kind: "move", lead, column: columns[place]! };
  if (draw < 0.65) return { kind: "label", lead, label: labels[place]! };
  if (draw < 0.7) return { kind: "unlabel", lead, label: labels[place]! };
  if (draw < 0.8) return { kind: "comment", lead, body: `Note ${n}` };
  if (draw < 0.86) return { kind: "close", lead };
  if (draw < 0.92) return { kind: "reopen", lead };
  return { kind: "tick", lead };
}
