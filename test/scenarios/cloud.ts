/**
 * The organisation of `examples/research-cloud` on the sandbox, with the App beside it: what the scenarios do and look
 * at. Configs, templates and communities are the example's own, so that a scenario that passes is one that users have.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect } from "vitest";
import { startTown, type Town } from "../../src/entry/demo/town.ts";
import { builderActor } from "../../src/sandbox/build-past.ts";
import { createIssue } from "../../src/sandbox/ops-issues.ts";
import type { IssueRow, ProjectRow } from "../../src/sandbox/rows.ts";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const example = join(root, "examples/research-cloud");

export const configPath = ".github/milepost.yml";

/** Files of the organisation's `.github`: the presets' templates, and the example's own over them. */
export function cloudFiles(change: (config: string) => string = (text) => text): Readonly<Record<string, string>> {
  const config = readFileSync(join(example, "milepost.yml"), "utf8");
  const changed = change(config);
  if (change.toString() !== ((text: string) => text).toString()) expect(changed).not.toBe(config);
  return {
    ...filesUnder(join(root, "templates"), ".github/milepost"),
    ...filesUnder(join(example, "milepost"), ".github/milepost"),
    [configPath]: changed,
  };
}

function filesUnder(folder: string, as: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => join(folder, path));
  const files = paths.filter((path) => statSync(path).isFile());
  return Object.fromEntries(files.map((path) => [`${as}/${relative(folder, path)}`, readFileSync(path, "utf8")]));
}

const towns: { readonly town: Town; readonly mayWarn: boolean }[] = [];

/** Everything is up at that time, and the first sweep is over. Nothing may be warned of, unless `mayWarn`. */
export async function cloudAt(
  at: string,
  options: { readonly change?: (config: string) => string; readonly mayWarn?: boolean } = {},
): Promise<Town> {
  const files = cloudFiles(options.change);
  const start = { seed: 5, scene: "research-cloud", files, waits: "story", onReconciled: () => {}, at } as const;
  const town = await startTown(start);
  towns.push({ town, mayWarn: options.mayWarn ?? false });
  return town;
}

afterEach(async () => {
  for (const { town, mayWarn } of towns.splice(0)) {
    await town.close();
    if (!mayWarn) expect(town.troubles).toEqual([]);
  }
});

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

/** What GitHub makes of a form's answers. */
export function bodyOf(answers: Readonly<Record<string, string>>): string {
  return Object.entries(answers)
    .map(([label, answer]) => `### ${label}\n\n${answer === "" ? "_No response_" : answer}`)
    .join("\n\n");
}

export const supportAnswers = {
  Community: "estuary",
  "Hub address": "estuary.hub.example.org",
  "What is it about?": "Something does not work",
  Impact: "🟨 Medium",
  "What happens, and what should happen?": "Nobody can sign in since this morning.",
} as const;

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
