/** The page as a file: its bytes, its policy, what it shows of a view, and that text stays text. A browser is not needed. */
import { createHash } from "node:crypto";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { plusSeconds } from "../../../src/model/time.ts";
import { dashboardHtml } from "../../../src/report/html/dashboard.ts";
import type { ReportView } from "../../../src/report/view.ts";
import { everywhere, lead, openwater, quantity, timesTable } from "./openwater.ts";

const three = ["2026-11-23", "2026-11-16", "2026-11-09"].map((day) => openwater({ asOf: `${day}T09:00:00Z` }));
const page = (views: readonly ReportView[]) => parseHTML(dashboardHtml(views)).document;
const texts = (root: ParentNode, selector: string) =>
  [...root.querySelectorAll(selector)].map((one) => one.textContent);

describe("the page", () => {
  it("is the same bytes for the same views", () => {
    const again = ["2026-11-23", "2026-11-16", "2026-11-09"].map((day) => openwater({ asOf: `${day}T09:00:00Z` }));
    expect(dashboardHtml(again)).toBe(dashboardHtml(three));
  });

  it("is the same bytes whatever was drawn before", () => {
    const before = dashboardHtml(three.slice(0, 1));
    dashboardHtml(three);
    expect(dashboardHtml(three.slice(0, 1))).toBe(before);
  });

  it("needs a view", () => {
    expect(() => dashboardHtml([])).toThrow("A dashboard needs a report. Give at least one.");
  });

  it("is in the order in which it is read", () => {
    const { document } = parseHTML(dashboardHtml([{ ...three[0]!, incomplete: ["One list could not be read."] }]));
    const [main] = document.querySelectorAll("main");
    expect([...main!.children].map(({ className, id }) => className || id)).toEqual([
      "head",
      "incomplete",
      "attention",
      "figures",
      "contents",
      "part single",
      "part single",
      "part",
      "part",
      "part single",
      "part single",
      "part",
      "part",
      "part single",
      "definitions",
    ]);
    expect(texts(document, ".incomplete li")).toEqual(["One list could not be read."]);
    expect(texts(document, "dt")).toEqual(["Opened → signed", "[31–53]", "n"]);
  });

  it("has older dates in templates, and the newest by itself", () => {
    const document = page(three);
    expect(document.querySelector("main")!.getAttribute("data-date")).toBe("2026-11-23");
    const older = [...document.querySelectorAll("template.date")];
    expect(older.map((one) => one.getAttribute("data-date"))).toEqual(["2026-11-16", "2026-11-09"]);
    expect(texts(document, "#date option")).toEqual([
      "2026-11-23 · 2026-W47 (newest)",
      "2026-11-16 · 2026-W46",
      "2026-11-09 · 2026-W45",
    ]);
    expect(texts(document, "#pipeline option")).toEqual(["all", "Leads", "Support"]);
  });

  it("tells two reports of one day apart", () => {
    const twice = [openwater({ asOf: "2026-11-23T17:00:00Z" }), openwater({ asOf: "2026-11-23T09:00:00Z" })];
    const values = [...page(twice).querySelectorAll("#date option")].map((one) => one.getAttribute("value"));
    expect(new Set(values).size).toBe(2);
  });

  it.each([
    { from: "2026-11-16T00:00:00Z", to: "2026-11-23T00:00:00Z", days: "16 to 22 November 2026", why: "one month" },
    { from: "2026-11-30T00:00:00Z", to: "2026-12-07T00:00:00Z", days: "30 November to 6 December 2026", why: "two" },
    {
      from: "2026-12-28T00:00:00Z",
      to: "2027-01-04T00:00:00Z",
      days: "28 December 2026 to 3 January 2027",
      why: "two years",
    },
    { from: "2026-11-22T00:00:00Z", to: "2026-11-23T00:00:00Z", days: "22 November 2026", why: "a day" },
    {
      from: "2026-06-23T00:00:01Z",
      to: "2026-06-30T00:00:01Z",
      days: "23 to 29 June 2026",
      why: "a week up to the moment of the report, that moment included",
    },
  ])("says its period as $days: $why", ({ from, to, days }) => {
    const period = { id: "P", from, to } as ReportView["period"];
    const [line] = texts(page([{ ...three[0]!, period }]), ".as-of");
    expect(line).toBe(`As of 23 November 2026, 09:00 UTC · P, ${days} · for the team`);
  });
});

