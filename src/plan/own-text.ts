/** Our own comments and issues, by the marker in them. A marker in anybody else's text is text. */
import { type Marker, readMarker } from "../content/markers.ts";
import { isOurs } from "../history/own.ts";
import type { Actor } from "../model/fact.ts";
import type { World } from "../model/snapshot.ts";

/** The marker of something that we wrote; null for everything else. */
export function ownMarker(
  text: { readonly body: string; readonly author: Actor | null },
  { identities }: World,
): Marker | null {
  return isOurs(text.author, identities) ? readMarker(text.body) : null;
}
