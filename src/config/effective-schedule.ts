/** Recurring work and flows as the file says them → the model's. */
import type { Playbook } from "../model/pipeline.ts";
import type { Flow, Recurrence, Recurring } from "../model/schedule.ts";
import { daysOf, listOf } from "./effective-condition.ts";
import { playbookFrom, recipeFrom } from "./effective-step.ts";
import type { PlaybookFile } from "./schema-playbook.ts";
import { type FlowFile, type RecurringFile, weekdayNames } from "./schema-schedule.ts";

/** The playbooks of the file, by name, for work that names one. */
type Playbooks = Readonly<Record<string, Playbook>>;

/** Recurring work. `starts`: occasions before it open nothing. */
export function recurringFrom(
  name: string,
  file: RecurringFile,
  { playbooks, starts }: { readonly playbooks: Playbooks; readonly starts: string | null },
): Recurring {
  const { open, play } = file;
  const perCommunity = file["per-community"];
  const closeAfter = file["close-after"];
  return {
    name,
    every: recurrenceFrom(file),
    at: file.at,
    shift: file.shift,
    leadDays: daysOf(file.lead),
    lagDays: daysOf(file.lag),
    apartDays: daysOf(file.apart),
    repository: file.in,
    label: file.label,
    open: open === undefined ? null : recipeFrom({ ...file, template: open, repository: file.in }),
    play: play === undefined ? null : playFrom(name, play, playbooks),
    values: file.values,
    ifOpen: file["if-open"],
    perCommunity:
      perCommunity === undefined ? null : { value: perCommunity.value ?? null, is: listOf(perCommunity.is) },
    closeAfterDays: closeAfter === undefined ? null : daysOf(closeAfter),
    starts,
  };
}

/** A flow. */
export function flowFrom(name: string, file: FlowFile, playbooks: Playbooks): Flow {
  const { from, key, accepts, label, play } = file;
  const webhook = file["on-completed"];
  return {
    name,
    key,
    from,
    accepts,
    label,
    repository: file.in,
    playbook: labelled(playFrom(name, play, playbooks), label),
    onCompleted: webhook === undefined ? null : { webhook },
  };
}

/** The parent carries the label by which it is found again. */
function labelled(playbook: Playbook, label: string): Playbook {
  const labels = [...new Set([label, ...playbook.parent.labels])];
  return { ...playbook, parent: { ...playbook.parent, labels } };
}

function playFrom(name: string, play: string | PlaybookFile, playbooks: Playbooks): Playbook {
  return typeof play === "string" ? playbooks[play]! : playbookFrom(name, play);
}

function recurrenceFrom({ every, board, iterations }: RecurringFile): Recurrence {
  const first =
    iterations === undefined ? null : { day: iterations.first, days: iterations.days, number: iterations.number };
  const ofIterations = (nth: number): Recurrence => ({
    kind: "iteration",
    board: first === null ? (board ?? null) : null,
    first,
    nth,
  });
  if (every === "iteration") return ofIterations(1);
  if (every === "month") return { kind: "month", day: 1, months: everyMonth };
  if (every === "quarter") return { kind: "quarter", day: 1 };
  if (typeof every === "string") return { kind: "week", weekday: weekdayNames.indexOf(every) + 1 };
  if (every.iteration !== undefined) return ofIterations(every.iteration);
  if (every.quarter !== undefined) return { kind: "quarter", day: every.quarter };
  if (every["since-close"] !== undefined) return { kind: "since-close", days: daysOf(every["since-close"]) };
  if (every.cron !== undefined) return { kind: "cron", expression: every.cron };
  const months = every.months === undefined ? everyMonth : [...new Set(every.months)].sort((a, b) => a - b);
  return { kind: "month", day: every.month ?? every.day, months };
}

const everyMonth: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
