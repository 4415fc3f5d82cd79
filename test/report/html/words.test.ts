/** Numbers in words, which way they went, and the small rules that pictures are set by. */
import { describe, expect, it } from "vitest";
import { keptApart, shortName } from "../../../src/report/html/chart-parts.ts";
import { directionWords } from "../../../src/report/html/figure-cards.ts";
import { pageStyle } from "../../../src/report/html/page-style.ts";
import { quantityLine, quantityText, unbroken } from "../../../src/report/html/quantity-text.ts";
import type { Quantity, Unit } from "../../../src/report/view.ts";
import { quantity } from "./openwater.ts";

describe("a quantity", () => {
  it.each<{ of: Quantity; line: string; why: string }>([
    { of: quantity(12, "items"), line: "12", why: "a count needs no unit" },
    {
      of: quantity(0.42, "share", { n: 112, lower: 0.31, upper: 0.53 }),
      line: "42 % [31–53], n = 112",
      why: "a share",
    },
    { of: quantity(1, "days"), line: "1 day", why: "one" },
    { of: quantity(18.46, "days"), line: "18.5 days", why: "one decimal" },
    { of: quantity(18.04, "days"), line: "18 days", why: "none when whole" },
    { of: quantity(0, "hours"), line: "0 hours", why: "nothing is a number" },
    { of: quantity(-0.01, "days"), line: "0 days", why: "no minus before nothing" },
    { of: quantity(3, "weeks"), line: "3 weeks", why: "weeks" },
    { of: quantity(0.998, "share"), line: "over 99 %", why: "not all is not all" },
    { of: quantity(0.002, "share"), line: "under 1 %", why: "something is not nothing" },
    { of: quantity(1, "share", { lower: 0.9, upper: 1 }), line: "100 % [90–100]", why: "all" },
    { of: quantity(0, "share", { n: 4 }), line: "0 %, n = 4", why: "none" },
    { of: quantity(9, "days", { lower: 7 }), line: "9 days [7 or more]", why: "no upper limit" },
    { of: quantity(9, "days", { upper: 12 }), line: "9 days [up to 12]", why: "no lower limit" },
    {
      of: quantity(null, "days", { n: 40, lower: 30, note: "not yet" }),
      line: "not yet [at least 30], n = 40",
      why: "only a limit",
    },
    {
      of: quantity(null, "days", { n: 3, note: "not enough (n = 3)" }),
      line: "not enough (n = 3)",
      why: "n is said once",
    },
    {
      of: quantity(null, "days", { n: 13, note: "not enough (n = 3)" }),
      line: "not enough (n = 3), n = 13",
      why: "another n",
    },
    { of: quantity(null, "days"), line: "not known", why: "no note" },
    { of: quantity(Number.NaN, "days", { n: 2 }), line: "not known, n = 2", why: "never NaN" },
    { of: quantity(Number.NEGATIVE_INFINITY, "share"), line: "not known", why: "never Infinity" },
    { of: quantity(5, "days", { upper: Number.POSITIVE_INFINITY }), line: "5 days", why: "a limit that is none" },
    { of: quantity(12, "days", { n: 9, note: "†current" }), line: "12 days, n = 9, †current", why: "a note beside" },
  ])("is $line: $why", ({ of, line }) => {
    expect(quantityLine(of)).toBe(line);
  });

  it.each<{ unit: Unit; value: string }>([
    { unit: "days", value: "2" },
    { unit: "share", value: "200 %" },
    { unit: "items", value: "2" },
  ])("is $value where a heading says $unit", ({ unit, value }) => {
    expect(quantityText(quantity(2, unit), { bare: true }).value).toBe(value);
  });

  it("stays on one line with what belongs to it", () => {
    expect(unbroken("under 1 % of 8")).toBe("under\u00a01\u00a0% of 8");
    expect(unbroken("42 % [31–53], n = 112, in 90 days")).toBe(
      "42\u00a0% [31–\u206053], n\u00a0=\u00a0112, in 90\u00a0days",
    );
  });
});

