import { describe, expect, it } from "vitest";
import { runCommand } from "../../src/entry/cli/program.ts";
import { readMoment } from "../../src/entry/cli/survival-cells.ts";
import type { SurvivalResult } from "../../src/entry/cli/survival-result.ts";
import type { Terminal } from "../../src/entry/cli/terminal.ts";
import { instant, secondsOf } from "../../src/model/time.ts";
import { type Column, expectColumn, golden } from "../measure/r-numbers.ts";
import { runLine } from "./lab-terminal.ts";

/** Runs `milepost survival` over a file of these lines. */
async function survive(lines: readonly string[] | string, options: string, { isTTY = false } = {}) {
  const text = typeof lines === "string" ? lines : `${lines.join("\n")}\n`;
  const told = await runLine(`survival waits.csv ${options}`.trim(), { files: { "waits.csv": text }, isTTY });
  const json = (): SurvivalResult => JSON.parse(told.out) as SurvivalResult;
  return { ...told, json };
}

const dates = "--from opened --to signed";

describe("milepost survival", () => {
  it("says that there is nothing when the file has only its first line", async () => {
    const { code, json } = await survive(["opened,signed"], dates);
    expect(code).toBe(0);
    expect(json()).toMatchObject({
      version: 1,
      rows: { read: 0, used: 0 },
      incomplete: false,
      comparison: null,
      bad: [],
    });
    expect(json().groups).toMatchObject([{ group: null, n: 0, enough: false, curve: { days: [] } }]);
  });

  it("gives R's numbers for lung, in every column", async () => {
    const r = golden<Record<string, Column>>("lung.json");
    const rows = r.days!.map((days, row) => `${days},${r.reached![row]}`);
    const { code, json } = await survive(["days,reached", ...rows], "--days days --end reached --json");
    const { curve, kaplanMeier, ended, open } = json().groups[0]!;
    expect([code, ended, open]).toEqual([0, [{ end: "reached", n: 165 }], 63]);
    expectColumn(curve.days, r.time!, "time");
    for (const name of ["atRisk", "censored", "survival"] as const) expectColumn(curve[name], r[name]!, name);
    for (const name of ["events", "stdErr", "lower", "upper"] as const)
      expectColumn(kaplanMeier!.curve[name], r[name]!, name);
    expect(kaplanMeier!.percentiles.map(({ share }) => share)).toEqual(r.probs);
    expectColumn(
      kaplanMeier!.percentiles.map(({ value }) => value),
      r.quantile!,
      "quantile",
    );
    expectColumn(
      kaplanMeier!.percentiles.map(({ upper }) => upper),
      r.quantileUpper!,
      "quantileUpper",
    );
    // R: summary(survfit(…, conf.type = "log-log"), times = c(30, 90, 180)), as the share that is over.
    expect(kaplanMeier!.at.map(({ share }) => share!.toFixed(6))).toEqual(["0.043860", "0.118421", "0.278329"]);
  });

  it("gives R's incidences where there are several ends, and what is open", async () => {
    const r = golden<Record<string, Column> & { end: readonly string[] }>("two-ends.json");
    const rows = r.days!.map((days, row) => `${days},${r.end[row]}`);
    const { json } = await survive(["days,how", ...rows], "--days days --end how --reached signed");
    expect(json()).toMatchObject({ ends: ["signed", "lost"], waitedFor: "signed" });
    const { curve, kaplanMeier, incidences } = json().groups[0]!;
    expect(kaplanMeier).toBeNull();
    expectColumn(curve.survival, r.stillOpen!, "stillOpen");
    for (const { end, curve: columns } of incidences!)
      for (const name of ["events", "incidence", "stdErr", "lower", "upper"] as const)
        expectColumn(columns[name], r[`${name}_${end}`]!, `${name}_${end}`);
  });

  it("compares groups as R's survdiff does", async () => {
    const r =
      golden<Record<string, { days: number[]; reached: number[]; group: string[]; chiSquare: number }>>("log-rank.json")
        .lungBySex!;
    const rows = r.days.map((days, row) => `${days},${r.reached[row]},${r.group[row]}`);
    const { json } = await survive(["days,over,sex", ...rows], "--days days --end over --group sex");
    expect(json().groups.map(({ group, n }) => [group, n])).toEqual([
      ["1", 138],
      ["2", 90],
    ]);
    expect(json().comparison!.chiSquare).toBeCloseTo(r.chiSquare, 9);
  });

  it("takes times that differ by rounding for the same in all groups, as R does", async () => {
    // R: survdiff(Surv(c(0.1 + 0.2, 2, 0.3, 3), c(1, 1, 1, 1)) ~ c(1, 1, 2, 2)): one tie at 0.3, of 2 in 4.
    const lines = ["days,who", "0.30000000000000004,a", "2,a", "0.3,b", "3,b"];
    const { json } = await survive(lines, "--days days --group who");
    expect(json().comparison!.groups.map(({ expected }) => expected)).toEqual([1.5, 2.5]);
    expect(json().comparison!.chiSquare).toBeCloseTo(0.4285714285714286, 9);
  });

  it("counts waits with dates in days from their own beginning, and open ones up to the as-of date", async () => {
    const lines = ["opened,signed", "2026-01-01,2026-01-11", "2026-01-01 06:00,2026-01-02T18:00:00Z", "2026-01-01,"];
    const { json } = await survive(lines, `${dates} --as-of 2026-01-31`);
    expect(json()).toMatchObject({ asOf: "2026-01-31T00:00:00Z", ends: ["signed"], groups: [{ n: 3, open: 1 }] });
    expect(json().groups[0]!.curve.days).toEqual([1.5, 10, 30]);
  });

  it("counts a day with a clock change as it was in the zone", async () => {
    const lines = ["opened,signed", "2026-03-28,2026-03-29", "2026-03-29,2026-03-30"];
    const { json } = await survive(lines, `${dates} --zone Europe/Berlin`);
    expect(json().groups[0]!.curve.days).toEqual([23 / 24, 1]);
  });

  it("knows nothing of what happened after the as-of date", async () => {
    const lines = ["opened,signed,why", "2026-01-01,2026-03-01,lost", "2026-02-15,,", "2026-01-01,2026-01-20,"];
    const { json, code } = await survive(lines, `${dates} --end why --as-of 2026-02-01`);
    expect(json().rows).toMatchObject({ read: 3, used: 2, notBegun: 1, anomalies: 0 });
    expect(json().groups[0]).toMatchObject({
      open: 1,
      ended: [{ end: "signed", n: 1 }],
    });
    expect(code).toBe(0);
  });

  it("takes a second date for the end waited for unless the end column says otherwise", async () => {
    const lines = [
      "opened,signed,why",
      "2026-01-01,2026-01-03,",
      "2026-01-01,2026-01-04,lost",
      "2026-01-01,2026-01-05,open",
    ];
    const { json } = await survive(lines, `${dates} --end why`);
    expect(json().groups[0]).toMatchObject({
      open: 1,
      ended: [
        { end: "signed", n: 1 },
        { end: "lost", n: 1 },
      ],
    });
  });

  it("counts those watched late from when they were watched", async () => {
    const r = golden<Record<string, Column>>("late.json");
    const rows = r.days!.map((days, row) => `${days},${r.reached![row]},${r.entry![row]}`);
    const { json } = await survive(["age,dead,since", ...rows], "--days age --end dead --entry since");
    expectColumn(json().groups[0]!.curve.survival, r.survival!, "survival");
  });

  it.each([
    { text: "days;end\n1;1\n2;0\n", why: "semicolons" },
    { text: "days\tend\n1\t1\n2\t0\n", why: "tabs" },
    { text: "\uFEFFdays,end\r\n1,yes\r\n2,no\r\n", why: "a byte order mark and CRLF" },
    { text: 'days,end\n"1","TRUE"\n\n2,\n\n', why: "quotes, empty lines, an empty end" },
    { text: "end,days\rreached,1\ropen,2", why: "lone CR, no last line end" },
  ])("reads the same table whatever it is written with: $why", async ({ text }) => {
    const { json, code } = await survive(text, "--days days --end end");
    expect(code).toBe(0);
    expect(json().groups[0]).toMatchObject({ n: 2, open: 1, curve: { days: [1, 2], survival: [0.5, 0.5] } });
  });

  it.each([
    { row: "2026-02-30,", at: "2:1", kind: "unreadable", says: '"2026-02-30" is no date', why: "no such day" },
    { row: "02/03/2026,", at: "2:1", kind: "unreadable", says: "Write it as 2026-01-31", why: "two meanings" },
    { row: "٢٠٢٦-٠١-٠١,", at: "2:1", kind: "unreadable", says: "is no date", why: "digits of a locale" },
    { row: ",2026-01-02", at: "2:1", kind: "unreadable", says: "An empty field is no date", why: "no beginning" },
    { row: "2026-01-01,soon", at: "2:12", kind: "unreadable", says: '"soon" is no date', why: "the second column" },
    { row: '"2026-01-01",2026-13-01', at: "2:14", kind: "unreadable", says: "is no date", why: "after a quoted field" },
    { row: "2026-01-01T25:00Z,", at: "2:1", kind: "unreadable", says: "is no date", why: "no such hour" },
    {
      row: "2026-01-01",
      at: "2:1",
      kind: "unreadable",
      says: "This row has 1 fields, the first line has 2",
      why: "a field is missing",
    },
    {
      row: "2026-01-02,2026-01-01",
      at: "2:12",
      kind: "anomaly",
      says: "It ended before it began",
      why: "closed before opened",
    },
    { row: "2226-01-02,", at: "2:1", kind: "anomaly", says: "It begins in the future", why: "a future date" },
    { row: "2026-01-01,2226-01-02", at: "2:12", kind: "anomaly", says: "It ended in the future", why: "a future end" },
  ])("lists a row with its place and leaves it out: $why", async ({ row, at, kind, says }) => {
    const { code, json } = await survive(["opened,signed", row, "2026-01-01,2026-01-11"], dates);
    expect(json().bad.map(({ line, column, ...bad }) => ({ at: `${line}:${column}`, kind: bad.kind }))).toEqual([
      { at, kind },
    ]);
    expect(`${json().bad[0]!.what} ${json().bad[0]!.todo}`).toContain(says);
    expect(json().groups[0]!.n).toBe(1);
    expect([json().incomplete, code]).toEqual(kind === "unreadable" ? [true, 3] : [false, 0]);
  });

  it.each([
    { row: "-1,1", says: "less than no time", why: "a negative duration" },
    {
      row: "3,5;1",
      says: "This row has 2 fields",
      why: "a decimal comma",
      header: "days;end",
      head: "3,5 is one field",
    },
    { row: "1e999,1", says: '"1e999" is no number', why: "more than a number holds" },
    { row: "NaN,1", says: '"NaN" is no number', why: "not a number" },
    { row: "٣,1", says: "is no number of days", why: "digits of a locale" },
  ])("lists days that are none: $why", async ({ row, says, header = "days,end" }) => {
    const { json } = await survive([header, row], "--days days --end end");
    expect([json().bad.length, json().groups[0]!.n]).toEqual([1, 0]);
    if (header === "days,end") expect(json().bad[0]!.what).toContain(says);
  });

  it("finds the line after fields with line breaks in them", async () => {
    const { json } = await survive('note,days\n"one\ntwo\r\nthree",1\n"é, ü",x\n', "--days days");
    expect(json().bad).toMatchObject([{ line: 5, column: 8 }]);
    const within = await survive('note,days\n"one\ntwo",x\n', "--days days");
    expect(within.json().bad).toMatchObject([{ line: 3, column: 6 }]);
  });

  it("keeps a group whose name is a word of JavaScript, and one without a name", async () => {
    const { json } = await survive(["days,source", "1,__proto__", "2,", "3,constructor"], "--days days --group source");
    expect(json().groups.map(({ group, n }) => [group, n])).toEqual([
      ["(empty)", 1],
      ["__proto__", 1],
      ["constructor", 1],
    ]);
  });

  it.each([
    { lines: ["a,b"], options: "", says: "Say which columns to read. Dates: --from COLUMN --to COLUMN" },
    { lines: ["a,b"], options: "--from a", says: "Say which columns to read." },
    {
      lines: ["a,b"],
      options: "--days a --from b",
      says: "a table gives either dates or days. Leave one of them out.",
    },
    {
      lines: ["opened,signed"],
      options: "--from opend --to signed",
      says: 'waits.csv:1:1  There is no column "opend". Did you mean `opened`?',
    },
    { lines: ["a,b,a"], options: "--days a", says: 'waits.csv:1:5  Two columns are called "a". Rename one of them.' },
    { lines: "", options: "--days a", says: "waits.csv:1:1  The file is empty. Its first line names the columns." },
    {
      lines: ["days,x", '1,"2'],
      options: "--days days",
      says: "waits.csv:2:3  A quote is opened here and never closed.",
    },
    {
      lines: ["days,x", '1,2"3"'],
      options: "--days days",
      says: "waits.csv:2:3  There is a quote in the middle of this field.",
    },
    { lines: ["a,b"], options: "--from a --to b --as-of 2026-02-30", says: '--as-of "2026-02-30" is no date.' },
    {
      lines: ["a,b"],
      options: "--from a --to b --zone Mars",
      says: '--zone "Mars" is no time zone. Write it as Europe/Berlin.',
    },
    {
      lines: ["days,end", ...Array.from({ length: 40 }, (_, n) => `${n},e${n}`)],
      options: "--days days --end end",
      says: "waits.csv  The column for --end says more than 30 different things (e0, e1, e2 …). Name another column.",
    },
  ])("refuses with $says", async ({ lines, options, says }) => {
    const { code, err, out } = await survive(lines, options);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(says);
  });

  it("says so when there is no such file", async () => {
    const { code, err } = await runLine("survival none.csv --days days");
    expect([code, err]).toEqual([2, "none.csv  There is no such file. Give the path of a CSV file.\n"]);
  });
});

