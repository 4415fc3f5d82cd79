/**
 * Hidden markers: a marker ⇄ one HTML comment line in an issue or comment that Milepost wrote. A marker says which
 * key the text was written under. Who wrote the text is not known here: callers count a marker only on content
 * authored by one of our own identities.
 */
import { type Line, linesOf } from "./lines.ts";

/** What a piece of our own text stands for. */
export interface Marker {
  readonly kind: "issue" | "status" | "note" | "receipt";
  readonly key: string;
  /** Anything else worth keeping, as plain JSON. */
  readonly extra: Readonly<Record<string, string | number | readonly string[]>>;
}

const opening = "<!-- milepost ";
const closing = " -->";

/** One line, without a line break. No value can end the comment: `--`, `<` and `>` are escaped inside the JSON. */
export function renderMarker(marker: Marker): string {
  const json = JSON.stringify({ kind: marker.kind, key: marker.key, extra: marker.extra });
  return `${opening}${json.replace(/--|[<>\u2028\u2029]/g, escaped)}${closing}`;
}

/** The first well-formed marker outside code fences; null when there is none. */
export function readMarker(body: string): Marker | null {
  for (const { json } of commentsOf(body)) {
    const marker = decodeMarker(json);
    if (marker !== null) return marker;
  }
  return null;
}

/** The text without our markers; a line that held nothing else goes with them, and so do blank lines left at the end. */
export function stripMarkers(body: string): string {
  const kept: string[] = [];
  let from = 0;
  for (const { json, line, start, end } of commentsOf(body)) {
    if (decodeMarker(json) === null) continue;
    const alone = line.text.trim().length === end - start;
    kept.push(body.slice(from, alone ? line.start : start));
    from = alone ? line.end : end;
  }
  return from === 0 ? body : (kept.join("") + body.slice(from)).trimEnd();
}

interface Comment {
  readonly json: string;
  readonly line: Line;
  readonly start: number;
  readonly end: number;
}

/** Comments that begin as ours do, whether or not they hold a marker. */
function* commentsOf(body: string): Generator<Comment> {
  // Most text is not ours; saying so must cost one search.
  if (!body.includes(opening)) return;
  for (const line of linesOf(body)) {
    if (line.fenced) continue;
    for (let at = line.text.indexOf(opening); at !== -1; ) {
      const end = line.text.indexOf(closing, at);
      if (end === -1) break;
      const json = line.text.slice(at + opening.length, end);
      yield { json, line, start: line.start + at, end: line.start + end + closing.length };
      at = line.text.indexOf(opening, end);
    }
  }
}

function decodeMarker(json: string): Marker | null {
  const value = parsed(json);
  if (!isRecord(value)) return null;
  const { kind, key, extra } = value;
  if (kind !== "issue" && kind !== "status" && kind !== "note" && kind !== "receipt") return null;
  if (typeof key !== "string" || key === "" || !isRecord(extra)) return null;
  return Object.values(extra).every(isExtra) ? { kind, key, extra: extra as Marker["extra"] } : null;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isExtra(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  return typeof value === "string" || (Array.isArray(value) && value.every((one) => typeof one === "string"));
}

function escaped(text: string): string {
  return [...text].map((char) => `\\u${char.codePointAt(0)!.toString(16).padStart(4, "0")}`).join("");
}