describe("which way a number went", () => {
  const share = (value: number | null, lower: number | null = null, upper: number | null = null) =>
    quantity(value, "share", { lower, upper });
  it.each([
    {
      now: share(0.5),
      before: share(0.5),
      better: "up",
      words: "unchanged from 50 %",
      tone: "plain",
      why: "no change",
    },
    { now: share(0.5), before: null, better: "up", words: "no number before", tone: "plain", why: "nothing before" },
    {
      now: share(0.5),
      before: share(0.4),
      better: "up",
      words: "▲ up from 40 %; better",
      tone: "good",
      why: "up is good",
    },
    {
      now: share(0.5),
      before: share(0.4),
      better: "down",
      words: "▲ up from 40 %; worse",
      tone: "bad",
      why: "up is bad",
    },
    {
      now: share(0.3),
      before: share(0.4),
      better: "down",
      words: "▼ down from 40 %; better",
      tone: "good",
      why: "down is good",
    },
    {
      now: share(0.3),
      before: share(0.4),
      better: "up",
      words: "▼ down from 40 %; worse",
      tone: "bad",
      why: "down is bad",
    },
    {
      now: share(0.5),
      before: share(0.4),
      better: null,
      words: "▲ up from 40 %",
      tone: "plain",
      why: "neither is good",
    },
    {
      now: share(0.5),
      before: share(0.4, 0.3, 0.55),
      better: "up",
      words: "▲ up from 40 % [30–55]; within the limits",
      tone: "plain",
      why: "chance may do it",
    },
    {
      now: share(0.5, 0.35, 0.6),
      before: share(0.4),
      better: "up",
      words: "▲ up from 40 %; within the limits",
      tone: "plain",
      why: "chance may do it, by the new limits",
    },
    { now: share(null), before: share(0.4), better: "up", words: "before: 40 %", tone: "plain", why: "not known now" },
    {
      now: share(0.5),
      before: share(null),
      better: "up",
      words: "before: not known",
      tone: "plain",
      why: "not known before",
    },
    {
      now: share(0.501),
      before: share(0.499),
      better: "up",
      words: "unchanged from 50 %",
      tone: "plain",
      why: "as it is written",
    },
  ] as const)("is said: $words ($why)", ({ now, before, better, words, tone }) => {
    expect(directionWords({ now, before, better })).toEqual({ words, tone });
  });
});

describe("labels at the ends of lines", () => {
  it.each([
    { wanted: [10, 50, 90], kept: [10, 50, 90], why: "nothing is in the way" },
    { wanted: [50, 50], kept: [50, 65], why: "the second moves down" },
    { wanted: [60, 50], kept: [65, 50], why: "in the order given" },
    { wanted: [95, 99], kept: [85, 100], why: "pushed back from the end" },
    { wanted: [99, 99, 99], kept: [70, 85, 100], why: "all of them, if need be" },
    { wanted: [-5], kept: [0], why: "not above the picture" },
    { wanted: [], kept: [], why: "none" },
  ])("keep apart: $wanted → $kept, $why", ({ wanted, kept }) => {
    expect(keptApart(wanted, { gap: 15, from: 0, to: 100 })).toEqual(kept);
  });
});

describe("a name that is too long", () => {
  it.each([
    { name: "Lead", letters: 8, short: "Lead", why: "it is not" },
    { name: "Lead", letters: 4, short: "Lead", why: "it just fits" },
    { name: "Qualified lead", letters: 10, short: "Qualified…", why: "no space before the dots" },
    { name: "a\nb", letters: 8, short: "a b", why: "one line" },
    { name: " ", letters: 12, short: "(no name)", why: "nothing" },
    { name: "👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", letters: 2, short: "👩‍👩‍👧…", why: "a family is one letter" },
  ])("is $short: $why", ({ name, letters, short }) => {
    expect(shortName(name, letters)).toBe(short);
  });
});

/** WCAG 2.2, relative luminance and contrast ratio: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const luminance = (colour: string) => {
    const digits =
      colour.length === 4 ? [...colour.slice(1)].map((digit) => digit + digit) : colour.slice(1).match(/../g)!;
    const [red, green, blue] = digits
      .map((pair) => Number.parseInt(pair, 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  };
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light! + 0.05) / (dark! + 0.05);
}

describe("colours", () => {
  it("are measured as WCAG says", () => {
    expect(contrast("#000", "#ffffff")).toBeCloseTo(21, 5);
    // WebAIM's own example: #777 on white just fails with 4.48.
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  });

  const blocks = [...pageStyle.matchAll(/:root\{([^}]*)\}/g)].map((match) =>
    Object.fromEntries([...match[1]!.matchAll(/--([\w-]+):(#\w+)/g)].map(([, name, colour]) => [name, colour])),
  );
  const [light, dark, print] = blocks as Record<string, string>[];
  const words = ["ink", "soft", "muted", "link", "good", "bad"].flatMap((text) => [
    { text, on: "paper", least: 4.5 },
    { text, on: "card", least: 4.5 },
  ]);
  const badges = [
    { text: "bad", on: "bad-tint", least: 4.5 },
    { text: "warn", on: "warn-tint", least: 4.5 },
    { text: "soft", on: "plain-tint", least: 4.5 },
    { text: "ink", on: "warn-tint", least: 4.5 },
    { text: "paper", on: "ink", least: 4.5 },
  ];
  // Lines, bars and dots: 3 is what WCAG 1.4.11 asks for; names written in a line's colour are bold and need 4.5.
  const drawn = ["c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8"].map((text) => ({ text, on: "card", least: 4.5 }));
  const dots = ["calm", "warn", "bad", "focus"].map((text) => ({ text, on: "card", least: 3 }));
  const themes = [
    { theme: "light", colours: light! },
    { theme: "dark", colours: dark! },
    { theme: "print", colours: { ...light!, ...print! } },
  ];

  it.each(themes)("can be told from what they stand on: $theme", ({ colours }) => {
    const pale = [...words, ...badges, ...drawn, ...dots]
      .map(({ text, on, least }) => ({ text, on, least, found: contrast(colours[text]!, colours[on]!) }))
      .filter(({ found, least }) => !(found >= least));
    expect(pale).toEqual([]);
  });
});
