/** Our own comments and issues, by the marker in them. A marker in anybody else's text is text. */
import { type Marker, readMarker } from "../content/markers.ts";
import { isOurs } from "../history/own.ts";
import type { Actor } from "../model/fact.ts";
import type { World } from "../model/snapshot.ts";

/** Every part of a plan asks for the markers of the same comments; a snapshot never changes. */
const read = new WeakMap<object, Marker | null>();

/** The marker of something that we wrote; null for everything else. */
export function ownMarker(
  text: { readonly body: string; readonly written?: string; readonly author: Actor | null },
  { identities }: World,
): Marker | null {
  if (!isOurs(text.author, identities)) return null;
  const known = read.get(text);
  if (known !== undefined) return known;
  const marker = readMarker(text.written ?? text.body);
  read.set(text, marker);
  return marker;
}
