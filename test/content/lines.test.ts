import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linesOf } from "../../src/content/lines.ts";

describe("the lines of a text", () => {
  it("of nothing are one, which is empty", () => {
    expect(linesOf("")).toEqual([{ text: "", start: 0, end: 0, fenced: false }]);
  });

  it("end in LF, CRLF or CR, and know where they stand", () => {
    expect(linesOf("a\r\nb\rc\n").map(({ text, start, end }) => [text, start, end])).toEqual([
      ["a", 0, 3],
      ["b", 3, 5],
      ["c", 5, 7],
      ["", 7, 7],
    ]);
  });

  const rows: readonly { readonly text: string; readonly fenced: string; readonly why: string }[] = [
    { text: "a|```|b|```|c", fenced: "01110", why: "both edges belong to the fence" },
    { text: "```|a|~~~|b|```", fenced: "11111", why: "only its own kind closes it" },
    { text: "````|a|```|b|````", fenced: "11111", why: "a shorter one does not close it" },
    { text: "```|a|`````|b", fenced: "1110", why: "a longer one does" },
    { text: "```js|a|``` js|b|```", fenced: "11111", why: "what closes it says nothing" },
    { text: "```a```|b|```", fenced: "000", why: "that was a code span, and the last is never closed" },
    { text: "~~~a`b|c|~~~", fenced: "111", why: "after tildes a backtick may stand" },
    { text: "    ```|a|    ```", fenced: "000", why: "four spaces make code, not a fence" },
    { text: "```|a", fenced: "00", why: "one that nobody closed protects nothing" },
    { text: "``|a|``", fenced: "000", why: "two are too few" },
  ];
  it.each(rows)("of $text are fenced $fenced: $why", ({ text, fenced }) => {
    const flags = linesOf(text.replaceAll("|", "\n")).map((line) => (line.fenced ? "1" : "0"));
    expect(flags.join("")).toBe(fenced);
  });

  it("put together are the text", () => {
    const text = fc.array(fc.constantFrom("\n", "\r", "\r\n", "```", "a", " ")).map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, (some) => {
        expect(
          linesOf(some)
            .map(({ start, end }) => some.slice(start, end))
            .join(""),
        ).toBe(some);
      }),
    );
  });
});
