/**
 * The page that finance has, in Chromium: large amounts stand inside their pictures, and the page says for whom it is.
 * Needs Debian's Chromium; without it these tests say so and pass, with MILEPOST_REQUIRE_CHROMIUM=1 they fail.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { moneyOf } from "../../src/measure/money/money.ts";
import type { MoneyRule } from "../../src/model/money.ts";
import type { Pipeline } from "../../src/model/pipeline.ts";
import { createAudience } from "../../src/report/audience.ts";
import { dashboardHtml } from "../../src/report/html/dashboard.ts";
import { moneyFigures } from "../../src/report/money-figures.ts";
import { moneySection } from "../../src/report/section-money.ts";
import { leads } from "../measure/lives.ts";
import { on, subject } from "../measure/subjects.ts";
import { openwater } from "../report/html/openwater.ts";
import { known } from "../support/builders.ts";
import { chromiumPath, isRequired, sayNotTested, startChromium } from "./chromium.ts";

const path = chromiumPath();
if (path === null && !isRequired) sayNotTested("the page for finance in a browser");

const folder = mkdtempSync(join(tmpdir(), "milepost-finance-"));
let browser: Browser;

beforeAll(async () => {
  if (path !== null) browser = await startChromium(path);
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

const pipeline: Pipeline = {
  ...leads,
  contracts: {
    ...{ value: "value", start: "start", end: "end", currency: null, tier: null, kind: null, likely: null },
    probability: {},
  },
};
const rule: MoneyRule = { currency: "USD", rates: {}, assumed: { new: 0.3, renewal: 0.8 }, costs: null, usageFees: [] };

/** 14,814,814.68 ÷ 12 = 1,234,567.89 a month; costs are half of it in November and as much in December. */
function financePage(contracts: number): string {
  const answers = known({ value: "14814814.68", start: "2026-01-01", end: "2026-12-31" });
  const way = [
    ["lead", "2025-10-01"],
    ["partner", "2025-12-01"],
  ] as const;
  const all = Array.from({ length: contracts }, (_, at) =>
    subject({ number: at + 1, way, pipeline, more: { answers } }),
  );
  const cost = (month: string, amount: number) => ({ month, account: "7061", amount });
  const costs = { costs: [cost("2026-11", 617_283_94), cost("2026-12", 1_234_567_89)], problems: [] };
  const money = moneyOf(all, rule, { ...on("2026-12-15", ...all), costs, usage: [], pipelines: [pipeline] });
  const finance = createAudience("finance", new Map());
  const view = openwater({ asOf: "2026-12-14T09:00:00Z" });
  const sections = [moneySection(money, finance)!];
  return dashboardHtml([{ ...view, audience: "finance", sections, figures: moneyFigures(money, null, finance) }]);
}

async function open(html: string, width = 1280): Promise<{ readonly page: Page; readonly said: readonly string[] }> {
  const file = join(folder, "report.html");
  writeFileSync(file, html);
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  await page.goto(pathToFileURL(file).href);
  return { page, said };
}

/** Words of pictures that stand partly outside of them, by more than a pixel. */
const cutOff = (page: Page) =>
  page.locator("svg.plot text").evaluateAll((all) =>
    all
      .filter((text) => {
        const [word, picture] = [text.getBoundingClientRect(), text.closest("svg")!.getBoundingClientRect()];
        return word.left < picture.left - 1 || word.right > picture.right + 1;
      })
      .map((text) => text.textContent),
  );

describe.skipIf(path === null && !isRequired)("the page for finance in Chromium", () => {
  it("of no contract has no error, and says what there is not", async () => {
    const { page, said } = await open(financePage(0));
    expect(said).toEqual([]);
    expect(await page.locator("section.part").innerText()).toContain("0 signed contracts and 0 open ones, in USD.");
    await page.close();
  });

  it("says that it is for finance, and has the pictures' numbers as tables", async () => {
    const { page, said } = await open(financePage(1));
    expect(await page.locator(".as-of").textContent()).toMatch(/ · for finance$/);
    expect(await page.locator("svg.plot").count()).toBe(2);
    const shown = await page.locator("section.part").evaluate((one) => one.textContent);
    for (const text of ["1,234,567.89", "617,283.94", "Cost ÷ committed revenue by month"])
      expect(shown).toContain(text);
    expect(said).toEqual([]);
    await page.close();
  });

  it.each([1280, 700, 390])("cuts off no amount, %i pixels wide", async (width) => {
    const { page } = await open(financePage(1), width);
    expect(await page.locator("svg.plot text").count()).toBeGreaterThan(10);
    expect(await cutOff(page)).toEqual([]);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(over).toBeLessThanOrEqual(0);
    await page.close();
  });
});
