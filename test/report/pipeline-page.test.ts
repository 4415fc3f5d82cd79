import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTable } from "micromark-extension-gfm-table";
import { describe, expect, it } from "vitest";
import { renderPipelinePage } from "../../src/report/pipeline-page.ts";
import { at, item, leads, place } from "../measure/lives.ts";
import { company, companyMeasure, templeRef } from "./company.ts";

describe("a pipeline's page", () => {
  it("of no items says so and draws nothing", () => {
    const page = renderPipelinePage(companyMeasure([]));
    expect(page).toContain("0 items: 0 on the way, 0 Partner, 0 Lost.");
    expect(page).toContain("## Needs attention\n\nNothing.\n");
    expect(page).toContain("not enough (n = 0)");
    expect(page).not.toContain("mermaid");
    expect(page).not.toContain("NaN");
  });

  it("is what was looked at and found right (after a change on purpose: npx vitest run test/report -u)", async () => {
    await expect(renderPipelinePage(companyMeasure(), templeRef)).toMatchFileSnapshot("./golden/company.md");
  });

  it("begins with what needs attention", () => {
    const heads = renderPipelinePage(companyMeasure(), templeRef).match(/^## .*/gm);
    expect(heads?.[0]).toBe("## Needs attention");
  });

  it("is the same, byte for byte, whatever order the items were read in", () => {
    const straight = renderPipelinePage(companyMeasure(), templeRef);
    fc.assert(
      fc.property(fc.shuffledSubarray([...company], { minLength: company.length }), (items) => {
        expect(renderPipelinePage(companyMeasure(items), templeRef)).toBe(straight);
      }),
      { numRuns: 20 },
    );
  });

  it("keeps its shape whatever a title says", () => {
    const shapeOf = (title: string) => {
      const items = [item(1, place(["lead", "2025-08-01"]), { title })];
      const page = renderPipelinePage(companyMeasure(items), items[0]!.ref);
      const tree = fromMarkdown(page, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
      return tree.children.map((node) => [node.type, "children" in node ? node.children.length : 0]);
    };
    // The heading carries the title, so its own parts may differ; what follows may not.
    const plain = shapeOf("Temple").map(([type]) => type);
    const nasty = fc.oneof(
      fc.string({ unit: "binary", minLength: 1 }),
      fc.stringMatching(/^[#|`*_<>[\]()!~\\\-\n ]{1,20}$/),
      fc.constantFrom("<!-- ", "</details>", "```", "| a | b |\n|---|---|", "# x\n\n- y", "![a](b)", "--\n--"),
    );
    fc.assert(
      fc.property(nasty, (title) => {
        expect(shapeOf(title).map(([type]) => type)).toEqual(plain);
      }),
    );
  });

  it("mentions nobody and refers to no issue, whatever a title says", () => {
    const title = "Ask @openwater/partnerships about #12, GH-7 and https://github.com/openwater/leads/issues/3";
    const items = [item(1, place(["lead", "2025-08-01"]), { title })];
    const heading = renderPipelinePage(companyMeasure(items), items[0]!.ref).match(/^## Ask.*/m)?.[0];
    expect(heading).toBe(
      "## Ask @\u200Bopenwater/partnerships about #\u200B12, GH-\u200B7 and https\\://github.com/openwater/leads/issues/3",
    );
  });

  it("lists the first thirty of a long list and counts the rest", () => {
    const many = Array.from({ length: 40 }, (_, n) => item(n + 1, place(["lead", "2025-08-01"])));
    const page = renderPipelinePage(companyMeasure(many));
    const table = page.slice(page.indexOf("## On the way"), page.indexOf("## Moves"));
    expect(table.match(/^\| \[Lead number/gm)).toHaveLength(30);
    expect(table).toContain("30 of 40 are listed");
  });

  it("cuts a long list of what needs attention the same way", () => {
    const attempts = [{ at: at("2025-08-02"), from: "lead", to: "partner", by: "bd-lead", resolved: false }];
    const many = Array.from({ length: 31 }, (_, n) => item(n + 1, place(["lead", "2025-08-01"]), { attempts }));
    const page = renderPipelinePage(companyMeasure(many));
    expect(page.match(/^- \[Lead number/gm)).toHaveLength(30);
    expect(page).toContain("30 of 31 are listed");
  });

  it("writes a title of two lines on one", () => {
    const items = [item(1, place(["lead", "2025-08-01"]), { title: "Two\r\nlines" })];
    expect(renderPipelinePage(companyMeasure(items), items[0]!.ref)).toContain("\n## Two lines\n");
  });

  it("leaves out moves older than four weeks", () => {
    const page = renderPipelinePage(companyMeasure());
    const moves = page.slice(page.indexOf("## Moves"), page.indexOf("## How"));
    expect(moves).not.toContain("2025-07-07");
    expect(moves).toContain("2025-07-11");
  });
});

describe("what needs attention", () => {
  it("names a refused move until somebody put it right", () => {
    const jump = { at: at("2025-08-02"), from: "lead", to: "partner", by: null };
    const withJump = (resolved: boolean) =>
      companyMeasure([item(1, place(["lead", "2025-08-01"]), { attempts: [{ ...jump, resolved }] })]);
    expect(renderPipelinePage(withJump(false))).toContain(
      "was moved to Partner by a deleted account on 2025-08-02, which is not allowed from Lead.",
    );
    expect(renderPipelinePage(withJump(true))).toContain("## Needs attention\n\nNothing.");
    expect(renderPipelinePage(withJump(true))).toContain("Lead → Partner (not allowed, not counted)");
  });

  it("does not name a refused move where moves are undone, since the card is back already", () => {
    const attempts = [{ at: at("2025-08-02"), from: "lead", to: "partner", by: "rep-temple", resolved: false }];
    const still = [item(1, place(["lead", "2025-08-01"]), { attempts })];
    const page = renderPipelinePage(companyMeasure(still, { ...leads, illegalMoves: "undo" }));
    expect(page).toContain("## Needs attention\n\nNothing.");
    expect(page).toContain("(not allowed, not counted)");
  });

  it("names an item that waits longer than all that left its stage, once five have left it", () => {
    const page = renderPipelinePage(companyMeasure());
    expect(page).toContain("has been in Qualified lead for 92 days, longer than any of the 6 that left it");
    const fewer = companyMeasure(company.filter((one) => !/#[12]$/.test(one.ref)));
    expect(renderPipelinePage(fewer)).not.toContain("longer than any");
  });

  it("names what could not be read before anything else, and calls the report incomplete", () => {
    const measure = {
      ...companyMeasure(),
      incomplete: [
        {
          ref: "openwater/leads#8",
          url: "https://github.com/openwater/leads/issues/8",
          why: "was not read: its history was cut short.",
        },
      ],
    };
    const page = renderPipelinePage(measure);
    expect(page).toContain("Incomplete: 1 item could not be read.");
    expect(page).toContain(
      "## Needs attention\n\n- [openwater/leads#8](https://github.com/openwater/leads/issues/8) was not read: its history was cut short.\n",
    );
  });
});
