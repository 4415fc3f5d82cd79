/** What is installed may be passed on under our licence. Offline: licences are those that the lock file tells, as the packages say. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../", import.meta.url));

interface Locked {
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
}

const { packages } = JSON.parse(readFileSync(`${root}package-lock.json`, "utf8")) as {
  readonly packages: Readonly<Record<string, Locked>>;
};
const locked = Object.entries(packages).filter(([path]) => path !== "");

/** Ask for no more than their notice, in source and in what is made of it. Source: choosealicense.com, SPDX. */
const free = ["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "PSF-2.0", "Unlicense", "Zlib"];

/** Let in by name: package → why its licence does no harm. */
const named: Readonly<Record<string, { readonly license: string; readonly why: string }>> = {
  "date-holidays": {
    license: "(ISC AND CC-BY-3.0)",
    why: "its list of days is CC BY-SA 3.0, as its LICENSE file says; it is installed unchanged, with that file beside it",
  },
};

/** Only used while we build and test, and passed on to nobody. */
const freeToBuildWith = ["MPL-2.0"];

function isFree(license: string, allowed: readonly string[]): boolean {
  const parts = license.replace(/[()]/g, "").split(/ (AND|OR) /);
  const names = parts.filter((part) => part !== "AND" && part !== "OR");
  const ofAll = names.map((name) => allowed.includes(name));
  return parts.includes("OR") && !parts.includes("AND") ? ofAll.includes(true) : ofAll.every(Boolean);
}

function refused(path: string, { license, dev, devOptional }: Locked): string | null {
  const name = path.split("node_modules/").at(-1)!;
  const says = license ?? "nothing";
  const isTool = dev === true || devOptional === true;
  if (named[name]?.license === says || isFree(says, isTool ? [...free, ...freeToBuildWith] : free)) return null;
  return `${name}: ${says}`;
}

describe("licences of what is installed", () => {
  it("are told, and let us pass it on", () => {
    expect(locked.length).toBeGreaterThan(100);
    expect(locked.map(([path, one]) => refused(path, one)).filter((one) => one !== null)).toEqual([]);
  });

  it.each([
    { license: "GPL-3.0-only", dev: false, why: "asks for all source" },
    { license: "MIT AND GPL-3.0-only", dev: false, why: "both hold" },
    { license: "UNLICENSED", dev: true, why: "allows nothing" },
    { license: "MPL-2.0", dev: false, why: "is let in for tools only" },
    { license: undefined, dev: false, why: "says nothing" },
  ])("would refuse $license, which $why", ({ license, dev }) => {
    expect(refused("node_modules/x", { dev, ...(license === undefined ? {} : { license }) })).not.toBeNull();
  });

  it("take either of two that are offered", () => {
    expect(refused("node_modules/x", { license: "MIT OR GPL-3.0-only" })).toBeNull();
  });

  it("agree with what the packages themselves say", () => {
    const told = locked.filter(([path]) => existsSync(`${root}${path}/package.json`));
    expect(told.length).toBeGreaterThan(100);
    const differing = told.filter(([path, { license }]) => {
      const own = (JSON.parse(readFileSync(`${root}${path}/package.json`, "utf8")) as Locked).license;
      return typeof own === "string" && own !== license;
    });
    expect(differing.map(([path]) => path)).toEqual([]);
  });

  it("names nothing that is not installed any more", () => {
    expect(Object.keys(named).filter((name) => packages[`node_modules/${name}`] === undefined)).toEqual([]);
  });
});
