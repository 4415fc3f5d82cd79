/**
 * A finance report as its reader has it, through `milepost report`, with the arithmetic of every number beside it; and
 * that no other report has any of it. Everything with "canary" in it, and every amount, is for finance only.
 */
import { afterEach, describe, expect, it } from "vitest";
import { startLab } from "./lab.ts";
import { runLine } from "./lab-terminal.ts";

const config = `version: 1
mode: plan
team: ["@openwater/partnerships"]
communities: { file: communities.yml }
boards:
  partnerships: { project: openwater/61 }
repositories:
  leads: { name: openwater/leads, visibility: private }
pipelines:
  leads:
    items: { repository: leads, label: lead }
    form: form.yml
    community: community
    stages:
      - { id: lead, label: "stage: lead" }
      - { id: partner, label: "stage: partner", outcome: won }
    contracts: { value: value, start: start, end: end, currency: currency, tier: tier, kind: kind }
money:
  currency: USD
  rates: { EUR: { rate: 1.25, date: 2026-11-30 } }
  costs: costs.csv
  usage-fees: [ { up-to: 10, each: 10 }, { up-to: 100, each: 5 }, { each: 2.5 } ]
usage: { file: usage.csv }
reports:
  weekly: { audience: team }
  books: { audience: finance }
`;

const fields = ["community", "value", "start", "end", "currency", "tier", "kind"];
const form = `name: A form
description: For this test.
body:
${fields.map((id) => `  - { type: input, id: ${id}, attributes: { label: ${id} } }\n`).join("")}`;

const contracts: Readonly<Record<string, string>>[] = [
  // 15,000 ÷ 12 = 1,250 a month
  {
    community: "reef",
    value: "15,000",
    start: "2026-01-01",
    end: "2026-12-31",
    tier: "canary-general",
    stage: "partner",
  },
  // 24,000 EUR × 1.25 = 30,000 USD; ÷ 24 = 1,250 a month
  {
    community: "estuary",
    value: "24000",
    start: "2026-01-01",
    end: "2027-12-31",
    currency: "EUR",
    tier: "canary-premier",
    stage: "partner",
  },
  // ran until September: 9,000 ÷ 9 = 1,000 a month
  { community: "kelp", value: "9000.00", start: "2026-01-01", end: "2026-09-30", stage: "partner" },
  // scenario 15: 12,000 ÷ 12 × 0.8 = 800
  { community: "reef", value: "12000", start: "2027-01-01", end: "2027-12-31", kind: "renewal", stage: "lead" },
  // 24,000 ÷ 12 × 0.3 = 600
  { community: "temple", value: "24000", start: "2027-01-01", end: "2027-12-31", kind: "new", stage: "lead" },
];

const costs = `month,account,amount
2026-11,7061,2000
2026-12,7061,"4,000.00"
2026-12,7062,1000
`;

const usage = `date,hub,users,cluster
2026-11-30,reef,280,c1
2026-12-14,reef,280,c1
2026-12-14,estuary,5,c1
`;

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Tuesday 15 December 2026, noon. */
async function lived({
  more = [] as typeof contracts,
  books = costs,
  text = config,
  prepare = async (_: Awaited<ReturnType<typeof startLab>>) => {},
} = {}) {
  const one = await startLab({ config: text });
  closing.push(() => one.close());
  const { build, places, sandbox } = one;
  sandbox.clock.set("2026-12-15T12:00:00Z");
  const folder = ".github/milepost";
  const slugs = ["reef", "estuary", "kelp", "temple", "atoll"];
  one.push("bd-lead", "openwater/.github", {
    [`${folder}/communities.yml`]: slugs.map((slug) => `- { slug: ${slug} }\n`).join(""),
    [`${folder}/form.yml`]: form,
    [`${folder}/usage.csv`]: usage,
    [`${folder}/costs.csv`]: books,
  });
  for (const { stage, ...answers } of [...contracts, ...more]) {
    const body = fields.map((id) => `### ${id}\n\n${answers[id] ?? "_No response_"}\n`).join("\n");
    const title = `canary of ${answers.community}`;
    const labels = ["lead", `stage: ${stage}`];
    build.issue(places.leads, { title, body, by: "bd-lead", at: "2025-12-01T08:00:00Z", labels });
  }
  await prepare(one);
  const env = { GITHUB_TOKEN: await one.appToken() };
  return async (line = "", files: Record<string, string> = {}) => {
    const told = await runLine(`report ${line} --org openwater --out r`, { one, env, files });
    return {
      ...told,
      files,
      md: files["r/report.md"] ?? "",
      json: JSON.parse(files["r/report.json"] ?? "null") as Report,
    };
  };
}

interface Quantity {
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly note: string | null;
}

interface Table {
  readonly id: string;
  readonly rows: readonly (readonly Record<string, unknown>[])[];
}

