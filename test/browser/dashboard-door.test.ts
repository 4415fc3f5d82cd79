/**
 * The team's dashboard as a browser gets it from the App: by the link with the token, which is gone from the address and
 * stays behind as a cookie; under the header's policy as under the page's own. Needs Debian's Chromium.
 */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { boardConfig, type Lab, startLab } from "../entry/lab.ts";
import { chromiumPath, isRequired, sayNotTested, startChromium } from "./chromium.ts";

const path = chromiumPath();
if (path === null && !isRequired) sayNotTested("the App's dashboard in a browser");

const token = `${"t".repeat(31)}1`;
let browser: Browser;
let lab: Lab;
let url: string;

beforeAll(async () => {
  if (path === null) return;
  browser = await startChromium(path);
  lab = await startLab({ config: boardConfig });
  lab.build.issue(lab.places.leads, {
    ...{ title: "Estuary Institute", by: "bd-lead", at: "2026-01-02T09:00:00Z", labels: ["lead"] },
    on: [lab.places.board],
    moves: [{ at: "2026-01-02T09:30:00Z", by: "bd-lead", to: "Lead" }],
  });
  ({ url } = await lab.runApp({ dashboardTokens: new Map([["openwater", token]]) }));
});
afterAll(async () => {
  await browser?.close();
  await lab?.close();
});

describe.skipIf(path === null && !isRequired)("the App's dashboard in Chromium", () => {
  it("shows nothing to somebody without a token", async () => {
    const page = await browser.newPage();
    const response = await page.goto(`${url}/`);
    expect(response!.status()).toBe(404);
    expect(await page.locator("h1").textContent()).toBe("Nothing public is here");
    await page.close();
  });

  it("opens by the link, forgets the token in the address, and stays open by the cookie", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const said: string[] = [];
    const asked: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(String(error)));
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(`${url}/openwater?token=${token}`);
    expect(page.url()).toBe(`${url}/openwater`);
    expect(await page.locator(".as-of").textContent()).toContain("for the team");
    await page.locator("#pipeline").selectOption("leads");
    expect(await page.locator("#shown").textContent()).toMatch(/of \d+ sections/);
    await page.goto(`${url}/`);
    expect(await page.locator(".as-of").textContent()).toContain("for the team");
    expect(await page.evaluate(() => document.cookie)).toBe("");
    expect(await page.evaluate(() => document.referrer)).toBe("");
    expect(said).toEqual([]);
    expect(asked).toEqual(["/openwater", "/openwater", "/"]);
    await context.close();
  });

  it("cannot be put into somebody else's page", async () => {
    const page = await browser.newPage();
    await page.setContent(`<iframe src="${url}/"></iframe>`);
    const frame = page.frames()[1]!;
    // Where it was refused, the browser puts a page of its own.
    await frame.waitForURL(({ href }) => href !== "about:blank");
    expect(await frame.locator("body").innerText()).not.toContain("Nothing public is here");
    await page.close();
  });
});
