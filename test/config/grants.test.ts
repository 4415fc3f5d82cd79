/** `grants:` of a pipeline: what it comes to, and what is said when it is wrong. */
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { problemText } from "../../src/model/problem.ts";

const load = (grants: string, { money = "", form = "form: grant.yml", won = ", outcome: won", rest = "" } = {}) =>
  loadConfig(
    `version: 1
repositories: { leads: { name: openwater/leads, visibility: private } }
pipelines:
  grants:
    items: { repository: leads, label: grant }
    ${form}
    stages:
      - { id: idea, label: "grant: idea" }
      - { id: submitted, label: "grant: submitted" }
      - { id: awarded, label: "grant: awarded"${won} }
    ${grants}
  owed:
    items: { repository: leads, label: deliverable }
    form: deliverable.yml
    stages: [{ id: planned, label: "deliverable: planned" }]
    ${rest || "deliverables: { due: due }"}
${money}`,
    "milepost.yml",
    { home: { owner: "openwater", repo: ".github" } },
  );

const none = { funder: null, champions: null, due: null, start: null, end: null };
const noAmounts = { amount: null, currency: null, spent: null, account: null };

describe("grants", () => {
  it("are none unless the config says so", () => {
    const { config, problems } = load("");
    expect([problems, config?.pipelines.map(({ grants }) => grants)]).toEqual([[], [null, null]]);
  });

  it("need a stage and nothing else", () => {
    const { config, problems } = load("grants: { submitted: submitted }", { form: "" });
    expect(problems).toEqual([]);
    expect(config?.pipelines[0]?.grants).toEqual({ submitted: "submitted", ...none, ...noAmounts, owes: null });
  });

  it("may say everything; then amounts count without any contract", () => {
    const { config, problems } = load(
      "grants: { submitted: submitted, funder: a, champions: b, due: c, start: d, end: e, amount: f, currency: g, spent: h, account: i, owes: owed }",
      { money: "money: { currency: USD, costs: costs.csv }" },
    );
    expect(problems).toEqual([]);
    expect(config?.pipelines[0]?.grants).toEqual({
      ...{ submitted: "submitted", funder: "a", champions: "b", due: "c", start: "d", end: "e" },
      ...{ amount: "f", currency: "g", spent: "h", account: "i", owes: "owed" },
    });
  });

  const usd = "money: { currency: USD }";
  const bad: { why: string; grants: string; options?: Parameters<typeof load>[1]; says: RegExp }[] = [
    {
      why: "a stage that there is not",
      grants: "submitted: sbmitted",
      says: /:11:26 {2}unknown-stage {2}There is no stage "sbmitted"\. Did you mean `submitted`\?/,
    },
    {
      why: "no stage for what is given",
      grants: "submitted: submitted",
      options: { won: "" },
      says: /no-outcome {2}No stage says that a grant was given/,
    },
    {
      why: "answers without a form",
      grants: "submitted: submitted, due: due",
      options: { form: "" },
      says: /no-form {2}`due` is an answer, and `grants` names no form/,
    },
    {
      why: "amounts without money",
      grants: "submitted: submitted, amount: amount",
      says: /no-money {2}There are amounts and no `money`/,
    },
    {
      why: "spending of no amount",
      grants: "submitted: submitted, spent: spent",
      options: { money: usd },
      says: /no-amount {2}`spent` says nothing without `amount`/,
    },
    {
      why: "an account of no file",
      grants: "submitted: submitted, amount: amount, account: account",
      options: { money: usd },
      says: /no-costs {2}`account` is one of the costs file/,
    },
    {
      why: "half a term",
      grants: "submitted: submitted, end: end",
      says: /half-a-term {2}A grant runs from a first day to a last one\. Add `start:`/,
    },
    {
      why: "a pipeline that there is not",
      grants: "submitted: submitted, owes: owd",
      says: /unknown-pipeline {2}There is no pipeline "owd"\. Did you mean `owed`\?/,
    },
    {
      why: "what is owed by no day",
      grants: "submitted: submitted, owes: owed",
      options: { rest: "add-to-board: false" },
      says: /no-deliverables {2}Nothing says by which day the items of `owed` are owed/,
    },
    {
      why: "a word that there is not",
      grants: "submitted: submitted, funders: a",
      says: /funders.*Did you mean `funder`/,
    },
  ];
  it.each(bad)("refuses $why", ({ grants, options, says }) => {
    expect(load(`grants: { ${grants} }`, options).problems.map(problemText).join("\n")).toMatch(says);
  });
});
