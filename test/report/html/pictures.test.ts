/** Each kind of picture beside numbers that are worked out by hand from its size: where marks stand, and what is said. */
import { toHtml } from "hast-util-to-html";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import type { Instant } from "../../../src/model/time.ts";
import { chartFigure } from "../../../src/report/html/chart-figure.ts";
import { pageLinks } from "../../../src/report/html/page-links.ts";
import type { Marks } from "../../../src/report/view.ts";
import {
  ageing,
  areas,
  chart,
  curves,
  everywhere,
  funnel,
  lead,
  openwater,
  quantity,
  timesTable,
  trend,
} from "./openwater.ts";

function figureOf(marks: Marks): Element {
  const html = toHtml(chartFigure(chart("a", "A title", marks, timesTable("t", true)), pageLinks()));
  return parseHTML(`<html><body>${html}</body></html>`).document.querySelector("figure")!;
}

const all = (figure: Element, selector: string) => [...figure.querySelectorAll(selector)];
const numbers = (one: Element, ...names: readonly string[]) => names.map((name) => Number(one.getAttribute(name)));
const said = (figure: Element) => all(figure, "svg title").map((one) => one.textContent);
const written = (figure: Element) => all(figure, "svg.plot text").map((one) => one.textContent);
const key = (figure: Element) => all(figure, ".key li").map((one) => one.textContent);
const at = (day: string) => `${day}T00:00:00Z` as Instant;
const now = at("2026-11-23");

const spans: Marks = {
  kind: "spans",
  spans: [
    { row: "estuary", name: "Leads", from: at("2026-01-01"), to: at("2026-03-01"), open: false },
    { row: "estuary", name: "Support", from: at("2026-02-01"), to: at("2026-02-10"), open: false },
    { row: "estuary", name: "Onboarding", from: at("2026-03-01"), to: at("2026-04-01"), open: false },
    { row: "delta", name: "Leads", from: at("2026-03-05"), to: at("2026-03-05"), open: false },
    { row: "delta", name: "Support", from: at("2026-04-05"), to: now, open: true },
  ],
};
const bars: Marks = {
  kind: "bars",
  bars: [
    { name: "Lead", quantity: quantity(10, "days", { n: 8, lower: 5, upper: 20 }) },
    { name: "Prospect", quantity: quantity(5, "days", { n: 7, note: "at least" }) },
    { name: "Partner", quantity: quantity(null, "days", { n: 3, note: "not enough (n = 3)" }) },
  ],
};

const kinds: readonly { readonly marks: Marks; readonly empty: Marks; readonly unknown: Marks | null }[] = [
  {
    marks: curves,
    empty: { kind: "curves", curves: [], at: [30] },
    unknown: { kind: "curves", curves: [{ name: "a", steps: [] }], at: [] },
  },
  {
    marks: funnel,
    empty: { kind: "funnel", edges: [] },
    unknown: { kind: "funnel", edges: [{ from: "a", to: "b", count: 0 }] },
  },
  {
    marks: areas(now),
    empty: { kind: "areas", series: [] },
    unknown: {
      kind: "areas",
      series: [{ name: "a", points: [at("2026-01-01"), now].map((one) => ({ at: one, value: null, n: null })) }],
    },
  },
  { marks: ageing(40), empty: { kind: "ageing", stages: [], dots: [] }, unknown: null },
  { marks: bars, empty: { kind: "bars", bars: [] }, unknown: null },
  {
    marks: trend(now),
    empty: { kind: "trend", unit: "days", series: [] },
    unknown: { kind: "trend", unit: "days", series: [{ name: "a", points: [{ at: now, value: null, n: 0 }] }] },
  },
  { marks: spans, empty: { kind: "spans", spans: [] }, unknown: null },
];

