/**
 * The fault classes F1–F36, each by name: what happens, and how it is brought about in a simulated life. What cannot be
 * brought about there, because it is about a door or a file and not about an organisation's weeks, names the test that
 * does it. The numbers are those of the project's catalogue of faults; `npm run simulate -- --faults F8,F12` takes them.
 */
import type { Faults } from "../../src/sandbox/sandbox.ts";

/** What goes wrong in one life; what is absent does not. Chances are 0 to 1 and drawn from the seed. */
export interface Trouble {
  /** GitHub's side, suffered by Milepost alone. */
  readonly github?: Partial<Faults>;
  /** Chance that a webhook arrives again under another GUID. */
  readonly repeated?: number;
  /** Chance that a payload says what is not so any more. */
  readonly stale?: number;
  /** Chance that something that is no event of GitHub's comes with a webhook. */
  readonly junk?: number;
  /** Chance, at each request, that the process is killed there. */
  readonly killed?: number;
  /** Chance, at each request, that another process takes over, while this one goes on with what it had begun. */
  readonly replaced?: number;
  /** The process is killed after every single write. */
  readonly killedAfterWrites?: boolean;
  /** Chance, before each write, that the next deed of a person comes first. */
  readonly interloper?: number;
  /** Chance, before each write, that a person meddles with what we made: a box, a comment, a title. */
  readonly meddler?: number;
  /** Chance that a request is answered 401, as around the end of a token's hour. */
  readonly unauthorised?: number;
  /** Chance that a request falls into an hour in which the App may do nothing; 403 then. */
  readonly withdrawn?: number;
  /** Chance that a request hangs until it is given up: twenty seconds, no answer, done or not. */
  readonly hung?: number;
  /** Seconds that each answer takes. */
  readonly slowSeconds?: number;
  /** By how much the process's clock is off. */
  readonly skewSeconds?: number;
  /** Chance that a request meets a limit of fifty-five minutes, longer than a run of an Action may take. */
  readonly longLimit?: number;
  /** So many times another bot takes off the stage label that we put on last. */
  readonly otherBot?: number;
  /** So many comments of people come to the first lead at once: more than a page. */
  readonly crowd?: number;
  /** Chance that a day's sweep is missed, and that it comes twice. */
  readonly missedSweeps?: number;
  readonly doubledSweeps?: number;
  /** Every look at the first lead fails by a bug of ours. */
  readonly poison?: boolean;
  /** Deeds that shake what the config names: columns renamed, leads locked, deleted or moved away. */
  readonly shaken?: readonly ("column" | "lock" | "delete")[];
}

export interface FaultClass {
  readonly id: string;
  readonly name: string;
  /** Null: it is tried elsewhere. */
  readonly trouble: Trouble | null;
  /** Test files that try it by itself, beside the simulation or in place of it. */
  readonly tests: readonly string[];
}

const lag = (seconds: Faults["lagSeconds"]): Trouble => ({ github: { lagSeconds: seconds } });

