/** Rows 56 to 60 of the catalogue of bad input, as a reader of the report meets them: in every format, in far zones. */
import { afterEach, describe, expect, it } from "vitest";
import type { Quantity } from "../../src/report/view.ts";
import { type Lab, startLab } from "./lab.ts";
import { runLine } from "./lab-terminal.ts";

const configIn = (zone: string) => `version: 1
templates: { repository: openwater/.github, path: templates }
calendar: { zone: ${zone} }
boards:
  partnerships: { project: openwater/61 }
repositories:
  leads: { name: openwater/leads, visibility: private }
pipelines:
  leads:
    items: { repository: leads, label: lead }
    board: partnerships
    form: form.yml
    stages:
      - { id: lead, board: Lead, label: "stage: lead" }
      - { id: qualified, board: Qualified }
      - { id: partner, board: Partner, outcome: won }
    milestones: { signed: { enters: partner }, ends: { date: ends }, back: { leaves: qualified } }
    times:
      - { from: opened, to: signed }
      - { from: opened, to: back, re-entry: sum, skipped: strict }
      - { from: opened, to: closed }
    clocks:
      - { id: answer, from: opened, until: response, target: 24h }
    deliverables: { due: ends }
`;

const form = "name: A\ndescription: B\nbody:\n  - { type: input, id: ends, attributes: { label: Ends } }\n";

const labs: Lab[] = [];
afterEach(async () => {
  for (const one of labs.splice(0)) await one.close();
});

async function lived(zone = "UTC") {
  const one = await startLab({ config: configIn(zone), columns: ["Lead", "Qualified", "Partner"] });
  labs.push(one);
  one.push("bd-lead", "openwater/.github", { "templates/form.yml": form });
  one.sandbox.clock.set("2027-02-01T12:00:00Z");
  const env = { GITHUB_TOKEN: await one.appToken() };
  const lead = (title: string, at: string, { ends = "", moves = [] as readonly (readonly [string, string])[] } = {}) =>
    one.build.issue(one.places.leads, {
      ...{ title, at, by: "bd-lead", labels: ["lead"], on: [one.places.board] },
      body: `### Ends\n\n${ends}`,
      moves: moves.map(([when, to]) => ({ at: when, by: "bd-lead", to })),
    });
  const files = async (asOf: string) => {
    const made: Record<string, string> = {};
    const { code } = await runLine(`report --org openwater --out r ${asOf}`.trim(), { one, env, files: made });
    return { code, ...made } as { readonly code: number } & Readonly<Record<string, string>>;
  };
  return { one, lead, files };
}

/** Nothing that no reader should ever see. */
function expectSane({ code: _, ...files }: Readonly<Record<string, unknown>>): void {
  expect(Object.keys(files)).toHaveLength(6);
  const { sections, ...rest } = JSON.parse(String(files["r/report.json"])) as { sections: { id: string }[] };
  // Only what was delivered early has fewer days than none.
  const told = quantitiesIn([rest, sections.filter(({ id }) => !id.endsWith("-deliverables"))]);
  expect(told.filter(({ value }) => value !== null && !(value >= 0))).toEqual([]);
  for (const [name, text] of Object.entries(files)) {
    expect(
      String(text).match(/.{0,40}\b(?:NaN|Infinity|undefined|Invalid Date)\b.{0,20}/)?.[0] ?? null,
      name,
    ).toBeNull();
    expect(String(text).match(/.{0,40}[ >]-\d+(?:\.\d+)? (?:days|hours|weeks).{0,20}/)?.[0] ?? null, name).toBeNull();
  }
}

/** Every number with its unit, wherever it stands in report.json. */
function quantitiesIn(value: unknown): readonly Quantity[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.values(value).flatMap(quantitiesIn);
  return "unit" in value && "n" in value && "value" in value ? [value as Quantity, ...inner] : inner;
}

/** Rows of a CSV file, by column. */
function rowsOf(csv: string): readonly Readonly<Record<string, string>>[] {
  const [head = [], ...rows] = csv
    .trimEnd()
    .split("\n")
    .map((row) => row.split(","));
  return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? ""])));
}

