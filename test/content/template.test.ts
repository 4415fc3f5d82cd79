import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { describe, expect, it } from "vitest";
import { progressOf } from "../../src/content/checklist.ts";
import { readAnswers } from "../../src/content/form.ts";
import { readMarker, renderMarker } from "../../src/content/markers.ts";
import { placeholdersIn, unresolvedIn } from "../../src/content/placeholders.ts";
import {
  parseTemplate,
  type RenderedIssue,
  renderTemplate,
  type Template,
  variablesOf,
} from "../../src/content/template.ts";

function templateOf(source: string, path = "t.md"): Template {
  const { template, problems } = parseTemplate(source, path);
  expect(problems).toEqual([]);
  return template!;
}

/** One issue from a body alone. */
function filled(body: string, values: Readonly<Record<string, string>>): RenderedIssue {
  return renderTemplate(templateOf(`---\ntitle: T\n---\n${body}`), values);
}

describe("a template without variables", () => {
  it("becomes the issue that it is", () => {
    const template = templateOf(
      "---\nname: A\nabout: B\ntitle: Rollout\nlabels: ops\nassignees: engineer-1\n---\n\n## Context\n\n- [ ] a\n",
    );
    expect(variablesOf(template)).toEqual([]);
    expect(renderTemplate(template, { unused: "x" })).toEqual({
      title: "Rollout",
      body: "## Context\n\n- [ ] a",
      labels: ["ops"],
      assignees: ["engineer-1"],
      missing: [],
      problems: [],
    });
  });
});

describe("front matter", () => {
  const rows: readonly { readonly line: string; readonly labels: readonly string[] }[] = [
    { line: "labels: ''", labels: [] },
    { line: "labels:", labels: [] },
    { line: "labels: []", labels: [] },
    { line: 'labels: "a, b c,a"', labels: ["a", "b c"] },
    { line: "labels: [a, 'b, c']", labels: ["a", "b, c"] },
    { line: 'labels: ":label: blog-post, 🎢 ride"', labels: [":label: blog-post", "🎢 ride"] },
  ];
  it.each(rows)("$line gives $labels", ({ line, labels }) => {
    expect(templateOf(`---\n${line}\n---\n`).labels).toEqual(labels);
  });

  it("is read with CRLF and a byte order mark", () => {
    expect(templateOf("\uFEFF---\r\ntitle: A\r\nstage: qualified\r\n---\r\nbody\r\n")).toMatchObject({
      title: "A",
      stage: "qualified",
      body: "body\n",
    });
  });

  it("may be missing; then all is body", () => {
    expect(templateOf("a\n---\nb")).toMatchObject({ title: "", body: "a\n---\nb" });
  });
});