export const faultClasses: readonly FaultClass[] = [
  { id: "F1", name: "a delivery comes twice", trouble: { github: { duplicateDelivery: 0.5 } }, tests: [] },
  {
    id: "F2",
    name: "a delivery that failed is sent again",
    trouble: { github: { dropDelivery: 0.4 }, repeated: 0.4 },
    tests: ["test/entry/redeliver.test.ts"],
  },
  { id: "F3", name: "one event under two GUIDs", trouble: { repeated: 0.6 }, tests: [] },
  { id: "F4", name: "a delivery is lost", trouble: { github: { dropDelivery: 0.6 } }, tests: [] },
  {
    id: "F5",
    name: "deliveries come in another order",
    trouble: { github: { delayDelivery: 0.5, delaySeconds: 600, reorderDeliveries: 1 } },
    tests: [],
  },
  {
    id: "F6",
    name: "a delivery comes three days late",
    trouble: { github: { delayDelivery: 0.4, delaySeconds: 259_200 }, shaken: ["delete"] },
    tests: [],
  },
  { id: "F7", name: "a payload says what is not so", trouble: { stale: 0.8 }, tests: [] },
  { id: "F8", name: "a write is done and answered 500", trouble: { github: { appliedThen500: 0.25 } }, tests: [] },
  { id: "F9", name: "a write is not done and answered 502", trouble: { github: { notApplied502: 0.25 } }, tests: [] },
  {
    id: "F10",
    name: "the process is killed",
    trouble: { killed: 0.03, killedAfterWrites: true },
    tests: ["test/postgres/replicas.long.test.ts"],
  },
  { id: "F11", name: "two processes at once", trouble: { replaced: 0.08 }, tests: ["test/schedule.test.ts"] },
  {
    id: "F12",
    name: "what was written is not seen yet",
    trouble: lag({ issue: 40, list: 90, comments: 60, timeline: 120, "sub-issues": 90, graphql: 60 }),
    tests: [],
  },
  { id: "F13", name: "what is new is not found yet", trouble: lag({ issue: 300, graphql: 200 }), tests: [] },
  { id: "F14", name: "a new card is not on the board yet", trouble: lag({ "project-items": 300 }), tests: [] },
  { id: "F15", name: "a person comes between our read and our write", trouble: { interloper: 0.4 }, tests: [] },
  { id: "F16", name: "a person changes what we made", trouble: { meddler: 0.3 }, tests: [] },
  { id: "F17", name: "the limit of the hour is reached", trouble: { github: { graphqlRateLimited: 0.05 } }, tests: [] },
  { id: "F18", name: "GitHub asks to slow down", trouble: { github: { secondaryLimit: 0.08 } }, tests: [] },
  {
    id: "F19",
    name: "a limit is longer than the run",
    trouble: { longLimit: 0.03, killed: 0.01 },
    tests: ["test/entry/backfill.long.test.ts", "test/entry/action.test.ts"],
  },
  { id: "F20", name: "the token is not taken for a while", trouble: { unauthorised: 0.04 }, tests: [] },
  { id: "F21", name: "permissions are withdrawn for an hour", trouble: { withdrawn: 0.01 }, tests: [] },
  { id: "F22", name: "a page of a list is cut short", trouble: { github: { truncatedPage: 0.15 } }, tests: [] },
  { id: "F23", name: "a part of the answer is missing", trouble: { github: { partialAnswer: 0.1 } }, tests: [] },
  {
    id: "F24",
    name: "something that is no event arrives",
    trouble: { junk: 0.5 },
    tests: ["test/entry/app-door.long.test.ts"],
  },
  { id: "F25", name: "the process's clock is off", trouble: { skewSeconds: 600 }, tests: [] },
  {
    id: "F26",
    name: "the config changes, or cannot be read",
    trouble: { github: { dropReads: 0.08 } },
    tests: ["test/entry/app.test.ts"],
  },
  { id: "F27", name: "the board's columns change", trouble: { shaken: ["column"] }, tests: [] },
  {
    id: "F28",
    name: "an item is locked, moved away or deleted",
    trouble: { shaken: ["lock", "delete"] },
    tests: ["test/history/stage.test.ts"],
  },
  {
    id: "F29",
    name: "another bot undoes what we do",
    trouble: { otherBot: 6 },
    tests: ["test/plan/oscillation.test.ts"],
  },
  { id: "F30", name: "our own doings come back as events", trouble: {}, tests: [] },
  { id: "F31", name: "GitHub is slow, or does not answer", trouble: { slowSeconds: 9, hung: 0.02 }, tests: [] },
  {
    id: "F32",
    name: "what was remembered is lost",
    trouble: { killed: 0.02 },
    tests: ["test/entry/report-reading.test.ts"],
  },
  { id: "F33", name: "one item always fails", trouble: { poison: true }, tests: ["test/trigger/queue.test.ts"] },
  {
    id: "F34",
    name: "everything is large",
    trouble: { crowd: 110 },
    tests: ["test/entry/backfill.long.test.ts", "test/github/read-lists.test.ts"],
  },
  {
    id: "F35",
    name: "a schedule is missed, doubled or late",
    trouble: { missedSweeps: 0.6, doubledSweeps: 0.3 },
    tests: ["test/plan/schedule/recurring.test.ts", "test/entry/schedules.test.ts"],
  },
  { id: "F36", name: "an older GitHub Enterprise Server", trouble: null, tests: ["test/contract/clients.test.ts"] },
];

/** Several at once: the worse of each. */
export function together(classes: readonly FaultClass[]): Trouble {
  return classes.reduce<Trouble>((all, { trouble }) => merged(all, trouble ?? {}), {});
}

function merged(one: Trouble, other: Trouble): Trouble {
  const github = { ...one.github, ...other.github };
  const lags = { ...one.github?.lagSeconds, ...other.github?.lagSeconds };
  const shaken = [...new Set([...(one.shaken ?? []), ...(other.shaken ?? [])])];
  return {
    ...one,
    ...other,
    ...(Object.keys(github).length === 0
      ? {}
      : { github: { ...github, ...(Object.keys(lags).length ? { lagSeconds: lags } : {}) } }),
    ...(shaken.length === 0 ? {} : { shaken }),
  };
}
