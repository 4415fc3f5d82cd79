/** The few turns of phrase that comments share. Names come from the config or from GitHub logins, never from bodies. */
import { weekdayOf } from "../calendar/day.ts";
import { stageName } from "../history/names.ts";
import type { Pipeline, Stage } from "../model/pipeline.ts";
import type { Instant } from "../model/time.ts";

/** A stage as comments show it: `**Prospect**`. */
export function stageWord(stage: Stage): string {
  return `**${plainName(stageName(stage))}**`;
}

/** A stage by its id, as comments show it. */
export function stageWordOf(id: string, { stages }: Pipeline): string {
  const stage = stages.find((one) => one.id === id);
  return stage ? stageWord(stage) : `**${plainName(id)}**`;
}

/** `a`, `a or b`, `a, b or c`. */
export function anyOf(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** The stages that may follow one, in the pipeline's order. */
export function stagesAfter(id: string, { stages, moves }: Pipeline): readonly Stage[] {
  return stages.filter((stage) => stage.id !== id && (moves === null || (moves[id] ?? []).includes(stage.id)));
}

/** `2025-07-18 09:00 UTC`. */
export function timeText(at: Instant): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
}

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const months = "January February March April May June July August September October November December".split(" ");

/** `Monday 21 September 15:30 UTC`: a moment that people should keep in mind. */
export function dueText(at: Instant): string {
  const [, month, day] = at.slice(0, 10).split("-").map(Number) as [number, number, number];
  return `${weekdays[weekdayOf(at.slice(0, 10)) - 1]} ${day} ${months[month - 1]} ${at.slice(11, 16)} UTC`;
}

/** `@engineer-1 @openwater/support`, for names that the config or the communities file lists; "" for none. */
export function mentionText(names: readonly string[]): string {
  return names.map((name) => `@${name.replace(/^@/, "")}`).join(" ");
}

/** Something that the config or GitHub names, shown as it is written. */
export function codeWord(name: string): string {
  return `\`${name.replace(/`/g, "'")}\``;
}

/** A fact without its time, for places that say the time themselves. */
export function withoutTime(fact: string): string {
  return fact.replace(/ at \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, "");
}

/** Column names are typed by people: what would be Markdown in them is shown as typed. */
function plainName(name: string): string {
  return name
    .replace(/[\\`*_[\]<>|#]/g, "\\$&")
    .replace(/\s+/g, " ")
    .trim();
}
