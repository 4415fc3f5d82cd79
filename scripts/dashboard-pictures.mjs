// Pictures of the demo's dashboard for the README, by Debian's Chromium (MILEPOST_CHROMIUM=/path for another):
//   npm run demo && npm run pictures
import { readFileSync, statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const page = "out/report.html";
/** GitHub shows pictures at most about 900 wide; more than this is slow to load. */
const mostBytes = 300 * 1024;

const pictures = [
  { name: "dashboard", hash: "", from: "header.head", to: "#chart-onboarding-trend", width: 1180 },
  {
    name: "dashboard-leads",
    hash: "#pipeline=leads",
    from: "#section-leads-stages",
    to: "#chart-leads-cumulative",
    width: 1180,
  },
  {
    name: "dashboard-phone",
    hash: "",
    from: "header.head",
    to: ".cards",
    width: 390,
    schemes: ["light"],
    scale: 2,
    height: 844,
  },
];

readFileSync(page);
const browser = await chromium.launch({
  executablePath: process.env.MILEPOST_CHROMIUM || "/usr/bin/chromium",
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
for (const { name, hash, from, to, width, schemes = ["light", "dark"], scale = 1, height = null } of pictures) {
  for (const colorScheme of schemes) {
    const tab = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, deviceScaleFactor: scale });
    await tab.goto(`${pathToFileURL(page)}${hash}`);
    const [top, bottom] = [await boxOf(tab, from), await boxOf(tab, to)];
    const y = Math.max(0, top.y - 24);
    const clip = { x: 0, y, width, height: height ?? Math.ceil(bottom.y + bottom.height - y + 8) };
    const path = `.github/${schemes.length > 1 ? `${name}-${colorScheme}` : name}.png`;
    await tab.screenshot({ path, clip, fullPage: true });
    const { size } = statSync(path);
    console.log(`${path}: ${clip.width} × ${clip.height}, ${Math.round(size / 1024)} KB`);
    if (size > mostBytes) throw new Error(`${path} is larger than ${mostBytes / 1024} KB. Show less of the page.`);
    await tab.close();
  }
}
await browser.close();

/** Where a part of the page is, from the page's top. */
async function boxOf(tab, selector) {
  return tab.locator(selector).first().boundingBox();
}
