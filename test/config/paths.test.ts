/**
 * Paths that lead outside (SECURITY.md, reliability.md row 34): every key of the config that names a file or a folder, against
 * a list of ways out. What is let through is judged by Node's own `path`, which none of us wrote: it stays in its folder.
 */
import { posix } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { changed } from "./sample.ts";

const quoted = (path: string) => JSON.stringify(path);

/** Each key, with a whole config that has the path there. */
const keys: readonly (readonly [key: string, config: (path: string) => string, right: string])[] = [
  ["steps.open", (path) => changed("open: leads/draft-contract.md", `open: ${quoted(path)}`), "leads/a.md"],
  ["form", (path) => changed("form: forms/lead.yml", `form: ${quoted(path)}`), "forms/a.yml"],
  ["playbooks.parent", (path) => changed("parent: onboarding/community.md", `parent: ${quoted(path)}`), "a/b c.md"],
  ["children.template", (path) => changed("template: onboarding/phase-1.md", `template: ${quoted(path)}`), "a.md"],
  [
    "templates.path",
    (path) => changed("mode: apply", `mode: apply\ntemplates: { path: ${quoted(path)} }`),
    ".github/x",
  ],
  [
    "communities.file",
    (path) => changed("mode: apply", `mode: apply\ncommunities: { file: ${quoted(path)} }`),
    "c.yml",
  ],
  ["usage.file", (path) => changed("mode: apply", `mode: apply\nusage: { file: ${quoted(path)} }`), "usage/months.csv"],
];

const endings = [".md", ".yml", ".csv"];

/** Without an ending, which each key wants its own of. */
const waysOut = [
  ...["../x", "../../etc/passwd", "a/../../x", "a/../b", "./x", "a/./b", "./../x", "..//x", "a//../../x"],
  ...["/etc/passwd", "//etc/passwd", "/", "~root/../x", "a/../../../../../../proc/self/environ"],
  ...["..\\x", "a\\..\\..\\x", "\\\\host\\share\\x", "C:\\x", "C:/x", "a\\b"],
  ...["file:///etc/passwd", "https://example.org/x", "HEAD:x", "main:x", "a:b", "refs/heads/x:y"],
  ...["\u0000../x", "a\u0000", "a\n../x", "a\r\n../x", " ../x", "../x ", "\t../x"],
];

const codes = (text: string) => loadConfig(text, "m.yml").problems;

describe.each(keys)("%s", (key, config, right) => {
  const [ending = ""] = endings.filter((one) => right.endsWith(one));

  it("takes a path inside its folder", () => {
    expect(codes(config(right)).filter(({ severity }) => severity === "error")).toEqual([]);
  });

  // `...md` is a file's name.
  const ways = ending === "" ? [...waysOut, "..", "a/.."] : waysOut;
  it.each(ways)("refuses %j", (path) => {
    const loaded = loadConfig(config(`${path}${ending}`), "m.yml");
    expect(loaded.config).toBeNull();
    expect(loaded.problems.some(({ severity }) => severity === "error")).toBe(true);
  });

  it("lets through no path that Node would take out of the folder, whatever it is made of", () => {
    const piece = fc.constantFrom(
      ".",
      "..",
      "/",
      "//",
      "\\",
      "a",
      "b c",
      "~",
      "%2e",
      "%2f",
      "．",
      "\u2024",
      "\u202e",
      "é",
      ":",
    );
    let taken = 0;
    const property = fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), (pieces) => {
      const path = `${pieces.join("")}${ending}`;
      if (loadConfig(config(path), "m.yml").config === null) return;
      taken += 1;
      // `owner/repository:path` names another repository, and then a path inside that.
      const inside = key === "communities.file" ? path.slice(path.indexOf(":") + 1) : path;
      expect(posix.normalize(`folder/${inside}`)).toMatch(/^folder\/?/);
      expect(posix.isAbsolute(inside)).toBe(false);
      expect(inside).not.toMatch(/[\\:]|(?:^|\/)\.\.(?:\/|$)/);
    });
    fc.assert(property, { numRuns: 100 });
    expect(taken).toBeGreaterThan(5);
  });
});
