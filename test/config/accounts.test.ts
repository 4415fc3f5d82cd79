/** `accounts:` of the config: what it comes to, and what is said when it is wrong. */
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";

const load = (accounts: string, reports = "weekly: { every: monday, post: { rolling-issue: leads } }") =>
  loadConfig(
    `version: 1
repositories:
  leads: { name: openwater/leads }
  open: { name: openwater/open, visibility: public }
pipelines:
  leads: { items: { repository: leads, label: lead }, stages: [{ id: lead, label: "stage: lead" }] }
reports:
  ${reports}
${accounts}`,
    "milepost.yml",
  );

describe("accounts", () => {
  it("are not kept unless the config says so", () => {
    expect(load("").config?.accounts).toBeNull();
  });

  it("have a label and sixty days when nothing else is said", () => {
    const { config, problems } = load("accounts: { repository: leads, with: weekly }\n");
    expect(problems).toEqual([]);
    expect(config?.accounts).toEqual({ repository: "leads", label: "account", report: "weekly", contactDays: 60 });
  });

  it.each<readonly [why: string, accounts: string, reports: string | undefined, code: string, says: RegExp]>([
    [
      "a public repository",
      "{ repository: open, with: weekly }",
      undefined,
      "public-accounts",
      /openwater\/open is public/,
    ],
    [
      "no such repository",
      "{ repository: lead, with: weekly }",
      undefined,
      "unknown-repository",
      /no repository "lead"/,
    ],
    ["no such report", "{ repository: leads, with: weakly }", undefined, "unknown-report", /no report "weakly"/],
    [
      "a report for everybody",
      "{ repository: leads, with: weekly }",
      "weekly: { audience: public, post: { rolling-issue: leads } }",
      "public-accounts",
      /`weekly` is public/,
    ],
    [
      "a report that is posted nowhere",
      "{ repository: leads, with: weekly }",
      "weekly: { every: monday }",
      "unposted-accounts",
      /posted nowhere/,
    ],
    [
      "a report of some pipelines",
      "{ repository: leads, with: weekly }",
      "weekly: { pipelines: [leads], post: { rolling-issue: leads } }",
      "partial-accounts",
      /some pipelines only/,
    ],
    ["no day", "{ repository: leads, with: weekly, contact-within: 0 }", undefined, "wrong-number", /contact-within/],
  ])("may not name %s", (_, accounts, reports, code, says) => {
    const { problems } = load(`accounts: ${accounts}\n`, reports);
    expect(problems.map((one) => one.code)).toEqual([code]);
    expect(`${problems[0]?.what} ${problems[0]?.where}`).toMatch(says);
  });
});
