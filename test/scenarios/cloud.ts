/**
 * The organisation of `examples/research-cloud` on the sandbox, with the App beside it: what the scenarios do and look
 * at. Configs, templates and communities are the example's own, so that a scenario that passes is one that users have.
 */
import { afterEach, expect } from "vitest";
import { startTown, type Town } from "../../src/entry/demo/town.ts";
import { builderActor } from "../../src/sandbox/build-past.ts";
import { createIssue } from "../../src/sandbox/ops-issues.ts";
import type { IssueRow, ProjectRow } from "../../src/sandbox/rows.ts";
import { cloudFiles } from "./files.ts";
import { bodyOf, supportAnswers } from "./forms.ts";

export { cloudFiles, configPath } from "./files.ts";

const towns: { readonly town: Town; readonly mayWarn: boolean }[] = [];

/**
 * Everything is up at that time, and the first sweep is over. It begins ten minutes before, unless `sharp`: what opens at
 * the first sweep takes its seconds. Nothing may be warned of, unless `mayWarn`.
 */
export async function cloudAt(
  at: string,
  options: {
    readonly change?: (config: string) => string;
    readonly mayWarn?: boolean;
    readonly sharp?: boolean;
    readonly prepare?: (sandbox: Town["sandbox"]) => void;
  } = {},
): Promise<Town> {
  const files = cloudFiles(options.change);
  const begin = options.sharp ? at : new Date(Date.parse(at) - 600_000).toISOString().replace(".000Z", "Z");
  const start = { seed: 5, scene: "research-cloud", files, waits: "story", onReconciled: () => {} } as const;
  const { prepare } = options;
  const town = await startTown({ ...start, at: begin, ...(prepare ? { prepare } : {}) });
  if (!options.sharp) town.sandbox.clock.set(at);
  await town.settle();
  towns.push({ town, mayWarn: options.mayWarn ?? false });
  return town;
}

afterEach(async () => {
  for (const { town, mayWarn } of towns.splice(0)) {
    await town.close();
    if (!mayWarn) expect(kindsOf(town.troubles)).toEqual([]);
  }
});

/** Each complaint once, without its time and its issue. */
function kindsOf(troubles: readonly string[]): readonly string[] {
  const kinds = troubles.map((line) => line.replace(/"(?:time|issue|installation)":(?:"[^"]*"|\d+),?/g, ""));
  return [...new Set(kinds)].sort();
}

/** Time goes on to that moment, and everything due by then is done. */
export async function until(town: Town, at: string): Promise<void> {
  town.sandbox.clock.set(at);
  await town.settle();
}

/**
 * An issue made with a form on GitHub's page: the form's labels are put on whoever submits it, and those that the
 * repository does not have are dropped
 * (https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-issue-forms).
 */
export async function submitForm(
  town: Town,
  by: string,
  {
    repository,
    title,
    labels,
    answers,
  }: {
    readonly repository: string;
    readonly title: string;
    readonly labels: readonly string[];
    /** Label of the field → answer, in the form's order. */
    readonly answers: Readonly<Record<string, string>>;
  },
): Promise<IssueRow> {
  const { world, store } = town.sandbox;
  const [owner = "", name = ""] = repository.split("/");
  const row = store.repositoryByName(owner, name)!;
  const rows = labels.map((label) => store.labelByName(row.id, label)).filter((label) => label !== null);
  expect(rows.length, `${repository} lacks one of ${labels.join(", ")}`).toBe(labels.length);
  const body = bodyOf(answers);
  const issue = createIssue(world, builderActor(world, by), { repository: row, title, body, labels: rows });
  await town.settle();
  return issue;
}

/** A support request, as the form makes it. */
export function askForHelp(town: Town, by: string, more: Readonly<Record<string, string>> = {}): Promise<IssueRow> {
  const answers = { ...supportAnswers, ...more };
  return submitForm(town, by, {
    repository: "openwater/infrastructure",
    title: "[Support] Sign-in fails",
    labels: ["support"],
    answers,
  });
}

export function boardNumber({ sandbox }: Town, number: number): ProjectRow {
  return sandbox.store.projectByNumber(sandbox.store.accountByLogin("openwater")!.id, number)!;
}

/** What a field of the issue's card shows; null when it is empty or there is no card. */
export function fieldOf(town: Town, issue: IssueRow, board: number, name: string): string | number | null {
  const { store } = town.sandbox;
  const project = boardNumber(town, board);
  const field = store.fieldByName(project.id, name);
  const value = store
    .itemsOfIssue(issue.id)
    .find((card) => card.project === project.id)
    ?.values.get(field!.id)?.value;
  switch (value?.kind) {
    case undefined:
      return null;
    case "single-select":
      return field!.options.find(({ id }) => id === value.optionId)?.name ?? null;
    case "iteration":
      return field!.iterations.find(({ id }) => id === value.iterationId)?.title ?? null;
    case "date":
      return value.date;
    case "number":
      return value.number;
    case "text":
      return value.text;
  }
}

export function labelsOf({ sandbox }: Town, { labels }: IssueRow): readonly string[] {
  return labels.map((id) => sandbox.store.labels.get(id)!.name).sort();
}

/** Bodies of Milepost's comments, oldest first. */
export function ownComments({ sandbox, app }: Town, issue: IssueRow): readonly string[] {
  return sandbox.store
    .commentsOf(issue.id)
    .filter(({ author }) => author === app.botId)
    .map(({ body }) => body);
}

/** Milepost's comments other than the status comment, without their markers. */
export function newsOn(town: Town, issue: IssueRow): readonly string[] {
  return ownComments(town, issue)
    .filter((body) => !body.includes('"kind":"status"'))
    .map((body) => body.replace(/\n*<!-- milepost .*-->\s*$/s, ""));
}

export function assigneesOf({ sandbox }: Town, { assignees }: IssueRow): readonly string[] {
  return assignees.map((id) => sandbox.store.accounts.get(id)!.login);
}

/** Every issue that Milepost opened, oldest first. */
export function openedIssues({ sandbox, app }: Town): readonly IssueRow[] {
  return [...sandbox.store.issues.values()].filter(({ author }) => author === app.botId);
}

export function subIssuesOf({ sandbox }: Town, issue: IssueRow): readonly IssueRow[] {
  return issue.subIssues.map((id) => sandbox.store.issues.get(id)!);
}

/** The times at which a label was put on and taken off, oldest first. */
export function labelTimes({ sandbox }: Town, issue: IssueRow, name: string): readonly string[] {
  const label = sandbox.store.labelByName(issue.repository, name);
  return sandbox.store.timelineOf(issue.id).flatMap((row) => {
    if (!("type" in row) || !/^(Unl|L)abeledEvent$/.test(row.type) || row.data.label !== label?.id) return [];
    return [`${row.type === "LabeledEvent" ? "+" : "-"} ${row.createdAt}`];
  });
}

/** Has Milepost look at everything again, from nothing, and returns how much it wrote. */
export async function writesOfSecondSync(town: Town): Promise<number> {
  town.sandbox.meter.reset();
  await town.restartApp();
  const { graphqlMutationDocuments, restWrites, graphqlQueries } = town.sandbox.meter.of("milepost");
  if (graphqlQueries === 0) throw new Error("The second sync read nothing, so it proves nothing.");
  return graphqlMutationDocuments + restWrites;
}
