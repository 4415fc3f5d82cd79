/**
 * The six templates that a real organisation uses, read in place and never committed. Without them these tests are
 * skipped, loudly; with MILEPOST_REQUIRE_SHARED=1 they fail instead.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { progressOf } from "../../src/content/checklist.ts";
import { parseForm, readAnswers } from "../../src/content/form.ts";
import { isUnfilled, placeholdersIn, unresolvedIn } from "../../src/content/placeholders.ts";
import { rowsUnfilled, tablesIn } from "../../src/content/tables.ts";
import { parseTemplate, renderTemplate, type Template, variablesOf } from "../../src/content/template.ts";

const folder = new URL("../../../shared/data/2i2c-issue-templates/", import.meta.url);
const isHere = existsSync(folder);
const isRequired = process.env.MILEPOST_REQUIRE_SHARED === "1";
if (!isHere && !isRequired)
  console.warn("SKIPPED test/content/real-templates.test.ts: ../shared/data/2i2c-issue-templates is missing.");

/** A field as the form's YAML has it. */
interface RawField {
  readonly type: string;
  readonly attributes: {
    readonly label: string;
    readonly value?: string;
    readonly options?: readonly (string | { readonly label: string })[];
  };
  readonly validations?: { readonly required?: boolean };
}

function templateAt(name: string): Template {
  const { template, problems } = parseTemplate(readFileSync(new URL(name, folder), "utf8"), name);
  expect(problems).toEqual([]);
  return template!;
}

/** Rows of every Markdown table, without heads and rules. */
function answerRows(body: string): readonly (readonly string[])[] {
  return body
    .split("\n")
    .filter((line) => line.startsWith("|") && !/^\| (?:Question|:---)/.test(line))
    .map((line) => line.split("|").map((cell) => cell.trim()));
}

