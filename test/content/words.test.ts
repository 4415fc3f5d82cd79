import { describe, expect, it } from "vitest";
import { sectionsOf } from "../../src/content/sections.ts";
import { tablesIn } from "../../src/content/tables.ts";
import { wordsIn } from "../../src/content/words.ts";

describe("the words of a text", () => {
  it("are none in no text", () => expect(wordsIn("")).toBe(0));

  it.each([
    { why: "punctuation is no word", text: "One, two — three! …", is: 3 },
    { why: "what stands inside a word belongs to it", text: "don't well-known v1.30", is: 3 },
    { why: "list marks and task boxes are none", text: "- [x] one\n1. two\n> three", is: 3 },
    { why: "code in fences is none", text: "one\n```\ntwo three\n```\nfour", is: 2 },
    { why: "comments and tags are none", text: "one <!-- two --> <b>three</b>", is: 2 },
    {
      why: "an address is one, and the target of a link none",
      text: "see [here](https://a.b/c-d) https://a.b/c?d=e",
      is: 3,
    },
    { why: "scripts without spaces count by letter", text: "日本 语", is: 3 },
    { why: "emoji are none", text: "🟥 Critical", is: 1 },
    { why: "letters with marks", text: "naïve cafe\u0301 Ελλάδα हिन्दी", is: 4 },
  ])("$why", ({ text, is }) => expect(wordsIn(text)).toBe(is));

  it("of 64 KB that want to be slow are counted at once, like sections and tables", () => {
    const hostile = [
      "](",
      "<!--",
      "a-",
      "|",
      "# ",
      "`".repeat(3),
      "<",
      "[x](",
      "日",
      "http://",
      "| - |\n",
      "\\|",
      "- - ",
    ];
    for (const part of hostile) {
      const text = part.repeat(65_536 / part.length);
      const from = performance.now();
      wordsIn(text);
      tablesIn(text);
      sectionsOf(text);
      // A quadratic scan takes seconds; the budget only has to tell the two apart on a busy machine.
      expect(performance.now() - from, part).toBeLessThan(500);
    }
  });
});
