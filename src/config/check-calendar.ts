/** Days, hours and zones that the calendar does not have. */
import type { Problem } from "../model/problem.ts";
import { error, shown } from "./complaint.ts";
import { hoursOf } from "./effective-calendar.ts";
import { momentOf } from "./moment.ts";
import { nearest } from "./nearest.ts";
import type { ConfigFile } from "./schema.ts";
import type { ConfigPath, WhereOf } from "./where.ts";

/** Problems of working time. */
export function checkCalendar(file: ConfigFile, where: WhereOf): readonly Problem[] {
  return [
    ...zoneProblems(file, where),
    ...hoursProblems(file, where),
    ...closedProblems(file, where),
    ...awayProblems(file, where),
    ...firstDayProblems(file, where),
  ];
}

function zoneProblems({ calendar: { zone } }: ConfigFile, where: WhereOf): readonly Problem[] {
  if (isZone(zone)) return [];
  const near = nearest(zone, zonesLike(zone));
  const what = `There is no time zone ${shown(zone)}.`;
  const todo = near === null ? "Write an IANA name, such as UTC or Europe/Berlin." : `Did you mean \`${near}\`?`;
  return [error("unknown-zone", where(["calendar", "zone"]), what, todo)];
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** Known names that JavaScript lists under older ones, or not at all. */
const unlisted = ["UTC", "EST", "MST", "HST", "Europe/Kyiv", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Ho_Chi_Minh"];

/** Those of the same continent, since there are hundreds. */
function zonesLike(zone: string): readonly string[] {
  const all = [...unlisted, ...Intl.supportedValuesOf("timeZone")];
  const continent = zone.split("/")[0]!.toLowerCase();
  const near = all.filter((name) => name.toLowerCase().startsWith(`${continent}/`));
  return near.length > 0 ? near : all;
}

function hoursProblems({ calendar }: ConfigFile, where: WhereOf): readonly Problem[] {
  const { from, to } = hoursOf(calendar.working.hours);
  if (from < to && to <= 1440) return [];
  const what = `Work cannot last from ${calendar.working.hours.replace("-", " to ")}.`;
  const todo = "Write an end after the beginning, on the same day; 24:00 is the latest.";
  return [error("bad-hours", where(["calendar", "working", "hours"]), what, todo)];
}

function closedProblems({ calendar: { closed } }: ConfigFile, where: WhereOf): readonly Problem[] {
  return closed.flatMap(({ from, to, holidays }, index) => {
    const path: ConfigPath = ["calendar", "closed", index];
    if (holidays !== undefined) {
      if ((from ?? to) === undefined) return [];
      const what = "The entry has `holidays` and days of its own.";
      return [error("closed-days", where(path), what, "Write two entries.")];
    }
    if (from === undefined) {
      const what = "The entry says no day.";
      return [error("closed-days", where(path), what, "Add `from:`, or `holidays:` with a country.")];
    }
    const missing = (["from", "to"] as const).flatMap((key) => {
      const day = { from, to }[key];
      return day === undefined ? [] : dayProblem(day, where([...path, key]));
    });
    if (missing.length > 0 || to === undefined) return missing;
    if (from.length !== to.length) {
      const what = "One of the days has a year and the other has none.";
      return [error("closed-days", where([...path, "to"]), what, "Write both with the year, or both without.")];
    }
    if (from.length === 5 || from <= to) return [];
    return [
      error("closed-days", where([...path, "to"]), `\`to\` (${to}) is before \`from\` (${from}).`, "Turn them round."),
    ];
  });
}

function dayProblem(day: string, place: string): readonly Problem[] {
  // 2024 is a leap year: 02-29 comes round.
  if (momentOf(day.length === 5 ? `2024-${day}` : day) !== null) return [];
  const todo = "Write a day that the calendar has, such as 12-18 or 2026-05-04.";
  return [error("bad-date", place, `There is no such day as ${shown(day)}.`, todo)];
}

function awayProblems({ calendar: { away } }: ConfigFile, where: WhereOf): readonly Problem[] {
  return away.flatMap(({ from, to }, index) => {
    const path: ConfigPath = ["calendar", "away", index];
    const missing = [...dayProblem(from, where([...path, "from"])), ...dayProblem(to, where([...path, "to"]))];
    if (missing.length > 0 || from <= to) return missing;
    return [
      error("closed-days", where([...path, "to"]), `\`to\` (${to}) is before \`from\` (${from}).`, "Turn them round."),
    ];
  });
}

function firstDayProblems({ recurring }: ConfigFile, where: WhereOf): readonly Problem[] {
  return Object.entries(recurring).flatMap(([name, { iterations }]) => {
    if (iterations === undefined) return [];
    return dayProblem(iterations.first, where(["recurring", name, "iterations", "first"]));
  });
}
