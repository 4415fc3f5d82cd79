/**
 * The properties P1–P14, each by name, held against a life that is over: its end on GitHub and what was seen on the way.
 * A checker answers with one sentence per violation. What a life cannot show names the test that does.
 */
import { readMarker } from "../../src/content/markers.ts";
import type { Plan } from "../../src/model/change.ts";
import type { IssueRow } from "../../src/sandbox/rows.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";

/** A life that is over, and what a further pass over everything came to. */
export interface Life {
  readonly sandbox: Sandbox;
  readonly botId: string;
  /** Write requests of a pass by a process that knows nothing, with all trouble over; and of one more after old webhooks. */
  readonly writesOfNextPass: number;
  readonly writesAfterOldNews: number;
  readonly writesOfDryRun: number;
  /** Everything that went wrong and was not GitHub's to say. */
  readonly bugs: readonly string[];
  /** Writes in all, and deeds of people. */
  readonly writes: number;
  readonly deeds: number;
  /** Whether an answer was lost, or what knew of it: only then may something be made twice for a while. */
  readonly mayTwin: boolean;
  /** When people did something, so that facts can be told from news of them. */
  readonly times: ReadonlySet<string>;
  /** When each item was last looked at, and when a person last did something to it. */
  readonly looked: ReadonlyMap<string, string>;
  readonly touched: ReadonlyMap<string, string>;
  readonly stages: ReadonlyMap<string, Plan["stage"]>;
  /** What people wrote and nobody else may change: id of the lead → its text, and its labels that the config does not name. */
  readonly texts: ReadonlyMap<string, string>;
  readonly ownLabels: ReadonlyMap<string, readonly string[]>;
  /** Requests that were sent while GitHub had asked to wait. */
  readonly early: readonly string[];
}

export interface Checker {
  readonly id: string;
  readonly name: string;
  readonly check: ((life: Life) => readonly string[]) | null;
  /** Test files that hold it by themselves, beside the simulation or in place of it. */
  readonly tests: readonly string[];
}

/** A word that stands in private texts only. */
export const canary = "canary-of-the-leads";

export const checkers: readonly Checker[] = [
  {
    id: "P1",
    name: "it converges",
    check: ({ writesOfNextPass, bugs }) => [
      ...bugs.map((bug) => `a bug: ${bug}`),
      ...(writesOfNextPass === 0 ? [] : [`the next pass over everything still wrote ${writesOfNextPass} times`]),
    ],
    tests: [],
  },
  {
    id: "P2",
    name: "one artefact a key",
    check: (life) => [
      ...doublesOf(life).map((key) => `there are two of ${key}`),
      ...(life.mayTwin ? [] : foldedOf(life).map((key) => `${key} was made twice, and every answer had been clear`)),
    ],
    tests: [],
  },
  { id: "P3", name: "people first", check: overwritten, tests: ["test/property/plan.test.ts"] },
  {
    id: "P4",
    name: "facts are facts",
    check: ({ stages, times }) =>
      [...stages].flatMap(([issue, stage]) =>
        stage?.exact && !times.has(stage.since)
          ? [`${issue} stands in ${stage.id} since ${stage.since}, when nobody did anything`]
          : [],
      ),
    tests: ["test/property/report.test.ts"],
  },
  {
    id: "P5",
    name: "it is bounded",
    check: ({ writes, deeds }) => (writes <= 60 + 40 * deeds ? [] : [`${writes} writes came of ${deeds} deeds`]),
    tests: ["test/entry/brake.test.ts"],
  },
  {
    id: "P6",
    name: "unknown is not absent",
    check: (life) => foldedAlone(life).map((key) => `${key} was closed as a duplicate, and there is no other`),
    tests: ["test/property/plan.test.ts"],
  },
  {
    id: "P7",
    name: "nothing is dropped",
    check: ({ touched, looked, sandbox }) =>
      [...touched].flatMap(([issue, at]) =>
        sandbox.store.issues.get(issue)?.deleted || (looked.get(issue) ?? "") >= at
          ? []
          : [`${issue} changed at ${at} and was not looked at since`],
      ),
    tests: ["test/entry/redeliver.test.ts"],
  },
  {
    id: "P8",
    name: "it is quiet",
    check: ({ writesAfterOldNews }) =>
      writesAfterOldNews === 0 ? [] : [`webhooks that had come before brought ${writesAfterOldNews} writes`],
    tests: [],
  },
  { id: "P9", name: "the same seed, the same life", check: null, tests: ["test/simulation/simulation.test.ts"] },
  { id: "P10", name: "nothing leaks", check: leaks, tests: ["test/privacy-report.test.ts"] },
  { id: "P11", name: "limits are kept", check: ({ early }) => early, tests: ["test/entry/backfill.long.test.ts"] },
  {
    id: "P12",
    name: "a dry run writes nothing",
    check: ({ writesOfDryRun }) => (writesOfDryRun === 0 ? [] : [`a dry run wrote ${writesOfDryRun} times`]),
    tests: [],
  },
  { id: "P13", name: "only who may", check: null, tests: ["test/plan/command-permissions.test.ts"] },
  // Killed anywhere, P1 and P2 hold: the fault F10 is how, and those are the checks.
  { id: "P14", name: "it survives being killed", check: null, tests: ["test/simulation/simulation.long.test.ts"] },
];

