/** Names that people cannot tell apart, or GitHub does not: case, spaces, Unicode composition, how an emoji is written. */
import { asShown } from "../model/emoji.ts";

/** One spelling per name. */
export function foldName(name: string): string {
  return asShown(name).normalize("NFC").trim().replace(/\s+/gu, " ").toLowerCase();
}

/** Whether two names are one to GitHub or to people. */
export function sameName(a: string, b: string): boolean {
  return foldName(a) === foldName(b);
}
