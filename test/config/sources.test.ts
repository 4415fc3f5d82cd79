/** `usage:` and `satisfaction:` of the config: what they come to, and what is said when they are wrong. */
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { problemText } from "../../src/model/problem.ts";
import { sample } from "./sample.ts";

const load = (text: string) =>
  loadConfig(`${sample}\n${text}`, "milepost.yml", { home: { owner: "openwater", repo: ".github" } });

describe("usage and satisfaction", () => {
  it("are not measured unless the config says so", () => {
    expect(load("").config).toMatchObject({ usage: null, satisfaction: null });
  });

  it("come from a file of the templates folder, or of another repository", () => {
    const { config, problems } = load(
      "usage: { file: usage.csv }\nsatisfaction: { file: 'openwater/leads:data/survey.csv' }\n",
    );
    expect(problems).toEqual([]);
    expect(config?.usage).toEqual({
      from: { kind: "file", file: { ...config!.templates, path: `${config!.templates.path}/usage.csv` } },
      by: "hub",
      communities: {},
      leaveOut: [],
      staff: [],
      asked: null,
      isPublic: false,
    });
    expect(config?.satisfaction).toEqual({
      from: {
        kind: "file",
        file: { owner: "openwater", repo: "leads", path: "data/survey.csv" },
        columns: { community: "community", date: "date", score: "score", touchPoint: null, item: null },
        knowsAsked: false,
      },
      satisfiedFrom: 7,
    });
  });

  it("come from a file of a release", () => {
    const { config, problems } = load("usage: { file: 'openwater/data@v1.2:maus-by-hub.csv' }\n");
    expect(problems).toEqual([]);
    expect(config?.usage?.from).toEqual({
      kind: "file",
      file: { owner: "openwater", repo: "data", path: "maus-by-hub.csv", release: "v1.2" },
    });
  });

  it("come from Prometheus", () => {
    const { config, problems } = load(
      "usage: { prometheus: { url: 'https://prometheus.example.org', query: active_users, secret: METRICS_TOKEN } }\n",
    );
    expect(problems).toEqual([]);
    expect(config?.usage?.from).toEqual({
      kind: "prometheus",
      rule: {
        url: "https://prometheus.example.org",
        query: "active_users",
        stepDays: 1,
        days: 400,
        place: "namespace",
        cluster: null,
        secret: "METRICS_TOKEN",
      },
    });
  });

  const bad: { why: string; text: string; says: RegExp }[] = [
    {
      why: "no source",
      text: "usage: { by: cluster }",
      says: /source {2}`usage` names no source\. Write one of `file` and `prometheus`/,
    },
    {
      why: "two sources",
      text: "usage: { file: u.csv, prometheus: { url: 'https://p.example.org', query: up } }",
      says: /source {2}`usage` has `file` and `prometheus`; it can have one/,
    },
    { why: "no CSV", text: "usage: { file: usage.json }", says: /usage\.file|ends in \.csv/ },
    { why: "a way out of the folder", text: "usage: { file: ../usage.csv }", says: /ends in \.csv/ },
    {
      why: "a login in an address",
      text: "usage: { prometheus: { url: 'https://a:b@p.example.org', query: up } }",
      says: /without a login/,
    },
    {
      why: "a pipeline that is not there",
      text: "usage: { file: u.csv, asked: lead }",
      says: /unknown-pipeline {2}There is no pipeline or rule .*lead.*Did you mean/,
    },
    {
      why: "one place in two communities",
      text: "usage: { file: u.csv, communities: { reef: [prod], estuary: [Prod] } }",
      says: /place-twice {2}.*Prod.* belongs to `reef` already/,
    },
    { why: "no answers", text: "satisfaction: {}", says: /`satisfaction` names no source/ },
    {
      why: "one column for two things",
      text: "satisfaction: { file: s.csv, columns: { score: date } }",
      says: /column-twice/,
    },
    {
      why: "answers of no rule",
      text: "satisfaction: { form: { of: surveys, score: score } }",
      says: /unknown-pipeline.*surveys/,
    },
    {
      why: "answers of a rule without a form",
      text: "rules: { surveys: { items: { repository: leads } } }\nsatisfaction: { form: { of: surveys, score: score } }",
      says: /no-form {2}.*surveys.* names no form/,
    },
    {
      why: "rows of a file that is not there",
      text: "satisfaction: { unanswered: true, form: { of: leads, score: score } }",
      says: /key-not-here {2}`unanswered` belongs to `file`/,
    },
    {
      why: "a score that nobody can give",
      text: "satisfaction: { file: s.csv, satisfied-from: 11 }",
      says: /satisfied-from|10/,
    },
  ];
  it.each(bad)("are refused with $why", ({ text, says }) => {
    const { config, problems } = load(`${text}\n`);
    expect(config).toBeNull();
    expect(problems.map(problemText).join("\n")).toMatch(says);
    expect(problems[0]!.where).toMatch(/^milepost\.yml:\d+:\d+$/);
  });
});
