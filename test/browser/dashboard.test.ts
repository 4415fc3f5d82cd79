/**
 * The dashboard as people have it: a file opened from the disk in Chromium, by mouse, by keyboard, without scripts, on a
 * phone and on paper. Needs Debian's Chromium; without it these tests say so and pass, with MILEPOST_REQUIRE_CHROMIUM=1
 * they fail. Pictures of the page go to the folder that MILEPOST_SCREENSHOTS names.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dashboardHtml } from "../../src/report/html/dashboard.ts";
import { everywhere, lead, openwater, timesTable } from "../report/html/openwater.ts";
import { chromiumPath, isRequired, sayNotTested, startChromium } from "./chromium.ts";

const path = chromiumPath();
if (path === null && !isRequired) sayNotTested("the dashboard in a browser");

const folder = mkdtempSync(join(tmpdir(), "milepost-page-"));
const pictures = process.env.MILEPOST_SCREENSHOTS ?? folder;
mkdirSync(pictures, { recursive: true });
let browser: Browser;

beforeAll(async () => {
  if (path !== null) browser = await startChromium(path);
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

/** Three Mondays; the oldest had fewer pipelines. */
const views = [
  openwater({ asOf: "2026-11-23T09:00:00Z" }),
  { ...openwater({ asOf: "2026-11-16T09:00:00Z" }), incomplete: ["One list could not be read."] },
  openwater({ asOf: "2026-11-09T09:00:00Z", pipelines: ["leads"] }),
];

interface Opened {
  readonly page: Page;
  /** What the browser said on its console, errors of the page among it. */
  readonly said: string[];
  /** Addresses that were asked for besides the file. */
  readonly asked: string[];
  readonly address: string;
}

let count = 0;

async function open(
  html: string = dashboardHtml(views),
  { hash = "", ...options }: BrowserContextOptions & { readonly hash?: string } = {},
): Promise<Opened> {
  count += 1;
  const file = join(folder, `page-${count}.html`);
  writeFileSync(file, html);
  const address = pathToFileURL(file).href;
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
  const said: string[] = [];
  const asked: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("dialog", (dialog) => {
    said.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== address) asked.push(request.url());
  });
  await page.goto(`${address}${hash}`);
  return { page, said, asked, address };
}

/** Sections that are seen. */
const sections = (page: Page) =>
  page.locator("section.part:visible > h2").evaluateAll((all) => all.map((one) => one.textContent));

const leadsSections = [
  "Leads: how long it takes",
  "Leads: how far they get",
  "Leads: where it is stuck",
  "Leads: what comes and goes",
];
const supportSections = leadsSections.map((title) => title.replace("Leads", "Support"));

