/**
 * Measures → the rows of the CSV files, fit for their audience: to everybody, items that not everybody may read are
 * numbers, their moments are days, and nobody is told who moved what.
 */
import type { OrganisationMeasure } from "../measure/organisation.ts";
import type { Transition } from "../measure/transitions.ts";
import type { Instant } from "../model/time.ts";
import type { Audience } from "./audience.ts";

/** One wait. */
export interface WaitRow {
  readonly pipeline: string;
  /** Names of the milestones. */
  readonly from: string;
  readonly to: string;
  readonly item: string;
  readonly url: string | null;
  /** UTC; a day for an item that this audience may not know. */
  readonly began: string;
  readonly ended: string | null;
  /** `clock anomaly`: it ended before it began, so it has no length. */
  readonly end: "reached" | "open" | "otherwise" | "clock anomaly";
  readonly which: string | null;
  readonly days: number | null;
  readonly workingDays: number | null;
  /** Whether `began` is known, not only "at least since". */
  readonly exact: boolean;
  /** Whether it rests on something read as it is now. */
  readonly current: boolean;
}

/** One move. */
export interface TransitionRow {
  readonly pipeline: string;
  readonly item: string;
  readonly url: string | null;
  readonly from: string | null;
  readonly to: string;
  readonly at: string;
  readonly exact: boolean;
  readonly who: string | null;
  readonly days: number | null;
}

/** One row per wait of every measured time. Waits that could be traced to somebody private are left out for everybody. */
export function waitRowsOf({ pipelines }: OrganisationMeasure, audience: Audience): readonly WaitRow[] {
  return pipelines.flatMap(({ pipeline: { name }, times }) =>
    times
      .filter(({ waits }) => audience.mayList(waits.rule))
      .flatMap(({ waits: { rule, waits } }) =>
        waits.map((wait): WaitRow => {
          const { label, url } = audience.link(name, wait.item);
          const time = timeFor(audience, name, wait.item);
          const isOpen = wait.end.kind === "open";
          const isOdd = wait.days < 0;
          return {
            pipeline: name,
            from: rule.names.from,
            to: rule.names.to,
            item: label,
            url,
            began: time(wait.from),
            ended: isOpen ? null : time(wait.until),
            end: isOdd ? "clock anomaly" : wait.end.kind,
            which: wait.end.kind === "otherwise" ? wait.end.which : null,
            days: isOdd ? null : wait.days,
            workingDays: isOdd ? null : wait.workingSeconds / 86_400,
            exact: wait.fromExact,
            current: wait.current,
          };
        }),
      ),
  );
}

/** One row per move. */
export function transitionRowsOf(transitions: readonly Transition[], audience: Audience): readonly TransitionRow[] {
  return transitions.map(({ pipeline, item, from, to, at, exact, who, days }): TransitionRow => {
    const { label, url } = audience.link(pipeline, item);
    const time = timeFor(audience, pipeline, item);
    return { pipeline, item: label, url, from, to, at: time(at), exact, who: audience.isPublic ? null : who, days };
  });
}

function timeFor(audience: Audience, pipeline: string, item: string): (at: Instant) => string {
  return audience.mayName(pipeline, item) ? (at) => at : (at) => at.slice(0, 10);
}