interface Report {
  readonly audience: string;
  readonly incomplete: readonly string[];
  readonly figures: readonly { readonly id: string; readonly now: Quantity; readonly before: Quantity | null }[];
  readonly sections: readonly {
    readonly id: string;
    readonly words: readonly string[];
    readonly tables: readonly Table[];
    readonly charts: readonly { readonly id: string; readonly table: Table }[];
  }[];
}

const figure = ({ figures }: Report, id: string) => figures.find((one) => one.id === id)?.now;

/** A table, each cell as it was counted: numbers as numbers, no value as its note. */
function table({ sections }: Report, id: string): readonly (readonly unknown[])[] {
  const found = sections
    .flatMap(({ tables, charts }) => [...tables, ...charts.map((one) => one.table)])
    .find((one) => one.id === id);
  return (found?.rows ?? []).map((row) =>
    row.map(({ kind, text, quantity, items, item }) => {
      const number = quantity as Quantity | undefined;
      if (kind === "quantity") return number!.value ?? number!.note;
      return kind === "items"
        ? (items as readonly unknown[]).length
        : kind === "item"
          ? (item as { label: string }).label
          : text;
    }),
  );
}

describe("a finance report", () => {
  it("has no money where the config does not say how it is counted, and nothing is wrong", async () => {
    const text = config
      .replace(/ {4}contracts:.*\n/, "")
      .replace(/money:[\s\S]*(?=usage: \{ file)/, "")
      .replace(/ {2}books.*\n/, "");
    const run = await lived({ text });
    const { code, json } = await run("--audience finance");
    expect(code).toBe(0);
    expect(json.sections.map(({ id }) => id)).not.toContain("money");
  });

  it("has the numbers that were worked out by hand", async () => {
    const run = await lived();
    const { code, json, md } = await run("books");
    expect(json.incomplete).toEqual([]);
    expect(code).toBe(0);
    expect(json.audience).toBe("finance");
    const none = "not known";
    const rate = "no rate of new and renewal";
    // Committed: to September 1,250 + 1,250 + 1,000; to December 1,250 + 1,250; in 2027 estuary alone.
    // Forecast from January: 1,250 + 0.8 × 1,000 + 0.3 × 2,000 = 2,650.
    // Nothing was signed and watched from the first day on often enough for rates of our own.
    expect(table(json, "money-months")).toEqual([
      ...["2026-06", "2026-07", "2026-08", "2026-09"].map((month) => [month, 3500, 3500, 3500, none, none, 3]),
      ["2026-10", 2500, 2500, 2500, none, none, 2],
      // 2,000 ÷ 2,500 = 0.8
      ["2026-11", 2500, 2500, 2500, 2000, 0.8, 2],
      // 4,000 + 1,000 = 5,000; ÷ 2,500 = 2
      ["2026-12", 2500, 2500, 2500, 5000, 2, 2],
      ...["2027-01", "2027-02", "2027-03", "2027-04", "2027-05", "2027-06"].map((month) => [
        month,
        1250,
        2650,
        rate,
        none,
        none,
        1,
      ]),
    ]);
    // A week before it was December, too, and nothing was signed or written down in between: the same numbers.
    const was = (id: string) => json.figures.find((one) => one.id === id)!.before;
    expect(was("money-committed")).toMatchObject({ value: 2500 });
    expect(was("money-ratio")).toMatchObject({ value: 2 });
    // The chart's months are the table's: 13 bars of the forecast, 13 points of what is committed.
    expect(md).toMatch(/x-axis \["2026-06", .*"2027-06"\]/);
    expect(md).toContain("line [3500, 3500, 3500, 3500, 2500, 2500, 2500, 1250, 1250, 1250, 1250, 1250, 1250]");
    expect(figure(json, "money-committed")).toMatchObject({ value: 2500 });
    // 6 × 2,650 = 15,900; with neither 6 × 1,250 = 7,500; with both 6 × (1,250 + 1,000 + 2,000) = 25,500.
    // Neither: 0.2 × 0.7 = 14 of 100, both: 0.8 × 0.3 = 24 of 100, each more than 2.5.
    expect(figure(json, "money-ahead")).toMatchObject({ value: 15_900, lower: 7_500, upper: 25_500 });
    expect(figure(json, "money-ratio")).toMatchObject({ value: 2 });
    // On 15 June reef, estuary and kelp; on 15 December kelp has none: 2 of 3.
    expect(figure(json, "money-retention")?.value).toBeCloseTo(2 / 3, 12);
    expect(table(json, "money-tiers")).toEqual([
      ["canary-general", 1250, 0.5, 1],
      ["canary-premier", 1250, 0.5, 1],
    ]);
    expect(table(json, "money-partners").map(([name, value]) => [name, value])).toEqual([
      ["estuary", 1250],
      ["reef", 1250],
    ]);
    // Three new ones were signed and one is open, of one renewal nothing is known: too few for days.
    const few = (n: number) => `not enough (n = ${n})`;
    expect(table(json, "money-cycle")).toEqual([
      ["new", 4, 3, 0, few(4), few(4), few(3)],
      ["renewal", 1, 0, 0, few(1), few(1), few(0)],
    ]);
    expect(figure(json, "money-cycle")).toMatchObject({ value: null, note: few(4) });
    // domain.md §5.6 to 280: 100 + 450 + 180 × 2.50 = 1,000; 5 × 10 = 50
    expect(table(json, "money-fees")).toEqual([
      ["estuary", 5, "2026-12-14", 50],
      ["reef", 280, "2026-12-14", 1000],
    ]);
    const words = json.sections.find(({ id }) => id === "money")!.words;
    expect(words).toEqual([
      "3 signed contracts and 2 open ones, in USD; 1 EUR = 1.25 USD (2026-11-30).",
      "Of 3 partners with a contract on 2026-06-15, 1 has none (kelp) on 2026-12-15: retention 67 %, churn 33 %.",
      "In 2026-12 the largest partner brings 50 % of committed revenue, the three largest 100 %.",
    ]);
    expect(md).toContain("2,500.00");
  });

  it("has contracts whose value, days and chances stand on the board", async () => {
    const deals =
      "deals: { project: openwater/70, fields: { value: Contract value, from: First day, to: Last day, likely: Chance } }";
    const contractsOnBoard =
      "{ value: { board: value }, start: { board: from }, end: { board: to }, likely: { board: likely } }";
    const text = config
      .replace("partnerships: { project: openwater/61 }", deals)
      .replace("form: form.yml", "form: form.yml\n    board: deals")
      .replace(/contracts: .*/, `contracts: ${contractsOnBoard}`);
    const run = await lived({
      text,
      async prepare({ build, person }) {
        const fields = {
          "Contract value": "NUMBER",
          "First day": "DATE",
          "Last day": "DATE",
          Chance: "NUMBER",
        } as const;
        const board = build.project("openwater", "Deals", { number: 70, memberAccess: "write", fields });
        const card = async (number: number, values: Readonly<Record<string, string | number>>) => {
          const issue = `openwater/leads#${number}`;
          await person("bd-lead").addToBoard(issue, board);
          for (const [name, value] of Object.entries(values))
            await person("bd-lead").setField(issue, board, name, value);
        };
        const dates = { "First day": "2026-07-01", "Last day": "2027-06-30" };
        await card(1, { ...dates, "Contract value": 6000.6 });
        await card(4, { ...dates, "Contract value": 2400, Chance: 0.25 });
      },
    });
    const { code, json } = await run("books");
    // Of what the forms say nothing counts: the other two signed ones have no card.
    expect(table(json, "data").map(([, what]) => what)).toEqual(
      [2, 3].flatMap(() =>
        ["value", "from", "to"].map(
          (name) => `The contract is signed and has nothing in "${name}"; it is in no sum. Fill it in.`,
        ),
      ),
    );
    expect(code).toBe(3);
    // 6,000.60 ÷ 12 = 500.05; and 2,400 ÷ 12 × 0.25 = 50
    expect(
      table(json, "money-months")
        .find(([month]) => month === "2027-01")
        ?.slice(1, 3),
    ).toEqual([500.05, 550.05]);
  });

  it("lists what is wrong with contracts and costs, and ends with 3", async () => {
    const more = [
      { community: "atoll", value: "-5", start: "2026-01-01", end: "2026-12-31", stage: "partner" },
      { community: "atoll", value: "5", currency: "GBP", start: "2026-01-01", end: "2026-12-31", stage: "partner" },
      { community: "estuary", value: "12", start: "2027-01-01", end: "2027-12-31", stage: "partner" },
    ];
    const run = await lived({ more, books: `${costs}2026-12,7063,free\n` });
    const { code, json } = await run("books");
    expect(code).toBe(3);
    expect(json.incomplete).toEqual(["4 problems in contracts, grants and costs, under “Data problems”."]);
    const rows = table(json, "data").map(([where, what]) => `${where} ${what}`);
    expect(rows).toHaveLength(4);
    expect(rows.join("\n")).toMatch(/leads\/issues\/\d+ The contract's amount is "-5", below zero; it is in no sum\./);
    expect(rows.join("\n")).toMatch(/The contract is in "GBP", and there is no rate for it; it is in no sum\./);
    expect(rows.join("\n")).toMatch(
      /begins on 2027-01-01, while openwater\/leads#\d+ of the same partner runs until 2027-12-31/,
    );
    expect(rows.join("\n")).toMatch(/openwater\/\.github:\.github\/milepost\/costs\.csv:5:14 "free" is not an amount/);
  });

  const year = { start: "2026-01-01", end: "2026-12-31", stage: "partner" };
  it.each<{ why: string; one: Readonly<Record<string, string>>; says: string; committed: number }>([
    {
      why: "an amount below zero",
      one: { ...year, community: "atoll", value: "-5" },
      says: 'The contract\'s amount is "-5", below zero; it is in no sum. Write what is paid.',
      committed: 2500,
    },
    {
      why: "no amount",
      one: { ...year, community: "atoll" },
      says: 'The contract is signed and has no answer to "value"; it is in no sum. Fill it in.',
      committed: 2500,
    },
    {
      why: "a currency without a rate",
      one: { ...year, community: "atoll", value: "5", currency: "GBP" },
      says: 'The contract is in "GBP", and there is no rate for it; it is in no sum. Add it under `money.rates` in the config.',
      committed: 2500,
    },
    {
      why: "two contracts of one partner at once, both of which count: 2,500 + 12 ÷ 12",
      one: { ...year, community: "reef", value: "12" },
      says: "The contract begins on 2026-01-01, while openwater/leads#1 of the same partner runs until 2026-12-31; both are counted. Correct the days of one of them.",
      committed: 2501,
    },
  ])("says one clear thing and ends with 3 for $why", async ({ one, says, committed }) => {
    const run = await lived({ more: [one] });
    const { code, json } = await run("books");
    expect(table(json, "data").map(([, what]) => what)).toEqual([says]);
    expect(code).toBe(3);
    expect(json.incomplete).toEqual(["1 problem in contracts, grants and costs, under “Data problems”."]);
    expect(figure(json, "money-committed")).toMatchObject({ value: committed });
  });

  it("lists a file of costs that is not there, and takes no month to be free", async () => {
    const run = await lived({ text: config.replace("costs: costs.csv", "costs: books.csv") });
    const { code, json } = await run("books");
    expect(code).toBe(3);
    expect(table(json, "data")).toHaveLength(1);
    expect(table(json, "money-months").map((row) => row[4])).toEqual(Array(13).fill("not known"));
  });

  it("may take costs from a file of this machine", async () => {
    const run = await lived();
    const local = { "books.csv": "month,account,amount\n2026-12,7061,1250\n2026-11,7061,-1\n" };
    const { code, json } = await run("books --costs books.csv", local);
    // 1,250 ÷ 2,500
    expect(figure(json, "money-ratio")).toMatchObject({ value: 0.5 });
    expect(code).toBe(3);
    expect(table(json, "data").map(([where]) => where)).toEqual(["books.csv:3:14"]);
    const missing = await run("books --costs none.csv");
    expect([missing.code, missing.err]).toEqual([2, expect.stringContaining("none.csv could not be read (ENOENT).")]);
  });

  it.each(["public", "team"])(
    "is the only one with amounts: the %s report has not a byte of them",
    async (audience) => {
      const wrong = [
        { community: "atoll", value: "-987654", start: "2026-01-01", end: "2026-12-31", stage: "partner" },
      ];
      const run = await lived({ more: wrong, books: `${costs}2026-12,canary-account,free\n` });
      const { code, files, json } = await run(`weekly --audience ${audience}`);
      expect(code).toBe(0);
      expect(json.sections.map(({ id }) => id)).not.toContain("money");
      const text = Object.values(files).join("\n");
      for (const amount of [
        "2500",
        "2,500",
        "1250",
        "1,250",
        "15000",
        "15,000",
        "24000",
        "9000.00",
        "987654",
        "30,000",
      ])
        expect(text, amount).not.toContain(amount);
      for (const word of [
        "canary-general",
        "canary-premier",
        "canary-account",
        "Committed",
        "USD",
        "EUR",
        "7061",
        "costs.csv",
      ])
        expect(text, word).not.toContain(word);
      if (audience === "public") expect(text).not.toContain("canary");
      // The same run says it to finance.
      expect(Object.values((await run("books")).files).join("\n")).toContain("987654");
    },
  );
});

describe("money in other reports", () => {
  it("is not posted where a report for the team is", async () => {
    const run = await lived({ text: config.replace("mode: plan", "mode: apply\nstarts: 2026-01-01") });
    const { code, err } = await run("weekly --post --audience finance");
    expect(code).toBe(2);
    expect(err).toContain("--audience finance would post amounts where this report is posted for others.");
  });

  it("is refused by the config", async () => {
    const run = await lived({
      text: config.replace("weekly: { audience: team }", "weekly: { audience: team, sections: [money] }"),
    });
    const { code, err } = await run("weekly");
    expect(code).toBe(2);
    expect(err).toContain("This report is for the team, and money is shown to finance alone.");
  });
});
