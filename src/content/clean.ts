/** Text typed by somebody → the same text without characters that hide, reorder or break what is around them. */

/**
 * Line breaks become LF. Control characters, bidirectional overrides and noncharacters go; half a surrogate pair
 * becomes U+FFFD.
 */
export function clean(value: string): string {
  return value
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, "\n")
    .replace(invisible, "")
    .replace(/\p{Surrogate}/gu, "\uFFFD");
}

/** `clean`, on one line: every run of white space becomes one space, none at the ends. */
export function cleanLine(value: string): string {
  return clean(value).replace(/\s+/g, " ").trim();
}

// C0 and C1 controls but for tab and line feed; bidirectional controls (Unicode TR9); noncharacters, two of which
// stand in for `${{` while a template is read (`liquid-names.ts`).
const invisible = /(?![\t\n])[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFDD0-\uFDEF\uFFFE\uFFFF]/gu;
