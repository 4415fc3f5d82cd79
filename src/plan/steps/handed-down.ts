/**
 * Fields of a new issue's card that depend on the item it is made for → texts for the new issue's marker. The new issue
 * cannot see the item's form or dates, so they are worked out once, when it is made, and kept as `set.<field>`;
 * whoever completes the new issue (`artefact.ts`) writes them from there. In a more public place they are values like all
 * others: the field must be listed under `accepts`.
 */
import { plusDays } from "../../calendar/day.ts";
import { renderValue, type ValueScope } from "../../content/values.ts";
import { variableName } from "../../content/variable-name.ts";
import type { FieldSetting } from "../../model/condition.ts";
import type { Repository } from "../../model/snapshot.ts";
import { note, nothing, type Part, together } from "../part.ts";
import { leakProblem, visibilityOf } from "../privacy.ts";
import { isMorePublic, leastPublic, type Visibility } from "../visibility.ts";
import type { Ground } from "./ground.ts";
import type { Order } from "./recipe.ts";

export interface HandedDown {
  /** `set.ends: 2026-03-01`. */
  readonly extra: Readonly<Record<string, string>>;
  readonly part: Part;
  /** Why nothing may be opened; null when it may. */
  readonly refusal: Part | null;
}

/** Works the settings out; what the config says by itself (`5`, `+28d`, the current iteration) is left to the card. */
export function fieldsHandedDown(
  ground: Ground,
  { recipe, path }: Order,
  { repository, scope }: { readonly repository: Repository; readonly scope: ValueScope },
): HandedDown {
  const depending = recipe.fields.filter(dependsOnItem);
  const name = recipe.repository ?? ground.home;
  const accepts = (ground.config.repositories[name]?.accepts ?? []).map(variableName);
  const leak = depending.find(
    (setting) =>
      isMorePublic(repository.visibility, visibilityOfSetting(ground, setting)) &&
      !accepts.includes(variableName(setting.field)),
  );
  if (leak !== undefined) {
    const source = `a ${visibilityOfSetting(ground, leak)} ${ground.item === null ? "place" : "issue"}`;
    const refusal = leakProblem([leak.field], `${path}.set.${leak.field}`, {
      name,
      repository,
      source,
      undone: "opened",
    });
    return { extra: {}, part: nothing, refusal };
  }
  const worked = depending.map((setting) => ({ field: setting.field, ...workedOut(ground, setting, { path, scope }) }));
  const filled = worked.flatMap(({ field, text }) => (text === "" ? [] : [[`set.${field}`, text] as const]));
  return { extra: Object.fromEntries(filled), part: together(...worked.map(({ part }) => part)), refusal: null };
}

/** Whether a setting was kept in the new issue's marker rather than left to its card. */
export function dependsOnItem({ value }: FieldSetting): boolean {
  return value.kind === "from-date" || (value.kind === "text" && /\{[{%]/.test(value.text));
}

/** A date on the item's card has the visibility of the board (ruling 16). */
export function visibilityOfSetting(ground: Ground, { value }: FieldSetting): Visibility {
  const { world, visibility: own } = ground;
  if (value.kind === "text") return visibilityOf(value.text, ground);
  if (value.kind !== "from-date" || value.date.kind === "opened" || value.date.kind === "closed") return own;
  if (value.date.kind === "answer") return own;
  if (ground.board === null) return own;
  const board = world.boards[ground.board];
  return leastPublic(own, board?.known ? board.value.visibility : "private");
}

function workedOut(
  { dateOf }: Ground,
  { field, value }: FieldSetting,
  { path, scope }: { readonly path: string; readonly scope: ValueScope },
): { readonly text: string; readonly part: Part } {
  if (value.kind === "text") {
    const { text, problems } = renderValue(value.text, scope);
    const where = `${path}.set.${field}`;
    return { text: text.trim(), part: { ...nothing, problems: problems.map((one) => ({ ...one, where })) } };
  }
  if (value.kind !== "from-date" || dateOf === null) return { text: "", part: nothing };
  const read = dateOf(value.date);
  if (!read.known) return { text: "", part: note(`${path} opens without ${field}: ${read.why}.`) };
  if (read.value === null)
    return { text: "", part: note(`${path} opens without ${field}: there is no date to count from.`) };
  return { text: plusDays(read.value.day, value.days), part: nothing };
}