describe("a variable", () => {
  it.each([
    "{{ HUB NAME }}",
    "{{hub_name}}",
    "{{ hub-name }}",
    "{{Hub  name}}",
    "{{- hub name -}}",
    "{{ HUB NAME | upcase | downcase }}",
  ])("is one, however it is spelled: %s", (spelled) => {
    for (const key of ["HUB NAME", "hub_name", "hub-name"]) {
      expect(filled(`a ${spelled} b`, { [key]: "temple" }).body).toMatch(/^a ?temple ?b$/);
    }
  });

  it.each([
    ["{{ Ticket name }}", "ticket_name"],
    ["{{ form.slug }}", "form_slug"],
    ["{{ 名前 }}", "名前"],
    ["{{ cafe\u0301 }}", "caf\u00E9"],
    ["{{ 3rd party? }}", "_3rd_party"],
    ["{{ e.g. region }}", "e_g_region"],
    ["{% if hub-name %}{% endif %}", "hub_name"],
  ])("of %s is called %s", (body, name) => {
    expect(variablesOf(templateOf(body))).toEqual([name]);
  });

  it("is listed where it first appears", () => {
    expect(variablesOf(templateOf("{% if a %}{{ b }}{% elsif c %}{{ a }}{% endif %}"))).toEqual(["a", "b", "c"]);
  });

  it.each([
    "{{ 'text' }}",
    "{{ 5 }}",
    "{% raw %}{{ x }}{% endraw %}",
    "{% comment %}{{ x }}{% endcomment %}",
    "$" + "{{ github.actor }}",
  ])("is none in %s", (body) => {
    expect(variablesOf(templateOf(body))).toEqual([]);
  });

  it("without a value says so in words, in title and body, and is listed once", () => {
    const template = templateOf("---\ntitle: '[{{ HUB NAME }}] {{ dates }}'\n---\nFor {{ hub_name }}: {{ region }}.");
    for (const values of [{}, { region: "", dates: "tbd", hub_name: "{{ HUB NAME }}" }]) {
      expect(renderTemplate(template, values)).toMatchObject({
        title: "[(hub name not given)] (dates not given)",
        body: "For _not given_: _not given_.",
        missing: ["hub_name", "dates", "region"],
      });
    }
  });

  it("with a default of its own is never missing", () => {
    expect(filled("{{ cloud | default: 'AWS' }}{% if gpu %} with GPU{% endif %}", {})).toMatchObject({
      body: "AWS",
      missing: [],
    });
  });

  it("that the template makes itself is none", () => {
    const body =
      "{% assign Slug = name | slugify %}{% for Part in parts %}{{ forloop.index }}{{ Part }}{% endfor %}\n{{ Slug }}";
    expect(variablesOf(templateOf(body))).toEqual(["name", "parts"]);
    expect(filled(body, { name: "Temple University" }).body).toBe("temple-university");
  });

  it("of a tag is found by its own spelling and by its path", () => {
    const body = "{% if hub-name %}a{% endif %}{% if form.slug %}b{% endif %}{% if form.none %}c{% endif %}";
    expect(filled(body, { "hub-name": "x", "form.slug": "y" }).body).toBe("ab");
  });

  it("reaches no prototype", () => {
    const values = JSON.parse('{ "__proto__.polluted": "a", "constructor.prototype.polluted": "b" }');
    const { body } = filled("{{ constructor }}{{ __proto__ }}{% if toString %}x{% endif %}", values);
    expect(body).not.toMatch(/function|x/);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect("polluted" in {}).toBe(false);
  });
});

describe("a title", () => {
  const rows: readonly {
    readonly title: string;
    readonly values: Readonly<Record<string, string>>;
    readonly says: string;
  }[] = [
    { title: "Rollout <change>", values: { change: "k8s 1.30" }, says: "Rollout k8s 1.30" },
    { title: "Rollout <change>", values: {}, says: "Rollout (change not given)" },
    {
      title: "[DDM] {Community} - {Meeting Purpose}",
      values: { community: "Temple" },
      says: "[DDM] Temple - (meeting purpose not given)",
    },
    {
      title: "Welcome @INSERT_HANDLE, INSERT NAME of PartnerX",
      values: { handle: "rep", name: "Rep", partner: "Temple" },
      says: "Welcome rep, Rep of Temple",
    },
    { title: "For {{ name }}", values: { name: "  two\nlines\t\u202E " }, says: "For two lines" },
    { title: "For {{ name }}", values: { name: "a {{ b }} <c> {d}" }, says: "For a { { b }} <c> {d}" },
    { title: "For {{ name }}", values: { name: "@org/team #1" }, says: "For @org/team #1" },
    { title: "Run $" + "{{ matrix.os }}", values: { matrix_os: "x" }, says: "Run $" + "{{ matrix.os }}" },
    { title: "{{ name }}", values: { name: "x".repeat(300) }, says: `${"x".repeat(255)}…` },
  ];
  it.each(rows)("$title with $values is $says", ({ title, values, says }) => {
    const template = templateOf(`---\ntitle: ${JSON.stringify(title)}\n---\n`);
    expect(renderTemplate(template, values).title).toBe(says);
    expect(renderTemplate(templateOf("text"), values, { title }).title).toBe(says);
  });

  it.each(["", "  ", "{% if no %}x{% endif %}"])("of %j is a problem", (title) => {
    const { problems } = renderTemplate(templateOf("text"), {}, { title });
    expect(problems).toMatchObject([{ code: "title-empty", where: "t.md", severity: "error" }]);
  });

  it("never holds a placeholder, whichever values are given", () => {
    const names = ["hub_name", "change", "community", "handle"];
    const title = "{{ HUB NAME }} <change> {Community} @INSERT_HANDLE {{ nobody knows }}";
    fc.assert(
      fc.property(fc.subarray(names), (given) => {
        const rendered = renderTemplate(templateOf("x"), Object.fromEntries(given.map((name) => [name, "v"])), {
          title,
        });
        expect(placeholdersIn(rendered.title)).toEqual([]);
        expect(rendered.missing).toHaveLength(names.length - given.length + 1);
      }),
    );
  });
});

