/**
 * One issue on two boards that contradict each other (reliability.md, row 55): the pipeline that is listed first in the
 * config has its way on its own board, nothing is written to the other one, and the plan says why (ruling 24).
 */
import { describe, expect, it } from "vitest";
import type { Config } from "../../src/config/config.ts";
import type { Card, Item } from "../../src/model/snapshot.ts";
import { plan } from "../../src/plan/plan.ts";
import {
  addedToBoard,
  cardIn,
  configWith,
  issue,
  july,
  known,
  leads,
  moved,
  openedAt,
  partnerships,
  unknown,
  withLabels,
  world,
} from "../support/builders.ts";

const renewalsBoard = { ...partnerships, id: "PVT_renewals", number: 62, title: "Renewals" };
const renewals = { ...leads, name: "renewals", board: "renewals", items: { repository: "leads", label: "renewal" } };
const there = world({ boards: { partnerships: known(partnerships), renewals: known(renewalsBoard) } });

const config = (pipelines: Config["pipelines"]) =>
  configWith({
    pipelines,
    boards: {
      partnerships: { owner: "openwater", number: 61, statusField: "Status", fields: {} },
      renewals: { owner: "openwater", number: 62, statusField: "Status", fields: {} },
    },
  });

/** In "Lead" on one board and, since a day later, in "Qualified lead" on the other. */
function onBoth(labels: readonly string[], more: Partial<Item> = {}): Item {
  const other: Card = { ...cardIn("Qualified lead", july(8)), id: "PVTI_other", project: renewalsBoard.id };
  const project = renewalsBoard.id;
  return issue({
    labels: withLabels(...labels),
    cards: known([cardIn("Lead", openedAt), other]),
    boardHistory: known([
      addedToBoard(openedAt),
      moved("Lead", openedAt, { from: "" }),
      { ...addedToBoard(july(8)), project },
      moved("Qualified lead", july(8), { from: "", project }),
    ]),
    ...more,
  });
}

const planned = (item: Item, pipelines: Config["pipelines"]) =>
  plan({ item, world: there }, config(pipelines), july(9));
const boardsWritten = (changes: readonly object[]) => changes.flatMap((one) => ("project" in one ? [one.project] : []));

describe("an issue on two boards", () => {
  it("is left alone where only one of them is its pipeline's, whatever the other says", () => {
    const { stage, changes, problems } = planned(onBoth(["lead", "stage: lead"]), [leads, renewals]);
    expect({ stage: stage?.id, changes, problems }).toEqual({ stage: "lead", changes: [], problems: [] });
  });

  const rows = [
    { first: leads, second: renewals, stage: "lead", left: "renewals" },
    { first: renewals, second: leads, stage: "qualified", left: "partnerships" },
  ];
  it.each(rows)("row 55: of two pipelines $first.name, listed first, has its way and says so", (row) => {
    const { first, second, stage, left } = row;
    const item = onBoth(["lead", "renewal", "stage: lead"]);
    const { pipeline, stage: reached, changes, problems } = planned(item, [first, second]);
    expect({ pipeline, stage: reached?.id }).toEqual({ pipeline: first.name, stage });
    expect(boardsWritten(changes)).toEqual([]);
    expect(problems).toEqual([
      {
        code: "two-pipelines",
        where: item.url,
        what: `The issue belongs to ${first.name} and also to ${second.name}; only ${first.name} counts. Its card on \`${left}\` says nothing and is left where it is.`,
        todo: "Take off one of the labels, or make the pipelines' `items` exclude each other.",
        severity: "warning",
      },
    ]);
  });

  it("is not moved on either while the first one's moves are unknown: the other board is no stand-in", () => {
    const item = onBoth(["lead", "renewal", "stage: lead"], { boardHistory: unknown("page 2 did not come") });
    const { stage, changes } = planned(item, [leads, renewals]);
    expect(stage?.id).not.toBe("qualified");
    expect(boardsWritten(changes)).toEqual([]);
  });
});