describe.skipIf(path === null && !isRequired)("the dashboard in Chromium", () => {
  it("is there", () => {
    expect(path, "Chromium is missing. On Debian: apt-get install chromium").not.toBeNull();
  });

  it("shows the newest date whole, without an error or a request", async () => {
    const { page, said, asked } = await open();
    expect(await page.locator(".as-of").textContent()).toContain("As of 23 November 2026, 09:00 UTC");
    expect(await sections(page)).toEqual([...leadsSections, ...supportSections, "Communities"]);
    expect(await page.locator("svg.plot").count()).toBe(13);
    expect(said).toEqual([]);
    expect(asked).toEqual([]);
    await page.close();
  });

  it("shows another date when it is chosen, and keeps it in the address", async () => {
    const { page, said, address } = await open();
    await page.getByLabel("As of").selectOption("2026-11-16");
    expect(await page.locator(".as-of").textContent()).toContain("As of 16 November 2026");
    expect(await page.locator(".incomplete").innerText()).toContain("One list could not be read.");
    expect(page.url()).toBe(`${address}#date=2026-11-16`);
    await page.reload();
    expect(await page.locator(".as-of").textContent()).toContain("As of 16 November 2026");
    expect(await page.getByLabel("As of").inputValue()).toBe("2026-11-16");
    await page.goBack();
    await page.waitForFunction(() => document.querySelector(".as-of")?.textContent?.includes("23 November"));
    expect(await page.locator(".incomplete").count()).toBe(0);
    expect(said).toEqual([]);
    await page.close();
  });

  it("shows one pipeline and what is about several, on every date", async () => {
    const { page, address } = await open();
    await page.getByLabel("Pipeline").selectOption("support");
    expect(await sections(page)).toEqual([...supportSections, "Communities"]);
    expect(await page.locator("#shown").textContent()).toBe("5 of 9 sections");
    expect(await page.locator("nav.contents li:visible").count()).toBe(5);
    await page.getByLabel("As of").selectOption("2026-11-16");
    expect(await sections(page)).toEqual([...supportSections, "Communities"]);
    expect(page.url()).toBe(`${address}#date=2026-11-16&pipeline=support`);
    await page.getByLabel("As of").selectOption("2026-11-09");
    expect(await sections(page)).toEqual(["Communities"]);
    await page.getByLabel("Pipeline").selectOption("");
    expect(await sections(page)).toEqual([...leadsSections, "Communities"]);
    await page.close();
  });

  it.each([
    { hash: "#date=2020-01-01&pipeline=nothing", why: "neither is there" },
    { hash: "#%E0%A4%A", why: "no address that anybody can read" },
    { hash: "#section-support-flow", why: "the name of a part" },
  ])("shows everything of the newest date for $hash: $why", async ({ hash }) => {
    const { page, said } = await open(undefined, { hash });
    expect(await page.locator(".as-of").textContent()).toContain("As of 23 November 2026");
    expect((await sections(page)).length).toBe(9);
    expect(said).toEqual([]);
    await page.close();
  });

  it("shows the newest date whole without scripts, and nothing that would not work", async () => {
    const { page } = await open(undefined, { javaScriptEnabled: false });
    expect(await page.locator("section.part").count()).toBe(9);
    expect(await page.locator(".as-of").textContent()).toContain("As of 23 November 2026");
    expect(await page.locator(".controls").isVisible()).toBe(false);
    expect(await page.locator("button").count()).toBe(0);
    expect(await page.locator("svg.plot title").count()).toBeGreaterThan(100);
    await page.locator("summary").first().click();
    expect(await page.locator("details.table[open] td").first().isVisible()).toBe(true);
    await page.close();
  });

  it("goes by keys: skip link, tips of a picture's marks, folds", async () => {
    const { page, said, address } = await open();
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the report");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("content");
    expect(page.url()).toBe(address);

    const picture = page.locator("#chart-leads-funnel .picture");
    await picture.focus();
    const outline = await picture.evaluate((one) => getComputedStyle(one).outlineStyle);
    await page.keyboard.press("ArrowRight");
    expect(await page.locator("#tip").innerText()).toBe("Lead → Qualified lead: 121");
    expect(outline).toBe("solid");
    await page.keyboard.press("ArrowRight");
    expect(await page.locator("#tip").innerText()).toBe("Lead → Lost: 34");
    await page.keyboard.press("End");
    expect(await page.locator("#tip").innerText()).toBe("Partner → Prospect: 9");
    await page.keyboard.press("Escape");
    expect(await page.locator("#tip").isVisible()).toBe(false);

    await page.locator("#chart-leads-funnel summary").focus();
    await page.keyboard.press("Enter");
    expect(await page.locator("#chart-leads-funnel td").first().isVisible()).toBe(true);
    expect(said).toEqual([]);
    await page.close();
  });

  it("has one stop for the tabulator key per picture, however many marks lead somewhere", async () => {
    const { page } = await open();
    const stops = await page
      .locator("#chart-leads-ageing")
      .evaluate(
        (figure) => [...figure.querySelectorAll("*")].filter((one) => (one as HTMLElement).tabIndex >= 0).length,
      );
    // The picture, the fold, the table's scroller, its 40 links and the button for the file.
    expect(stops).toBe(1 + 1 + 1 + 40 + 1);
    await page.close();
  });

  it("tells what a mark is under the pointer, and near it", async () => {
    const { page } = await open();
    const bar = page.locator("#chart-leads-bars rect[data-tip]").first();
    await bar.scrollIntoViewIfNeeded();
    await bar.hover();
    expect(await page.locator("#tip").innerText()).toBe("Lead: 6.2 days [4.9–8], n = 157");
    const box = (await bar.boundingBox())!;
    await page.mouse.move(box.x + box.width + 10, box.y + box.height / 2);
    expect(await page.locator("#tip").isVisible()).toBe(true);
    await page.mouse.move(2, 2);
    expect(await page.locator("#tip").isVisible()).toBe(false);
    await page.close();
  });

  it("lists what a number counts", async () => {
    const { page } = await open();
    await page.locator(".card", { hasText: "Leads in progress" }).getByRole("button").click();
    const links = page.locator(".card .items a");
    expect(await links.count()).toBe(12);
    expect(await links.first().getAttribute("href")).toBe("https://github.com/openwater/leads/issues/1");
    expect(await links.last().textContent()).toBe("Lead 12");
    await page.locator(".card", { hasText: "Leads in progress" }).getByRole("button").click();
    expect(await links.count()).toBe(0);
    await page.close();
  });

  it("makes a file of a table, with limits and n in columns of their own", async () => {
    const { page } = await open();
    const download = page.waitForEvent("download");
    await page.locator("#section-leads-times > .table").getByRole("button", { name: "CSV" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe("leads-times-2026-11-23.csv");
    const share = (days: number) =>
      ["", " (lower)", " (upper)"]
        .map((part) => `Within ${days} days${part} [share]`)
        .concat(`Within ${days} days (n)`);
    const half = ["", " (lower)", " (upper)"]
      .map((part) => `Half take up to (days)${part} [days]`)
      .concat("Half take up to (days) (n)");
    // Read off the numbers that the table was made from, in the order of RFC 4180.
    expect(readFileSync((await file.path())!, "utf8")).toBe(
      [
        `\uFEFF${["Time", ...share(30), ...share(90), ...half].join(",")}`,
        "last 26 weeks,0.12,0.07,0.19,112,0.42,0.31,0.53,112,ends otherwise too: see the shares,,,112",
        "all time,0.1,0.07,0.13,402,0.39,0.34,0.44,402,61,55,70,402",
        "",
      ].join("\r\n"),
    );
    await page.close();
  });

  it("takes names for names, in the page and in files (reliability, row 62)", async () => {
    const name = `<img src=x onerror="alert(1)">`;
    const formula = `=HYPERLINK("http://x")`;
    const [view] = views;
    const hostile = {
      ...view!,
      attention: [{ kind: "due" as const, item: { label: name, url: "javascript:alert(2)" }, what: name }],
      sections: [
        {
          id: "hostile",
          title: name,
          pipeline: `"><script>alert(3)</script>`,
          words: [name],
          charts: [],
          tables: [
            {
              ...timesTable("hostile", false),
              rows: [formula, "+1", "-2.5", "@x", "\t1", "＝1", name].map((text) => [
                { kind: "text" as const, text },
                { kind: "item" as const, item: { ...lead(1), label: formula } },
              ]),
            },
          ],
        },
      ],
    };
    const { page, said, asked } = await open(dashboardHtml([hostile]));
    expect(await page.locator("img").count()).toBe(0);
    expect(await page.locator("script").count()).toBe(1);
    expect(await page.locator("#section-hostile h2").textContent()).toBe(name);
    expect(await page.locator(".points a").count()).toBe(0);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "CSV" }).click();
    const lines = readFileSync((await (await download).path())!, "utf8")
      .split("\r\n")
      .slice(1, -1);
    const quoted = `"'=HYPERLINK(""http://x"")"`;
    expect(lines.map((line) => line.slice(0, line.length - 2))).toEqual([
      `${quoted},${quoted}`,
      `+1,${quoted}`,
      `-2.5,${quoted}`,
      `'@x,${quoted}`,
      `"'\t1",${quoted}`,
      `'＝1,${quoted}`,
      `"<img src=x onerror=""alert(1)"">",${quoted}`,
    ]);
    expect(said).toEqual([]);
    expect(asked).toEqual([]);
    await page.close();
  });

  it("is built the same whatever people typed", async () => {
    const text = [
      "<img src=x onerror=alert(1)>",
      "</title></style></script><script>alert(2)</script>",
      `"><b x="' onmouseover='alert(3)`,
      "--><!--</template><p>&lt;b&gt;<svg><style>*{display:none}</style>",
      "<base href=//x.example><meta http-equiv=refresh content=0><iframe srcdoc='<script>alert(4)</script>'></iframe>",
      '\u2028</scr\u0000ipt><math><mtext></form><form><mglyph><a href="javascript:alert(5)">x</a>{{constructor}}',
    ].join("");
    const shapes: string[][] = [];
    for (const typed of [text, "x".repeat(text.length)]) {
      const { page, said, asked } = await open(dashboardHtml([everywhere(typed), everywhere(typed)]));
      shapes.push(
        await page.evaluate(() => {
          const roots = [document, ...[...document.querySelectorAll("template")].map((one) => one.content)];
          return roots
            .flatMap((root) => [...root.querySelectorAll("*")])
            .map((one) => [one.localName, ...one.getAttributeNames()].join(" "));
        }),
      );
      expect([said, asked]).toEqual([[], []]);
      await page.close();
    }
    expect(shapes[0]!.length).toBeGreaterThan(200);
    expect(shapes[0]).toEqual(shapes[1]);
  });

  it("runs nothing that is put into the file afterwards", async () => {
    const { page, said } = await open(dashboardHtml(views).replace("<h1>", "<h1><script>document.title='no'</script>"));
    expect(await page.title()).not.toBe("no");
    expect(said.join()).toContain("Content Security Policy");
    await page.close();
  });

  it("prints with everything open and nothing to press", async () => {
    const { page } = await open();
    await page.evaluate(() => {
      addEventListener("beforeprint", () => {
        document.title = `${document.querySelectorAll("main details:not([open])").length} closed`;
      });
    });
    const paper = await page.pdf({ format: "A4" });
    expect(paper.subarray(0, 5).toString()).toBe("%PDF-");
    expect(await page.title()).toBe("0 closed");
    expect(await page.locator("main details[open]").count()).toBe(0);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".controls").isVisible()).toBe(false);
    expect(await page.locator("button.csv:visible").count()).toBe(0);
    expect(await page.locator("#chart-leads-ageing .sheet").evaluate((one) => one.clientHeight)).toBeGreaterThan(600);
    await page.close();
  });

  it.each([
    { width: 390, why: "a phone" },
    { width: 320, why: "the narrowest that WCAG 1.4.10 asks for" },
    { width: 1280, why: "a desk" },
  ])("is not wider than $width: $why", async ({ width }) => {
    const { page } = await open(undefined, { viewport: { width, height: 800 } });
    for (const fold of await page.locator("summary").all()) await fold.click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.close();
  });

  it.each([
    { name: "light", options: { colorScheme: "light" as const } },
    { name: "dark", options: { colorScheme: "dark" as const } },
    { name: "phone", options: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 } },
  ])("has its picture taken: $name", async ({ name, options }) => {
    const { page } = await open(undefined, { viewport: { width: 1280, height: 1480 }, ...options });
    const file = join(pictures, `dashboard-${name}.png`);
    await page.screenshot({ path: file });
    expect(statSync(file).size).toBeGreaterThan(20_000);
    const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(paper).toBe(name === "dark" ? "rgb(20, 24, 27)" : "rgb(247, 247, 244)");
    await page.close();
  });
});