describe("a value in a body", () => {
  const rows: readonly {
    readonly body: string;
    readonly value: string;
    readonly says: string;
    readonly why: string;
  }[] = [
    { body: "By {{ x }}.", value: "@rep #1", says: "By @&#8203;rep #&#8203;1.", why: "it calls nobody" },
    { body: "A {{ x }} b", value: "1\n\n- [ ] 2", says: "A 1 - [ ] 2 b", why: "in a line it is a line" },
    { body: "{{ x }}: b", value: "- a", says: "\\- a: b", why: "it begins no list" },
    { body: "- {{ x }}", value: "[x] a", says: "- \\[x] a", why: "it ticks nothing" },
    { body: "> {{ x }}!", value: "1. a", says: "> 1\\. a!", why: "a line begins no list" },
    {
      body: "| a |\n| - |\n| {{ x }} |",
      value: "b | c\nd",
      says: "| a |\n| - |\n| b &#124; c d |",
      why: "a cell is a cell",
    },
    { body: "- a\n\n  {{ x }}", value: "a\nb", says: "- a\n\n  a\n  b", why: "a paragraph stays where it stands" },
    { body: "`run {{ x }}`", value: "a`b @c <d>", says: "`run a'b @c <d>`", why: "code shows entities as they are" },
    { body: "| `{{ x }}` | b |", value: "a|c", says: "| `a¦c` | b |", why: "not even code may hold a pipe there" },
    { body: "```\n{{ x }}\n```", value: "a\n```\n@b", says: "```\na\n\u200B```\n@b\n```", why: "it closes no fence" },
    {
      body: "<!-- {{ x }} -->",
      value: "a --> `<b>`",
      says: "<!-- a --&gt; &#96;&lt;b&gt;&#96; -->",
      why: "it ends no comment",
    },
    {
      body: "<details>\n{{ x }}\n\nend",
      value: "`</details>`",
      says: "<details>\n&#96;&lt;/details&gt;&#96;\n\nend",
      why: "HTML knows no code spans",
    },
    { body: "{% if x %}{{ x }}{% endif %}", value: "a\n\nb", says: "a\n\nb", why: "a tag takes no room" },
    {
      body: "{% if x %}{{ x }}{% endif %}{{ x }}",
      value: "@",
      says: "@&#8203;@",
      why: "nor does it keep values apart",
    },
    {
      body: "{% assign y = x | split: ',' %}{% for z in y %}{{ z }}{% endfor %}",
      value: "@,a",
      says: "&#8203;@&#8203;a",
      why: "turns of a loop make no word",
    },
    { body: "a{{- x -}}\n{{ x }}", value: "@", says: "a@&#8203;@", why: "nor do lines that Liquid joins" },
    { body: "{{ x }}{{ x }}", value: "@", says: "@&#8203;@", why: "two values make no word" },
    {
      body: "{{ x }} ok",
      value: "$" + "{{ secrets.X }} {{ x }} {% if %}",
      says: "$" + "{{ secrets.X }} {{ x }} {% if %} ok",
      why: "it is not read as Liquid",
    },
  ];
  it.each(rows)("in $body is $says: $why", ({ body, value, says }) => {
    expect(filled(body, { x: value }).body).toBe(says);
  });

  it("cannot write an expression by the stand-ins that hide the template's own", () => {
    expect(filled("{{ x }}", { x: "$\uFDD0\uFDD1 secrets.X }}" }).body).toBe("$ secrets.X }}");
  });

  it("that we made ourselves is printed as it is", () => {
    const template = templateOf("See {{ parent_url }} by {{ name }}.");
    const url = "https://github.com/openwater/leads/issues/7";
    expect(
      renderTemplate(template, { "Parent URL": url, name: url }, { title: "T", trusted: ["parent url"] }).body,
    ).toBe(`See ${url} by https://redirect.github.com/openwater/leads/issues/7.`);
  });

  it("leaves GitHub's own expressions of the template alone", () => {
    const text = "Use $" + "{{ github.event.issue.number }} for {{ x }}";
    expect(filled(text, { x: "y" }).body).toBe(text.replace("{{ x }}", "y"));
    expect(unresolvedIn(filled(text, { x: "y" }).body)).toEqual([]);
  });

  const hostile = [
    "```",
    "~~~",
    "-->",
    "<!--",
    "</details>",
    "<pre>",
    "{{ y }}",
    "{% raw %}",
    "`",
    "|",
    "\n",
    "\n\n",
    "- [x] a",
    "# h",
    "### Two",
  ];
  const value = fc
    .array(fc.oneof(fc.constantFrom(...hostile), fc.string({ maxLength: 5 })), { minLength: 1, maxLength: 8 })
    .map((parts) => `v${parts.join("")}`);
  const body = [
    ...[
      "# One",
      "",
      "{{ x }}",
      "",
      "- [ ] task {{ x }}",
      "- [x] done",
      "",
      "| a | b |",
      "| - | - |",
      "| {{ x }} | end |",
      "",
    ],
    ...[
      "```",
      "{{ x }}",
      "```",
      "",
      "<!-- {{ x }} -->",
      "",
      "Run `{{ x }}` twice: {{ x }}{{ y }}",
      "",
      "### Two",
      "",
      "END",
    ],
  ].join("\n");

  it("never changes what is around it", () => {
    fc.assert(
      fc.property(value, value, (x, y) => {
        const { body: text, problems } = filled(body, { x, y });
        expect(problems).toEqual([]);
        const { children } = fromMarkdown(text);
        const headings = children.flatMap((node) => (node.type === "heading" ? [node.depth] : []));
        expect(headings).toEqual([1, 3]);
        expect(children.at(-1)).toMatchObject({ type: "paragraph", children: [{ value: "END" }] });
        expect(children.filter(({ type }) => type === "code" || type === "html").map(({ type }) => type)).toEqual([
          "code",
          "html",
        ]);
        expect(progressOf(text)).toEqual({ done: 1, total: 2 });
        const marked = `${text}\n\n${renderMarker({ kind: "issue", key: "k", extra: {} })}`;
        expect(readMarker(marked)?.key).toBe("k");
      }),
      { numRuns: 200 },
    );
  });

  it("too long for GitHub is cut, and a marker still fits", () => {
    const { body, problems } = renderTemplate(
      templateOf("{{ x }}"),
      { x: "text\n\n".repeat(20_000) },
      { title: "T", reserve: 500 },
    );
    expect(body.length).toBeLessThanOrEqual(65_536 - 500);
    expect(problems).toMatchObject([{ code: "body-cut", severity: "warning" }]);
  });
});

