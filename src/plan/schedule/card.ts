/**
 * One of our own new issues → its card: on the board that its recipe names, with the fields that the recipe sets. Only in
 * the issue's first day, and only what nobody has touched: later, and where a person was before, it is theirs.
 */
import { dayOf, startOfDay } from "../../calendar/zone.ts";
import type { Config } from "../../config/config.ts";
import type { Marker } from "../../content/markers.ts";
import { cardOn } from "../../history/board.ts";
import { isOurs } from "../../history/own.ts";
import type { FieldSetting } from "../../model/condition.ts";
import { careless, type Pipeline } from "../../model/pipeline.ts";
import type { Board, Card, Item, Snapshot } from "../../model/snapshot.ts";
import { type Instant, plusSeconds } from "../../model/time.ts";
import { fieldName, planFields } from "../field.ts";
import { type Case, note, nothing, type Part } from "../part.ts";
import { standingOf } from "../standing.ts";
import { dependsOnItem } from "../steps/handed-down.ts";
import type { Origin } from "./origin.ts";

/** After this what is empty was left empty by people. */
const firstDaySeconds = 86_400;
/** GitHub's own board workflows set a column when a card appears (ruling 1). */
const automationSeconds = 60;

/** Puts the issue on its board and fills its card. */
export function planCard(
  { item, world }: Snapshot,
  origin: Origin,
  { config, marker, now }: { readonly config: Config; readonly marker: Marker; readonly now: Instant },
): Part {
  const { recipe, rule } = origin;
  if (recipe.board === null || now >= plusSeconds(item.createdAt, firstDaySeconds)) return nothing;
  const board = world.boards[recipe.board];
  if (!board?.known) return note(`The card of ${rule} was left alone: ${board?.why ?? "the board was not read"}.`);
  if (!item.cards.known) return note(`The card of ${rule} was left alone: ${item.cards.why}.`);
  const fact = `it was opened at ${item.createdAt}`;
  const card = cardOn(item, board.value.id);
  if (card === null) return putOn(item, board.value, { rule, fact });
  const one = caseOf({ item, world }, { config, board: recipe.board, marker, now });
  if (one === null) return note(`The card of ${rule} was left alone: the issue's history could not be read.`);
  const statusField = fieldName({ config }, recipe.board, "status");
  const shown = { ...one, item: withStatus(item, card, statusField) };
  const settings = recipe.fields
    .flatMap((setting) => settled(setting, marker))
    .flatMap((setting) => {
      if (setting.field !== "status") return [setting];
      const touch = statusTouchedBy(one, board.value);
      return touch === "somebody" ? [] : [{ ...setting, own: setting.own || touch === "automation" }];
    });
  const moment = momentOf(item, origin, config);
  return planFields(shown, { board: recipe.board, settings, because: { rule, fact }, moment });
}

/** `createIssue` puts it there; this is for when that was lost. Never after somebody took it off. */
function putOn(item: Item, board: Board, because: { readonly rule: string; readonly fact: string }): Part {
  if (!item.boardHistory.known) return note(`${because.rule} was not put on ${board.title}: ${item.boardHistory.why}.`);
  const wasTakenOff = item.boardHistory.value.some(
    (fact) => fact.kind === "removed-from-board" && (fact.project === board.id || fact.project === null),
  );
  if (wasTakenOff) return note(`${because.rule} was not put on ${board.title}: somebody took it off.`);
  const target = { project: board.id, board: board.title, issue: item.id, status: null };
  return { ...nothing, changes: [{ ...because, kind: "add-to-board", ...target }] };
}

/** What depended on the item was worked out when the issue was made and is kept in its marker; the rest is the config's. */
function settled(setting: FieldSetting, { extra }: Marker): readonly FieldSetting[] {
  if (!dependsOnItem(setting)) return [setting];
  const kept = keptFields(extra);
  const index = kept.findIndex(([field]) => field === setting.field);
  return index === -1 ? [] : [{ ...setting, value: { kind: "text", text: `{{ kept.f${index} }}` } }];
}

function keptFields(extra: Marker["extra"]): readonly (readonly [field: string, text: string])[] {
  return Object.entries(extra).flatMap(([name, value]) =>
    name.startsWith("set.") && typeof value === "string" ? [[name.slice("set.".length), value] as const] : [],
  );
}

/** A period that begins after its issue was opened (lead) counts from its own day. */
function momentOf({ createdAt }: Item, { date }: Origin, { calendar }: Config): Instant {
  if (date === null || date <= dayOf(createdAt, calendar.zone)) return createdAt;
  return startOfDay(date, calendar.zone);
}

/** The column counts as empty while nothing but GitHub's own workflow has set it, just after the card appeared. */
function statusTouchedBy({ item, world }: Case, board: Board): "nobody" | "automation" | "somebody" {
  if (!item.boardHistory.known) return "nobody";
  const moves = item.boardHistory.value.filter((fact) => fact.kind === "board-status" && fact.project === board.id);
  if (moves.length === 0) return "nobody";
  const soon = plusSeconds(item.createdAt, automationSeconds);
  const isAutomation = moves.every(
    (fact) =>
      fact.kind === "board-status" && fact.automated && fact.at <= soon && !isOurs(fact.actor, world.identities),
  );
  return isAutomation ? "automation" : "somebody";
}

/** The column as one field among others. */
function withStatus(item: Item, card: Card, name: string): Item {
  if (!item.cards.known || Object.hasOwn(card.values, name)) return item;
  const { status } = card;
  const value = status === null ? null : ({ kind: "option", id: status.optionId, name: status.option } as const);
  const filled = item.cards.value.map((one) =>
    one === card ? { ...one, values: { ...one.values, [name]: value } } : one,
  );
  return { ...item, cards: { known: true, value: filled } };
}

/** Our own issue as if it were an item of a pipeline that asks nothing of it. */
function caseOf(
  { item, world }: Snapshot,
  { config, board, marker, now }: { config: Config; board: string; marker: Marker; now: Instant },
): Case | null {
  const stage = {
    id: "any",
    board: null,
    label: null,
    was: [],
    outcome: null,
    closedAs: null,
    needsLabel: null,
    limitSeconds: null,
  };
  const pipeline: Pipeline = {
    ...careless,
    name: "own",
    items: { repository: "", label: null },
    form: null,
    board: null,
    stages: [stage],
    moves: null,
    illegalMoves: "tell",
    automation: "ignore",
    starts: null,
    steps: [],
    addToBoard: false,
    statusComment: false,
    milestones: {},
    times: [],
    cohorts: [],
  };
  const standing = standingOf(item, world, pipeline);
  if (standing.place === null) return null;
  const kept = Object.fromEntries(keptFields(marker.extra).map(([, text], index) => [`f${index}`, text]));
  const scope: Case["scope"] = () => ({ known: true, value: { kept, form: {}, board } });
  const { place } = standing;
  const artefacts = { known: false, why: "nothing hangs below it" } as const;
  const unread = { peers: undefined, absences: undefined, found: undefined };
  return { item, world, ...unread, config, pipeline, standing, place, stage, artefacts, scope, now };
}