describe("milepost survival on a terminal", () => {
  it("gives no number where there are too few", async () => {
    const { out } = await survive(["days,end", "1,1", "2,1", "3,0"], "--days days --end end", { isTTY: true });
    expect(out).toContain("3 waits: 2 reached, 1 still open.");
    expect(out).toContain("not enough (n = 3)");
    expect(out).not.toContain("half");
  });

  it("says that nothing was reached, and never NaN", async () => {
    const lines = ["days,end", ...Array.from({ length: 12 }, (_, n) => `${n},open`)];
    const { out } = await survive(lines, "--days days --end end", { isTTY: true });
    expect(out).toContain("no data (0 of 12 reached)");
    expect(out).not.toMatch(/NaN|Infinity|null|undefined/);
  });

  it("gives the median and its limits in words, and a bar at round days", async () => {
    const r = golden<Record<string, Column>>("lung.json");
    const rows = r.days!.map((days, row) => `${days},${r.reached![row]}`);
    const { out } = await survive(["days,reached", ...rows], "--days days --end reached", { isTTY: true });
    expect(out).toContain("half reached by  310 days  [284–361]  (n = 228)");
    expect(out).toContain("85 % reached by  689 days  [613–765]  (n = 228)");
    // R: summary(fit, times = 400) has S = 0.377 [0.307, 0.446]; of 228, 57 are watched beyond it.
    expect(out).toMatch(/ 400 {2}█{19}·{11} {2}62 % \[55–69\] {3}57\n/);
  });

  it("gives no number for an end that few came to", async () => {
    const lines = ["days,how", ...Array.from({ length: 9 }, (_, n) => `${n + 1},${n === 4 ? "signed" : "lost"}`)];
    const { out } = await survive(lines, "--days days --end how --reached signed", { isTTY: true });
    expect(out).toContain("of the 1 signed: not enough (n = 1)");
    expect(out).toContain("of the 8 lost: median 5 days");
  });

  it("compares no groups of which one is too small, and says so", async () => {
    const rows = (n: number, who: string) => Array.from({ length: n }, (_, at) => `${at + 1},${who}`);
    const two = (small: number) =>
      survive(["days,who", ...rows(9, "a"), ...rows(small, "b")], "--days days --group who", { isTTY: true });
    const { out } = await two(4);
    expect(out).toContain("Groups are not compared: too few waits in b (n = 4).");
    expect(out).not.toContain("log-rank");
    const enough = await two(5);
    expect(enough.out).toContain("log-rank");
    expect(enough.out).not.toContain("not compared");
  });

  it("asks whether the end was meant when no row has it", async () => {
    const lines = ["days,how", ...Array.from({ length: 9 }, (_, n) => `${n + 1},${n % 2 ? "won" : "lost"}`)];
    const { out } = await survive(lines, "--days days --end how --reached signed", { isTTY: true });
    expect(out).toContain('No wait here ends as "signed". What they end as: lost, won.');
    const meant = await survive(lines, "--days days --end how --reached won", { isTTY: true });
    expect(meant.out).not.toContain("No wait here");
  });

  it("says that it is incomplete before anything else, and lists the rows", async () => {
    const lines = ["days", "1", "x", ...new Array(25).fill("y")];
    const { out } = await survive(lines, "--days days", { isTTY: true });
    expect(out.split("\n")[0]).toBe("  ! incomplete: 26 rows could not be read; they are listed below.");
    expect(out).toContain('waits.csv:3:1  "x" is no number of days. Write it as 12 or 12.5.');
    expect(out).toContain("… and 6 more; --json lists up to 10,000.");
  });

  it("prints no control characters that stand in the file", async () => {
    const evil = "\u001b[2J\u202Elost\u0007";
    const lines = ["days,how,who", `1,${evil},${evil}`, `2,${evil},b`, `${evil},1,b`];
    const { out } = await survive(lines, "--days days --end how --group who", { isTTY: true });
    expect(out).toContain("[2Jlost");
    expect(out.replace(/\n/g, "")).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
  });
});

