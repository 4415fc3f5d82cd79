/**
 * Measures → the rows of the CSV files, fit for their audience. To everybody nobody is told who moved what, and what not
 * everybody may read has no days: a public issue that opens on the day on which "Lead 7" was signed would give it a name,
 * and with it its whole way. Its waits are lengths alone, the shortest first; its moves are left out.
 */
import type { OrganisationMeasure } from "../measure/organisation.ts";
import type { Transition } from "../measure/transitions.ts";
import type { ItemWait } from "../measure/waits.ts";
import type { Audience } from "./audience.ts";

/** One wait. */
export interface WaitRow {
  readonly pipeline: string;
  /** Names of the milestones. */
  readonly from: string;
  readonly to: string;
  /** Null, as the days are, for an item that this audience may not know. */
  readonly item: string | null;
  readonly url: string | null;
  /** UTC. */
  readonly began: string | null;
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
        inOrder(waits, name, audience).map((wait): WaitRow => {
          const { label, url } = audience.link(name, wait.item);
          const isKnown = audience.mayName(name, wait.item);
          const isOpen = wait.end.kind === "open";
          const isOdd = wait.days < 0;
          const length = (days: number) => (isOdd ? null : isKnown ? days : Math.round(days));
          return {
            pipeline: name,
            from: rule.names.from,
            to: rule.names.to,
            item: isKnown ? label : null,
            url,
            began: isKnown ? wait.from : null,
            ended: isOpen || !isKnown ? null : wait.until,
            end: isOdd ? "clock anomaly" : wait.end.kind,
            which: wait.end.kind === "otherwise" ? wait.end.which : null,
            days: length(wait.days),
            workingDays: length(wait.workingSeconds / 86_400),
            exact: wait.fromExact,
            current: wait.current,
          };
        }),
      ),
  );
}

/** Those that may be known in the order given, then the others by how long they took. */
function inOrder(waits: readonly ItemWait[], pipeline: string, audience: Audience): readonly ItemWait[] {
  const isKnown = ({ item }: ItemWait) => audience.mayName(pipeline, item);
  return [...waits.filter(isKnown), ...waits.filter((one) => !isKnown(one)).sort((a, b) => a.days - b.days)];
}

/** One row per move, of what this audience may know. */
export function transitionRowsOf(transitions: readonly Transition[], audience: Audience): readonly TransitionRow[] {
  const known = transitions.filter(({ pipeline, item }) => audience.mayName(pipeline, item));
  return known.map(({ pipeline, item, from, to, at, exact, who, days }): TransitionRow => {
    const { label, url } = audience.link(pipeline, item);
    return { pipeline, item: label, url, from, to, at, exact, who: audience.isPublic ? null : who, days };
  });
}
