import { describe, expect, it } from "vitest";
import { facesOf } from "../../src/measure/faces.ts";
import { journeysOf } from "../../src/measure/journeys.ts";
import { transitionsOf } from "../../src/measure/transitions.ts";
import { known, partnerships, unknown, world } from "../support/builders.ts";
import { at, leads } from "./lives.ts";
import { ground, subject, type Told } from "./subjects.ts";

const publicBoard = { boards: { partnerships: known({ ...partnerships, visibility: "public" as const }) } };

function facesIn(tolds: readonly Told[], more: Partial<Parameters<typeof facesOf>[0]> = {}) {
  return facesOf({ subjects: tolds.map(subject), incomplete: [], world: world(publicBoard), ...more });
}

const born = (number: number, day: string, visibility: "public" | "private" = "public"): Told => ({
  number,
  way: [["lead", day]],
  item: { visibility },
});

describe("facesOf", () => {
  it("has none without items", () => {
    expect(facesIn([]).size).toBe(0);
  });

  it("ruling 16: numbers are ranks by opening over all items, those of the same second by their reference", () => {
    const faces = facesIn([born(9, "2025-03-01"), born(4, "2025-01-01"), born(8, "2025-03-01"), born(2, "2025-09-01")]);
    const numbers = [...faces.get("leads")!.values()].map(({ item, number }) => `${number} ${item}`);
    expect(numbers.sort()).toEqual([
      "1 openwater/leads#4",
      "2 openwater/leads#8",
      "3 openwater/leads#9",
      "4 openwater/leads#2",
    ]);
  });

  it("an item that could not be measured keeps its number, so that the others keep theirs", () => {
    const unmeasured = { pipeline: "leads", ref: "openwater/leads#3", url: "u", why: "w", openedAt: at("2025-02-01") };
    const faces = facesIn([born(9, "2025-03-01"), born(1, "2025-01-01")], { incomplete: [unmeasured, unmeasured] });
    expect(faces.get("leads")!.get("openwater/leads#9")!.number).toBe(3);
    expect(faces.get("leads")!.get("openwater/leads#3")).toMatchObject({ number: 2, isPublic: false });
  });

  it.each([
    { why: "a public issue on a public board", visibility: "public", more: {}, expected: true },
    { why: "a private issue", visibility: "private", more: {}, expected: false },
    { why: "an internal issue", visibility: "internal", more: {}, expected: false },
    { why: "its stage is shown by a private board", visibility: "public", more: { world: world() }, expected: false },
    {
      why: "the board was not read",
      visibility: "public",
      more: { world: world({ boards: { partnerships: unknown("no access") } }) },
      expected: false,
    },
  ] as const)("everybody may know it: $expected, $why", ({ visibility, more, expected }) => {
    const faces = facesIn([{ item: { visibility } }], more);
    expect(faces.get("leads")!.get("openwater/leads#7")!.isPublic).toBe(expected);
  });
});

describe("journeysOf", () => {
  const estuary = { more: { community: "estuary" } };
  const journeys = (tolds: readonly Told[], now = "2025-12-01") => {
    const all = tolds.map(subject);
    return journeysOf(all, ground(...all), at(now));
  };

  it("has none without communities", () => {
    expect(journeys([{}])).toEqual([]);
  });

  it("puts one community's items in a row, with how each ended", () => {
    const told = journeys([
      { number: 3, way: [["lead", "2025-08-01"]], ...estuary },
      {
        number: 5,
        way: [
          ["lead", "2025-07-01"],
          ["partner", "2025-07-20"],
        ],
        ...estuary,
      },
      {
        number: 2,
        way: [
          ["lead", "2025-07-01"],
          ["lost", "2025-07-03"],
        ],
        more: { community: "delta" },
      },
      { number: 4, way: [["lead", "2026-01-01"]], ...estuary },
    ]);
    expect(told).toMatchObject([
      { community: "delta", items: [{ item: "openwater/leads#2", to: at("2025-07-03"), good: false, stage: "lost" }] },
      {
        community: "estuary",
        items: [
          { item: "openwater/leads#5", from: at("2025-07-01"), to: at("2025-07-20"), good: true },
          { item: "openwater/leads#3", from: at("2025-08-01"), to: null, good: false, stage: "lead" },
        ],
      },
    ]);
  });
});

describe("transitionsOf", () => {
  it("has none without items", () => {
    expect(transitionsOf([], at("2025-12-01"))).toEqual([]);
  });

  it("scenario 1: four rows with who moved it, and 4, 7 and 18 days", () => {
    const way: Told["way"] = [
      ["lead", "2025-07-07"],
      ["qualified", "2025-07-11"],
      ["prospect", "2025-07-18"],
      ["partner", "2025-08-05"],
    ];
    const rows = transitionsOf([subject({ way })], at("2025-12-01"));
    expect(rows.map(({ from, to, days, who }) => [from, to, days, who])).toEqual([
      [null, "lead", null, "bd-lead"],
      ["lead", "qualified", 4, "bd-lead"],
      ["qualified", "prospect", 7, "bd-lead"],
      ["prospect", "partner", 18, "bd-lead"],
    ]);
    expect(rows[3]).toMatchObject({
      pipeline: leads.name,
      item: "openwater/leads#7",
      at: at("2025-08-05"),
      exact: true,
    });
  });

  it("row 56: slips are kept here, and what comes after the report's date is not", () => {
    const way: Told["way"] = [
      ["lead", "2025-07-07"],
      ["qualified", "2025-07-11T09:00:00Z"],
      ["lead", "2025-07-11T09:00:20Z"],
      ["qualified", "2025-08-01"],
    ];
    expect(transitionsOf([subject({ way })], at("2025-07-20")).map(({ to }) => to)).toEqual([
      "lead",
      "qualified",
      "lead",
    ]);
  });
});