describe("the content policy", () => {
  const html = dashboardHtml(three);
  const hash = (text: string) => `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
  const between = (open: string, close: string) =>
    html
      .split(open)
      .slice(1)
      .map((rest) => rest.split(close)[0]!);
  const policy = page(three).querySelector("meta[http-equiv='Content-Security-Policy']")!.getAttribute("content")!;

  it("names the one script and the one style sheet by their hashes, and lets nothing else", () => {
    const [style, ...moreStyles] = between("<style>", "</style>");
    const [script, ...moreScripts] = between("<script>", "</script>");
    expect([moreStyles, moreScripts]).toEqual([[], []]);
    expect(policy.split("; ")).toEqual([
      "default-src 'none'",
      `style-src ${hash(style!)}`,
      `script-src ${hash(script!)}`,
      "img-src data:",
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
    ]);
  });

  it("comes before anything that it is for", () => {
    expect(html.indexOf("Content-Security-Policy")).toBeLessThan(html.indexOf("<style>"));
  });

  it("finds nothing that it would stop: no styles or handlers on elements, nothing from elsewhere", () => {
    const document = page(three);
    const inner = [...document.querySelectorAll("template")].map((one) => one.innerHTML).join("");
    const all = [document, parseHTML(`<html><body>${inner}</body></html>`).document].flatMap((one) => [
      ...one.querySelectorAll("*"),
    ]);
    const attributes = all.flatMap((one) => [...one.attributes].map(({ name, value }) => ({ name, value })));
    expect(attributes.filter(({ name }) => name === "style" || name.startsWith("on") || name === "src")).toEqual([]);
    const addresses = new Set(
      attributes.filter(({ name }) => name === "href").map(({ value }) => value.replace(/\d+$|(?<=^#).*/, "")),
    );
    expect([...addresses].toSorted()).toEqual(["#", "data:,", "https://github.com/openwater/leads/issues/"]);
    const forbidden = new Set(["img", "iframe", "object", "embed", "base", "audio", "video", "foreignobject"]);
    expect(all.filter(({ localName }) => forbidden.has(localName.toLowerCase()))).toEqual([]);
  });
});

describe("text that people typed", () => {
  const shape = (view: ReportView) =>
    [...page([view, view]).querySelectorAll("*")].map(
      (one) => `${one.localName} ${[...one.attributes].map(({ name }) => name).join(" ")}`,
    );

  it.each([
    { text: `<img src=x onerror=alert(1)>`, why: "reliability, row 62" },
    { text: `</title></style></script><script>alert(1)</script>`, why: "ends what it stands in" },
    { text: `"><b x="`, why: "ends an attribute" },
    { text: `' onmouseover='alert(1)`, why: "another attribute" },
    { text: `--><!--`, why: "a comment" },
    { text: `</template><p>`, why: "gets out of the older dates" },
    { text: `&lt;b&gt;`, why: "is not read twice" },
    { text: `{{ 1 }} \${1} $&`, why: "somebody's template" },
  ])("stays text: $text ($why)", ({ text }) => {
    const plain = "x".repeat(text.length);
    expect(shape(everywhere(text))).toEqual(shape(everywhere(plain)));
    const document = page([everywhere(text)]);
    expect(texts(document, "h1, .incomplete li, .what strong a, dt, dd, .part h2, .name")).toEqual(
      Array.from({ length: 7 }, () => text),
    );
    const titles = texts(document, "svg title").filter((title) => title !== null);
    expect(titles.length).toBeGreaterThan(7);
    for (const title of titles) expect(title).toContain(text);
  });

  it("loses what hides or turns text round", () => {
    expect(texts(page([{ ...three[0]!, title: "a\u202Eb\u0000c\nd" }]), "h1")).toEqual(["abc d"]);
  });

  it.each([
    { url: "javascript:alert(1)", href: null, why: "a script" },
    { url: " javascript:alert(1)", href: null, why: "a script after a space" },
    { url: "data:text/html,x", href: null, why: "a page in an address" },
    { url: "//elsewhere.example/x", href: null, why: "depends on where the file lies" },
    { url: null, href: null, why: "none" },
    {
      url: "https://github.com/openwater/leads/issues/1",
      href: "https://github.com/openwater/leads/issues/1",
      why: "the web",
    },
  ])("leads to $href for $url: $why", ({ url, href }) => {
    const view = {
      ...three[0]!,
      attention: [{ kind: "due" as const, item: { label: "An item", url }, what: "is due." }],
    };
    const link = page([view]).querySelector(".points strong a");
    expect(link?.getAttribute("href") ?? null).toBe(href);
    expect(texts(page([view]), ".points strong")).toEqual(["An item"]);
  });
});

describe("what is not known", () => {
  const nothing = { value: null, n: null, lower: null, upper: null, note: null };
  const odd: ReportView = {
    ...three[0]!,
    figures: [
      { id: "a", name: "A", now: quantity(Number.NaN, "days"), before: quantity(2, "days"), better: "up", items: [] },
      { id: "b", name: "B", now: quantity(Number.POSITIVE_INFINITY, "share"), before: null, better: null, items: [] },
      {
        id: "c",
        name: "C",
        now: { ...nothing, unit: "hours" },
        before: quantity(null, "hours"),
        better: "down",
        items: [],
      },
    ],
  };

  it("is never written as a program would", () => {
    const html = dashboardHtml([odd, { ...odd, attention: [], figures: [], sections: [], definitions: [] }]);
    const [, content = ""] = html.split("<main");
    const [shown = ""] = content.split("<script>");
    expect(shown).not.toMatch(/NaN|Infinity|undefined|null|\[object/);
    expect(texts(parseHTML(html).document, "main .value")).toEqual(["not known", "not known", "not known"]);
  });

  it("is said when there is nothing", () => {
    const empty = { ...three[0]!, attention: [], figures: [], sections: [], definitions: [] };
    const body = (view: ReportView) => page([view]).querySelector("main")!;
    expect(texts(body(empty), ".attention p")).toEqual(["Nothing needs attention."]);
    expect(texts(body({ ...empty, incomplete: ["A list is missing."] }), ".attention p")).toEqual([
      "Nothing was found that needs attention; what could not be read may.",
    ]);
    expect(body(empty).querySelectorAll("section")).toHaveLength(1);
  });

  it("is a table with one row that says so", () => {
    const [section] = three[0]!.sections;
    const tables = [{ ...timesTable("none", false), rows: [] }];
    const view = { ...three[0]!, sections: [{ ...section!, charts: [], tables }] };
    expect(texts(page([view]), "main .table td")).toEqual(["Nothing."]);
  });
});

describe("what needs attention", () => {
  const points = Array.from({ length: 20 }, (_, at) => ({
    kind: "ageing" as const,
    item: lead(at),
    what: "is long here.",
  }));

  it("is folded away past a dozen", () => {
    const document = page([{ ...three[0]!, attention: points }]);
    expect(document.querySelectorAll(".attention > ul > li")).toHaveLength(12);
    expect(texts(document, ".attention summary")).toEqual(["8 more"]);
    expect(document.querySelectorAll(".attention details li")).toHaveLength(8);
  });

  it("is told by words and not by colour alone", () => {
    const kinds = ["breached", "overdue", "at-risk", "ageing", "due", "gate", "unread"] as const;
    const view = { ...three[0]!, attention: kinds.map((kind) => ({ kind, item: lead(1), what: "x" })) };
    expect(texts(page([view]), ".badge")).toEqual([
      "Late",
      "Overdue",
      "At risk",
      "Long here",
      "Due",
      "Not ready",
      "Not read",
    ]);
  });
});

describe("the size of a page", () => {
  it("stays under 6 MB with eight dates, 19 pictures each and 400 open items", () => {
    const views = Array.from({ length: 8 }, (_, at) =>
      openwater({
        asOf: plusSeconds(three[0]!.asOf, -at * 7 * 86_400),
        open: 134,
        behind: 134,
        pipelines: ["leads", "onboarding", "support"],
      }),
    );
    const html = dashboardHtml(views);
    expect(html.split('<svg class="plot"').length - 1).toBe(8 * 19);
    expect(Buffer.byteLength(html)).toBeLessThan(6_000_000);
  });
});