describe("every kind of picture", () => {
  it.each(kinds)("has a picture with its words, and its table folded under it: $marks.kind", ({ marks }) => {
    const figure = figureOf(marks);
    const [picture] = all(figure, "svg.plot");
    expect(picture!.getAttribute("role")).toBe("img");
    expect(picture!.getAttribute("aria-label")).toBe("A title. One plain sentence says how to read it.");
    expect(figure.querySelector("h3")!.textContent).toBe("A title");
    expect(said(figure).length).toBeGreaterThan(1);
    expect(all(figure, "details > summary").map((one) => one.textContent)).toEqual(["The same as a table 2 rows"]);
    expect(all(figure, "details table tbody tr")).toHaveLength(2);
  });

  it.each(kinds)("says that there is nothing, and keeps its table: $marks.kind", ({ empty, unknown }) => {
    for (const marks of unknown === null ? [empty] : [empty, unknown]) {
      const figure = figureOf(marks);
      expect(all(figure, "svg.plot")).toEqual([]);
      expect(figure.querySelector(".nothing")!.textContent).toBe("Nothing to draw yet.");
      expect(all(figure, "table")).toHaveLength(1);
    }
  });

  it.each(kinds)("has no number that is none: $marks.kind", ({ marks }) => {
    const attributes = all(figureOf(marks), "svg *").flatMap((one) => [...one.attributes].map(({ value }) => value));
    expect(attributes.filter((value) => /NaN|Infinity|undefined|null/.test(value))).toEqual([]);
  });

  it("has colours from the page's style sheet only", () => {
    const figures = kinds.map(({ marks }) => figureOf(marks));
    const used = figures.flatMap((figure) =>
      all(figure, "svg *").flatMap((one) => ["fill", "stroke"].flatMap((name) => one.getAttribute(name) ?? [])),
    );
    const known = /^(none|currentColor|transparent|var\(--[\w-]+\))$/;
    expect([...new Set(used)].filter((colour) => !known.test(colour))).toEqual([]);
  });

  it("draws what one item or moment gives", () => {
    for (const { marks } of everywhere("one").sections[0]!.charts)
      expect(all(figureOf(marks), "svg.plot")).toHaveLength(1);
  });
});

// 480 wide: 44 left and 126 right leave 310. 270 high: 14 above and 40 below leave 216.
describe("curves", () => {
  const steps = [
    { day: 0, share: 0, lower: null, upper: null },
    { day: 50, share: 0.2, lower: 0.1, upper: 0.3 },
    { day: 100, share: 0.4, lower: null, upper: null },
  ];
  const two: Marks = { kind: "curves", curves: [{ name: "signed", steps }], at: [50, 75, 200] };

  it("stand where their days and shares are, and step", () => {
    const figure = figureOf(two);
    // Day 50 of 100 is 44 + 155 = 199; a share of 0.2 of 0.4 is 230 − 108 = 122.
    const paths = all(figure, "path[stroke='var(--c1)'], g[stroke='var(--c1)'] path").map((one) =>
      one.getAttribute("d"),
    );
    expect(paths).toEqual(["M44,230L199,230L199,122L354,122L354,14"]);
    expect(all(figure, "svg.plot circle").map((one) => numbers(one, "cx", "cy"))).toEqual([
      [199, 122],
      [276.5, 122],
    ]);
    expect(said(figure)).toEqual(["signed within 50 days: 20 % [10–30]", "signed within 75 days: 20 % [10–30]"]);
  });

  it("have a band only where limits are known", () => {
    // From 50 to 100 days, between 0.3 (68) and 0.1 (176).
    const [band] = all(figureOf(two), "g[fill='var(--c1)'][fill-opacity] path, path[fill='var(--c1)']");
    expect(band!.getAttribute("d")).toBe("M199,68L354,68L354,176L199,176Z");
  });

  it("begin at nothing on day 0", () => {
    const late: Marks = { kind: "curves", curves: [{ name: "signed", steps: steps.slice(2) }], at: [] };
    const paths = all(figureOf(late), "g[stroke='var(--c1)'] path").map((one) => one.getAttribute("d"));
    expect(paths).toEqual(["M44,230L354,230L354,14"]);
  });

  it("say at their end what they are", () => {
    expect(written(figureOf(curves))).toContain("signed52 %");
  });
});

describe("a funnel", () => {
  it("has a bar per way out, as wide as moves were made", () => {
    const widths = all(figureOf(funnel), "svg.plot rect").map((one) => numbers(one, "width")[0]!);
    // 150 left and 52 right leave 278 for the most, which is 121.
    const expected = [121, 34, 88, 21, 63, 6, 15, 57, 4, 9].map((count) => Math.round((2780 * count) / 121) / 10);
    expect(widths).toEqual(expected);
  });

  it("puts each way under the stage that it leaves, steps back marked", () => {
    const words = written(figureOf(funnel)).filter((one) => !/^\d+$/.test(one ?? ""));
    expect(words.toSorted()).toEqual(
      [
        ...["Lead", "Qualified lead", "Prospect", "Contract review", "Partner"],
        ...["→ Qualified lead", "→ Lost", "→ Prospect", "→ Lost", "→ Contract review", "↩ Qualified lead", "→ Lost"],
        ...["→ Partner", "↩ Prospect", "↩ Prospect"],
      ].toSorted(),
    );
    expect(all(figureOf(funnel), "svg.plot rect[fill='var(--back)']")).toHaveLength(3);
    expect(key(figureOf(funnel))).toEqual(["on", "back"]);
  });
});