describe.skipIf(!isHere && !isRequired)("the real templates", () => {
  it("are six", () => {
    expect(readdirSync(folder)).toHaveLength(6);
  });

  // Figures and patterns as counted by hand in the research about these templates and in the acceptance scenarios.
  const rows: readonly {
    readonly name: string;
    readonly values: Readonly<Record<string, string>>;
    readonly title: string;
    readonly labels?: readonly string[];
    readonly boxes?: number;
    readonly tableRows?: number;
    readonly variables: readonly string[];
  }[] = [
    {
      name: "01_rollout-change.md",
      values: { change: "Kubernetes 1.30" },
      title: "Rollout Kubernetes 1.30",
      labels: ["network-wide"],
      variables: ["change"],
    },
    {
      name: "03_new-hub_phase-1.yaml",
      values: { community_name: "temple" },
      title: "[New Hub] [Phase 1] Cloud Account Setup - temple",
      tableRows: 6,
      variables: ["community_name"],
    },
    {
      name: "04_new-hub_phase-2.yaml",
      values: { "Community Name": "temple" },
      title: "[New Hub] [Phase 2] Cluster Setup - temple",
      tableRows: 3,
      variables: ["community_name"],
    },
    {
      name: "05_new-hub_phase-3.yaml",
      values: { community_url: "temple.hub.example.org", "hub-name": "staging" },
      title: "[New Hub] [Phase 3] Hub Setup - temple.hub.example.org",
      tableRows: 24,
      variables: ["community_url", "hub_name"],
    },
    {
      name: "06_decommission-hub.md",
      values: { deadline: "2026-03-17", "HUB NAME": "temple" },
      title: "[Decommission Hub][2026-03-17] temple",
      boxes: 24,
      variables: ["deadline", "hub_name"],
    },
    {
      name: "08_freshdesk-ticket.yaml",
      values: { ticket_name: "Login fails" },
      title: "[Support] Login fails",
      labels: ["support"],
      variables: ["ticket_name"],
    },
  ];

  it.each(rows)("$name becomes $title", ({ name, values, title, labels = [], boxes = 0, tableRows = 0, variables }) => {
    const template = templateAt(name);
    expect(variablesOf(template)).toEqual(variables);
    const issue = renderTemplate(template, values);
    expect(issue).toMatchObject({ title, labels, assignees: [], missing: [], problems: [] });
    expect(progressOf(issue.body)).toEqual({ done: 0, total: boxes });
    expect(answerRows(issue.body)).toHaveLength(tableRows);
    expect(unresolvedIn(issue.title + issue.body)).toEqual([]);
  });

  it.each(rows)("$name leaves no placeholder when no value is known", ({ name, variables }) => {
    const issue = renderTemplate(templateAt(name), {});
    expect(issue.missing).toEqual(variables);
    expect(placeholdersIn(issue.title)).toEqual([]);
    expect(issue.title).toContain("not given)");
    expect(unresolvedIn(issue.body)).toEqual([]);
  });

  it("have tables in which nothing is filled in yet", () => {
    const issue = renderTemplate(templateAt("03_new-hub_phase-1.yaml"), { community_name: "temple" });
    expect(answerRows(issue.body).map((cells) => isUnfilled(cells[2]!))).toEqual(Array(6).fill(true));
  });

  const forms = isHere ? readdirSync(folder).filter((name) => name.endsWith(".yaml")) : [];

  it.each(forms)("%s: every field, option and table row comes back as it was filled in", (name) => {
    const source = readFileSync(new URL(name, folder), "utf8");
    const raw = (parse(source) as { body: readonly RawField[] }).body.filter(({ type }) => type !== "markdown");
    const { form } = parseForm(source, name);
    expect(form!.fields.map(({ kind, label, required }) => ({ kind, label, required }))).toEqual(
      raw.map(({ type, attributes, validations }) => ({
        kind: type,
        label: attributes.label.replace(/\s+/g, " ").trim(),
        required: validations?.required ?? false,
      })),
    );
    expect(form!.fields.map((field) => ("options" in field ? field.options : []))).toEqual(
      raw.map(({ attributes }) => (attributes.options ?? []).map((one) => (typeof one === "string" ? one : one.label))),
    );
    // What a person fills in: the last option, each row of a table, and text that looks like other things.
    const filled = raw.map(({ type, attributes }) => {
      const option = attributes.options?.at(-1);
      if (option !== undefined) return typeof option === "string" ? option : `- [x] ${option.label}`;
      const rows = (attributes.value ?? "").replace(/\|[^|\n]*\|[ \t]*$/gm, (cell) =>
        /^\|[ :-]*-[ :-]*\|/.test(cell) ? cell : "| 🟥 `x` |",
      );
      if (rows.trim() !== "") return rows.trim();
      // An input has one line, a text area as many as somebody types.
      return type === "input" ? "a $(id) # b" : "a $(id) # b\n\n#### c";
    });
    const body = raw.map(({ attributes }, index) => `### ${attributes.label.trim()}\n\n${filled[index]}`).join("\n\n");
    const answers = readAnswers(body.replaceAll("\n", "\r\n"), form!);
    expect(Object.values(answers)).toEqual(filled);
    for (const { attributes } of raw) {
      const lines = (attributes.value ?? "").split("\n").filter((line) => line.trim().startsWith("|"));
      const rules = lines.filter((line) => /^[\s|:-]+$/.test(line) && line.includes("-"));
      const rows = tablesIn(attributes.value ?? "").flatMap((table) => table.rows);
      expect(rows).toHaveLength(lines.length - 2 * rules.length);
    }
    expect(tablesIn(body).flatMap(rowsUnfilled)).toEqual([]);
  });

  it("are read back by their own form", () => {
    const template = templateAt("08_freshdesk-ticket.yaml");
    const { body } = renderTemplate(template, {
      ticket_id: "see ticket 12",
      ticket_impact: "🟥 critical",
      description: "a\n### b",
    });
    expect(readAnswers(body, template.form!)).toEqual({
      ticket_id: "see ticket 12",
      ticket_type: null,
      ticket_impact: "🟥 Critical",
      description: "a\n\\### b",
      results: null,
    });
  });
});
