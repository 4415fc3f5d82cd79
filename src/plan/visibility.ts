/** How visible places are, compared. */
import type { Item } from "../model/snapshot.ts";

export type Visibility = Item["visibility"];

const openness: Readonly<Record<Visibility, number>> = { private: 0, internal: 1, public: 2 };

/** Whether what is said in the first place may be read by people who may not read the second. */
export function isMorePublic(place: Visibility, than: Visibility): boolean {
  return openness[place] > openness[than];
}

/** The one of them that the fewest may read; public when there is none. */
export function leastPublic(...all: readonly Visibility[]): Visibility {
  return all.reduce((least, one) => (isMorePublic(least, one) ? one : least), "public");
}
