/** How many people use what communities were given: together by month, and each community where the audience may know. */
import type { Communities } from "../measure/communities.ts";
import type { FirstValue } from "../measure/first-value.ts";
import type { CommunityUsage, UsageTotal } from "../measure/usage.ts";
import type { Instant } from "../model/time.ts";
import { type Audience, smallestGroup } from "./audience.ts";
import { countOf, quantity, quantityCell, textCell } from "./quantities.ts";
import type { Cell, ChartView, Figure, Quantity, Section, TableView } from "./view.ts";
import { countText, medianText } from "./words.ts";

type Usage = NonNullable<Communities["usage"]>;

/** Null when usage is not measured. */
export function usageSection({ usage }: Communities, asOf: Instant, audience: Audience): Section | null {
  if (usage === null) return null;
  const { communities, newest, first, rule } = usage;
  const mayName = !audience.isPublic || rule.isPublic;
  const silent = communities.filter(({ silentSince }) => silentSince !== null);
  const until = newest === null ? "Nothing was counted." : `The newest count is of ${newest}.`;
  const quiet =
    silent.length === 0 ? [] : [`${countText(silent.length, "community", "communities")} without anybody now.`];
  const named = mayName && communities.length > 0;
  return {
    id: "usage",
    title: "Usage",
    pipeline: null,
    words: [
      [`${countText(communities.length, "community", "communities")} counted.`, until, ...quiet].join(" "),
      ...(first === null ? [] : [firstWords(first.all, medianText(first.median))]),
    ],
    charts: mayTell(usage, audience) && newest !== null ? [totalChart(usage.months, asOf)] : [],
    tables: [
      ...(named ? [communityTable(communities)] : []),
      ...(mayName && first !== null && first.all.length > 0 ? [firstTable(first.all)] : []),
    ],
  };
}

/** Null when usage is not measured, or so few communities are that the sum would tell of one. */
export function usageFigure({ usage }: Communities, audience: Audience): Figure | null {
  if (usage === null || !mayTell(usage, audience)) return null;
  const newest = usage.months.findLastIndex(({ users }) => users !== null);
  const now = usage.months[newest];
  const before = usage.months[newest - 1];
  return {
    id: "usage",
    name: `Active people a month${now === undefined ? "" : `, ${now.month}`}`,
    now: now === undefined ? quantity(null, "items", null, { note: "nothing was counted" }) : totalOf(now),
    before: before === undefined || before.users === null ? null : totalOf(before),
    better: "up",
    items: [],
  };
}

/** Everybody may know a sum only where it hides the single community, unless usage is public. */
function mayTell({ communities, rule }: Usage, { isPublic }: Audience): boolean {
  return !isPublic || rule.isPublic || communities.length >= smallestGroup;
}

function totalOf({ users, known, unknown }: UsageTotal): Quantity {
  const note =
    unknown === 0
      ? null
      : `without ${countText(unknown, "community", "communities")} that ${unknown === 1 ? "was" : "were"} not counted`;
  return quantity(users, "items", users === null ? null : known, { note: users === null ? "not known" : note });
}

function totalChart(months: readonly UsageTotal[], asOf: Instant): ChartView {
  return {
    id: "usage",
    title: "Active people by month",
    reading: "All communities together, at the last counted day of each month. A month that nobody counted is a gap.",
    marks: {
      kind: "trend",
      unit: "items",
      series: [
        {
          name: "Active people",
          points: months.map(({ month, users, known }) => ({ at: endOf(month, asOf), value: users, n: known })),
        },
      ],
    },
    table: {
      id: "usage-months",
      caption: "One row per month, oldest first. n: communities that were counted.",
      columns: [
        { id: "month", head: "Month" },
        { id: "users", head: "Active people" },
        { id: "unknown", head: "Communities not counted" },
      ],
      rows: months.map((one) => [textCell(one.month), quantityCell(totalOf(one)), quantityCell(countOf(one.unknown))]),
      folded: true,
    },
  };
}

/** The month's last second, or now while it lasts. */
function endOf(month: string, asOf: Instant): Instant {
  const [year = 0, number = 0] = month.split("-").map(Number);
  const end = `${new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)}T23:59:59Z` as Instant;
  return end < asOf ? end : asOf;
}

function communityTable(communities: readonly CommunityUsage[]): TableView {
  const known = (users: number | null) => quantity(users, "items", null, { note: users === null ? "not known" : null });
  return {
    id: "usage-communities",
    caption: "One row per community; the change is against the month before.",
    columns: [
      { id: "community", head: "Community" },
      { id: "users", head: "Active people" },
      { id: "day", head: "Counted on" },
      { id: "change", head: "Change" },
      { id: "silent", head: "Nobody since" },
    ],
    rows: communities.map(({ community, newest, change, silentSince }): readonly Cell[] => [
      textCell(community),
      quantityCell(known(newest.users)),
      textCell(newest.day),
      change === null ? textCell("not known") : textCell(change > 0 ? `+${change}` : String(change)),
      textCell(silentSince ?? ""),
    ]),
    folded: false,
  };
}

function firstWords(all: readonly FirstValue[], median: string): string {
  const asked = all.filter((one) => one.asked !== null);
  const got = asked.filter(({ day }) => day !== null).length;
  return `Of ${countText(asked.length, "community", "communities")} that asked, ${got} had five people who are not staff. Days from asking to the fifth person, half take up to: ${median}.`;
}

function firstTable(all: readonly FirstValue[]): TableView {
  return {
    id: "usage-first",
    caption: "One row per community: from the day it asked to its fifth person who is not staff.",
    columns: [
      { id: "community", head: "Community" },
      { id: "asked", head: "Asked on" },
      { id: "fifth", head: "Fifth person on" },
      { id: "days", head: "Time to first value" },
    ],
    rows: all.map(({ community, asked, day, orEarlier, days }) => [
      textCell(community),
      textCell(asked ?? "not known"),
      textCell(fifthWords({ asked, day, days, orEarlier })),
      textCell(daysWords(days, day === null, orEarlier)),
    ]),
    folded: true,
  };
}

/** `27 days`; `27+ days, open` */
function daysWords(days: number | null, isOpen: boolean, orEarlier: boolean): string {
  if (days === null) return "not known";
  if (isOpen) return `${days}+ days, open`;
  return orEarlier ? `${countText(days, "day")} or fewer` : countText(days, "day");
}

/** Who asked and was not counted since may have five people or none. */
function fifthWords({ asked, day, days, orEarlier }: Omit<FirstValue, "community">): string {
  if (day === null) return asked !== null && days === null ? "not known" : "not yet";
  return orEarlier ? `${day} or earlier` : day;
}
