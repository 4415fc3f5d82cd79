/**
 * A week of an organisation, from a seed: who does what to which lead, and when. A story is data, so that the same
 * week can be lived with and without trouble and the two ends compared. So that people leave the same facts on GitHub
 * in both lives, nobody does what could already be so in one of them because of what Milepost did or did not do yet: no
 * card goes twice in a row to one column, and a stage label is set by hand only where the lead has never been.
 */

export type Deed =
  | { readonly kind: "open"; readonly lead: number; readonly title: string; readonly community: string }
  | { readonly kind: "move"; readonly lead: number; readonly column: string }
  | { readonly kind: "label"; readonly lead: number; readonly label: string }
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

export interface StorySize {
  readonly leads: number;
  readonly deeds: number;
  /** Between two deeds lie an hour and up to so many seconds. */
  readonly restSeconds: number;
}

/** One week, up to five leads and thirty deeds, at least an hour apart, unless a size is given. Times are UTC. */
export function storyOf(seed: number, size?: StorySize): readonly Happening[] {
  const random = randomOf(seed);
  const last: number[] = [];
  const leads = size?.leads ?? 2 + Math.floor(random() * 4);
  const story: Happening[] = [];
  let seconds = Date.parse("2026-03-02T09:00:00Z") / 1000;
  const tell = (deed: Deed) => {
    seconds += 3600 + Math.floor(random() * (size?.restSeconds ?? 14_400));
    const by = random() < 0.7 ? "bd-lead" : "delivery-manager";
    story.push({ at: `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`, by, deed });
  };
  for (let lead = 0; lead < leads; lead++) {
    tell({ kind: "open", lead, title: `Community ${lead}`, community: `community-${lead}` });
    const qualified = random() < 0.8;
    last.push(qualified ? 1 : -1);
    if (qualified) tell({ kind: "move", lead, column: "Qualified lead" });
  }
  const been = Array.from({ length: leads }, () => new Set<number>([0, 1]));
  const deeds = size?.deeds ?? 8 + Math.floor(random() * 10);
  for (let n = 0; n < deeds; n++) {
    const lead = Math.floor(random() * leads);
    const deed = deedOf(random, lead, n, last[lead]!, been[lead]!);
    if (deed.kind === "move") last[lead] = columns.indexOf(deed.column as (typeof columns)[number]);
    if (deed.kind === "move") been[lead]!.add(last[lead]!);
    if (deed.kind === "label") been[lead]!.add(labels.indexOf(deed.label as (typeof labels)[number]));
    tell(deed);
  }
  return story;
}

function deedOf(random: () => number, lead: number, n: number, last: number, been: ReadonlySet<number>): Deed {
  const draw = random();
  const place = Math.floor(random() * columns.length);
  if (draw < 0.55)
    return { kind: "move", lead, column: columns[place === last ? (place + 1) % columns.length : place]! };
  if (draw < 0.7 && !been.has(place)) return { kind: "label", lead, label: labels[place]! };
  if (draw < 0.8) return { kind: "comment", lead, body: `Note ${n}` };
  if (draw < 0.86) return { kind: "close", lead };
  if (draw < 0.92) return { kind: "reopen", lead };
  return { kind: "tick", lead };
}