describe("a report of bad input", () => {
  it("row 58: of nothing at all is whole, and says that there is nothing", async () => {
    const { files } = await lived();
    const made = await files("");
    expectSane(made);
    expect(made.code).toBe(0);
    expect(made["r/report.md"]).toContain("Nothing: no promise is late or at risk");
    expect(made["r/report.md"]).toContain("No item has come yet to: Leads.");
  });

  it("row 58: of one open item gives no share, no percentile and no forecast", async () => {
    const { lead, files } = await lived();
    lead("Only", "2027-01-04T09:00:00Z");
    const made = await files("");
    expectSane(made);
    expect(made["r/report.md"]).toContain("not enough (n = 1)");
    expect(made["r/report.md"]).toMatch(/no forecast/);
  });

  it("row 58: of items of which none has ended says how many of how many, and no median", async () => {
    const { lead, files } = await lived();
    for (let n = 0; n < 12; n += 1) lead(`Open ${n}`, `2026-12-${10 + n}T09:00:00Z`);
    const made = await files("");
    expectSane(made);
    expect(made["r/report.md"]).toMatch(/0 of 12 (?:reached|items reached)/);
  });

  it("row 56: counts a card that flips five times in a minute once, and keeps every move", async () => {
    const { lead, files } = await lived();
    const flips = ["Qualified", "Lead", "Qualified", "Lead", "Qualified"];
    lead("Flips", "2027-01-04T09:00:00Z", {
      moves: flips.map((to, n) => [`2027-01-05T10:00:${String(n * 10).padStart(2, "0")}Z`, to] as const),
    });
    lead("Jumps", "2027-01-04T09:00:00Z", { moves: [["2027-01-06T09:00:00Z", "Partner"]] });
    lead("Goes back", "2027-01-04T09:00:00Z", {
      moves: [
        ["2027-01-06T09:00:00Z", "Qualified"],
        ["2027-01-08T09:00:00Z", "Lead"],
        ["2027-01-10T09:00:00Z", "Qualified"],
        ["2027-01-13T09:00:00Z", "Lead"],
      ],
    });
    const made = await files("");
    expectSane(made);
    const moves = rowsOf(made["r/transitions.csv"]!).filter(({ url }) => url?.endsWith("/issues/1"));
    expect(moves.filter(({ at }) => at?.startsWith("2027-01-05T10:00"))).toHaveLength(5);
    // Summed: two days from the opening to the first leaving, none between; and only those that left are over.
    const back = rowsOf(made["r/waits.csv"]!).filter(({ to }) => to === "back");
    expect(back.map(({ url, end }) => [url?.split("/").at(-1), end])).toEqual(
      expect.arrayContaining([
        ["1", "open"],
        ["3", "reached"],
      ]),
    );
    expect(made["r/report.md"]).toContain("re-entry sum, skipped strict");
    expect(made["r/report.md"]).toContain("A stay of under 60 seconds");
  });

  it.each(["UTC", "Pacific/Kiritimati", "America/Sao_Paulo", "Europe/Berlin"])(
    "row 59: in %s durations stay right over a leap day, the last week of a year and clock changes, and odd times are listed",
    async (zone) => {
      const { one, lead, files } = await lived(zone);
      lead("Over a leap day", "2024-02-28T09:00:00Z", { moves: [["2024-03-01T09:00:00Z", "Partner"]] });
      lead("Over a clock change", "2026-03-28T12:00:00Z", { moves: [["2026-03-29T12:00:00Z", "Partner"]] });
      lead("Over the year", "2026-12-31T23:30:00Z", { moves: [["2027-01-01T00:30:00Z", "Partner"]] });
      const imported = lead("Imported", "2026-05-01T09:00:00Z");
      one.build.step(imported, { at: "2026-05-02T09:00:00Z", by: "bd-lead", close: "COMPLETED" });
      // As importers leave it: the issue is younger than its closing.
      imported.createdAt = "2026-05-03T09:00:00Z";
      const ancient = lead("Older than GitHub", "2026-05-01T09:00:00Z");
      ancient.createdAt = zone === "UTC" ? "1970-01-01T00:00:00Z" : "2007-01-01T00:00:00Z";
      const made = await files("--week 2026-W53");
      expectSane(made);
      const days = (number: number, to = "signed") =>
        rowsOf(made["r/waits.csv"]!).find(({ url, to: end }) => url?.endsWith(`/issues/${number}`) && end === to)?.days;
      // 28 February to 1 March 2024 are two days; 24 hours are a day also when the clock changes; an hour is 1/24.
      expect([days(1), days(2)]).toEqual(["2", "1"]);
      expect(Number(days(3))).toBeCloseTo(1 / 24, 3);
      expect(made["r/report.md"]).toMatch(/^# Weekly report, 2026-W53\n/);
      const problems = made["r/report.md"]!.split("## Data problems")[1] ?? "";
      const odd = [...problems.matchAll(/\| \[([^\]]+)\]\S+ \| Clock anomaly/g)].map(([, title]) => title);
      expect([...new Set(odd)].sort()).toEqual(["Imported", "Older than GitHub"]);
      const waits = rowsOf(made["r/waits.csv"]!);
      for (const { days: told } of waits) expect(Number(told)).toBeGreaterThanOrEqual(0);
      const backwards = waits.filter(({ end }) => end === "clock anomaly");
      expect(backwards.map(({ item, to, days: told }) => [item, to, told])).toEqual([["Imported", "closed", ""]]);
    },
  );

  it.each(["2026-02-30", "02/03/2026", "٢٠٢٦-٠٣-٠٢", "next spring"])(
    "row 60: says of the date “%s” that it cannot be read, and how it can",
    async (ends) => {
      const { lead, files } = await lived();
      lead("Ends", "2027-01-04T09:00:00Z", { ends });
      const made = await files("");
      expectSane(made);
      const problems = made["r/report.md"]!.split("## Data problems")[1]!;
      expect(problems).toContain("A date cannot be read");
      expect(problems).toContain("write it like 2026-11-30");
    },
  );
});
