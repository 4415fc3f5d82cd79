/**
 * Hidden markers: a marker ⇄ one HTML comment line in an issue or comment that Milepost wrote. A marker says which
 * key the text was written under. Who wrote the text is not known here: callers count a marker only on content
 * authored by one of our own identities.
 */

/** What a piece of our own text stands for. */
export interface Marker {
  readonly kind: "issue" | "status" | "note";
  readonly key: string;
  /** Anything else worth keeping, as plain JSON. */
  readonly extra: Readonly<Record<string, string | number | readonly string[]>>;
}

/** One line, without a line break. No value can end the comment: `-`, `<` and `>` are escaped inside the JSON. */
export function renderMarker(_marker: Marker): string {
  throw new Error("not built");
}

/** The first well-formed marker outside code fences; null when there is none. */
export function readMarker(_body: string): Marker | null {
  throw new Error("not built");
}

/** The text without any of our markers and without the line breaks that held them. */
export function stripMarkers(_body: string): string {
  throw new Error("not built");
}