/** Every violation, each with the property that it violates. */
export function violationsOf(life: Life): readonly string[] {
  return checkers.flatMap(({ id, name, check }) => (check?.(life) ?? []).map((words) => `${id} ${name}: ${words}`));
}

function ours({ sandbox, botId }: Life): readonly (readonly [string, IssueRow])[] {
  return [...sandbox.store.issues.values()].flatMap((issue) => {
    const key = issue.author === botId && !issue.deleted ? readMarker(issue.body ?? "")?.key : undefined;
    return key === undefined ? [] : [[key, issue] as const];
  });
}

function doublesOf(life: Life): readonly string[] {
  const counting = ours(life)
    .filter(([, { stateReason }]) => stateReason !== "DUPLICATE")
    .map(([key]) => key);
  return [...new Set(counting.filter((key, index) => counting.indexOf(key) !== index))];
}

function foldedOf(life: Life): readonly string[] {
  return ours(life)
    .filter(([, { stateReason }]) => stateReason === "DUPLICATE")
    .map(([key]) => key);
}

function foldedAlone(life: Life): readonly string[] {
  const all = ours(life);
  return all
    .filter(
      ([key, issue]) =>
        issue.stateReason === "DUPLICATE" && !all.some(([other, one]) => other === key && one !== issue),
    )
    .map(([key]) => key);
}

function overwritten({ sandbox: { store }, texts, ownLabels }: Life): readonly string[] {
  return [...texts].flatMap(([id, text]) => {
    const issue = store.issues.get(id);
    if (!issue || issue.deleted) return [];
    const labels = issue.labels.map((label) => store.labels.get(label)!.name);
    const lost = (ownLabels.get(id) ?? []).filter((name) => !labels.includes(name));
    return [
      ...((issue.body ?? "") === text ? [] : [`the text of ${id} is not what people wrote`]),
      ...lost.map((name) => `${id} has lost the label "${name}", which is people's`),
    ];
  });
}

function leaks({ sandbox: { store } }: Life): readonly string[] {
  return [...store.issues.values()].flatMap((issue) => {
    if (store.repositories.get(issue.repository)?.visibility !== "public") return [];
    const comments = store.commentsOf(issue.id).map(({ body }) => body);
    return [issue.title, issue.body ?? "", ...comments].some((text) => text.includes(canary))
      ? [`#${issue.number} of a public repository holds a private word`]
      : [];
  });
}
