// Whether what is installed may be passed on under our licence. Offline: licences are those that the lock file tells, as the
// packages say. `npm run check` runs it; test/licences.test.ts holds it.
import { readFileSync } from "node:fs";

// Ask for no more than their notice, in source and in what is made of it. Source: choosealicense.com, SPDX.
const free = ["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "PSF-2.0", "Unlicense", "Zlib"];

// Only used while we build and test, and passed on to nobody.
const freeToBuildWith = ["MPL-2.0"];

// Let in by name, with the licence that it tells. Why it does no harm: .github/decisions/0023-supply-chain.md.
export const named = { "date-holidays": "(ISC AND CC-BY-3.0)" };

// One entry of the lock file by its path → `name: licence` when it may not be passed on, else null.
export function refused(path, { license, dev, devOptional }) {
  const name = path.split("node_modules/").at(-1);
  const says = license ?? "nothing";
  const isTool = dev === true || devOptional === true;
  if (named[name] === says || isFree(says, isTool ? [...free, ...freeToBuildWith] : free)) return null;
  return `${name}: ${says}`;
}

function isFree(license, allowed) {
  const parts = license.replace(/[()]/g, "").split(/ (AND|OR) /);
  const names = parts.filter((part) => part !== "AND" && part !== "OR");
  const ofAll = names.map((name) => allowed.includes(name));
  return parts.includes("OR") && !parts.includes("AND") ? ofAll.includes(true) : ofAll.every(Boolean);
}

// Everything that the lock file names, by path; without ourselves.
export function lockedPackages() {
  const { packages } = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8"));
  return Object.entries(packages).filter(([path]) => path !== "");
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const locked = lockedPackages();
  const bad = locked.map(([path, one]) => refused(path, one)).filter((one) => one !== null);
  if (bad.length > 0) {
    console.error(
      `licences that we may not pass on: ${bad.join(", ")}. Take another package, or see .github/decisions/0023-supply-chain.md.`,
    );
    process.exitCode = 1;
  } else console.log(`licences: ${locked.length} packages, all of which may be passed on.`);
}