describe("an issue form", () => {
  const source = `name: Ticket
description: Track a ticket
title: "[Support] {{ Ticket name }}"
labels: [support, "🎫 ticket"]
assignees: engineer-1
projects: [openwater/57]
type: Task
body:
- type: markdown
  attributes: { value: "# {{ never shown }}" }
- type: input
  id: link
  attributes: { label: Ticket link }
- type: dropdown
  id: ready
  attributes: { label: Ready?, options: [NOT READY, READY], default: 0 }
- type: dropdown
  id: impact
  attributes: { label: Impact, options: [🟩 Low, 🟥 Critical] }
- type: dropdown
  id: needs
  attributes: { label: Needs, multiple: true, options: [GPU, "B, C"] }
- type: textarea
  id: info-table
  attributes:
    label: Information
    value: |-
      ### Hub 1: {{hub_name}}

      | Question | Answer |
      | :--- | :--- |
      | Region | \`e.g. us-east-1\` |
- type: textarea
  id: config
  attributes: { label: Config, render: yaml, value: "hub: {{ hub_name }}" }
- type: checkboxes
  id: agreed
  attributes: { label: Agreed, options: [{ label: Terms, required: true }, { label: Age }] }
`;
  const template = templateOf(source, "ticket.yaml");

  it("is rendered as GitHub submits it", () => {
    const { title, body, labels, assignees, missing, problems } = renderTemplate(template, { hub_name: "temple" });
    expect({ title, labels, assignees, missing, problems }).toEqual({
      title: "[Support] (ticket name not given)",
      labels: ["support", "🎫 ticket"],
      assignees: ["engineer-1"],
      missing: ["ticket_name"],
      problems: [],
    });
    expect(template).toMatchObject({ projects: ["openwater/57"], type: "Task", about: "Track a ticket" });
    expect(body).toBe(
      [
        ...["### Ticket link", "_No response_", "### Ready?", "NOT READY", "### Impact", "None", "### Needs", "None"],
        ...[
          "### Information",
          "### Hub 1: temple",
          "| Question | Answer |\n| :--- | :--- |\n| Region | `e.g. us-east-1` |",
        ],
        ...["### Config", "```yaml\nhub: temple\n```", "### Agreed", "- [ ] Terms\n- [ ] Age"],
      ].join("\n\n"),
    );
  });

  it("takes values for its fields by id", () => {
    const { body, problems } = renderTemplate(template, {
      link: "@x",
      ready: "ready",
      impact: "🟥 Critical",
      needs: "B, C, GPU",
      info_table: "### Impact\n\nmine",
      config: "```\na",
      agreed: "Age",
    });
    expect(problems).toEqual([]);
    expect(body).toBe(
      [
        ...[
          "### Ticket link",
          "@&#8203;x",
          "### Ready?",
          "READY",
          "### Impact",
          "🟥 Critical",
          "### Needs",
          "GPU, B, C",
        ],
        ...[
          "### Information",
          "\\### Impact",
          "mine",
          "### Config",
          "````yaml\n```\na\n````",
          "### Agreed",
          "- [ ] Terms\n- [x] Age",
        ],
      ].join("\n\n"),
    );
    expect(readAnswers(body, template.form!)).toMatchObject({ ready: "READY", needs: "GPU\nB, C", config: "```\na" });
  });

  it("says when a value is no option, and keeps the default", () => {
    const { body, problems } = renderTemplate(template, { ready: "soon", hub_name: "x" });
    expect(body).toContain("### Ready?\n\nNOT READY");
    expect(problems).toMatchObject([{ code: "unknown-option", severity: "warning", where: "ticket.yaml" }]);
    expect(problems[0]!.todo).toContain("NOT READY, READY");
  });

  it("names its variables in order", () => {
    expect(variablesOf(template)).toEqual(["ticket_name", "hub_name"]);
  });
});

