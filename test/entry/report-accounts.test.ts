/**
 * Account pages as the team has them: kept in a private repository by the report that is posted, shown in the dashboard,
 * and nowhere in what everybody may read. Everything with "canary" in it is for the team only.
 */
import { afterEach, describe, expect, it } from "vitest";
import { builderActor } from "../../src/sandbox/build-past.ts";
import { createComment } from "../../src/sandbox/ops-comments.ts";
import { closeIssue, editIssue } from "../../src/sandbox/ops-issues.ts";
import { type Lab, startLab } from "./lab.ts";
import { runLine } from "./lab-terminal.ts";

const base = `version: 1
mode: apply
starts: 2026-01-01
team: ["@openwater/partnerships"]
communities: { file: communities.yml }
repositories:
  leads: { name: openwater/leads }
  support: { name: openwater/support }
money: { currency: USD }
usage: { file: usage.csv, asked: onboarding }
satisfaction: { file: survey.csv }
pipelines:
  onboarding:
    items: { repository: leads, label: onboarding }
    form: form.yml
    community: community
    contracts: { value: amount, start: begins, end: ends }
    stages:
      - { id: asked, label: "stage: asked" }
      - { id: live, label: "stage: live", outcome: done, closed-as: completed }
    clocks:
      - { id: first-response, from: opened, until: response, target: 2d }
reports:
  weekly: { every: monday, post: { rolling-issue: leads } }
  open: { audience: public }
`;
const accounts = "accounts: { repository: leads, label: account-page, with: weekly, contact-within: 30 }\n";

const form = `name: A form
description: For this test.
body:
  - { type: input, id: community, attributes: { label: Community } }
  - { type: input, id: amount, attributes: { label: Amount } }
  - { type: input, id: begins, attributes: { label: Begins } }
  - { type: input, id: ends, attributes: { label: Ends } }
`;

const files = {
  "communities.yml": `- { slug: canary-reef, name: Canary Reef, representatives: [rep-estuary] }
- { slug: canary-estuary }
`,
  "form.yml": form,
  "usage.csv": `date,hub,users
2025-12-31,canary-reef,40
2026-01-31,canary-reef,12
2025-12-31,canary-estuary,10
2026-01-31,canary-estuary,9
`,
  "survey.csv": "community,date,score\ncanary-estuary,2026-01-20,3\n",
};

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Monday 2 February 2026, noon: the report was due at six. */
async function lived(config = base + accounts) {
  const one = await startLab({ config });
  closing.push(() => one.close());
  const { build, places, sandbox } = one;
  sandbox.clock.set("2026-02-02T12:00:00Z");
  const pushed = Object.entries(files).map(([name, text]) => [`.github/milepost/${name}`, text]);
  one.push("bd-lead", "openwater/.github", Object.fromEntries(pushed));
  const body = (slug: string, end: string) =>
    `### Community\n\n${slug}\n\n### Amount\n\n12345\n\n### Begins\n\n2025-04-01\n\n### Ends\n\n${end}\n`;
  const open = (slug: string, end: string, { at, stage }: { at: string; stage: string }) =>
    build.issue(places.leads, {
      title: `Hub for ${slug}`,
      body: body(slug, end),
      by: "bd-lead",
      at,
      labels: ["onboarding", `stage: ${stage}`],
    });
  const reef = open("canary-reef", "2026-03-31", { at: "2025-12-04T08:00:00Z", stage: "live" });
  const estuary = open("canary-estuary", "2026-12-31", { at: "2026-01-15T08:00:00Z", stage: "asked" });
  const env = { GITHUB_TOKEN: await one.appToken() };
  const run = async (line: string) => {
    const written: Record<string, string> = {};
    const told = await runLine(`report ${line} --org openwater --out r`, { one, env, files: written });
    return { ...told, files: written };
  };
  const pages = () => pagesOf(one);
  return { one, reef, estuary, run, pages };
}

/** Open and closed ones, by title. */
function pagesOf({ sandbox }: Lab) {
  const { issues, labels } = sandbox.store;
  const isPage = (ids: readonly string[]) => ids.some((id) => labels.get(id)?.name === "account-page");
  return [...issues.values()].filter((row) => isPage(row.labels)).sort((a, b) => (a.title < b.title ? -1 : 1));
}

