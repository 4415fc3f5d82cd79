/**
 * The part of a body that is ours alone, between two comment lines: it is written anew each time, and all that people
 * write before and after it stays, byte for byte.
 */
import { linesOf } from "./lines.ts";

const [opening, closing] = ["<!-- milepost-page -->", "<!-- /milepost-page -->"];

/** `text` between its two lines. */
export function ownPart(text: string): string {
  return [opening, text.trim(), closing].join("\n");
}

/** The body with its part replaced, in the body's own line breaks; null when its lines are not there (any more). */
export function withOwnPart(body: string, text: string): string | null {
  const lines = linesOf(body).filter(({ fenced }) => !fenced);
  const first = lines.findIndex((line) => line.text.trim() === opening);
  const last = lines.findLastIndex((line) => line.text.trim() === closing);
  if (first === -1 || last < first) return null;
  const [from, to] = [lines[first]!, lines[last]!];
  const eol = body.includes("\r\n") ? "\r\n" : "\n";
  const part = ownPart(text).replaceAll("\n", eol);
  return body.slice(0, from.start) + part + body.slice(to.start + to.text.length);
}
