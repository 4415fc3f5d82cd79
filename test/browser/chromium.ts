/** Debian's Chromium, or another that MILEPOST_CHROMIUM names; tests that need one say so loudly when there is none. */
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium"];

/** Where a Chromium is; null when there is none. A path that MILEPOST_CHROMIUM names is not looked for elsewhere. */
export function chromiumPath(): string | null {
  const named = process.env.MILEPOST_CHROMIUM;
  const candidates = named === undefined || named === "" ? places : [named];
  return candidates.find((path) => existsSync(path)) ?? null;
}

export const isRequired = process.env.MILEPOST_REQUIRE_CHROMIUM === "1";

/** Starts it. Its own sandbox needs a user that is not root, and the page under test is ours. */
export function startChromium(executablePath: string): Promise<Browser> {
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath, args });
}

/** Says on the terminal what was not tested. */
export function sayNotTested(what: string): void {
  process.stderr.write(
    `\nNOT TESTED: ${what}, because there is no Chromium. On Debian: apt-get install chromium. Elsewhere: set MILEPOST_CHROMIUM to its path.\n\n`,
  );
}
