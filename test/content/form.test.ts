import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Form, parseForm, readAnswers, readHeadings } from "../../src/content/form.ts";

const yaml = `
name: Lead
description: A new lead
body:
- type: markdown
  attributes: { value: Welcome }
- type: input
  id: name
  attributes: { label: Community name }
  validations: { required: true }
- type: textarea
  id: about
  attributes: { label: "What is it   about?" }
- type: dropdown
  id: cloud
  attributes: { label: Cloud, options: [AWS, GCP] }
- type: dropdown
  id: needs
  attributes: { label: Needs, multiple: true, options: [GPU, B, "B, C"] }
- type: textarea
  id: config
  attributes: { label: Config, render: yaml }
- type: checkboxes
  id: agreed
  attributes: { label: Agreed, options: [{ label: I read the terms }, { label: I am 18 }] }
`;

function formOf(source: string): Form {
  const { form, problems } = parseForm(source, "lead.yml");
  expect(problems).toEqual([]);
  return form!;
}

const form = formOf(yaml);
const nothing = { name: null, about: null, cloud: null, needs: null, config: null, agreed: null };

/** A body as GitHub submits it. */
function body(parts: readonly (readonly [string, string])[]): string {
  return parts.map(([label, text]) => `### ${label}\n\n${text}`).join("\n\n");
}

const about = "What is it about?";

describe("answers", () => {
  it.each([null, "", "Hello, we would like a hub."])("are none in %j", (text) => {
    expect(readAnswers(text, form)).toEqual(nothing);
  });

  it("are read by the form's labels", () => {
    const text = body([
      ["Community name", "Temple"],
      [about, "A hub.\n\nFor 100 people."],
      ["Cloud", "GCP"],
      ["Needs", "GPU, B, C"],
      ["Config", "```yaml\na: 1\n\nb: 2\n```"],
      ["Agreed", "- [x] I read the terms\n- [ ] I am 18"],
    ]);
    const answers = {
      name: "Temple",
      about: "A hub.\n\nFor 100 people.",
      cloud: "GCP",
      needs: "GPU\nB, C",
      config: "a: 1\n\nb: 2",
      agreed: "- [x] I read the terms\n- [ ] I am 18",
    };
    expect(readAnswers(text, form)).toEqual(answers);
    expect(readAnswers(text.replaceAll("\n", "\r\n"), form)).toEqual(answers);
  });

  const rows: readonly {
    readonly parts: readonly (readonly [string, string])[];
    readonly says: Readonly<Record<string, string | null>>;
    readonly why: string;
  }[] = [
    { parts: [["Community name", "_No response_"]], says: { name: null }, why: "GitHub prints that for nothing" },
    { parts: [["Community name", "_no response_"]], says: { name: null }, why: "whatever its case" },
    { parts: [["Community name", "None"]], says: { name: "None" }, why: "a person may be called that" },
    { parts: [["Cloud", "None"]], says: { cloud: null }, why: "nothing was chosen" },
    { parts: [["Cloud", "Azure"]], says: { cloud: "Azure" }, why: "somebody edited the body" },
    { parts: [["Needs", "B, C, B, Other"]], says: { needs: "B, C\nB\nOther" }, why: "options may hold commas" },
    { parts: [["Needs", "Boat, GPU"]], says: { needs: "Boat\nGPU" }, why: "an option is a whole one" },
    { parts: [["Config", "_No response_"]], says: { config: null }, why: "nothing has no fence" },
    { parts: [["Config", "```yaml\n```"]], says: { config: null }, why: "an empty fence is nothing" },
    { parts: [["Config", "a: 1"]], says: { config: "a: 1" }, why: "somebody took the fence away" },
    {
      parts: [
        ["Community name", "Temple\n\n### Budget\n\nNone yet"],
        ["Cloud", "AWS"],
      ],
      says: { name: "Temple", cloud: "AWS" },
      why: "an input has one line: notes that somebody put under it are not its answer",
    },
    {
      parts: [
        ["Community name", "### Budget\n\nNone yet"],
        ["Cloud", "AWS\n\n## Notes\n\nSecret"],
      ],
      says: { name: null, cloud: "AWS" },
      why: "a heading is no answer, and a choice has one line",
    },
    {
      parts: [
        [about, "Mine\n\n### Budget\n\nNone yet"],
        ["Cloud", "AWS"],
      ],
      says: { about: "Mine\n\n### Budget\n\nNone yet", cloud: "AWS" },
      why: "in a text area, a heading that is no label is text",
    },
    {
      parts: [
        ["Community name", "Temple"],
        [about, "Mine\n\n### Needs\n\nGPU"],
        ["Cloud", "AWS"],
        ["Needs", "B"],
      ],
      says: { about: "Mine\n\n### Needs\n\nGPU", cloud: "AWS", needs: "B" },
      why: "a label typed before its place is text, because every field has one",
    },
    {
      parts: [
        [about, "Mine\n\n### Community name\n\nEvil"],
        ["Cloud", "AWS"],
      ],
      says: { name: null, about: "Mine\n\n### Community name\n\nEvil", cloud: "AWS" },
      why: "a label typed after its place is text",
    },
    {
      parts: [
        ["Community name", "Temple"],
        ["Community name", "Evil"],
      ],
      says: { name: "Temple" },
      why: "the first one wins",
    },
    {
      parts: [[about, "~~~\n### Cloud\n\nGCP\n~~~"]],
      says: { about: "~~~\n### Cloud\n\nGCP\n~~~", cloud: null },
      why: "headings in code are text",
    },
    {
      parts: [
        [about, "```\nnever closed"],
        ["Cloud", "GCP"],
      ],
      says: { about: "```\nnever closed", cloud: "GCP" },
      why: "an open fence does not swallow the other answers",
    },
    { parts: [["  Cloud  ", "GCP"]], says: { cloud: "GCP" }, why: "white space around a label does not count" },
    {
      parts: [["Cloud", 'GCP\n\n<!-- milepost {"kind":"issue","key":"k","extra":{}} -->']],
      says: { cloud: "GCP" },
      why: "our own marker is no answer",
    },
  ];
  it.each(rows)("of $parts are $says: $why", ({ parts, says }) => {
    expect(readAnswers(body(parts), form)).toMatchObject(says);
  });

  it("tell labels of any script apart", () => {
    const labels = ["名前", "名称", "🟥", "🟨", "🟥 Impact", "🟨 Impact", "🟩 Impact", "Ħub", "اسم"];
    const some = formOf(
      `name: a\nbody:\n${labels.map((label) => `- type: input\n  attributes: { label: "${label}" }\n`).join("")}`,
    );
    expect(new Set(some.fields.map(({ id }) => id)).size).toBe(labels.length);
    expect(Object.values(readAnswers(body(labels.map((label) => [label, `to ${label}`])), some))).toEqual(
      labels.map((label) => `to ${label}`),
    );
  });

  const line = fc.constantFrom("text", "### Cloud", "### Needs", "### Config", "```", "- [x] a", "", "### Agreed ");
  const typed = fc.array(line, { maxLength: 6 }).map((lines) => lines.join("\n").trim());
  it("of a whole body never lose a later field to what was typed in the first", () => {
    fc.assert(
      fc.property(typed, (text) => {
        fc.pre(text !== "" && text.split("```").length % 2 === 1);
        const answers = readAnswers(
          body([
            ["Community name", text],
            [about, "_No response_"],
            ["Cloud", "AWS"],
            ["Needs", "B"],
            ["Config", "_No response_"],
            ["Agreed", "- [ ] I am 18"],
          ]),
          form,
        );
        const [first = ""] = text.split("\n");
        expect(answers).toEqual({
          name: first.startsWith("#") ? null : first,
          about: null,
          cloud: "AWS",
          needs: "B",
          config: null,
          agreed: "- [ ] I am 18",
        });
      }),
    );
  });
});

