/**
 * Counts what is asked of the sandbox, in all and by account. One request goes in once it has been answered; what it
 * made is told apart by listening to the world while it runs.
 */
import type { Counts, Meter } from "./sandbox.ts";

/** One answered request. */
export interface Metered {
  /** A Bot's without suffix; null: nobody. */
  readonly login: string | null;
  readonly kind: "query" | "mutation" | "rest-read" | "rest-write" | "app";
  readonly mutationFields: number;
  readonly creations: number;
  readonly points: number;
  readonly line: string;
}

/** A meter, and the way to tell it. */
export interface MeterBook {
  readonly meter: Meter;
  add(one: Metered): void;
}

type Sums = { -readonly [Name in keyof Counts]: number };

/** Makes a meter that stands at nothing. */
export function createMeter(): MeterBook {
  const byLogin = new Map<string, Sums>();
  const lines: string[] = [];
  const sums = nothing();
  const meter: Meter = Object.assign(sums, {
    log: lines,
    of: (login: string) => ({ ...(byLogin.get(login) ?? nothing()) }),
    reset() {
      Object.assign(sums, nothing());
      byLogin.clear();
      lines.length = 0;
    },
  });
  return {
    meter,
    add(one) {
      count(sums, one);
      lines.push(one.line);
      if (one.login === null) return;
      const own = byLogin.get(one.login) ?? nothing();
      byLogin.set(one.login, own);
      count(own, one);
    },
  };
}

function count(sums: Sums, one: Metered): void {
  sums.requests += 1;
  sums.graphqlQueries += one.kind === "query" ? 1 : 0;
  sums.graphqlMutationDocuments += one.kind === "mutation" ? 1 : 0;
  sums.mutationFields += one.mutationFields;
  sums.restReads += one.kind === "rest-read" ? 1 : 0;
  sums.restWrites += one.kind === "rest-write" ? 1 : 0;
  sums.appCalls += one.kind === "app" ? 1 : 0;
  sums.creations += one.creations;
  sums.points += one.points;
}

function nothing(): Sums {
  return {
    requests: 0,
    graphqlQueries: 0,
    graphqlMutationDocuments: 0,
    mutationFields: 0,
    restReads: 0,
    restWrites: 0,
    appCalls: 0,
    creations: 0,
    points: 0,
  };
}
