/**
 * Usage and satisfaction as the reader of a report has them: from files of a repository, from issues of a survey and from
 * Prometheus, through `milepost report`. Everything with "canary" in it is for the team only.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { base, closing, figure, lived, section, sources, survey, table, usage } from "./lived-communities.ts";

describe("usage and satisfaction in a report", () => {
  it("are not there when the config does not ask for them", async () => {
    const { run } = await lived({ config: base });
    const { code, json, md } = await run();
    expect([code, json.incomplete]).toEqual([0, []]);
    expect([section(json, "usage"), section(json, "satisfaction"), figure(json, "usage")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(md).not.toMatch(/promoter|Active people/);
  });

  it("tell the team of every community", async () => {
    const { run } = await lived();
    const { code, err, json, md, files } = await run();
    expect([code, err, json.incomplete]).toEqual([0, "", []]);
    // 24 + 0 + 4 people in January, 20 + 10 in December; staging is left out.
    expect(figure(json, "usage")).toMatchObject({ now: { value: 28, n: 3, note: null }, before: { value: 30, n: 2 } });
    expect(table(json, "usage-communities")).toEqual([
      "canary-estuary | 0 | 2026-01-31 | -10 | 2026-01-01",
      "canary-reef | 24 | 2026-01-31 | +4 | ",
      "canary-temple | 4 | 2026-01-31 | not known | ",
    ]);
    // Scenario 6: 2026-01-04 to the last count of four people, 2026-01-31, is 27 days.
    expect(table(json, "usage-first")).toEqual([
      "canary-estuary | 2025-12-05 | 2025-12-31 or earlier | 26 days or fewer",
      "canary-reef | 2025-12-04 | 2025-12-31 or earlier | 27 days or fewer",
      "canary-temple | 2026-01-04 | not yet | 27+ days, open",
    ]);
    // Three promoters and one detractor of five: 40; (3.75 − 1.75)/8 ± 1.96 √((5.5/8 − 0.25²)/8) = −29.8 to 79.8.
    const nps = figure(json, "satisfaction")!.now;
    expect(nps).toMatchObject({ value: 40, n: 5, lower: expect.closeTo(-29.78, 2), upper: expect.closeTo(79.78, 2) });
    expect(table(json, "satisfaction-quarters").at(-1)).toMatch(/^all time \| 40 \| 0\.8 \| 5 \| 0\.83/);
    expect(table(json, "satisfaction-low")).toEqual(["canary-temple | 3 | 2026-01-09 | not said | "]);
    expect(md).toContain("5 of 6 who were asked answered.");
    expect(files["r/report.html"]).toContain("27+ days, open");
  });

  it("are as of the moment asked for", async () => {
    const { run } = await lived();
    const { json } = await run("--as-of 2026-01-15");
    expect(figure(json, "usage")!.now).toMatchObject({ value: 30, n: 2 });
    expect(table(json, "usage-first").at(-1)).toBe("canary-temple | 2026-01-04 | not known | not known");
  });

  it("tell everybody sums and scores, and no community", async () => {
    const { run } = await lived({
      usage: `${usage}2026-01-31,canary-reef,25,canary-c1\n`,
      survey: `${survey}canary-reef,2026-01-11,11\n`,
    });
    const { code, files, err, json } = await run("--audience public");
    expect(code).toBe(3);
    for (const [name, text] of Object.entries(files)) expect(text, name).not.toContain("canary");
    expect(err).not.toContain("canary");
    expect(figure(json, "satisfaction")!.now).toMatchObject({ value: 40, n: 5 });
    // A day with two numbers, reef without a count since, and the score of 11.
    expect(table(json, "data")).toEqual(["Usage and answers | 3 problems in what was read."]);
  });

  it("tell everybody nothing where only two communities are counted and asked", async () => {
    const two = (text: string) =>
      text
        .split("\n")
        .filter((line) => !line.includes("temple"))
        .join("\n");
    const { run } = await lived({ usage: two(usage), survey: two(survey) });
    const { json, files } = await run("--audience public");
    expect([figure(json, "usage"), figure(json, "satisfaction"), section(json, "satisfaction")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    for (const text of Object.values(files)) expect(text).not.toContain("canary");
  });

  it("tell everybody each community's usage where the config says that it is public", async () => {
    const { run } = await lived({ config: base + sources.replace("usage: {", "usage: { public: true,") });
    const { json } = await run("--audience public");
    expect(table(json, "usage-communities")).toHaveLength(3);
    expect(table(json, "satisfaction-communities")).toEqual([]);
  });
});

describe("data problems", () => {
  it("are listed with their places, are no numbers, and end with exit code 3", async () => {
    const { run } = await lived({
      usage: usage
        .replace("2026-01-31,canary-reef,24", "2026-01-31,canary-reef,-24")
        .concat("2026-01-31,canary-temple,4,canary-c2\n"),
      survey: survey.replace("-09,3", "-09,11"),
    });
    const { code, err, json, md } = await run();
    expect(code).toBe(3);
    expect(err).toContain("incomplete: 4 problems in what was read of usage and answers");
    const at = "openwater/.github:.github/milepost";
    expect(table(json, "data")).toEqual([
      `${at}/usage.csv:3:24 | "-24" is not a number of people; the row is left out. Write a whole number, 0 or more.`,
      `${at}/survey.csv:6:26 | "11" is not a score; the row is left out. Write a whole number, 0 to 10, or nothing for no answer.`,
      `${at}/usage.csv:9:1 | canary-c2/canary-temple was counted 2 times on 2026-01-31, with the same number; it is used once. Keep one row per place and day.`,
      `${at}/usage.csv:2:1 | canary-c1/canary-reef was not counted after 2025-12-31, and others were. Find out whether it is still counted.`,
    ]);
    // Reef is not known in January: neither 0 nor 24 of it is in the sum, and the score of 11 is in no score.
    expect(figure(json, "usage")!.now).toMatchObject({ value: 4, n: 2 });
    expect(figure(json, "satisfaction")!.now).toMatchObject({ value: null, n: 4, note: "not enough (n = 4)" });
    expect(md).toContain("Data problems");
  });

  it("tell of a month that was counted before and after and not in it, which stays unknown", async () => {
    const { run } = await lived({
      usage: usage.replace("2025-12-31,canary-reef,20", "2025-11-30,canary-reef,20"),
    });
    const { code, json } = await run();
    expect(code).toBe(3);
    expect(table(json, "data")).toEqual([
      "openwater/.github:.github/milepost/usage.csv:3:1 | canary-c1/canary-reef was not counted in 2025-12. The months stay unknown. Add the rows.",
    ]);
    // 24, 0 and 4 in January, as counted; December is Estuary's 10 alone, of one community and not of two.
    expect(figure(json, "usage")!.now).toMatchObject({ value: 28, n: 3 });
    const reef = table(json, "usage-communities").find((row) => row.startsWith("canary-reef"));
    expect(reef).toContain("not known");
  });

  it("tell of a file that is not there, and the rest of the report stands", async () => {
    const { run } = await lived({ survey: null });
    const { code, json } = await run();
    expect(code).toBe(3);
    expect(table(json, "data")).toEqual([
      "openwater/.github:.github/milepost/survey.csv | There is no such file. Add it, or correct its path in the config.",
    ]);
    expect(figure(json, "usage")!.now.value).toBe(28);
  });
});

describe("answers as issues", () => {
  const config = `${base}rules:
  surveys: { items: { repository: leads, label: survey }, form: form.yml, community: community }
satisfaction: { form: { of: surveys, score: score } }
`;

  it("are read from the form, one that is no score with its issue", async () => {
    const { run } = await lived({
      config,
      live: ({ build, places }) => {
        for (const [index, score] of ["10", "9", "8", "0", "7", "11", "_No response_"].entries()) {
          const body = `### Community\n\ncanary-reef\n\n### Score\n\n${score}\n`;
          build.issue(places.leads, {
            title: "Survey",
            body,
            by: "rep-estuary",
            at: `2026-01-1${index}T08:00:00Z`,
            labels: ["survey"],
          });
        }
      },
    });
    const { code, json } = await run();
    expect(code).toBe(3);
    // Two promoters and one detractor of five: 20. Who was not asked by us is not known.
    expect(figure(json, "satisfaction")!.now).toMatchObject({ value: 20, n: 5 });
    expect(table(json, "data")).toHaveLength(1);
    expect(table(json, "data")[0]).toMatch(
      /^https:\/\/github\.com\/openwater\/leads\/issues\/\d+ \| "11" is not a score\. Choose 0 to 10\.$/,
    );
    expect(table(json, "satisfaction-quarters").at(-1)).toMatch(/not known$/);
  });
});

describe("usage from Prometheus", () => {
  async function metrics(users: number) {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url!);
      const at = Date.UTC(2026, 1, 2) / 1000 - 1;
      const result = [{ metric: { namespace: "canary-reef" }, values: [[at, String(users)]] }];
      response.end(JSON.stringify({ status: "success", data: { resultType: "matrix", result } }));
    });
    await new Promise<void>((ready) => void server.listen(0, "127.0.0.1", ready));
    closing.push(() => server.close());
    return { asked, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  const asking = (origin: string) => `${base}usage: { prometheus: { url: "${origin}", query: active_users } }\n`;

  it("is asked where whoever runs this says so, up to the end of yesterday", async () => {
    const { asked, origin } = await metrics(12);
    const { run } = await lived({
      config: asking(origin),
      env: { PROMETHEUS_ORIGINS: `https://else.example.org, ${origin}/` },
    });
    const { code, json } = await run();
    expect(code).toBe(0);
    expect(table(json, "usage-communities")).toEqual(["canary-reef | 12 | 2026-02-01 | not known | "]);
    expect(asked).toHaveLength(1);
    expect(new URL(asked[0]!, origin).searchParams.get("end")).toBe("2026-02-01T23:59:59Z");
  });

  it("is not asked otherwise, and the report says why", async () => {
    const { asked, origin } = await metrics(12);
    const { run } = await lived({ config: asking(origin) });
    const { code, json } = await run();
    expect([code, asked]).toEqual([3, []]);
    expect(table(json, "data")).toEqual([
      `${origin} | ${origin} may not be asked from here. Whoever runs Milepost may add it to PROMETHEUS_ORIGINS.`,
    ]);
    expect(figure(json, "usage")!.now).toMatchObject({ value: null, note: "nothing was counted" });
  });

  it("is down: one line says so, usage is not known and never nothing, and the rest stands", async () => {
    const { origin } = await metrics(12);
    await closing.pop()!();
    const { run } = await lived({ config: asking(origin), env: { PROMETHEUS_ORIGINS: origin } });
    const { code, json } = await run();
    expect(code).toBe(3);
    expect(table(json, "data")).toEqual([
      `${origin} | Prometheus could not be reached at ${new URL(origin).host}. Check that it runs and can be reached from here.`,
    ]);
    expect(figure(json, "usage")!.now).toMatchObject({ value: null, note: "nothing was counted" });
  });
});
