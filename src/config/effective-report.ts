/** Reports as the file says them → the model's. */
import type { PostRule, ReportRhythm, ReportRule } from "../model/report-rule.ts";
import type { Instant } from "../model/time.ts";
import type { ReportFile } from "./schema-report.ts";
import { weekdayNames } from "./schema-schedule.ts";

/** A report. `starts`: what was due before it is not posted by itself. */
export function reportFrom(name: string, file: ReportFile, starts: Instant | null): ReportRule {
  return {
    name,
    every: rhythmFrom(file),
    audience: file.audience,
    post: postFrom(file.post),
    sections: file.sections === undefined ? null : [...new Set(file.sections)],
    windowWeeks: file.weeks,
    pipelines: file.pipelines === undefined ? null : [...new Set(file.pipelines)],
    starts,
  };
}

function rhythmFrom({ every, at }: ReportFile): ReportRhythm | null {
  if (every === undefined) return null;
  if (every === "day") return { kind: "day", at };
  if (every === "month" || every === "quarter") return { kind: every, day: 1, at };
  if (typeof every === "string") return { kind: "week", weekday: weekdayNames.indexOf(every) + 1, at };
  if (every.quarter !== undefined) return { kind: "quarter", day: every.quarter, at };
  return { kind: "month", day: every.month ?? 1, at };
}

const usualLabel = "milepost-report";

function postFrom(post: ReportFile["post"]): PostRule {
  if (typeof post === "string") return { kind: post };
  const { issue, discussion, label = usualLabel, category = "" } = post;
  if (issue !== undefined) {
    return { kind: "issue", repository: issue, label, closePrevious: post["close-previous"] ?? false };
  }
  const rolling = post["rolling-issue"];
  if (rolling !== undefined) return { kind: "rolling-issue", repository: rolling, label };
  if (discussion !== undefined) return { kind: "discussion", repository: discussion, category };
  return { kind: "status-update", board: post["status-update"] ?? "" };
}
