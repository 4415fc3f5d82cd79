/** The files that users copy, read by the loaders that will read theirs. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { checkConfig } from "../../src/config/check.ts";
import { loadConfig } from "../../src/config/load.ts";
import { templatesNamedBy } from "../../src/config/questions.ts";
import { parseForm, readAnswers } from "../../src/content/form.ts";
import { parseTemplate, renderTemplate, variablesOf } from "../../src/content/template.ts";

const folder = fileURLToPath(new URL("../../templates/", import.meta.url));

function filesIn(name: string): readonly string[] {
  return readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

function textOf(path: string): string {
  return readFileSync(join(folder, path), "utf8");
}

const presets = filesIn("pipelines");
const markdown = filesIn(".").filter((path) => path.endsWith(".md"));
const forms = filesIn("forms");
/** Those of issues have a title; the others are blocks that are appended to an issue. */
const issues = markdown.filter((path) => /^title: /m.test(textOf(path)));
/** Beside configs, templates and forms: what `init` and the communities of an example need. */
const others = ["communities.yml", "presets.yml"];
const home = { owner: "openwater", repo: ".github" };

describe("templates/", () => {
  it("holds nothing that no test here reads", () => {
    expect(filesIn(".")).toEqual([...markdown, ...forms, ...presets, ...others, ...filesIn("workflows")].sort());
  });

  it.each(presets)("%s is a whole config that fits the templates beside it", (path) => {
    const { config, problems, where } = loadConfig(textOf(path), path, { home });
    expect(problems).toEqual([]);
    const named = templatesNamedBy(config!);
    const texts = Object.fromEntries([...markdown, ...forms].map((name) => [name, textOf(name)]));
    expect(named.filter((name) => !Object.hasOwn(texts, name))).toEqual([]);
    expect(checkConfig(config!, texts, where)).toEqual([]);
  });

  it("holds no template that no preset and no example uses", () => {
    const example = join("..", "examples", "research-cloud", "milepost.yml");
    const named = [...presets, example].flatMap((path) => {
      return templatesNamedBy(loadConfig(textOf(path), path, { home }).config!);
    });
    expect([...markdown, ...forms].filter((path) => !named.includes(path))).toEqual([]);
  });

  it.each(issues)("%s is a template with a name, a title and something to do", (path) => {
    const { template, problems } = parseTemplate(textOf(path), path);
    expect(problems).toEqual([]);
    expect(template).toMatchObject({ name: expect.stringMatching(/./), about: expect.stringMatching(/./) });
    expect(template!.body).toMatch(/^- \[ \] |sub-issue|each is an issue/m);
  });

  it.each(issues)("%s leaves no placeholder when its variables have values", (path) => {
    const { template } = parseTemplate(textOf(path), path);
    const values = Object.fromEntries(variablesOf(template!).map((name) => [name, "temple"]));
    const { title, body, missing, problems } = renderTemplate(template!, values);
    expect(problems).toEqual([]);
    expect(missing).toEqual([]);
    expect(title).toContain("temple");
    expect(`${title}\n${body}`).not.toMatch(/\{\{|\{%/);
  });

  it.each(forms)("%s is an issue form whose answers come back by field", (path) => {
    const { form, problems } = parseForm(textOf(path), path);
    expect(problems).toEqual([]);
    const body = form!.fields.map(({ label }, index) => `### ${label}\n\nanswer ${index}\n`).join("\n");
    const answers = readAnswers(body, form!);
    expect(Object.values(answers)).toEqual(form!.fields.map((_, index) => `answer ${index}`));
  });
});

describe.each(["milepost", "report"])("templates/workflows/%s.yml", (name) => {
  const text = textOf(`workflows/${name}.yml`);
  const workflow = parse(text) as {
    readonly on: { readonly schedule: readonly { readonly cron: string }[]; readonly workflow_dispatch: null };
    readonly permissions: Readonly<Record<string, string>>;
    readonly jobs: Readonly<
      Record<
        string,
        {
          readonly steps: readonly {
            readonly uses?: string;
            readonly run?: string;
            readonly with?: Readonly<Record<string, string>>;
          }[];
        }
      >
    >;
  };
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  it("gives its own token no permission, and runs off the hour or when asked", () => {
    expect(workflow.permissions).toEqual({});
    expect(workflow.on).toHaveProperty("workflow_dispatch");
    const minutes = workflow.on.schedule.flatMap(({ cron }) => cron.split(" ")[0]!.split(","));
    expect(minutes.map(Number).filter((minute) => !(minute % 30 > 0))).toEqual([]);
  });

  it("pins every action to a commit", () => {
    expect(steps.length).toBeGreaterThan(1);
    for (const { uses } of steps) expect(uses).toMatch(/@[0-9a-f]{40}$/);
  });

  it("gives the Action only inputs that it has, and an App's token", () => {
    const action = parse(readFileSync(join(folder, "..", "action.yml"), "utf8")) as { inputs: Record<string, unknown> };
    const [ours] = steps.filter(({ uses }) => /\/milepost@/.test(uses ?? ""));
    expect(Object.keys(ours!.with!).filter((name) => !Object.hasOwn(action.inputs, name))).toEqual([]);
    expect(ours!.with!.token).toContain("steps.app.outputs.token");
  });

  it("has no shell into which a text could slip", () => {
    expect(steps.filter(({ run }) => run !== undefined)).toEqual([]);
  });
});