describe("a large file", () => {
  it("says on the terminal how far it is, beside the result", async () => {
    const told = { out: "", err: "" };
    const rows = Array.from({ length: 200_000 }, (_, n) => `${n % 97},${n % 3}`);
    const terminal: Terminal = {
      out: { write: (text) => (told.out += text) },
      err: { write: (text) => (told.err += text), isTTY: true },
      env: {},
      readFile: () => `days,end\n${rows.join("\n")}\n`,
      writeNew: () => "there",
      write: () => {},
      isLink: () => false,
    };
    const code = await runCommand("survival big.csv --days days --end end".split(" "), terminal, "0.1.0");
    expect([code, told.err]).toEqual([0, "100,000 rows read\n200,000 rows read\n"]);
    // Counted by hand: n % 97 has 97 values; every third row is open (0), every third reached (1), every third "2".
    expect(JSON.parse(told.out)).toMatchObject({
      groups: [{ n: 200_000, open: 66_667, ended: [{ n: 66_667 }, { end: "2", n: 66_666 }] }],
    });
  });
});

describe("moments", () => {
  it.each([
    { text: "2026-01-31", zone: "UTC", is: "2026-01-31T00:00:00Z" },
    { text: " 2026-01-31 ", zone: "America/New_York", is: "2026-01-31T05:00:00Z" },
    { text: "2026-01-31 09:30", zone: "Europe/Berlin", is: "2026-01-31T08:30:00Z" },
    { text: "2026-01-31 09:30:15.9", zone: "UTC", is: "2026-01-31T09:30:15Z" },
    { text: "2026-01-31T09:30:15z", zone: "Europe/Berlin", is: "2026-01-31T09:30:15Z" },
    { text: "2026-01-31T09:30:15+0530", zone: "UTC", is: "2026-01-31T04:00:15Z" },
    { text: "2026-01-31 09:30:15 +14:00", zone: "UTC", is: "2026-01-30T19:30:15Z" },
    { text: "2024-02-29", zone: "UTC", is: "2024-02-29T00:00:00Z" },
    { text: "1970-01-01", zone: "UTC", is: "1970-01-01T00:00:00Z" },
  ])("reads $text in $zone", ({ text, zone, is }) => {
    expect(readMoment(text, zone)).toBe(secondsOf(instant(is)));
  });

  it.each([
    "",
    "2025-02-29",
    "2026-01-31T24:00",
    "2026-01-31T09:60",
    "31.01.2026",
    "2026-1-31",
    "1769817600",
    "2026-02-30T09:00:00Z",
  ])("does not guess at %j", (text) => {
    expect(readMoment(text, "UTC")).toBeNull();
  });
});
