/** report.json against the shape that is published, judged by a validator that is not ours. */
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { jsonReport } from "../../src/report/json-report.ts";
import type { ReportView } from "../../src/report/view.ts";
import { openwater } from "./html/openwater.ts";

const schema = JSON.parse(readFileSync(new URL("../../schema/report.schema.json", import.meta.url), "utf8")) as object;
const validate = new Ajv2020({ allErrors: true, strict: true }).compile(schema);

/** What is wrong with a document as it comes out of a file. */
function wrongIn(document: unknown): readonly string[] {
  validate(JSON.parse(JSON.stringify(document)));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const view = openwater();
const empty: ReportView = { ...view, attention: [], figures: [], sections: [], definitions: [], incomplete: ["Why."] };

describe("the published shape of report.json", () => {
  it("fits a report of nothing", () => {
    expect(wrongIn(jsonReport(empty))).toEqual([]);
  });

  it("fits every kind of picture, cell and number, for both audiences", () => {
    expect(wrongIn(jsonReport(view))).toEqual([]);
    expect(wrongIn(jsonReport(openwater({ audience: "public" })))).toEqual([]);
    const kinds = new Set(view.sections.flatMap(({ charts }) => charts.map(({ marks }) => marks.kind)));
    expect(kinds.size).toBeGreaterThan(6);
  });

  const figure = view.figures[0]!;
  const changes: readonly { readonly why: string; readonly over: object; readonly at: string }[] = [
    { why: "another version", over: { version: 2 }, at: "/version" },
    { why: "something that it does not name", over: { secret: "x" }, at: "" },
    {
      why: "a number as text",
      over: { figures: [{ ...figure, now: { ...figure.now, value: "12" } }] },
      at: "/figures/0/now/value",
    },
    // JSON has no NaN: it comes out as null, which is right for a value and not for a count that must be there.
    {
      why: "no number where none may lack",
      over: { figures: [{ ...figure, now: { ...figure.now, n: -1 } }] },
      at: "/figures/0/now/n",
    },
    { why: "a moment without its zone", over: { asOf: "2026-11-23T09:00:00" }, at: "/asOf" },
    { why: "nobody's audience", over: { audience: "all" }, at: "/audience" },
    { why: "no list of what is missing", over: { incomplete: undefined }, at: "" },
  ];
  it.each(changes)("does not fit $why", ({ over, at }) => {
    const found = wrongIn({ ...jsonReport(view), ...over });
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((one) => one.startsWith(at))).toBe(true);
  });
});