describe("areas", () => {
  it("lie on each other, the first stage behind, and are not added up", () => {
    const figure = figureOf(areas(now));
    const filled = all(figure, "g[fill^='var(--a'] path, path[fill^='var(--a']");
    const fills = filled.map((one) => one.getAttribute("fill") ?? one.parentElement!.getAttribute("fill"));
    // One hue, from the palest to the darkest.
    expect([fills[0], fills[4]]).toEqual(["var(--a8)", "var(--a1)"]);
    expect(fills).toEqual([...new Set(fills)].toSorted().reverse());
    // Lead has the most, 26 + 7 · 25 = 201, which is the top at 14.
    expect(
      Math.min(
        ...filled[0]!
          .getAttribute("d")!
          .match(/(?<=,)[\d.]+/g)!
          .map(Number),
      ),
    ).toBe(14);
    // Partner: 0.8⁴ · (26 + 7 · 21) = 70.9, written 71: 236 − 222 · 71 / 201 = 157.6.
    expect(
      Math.min(
        ...filled[4]!
          .getAttribute("d")!
          .match(/(?<=,)[\d.]+/g)!
          .map(Number),
      ),
    ).toBe(157.6);
    expect(said(figure).at(-1)).toBe(
      "2026-11-23\nLead: 201\nQualified lead: 155\nProspect: 120\nContract review: 92\nPartner: 71",
    );
  });

  it("hide nothing where more were lost than went on", () => {
    const points = (value: number) => [at("2026-11-16"), now].map((one) => ({ at: one, value, n: null }));
    const series = [
      { name: "Lost", points: points(30) },
      { name: "Partner", points: points(6) },
      { name: "Lead", points: points(40) },
    ];
    const filled = all(figureOf({ kind: "areas", series }), "path[fill^='var(--a'], g[fill^='var(--a'] path");
    const tops = filled.map((one) =>
      Math.min(
        ...one
          .getAttribute("d")!
          .match(/(?<=,)[\d.]+/g)!
          .map(Number),
      ),
    );
    // From behind: 40, 30 and 6 of 40 on 222, from 236 up.
    expect(tops).toEqual([14, 69.5, 202.7]);
  });
});

describe("ageing", () => {
  const stages = [{ name: "Lead", p50: 10, p85: 20 }];
  const of = (days: readonly number[]) => days.map((one, item) => ({ stage: "Lead", days: one, item: lead(item) }));
  const fills = (figure: Element) =>
    Object.fromEntries(
      all(figure, "g[fill]:has(circle)").map((group) => [
        group.getAttribute("fill"),
        all(group, "svg.plot circle").length,
      ]),
    );

  it("tells items by their stage's own percentiles: longer than, not as long as", () => {
    const figure = figureOf({ kind: "ageing", stages, dots: of([5, 10, 15, 20, 25]) });
    expect(fills(figure)).toEqual({ "var(--calm)": 2, "var(--warn)": 2, "var(--bad)": 1 });
    expect(key(figure)).toEqual([
      "within the usual",
      "longer than half stay",
      "longer than 85 in 100 stay",
      "half leave by then",
      "85 in 100 leave by then",
    ]);
    expect(said(figure)).toContain("Lead 4\n25 days in Lead");
    expect(said(figure)).toContain("Lead: 85 in 100 leave within 20 days");
    expect(all(figure, "a").map((one) => one.getAttribute("href"))).toContain(lead(4).url);
  });

  it("compares with nothing where there are too few", () => {
    const figure = figureOf({ kind: "ageing", stages: [{ name: "Lead", p50: null, p85: null }], dots: of([5, 99]) });
    expect(fills(figure)).toEqual({ "var(--faint)": 2 });
  });

  it("has no dot on another, as long as there is room", () => {
    const figure = figureOf({
      kind: "ageing",
      stages,
      dots: of(Array.from({ length: 60 }, (_, one) => 1 + (one % 4))),
    });
    const places = all(figure, "svg.plot circle").map((one) => numbers(one, "cx", "cy"));
    expect(places).toHaveLength(60);
    const distances = places.flatMap(([x, y], one) =>
      places.slice(one + 1).map(([otherX, otherY]) => Math.hypot(x! - otherX!, y! - otherY!)),
    );
    // Two radii of 3.4, less what writing to a tenth takes.
    expect(Math.min(...distances)).toBeGreaterThan(6.6);
  });

  it("bends its scale for one that is far older, and says so", () => {
    const figure = figureOf({ kind: "ageing", stages, dots: of([1, 2, 3, 4, 400]) });
    expect(key(figure)).toContain("The scale is closer together higher up.");
    // √(4/400) = 0.1 of 262 above 278.
    expect(all(figure, "svg.plot circle").map((one) => numbers(one, "cy")[0])).toContain(251.8);
  });

  it("says what it cannot draw", () => {
    const dots = [...of([5]), { stage: "Elsewhere", days: 4, item: lead(8) }];
    expect(key(figureOf({ kind: "ageing", stages, dots }))).toContain("1 of 2 cannot be drawn; the table has all.");
  });

  it("breaks long names of many stages into lines", () => {
    const many = Array.from({ length: 8 }, (_, one) => ({ name: `Waiting for contract ${one}`, p50: null, p85: null }));
    expect(written(figureOf({ kind: "ageing", stages: many, dots: [] }))).toContain("Waitingforcontract…");
  });
});

