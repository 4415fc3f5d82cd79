import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitBody, fitTitle } from "../../src/content/fit.ts";

describe("a title", () => {
  it("that fits is left alone", () => {
    expect(fitTitle("a".repeat(256))).toBe("a".repeat(256));
  });
  it("that is too long is cut, and says so", () => {
    expect(fitTitle("a".repeat(257))).toBe(`${"a".repeat(255)}…`);
  });
  it("is never cut within what people see as one letter", () => {
    const family = "👨‍👩‍👧‍👦";
    const cut = fitTitle(`ab${family.repeat(40)}`);
    // 2 + 23 × 11 units = 255.
    expect(cut).toBe(`ab${family.repeat(23)}…`);
    expect(fitTitle(`a${family.repeat(40)}`)).toBe(`a${family.repeat(23)}…`);
  });
});

describe("a body", () => {
  it("that fits is left alone", () => {
    const body = "a".repeat(65_536);
    expect(fitBody(body)).toEqual({ body, leftOut: 0 });
  });
  it("is counted in code points, as GitHub does", () => {
    const body = "🎉".repeat(65_536);
    expect(fitBody(body)).toEqual({ body, leftOut: 0 });
    expect([...fitBody(`${body}🎉`).body].length).toBeLessThanOrEqual(65_536);
  });
  it("that is too long ends between blocks, with the number of lines left out", () => {
    const block = `${"a".repeat(150)}\n${"b".repeat(150)}\n`;
    const { body, leftOut } = fitBody(`${block}\n`.repeat(400));
    const blocks = body.split("\n\n").slice(0, -1);
    expect(new Set(blocks)).toEqual(new Set([block.trimEnd()]));
    // 400 blocks of three lines, and the empty text after the last line break.
    expect(leftOut).toBe(400 * 3 + 1 - blocks.length * 3);
    expect(body.endsWith(`\n\n_${leftOut} lines are left out here: GitHub takes at most 65,536 characters._`)).toBe(
      true,
    );
    expect(body.length).toBeGreaterThan(64_000);
  });
  it("closes the fence in which it is cut", () => {
    const { body } = fitBody(`~~~~\n${"code\n\n".repeat(20_000)}~~~~\n\nend`);
    expect(body).toMatch(/^~~~~\n[^~]*code\n~~~~\n\n_\d+ lines are left out/);
  });
  it("of one endless line is cut within it", () => {
    const { body } = fitBody("🎉".repeat(70_000));
    expect(body).toMatch(/^(?:🎉)+…\n\n_1 line is left out here/u);
  });
  it("always fits, with room for what is reserved", () => {
    const line = fc.constantFrom("", "x".repeat(3_000), "🎉".repeat(900), "```", "text");
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 20, maxLength: 60 }),
        fc.integer({ min: 0, max: 5_000 }),
        (lines, reserve) => {
          expect([...fitBody(lines.join("\n"), reserve).body].length).toBeLessThanOrEqual(65_536 - reserve);
        },
      ),
      { numRuns: 100 },
    );
  });
});
