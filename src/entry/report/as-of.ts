/** The moment that a report is as of, as somebody typed it: a date, a moment or a week. */
import { lastMomentOf } from "../../measure/periods.ts";
import { type Instant, instantOf } from "../../model/time.ts";
import { accepted, readMoment } from "../cli/survival-cells.ts";
import { CommandError, exitCode } from "../exit.ts";

export interface AsOfAsked {
  readonly asOf?: string | undefined;
  readonly week?: string | undefined;
}

/** What the two are called where they were typed, so that a complaint names them. */
export interface AsOfNames {
  readonly asOf: string;
  readonly week: string;
}

/**
 * A day means its beginning in the zone, so that a Monday's date is the week before it; a week, its last second. Null:
 * nothing was asked for. Throws `CommandError` for what is no date, not over yet, or both at once.
 */
export function asOfFrom({ asOf, week }: AsOfAsked, zone: string, now: Instant, names: AsOfNames): Instant | null {
  if (asOf !== undefined && week !== undefined) throw wrong(`Give either ${names.asOf} or ${names.week}, not both.`);
  if (week !== undefined) {
    const last = lastMoment(week, zone, names);
    if (last <= now) return last;
    throw wrong(`${week} is not over yet. Give a week that is, or ${names.asOf} with a moment in it.`);
  }
  if (asOf === undefined) return null;
  const seconds = readMoment(asOf, zone);
  if (seconds === null) throw wrong(`${names.asOf} "${asOf}" is no date. ${accepted.moment}`);
  const at = instantOf(seconds);
  if (at <= now) return at;
  throw wrong(`${names.asOf} ${asOf} is in the future. A report knows what has happened only.`);
}

function lastMoment(week: string, zone: string, names: AsOfNames): Instant {
  try {
    return lastMomentOf(week, zone);
  } catch (error) {
    if (error instanceof RangeError) throw wrong(`${names.week}: ${error.message}`);
    throw error;
  }
}

function wrong(words: string): CommandError {
  return new CommandError(exitCode.wrong, words);
}
