import { describe, expect, it } from "vitest";
import { readUsageCsv } from "../../src/sources/usage-csv.ts";

const read = (text: string) => readUsageCsv("usage.csv", text);

describe("a CSV file of usage", () => {
  it("without rows says nothing", () => {
    expect(read("date,hub,users,cluster\n")).toEqual({ usage: { counts: [], accounts: [] }, problems: [] });
  });

  const shapes: { why: string; text: string; places: [string, string, number][] }[] = [
    {
      why: "by hub",
      text: "date,hub,users,cluster\n2026-09-30,prod,12,reef\n",
      places: [["reef/prod", "2026-09-30", 12]],
    },
    {
      why: "by hub, in another order",
      text: "cluster,users,hub,date\nreef,0,prod,2026-09-30\n",
      places: [["reef/prod", "2026-09-30", 0]],
    },
    {
      why: "by hub, without clusters",
      text: "date,hub,users\n2026-09-30,prod,12\n",
      places: [["prod", "2026-09-30", 12]],
    },
    {
      why: "people of a cluster, with times and decimals",
      text: "date,cluster,unique_users\n2026-09-30 23:59:59,reef,12.0\n2026-10-01T23:59:59+00:00,reef,7\n",
      places: [
        ["reef", "2026-09-30", 12],
        ["reef", "2026-10-01", 7],
      ],
    },
  ];
  it.each(shapes)("is read: $why", ({ text, places }) => {
    const { usage, problems } = read(text);
    expect(problems).toEqual([]);
    expect(usage.counts.map(({ place, day, users }) => [place, day, users])).toEqual(places);
    expect(usage.counts[0]!.where).toMatch(/^usage\.csv:2:\d+$/);
  });

  it("of accounts has one per row", () => {
    const { usage, problems } = read("date,hub,account\n2026-09-30,prod,person-1\n");
    expect([usage, problems]).toEqual([
      { counts: [], accounts: [{ place: "prod", day: "2026-09-30", account: "person-1" }] },
      [],
    ]);
  });

  const bad: { why: string; row: string; where: string; what: RegExp }[] = [
    {
      why: "nobody counted",
      row: "2026-09-30,prod,,reef",
      where: "usage.csv:3:17",
      what: /An empty cell is not a number of people; the row is left out/,
    },
    { why: "fewer than nobody", row: "2026-09-30,prod,-1,reef", where: "usage.csv:3:17", what: /"-1"/ },
    { why: "half a person", row: "2026-09-30,prod,1.5,reef", where: "usage.csv:3:17", what: /"1.5"/ },
    { why: "words", row: "2026-09-30,prod,many,reef", where: "usage.csv:3:17", what: /"many"/ },
    { why: "no number", row: "2026-09-30,prod,NaN,reef", where: "usage.csv:3:17", what: /"NaN"/ },
    {
      why: "a day that does not exist",
      row: "2026-09-31,prod,1,reef",
      where: "usage.csv:3:1",
      what: /"2026-09-31" is not a day/,
    },
    { why: "a day in another order", row: "30.9.2026,prod,1,reef", where: "usage.csv:3:1", what: /is not a day/ },
    { why: "no hub", row: "2026-09-30,,1,reef", where: "usage.csv:3:12", what: /An empty cell is no name/ },
  ];
  it.each(bad)("tells of $why, and keeps the other rows", ({ row, where, what }) => {
    const { usage, problems } = read(`date,hub,users,cluster\n2026-08-31,prod,1,reef\n${row}\n`);
    expect(problems).toMatchObject([
      { code: "usage-row", where, what: expect.stringMatching(what), severity: "error" },
    ]);
    expect(usage.counts).toHaveLength(1);
  });

  it("of another shape is a problem that names the columns", () => {
    const { usage, problems } = read("day,people\n2026-09-30,4\n");
    expect(usage.counts).toEqual([]);
    expect(problems).toMatchObject([
      { where: "usage.csv:1:1", what: expect.stringMatching(/no column date, hub, users.*day, people/) },
    ]);
  });
});