describe("a template that cannot be used", () => {
  const rows: readonly {
    readonly source: string;
    readonly path: string;
    readonly says: readonly (readonly [string, string])[];
  }[] = [
    { source: "x", path: "a.txt", says: [["template-kind", "a.txt"]] },
    { source: "---\ntitle: [\n---\n", path: "a.md", says: [["yaml", "a.md:2:9"]] },
    { source: "---\ntitle: A {{ b | upcas }}\n---\n", path: "a.md", says: [["unknown-filter", "a.md:2:17"]] },
    {
      source: '---\nname: n\ntitle: "A {{ b | upcas }}"\n---\n',
      path: "a.md",
      says: [["unknown-filter", "a.md:3:18"]],
    },
    { source: "---\ntitle: A\n---\n\n  {% include 'b' %}", path: "a.md", says: [["unknown-tag", "a.md:5:3"]] },
    { source: "a\n{{ HUB NAME }} {{ b | upcas }}", path: "a.md", says: [["unknown-filter", "a.md:2:23"]] },
    { source: "{% if a %}", path: "a.md", says: [["template-syntax", "a.md:1:1"]] },
    { source: "x".repeat(100_001), path: "a.md", says: [["template-limit", "a.md:1:1"]] },
    {
      source:
        "title: '{{ a | b }}'\nbody:\n- type: textarea\n  attributes:\n    label: L\n    value: |\n      one\n      {{ c | d }}",
      path: "a.yml",
      says: [
        ["unknown-filter", "a.yml:1:16"],
        ["unknown-filter", "a.yml:8:14"],
      ],
    },
    { source: "name: n\nbody:\n- type: markdown", path: "a.yml", says: [["form-empty", "a.yml:3:1"]] },
  ];
  it.each(rows)("$path says $says", ({ source, path, says }) => {
    const { template, problems } = parseTemplate(source, path);
    expect(template).toBeNull();
    expect(problems.map(({ code, where }) => [code, where])).toEqual(says);
  });

  it("asks for the time only when it is filled, and then becomes no issue", () => {
    const { problems } = filled("{{ 'now' | date: '%Y' }}", {});
    expect(problems).toMatchObject([{ code: "template-clock", severity: "error", where: "t.md" }]);
  });
});
