import { describe, expect, it } from "vitest";
import { parseCommunities } from "../../src/content/communities.ts";
import { parseForm } from "../../src/content/form.ts";
import { parseTemplate } from "../../src/content/template.ts";
import { growthOf, readers, slowParts, worst } from "./bombs.ts";

/** One text may cost as much as sixteen that are as long together, and four times that for noise; a square costs sixteen times. */
const most = 4;
const sizes = [1024, 16] as const;

describe("work that grows with the square of the text", () => {
  it("is not found where there is none", () => {
    expect(growthOf((text) => text.length, "a", most, sizes)).toBeLessThanOrEqual(most);
  });

  it("is found where it is, by the same measure", () => {
    // Each `<!--` looks for an end that never comes.
    const square = (text: string) => [...text.matchAll(/<!--.*?-->/gs)].length;
    expect(growthOf(square, "<!--", most, sizes)).toBeGreaterThan(most);
  });

  // All parts, up to 1 MB: bombs.long.test.ts.
  it.each(Object.entries(readers))("is not in reading %s", (_, read) => {
    expect(slowParts(read, worst, most, sizes)).toEqual([]);
  });
});

describe("YAML that nests without end", () => {
  const files: readonly (readonly [
    what: string,
    read: (text: string) => readonly { what: string; where: string }[],
  ])[] = [
    ["communities", (text) => parseCommunities(text, "x.yml").problems],
    ["a form", (text) => parseForm(text, "x.yml").problems],
    ["a template that is a form", (text) => parseTemplate(text, "x.yml").problems],
  ];

  it.each(files)("is not found in %s of 32 levels", (_, read) => {
    expect(read(`${"[".repeat(32)}a${"]".repeat(32)}`).map(({ what }) => what)).not.toContain(
      "This nests more than 32 levels deep.",
    );
  });

  // A few kilobytes of any of these ended the whole process, of which nothing can be caught.
  const deep = ["[", "{{", "{a: ", "- ", "? ", "- ? ", "[{a: "];
  it.each(files.flatMap(([what, read]) => deep.map((part) => [what, part, read] as const)))(
    "is refused in %s before the parser sees it: %s",
    (_, part, read) => {
      for (const count of [33, 2000, 20_000]) {
        const told = read(part.repeat(count));
        expect(told.map(({ what }) => what)).toEqual(["This nests more than 32 levels deep."]);
        expect(told[0]!.where).toMatch(/^x\.yml:1:\d+$/);
      }
    },
  );

  it("is refused at its place in a template's head", () => {
    const { problems } = parseTemplate(`---\nname: A\nabout: ${"[".repeat(40)}\n---\n\nText\n`, "t.md");
    // Line 3; after `about: ` and 32 brackets comes one too many. The map is a level of its own.
    expect(problems.map(({ where, what }) => [where, what])).toEqual([
      ["t.md:3:39", "This nests more than 32 levels deep."],
    ]);
  });
});
