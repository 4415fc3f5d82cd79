/** What people do to the text of an issue, row by row: the form's answers, and the boxes. */
import { describe, expect, it } from "vitest";
import { progressOf } from "../../src/content/checklist.ts";
import { parseForm, readAnswers } from "../../src/content/form.ts";

const field = (type: string, id: string, label: string) =>
  `  - { type: ${type}, id: ${id}, attributes: { label: "${label}" } }\n`;
const formOf = (...fields: readonly string[]) =>
  parseForm(`name: Ask\ndescription: Ask\nbody:\n${fields.join("")}`, "ask.yml").form!;

const company = formOf(
  field("input", "company", "Company"),
  field("textarea", "why", "Why?"),
  field("input", "size", "Size"),
);
const many = formOf(
  field("input", "zh", "社区"),
  field("input", "ja", "コミュニティ"),
  field("input", "ar", "المجتمع"),
  field("input", "green", "🟩"),
  field("input", "red", "🟥"),
);

describe("answers of a form", () => {
  const rows = [
    { row: 35, why: "no body at all", body: null, is: { company: null, why: null, size: null } },
    { row: 35, why: "an empty one", body: "", is: { company: null, why: null, size: null } },
    {
      row: 36,
      why: "a heading that was taken out is a missing answer, and the others stay",
      body: "### Company\n\nTemple\n\n### Size\n\n40",
      is: { company: "Temple", why: null, size: "40" },
    },
    {
      row: 36,
      why: "a heading that was renamed is one, too",
      body: "### Firm\n\nTemple\n\n### Size\n\n40",
      is: { company: null, why: null, size: "40" },
    },
    {
      row: 37,
      why: "a heading typed into an answer, of a field that has passed, is text",
      body: "### Company\n\nTemple\n\n### Why?\n\nOne\n\n### Company\n\nTwo\n\n### Size\n\n40",
      is: { company: "Temple", why: "One\n\n### Company\n\nTwo", size: "40" },
    },
    {
      row: 37,
      why: "a heading of no field is text",
      body: "### Company\n\nTemple\n\n### Why?\n\nOne\n\n### Also\n\nTwo",
      is: { company: "Temple", why: "One\n\n### Also\n\nTwo", size: null },
    },
    {
      row: 38,
      why: "no response, by GitHub or typed",
      body: "### Company\n\n_No response_\n\n### Why?\n\n  _No response_  \n\n### Size\n\n40",
      is: { company: null, why: null, size: "40" },
    },
  ];
  it.each(rows)("$row: $why", ({ body, is }) => {
    expect(readAnswers(body, company)).toEqual(is);
  });

  it("39: labels of any writing are told apart", () => {
    const answers = { 社区: "a", コミュニティ: "b", المجتمع: "c", "🟩": "d", "🟥": "e" };
    const body = Object.entries(answers)
      .map(([label, text]) => `### ${label}\n\n${text}`)
      .join("\n\n");
    expect(readAnswers(body, many)).toEqual({ zh: "a", ja: "b", ar: "c", green: "d", red: "e" });
  });
});

describe("boxes (40)", () => {
  const rows = [
    { why: "a small x", text: "- [x] a", is: { done: 1, total: 1 } },
    { why: "a large X", text: "- [X] a", is: { done: 1, total: 1 } },
    { why: "a star", text: "* [ ] a", is: { done: 0, total: 1 } },
    { why: "two spaces", text: "-  [ ] a", is: { done: 0, total: 1 } },
    { why: "one below another", text: "- [ ] a\n  - [x] b", is: { done: 1, total: 2 } },
    { why: "in a fence there are none", text: "```\n- [ ] a\n```", is: { done: 0, total: 0 } },
    { why: "Windows line ends", text: "- [ ] a\r\n- [x] b\r\n", is: { done: 1, total: 2 } },
    { why: "a link is none", text: "- [a](https://example.org)", is: { done: 0, total: 0 } },
  ];
  it.each(rows)("$why", ({ text, is }) => {
    expect(progressOf(text)).toMatchObject(is);
  });
});
