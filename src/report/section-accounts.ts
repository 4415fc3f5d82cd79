/**
 * Communities' accounts: one row per community, and folded away everything that is known of each. For the team and
 * finance; to everybody there is nothing, not even how many there are.
 */
import type { Account } from "../measure/accounts.ts";
import type { OrganisationMeasure } from "../measure/organisation.ts";
import { type AccountTelling, accountTable } from "./account-rows.ts";
import { type Audience, titleOf } from "./audience.ts";
import { countOf, itemsCell, quantity, quantityCell, textCell } from "./quantities.ts";
import type { Cell, Section, TableView } from "./view.ts";
import { countText, dayText } from "./words.ts";

type Measured = Pick<OrganisationMeasure, "accounts" | "asOf" | "money" | "pipelines">;

/** Null when no accounts are kept, and always for everybody. */
export function accountsSection(measure: Measured, audience: Audience): Section | null {
  const { accounts } = measure;
  if (audience.isPublic || accounts === null || accounts.length === 0) return null;
  const telling = tellingOf(measure, audience);
  const current = accounts.filter(({ isCurrent }) => isCurrent).length;
  return {
    id: "accounts",
    title: "Accounts",
    pipeline: null,
    words: [`${countText(accounts.length, "community", "communities")}, ${current} of them served now.`],
    charts: [],
    tables: [overview(accounts, telling), ...accounts.map((one) => accountTable(one, telling))],
  };
}

/** How items and stages are called in accounts. */
export function tellingOf({ asOf, money, pipelines }: Measured, audience: Audience): AccountTelling {
  const byName = new Map(pipelines.map(({ pipeline }) => [pipeline.name, pipeline]));
  const stageName = (name: string, id: string) => {
    const pipeline = byName.get(name);
    return pipeline === undefined ? titleOf(id) : audience.stage(pipeline, id);
  };
  return { audience, currency: money?.rule.currency ?? null, asOf, stageName };
}

function overview(accounts: readonly Account[], { audience, asOf }: AccountTelling): TableView {
  return {
    id: "accounts",
    caption:
      "One row per community. A table of each is in the page made with the report, and in the community's account issue.",
    columns: [
      { id: "community", head: "Community" },
      { id: "open", head: "Open" },
      { id: "agreed", head: "Agreed until" },
      { id: "late", head: "Promises late" },
      { id: "people", head: "Active people" },
      { id: "score", head: "Newest score" },
      { id: "contact", head: "Last contact" },
    ],
    rows: accounts.map((one): readonly Cell[] => [
      textCell(one.name),
      itemsCell(one.open.map(({ pipeline, item }) => audience.link(pipeline, item))),
      textCell(agreedUntil(one, asOf)),
      quantityCell(countOf(one.clocks.filter(({ breachedAt }) => breachedAt !== null).length)),
      peopleCell(one),
      textCell(one.answers?.newest == null ? "none" : String(one.answers.newest.score)),
      textCell(contactWords(one)),
    ]),
    folded: false,
  };
}

function agreedUntil({ contracts }: Account, asOf: Account["open"][number]["since"]): string {
  if (contracts === null) return "not counted";
  const ends = contracts.filter(({ isSigned, start }) => isSigned && start <= dayText(asOf)).map(({ end }) => end);
  return ends.sort().at(-1) ?? "nothing signed";
}

function peopleCell({ usage }: Account): Cell {
  if (usage === null) return textCell("not counted");
  const { users } = usage.newest;
  return quantityCell(quantity(users, "items", null, { note: users === null ? "not known" : null }));
}

function contactWords({ contact }: Account): string {
  if (!contact.known) return "not known";
  return contact.value === null ? "none yet" : dayText(contact.value.at);
}
