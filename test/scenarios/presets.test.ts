/**
 * Every preset as `init` writes it, with `mode: apply`, in an organisation that has the boards and repositories that it
 * names: an item of each pipeline and rule is opened, filled in, moved on and closed. Nothing is complained of, and
 * looking again writes nothing.
 */
import { describe, expect, it } from "vitest";
import type { Config } from "../../src/config/config.ts";
import { loadConfig } from "../../src/config/load.ts";
import { parseForm } from "../../src/content/form.ts";
import type { Town } from "../../src/entry/demo/town.ts";
import { mergeConfigs } from "../../src/entry/merge-configs.ts";
import { readPresets } from "../../src/entry/presets.ts";
import { builder } from "../../src/sandbox/build.ts";
import type { IssueRow } from "../../src/sandbox/rows.ts";
import { cloudAt, cloudFiles, openedIssues, submitForm, writesOfSecondSync } from "./cloud.ts";

const home = { home: { owner: "openwater", repo: ".github" } };
const presets = readPresets();

function configOf(names: readonly string[]): string {
  const chosen = presets.filter(({ name }) => names.includes(name));
  const { text } = mergeConfigs(
    chosen.map(({ config }) => config),
    { heading: "Presets", set: { mode: "apply", starts: "2026-09-01" } },
  );
  return text;
}

/** As a person makes it on the page; Milepost makes its own only when it first needs one. */
function ensureLabel({ sandbox }: Town, repository: string, name: string): void {
  const { store, world } = sandbox;
  if (store.labelByName(repository, name) === null) builder(world).label(store.repositories.get(repository)!, name);
}

/** The repository that only the preset `finance` names. */
function alsoFinance({ world }: Town["sandbox"]): void {
  builder(world).repo("openwater/finance", { visibility: "private" });
}

/** Opens an item with every answer that its form asks for. */
async function openOne(town: Town, config: Config, one: Config["pipelines"][number]): Promise<IssueRow> {
  const { owner, name } = config.repositories[one.items.repository]!;
  const { store } = town.sandbox;
  const row = store.repositoryByName(owner, name)!;
  const labels = one.items.label === null ? [] : [one.items.label];
  for (const label of labels) ensureLabel(town, row.id, label);
  const form = one.form === null ? null : parseForm(cloudFiles()[`.github/milepost/${one.form}`]!, one.form).form!;
  const answers = (form?.fields ?? []).map((field): readonly [string, string] => {
    if ("options" in field) return [field.label, field.options[0]!];
    return [field.label, /date|day|start|end|due/i.test(field.id) ? "2026-11-30" : "estuary"];
  });
  const by = "engineering-manager";
  return submitForm(town, by, {
    repository: `${owner}/${name}`,
    title: "An item",
    labels,
    answers: Object.fromEntries(answers),
  });
}

describe("every preset", () => {
  const sets = [...presets.map(({ name }) => [name]), presets.map(({ name }) => name)];
  it.each(sets.map((names) => ({ names })))("works as it is: $names", { timeout: 60_000 }, async ({ names }) => {
    const text = configOf(names);
    const { config, problems } = loadConfig(text, "milepost.yml", home);
    expect(problems).toEqual([]);
    const town = await cloudAt("2026-09-21T09:00:00Z", { change: () => text, prepare: alsoFinance });
    const person = town.person("engineering-manager");
    for (const one of [...config!.pipelines, ...config!.rules]) {
      const issue = await openOne(town, config!, one);
      const [, next] = one.stages;
      if (next?.label) {
        ensureLabel(town, issue.repository, next.label);
        await person.label(issue, next.label);
      }
      await town.settle();
      await person.editBody(issue, `${issue.body ?? ""}\n\nOne more line.`);
      await town.settle();
      await person.close(issue);
      await town.settle();
    }
    for (const flow of config!.flows) {
      const from = config!.repositories[flow.from]!;
      await person.dispatch(`${from.owner}/${from.name}`, flow.name, { [flow.key]: "INC-1", title: "Storage is full" });
      await town.settle();
    }
    if (config!.flows.length + config!.recurring.length > 0) expect(openedIssues(town)).not.toEqual([]);
    await town.restartApp();
    expect(await writesOfSecondSync(town)).toBe(0);
  });
});
