/** What the config may say of reports: what each says, when it is due, and where it is posted. */
import * as z from "zod";
import { reportSections } from "../model/report-rule.ts";
import { weekdayNames } from "./schema-schedule.ts";
import { clockTimeText, columnText, key, labelText, nameText } from "./schema-text.ts";

const another = "another rhythm";
const dayOfMonth = z.int().min(1).max(31);

const everySchema = z.union([
  z.enum(["day", ...weekdayNames, "month", "quarter"]),
  z.strictObject({
    month: key(dayOfMonth.optional(), {
      description: "This day of every month; the last one when the month is shorter.",
      examples: [15],
      byDefault: another,
    }),
    quarter: key(dayOfMonth.optional(), {
      description: "This day of every quarter's first month.",
      examples: [1],
      byDefault: another,
    }),
  }),
]);

const elsewhere = "another place";

const postSchema = z.union([
  z.enum(["summary"]),
  z.strictObject({
    issue: key(nameText.optional(), {
      description: "One issue per period, here: a name under `repositories`.",
      examples: ["leads"],
      byDefault: elsewhere,
    }),
    "rolling-issue": key(nameText.optional(), {
      description:
        "One issue that is edited in place; earlier periods are in its edit history. A name under `repositories`.",
      examples: ["leads"],
      byDefault: elsewhere,
    }),
    discussion: key(nameText.optional(), {
      description: "One discussion per period, here: a name under `repositories`. Needs `category`.",
      examples: ["leads"],
      byDefault: elsewhere,
    }),
    "status-update": key(nameText.optional(), {
      description: "One status update per period on this board: a name under `boards`.",
      examples: ["partnerships"],
      byDefault: elsewhere,
    }),
    label: key(labelText.optional(), {
      description:
        "The label that the issue carries, and by which it is found again. With `issue` and `rolling-issue`.",
      examples: ["metrics-report"],
      byDefault: "`milepost-report`",
    }),
    "close-previous": key(z.boolean().optional(), {
      description: "Closes the issue of the period before once the new one is there. With `issue`.",
      examples: [true],
      byDefault: "`false`",
    }),
    category: key(columnText.optional(), {
      description: "The category of the discussion, by its name on GitHub. With `discussion`.",
      examples: ["Reports"],
      byDefault: "none; needed with `discussion`",
    }),
  }),
]);

export const reportSchema = z.strictObject({
  every: key(everySchema.optional(), {
    description: "When it is due: `day`, a weekday, `month`, `quarter`, or one of these.",
    examples: ["monday", { month: 15 }, { quarter: 1 }],
    byDefault: "it is made only when somebody asks for it",
  }),
  at: key(clockTimeText.default("06:00"), {
    description: "The time of day at which it is due, in the calendar's zone. It says what was so at that moment.",
    examples: ["08:00"],
  }),
  audience: key(z.enum(["public", "team", "finance"]).default("team"), {
    description:
      "Who reads it. A public report has no names, amounts or private text, and the App shows it to whoever asks for its page; a team report is posted only where it is private. A finance report is a team report with amounts.",
    examples: ["public"],
  }),
  post: key(postSchema.default("summary"), {
    description:
      "Where it is posted, once per period: one of these, or only in the `summary` of the run that makes it.",
    examples: [
      { issue: "leads", label: "metrics-report", "close-previous": true },
      { "status-update": "partnerships" },
    ],
  }),
  sections: key(z.array(z.enum(reportSections)).min(1).optional(), {
    description: "What it has, besides what needs attention and the few numbers at the top.",
    examples: [["pipelines", "support", "renewals"]],
    byDefault: "everything",
  }),
  pipelines: key(z.array(nameText).min(1).optional(), {
    description: "The pipelines and rules that it is about, by their names here.",
    examples: [["leads"]],
    byDefault: "all that have something to measure",
  }),
  weeks: key(z.int().min(1).max(260).default(26), {
    description: "How many weeks back waits begin that are shown beside all of them.",
    examples: [13],
  }),
});

export type ReportFile = z.output<typeof reportSchema>;