describe("account pages", () => {
  it("are not kept when the config does not ask for them", async () => {
    const { run, pages } = await lived(base);
    const { code, files } = await run("weekly --post");
    expect([code, pages()]).toEqual([0, []]);
    expect(files["r/report.md"]).not.toContain("Accounts");
  });

  it("are one issue per community, with all that is known of it", async () => {
    const { run, pages } = await lived();
    const { code, err, files } = await run("weekly --post");
    expect([code, err]).toEqual([0, ""]);
    const [reef, estuary] = pages();
    expect(pages().map(({ title }) => title)).toEqual(["Account: Canary Reef", "Account: canary-estuary"]);
    expect(rowsOf(reef!.body)).toEqual([
      "Representatives | | rep-estuary",
      "Last contact | [Hub for canary-reef](https://github.com/openwater/leads/issues/1) | 2025-12-04",
      "Agreement | [Hub for canary-reef](https://github.com/openwater/leads/issues/1) | 2025-04-01 to 2026-03-31, signed, new",
      // Thursday 4 December, 08:00, and two working days.
      "First response | [Hub for canary-reef](https://github.com/openwater/leads/issues/1) | late since 2025-12-08 08:00 UTC",
      "Active people | | 2025-12: 40, 2026-01: 12",
      "Fifth person | | 2025-12-31 or earlier",
      "Onboarding, over | [Hub for canary-reef](https://github.com/openwater/leads/issues/1) | 2025-12-04 to 2025-12-04",
    ]);
    // Two working days after Thursday 15 January, 08:00, are Monday 19 January, 08:00, since nobody works at the weekend.
    expect(rowsOf(estuary!.body)).toEqual([
      "Representatives | | none named",
      "Last contact | [Hub for canary-estuary](https://github.com/openwater/leads/issues/2) | 2026-01-15",
      "Onboarding | [Hub for canary-estuary](https://github.com/openwater/leads/issues/2) | Asked, since 2026-01-15",
      "Agreement | [Hub for canary-estuary](https://github.com/openwater/leads/issues/2) | 2025-04-01 to 2026-12-31, not signed, new",
      "First response | [Hub for canary-estuary](https://github.com/openwater/leads/issues/2) | late since 2026-01-19 08:00 UTC",
      "Active people | | 2025-12: 10, 2026-01: 9",
      "Fifth person | | 2025-12-31 or earlier",
      "Scores | | 1 answer, newest 3 of 10, on 2026-01-20",
    ]);
    for (const { body } of pages()) expect(body).not.toMatch(/12345|12,345/);
    const { "r/report.html": html, "r/report.md": md } = files;
    expect(html).toContain("newest 3 of 10, on 2026-01-20");
    expect(md).toContain("## Accounts");
    expect(md).not.toContain("newest 3 of 10");
  });

  it("put what would be lost among what needs attention", async () => {
    const { run } = await lived();
    const { files } = await run("weekly --post");
    const told = files["r/report.md"]!.split("\n").filter((line) => line.startsWith("- **Community**"));
    expect(told.map((line) => line.replace(/\]\([^)]*\)/g, "]"))).toEqual([
      "- **Community**: Canary Reef may not renew: its agreement ends on 2026-03-31, and active people fell from 40 in 2025-12 to 12 in 2026-01.",
      "- **Community**: [canary-estuary] gave 3 of 10 on 2026-01-20, and nothing shows that anybody asked why.",
      "- **Community**: Canary Reef was last written with on 2025-12-04, more than 30 days ago.",
    ]);
  });

  it("are written again only when something happened, around what people wrote", async () => {
    const { one, run, pages, estuary } = await lived();
    const { world } = one.sandbox;
    await run("weekly --post");
    const before = pages().map(({ body, updatedAt }) => [body, updatedAt]);
    one.sandbox.clock.advance(3600);
    const again = await run("weekly --post");
    expect([again.code, pages().map(({ body, updatedAt }) => [body, updatedAt])]).toEqual([0, before]);
    const page = pages()[1]!;
    const theirs = `Ring them on Tuesdays.\r\n\r\n${(page.body ?? "").replaceAll("\n", "\r\n")}\r\n\r\nThey like tides.`;
    editIssue(world, builderActor(world, "bd-lead"), page, { title: "Our estuary", body: theirs });
    createComment(world, builderActor(world, "bd-lead"), estuary, "We met today.");
    one.sandbox.clock.advance(3600);
    const third = await run("weekly --post --as-of 2026-02-02T13:30:00Z");
    expect(third.code).toBe(0);
    const after = pages().find(({ id }) => id === page.id)!;
    expect(after.title).toBe("Our estuary");
    expect(after.body).toMatch(/^Ring them on Tuesdays\.\r\n\r\n/);
    expect(after.body).toMatch(/They like tides\.$/);
    expect(rowsOf(after.body)[1]).toMatch(/^Last contact .* 2026-02-02$/);
    expect(pages()).toHaveLength(2);
  });

  it("that somebody closed stay as they are", async () => {
    const { one, run, pages, estuary } = await lived();
    const { world } = one.sandbox;
    await run("weekly --post");
    const page = pages()[1]!;
    closeIssue(world, builderActor(world, "bd-lead"), page, { reason: "COMPLETED" });
    createComment(world, builderActor(world, "bd-lead"), estuary, "We met today.");
    const { body } = page;
    await run("weekly --post --as-of 2026-02-02T12:30:00Z");
    expect(pages().map((one) => [one.state, one.body])).toEqual([
      ["OPEN", pages()[0]!.body],
      ["CLOSED", body],
    ]);
  });

  it("are not written where others may read them", async () => {
    const { run, pages } = await lived(base + accounts.replace("repository: leads", "repository: support"));
    const { code, out } = await run("weekly --post");
    expect([code, pages()]).toEqual([1, []]);
    expect(out).toContain("Account pages are for the team, and openwater/support is public; none was written there.");
  });

  it("say how things stand now, whatever day a report is of", async () => {
    const { run, pages } = await lived();
    const { out } = await run("weekly --post --as-of 2026-01-20");
    expect(pages()).toEqual([]);
    expect(out).toContain("this report is of another day");
  });

  it("say amounts with a report for finance, and nothing at all to everybody", async () => {
    const { run, pages } = await lived(base.replace("every: monday,", "every: monday, audience: finance,") + accounts);
    await run("weekly --post");
    expect(pages()[0]!.body).toContain("2025-04-01 to 2026-03-31, signed, new, 12,345.00 USD");
    const { files, err } = await run("open");
    expect(Object.keys(files)).toContain("r/report.html");
    for (const [name, text] of [...Object.entries(files), ["stderr", err] as const])
      expect(text, name).not.toMatch(/canary|Accounts|may not renew/i);
  });
});

/** Rows of the page's table, without its head. */
function rowsOf(body: string | null): readonly string[] {
  const rows = (body ?? "").split(/\r?\n/).filter((line) => line.startsWith("| "));
  return rows.slice(2).map((line) => line.slice(2, -2));
}
