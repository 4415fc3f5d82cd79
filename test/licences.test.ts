/**
 * What is installed may be passed on under our licence, its notices go with it, and its known holes are told. Offline:
 * licences are those that the lock file tells, as the packages say.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { judgeAdvisories } from "../scripts/advisories.mjs";
import { type Locked, lockedPackages, named, refused } from "../scripts/licences.mjs";
import { noticesOf, packagesIn } from "../scripts/notices.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const locked = lockedPackages();

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
    const paths = new Set(locked.map(([path]) => path));
    expect(Object.keys(named).filter((name) => !paths.has(`node_modules/${name}`))).toEqual([]);
  });
});

/** As esbuild tells of a bundle: bytes of each input that are in it. */
const bundleOf = (inputs: Readonly<Record<string, number>>) => ({
  outputs: {
    "index.mjs": {
      bytes: 1,
      exports: [],
      imports: [],
      inputs: Object.fromEntries(Object.entries(inputs).map(([path, bytesInOutput]) => [path, { bytesInOutput }])),
    },
  },
});

describe("the bill of materials of a release", () => {
  it("names every package that is passed on, with its version, and says of tools that they are", () => {
    const args = ["sbom", "--package-lock-only", "--sbom-format", "cyclonedx"];
    const options = { cwd: root, encoding: "utf8", stdio: "pipe" } as const;
    const bill = JSON.parse(execFileSync("npm", args, options)) as {
      readonly components: readonly {
        readonly name: string;
        readonly version: string;
        readonly properties: readonly { readonly name: string; readonly value: string }[];
      }[];
    };
    const isTool = (one: (typeof bill.components)[number]) =>
      one.properties.some(({ name, value }) => name === "cdx:npm:package:development" && value === "true");
    const listed = new Set(bill.components.map(({ name, version }) => `${name} ${version}`));
    // A version that stands in two places of the lock file is one entry, and a tool when its first place is.
    const tools = new Set(bill.components.filter(isTool).map(({ name }) => name));
    const passedOn = locked.filter(([, { dev, optional }]) => !dev && !optional);
    expect(passedOn.length).toBeGreaterThan(50);
    const wanted = passedOn.map(([path, { version }]) => `${path.split("node_modules/").at(-1)} ${version}`);
    expect(wanted.filter((one) => !listed.has(one))).toEqual([]);
    expect([tools.has("vitest"), tools.has("probot")]).toEqual([true, false]);
  });
});

describe("notices of what is bundled", () => {
  it("are of packages, and not of our own source or of what was left out", () => {
    const bundle = bundleOf({ "src/entry/action/main.ts": 9, "node_modules/zod/index.js": 0 });
    expect(packagesIn(bundle)).toEqual([]);
  });

  it("are of each package once, also of one within another", () => {
    const bundle = bundleOf({
      "node_modules/yaml/dist/a.js": 1,
      "node_modules/yaml/dist/b.js": 1,
      "node_modules/@octokit/core/index.js": 1,
      "node_modules/htmlparser2/node_modules/entities/index.js": 1,
    });
    expect(packagesIn(bundle)).toEqual([
      "node_modules/@octokit/core",
      "node_modules/htmlparser2/node_modules/entities",
      "node_modules/yaml",
    ]);
  });

  it("pass on the whole notice of the public holidays, with the pages that their list is from", () => {
    const text = noticesOf(bundleOf({ "node_modules/date-holidays/data/holidays.json": 1 }));
    const own = readFileSync(`${root}node_modules/date-holidays/LICENSE`, "utf8").trim();
    expect(own).toContain("CC BY-SA 3.0 Attributions");
    expect(text).toContain(own);
    expect(text).toMatch(/^date-holidays 3\./m);
  });

  it("are what its package.json says where a package has no file", () => {
    expect(noticesOf(bundleOf({ "node_modules/boolbase/index.js": 1 }))).toContain("Licence: ISC.");
  });
});

describe("advisories", () => {
  const audited = (vulnerabilities: object, total: number) =>
    JSON.stringify({ auditReportVersion: 2, vulnerabilities, metadata: { vulnerabilities: { total } } });
  const hole = { minimist: { name: "minimist", severity: "critical", range: "<0.2.4" } };

  it("are none, and nothing fails", () => {
    expect(judgeAdvisories(audited({}, 0), true)).toEqual({
      fails: false,
      words: "advisories: none for what is installed.",
    });
  });

  it.each([false, true])("fail whether they are asked for or not (%s)", (isRequired) => {
    const { fails, words } = judgeAdvisories(audited(hole, 1), isRequired);
    expect(fails).toBe(true);
    expect(words).toContain("minimist <0.2.4 (critical)");
  });

  it.each([
    {
      why: "a registry without them",
      printed: '{"message":"405 Method Not Allowed - POST https://registry.example.org/-/npm/v1"}',
    },
    { why: "no network", printed: '{"message":"request to https://registry.example.org failed, reason: getaddrinfo"}' },
    { why: "npm that printed nothing", printed: "" },
    { why: "an answer of another form", printed: '{"vulnerabilities":{}}' },
  ])("that could not be read are loudly said to be unread, and fail where they are asked for: $why", ({ printed }) => {
    const { fails, words } = judgeAdvisories(printed, false);
    expect(fails).toBe(false);
    expect(words).toMatch(/^WARNING: advisories not checked: /);
    // Which registry somebody uses is nobody's business.
    expect(words).not.toContain("example.org");
    expect(judgeAdvisories(printed, true).fails).toBe(true);
  });
});
