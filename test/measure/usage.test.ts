import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstValuesOf } from "../../src/measure/first-value.ts";
import { type UsageLens, usageOf } from "../../src/measure/usage.ts";
import type { UsageAccount, UsageCount } from "../../src/model/usage.ts";

const lens: UsageLens = { today: "2026-11-23", months: 4, communityOf: (place) => place };

/** `estuary 2026-09-30 12`, one per line; its place is its line. */
function counts(text: string): readonly UsageCount[] {
  return text
    .trim()
    .split("\n")
    .map((line, index) => {
      const [place, day, users] = line.trim().split(" ");
      return { place: place!, day: day!, users: Number(users), where: `u.csv:${index + 2}:1` };
    });
}

const measure = (text: string, more: Partial<typeof lens> = {}) =>
  usageOf({ counts: counts(text), accounts: [] }, { ...lens, ...more });

const whole = `
  estuary 2026-08-31 10
  estuary 2026-09-15 11
  estuary 2026-09-30 12
  estuary 2026-10-31 20
  estuary 2026-11-22 18
  reef 2026-10-31 4
  reef 2026-11-22 6`;

describe("usage", () => {
  it("of a source without counts is nothing, and no zero", () => {
    const { communities, months, newest, problems } = usageOf({ counts: [], accounts: [] }, lens);
    expect([communities, newest, problems]).toEqual([[], null, []]);
    expect(months.map(({ users }) => users)).toEqual([null, null, null, null]);
  });

  it("reads a month at its last counted day, and is unknown before the first count", () => {
    const { communities, months, problems } = measure(whole);
    expect(problems).toEqual([]);
    expect(communities.map(({ community, months: all }) => [community, all.map(({ users }) => users)])).toEqual([
      ["estuary", [10, 12, 20, 18]],
      ["reef", [null, null, 4, 6]],
    ]);
    expect(communities.map(({ newest, change }) => [newest.users, change])).toEqual([
      [18, -2],
      [6, 2],
    ]);
    expect(months.map(({ month, users, known, unknown }) => [month, users, known, unknown])).toEqual([
      ["2026-08", 10, 1, 0],
      ["2026-09", 12, 1, 0],
      ["2026-10", 24, 2, 0],
      ["2026-11", 24, 2, 0],
    ]);
  });

  it("leaves out what came later, and places of no community", () => {
    const { communities } = measure(whole, {
      today: "2026-10-31",
      communityOf: (place) => (place === "reef" ? null : place),
    });
    expect(communities.map(({ community, newest }) => [community, newest.day])).toEqual([["estuary", "2026-10-31"]]);
  });

  it("adds up the places of one community, and does not where one of them was not counted", () => {
    const { communities, months, problems } = measure(
      `
      hub-1 2026-09-30 3
      hub-1 2026-10-31 4
      hub-1 2026-11-22 5
      hub-2 2026-09-30 30
      hub-2 2026-11-22 50`,
      { communityOf: () => "estuary" },
    );
    expect(communities[0]!.months.map(({ users }) => users)).toEqual([null, 33, null, 55]);
    expect(communities[0]!.change).toBeNull();
    expect(months[2]).toEqual({ month: "2026-10", users: null, known: 0, unknown: 1 });
    expect(problems).toMatchObject([{ code: "usage-missing-month", where: "u.csv:6:1" }]);
  });
});

