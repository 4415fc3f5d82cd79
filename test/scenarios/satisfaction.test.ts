/**
 * The preset `satisfaction` lived for half a year: a community is asked once a quarter, whichever comes first of a solved
 * request, a hub that has been live for ninety days, and the quarter's own day; and whoever is not content is called back.
 */
import { describe, expect, it } from "vitest";
import type { Town } from "../../src/entry/demo/town.ts";
import { mergeConfigs } from "../../src/entry/merge-configs.ts";
import { readPresets } from "../../src/entry/presets.ts";
import { builder } from "../../src/sandbox/build.ts";
import type { IssueRow } from "../../src/sandbox/rows.ts";
import { askForHelp, cloudAt, openedIssues, submitForm, until, writesOfSecondSync } from "./cloud.ts";

const preset = readPresets().find(({ name }) => name === "satisfaction")!;
const { text } = mergeConfigs([preset.config], { heading: "Surveys", set: { mode: "apply", starts: "2026-01-01" } });

const labels = ["survey", "survey: given", "survey: read"];

function start(config = text, there: readonly string[] = labels): Promise<Town> {
  return cloudAt("2026-07-01T09:00:00Z", {
    change: () => config,
    prepare({ world, store }) {
      const build = builder(world);
      const home = (label: string) => (label.endsWith("ask") ? "leads" : "infrastructure");
      for (const label of there) build.label(store.repositoryByName("openwater", home(label))!, label);
    },
  });
}

/** What was opened to ask a community, oldest first: `2026-07-20 estuary 2026-Q3`. */
const asks = (town: Town) =>
  openedIssues(town)
    .filter(({ title }) => title.startsWith("Ask "))
    .map(({ title, createdAt }) => `${createdAt.slice(0, 10)} ${title}`);

async function solve(town: Town, request: IssueRow, at: string): Promise<void> {
  await until(town, at);
  await town.person("engineer-1").close(request);
  await town.settle();
}

const ofEstuary = "Ask Estuary University how we are doing";
const ofTemple = "Ask Temple College how we are doing";

describe("asking communities how we are doing", () => {
  it("asks nobody before there is an occasion", async () => {
    const town = await start();
    await askForHelp(town, "rep-estuary");
    await until(town, "2026-08-29T23:00:00Z");
    expect(asks(town)).toEqual([]);
  }, 60_000);

  it("asks once a quarter, whichever occasion comes first", async () => {
    const town = await start();
    const [one, two, three] = [
      await askForHelp(town, "rep-estuary"),
      await askForHelp(town, "rep-estuary"),
      await askForHelp(town, "rep-estuary"),
    ];
    const phase = (name: string) =>
      submitForm(town, "engineer-1", {
        ...{ repository: "openwater/infrastructure", title: `[New hub] ${name}`, labels: ["rollout"] },
        answers: { Community: "temple", Phase: name, "Ready to be worked on?": "READY" },
      });
    const [cluster, hub] = [await phase("Phase 2: cluster"), await phase("Phase 3: hub")];
    await solve(town, cluster, "2026-07-05T09:00:00Z");
    await solve(town, hub, "2026-07-06T09:00:00Z");
    await solve(town, one, "2026-07-20T09:00:00Z");
    const july = [`2026-07-20 ${ofEstuary} - 2026-Q3`];
    expect(asks(town)).toEqual(july);
    await solve(town, two, "2026-08-03T09:00:00Z");
    expect(asks(town)).toEqual(july);

    // 1 July and sixty days: 30 August. Estuary was asked.
    await until(town, "2026-08-30T12:00:00Z");
    const august = [...july, `2026-08-30 ${ofTemple} - 2026-Q3`];
    expect(asks(town)).toEqual(august);

    // The hub was ready on 6 July: 25 more days of July, 31, 30, and 4 October. That is 35 days after 30 August.
    await until(town, "2026-10-03T23:00:00Z");
    expect(asks(town)).toEqual(august);
    await until(town, "2026-10-04T12:00:00Z");
    const october = [...august, `2026-10-04 ${ofTemple} - 2026-Q4`];
    expect(asks(town)).toEqual(october);
    await solve(town, three, "2026-10-05T09:00:00Z");
    const all = [...october, `2026-10-05 ${ofEstuary} - 2026-Q4`];
    expect(asks(town)).toEqual(all);

    // 1 October and sixty days: 30 November.
    await until(town, "2026-12-31T12:00:00Z");
    expect(asks(town)).toEqual(all);
    expect(await writesOfSecondSync(town)).toBe(0);
  }, 60_000);

  it("knows labels that GitHub holds with the emoji spelled out, and makes no second ones (45)", async () => {
    const pictured = text
      .replaceAll("label: survey", 'label: "📊 survey"')
      .replaceAll('label: "survey: given"', 'label: "📨 given"')
      .replaceAll("label: ask-survey", 'label: ":+1: ask"');
    expect(pictured.match(/📊|📨|:\+1:/gu)).toHaveLength(3);
    const town = await start(pictured, [":bar_chart: survey", ":incoming_envelope: given", "👍 ask"]);
    const { store } = town.sandbox;
    const infrastructure = store.repositoryByName("openwater", "infrastructure")!;
    const leads = store.repositoryByName("openwater", "leads")!;
    const before = await askForHelp(town, "rep-estuary");
    await solve(town, before, "2026-07-20T09:00:00Z");
    const after = await askForHelp(town, "rep-estuary");
    await solve(town, after, "2026-08-03T09:00:00Z");
    expect(asks(town)).toEqual([`2026-07-20 ${ofEstuary} - 2026-Q3`]);

    const answers = { Community: "estuary", "How likely would you recommend us to another community?": "9" };
    const where = { repository: "openwater/infrastructure", title: "[Survey] July", labels: [":bar_chart: survey"] };
    const given = await submitForm(town, "rep-estuary", { ...where, answers });
    expect(given.labels.map((id) => store.labels.get(id)!.name)).toEqual([
      ":bar_chart: survey",
      ":incoming_envelope: given",
    ]);
    const names = [...store.labels.values()].filter(({ repository }) =>
      [infrastructure.id, leads.id].includes(repository),
    );
    expect(
      names
        .map(({ name }) => name)
        .filter((name) => /survey|given|ask|[📊📨👍]|:\+1:/u.test(name))
        .sort(),
    ).toEqual([":bar_chart: survey", ":incoming_envelope: given", "👍 ask"]);
    expect(await writesOfSecondSync(town)).toBe(0);
  }, 60_000);

  it("calls back whoever is not content, where only the team sees it", async () => {
    const town = await start();
    const answers = { Community: "estuary", "How likely would you recommend us to another community?": "3" };
    const where = { repository: "openwater/infrastructure", title: "[Survey] July", labels: ["survey"] };
    await submitForm(town, "rep-estuary", { ...where, answers });
    const called = openedIssues(town).filter(({ title }) => title === "Call back estuary");
    expect(called.map(({ repository }) => town.sandbox.store.repositories.get(repository)?.name)).toEqual(["leads"]);
  }, 60_000);
});
