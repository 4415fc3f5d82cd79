/** What the config may say of working time: zone, hours, closed days and who is away. */
import * as z from "zod";
import {
  dateText,
  dayText,
  hoursText,
  idText,
  key,
  labelText,
  loginText,
  regionText,
  zoneText,
} from "./schema-text.ts";

/** In ISO order, Monday first. */
export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

const workingSchema = z.strictObject({
  days: key(z.union([z.enum(["mon-fri", "every-day"]), z.array(z.enum(weekdays)).min(1)]).default("mon-fri"), {
    description: "The days that are worked: `mon-fri`, `every-day`, or a list of days.",
    examples: [["mon", "tue", "wed", "thu"]],
  }),
  hours: key(hoursText.default("all-day"), {
    description:
      "The hours that are worked. `all-day` counts whole days of 24 hours; with office hours, a limit of 1d is one such day.",
    examples: ["09:00-17:00"],
  }),
});

const closedSchema = z.strictObject({
  name: key(z.string().min(1).max(60).optional(), {
    description: "What the days are called where people read of them.",
    examples: ["Year end"],
    byDefault: "closed",
  }),
  from: key(dayText.optional(), {
    description: "The first closed day: month and day for every year, or a whole date for once.",
    examples: ["12-18", "2026-05-04"],
    byDefault: "none; needed without `holidays`",
  }),
  to: key(dayText.optional(), {
    description: "The last closed day, itself closed. Before `from`, it is one of the next year.",
    examples: ["01-03"],
    byDefault: "the same day as `from`",
  }),
  holidays: key(regionText.optional(), {
    description: "Instead of days: the public holidays of a country or of a part of it.",
    examples: ["US", "DE-BE"],
    byDefault: "the days of `from` and `to`",
  }),
});

const awaySchema = z.strictObject({
  who: key(loginText, { description: "Who is away.", examples: ["engineer-1"] }),
  from: key(dateText, { description: "The first day away.", examples: ["2026-12-01"] }),
  to: key(dateText, { description: "The last day away.", examples: ["2026-12-10"] }),
});

const awayIssuesSchema = z.strictObject({
  repository: key(idText, { description: "A name under `repositories`.", examples: ["compass"] }),
  label: key(labelText, { description: "The label of those issues.", examples: ["time off"] }),
});

export const calendarSchema = z.strictObject({
  zone: key(zoneText.default("UTC"), {
    description: "The time zone of days and hours: an IANA name.",
    examples: ["Europe/Berlin"],
  }),
  working: key(workingSchema.prefault({}), {
    description: "What counts as working time. Clocks and limits run in it.",
    examples: [{ days: "mon-fri", hours: "09:00-17:00" }],
  }),
  closed: key(z.array(closedSchema).default([]), {
    description: "Days that are not worked, whatever the weekday.",
    examples: [[{ name: "Year end", from: "12-18", to: "01-03" }, { holidays: "US" }]],
  }),
  "away-issues": key(awayIssuesSchema.optional(), {
    description:
      "Issues that say who is away: whoever is assigned to one with this label, from its opening until it is closed. The newest hundred count.",
    examples: [{ repository: "compass", label: "time off" }],
    byDefault: "only the list `away` counts",
  }),
  away: key(z.array(awaySchema).default([]), {
    description: "Who is away, and is not assigned anything then.",
    examples: [[{ who: "engineer-1", from: "2026-12-01", to: "2026-12-10" }]],
  }),
});

export type CalendarFile = z.output<typeof calendarSchema>;