describe("what is wrong with counts", () => {
  const bad: { why: string; text: string; code: string; where: string; what: RegExp; months: (number | null)[] }[] = [
    {
      why: "a missing month",
      text: "reef 2026-09-30 3\nreef 2026-11-22 4",
      code: "usage-missing-month",
      where: "u.csv:3:1",
      what: /reef was not counted in 2026-10\. The months stay unknown/,
      months: [null, 3, null, 4],
    },
    {
      why: "several missing months, over a year's end, are one",
      text: "reef 2025-11-30 3\nreef 2026-09-30 3\nreef 2026-10-30 3\nreef 2026-11-22 4",
      code: "usage-missing-month",
      where: "u.csv:3:1",
      what: /2025-12 to 2026-08/,
      months: [null, 3, 3, 4],
    },
    {
      why: "a row twice, counted once",
      text: "reef 2026-11-22 4\nreef 2026-11-22 4",
      code: "usage-duplicate",
      where: "u.csv:3:1",
      what: /2 times on 2026-11-22, with the same number/,
      months: [null, null, null, 4],
    },
    {
      why: "a day with two numbers, of which none is used",
      text: "reef 2026-11-22 4\nreef 2026-11-22 40\nreef 2026-11-21 5",
      code: "usage-duplicate",
      where: "u.csv:3:1",
      what: /\(4 and 40\); none/,
      months: [null, null, null, 5],
    },
    {
      why: "a source that ended",
      text: "reef 2026-09-30 4\nreef 2026-10-31 4",
      code: "usage-ended",
      where: "u.csv:3:1",
      what: /Nothing was counted after 2026-10-31/,
      months: [null, 4, 4, null],
    },
    {
      why: "a place that ended while others go on",
      text: "reef 2026-09-30 4\nestuary 2026-11-22 4",
      code: "usage-ended",
      where: "u.csv:2:1",
      what: /reef was not counted after 2026-09-30/,
      months: [null, 4, null, null],
    },
  ];
  it.each(bad)("$why is listed and no zero", ({ text, code, where, what, months }) => {
    const found = measure(text);
    expect(found.problems).toMatchObject([{ code, where, what: expect.stringMatching(what), severity: "error" }]);
    expect(found.communities.at(-1)!.months.map(({ users }) => users)).toEqual(months);
  });
});

describe("silence", () => {
  const rows: { why: string; text: string; since: string | null }[] = [
    { why: "somebody is there", text: "reef 2026-11-22 1", since: null },
    { why: "nobody is there any more", text: "reef 2026-10-31 2\nreef 2026-11-22 0", since: "2026-11-01" },
    { why: "nobody was ever there", text: "reef 2026-10-31 0\nreef 2026-11-22 0", since: "2026-10-31" },
    {
      why: "not counted while others are",
      text: "reef 2026-10-31 2\nzoo 2026-10-31 1\nzoo 2026-11-22 1",
      since: "2026-11-01",
    },
    { why: "the whole source ended: nobody knows", text: "reef 2026-08-31 2\nzoo 2026-08-31 1", since: null },
  ];
  it.each(rows)("$why", ({ text, since }) => {
    expect(measure(text).communities[0]!.silentSince).toBe(since);
  });
});

describe("the order of rows", () => {
  it("does not matter, but for which of two rows is named", () => {
    const all = counts(`${whole}\nreef 2026-03-31 1\nestuary 2026-09-30 13`);
    const plain = (found: ReturnType<typeof usageOf>) => ({
      ...found,
      problems: found.problems.map(({ what }) => what),
    });
    fc.assert(
      fc.property(fc.shuffledSubarray([...all], { minLength: all.length }), (shuffled) => {
        expect(plain(usageOf({ counts: shuffled, accounts: [] }, lens))).toEqual(
          plain(usageOf({ counts: all, accounts: [] }, lens)),
        );
      }),
      { numRuns: 50 },
    );
  });
});

/** One day each; the accounts of a hub `temple`. */
function accounts(text: string): readonly UsageAccount[] {
  return text
    .trim()
    .split("\n")
    .map((line) => {
      const [day, account] = line.trim().split(" ");
      return { place: "temple", day: day!, account: account! };
    });
}

const asked = new Map([["temple", "2025-08-06"]]);

describe("usage of a source of accounts", () => {
  it("counts the different accounts of 30 days at the source's last day of each month", () => {
    const seen = (place: string, day: string, account: string) => ({ place, day, account });
    const read = [
      seen("reef", "2026-09-01", "person-1"),
      seen("reef", "2026-09-30", "Person-2"),
      seen("reef", "2026-09-30", "person-2"),
      seen("temple", "2026-10-15", "person-3"),
      seen("temple", "2026-11-20", "person-3"),
    ];
    const { communities, problems } = usageOf({ counts: [], accounts: read }, lens);
    // 1 and 30 September are 30 days, both counted; on 15 October only 30 September is within 30 days; then nobody.
    expect(communities.map(({ community, months }) => [community, months.map(({ users }) => users)])).toEqual([
      ["reef", [null, 2, 1, 0]],
      ["temple", [null, null, 1, 1]],
    ]);
    expect(communities[0]!.silentSince).toBe("2026-10-16");
    expect(problems).toEqual([]);
  });
});

