/** `docs/coverage.md`, row by row: every duty and measure is there, and everything that its row names exists. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sectionKinds } from "../src/report/view-of.ts";
import { runLine } from "./entry/lab-terminal.ts";

const page = new URL("../docs/coverage.md", import.meta.url);
const text = readFileSync(page, "utf8");

interface Row {
  readonly name: string;
  readonly config: string;
  readonly template: string;
  readonly command: string;
  readonly section: string;
  readonly test: string;
}

const rows: readonly Row[] = text
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (?:Duty|Measure|:-)/.test(line))
  .map((line) => {
    const [name = "", config = "", template = "", command = "", section = "", test = "", ...rest] = line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
    expect([name, rest]).toEqual([name, []]);
    return { name, config, template, command, section, test };
  });

/** Targets of a cell's links, beside this page. */
const linksIn = (cell: string) => [...cell.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target!);

/** Headings as GitHub makes anchors of them: lower case, without punctuation, blanks as hyphens. */
const anchorsOf = (markdown: string) =>
  [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );

/** The seed page's own list: seven duties, six more, and four measures. */
const duties = [
  ["Marketing", "Sales", "Grants", "Invoicing and cost recovery", "Pricing and contracts", "Market research"],
  ["Joint ventures", "Onboarding", "Training", "Satisfaction", "Account management", "Grant management", "Support"],
].flat();
const measures = ["Monthly recurring cost ÷ revenue", "Net promoter score", "Usage over time", "Time to milestones"];

describe("what is covered", () => {
  it("has each of the thirteen duties and four measures once", () => {
    expect(rows.map(({ name }) => name)).toEqual([...duties, ...measures]);
  });

  it.each(rows)("$name: links lead somewhere", (row) => {
    for (const cell of [row.config, row.template, row.test]) {
      expect(linksIn(cell).length, cell).toBeGreaterThan(0);
      for (const link of linksIn(cell)) {
        const [path = "", anchor] = link.split("#");
        const file = new URL(path, page);
        expect([link, existsSync(file)]).toEqual([link, true]);
        if (anchor !== undefined) expect(anchorsOf(readFileSync(file, "utf8")), link).toContain(anchor);
      }
    }
  });

  it.each(rows)("$name: keys are in the section that is linked, and the test has tests", (row) => {
    for (const [, label = "", target = ""] of row.config.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)) {
      const [path = "", anchor] = target.split("#");
      const manual = readFileSync(new URL(path, page), "utf8");
      const section = manual.split(/^(?=## )/m).find((part) => anchorsOf(part).includes(anchor!)) ?? "";
      for (const [, key = ""] of label.matchAll(/`([^`]+)`/g)) expect(section, `${key} in ${anchor}`).toContain(key);
    }
    for (const link of linksIn(row.test)) {
      expect(readFileSync(new URL(link, page), "utf8")).toMatch(/\bit(?:\.each)?\(/);
    }
  });

  it.each(rows)("$name: its command has these options, and its section exists", async ({ command, section }) => {
    const [, line = ""] = /^`milepost (.+)`$/.exec(command) ?? [];
    const { code, out } = await runLine(`${line.split(" ")[0]} --help`);
    expect([line, code]).toEqual([line, 0]);
    for (const [option] of line.matchAll(/--[a-z-]+/g)) expect(out).toContain(option);
    for (const [, kind] of section.matchAll(/`([^`]+)`/g)) expect(sectionKinds).toContain(kind);
    expect(section).toMatch(/^`/);
  });
});