describe("headings without a form", () => {
  it("are none without a heading", () => {
    expect(readHeadings(null)).toEqual({});
    expect(readHeadings("## Two\n\ntext\n#### Four\n\n###None")).toEqual({});
  });
  it("are named as variables are", () => {
    const text = body([
      ["Hub name", "staging"],
      ["What's it for?", "a\n\nb"],
      ["Region", "_No response_"],
      ["Hub name", "second"],
      ["🟥 Impact", "high"],
      ["🟨 Impact", "low"],
    ]);
    expect(readHeadings(text)).toEqual({
      hub_name: "staging",
      what_s_it_for: "a\n\nb",
      impact: "high",
      impact_2: "low",
    });
  });
});

describe("a form", () => {
  it("leaves out what is not submitted", () => {
    expect(form.fields.map(({ id, kind, required }) => [id, kind, required])).toEqual([
      ["name", "input", true],
      ["about", "textarea", false],
      ["cloud", "dropdown", false],
      ["needs", "dropdown", false],
      ["config", "textarea", false],
      ["agreed", "checkboxes", false],
    ]);
  });

  const wrong: readonly { readonly source: string; readonly code: string; readonly where: string }[] = [
    { source: "name: a\nbody: []", code: "form-empty", where: "f.yml:2:7" },
    { source: "name: a", code: "form-empty", where: "f.yml:1:1" },
    { source: "body:\n- type: inptu\n  attributes: { label: A }", code: "form-type", where: "f.yml:2:9" },
    { source: "body:\n- type: input\n  attributes: { lable: A }", code: "form-label", where: "f.yml:3:15" },
    { source: "body:\n- type: dropdown\n  attributes: { label: A }", code: "form-options", where: "f.yml:3:15" },
    {
      source:
        "body:\n- type: input\n  id: a\n  attributes: { label: A }\n- type: input\n  id: a\n  attributes: { label: B }",
      code: "form-id",
      where: "f.yml:6:7",
    },
    { source: "body: [", code: "yaml", where: "f.yml:1:8" },
    { source: "a: 1\na: 2", code: "yaml", where: "f.yml:2:1" },
    { source: "x".repeat(300_000), code: "yaml", where: "f.yml:1:1" },
  ];
  it.each(wrong)("with $code says so at $where", ({ source, code, where }) => {
    const { problems } = parseForm(source, "f.yml");
    expect([problems[0]!.code, problems[0]!.where]).toEqual([code, where]);
  });

  it("nested beyond all reason is a problem and no crash", () => {
    expect(parseForm("[".repeat(50_000), "f.yml").problems[0]!.code).toBe("yaml");
  });
});
