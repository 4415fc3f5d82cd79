/** The page as GitHub's Markdown reads it: parsed again by an independent parser, so that a name is never syntax. */
import type { Root, RootContent, Table } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTable } from "micromark-extension-gfm-table";
import { describe, expect, it } from "vitest";
import { markdownPage } from "../../src/report/markdown-page.ts";
import type { Cell, ReportView, TableView } from "../../src/report/view.ts";
import { openwater, quantity } from "./html/openwater.ts";

const view = openwater();
const empty: ReportView = { ...view, attention: [], figures: [], sections: [], definitions: [] };

function parsed(page: string): Root {
  return fromMarkdown(page, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
}

const text = (cell: string): Cell => ({ kind: "text", text: cell });

function withTable(table: Partial<TableView>): ReportView {
  const one: TableView = {
    id: "t",
    caption: "One row per thing.",
    columns: [{ id: "a", head: "A" }],
    rows: [],
    folded: false,
    ...table,
  };
  return { ...empty, sections: [{ id: "s", title: "S", pipeline: null, words: [], charts: [], tables: [one] }] };
}

/** What a reader sees of a node, without its form. */
function plainOf(node: Root | RootContent): string {
  if ("children" in node) return node.children.map((child) => plainOf(child)).join("");
  return "value" in node ? node.value : "";
}

const tablesIn = (page: string) => parsed(page).children.filter((node): node is Table => node.type === "table");
const heads = (nodes: readonly RootContent[]) =>
  nodes.flatMap((node) => (node.type === "heading" ? plainOf(node) : []));

describe("markdownPage", () => {
  it("says that there is nothing when there is nothing", () => {
    const page = markdownPage(empty);
    expect(heads(parsed(page).children)).toEqual([
      `${view.title}, ${view.period.id}`,
      "Needs attention this week",
      "The week in numbers",
      "How to read this",
    ]);
    expect(page).toContain("Nothing: no promise is late or at risk");
  });

  it("begins with what needs attention, then the numbers, then the sections in their order", () => {
    const found = heads(parsed(markdownPage(view)).children);
    expect(found.slice(1, 3)).toEqual(["Needs attention this week", "The week in numbers"]);
    expect(found.slice(3, -1)).toEqual(view.sections.map(({ title }) => title));
  });

  it("links each item that needs attention", () => {
    const list = parsed(markdownPage(view)).children.find((node) => node.type === "list")!;
    const urls = JSON.stringify(list).match(/"url":"[^"]+"/g) ?? [];
    expect(urls).toHaveLength(view.attention.filter(({ item }) => item.url !== null).length);
    expect(list.type === "list" && list.children.length).toBe(view.attention.length);
  });

  it("says incomplete at the top, with every reason", () => {
    const page = markdownPage({ ...empty, incomplete: ["3 items could not be read.", "The board could not be read."] });
    const [, banner] = parsed(page).children;
    expect(banner!.type).toBe("blockquote");
    expect(plainOf(banner!)).toMatch(/^Incomplete\..*3 items could not be read\.The board could not be read\.$/);
  });

  it("has last week's number beside this week's, and says what changed in words", () => {
    const figure = { id: "f", name: "Promises", better: "up" as const, items: [] };
    const share = (value: number, more = {}) => quantity(value, "share", { n: 20, ...more });
    const figures = [
      { ...figure, now: share(0.9, { lower: 0.8, upper: 0.95 }), before: share(0.5, { lower: 0.4, upper: 0.6 }) },
      { ...figure, now: share(0.5, { lower: 0.4, upper: 0.6 }), before: share(0.9, { lower: 0.8, upper: 0.95 }) },
      { ...figure, now: share(0.5, { lower: 0.3, upper: 0.7 }), before: share(0.6, { lower: 0.4, upper: 0.8 }) },
      { ...figure, now: share(0.9, { lower: 0.85, upper: 0.95 }), before: share(0.5, { lower: 0.1, upper: 0.95 }) },
      { ...figure, now: share(0.5), before: share(0.5) },
      // What nobody can see is no change.
      { ...figure, now: share(0.1199), before: share(0.1201) },
      { ...figure, now: quantity(null, "days", { n: 3, note: "not enough (n = 3)" }), before: null },
    ];
    const [table] = tablesIn(markdownPage({ ...empty, figures }));
    const rows = table!.children.slice(1).map((row) => row.children.map((cell) => plainOf(cell)));
    expect(rows).toEqual([
      ["Promises", "90 % [80–95], n = 20", "50 % [40–60], n = 20", "up, better"],
      ["Promises", "50 % [40–60], n = 20", "90 % [80–95], n = 20", "down, worse"],
      ["Promises", "50 % [30–70], n = 20", "60 % [40–80], n = 20", "down; may be chance"],
      ["Promises", "90 % [85–95], n = 20", "50 % [10–95], n = 20", "up; may be chance"],
      ["Promises", "50 %, n = 20", "50 %, n = 20", "same"],
      ["Promises", "12 %, n = 20", "12 %, n = 20", "same"],
      ["Promises", "not enough (n = 3)", "not measured", ""],
    ]);
  });

  it.each([
    "a | b | c",
    "<img src=x onerror=alert(1)>",
    "</details><script>",
    "`code",
    "**bold** _and_ [link](http://x)",
    "@openwater/partnerships and #12 and GH-3",
    "ends with a backslash \\",
    "1. list\n# heading",
    "```",
  ])("a name is never syntax: %j", (name) => {
    const rows = [
      [text(name)],
      [{ kind: "item", item: { label: name, url: "https://github.com/openwater/leads/issues/7" } }],
    ] as const;
    const page = markdownPage(withTable({ rows, columns: [{ id: "a", head: "A" }], caption: name }));
    const [table] = tablesIn(page);
    expect(table!.children.map((row) => row.children.length)).toEqual([1, 1, 1]);
    const said = plainOf(table!.children[1]!).replaceAll("\u200B", "");
    expect(said).toBe(name.replaceAll(/\s+/g, " "));
    expect(parsed(page).children.filter((node) => node.type === "html" && !/^<\/?details>/.test(node.value))).toEqual(
      [],
    );
    // Within a link, the second row, GitHub looks for neither.
    expect(plainOf(table!.children[1]!)).not.toMatch(/(?:^|\W)@openwater|#12|GH-3/);
  });

  it("a folded table's caption is text within its summary", () => {
    const page = markdownPage(
      withTable({ rows: [[text("x")]], folded: true, caption: "a </summary><b> & @openwater/x" }),
    );
    expect(page).toContain("<details><summary>Table: a &lt;/summary&gt;&lt;b&gt; &amp; @\u200Bopenwater/x</summary>");
  });

  it("stays under the limit by leaving out whole rows, and says how many", () => {
    const rows = Array.from({ length: 5_000 }, (_, at) => [text(`row ${at} ${"x".repeat(300)}`)]);
    const page = markdownPage(withTable({ rows, folded: true }), { files: ["report.json"] });
    expect(page.length).toBeLessThan(64_000);
    expect(page.length).toBeGreaterThan(55_000);
    const shown = tablesIn(page)[0]!.children.length - 1;
    expect(page).toContain(
      `… and ${5_000 - shown} more rows (${shown} of 5000 shown); the files made with it have all.`,
    );
  });

  it("leaves out whole sections when even that is too long, and says so", () => {
    const [section] = withTable({}).sections;
    const long = Array.from({ length: 900 }, (_, at) => ({ ...section!, id: `s${at}`, words: ["x".repeat(200)] }));
    const page = markdownPage({ ...empty, sections: long });
    expect(page.length).toBeLessThan(64_000);
    expect(page).toMatch(/\d+ more sections are left out here\./);
  });

  it("keeps within the limit with as much to attend to as there can be", () => {
    const attention = Array.from({ length: 3_000 }, () => view.attention[0]!);
    const page = markdownPage({ ...empty, attention });
    expect(page).toContain("… and 2940 more (60 of 3000 shown).");
  });

  it.each([
    { points: 18, outside: 18, why: "a few more are no reason to fold" },
    { points: 19, outside: 15, why: "nobody takes in more at a glance" },
  ])("shows $outside of $points points at once: $why", ({ points, outside }) => {
    const attention = Array.from({ length: points }, () => view.attention[0]!);
    const page = markdownPage({ ...empty, attention });
    const lists = parsed(page).children.filter((node) => node.type === "list");
    expect(lists.map(({ children }) => children.length)).toEqual(
      points === outside ? [points] : [outside, points - outside],
    );
    expect(page.includes(`<details><summary>${points - outside} more</summary>`)).toBe(points > outside);
  });

  it("same view, same bytes", () => {
    expect(markdownPage(openwater())).toBe(markdownPage(openwater()));
  });

  it("never says NaN, Infinity, undefined or null", () => {
    expect(markdownPage(view)).not.toMatch(/\b(?:NaN|Infinity|undefined|null)\b/);
  });
});