describe("time to first value (scenario 6)", () => {
  const lived = `
    2025-08-07 staff-1
    2025-08-20 staff-2
    2025-08-21 person-1
    2025-08-22 person-2
    2025-08-22 person-1
    2025-08-25 person-3
    2025-09-01 person-4
    2025-09-01 Person-4
    2025-09-02 person-5
    2025-09-03 person-6`;
  const staff = ["Staff-1", "staff-2"];
  const read = (today: string, text = lived, more = {}) =>
    firstValuesOf(
      { counts: [], accounts: accounts(text) },
      { today, communityOf: (place) => place, staff, asked, ...more },
    ).all[0];

  it("of nothing is nothing", () => {
    const none = { today: "2025-09-30", communityOf: (place: string) => place, staff, asked: new Map() };
    expect(firstValuesOf({ counts: [], accounts: [] }, none).all).toEqual([]);
  });

  it("is the day of the fifth person: 2025-08-06 to 2025-09-02 is 27 days; staff are ignored", () => {
    expect(read("2025-09-30")).toEqual({
      community: "temple",
      asked: "2025-08-06",
      day: "2025-09-02",
      orEarlier: false,
      days: 27,
    });
    // Staff counted, it would have been the fifth account: 2025-08-25.
    expect(read("2025-09-30", lived, { staff: [] })).toMatchObject({ day: "2025-08-25", days: 19 });
  });

  it("is at least 27 days while there are four people", () => {
    const four = `${lived.split("\n").slice(0, 8).join("\n")}\n2025-09-02 person-2`;
    expect(read("2025-09-02", four)).toMatchObject({ day: null, days: 27 });
  });

  it("is not known for a community that nobody counted, nor for one that nobody asked for", () => {
    expect(read("2025-09-30", lived, { communityOf: () => null })).toMatchObject({
      community: "temple",
      day: null,
      days: null,
    });
    expect(read("2025-09-30", lived, { asked: new Map() })).toMatchObject({
      asked: null,
      day: "2025-09-02",
      days: null,
    });
  });

  const byCount: { why: string; text: string; day: string | null; days: number | null; orEarlier: boolean }[] = [
    {
      why: "five and as many as there are staff",
      text: "temple 2025-08-20 6\ntemple 2025-09-02 7",
      day: "2025-09-02",
      days: 27,
      orEarlier: false,
    },
    {
      why: "six may be four and two of the staff",
      text: "temple 2025-08-20 6\ntemple 2025-09-02 6",
      day: null,
      days: 27,
      orEarlier: false,
    },
    {
      why: "there from the first day of the source",
      text: "temple 2025-08-20 9",
      day: "2025-08-20",
      days: 14,
      orEarlier: true,
    },
    {
      why: "there before it was asked for",
      text: "reef 2025-01-01 1\ntemple 2025-02-01 9",
      day: "2025-02-01",
      days: null,
      orEarlier: false,
    },
  ];
  it.each(byCount)("by counts alone: $why", ({ text, ...expected }) => {
    const lensOf = { today: "2025-09-30", communityOf: (place: string) => place, staff, asked };
    const { all } = firstValuesOf({ counts: counts(text), accounts: [] }, lensOf);
    expect(all.find(({ community }) => community === "temple")).toMatchObject({
      day: expected.day,
      days: expected.days,
      orEarlier: expected.orEarlier,
    });
  });

  it("takes open ones as at least in the median", () => {
    // 10, 20, 30, 40+ and 50+ days: the middle one is 30 whatever becomes of the open ones.
    const text = [
      "a 2025-01-11 5",
      "b 2025-01-21 5",
      "c 2025-01-31 5",
      "d 2025-02-10 1",
      "e 2025-02-20 1",
      "z 2024-01-01 1",
    ];
    const lensOf = {
      today: "2025-09-30",
      communityOf: (place: string) => place,
      staff: [],
      asked: new Map(["a", "b", "c", "d", "e"].map((name) => [name, "2025-01-01"])),
    };
    const { median } = firstValuesOf({ counts: counts(text.join("\n")), accounts: [] }, lensOf);
    expect(median).toEqual({ kind: "settled", n: 5, value: 30 });
  });
});
