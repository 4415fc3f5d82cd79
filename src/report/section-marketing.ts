/** Marketing: what brought leads here, how many were worth following, and how many were won. */
import type { Campaign } from "../measure/market/campaigns.ts";
import type { Market } from "../measure/market/market.ts";
import { type Audience, titleOf } from "./audience.ts";
import { countOf, itemsCell, notEnough, quantity, quantityCell, shareOf, textCell } from "./quantities.ts";
import type { Cell, Quantity, Section, TableView } from "./view.ts";
import { countText } from "./words.ts";

/** Null when nothing says campaigns, or they may not be named. */
export function marketingSection(market: Market, windowWeeks: number, audience: Audience): Section | null {
  const { pipeline, campaigns, items, unread } = market;
  if (campaigns === null || items === 0 || !audience.mayGroup(pipeline.name)) return null;
  const shown = audience.isPublic ? campaigns.folded : campaigns.all;
  const unknown =
    unread.length === 0 ? [] : [`${countText(unread.length, "item")} could not be read, and is in no group.`];
  return {
    id: `${pipeline.name}-marketing`,
    title: `${titleOf(pipeline.name)}: what brought them`,
    pipeline: pipeline.name,
    words: [`${countText(items, "item")}, by what brought them here.`, ...unknown],
    charts: [],
    tables: [campaignTable(pipeline.name, shown, { windowWeeks, audience })],
  };
}

/** Shares of fewer are not told. */
const enough = 5;

function campaignTable(
  name: string,
  campaigns: readonly Campaign[],
  { windowWeeks, audience }: { readonly windowWeeks: number; readonly audience: Audience },
): TableView {
  const hasQualified = campaigns.some(({ qualified }) => qualified !== null);
  return {
    id: `${name}-marketing-campaigns`,
    caption: "One row per campaign, the largest first. Shares are told from five leads on.",
    columns: [
      { id: "campaign", head: "Campaign" },
      { id: "leads", head: "Leads" },
      { id: "recent", head: `Last ${windowWeeks} weeks` },
      ...(hasQualified ? [{ id: "qualified", head: "Worth following, so far" }] : []),
      { id: "won", head: "Won" },
      { id: "won90", head: "Won within 90 days" },
      { id: "won180", head: "Won within 180 days" },
    ],
    rows: campaigns.map((one): readonly Cell[] => [
      textCell(one.name),
      itemsCell(audience.links(name, one.items)),
      quantityCell(countOf(one.recent)),
      ...(hasQualified ? [quantityCell(qualifiedOf(one))] : []),
      itemsCell(audience.links(name, one.won)),
      ...[90, 180].map((day) => quantityCell(wonBy(one, day))),
    ]),
    folded: false,
  };
}

function qualifiedOf({ qualified }: Campaign): Quantity {
  if (qualified === null || qualified.n < enough) return notEnough("share", qualified?.n ?? 0);
  const { share, lower, upper, n } = qualified;
  return quantity(share, "share", n, { lower, upper });
}

function wonBy({ toWon }: Campaign, day: number): Quantity {
  return shareOf(toWon, toWon.shares.find((share) => share.day === day)!, "a win");
}
