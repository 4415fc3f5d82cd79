/** What the scenarios do and look at: a lead is opened and moved by people, and GitHub's state is read from the store. */
import { afterEach, expect } from "vitest";
import { leadBody } from "../../src/entry/demo/story.ts";
import { startTown, type Town } from "../../src/entry/demo/town.ts";
import type { IssueRow, ProjectRow } from "../../src/sandbox/rows.ts";

const towns: Town[] = [];

/** A town in which no wait takes real time; closed after the test, and the App must not have warned of anything. */
export async function townWith(files: Readonly<Record<string, string>>): Promise<Town> {
  const town = await startTown({ seed: 5, scene: "partnerships", files, waits: "story", onReconciled: () => {} });
  towns.push(town);
  return town;
}

afterEach(async () => {
  for (const town of towns.splice(0)) {
    await town.close();
    expect(town.troubles).toEqual([]);
  }
});

/** Opens "Temple University" as the form would, puts it on the board and lets Milepost answer. */
export async function openTemple(town: Town, at = "2025-07-07T09:00:00Z"): Promise<IssueRow> {
  town.sandbox.clock.set(at);
  const person = town.person("bd-lead");
  const lead = await person.openIssue("openwater/leads", {
    title: "Temple University",
    body: leadBody("temple"),
    labels: ["lead"],
  });
  await person.addToBoard(lead, boardOf(town));
  await person.moveCard(lead, boardOf(town), "Lead");
  await town.settle();
  return lead;
}

/** Drags the card at that time and lets Milepost answer. */
export async function drag(town: Town, lead: IssueRow, at: string, column: string, by = "bd-lead"): Promise<void> {
  town.sandbox.clock.set(at);
  await town.person(by).moveCard(lead, boardOf(town), column);
  await town.settle();
}

export function boardOf({ sandbox }: Town): ProjectRow {
  return sandbox.store.projectByNumber(sandbox.store.accountByLogin("openwater")!.id, 61)!;
}

export function columnOf(town: Town, lead: IssueRow): string | null {
  const { store } = town.sandbox;
  const value = store.itemsOfIssue(lead.id)[0]!.values.get(store.fieldByName(boardOf(town).id, "Status")!.id)?.value;
  const options = store.fieldByName(boardOf(town).id, "Status")!.options;
  return options.find(({ id }) => value?.kind === "single-select" && id === value.optionId)?.name ?? null;
}

export function labelsOf({ sandbox }: Town, { labels }: IssueRow): readonly string[] {
  return labels.map((id) => sandbox.store.labels.get(id)!.name).sort();
}

export function stageLabelsOf(town: Town, lead: IssueRow): readonly string[] {
  return labelsOf(town, lead).filter((name) => name.startsWith("stage: "));
}

/** Bodies of Milepost's comments, oldest first. */
export function ownComments({ sandbox, app }: Town, lead: IssueRow): readonly string[] {
  return sandbox.store
    .commentsOf(lead.id)
    .filter(({ author }) => author === app.botId)
    .map(({ body }) => body);
}

/** Every issue that Milepost opened, oldest first. */
export function openedIssues({ sandbox, app }: Town): readonly IssueRow[] {
  return [...sandbox.store.issues.values()].filter(({ author }) => author === app.botId);
}

export function subIssuesOf({ sandbox }: Town, issue: IssueRow): readonly IssueRow[] {
  return issue.subIssues.map((id) => sandbox.store.issues.get(id)!);
}

/** Has Milepost look at everything again, from nothing, and returns how much it wrote. */
export async function writesOfSecondSync(town: Town): Promise<number> {
  town.sandbox.meter.reset();
  await town.restartApp();
  const { graphqlMutationDocuments, restWrites, graphqlQueries } = town.sandbox.meter.of("milepost");
  if (graphqlQueries === 0) throw new Error("The second sync read nothing, so it proves nothing.");
  return graphqlMutationDocuments + restWrites;
}