describe("bars", () => {
  it("have their number, limits and n written beside them", () => {
    const figure = figureOf(bars);
    expect(written(figure)).toEqual(
      expect.arrayContaining(["Lead", "n = 8", "10 days [5–20]", "at least 5 days", "not enough (n = 3)"]),
    );
    const [ten, five] = all(figure, "svg.plot rect").map((one) => numbers(one, "width")[0]!);
    // Each is written to a tenth.
    expect(Math.abs(ten! - 2 * five!)).toBeLessThanOrEqual(0.15);
    expect(all(figure, "svg.plot rect")).toHaveLength(2);
    expect(said(figure)).toEqual(["Lead: 10 days [5–20], n = 8", "Prospect: 5 days, n = 7, at least"]);
  });
});

describe("a trend", () => {
  it("has a gap where nothing was measured, and says what each number rests on", () => {
    const figure = figureOf(trend(now));
    const [came, , ended] = [1, 2, 3].map((place) => figure.querySelector(`g[stroke="var(--c${place})"] path`)!);
    expect(came!.getAttribute("d")!.match(/M/g)).toHaveLength(1);
    expect(ended!.getAttribute("d")!.match(/M/g)).toHaveLength(2);
    expect(all(figure, "svg.plot circle")).toHaveLength(8 + 8 + 7);
    expect(said(figure)[0]).toBe("2026-10-05: came, 9, n = 20");
  });

  it("has an axis from nothing to all for shares", () => {
    const points = [0.9, 0.95].map((value, week) => ({ at: at(`2026-11-${16 + week * 7}`), value, n: 10 }));
    const figure = figureOf({ kind: "trend", unit: "share", series: [{ name: "in time", points }] });
    // 230 high: 18 above and 34 below leave 178; 0.95 is 196 − 169.1.
    expect(all(figure, "svg.plot circle").map((one) => numbers(one, "cy")[0])).toEqual([35.8, 26.9]);
    expect(written(figure)).toEqual(expect.arrayContaining(["0 %", "100 %", "95 %", "16 Nov", "23 Nov"]));
  });
});

describe("spans", () => {
  const lanes = (figure: Element) => all(figure, "svg.plot rect").map((one) => numbers(one, "y")[0]);

  it("lie under each other in a row where they overlap, and beside each other where not", () => {
    const figure = figureOf(spans);
    // By colour: Leads of both rows, Support of both, Onboarding.
    const [leads, laterLeads, support, laterSupport, onboarding] = lanes(figure);
    expect(onboarding).toBe(leads);
    expect(support).toBeGreaterThan(leads!);
    expect(laterSupport).toBe(laterLeads);
    expect(key(figure)).toEqual(["Leads", "Support", "Onboarding"]);
    expect(said(figure)).toContain("delta: Support\n2026-04-05 to 2026-11-23, not over");
  });

  it("have a line each, under the row's name, where there are many names", () => {
    const many = Array.from({ length: 9 }, (_, one) => {
      return { row: "Leads", name: `Lead ${one}: end date`, from: now, to: at(`2026-12-${10 + one}`), open: false };
    });
    const figure = figureOf({ kind: "spans", spans: many });
    expect(new Set(lanes(figure)).size).toBe(9);
    expect(written(figure).filter((one) => /^Lead/.test(one ?? ""))).toEqual([
      "Leads",
      ...many.map(({ name }) => name),
    ]);
    expect(key(figure)).toEqual([]);
  });

  it("are drawn for sixty rows, and say so", () => {
    const many = Array.from({ length: 61 }, (_, one) => {
      return { row: `community-${one}`, name: "Leads", from: at("2026-01-01"), to: now, open: false };
    });
    expect(key(figureOf({ kind: "spans", spans: many }))).toEqual(["60 of 61 lines are drawn; the table has all."]);
  });

  it("are seen when they take no time", () => {
    const [, none] = all(figureOf(spans), "svg.plot rect");
    expect(numbers(none!, "width")).toEqual([0]);
    expect(none!.parentElement!.getAttribute("stroke")).toBe("var(--c1)");
  });
});

it("counts every item of the fixture once", () => {
  const { sections } = openwater({ open: 40 });
  const stuck = sections.find(({ id }) => id === "leads-stages")!.charts[0]!;
  expect(all(figureOf(stuck.marks), "svg.plot circle")).toHaveLength(40);
});
