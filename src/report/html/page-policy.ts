/**
 * The content policy of every page: nothing from elsewhere, and only the style sheet and the script whose hashes it names.
 * It stands in the page, for files on a disk; whoever serves pages sends it as a header, too.
 */
import { createHash } from "node:crypto";
import { pageScript } from "./page-script.ts";
import { pageStyle } from "./page-style.ts";

/** As `Content-Security-Policy` wants it. `frame-ancestors` counts in a header only, and is for whoever sends one. */
export function pagePolicy(): string {
  return [
    "default-src 'none'",
    `style-src 'sha256-${hashOf(pageStyle)}'`,
    `script-src 'sha256-${hashOf(pageScript)}'`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join("; ");
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}
