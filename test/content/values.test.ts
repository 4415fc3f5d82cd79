import { describe, expect, it } from "vitest";
import { renderValue } from "../../src/content/values.ts";

const scope = {
  item: {
    title: "Temple University",
    number: 7,
    url: "https://github.com/openwater/leads/issues/7",
    author: "rep-temple",
  },
  form: { slug: "temple", region: "", "hub-name": "staging", notes: `{{ item.number }} \${{ secrets.X }} {% if %}` },
  stage: "partner",
  tags: ["a", "b"],
};

describe("a value of the config", () => {
  it("without Liquid is itself", () => {
    expect(renderValue("us-west-2", scope)).toEqual({ text: "us-west-2", problems: [], missing: [] });
  });

  const rows: readonly {
    readonly liquid: string;
    readonly text: string;
    readonly missing?: readonly string[];
    readonly why: string;
  }[] = [
    { liquid: "{{ form.slug }}", text: "temple", why: "paths name answers" },
    { liquid: "{{ form.hub-name }}", text: "staging", why: "ids may hold dashes" },
    { liquid: "{{ item.title | slugify }}", text: "temple-university", why: "words joined by dashes" },
    { liquid: "{{ ' Universität  São-Paulo! ' | slugify }}", text: "universitat-sao-paulo", why: "ASCII only" },
    { liquid: "{{ item.title | first_word }} {{ item.number }}", text: "Temple 7", why: "numbers print" },
    { liquid: "{{ '2026-03-14' | plus_days: -14 }}", text: "2026-02-28", why: "2026 has no 29 February" },
    { liquid: "{{ '2028-03-14' | plus_days: -14 }}", text: "2028-02-29", why: "2028 has one" },
    { liquid: "{{ '2026-12-31' | plus_days: 1 }}", text: "2027-01-01", why: "the year goes on" },
    {
      liquid: "{{ '02/03/2026' | plus_days: 1 | default: 'no day' }}",
      text: "no day",
      why: "which month is not known",
    },
    { liquid: "{{ '2026-02-30' | plus_days: 1 | default: 'no day' }}", text: "no day", why: "there is no such day" },
    { liquid: "{{ form.region | plus_days: 7 | default: 'no day' }}", text: "no day", why: "nobody said one" },
    { liquid: "{{ tags }}", text: "a, b", why: "lists print by commas" },
    { liquid: "{{ form.nme }}", text: "", missing: ["form.nme"], why: "what is absent is listed as written" },
    {
      liquid: "{{ form.region | upcase }}",
      text: "",
      missing: ["form.region"],
      why: "what is empty is as good as absent",
    },
    { liquid: "{{ form.region | default: 'AWS' }}", text: "AWS", why: "a default makes up for it" },
    { liquid: "{% if form.nme %}x{% endif %}", text: "", why: "asking is not printing" },
    { liquid: "{{ item }}", text: "", missing: ["item"], why: "a group has no text of its own" },
    {
      liquid: "{{ form.constructor }}{{ form.__proto__ }}",
      text: "",
      missing: ["form.constructor", "form.__proto__"],
      why: "prototypes are out of reach",
    },
    {
      liquid: "{{ form.notes }}",
      text: `{{ item.number }} \${{ secrets.X }} {% if %}`,
      why: "what a value holds is not read as Liquid",
    },
  ];
  it.each(rows)("$liquid is $text: $why", ({ liquid, text, missing = [] }) => {
    expect(renderValue(liquid, scope)).toEqual({ text, problems: [], missing });
  });

  const wrong: readonly {
    readonly liquid: string;
    readonly code: string;
    readonly where: string;
    readonly says: string;
  }[] = [
    { liquid: "{{ form.slug | slugfy }}", code: "unknown-filter", where: "1:16", says: 'Did you mean "slugify"?' },
    {
      liquid: "{{ form.slug | Truncate_Words }}",
      code: "unknown-filter",
      where: "1:16",
      says: 'Did you mean "truncatewords"?',
    },
    {
      liquid: "{{ form.slug | zzz }}",
      code: "unknown-filter",
      where: "1:16",
      says: "slugify, first_word or plus_days",
    },
    { liquid: "{{ tags | sample }}", code: "unknown-filter", where: "1:11", says: "Liquid" },
    { liquid: "a\n {{ form.slug", code: "template-syntax", where: "2:2", says: "{% raw %}" },
    { liquid: "{% include 'x' %}", code: "unknown-tag", where: "1:1", says: "Use if" },
    { liquid: "{% cycle form.slug %}", code: "unknown-tag", where: "1:1", says: "Use if" },
    { liquid: "{% for i in (1..1000000000) %}{% endfor %}", code: "template-limit", where: "1:1", says: "Shorten" },
    { liquid: "{{ 'now' | date: '%Y' }}", code: "template-clock", where: "1:1", says: "as a value" },
    { liquid: "{{ 'today' | date_to_string }}", code: "template-clock", where: "1:1", says: "as a value" },
  ];
  it.each(wrong)("$liquid is refused as $code", ({ liquid, code, where, says }) => {
    const { text, problems } = renderValue(liquid, scope);
    expect(text).toBe("");
    expect(problems.map((problem) => [problem.code, problem.where, problem.severity])).toEqual([
      [code, where, "error"],
    ]);
    expect(problems[0]!.todo).toContain(says);
  });

  it("prints dates in UTC, wherever it runs", () => {
    expect(renderValue("{{ '2026-01-31T23:30:00Z' | date: '%Y-%m-%d %H:%M' }}", {}).text).toBe("2026-01-31 23:30");
  });
});
