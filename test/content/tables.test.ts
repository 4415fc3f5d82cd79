import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTable } from "micromark-extension-gfm-table";
import { describe, expect, it } from "vitest";
import { rowsUnfilled, tablesIn } from "../../src/content/tables.ts";

describe("the tables of a body", () => {
  it("are none where there is none", () => {
    expect(tablesIn("a | b\n\n--- | ---\n")).toEqual([]);
  });

  it("know their heading, their head and their rows", () => {
    const body = "# A\n\n| Q | A |\r\n| :- | -: |\r\n| x \\| y | `1` |\r\n| z |\r\n\r\ntext";
    expect(tablesIn(body)).toEqual([
      {
        heading: "A",
        start: 5,
        header: ["Q", "A"],
        rows: [
          ["x | y", "`1`"],
          ["z", ""],
        ],
      },
    ]);
  });

  it.each([
    { why: "a fence", body: "```\n| a |\n| - |\n```" },
    { why: "a comment", body: "<!--\n| a |\n| - |\n-->" },
    { why: "indented code", body: "    | a |\n    | - |" },
    { why: "another number of cells", body: "| a | b |\n| - |" },
  ])("are hidden by $why", ({ body }) => expect(tablesIn(body)).toEqual([]));

  it.each(["tbd", "??", "Yes/No", "", "_No response_", "e.g. us-west-2", "<!-- here -->"])(
    "take %j for no answer",
    (cell) => {
      const [table] = tablesIn(`| Q | A |\n| - | - |\n| full | yes, all |\n| empty | ${cell} |\n| | |\n`);
      expect(rowsUnfilled(table!).map(([name]) => name)).toEqual(["empty"]);
    },
  );

  it("are those that a general parser finds", () => {
    const cell = fc.constantFrom("a", "b c", "", "é🟥", "x\\|y", "1");
    const row = fc.array(cell, { minLength: 2, maxLength: 4 }).map((cells) => `| ${cells.join(" | ")} |`);
    const rule = fc.integer({ min: 2, max: 4 }).map((count) => `|${" :-- |".repeat(count)}`);
    const line = fc.oneof(row, row, row, rule, rule, fc.constantFrom("", "## H", "```", "plain", "> q"));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        // A fence that nobody closes hides nothing here, on purpose (src/content/lines.ts).
        fc.pre(lines.filter((one) => one === "```").length % 2 === 0 && !lines.includes("> q"));
        const body = lines.join("\n");
        const tree = fromMarkdown(body, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
        const want = tree.children
          .filter((node) => node.type === "table")
          .map((node) => ({ start: node.position!.start.offset, rows: node.children.length - 1 }));
        expect(tablesIn(body).map(({ start, rows }) => ({ start, rows: rows.length }))).toEqual(want);
      }),
      { numRuns: 300 },
    );
  });
});
