import { describe, expect, it } from "vitest";
import { sectionNamed, sectionsOf } from "../../src/content/sections.ts";

const headings = (body: string) => sectionsOf(body).map(({ level, heading }) => `${level} ${heading}`);

describe("the sections of a body", () => {
  it("are none where there is no heading", () => {
    expect(sectionsOf("Just text\n\n#no heading\n")).toEqual([]);
  });

  it.each([
    { why: "every level counts", body: "# a\n### b\n###### c", is: ["1 a", "3 b", "6 c"] },
    { why: "closing marks are no part of it", body: "## a ##\n## b#", is: ["2 a", "2 b#"] },
    { why: "a fence hides it", body: "```\n# a\n```\n# b", is: ["1 b"] },
    { why: "a comment hides it", body: "<!--\n# a\n-->\n# b", is: ["1 b"] },
    { why: "CRLF and other scripts", body: "### 日本語\r\nx\r\n### עברית\r\n", is: ["3 日本語", "3 עברית"] },
    { why: "four spaces are code", body: "    # a", is: [] },
  ])("$why", ({ body, is }) => expect(headings(body)).toEqual(is));

  it("hold those of a deeper level", () => {
    const body = "## a\none\n### b\ntwo\n## c\nthree";
    expect(sectionsOf(body).map(({ from, end }) => body.slice(from, end))).toEqual([
      "one\n### b\ntwo\n",
      "two\n",
      "three",
    ]);
  });

  it("are found by any of their names, whatever the case and emphasis", () => {
    const sections = sectionsOf("### **Problem  statement**:\n");
    expect(sectionNamed(sections, ["other", "PROBLEM STATEMENT"])).not.toBeNull();
    expect(sectionNamed(sections, ["problem"])).toBeNull();
  });
});
