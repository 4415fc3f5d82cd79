/**
 * A rendered report → the text that is posted: what it says, when it was late, what came before it, and the marker by
 * which it is found again. The marker keeps a short sum of the text, so that what a person wrote into it is seen.
 */
import { weekdayOf } from "../../calendar/day.ts";
import { fitBody } from "../../content/fit.ts";
import { type Marker, renderMarker, stripMarkers } from "../../content/markers.ts";
import type { PostedText } from "../../model/post.ts";
import type { RenderedReport } from "../../model/rendered-report.ts";
import { type Instant, secondsOf } from "../../model/time.ts";

export interface PostText {
  readonly key: string;
  readonly report: RenderedReport;
  /** Null: nobody waited for it. */
  readonly due: Instant | null;
  /** When this period was posted first. */
  readonly posted: Instant;
  /** The last line; null: nothing came before. */
  readonly before: string | null;
}

/** What is posted later than this after it was due says so. */
export const lateSeconds = 3600;

/** The whole body, at most 65,536 characters. */
export function postBody({ key, report, due, posted, before }: PostText): string {
  const isLate = due !== null && secondsOf(posted) - secondsOf(due) >= lateSeconds;
  const parts = [
    ...(isLate ? [`> This report was due ${momentText(due)} and was posted ${momentText(posted)}.`] : []),
    report.markdown.trim(),
    ...(before === null ? [] : [before]),
  ];
  // A sum is at most seven characters long: room for the longest is kept.
  const marker = (sum: string) =>
    renderMarker({
      kind: "issue",
      key,
      extra: {
        period: report.period.id,
        asOf: report.asOf,
        posted,
        ...(due === null ? {} : { due }),
        ...(report.incomplete ? { incomplete: 1 } : {}),
        sum,
      },
    });
  const { body } = fitBody(parts.join("\n\n"), marker("0000000").length + 2);
  return `${body}\n\n${marker(sumOf(plain(body)))}`;
}

/** Whether the text is as we wrote it. */
export function isAsWritten({ body }: PostedText, { extra }: Marker): boolean {
  return extra.sum === sumOf(plain(stripMarkers(body)));
}

/** Whether two texts say the same, whatever their markers keep. */
export function saysTheSame(one: string, other: string): boolean {
  return plain(stripMarkers(one)) === plain(stripMarkers(other));
}

/** `Monday 23 November 2026, 06:00 UTC`. */
export function momentText(at: Instant): string {
  const [year, month, day] = at.slice(0, 10).split("-") as [string, string, string];
  const weekday = weekdays[weekdayOf(at.slice(0, 10)) - 1];
  return `${weekday} ${Number(day)} ${months[Number(month) - 1]} ${year}, ${at.slice(11, 16)} UTC`;
}

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const months = "January February March April May June July August September October November December".split(" ");

/** GitHub may hand a body back with other line breaks, or without spaces at the ends of lines. */
function plain(text: string): string {
  const lines = text.split("\n").map((line) => line.trimEnd());
  return lines.join("\n").trim();
}

/** FNV-1a, 32 bits: tells texts apart, protects nothing. */
function sumOf(text: string): string {
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return sum.toString(36);
}
