/** Grants as reports word them, and to whom. What the numbers are is in test/measure/grants. */
import { describe, expect, it } from "vitest";
import { facesOf } from "../../src/measure/faces.ts";
import { grantsOf } from "../../src/measure/grants/grants.ts";
import type { GrantRule } from "../../src/model/grant.ts";
import type { MoneyRule } from "../../src/model/money.ts";
import type { Pipeline } from "../../src/model/pipeline.ts";
import { createAudience } from "../../src/report/audience.ts";
import { grantPoints } from "../../src/report/grant-points.ts";
import { grantsSection } from "../../src/report/section-grants.ts";
import { leads } from "../measure/lives.ts";
import { on, subject, type Told } from "../measure/subjects.ts";
import { known, world } from "../support/builders.ts";

const rule: GrantRule = {
  ...{ submitted: "qualified", funder: "funder", champions: "champions", due: "due", start: "start", end: "end" },
  ...{ amount: "amount", currency: null, spent: "spent", account: null, owes: null },
};
const grants: Pipeline = { ...leads, name: "grants", board: null, grants: rule };
const money: MoneyRule = { currency: "USD", rates: {}, assumed: { new: 0, renewal: 0 }, costs: null, usageFees: [] };
const answers = {
  ...{ funder: "canary-funder", champions: "canary-champion", amount: "1000", spent: "250" },
  ...{ start: "2025-01-01", end: "2025-04-10", due: "2024-12-01" },
};

/** Public issues, so that only what they say of funders and amounts can be told. */
function grant(number: number, way: NonNullable<Told["way"]>, says: Readonly<Record<string, string>> = answers) {
  return subject({
    ...{ number, way, pipeline: grants, item: { visibility: "public", title: `Grant ${number}` } },
    more: { answers: known(says) },
  });
}

const running = grant(1, [["partner", "2025-01-01"]]);
const ahead = grant(2, [["lead", "2025-01-01"]]);

function said(ones: readonly ReturnType<typeof grant>[], name: "public" | "team" | "finance") {
  const audience = createAudience(name, facesOf({ subjects: ones, incomplete: [], world: world() }));
  const context = { ...on("2025-05-01", ...ones), windowWeeks: 26, pipelines: [grants], money, costs: null };
  const measured = grantsOf(ones, grants, context)!;
  const section = grantsSection(measured, audience);
  return { section, text: JSON.stringify(section), points: grantPoints(measured, audience) };
}

describe("grantsSection", () => {
  it("is nothing where there are none", () => {
    expect(said([], "finance")).toMatchObject({ section: null, points: [] });
  });

  it("tells everybody of a public grant, and neither who gives it nor how much, whoever may read the issue", () => {
    const { text } = said([running, ahead], "public");
    for (const word of ["Grant 1", "Grant 2", "2025-04-10"]) expect(text).toContain(word);
    expect(text).not.toMatch(/canary|Funder|Champions|Amount|250|1000|USD/);
    const team = said([running, ahead], "team").text;
    for (const word of ["canary-funder", "canary-champion", "Champions"]) expect(team).toContain(word);
    expect(team).not.toMatch(/Amount|"value":250|"value":1000|USD/);
    const finance = said([running, ahead], "finance").text;
    for (const word of ["Amount, USD", '"value":1000', '"value":250', '"value":0.25']) expect(finance).toContain(word);
  });

  it("says in words how it went, and no share of four", () => {
    const refused = (number: number) =>
      grant(number, [
        ["qualified", "2025-01-01"],
        ["lost", "2025-02-01"],
      ]);
    const given = grant(9, [
      ["qualified", "2025-01-01"],
      ["partner", "2025-03-02"],
    ]);
    expect(said([given, refused(3), refused(4), refused(5)], "team").section!.words).toEqual([
      "0 not asked for yet, 0 waiting for a decision, 1 running, 0 completed, 3 refused or given up.",
      "Of 4 decided 1 was given; too few to say a share.",
    ]);
    // Wilson of 1 in 5: (0.2 + 0.3841459 ± 1.959964 √(0.032 + 0.0384146)) ÷ 1.7682918 = 0.330 ± 0.294.
    expect(said([given, refused(3), refused(4), refused(5), refused(6)], "team").section!.words[1]).toBe(
      "Of 5 decided 1 was given (20 % [4–62], n = 5).",
    );
  });
});

describe("grantPoints", () => {
  it("names what ended and was not closed, and what says no end", () => {
    const endless = grant(3, [["partner", "2025-01-01"]], {});
    expect(
      said([running, ahead, endless], "team").points.map(({ kind, item, what }) => [kind, item.label, what]),
    ).toEqual([
      ["overdue", "Grant 1", "ended on 2025-04-10 and still stands in Partner: is its last report sent?"],
      ["gate", "Grant 3", "was given and does not say on which day it ends."],
    ]);
  });
});
